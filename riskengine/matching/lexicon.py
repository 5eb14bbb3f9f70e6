"""What kind of word a word of a name is, and how much it tells parties apart."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from riskengine.text import plain
from riskengine.text.han import simplified
from riskengine.text.legal_forms import is_legal_word

if TYPE_CHECKING:
    from riskengine.territories import Place


class WordClass(IntEnum):
    """Part that a word plays in a name."""

    CORE = 0  # tells parties apart
    PLACE = 1
    NEUTRAL = 2  # "Technology", "Group": says nothing of the business
    SECTOR = 3  # "Oil", "Bank": says what the party does
    NUMBER = 4
    LEGAL = 5
    JOINING = 6  # "and", "of"


@dataclass(frozen=True, slots=True)
class Reading:
    """Class of a word and its concept: words of one concept agree across languages."""

    cls: WordClass
    concept: str = ""


ARABIC_ARTICLE = "ال"
_CORE = Reading(WordClass.CORE)
_LEGAL_CONCEPTS = ("company", "corporation")  # said of every company, as a legal form is
_ORDINAL = re.compile(r"^0*(\d{1,6})(?:st|nd|rd|th|er|eme|го|й|ый|ой|ая|я|е|号|號)?$")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}


@dataclass(frozen=True, slots=True)
class _Words:
    readings: dict[str, Reading]
    east_asian: dict[str, Reading]
    titles: frozenset[str]
    particles: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]  # the common ones and other everyday words


def _load(area: str, name: str) -> Any:
    path = resources.files("riskengine").joinpath("data", area, name)
    return json.loads(path.read_text(encoding="utf-8"))


_SPELLINGS = ("latin", "romanised", "cyrillic", "arabic", "east_asian")
_SOURCES = (
    *(("matching/words", f"{name}.json") for name in ("concepts", "others", *_SPELLINGS)),
    ("text", "legal_forms.json"),
    ("matching/words", "glosses_cyrillic.json"),
    ("matching/words", "glosses_arabic.json"),
    ("matching/words", "left_out.json"),
    ("text", "cyrillic.json"),
    ("text", "arabic.json"),
    ("text", "lookalikes.json"),
    ("matching/words", "han_terms.tsv"),
    ("text", "han_readings.tsv"),
    ("text", "shinjitai.json"),
    ("text", "kana.json"),
    ("text", "hangul.json"),
    ("text", "borrowing.json"),
    ("matching", "common_words.json"),
    *(
        ("matching/persons", f"{name}.json")
        for name in ("forms", "frequent", "given_names", "listed_parts")
    ),
    ("territories", "countries.json"),
    ("territories", "places.tsv"),
)


@lru_cache(maxsize=1)
def words_stamp() -> int:
    """CRC-32 over the word lists: an index made with other lists is not used."""
    stamp = 0
    for area, name in _SOURCES:
        path = resources.files("riskengine").joinpath("data", area, name)
        stamp = zlib.crc32(path.read_bytes(), stamp)
    return stamp


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = _load("matching/words", "others.json")
    classes = _load("matching/words", "concepts.json")
    readings: dict[str, Reading] = {}
    for script in _SPELLINGS:
        for concept, spellings in _load("matching/words", f"{script}.json").items():
            if concept == "_comment":
                continue
            cls = WordClass[classes[concept].upper()]
            reading = Reading(WordClass.LEGAL if concept in _LEGAL_CONCEPTS else cls, concept)
            for spelling in spellings:
                readings.setdefault(plain(simplified(spelling)), reading)
    for spelling, value in data["numbers"].items():
        readings[plain(simplified(spelling))] = Reading(WordClass.NUMBER, str(value))
    for spelling in data["joining"]:
        readings[plain(spelling)] = Reading(WordClass.JOINING)
    east_asian = {key: value for key, value in readings.items() if "\u3040" <= key[0] <= "\ud7a3"}
    listed = _load("matching", "common_words.json")
    common = frozenset(
        word
        for section in ("registrants", "issuers", "ordinary")
        for word in listed[section].split()
    )
    return _Words(
        readings,
        east_asian,
        frozenset(data["person_titles"]),
        frozenset(data["person_particles"]),
        common,
        common.union(*(listed[section].split() for section in ("dictionary", "person_names"))),
    )


def is_title(word: str) -> bool:
    """Whether a plain word is a form of address ("mr", "col")."""
    return word in _words().titles


def is_particle(word: str) -> bool:
    """Whether a plain word is a particle of personal names ("bin", "de", "al")."""
    return word in _words().particles


def is_common(word: str) -> bool:
    """Whether a plain word is in everyday use or in many company names."""
    return word in _words().common


def is_everyday(word: str) -> bool:
    """Whether a plain word is common, in the dictionary, or a usual name of persons."""
    return word in _words().known


def han_number(text: str) -> int | None:
    """Value of a Chinese numeral below a thousand ("三十八" is 38), or None."""
    if text.isdigit() and text.isascii():
        return int(text)
    total = 0
    digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit if text else None


def east_asian_words() -> dict[str, Reading]:
    """Words in Han characters, kana and Hangul that have a class, for segmentation."""
    return _words().east_asian


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[
    Callable[[str], str | None], Callable[[str], Place | None], Callable[[str], bool]
]:
    from riskengine.territories import country_code, place
    from riskengine.territories.heads import may_be_named

    return country_code, place, may_be_named


@lru_cache(maxsize=65536)
def place_concept(word: str) -> str:
    """Concept of a place or country word in any script; empty for other words.

    A city is its English name, a country and its adjective are the country code.
    """
    country_code, place, may_be_named = _gazetteer()
    if len(word) < 2 or (word.isascii() and len(word) < 3 and word not in ("us", "uk")):
        return ""
    if (
        word.isascii()
        and word.replace(" ", "").isalpha()
        and word[:4].casefold() != "the "
        and not may_be_named(" ".join(word.lower().split()))
    ):
        return ""  # plain words are their own key, and most are no place
    code = country_code(word)
    if code is not None:
        return code
    found = place(word)
    return f"{found.name}/{found.country}".casefold() if found is not None else ""


def _native_reading(word: str) -> Reading | None:
    """Class of a Cyrillic or Arabic word by its stem or by what it means in English."""
    from riskengine.matching.glosses import renderings
    from riskengine.text import arabic

    known = _words().readings
    if arabic.is_arabic(word):
        for spelling in arabic.lookups(word):
            if spelling in known:
                return known[spelling]
    for rendering in renderings(word):
        reading = known.get(rendering[0]) if len(rendering) == 1 else None
        if reading is not None:
            return reading
    return None


@lru_cache(maxsize=65536)
def read_word(word: str) -> Reading:
    """Class of one plain word (as `riskengine.text.plain` gives it), in any script."""
    known = _words().readings.get(word)
    if known is not None:
        return known
    number = _ORDINAL.match(word) if word[:1].isdecimal() else None
    if number is not None:
        return Reading(WordClass.NUMBER, number.group(1))
    if not word.isascii():
        known = _native_reading(word)
        if known is not None:
            return known
    if len(word) > 1 and is_legal_word(word):
        return Reading(WordClass.LEGAL)
    concept = place_concept(word)
    if concept:
        return Reading(WordClass.PLACE, concept)
    return _CORE


# Tuned on names of companies that no list knows, against listed names with a slip.
COMMON_WEIGHT = 0.3  # in many company names
EVERYDAY_WEIGHT = 0.35  # a dictionary word or a usual name of persons
WORN_WEIGHT = 0.45  # in many listed names, seldom in front
_SHORT_WEIGHTS = (0.1, 0.1, 0.3, 0.4, 0.6, 0.85)  # by letters: short words meet by chance


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """How much a distinctive word tells parties apart.

    Attributes:
        worn: plain words that the lists at hand use in many unrelated names.
    """

    worn: Collection[str] = frozenset()

    def weight(self, word: str) -> float:
        """0.1 (says nothing) to 1.0 (rare). Short, everyday and worn words say less."""
        short = _SHORT_WEIGHTS[len(word)] if len(word) < len(_SHORT_WEIGHTS) else 1.0
        if len(word) > 2 and is_everyday(word):
            return min(short, COMMON_WEIGHT if is_common(word) else EVERYDAY_WEIGHT)
        return min(short, WORN_WEIGHT) if word in self.worn else short


DEFAULT_RARITY = Rarity()
