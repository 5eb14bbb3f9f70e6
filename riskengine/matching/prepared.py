"""What a comparison needs of one name, made once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.lexicon import Rarity, WordClass, is_everyday
from riskengine.matching.names import AnalysedName, analyse
from riskengine.matching.units import Unit
from riskengine.text.legal_forms import usual_form

SYLLABLE_WEIGHT = 0.5  # a Han character of the core: two make one rare word


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One name, ready to be compared often.

    Attributes:
        keys: per unit, the spellings under which it is the same word as another.
        meanings: per unit, its class and concept; empty for words without one.
        weights: per unit, how much it tells parties apart; 0 but for distinctive words.
        known: per unit, whether it is a word that stands for itself: everyday, sector, place.
        places: indexes of units by key and by meaning.
        letters: all units joined, first spellings.
        lead: index of the first distinctive unit, -1 without one.
        legal: legal forms, those of one meaning made one, in ABC order.
        core: sum of the weights.
        latin: no unit is a Han character or has several spellings.
    """

    name: AnalysedName
    units: tuple[Unit, ...]
    keys: tuple[tuple[str, ...], ...]
    meanings: tuple[str, ...]
    classes: tuple[WordClass, ...]
    weights: tuple[float, ...]
    known: tuple[bool, ...]
    places: dict[str, tuple[int, ...]]
    letters: str
    lead: int
    legal: tuple[str, ...]
    core: float
    latin: bool


def unit_weight(unit: Unit, rarity: Rarity) -> float:
    """Weight of a distinctive word, 0.1 to 1; 0 for other words."""
    if unit.cls is not WordClass.CORE:
        return 0.0
    if unit.syllable:
        return SYLLABLE_WEIGHT
    return max(rarity.weight(form) for form in unit.forms)


def _keys(unit: Unit) -> tuple[str, ...]:
    return (unit.concept, *unit.forms) if unit.syllable else unit.forms


def _places(keys: Sequence[tuple[str, ...]], meanings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for index, own in enumerate(keys):
        for key in (*dict.fromkeys(own), meanings[index]):
            if key:
                places[key] = (*places.get(key, ()), index)
    return places


@lru_cache(maxsize=32768)
def prepare(text: str, rarity: Rarity) -> Prepared:
    """Take a name apart and weigh its words; never fails, whatever the text holds."""
    return prepare_name(analyse(text), rarity)


def prepare_name(name: AnalysedName, rarity: Rarity) -> Prepared:
    """As `prepare`, for a name taken apart before."""
    units = name.units
    keys = tuple(_keys(unit) for unit in units)
    meanings = tuple(
        f"{unit.cls.value}:{unit.concept}" if unit.concept and not unit.syllable else ""
        for unit in units
    )
    weights = tuple(unit_weight(unit, rarity) for unit in units)
    return Prepared(
        name=name,
        units=units,
        keys=keys,
        meanings=meanings,
        classes=tuple(unit.cls for unit in units),
        weights=weights,
        known=tuple(
            unit.cls is not WordClass.CORE or any(is_everyday(form) for form in unit.forms)
            for unit in units
        ),
        places=_places(keys, meanings),
        letters="".join(unit.forms[0] for unit in units),
        lead=next((i for i, unit in enumerate(units) if unit.cls is WordClass.CORE), -1),
        legal=tuple(sorted({usual_form(code) for code in name.legal})),
        core=sum(weights),
        latin=all(len(unit.forms) == 1 and not unit.syllable for unit in units),
    )
