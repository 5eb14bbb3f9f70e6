"""Japanese kana in Latin letters, and the bones of loan words."""

from __future__ import annotations

import re
from functools import lru_cache

from riskengine.text._data import load_json

_SMALL = "ァィゥェォャュョ"


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    data = load_json("kana.json")
    return dict(zip(data["kana"], data["hepburn"].split(), strict=True))


def is_kana(text: str) -> bool:
    """Whether a text is of nothing but kana."""
    return bool(text) and all("\u3040" <= char <= "\u30ff" for char in text)


def _katakana(text: str) -> str:
    return "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)


@lru_cache(maxsize=16384)
def romanised(text: str) -> str:
    """Hepburn spelling of a kana word; a long vowel is written once."""
    found: list[str] = []
    double = False
    for char in _katakana(text):
        if char == "ッ":
            double = True
            continue
        sound = _table().get(char, "")
        if char in _SMALL and found:
            stem = found[-1]
            if char in "ャュョ" and stem.endswith("i"):
                glide = "" if stem in ("shi", "chi", "ji") else "y"
                sound = stem[:-1] + glide + sound[-1]
            else:
                sound = stem[:-1] + sound  # ファ is "fa", ティ is "ti"
            found.pop()
        elif double and sound:
            sound = sound[0] + sound if sound[0] != "c" else "t" + sound
        double = False
        if sound:
            found.append(sound)
    return "".join(found)


_HABITS = (
    ("x", "ks"), ("tion", "shon"), ("sion", "shon"), ("ture", "cha"), ("ph", "f"), ("ck", "k"),
    ("qu", "ku"), ("th", "s"), ("ch", "k"), ("tch", "ch"), ("gh", ""), ("wh", "h"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"),
    ("c", "k"), ("q", "k"),
)  # fmt: skip
_BONES = str.maketrans({"l": "r", "v": "b", "z": "s", "j": "s", "f": "h"})
_FOLDS = str.maketrans({"l": "r", "v": "b", "z": "s", "j": "s", "c": "k", "q": "k", "y": "i"})
_VOWELS = re.compile(r"[aeiouyw]")
_TWINS = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def bones(word: str) -> str:
    """Consonants that a Latin word keeps when Japanese borrows it, `l` as `r`, `v` as `b`.

    "elektronics" and "erekutoronikusu" have the same. A final "r" is dropped as Japanese does.
    """
    key = word
    for habit, sound in _HABITS:
        if habit in key:
            key = key.replace(habit, sound)
    key = key.replace("sh", "s").replace("ts", "t")
    if key.endswith(("er", "or", "ar", "re")):
        key = key[:-2]
    return _TWINS.sub(r"\1", _VOWELS.sub("", key.translate(_BONES)).replace("m", "n"))


@lru_cache(maxsize=16384)
def folded(word: str) -> str:
    """Latin letters with the sounds made one that Japanese does not tell apart; vowels stay."""
    key = word
    for habit, sound in (*_HABITS, ("sh", "s"), ("ts", "t")):
        if habit in key:
            key = key.replace(habit, sound)
    return _TWINS.sub(r"\1", key.translate(_FOLDS))
