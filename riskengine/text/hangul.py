"""Korean letters: Revised Romanisation by rule, and the spellings that people use."""

from __future__ import annotations

from functools import lru_cache

from riskengine.text._data import load_json

_FIRST, _LAST = 0xAC00, 0xD7A3

# Spellings of one sound in the Revised, McCune-Reischauer, North Korean and popular ways.
_FAMILY = (
    ("sh", "s"), ("kk", "k"), ("tt", "t"), ("pp", "p"), ("ss", "s"), ("jj", "c"), ("ch", "c"),
    ("kh", "k"), ("th", "t"), ("ph", "p"), ("ll", "r"), ("j", "c"), ("g", "k"), ("d", "t"),
    ("b", "p"), ("l", "r"), ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("woo", "u"),
    ("ou", "u"), ("hye", "he"), ("wae", "oe"), ("ae", "e"), ("ee", "i"), ("ui", "i"), ("y", "i"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _parts() -> tuple[list[str], list[str], list[str]]:
    data = load_json("hangul.json")
    return data["initial"].split(), data["vowel"].split(), data["final"].split()


def is_hangul(text: str) -> bool:
    """Whether a text has a Hangul syllable."""
    return any("\uac00" <= char <= "\ud7a3" for char in text)


@lru_cache(maxsize=16384)
def syllable(char: str) -> str:
    """Revised Romanisation of one syllable block, without assimilation; else an empty string."""
    code = ord(char) - _FIRST
    if not 0 <= code <= _LAST - _FIRST:
        return ""
    initial, rest = divmod(code, 588)
    vowel, final = divmod(rest, 28)
    initials, vowels, finals = _parts()
    parts = (initials[initial], vowels[vowel], finals[final])
    return "".join(part for part in parts if part != "-")


def romanised(text: str) -> str:
    """Revised Romanisation of a Korean word; characters that are no Hangul stay."""
    return "".join(syllable(char) or char for char in text)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Key under which the usual romanisations of one Korean word agree.

    "Chosun" and "Joseon" differ by a vowel that popular spelling writes "u"; `variants`
    gives both.
    """
    key = word
    for habit, one in _FAMILY:
        if habit in key:
            key = key.replace(habit, one)
    return key


@lru_cache(maxsize=16384)
def sounds(char: str) -> tuple[str, ...]:
    """Sound keys of one syllable block: by the rules, and as names are popularly spelled."""
    plain = syllable(char)
    if not plain:
        return ()
    forms = [plain]
    if "eo" in plain:
        forms.append(plain.replace("eo", "u"))  # Sung, Jung, Hyun
    if plain.startswith("r"):
        # At the start of a word the South drops the sound, or makes it "n".
        forms += ["n" + plain[1:]] if plain[1] not in "yi" else [plain[1:], "n" + plain[1:]]
        if plain == "ri":
            forms += ["i", "lee", "rhee", "yi"]
    if plain in ("i", "u"):
        forms += {"i": ["lee", "ri", "rhee", "yi"], "u": ["woo"]}[plain]
    if plain == "bak":
        forms.append("park")
    if plain == "choe":
        forms.append("choi")
    if plain == "no":
        forms.append("roh")
    if plain.endswith("l"):
        forms.append(plain[:-1] + "r")
    return tuple(dict.fromkeys(sound(form) for form in forms))
