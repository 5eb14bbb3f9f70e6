"""Han characters by sound outside pinyin: Wade-Giles, Cantonese, Korean and Japanese."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from riskengine.text import hangul
from riskengine.text.han import readings

LETTERS_EACH = 7  # most letters that spell one character
_SHORTEST = 4  # letters; shorter words have too many readings to prove anything


class _Readings(NamedTuple):
    cantonese: tuple[str, ...]
    korean: str
    japanese: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> dict[str, _Readings]:
    file = resources.files("riskengine").joinpath("data", "text", "han_readings.tsv")
    table: dict[str, _Readings] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        char, cantonese, korean, on, kun = line.split("\t")
        japanese = tuple(dict.fromkeys([*on.split(), *kun.split()]))
        table[char] = _Readings(tuple(cantonese.split()), korean.replace(" ", ""), japanese)
    return table


def _of(char: str) -> _Readings | None:
    return _table().get(char)


# Wade-Giles without its apostrophes, as Taiwan and older lists write it.
_WADE_INITIALS = (
    ("zhi", "chih"), ("chi", "chih"), ("shi", "shih"), ("ri", "jih"),
    ("zi", "tzu"), ("ci", "tzu"), ("si", "szu"),
)  # fmt: skip
_WADE_STARTS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"),
    ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_WADE_ENDS = {
    "ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "ui": "uei", "you": "yu", "yan": "yen",
    "ye": "yeh", "yong": "yung", "duo": "to", "tuo": "to", "luo": "lo", "nuo": "no", "zuo": "tso",
    "cuo": "tso", "suo": "so", "zhuo": "cho", "chuo": "cho", "ruo": "jo", "ge": "ko", "ke": "ko",
    "he": "ho", "e": "o", "er": "erh",
}  # fmt: skip


@lru_cache(maxsize=4096)
def wade_giles(syllable: str) -> tuple[str, ...]:
    """Wade-Giles spellings of a pinyin syllable, without apostrophes, strict one first."""
    whole = dict(_WADE_INITIALS).get(syllable)
    if whole is not None:
        return (whole, "ssu") if whole == "szu" else (whole,)
    start, rest = "", syllable
    for pinyin, wade in _WADE_STARTS:
        if syllable.startswith(pinyin):
            start, rest = wade, syllable[len(pinyin) :]
            break
    forms = [start + rest]
    if syllable in _WADE_ENDS:
        end = _WADE_ENDS[syllable]
        forms.insert(0, end)
    else:
        for pinyin, wade in _WADE_ENDS.items():
            if rest.endswith(pinyin) and len(pinyin) > 1:
                forms.insert(0, start + rest[: -len(pinyin)] + wade)
                break
    if start in ("ts", "t", "p", "k", "ch") and rest == "ui":
        forms.append(start + "ui")
    if start == "hs":
        forms += ["sh" + form[2:] for form in forms] + ["s" + form[2:] for form in forms]
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=8192)
def _taiwan(char: str) -> tuple[str, ...]:
    return tuple(form for reading in readings(char) for form in wade_giles(reading))


_HK_STARTS = (
    ("gw", ("kw", "gw", "ku")), ("kw", ("kw",)), ("ng", ("ng", "")), ("b", ("p", "b")),
    ("d", ("t", "d")), ("g", ("k", "g")), ("z", ("ch", "ts", "j")), ("c", ("ch", "ts")),
    ("s", ("s", "sh")), ("j", ("y", "")),
)  # fmt: skip
_HK_ENDS = {
    "aa": ("a", "ah"), "aai": ("ai", "aai"), "aau": ("au", "aau"), "aam": ("am",), "aan": ("an",),
    "aang": ("ang",), "aap": ("ap",), "aat": ("at",), "aak": ("ak",), "am": ("am", "um"),
    "an": ("an", "un"), "ap": ("ap", "up"), "at": ("at", "ut"), "e": ("e", "eh"),
    "ei": ("ei", "i", "ee", "ay"), "i": ("i", "ee", "ze", "zu"), "ou": ("o", "ou", "oo"),
    "u": ("u", "oo"), "un": ("un", "oon"), "ui": ("ui", "ooi"), "eoi": ("ui", "eui", "oi"),
    "eon": ("un", "on"), "eot": ("ut",), "oe": ("eu", "oe"), "oeng": ("eung", "oeng"),
    "oek": ("euk", "eok"), "yu": ("yu", "u", "ue"), "yun": ("yuen", "uen", "un"),
    "yut": ("yuet", "uet"), "ong": ("ong",), "o": ("o", "or", "oh"), "iu": ("iu", "ew"),
    "in": ("in", "een"), "au": ("au", "ow"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def cantonese_spellings(jyutping: str) -> tuple[str, ...]:
    """Hong Kong spellings of a Cantonese syllable given in Jyutping without its tone."""
    starts: tuple[str, ...] = ("",)
    rest = jyutping
    for start, spelled in _HK_STARTS:
        if jyutping.startswith(start) and len(jyutping) > len(start):
            starts, rest = spelled, jyutping[len(start) :]
            break
    else:
        if jyutping[0] in "ptkfhlmnw":
            starts, rest = (jyutping[0],), jyutping[1:]
    ends = _HK_ENDS.get(rest, (rest,))
    return tuple(dict.fromkeys((a + b).replace("yy", "y") for a in starts for b in ends))


@lru_cache(maxsize=8192)
def _hong_kong(char: str) -> tuple[str, ...]:
    found = _of(char)
    if found is None:
        return ()
    return tuple(form for item in found.cantonese for form in cantonese_spellings(item))


@lru_cache(maxsize=8192)
def _korean(char: str) -> tuple[str, ...]:
    if hangul.is_hangul(char):
        return hangul.sounds(char)
    found = _of(char)
    if found is None:
        return ()
    return tuple(dict.fromkeys(s for block in found.korean for s in hangul.sounds(block)))


_HEPBURN = (
    ("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"),
    ("tyo", "cho"), ("zya", "ja"), ("zyu", "ju"), ("zyo", "jo"), ("si", "shi"), ("ti", "chi"),
    ("tu", "tsu"), ("zi", "ji"), ("ou", "o"), ("oo", "o"), ("uu", "u"), ("oh", "o"),
)  # fmt: skip
_TWIN = re.compile(r"([kstpcg])\1|tc(?=h)")
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "f": "b"}


@lru_cache(maxsize=65536)
def japanese_key(word: str) -> str:
    """Key of romanised Japanese without long vowels and doubled consonants."""
    key = word
    for habit, one in _HEPBURN:
        if habit in key:
            key = key.replace(habit, one)
    key = re.sub(r"m(?=[bp])", "n", key)
    return _TWIN.sub(lambda match: match.group()[-1], key)


@lru_cache(maxsize=8192)
def _japanese(char: str) -> tuple[str, ...]:
    found = _of(char)
    if found is None:
        return ()
    forms: list[str] = []
    for item in found.japanese:
        forms.append(item)
        if item[0] in _VOICED:
            voiced = _VOICED[item[0]]
            forms.append({"sh": "j", "ch": "j"}.get(item[:2], voiced) + item[1:].lstrip("h"))
        if item.endswith(("chi", "tsu", "ku")) and len(item) > 3:
            forms.append(item.removesuffix("chi").removesuffix("tsu").removesuffix("ku"))
    return tuple(dict.fromkeys(japanese_key(form) for form in forms if form))


class _Tradition(NamedTuple):
    """How one country spells characters: readings of one, and the key of a whole word."""

    of: Callable[[str], tuple[str, ...]]
    key: Callable[[str], str]
    worth: float


def _as_is(word: str) -> str:
    return word


_TRADITIONS = (
    _Tradition(readings, _as_is, 1.0),
    _Tradition(_taiwan, _as_is, 0.96),
    _Tradition(_korean, hangul.sound, 0.95),
    _Tradition(_hong_kong, _as_is, 0.94),
    _Tradition(_japanese, japanese_key, 0.92),
)


def _spells(word: str, options: list[tuple[str, ...]], place: int = 0) -> bool:
    """Whether a word is one reading of each character, in order."""
    if not options:
        return place == len(word)
    return any(
        word.startswith(form, place) and _spells(word, options[1:], place + len(form))
        for form in options[0]
        if form
    )


# Letters that one letter of a key may stand for at the start of a word.
_BEGINNINGS = {"k": "kg", "t": "td", "p": "pb", "c": "cj", "r": "rl", "i": "iy", "u": "uw"}


@lru_cache(maxsize=16384)
def beginnings(char: str) -> frozenset[str]:
    """Letters with which a spelling of a character may begin, in any tradition."""
    return frozenset(
        letter
        for tradition in _TRADITIONS
        for form in tradition.of(char)
        for letter in _BEGINNINGS.get(form[:1], form[:1])
    )


@lru_cache(maxsize=65536)
def reads_as(word: str, run: str) -> float:
    """How surely a plain Latin word spells a run of simplified Han characters.

    Returns:
        1 for pinyin in one of its readings; a little less for the spellings of Taiwan, Korea,
        Hong Kong and Japan; 0 when the word spells something else. One character alone, or a
        word below four letters, is only read as pinyin.
    """
    if not run or not word.isascii() or not len(run) <= len(word) <= LETTERS_EACH * len(run):
        return 0.0
    for tradition in _TRADITIONS:
        if tradition.worth < 1.0 and (len(run) < 2 or len(word) < _SHORTEST):
            return 0.0
        key = tradition.key(word)
        if not any(form and key.startswith(form) for form in tradition.of(run[0])):
            continue
        options = [tradition.of(char) for char in run]
        if all(options) and _spells(key, options):
            return tradition.worth
    return 0.0
