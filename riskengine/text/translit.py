"""Plausible Latin spellings of names in other scripts."""

from __future__ import annotations

from functools import lru_cache

from riskengine.text import arabic, cyrillic, han, hangul, kana
from riskengine.text.normalise import fold
from riskengine.text.scripts import script_of, script_of_char

_MAX_FORMS = 8  # spellings returned


def _word_forms(word: str) -> tuple[str, ...]:
    """Spellings of one folded word of one script."""
    if word.isascii():
        return (word,)
    script = script_of(word)
    if script == "Hani":
        return han.spellings(word) or (word,)
    if script == "Hang":
        return (_ascii(hangul.romanised(word)),)
    if kana.is_kana(word):
        return (kana.romanised(word) or _ascii(word),)
    if script == "Cyrl":
        forms = [form if form.isascii() else _ascii(form) for form in cyrillic.spellings(word)]
        return tuple(dict.fromkeys(form for form in forms if form)) or ("",)
    if script == "Arab":
        return tuple(form if form.isascii() else _ascii(form) for form in arabic.spellings(word))
    return (_ascii(word),)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    kept = anyascii(text).casefold()
    return "".join(char for char in kept if char.isalnum() or char in " -")


@lru_cache(maxsize=16384)
def latin_forms(text: str) -> tuple[str, ...]:
    """Latin spellings of a text in another script, lower case, likeliest first.

    Han gives pinyin, joined word by word, in its several readings; Cyrillic gives the
    usual romanisations; Arabic and Persian the usual vowelled forms of frequent names, and a
    guess for other words; all else is transliterated letter by letter, which for Hebrew means
    consonants. At most eight.

    Returns:
        An empty tuple for text that is already Latin or has no letters.
    """
    folded = fold(text)
    if not any(script_of_char(char) not in ("Latn", "Zyyy") for char in folded):
        return ()
    parts = [_word_forms(part) for part in _split_scripts(folded)]
    length = max(len(forms) for forms in parts)
    spelled: list[str] = []
    for index in range(length):
        # Variant n of every word together: one writer follows one habit.
        chosen = [forms[index] if index < len(forms) else forms[0] for forms in parts]
        spelled.append(" ".join(" ".join(chosen).split()))
    return tuple(dict.fromkeys(form for form in spelled if form))[:_MAX_FORMS]


def _split_scripts(text: str) -> list[str]:
    from riskengine.text.tokens import words

    return [word.text for word in words(text)] or [text]
