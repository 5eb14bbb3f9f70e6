"""A gazetteer of provinces, cities and districts, and where a text names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from riskengine.territories._cues import cues
from riskengine.territories._scan import Hit, PhraseBook, Token, phrase_key, tokens
from riskengine.territories.countries import country_code, starts_capital


@dataclass(frozen=True, slots=True)
class Place:
    """A place below the level of a country, or a city that is one.

    Attributes:
        name: English name.
        country: ISO 3166-1 alpha-2.
        level: `province`, `city` or `district`; a city with the rank of a province
            (Beijing, Moscow) has level `province` and `provincial_city` set.
        names: all spellings, English first, any script.
        province: English name of the province it lies in; empty if not recorded.
        capital: seat of the national government.
        population: about; 0 if not recorded. Only ranks places of the same name.
    """

    name: str
    country: str
    level: str
    names: tuple[str, ...]
    province: str = ""
    provincial_city: bool = False
    capital: bool = False
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place named in a text; offsets are code points, end exclusive.

    `others` holds further places of the same name, likeliest first.
    """

    start: int
    end: int
    place: Place
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    rows: tuple[int, ...]  # numbers of places, likeliest first
    doubtful: bool  # an ordinary word, a surname, or alike in several countries


class _Gazetteer:
    """Places decoded on demand: a run reads few of them, so start-up stays cheap."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._decoded: dict[int, Place] = {}
        keys: dict[str, list[int]] = {}
        doubtful: set[str] = set()
        for number, line in enumerate(lines):
            for key in line[line.rindex("\t") + 1 :].split("|"):
                if key[0] == "?":
                    key = key[1:]
                    doubtful.add(key)
                rows = keys.get(key)
                if rows is None:
                    keys[key] = [number]
                else:
                    rows.append(number)
        readings = {key: _Reading(tuple(rows), key in doubtful) for key, rows in keys.items()}
        self.book = PhraseBook(
            ((key, value) for key, value in readings.items() if not _is_han(key)),
            ((key, value) for key, value in readings.items() if _is_han(key)),
        )

    def places(self, reading: _Reading) -> tuple[Place, ...]:
        return tuple(self._place(number) for number in reading.rows)

    def _place(self, number: int) -> Place:
        known = self._decoded.get(number)
        if known is None:
            country, level, flags, population, province, names, _ = self._lines[number].split("\t")
            spelled = tuple(names.split("|"))
            known = Place(
                spelled[0],
                country,
                level,
                spelled,
                province,
                "P" in flags,
                "C" in flags,
                int(population or 0),
            )
            self._decoded[number] = known
        return known


def _is_han(key: str) -> bool:
    return "\u3400" <= key[0] <= "\u9fff"


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    file = resources.files("riskengine") / "data" / "territories" / "places.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return _Gazetteer([line for line in lines if line and line[0] != "#"])


def places(name: str) -> tuple[Place, ...]:
    """Every place of a name, likeliest first; () if unknown. Case does not matter."""
    reading = _gazetteer().book.get(phrase_key(name))
    return () if reading is None else _gazetteer().places(reading)


def place(name: str) -> Place | None:
    """The likeliest place of a name (capitals and large cities first), or None.

    Meant for a name already known to be a place: ordinary words that are also towns are
    found too. For running text use `places_in`.
    """
    known = places(name)
    return known[0] if known else None


def places_in(text: str) -> tuple[PlaceHit, ...]:
    """Places that a text names, in order, longest match first, without overlaps.

    Only capitalised words count in alphabetic scripts. A name that is also a word or a
    surname, or that towns of several countries share, counts only beside a place word
    ("Reading city", "based in Nice", "Mobile, Alabama").
    """
    return tuple(hit for hit, certain in candidate_places(text) if certain)


def candidate_places(text: str) -> Iterator[tuple[PlaceHit, bool]]:
    """Every possible place of a text, with whether `places_in` trusts it."""
    gazetteer = _gazetteer()
    found = tokens(text)
    for hit in gazetteer.book.scan(text, found):
        first = found[hit.first]
        if not first.is_han and not starts_capital(first):
            continue
        known = gazetteer.places(hit.value)
        spelled = PlaceHit(hit.start, hit.end, known[0], known[1:])
        if hit.value.doubtful and not first.is_han:
            near = _named_region(text, found, hit, known)
            if near is not None:
                rest = tuple(item for item in known if item is not near)
                spelled = PlaceHit(hit.start, hit.end, near, rest)
            yield spelled, near is not None or _has_cue(text, found, hit)
        else:
            yield spelled, not hit.value.doubtful


def _has_cue(text: str, found: list[Token], hit: Hit[_Reading]) -> bool:
    after = hit.last + 1
    if after < len(found) and found[after].key in cues().after:
        gap = text[found[hit.last].end : found[after].start]
        if gap in (" ", "-", "\u2010", "\u2011"):
            return True
    if hit.first >= 2:
        pair = f"{found[hit.first - 2].key} {found[hit.first - 1].key}"
        return pair in cues().before and text[found[hit.first - 1].end : hit.start] == " "
    return False


def _named_region(
    text: str, found: list[Token], hit: Hit[_Reading], known: tuple[Place, ...]
) -> Place | None:
    """The place whose country or province follows after a comma ("Valencia, Venezuela")."""
    after = hit.last + 1
    if after >= len(found) or text[found[hit.last].end : found[after].start] != ", ":
        return None
    for last in (after + 2, after + 1, after):
        if last >= len(found):
            continue
        region = text[found[after].start : found[last].end]
        countries = {country_code(region)}
        countries.update(area.country for area in places(region) if area.level == "province")
        for item in known:
            if item.country in countries:
                return item
    return None
