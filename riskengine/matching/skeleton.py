"""Whether a Latin word spells a word of a script that leaves most vowels out.

Arabic and Hebrew letters say which consonants a word has and which vowels may be long. Every
letter becomes the ways in which Latin texts write it, and between two consonants one short
vowel may stand. So "حسن" is Hasan or Hassan but not Hussein, whose second vowel is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from riskengine.text import arabic

KNOWN = 0.96  # a frequent name in one of its usual spellings
FITS = 0.92  # every letter is accounted for
NEAR = 0.78  # the consonants agree, the vowels are unusual
OTHER_VOWELS = 0.6  # a frequent name, but with the vowels of another name

_LETTERS = {
    "ا": "(?:aa|a|e|ae|ah|oo|o|ia|ea|i|)",
    "ب": "(?:bb|b|p)",
    "پ": "(?:pp|p|b)",
    "ت": "(?:tt|t|th)",
    "ث": "(?:th|s|ts|t|ss)",
    "ج": "(?:dj|jj|j|gg|g|dzh|zh|y|dg)",
    "چ": "(?:tch|tsch|ch|c|tsh|j)",
    "ح": "(?:hh|h|kh|)",
    "خ": "(?:kh|ch|h|k|x|j)",
    "د": "(?:dd|d|th)",
    "ذ": "(?:dh|th|z|d|zz)",
    "ر": "(?:rr|r)",
    "ز": "(?:zz|z|s)",
    "ژ": "(?:zh|j|z|jh)",
    "س": "(?:ss|s|c|z)",
    "ش": "(?:sch|sh|ch|s|shsh)",
    "ص": "(?:ss|s|c)",
    "ض": "(?:dh|dd|d|z|dz)",
    "ط": "(?:tt|t|th)",
    "ظ": "(?:dh|zz|z|th|d)",
    "ع": "(?:aa|a|ae|e|o|u|i|ou|)",
    "غ": "(?:ggh|gh|g|q|r|k)",
    "ف": "(?:ff|f|ph|v|p)",
    "ق": "(?:qq|q|gh|kk|k|gg|g|c|ck|kh)",
    "ك": "(?:kk|k|ck|c|ch|q|kh|g)",
    "گ": "(?:gg|g|gh|q|k)",
    "ل": "(?:ll|l)",
    "م": "(?:mm|m)",
    "ن": "(?:nn|n|m(?=b))",
    "ه": "(?:hh|h|)",
    "و": "(?:ww|vv|[aeou]?w|[ae]?v|aou|oue|ou|oo|ow|aw|au|eu|ue|u|o|ov|f(?=s|$))",
    "ي": "(?:yy|ay|ey|iy|eyy|ayy|y|ee|ei|ai|ie|ii|ea|ij|i|j|e|oi|)",
}
_FIRST = {
    "ا": "(?:aa|ae|a|e|i|o|u|ou|oo|ai|ay|ei|ey|ee)h?",
    "و": "(?:ww|w|v|ou|o|u)",
    "ي": "(?:y|i|j|e)",
    "ع": "(?:aa|a|e|i|o|u|ou|oo|ai)",
}
_LAST = {
    "ه": "(?:h|ah|eh|a|e|at|et|ta|t|i|iya|iyya|ia|)",
    "ا": "(?:aa|ah|a|e|o|i|ae|aa)",
    "ي": "(?:iyy|iy|yi|ii|ee|ei|ey|ai|ay|aei|aie|ie|i|y|e|a|ah|ij|aye|eh|ya|ia)",
    "و": "(?:ou|oo|ow|u|o|uh|w|v|ov|eh|au)",
}
_SLOT = "(?:ou|oe|oo|ee|ai|ie|ia|ea|ue|a'a|[aeiouy])?"
_AFTER_CONSONANT = frozenset("بپتثجچحخدذرزژسشصضطظغفقكگلمنهوي")
_SERVANT = "(?:abd|abed|'abd|ebd|bd)[aeou]{0,2}(?:[lrsdnztjw]h?)?-?"
_DIVINE = "(?:[aeou]?l?l?)?[ua]?ll?[aou]h?"
_FAITH = "(?:[aeou]{0,2}(?:[ldr]{1,2}))?-?d{0,2}[aei]{1,3}(?:nn|n)e?"
_FATHER = "(?:abou|abu|abo|bou|bu|aboo|abi|aba)(?:[aeou]?l)?"
_DOUBLE = re.compile(r"(.)\1+")
_WEAK = re.compile(r"[aeiouwyhj]")


@lru_cache(maxsize=16384)
def _pattern(native: str) -> re.Pattern[str] | None:
    """Spellings of a `arabic.normal` word as an expression; None where a letter is unknown."""
    parts: list[str] = []
    text = native
    ending = ""
    if text.startswith("عبد") and len(text) >= 6:
        parts.append(_SERVANT)
        text = text[3:]
        text = text[2:] if text.startswith("ال") and len(text) > 4 and text != "الله" else text
    elif text.startswith("ابو") and len(text) >= 6:
        parts.append(_FATHER)
        text = text[3:]
        text = text[2:] if text.startswith("ال") and len(text) > 4 else text
    elif text.startswith(("وال", "بال", "ولل", "لل")) and len(text) > 5:
        parts.append("(?:[vw]?[aou]{0,2}|b[aei]?|l[aei]?)(?:[aeu]?[lrsdnzt]h?-?)?")
        text = text[2:] if text.startswith("لل") else text[3:]
    elif text.startswith("ال") and len(text) > 4:
        parts.append("(?:[aeu][lrsdnzt]h?-?|l-?)?")
        text = text[2:]
    if text.endswith("الله"):
        ending, text = _DIVINE, text[:-4]
    elif text.endswith("الدين") and len(text) > 6:
        ending, text = _FAITH, text[:-5]
    last = len(text) - 1
    for place, char in enumerate(text):
        final = place == last and not ending
        table = _FIRST if place == 0 and not parts else _LAST if final and place else _LETTERS
        expression = table.get(char) or _LETTERS.get(char)
        if expression is None:
            return None
        parts.append(expression)
        if char in _AFTER_CONSONANT and not final:
            parts.append(_SLOT)
    if last >= 0 and not ending and text[last] in "بتجدرزسشصضطفقكلمنهح":
        parts.append("e?")  # French "-e" that is not spoken: "Ramadane"
    return re.compile("".join(parts) + ending)


_VOWELS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"),
           ("ey", "i"), ("iy", "i"), ("o", "u"), ("y", "i"))  # fmt: skip


@lru_cache(maxsize=65536)
def _vowelled(word: str) -> tuple[str, ...]:
    """Consonant classes with vowels as a, i or u; "e" is either of the first two."""
    key = word.replace("'", "")
    for spelled, sound in _VOWELS:
        key = key.replace(spelled, sound)
    for spelled, sound in (("gh", "g"), ("kh", "h"), ("dh", "d"), ("th", "t"), ("sch", "S"),
                           ("sh", "S"), ("ch", "S"), ("dj", "j"), ("q", "k"), ("c", "k"),
                           ("v", "w"), ("z", "d")):  # fmt: skip
        key = key.replace(spelled, sound)
    key = _DOUBLE.sub(r"\1", key)
    return tuple(dict.fromkeys(_DOUBLE.sub(r"\1", key.replace("e", vowel)) for vowel in "ai"))


@lru_cache(maxsize=32768)
def _known(native: str) -> frozenset[str]:
    forms = arabic.known_forms(native)
    return frozenset(key for form in forms for key in _vowelled(form))


def consonant_key(word: str) -> str:
    """Consonants of a plain Latin word in the coarse classes in which Arabic letters meet.

    Vowels, `w`, `y`, `h` and doubled letters are left out. Empty for a word of vowels.
    """
    return _WEAK.sub("", _vowelled(word)[0]) if word.isascii() else ""


@lru_cache(maxsize=65536)
def fit(native: str, latin: str) -> float:
    """How well a plain Latin word spells a folded Arabic one, in [0, 1]; 0 for another word.

    Args:
        native: a word in Arabic letters, with or without its article, or a joined name
            ("عبدالرحمن").
        latin: the word, or a joined name ("abdulrahman"), in plain Latin letters.
    """
    word = arabic.normal(native)
    spelled = latin.replace("'", "")
    if not word or not 2 <= len(spelled) <= 4 * len(word) + 2 or len(spelled) * 3 < len(word) * 2:
        return 0.0
    pattern = _pattern(word)
    if pattern is None:
        return 0.0
    known = _known(word)
    if known and not known.isdisjoint(_vowelled(spelled)):
        return KNOWN
    if pattern.fullmatch(spelled) is not None:
        return OTHER_VOWELS if known else FITS
    if word.startswith("ابو") and len(word) >= 6:
        return fit(word[3:], latin)  # "Abu" may be left out, as other particles are
    if known:
        return 0.0
    bones = consonant_key(spelled)
    if len(bones) >= 3:
        for form in arabic.spellings(word)[:1]:
            if consonant_key(form) == bones and form[0] == spelled[0]:
                return NEAR
    return 0.0
