"""Text as names are made of it: folding, scripts, words, legal forms, romanisation."""

from __future__ import annotations

from riskengine.text.legal_forms import is_legal_form, split_legal_form
from riskengine.text.normalise import fold, plain
from riskengine.text.scripts import script_of
from riskengine.text.tokens import Word, words
from riskengine.text.translit import latin_forms

__all__ = [
    "Word",
    "fold",
    "is_legal_form",
    "latin_forms",
    "plain",
    "script_of",
    "split_legal_form",
    "words",
]
