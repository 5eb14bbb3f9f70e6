"""Classes of verbs that report, deny, plan and so on."""

from __future__ import annotations

from functools import lru_cache

from riskengine.extract.lexicon import words_of

SPEECH_FILE = "speech_en.yaml"
_CLASSES = (
    "report",
    "begin",
    "investigate",
    "plan",
    "settle",
    "admit",
    "block",
    "claim",
    "deny",
    "avert",
)


@lru_cache(maxsize=1)
def _verb_classes() -> dict[str, str]:
    """Verb -> class; a verb in several classes keeps the firmest reading of doubt."""
    return {verb: name for name in _CLASSES for verb in words_of(SPEECH_FILE, "verbs", name)}


def verb_class(lemma: str) -> str:
    """Speech class of a verb (report, claim, deny, plan, block, admit ...), or empty."""
    return _verb_classes().get(lemma, "")


def noun_class(noun: str) -> str:
    """Class of a noun that a clause may depend on: claim, plan, evidence, or empty."""
    for name in ("claim", "plan", "evidence"):
        if noun in words_of(SPEECH_FILE, "nouns", name):
            return name
    return ""
