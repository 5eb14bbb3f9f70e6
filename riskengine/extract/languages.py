"""The language of a paragraph in Latin letters: read as English, or searched for names only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from riskengine.extract.lexicon import english, word_set
from riskengine.extract.sentences import Paragraph

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST = 6
"""Fewer words in small letters tell nothing: a list of names has no language."""
_ENGLISH_SHARE = 0.18
"""Share of English function words above which no model is asked. Running English has 0.3 to
0.5; German, French, Spanish, Turkish and Malay texts that were tried have below 0.1."""
_FUNCTION = word_set(
    "the of and to in is was were are be been has have had it its that which who with for from by "
    "on at as not no but or an this these those their they he she his her said says will would "
    "more than after before into under over between"
)
_NAMES = {
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "tl": "Tagalog", "tr": "Turkish", "vi": "Vietnamese", "az": "Azerbaijani",
    "uz": "Uzbek",
}  # fmt: skip


def foreign_language(text: str, block: Paragraph) -> str | None:
    """Name of the language of a paragraph that is not English; None where it is, or unclear.

    English is told by its function words; only where they are few is a model asked
    (py3langid, BSD licence), restricted to languages in Latin letters.
    """
    words = [word for word in _WORD.findall(text[block.start : block.end]) if word.islower()]
    if len(words) < _LEAST:
        return None
    share = sum(word in _FUNCTION for word in words) / len(words)
    if share >= _ENGLISH_SHARE or _mostly_english(words):
        return None
    code, sure = _model().classify(text[block.start : block.end])
    return _NAMES.get(code) if code != "en" and sure >= _SURE else None


_SURE = 0.5


def _mostly_english(words: list[str]) -> bool:
    """Headlines and lists of goods have few function words, but English nouns and verbs."""
    lexicon = english()
    known = sum(word in lexicon.common or word in lexicon.verbs for word in words)
    return known * 2 > len(words)


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model, loaded when a paragraph first asks for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", *_NAMES])
    return identifier
