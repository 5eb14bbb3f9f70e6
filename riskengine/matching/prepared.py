"""What a comparison needs of one name, made once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.expansions import STANDING
from riskengine.matching.lexicon import Rarity, WordClass, is_everyday
from riskengine.matching.names import AnalysedName, analyse
from riskengine.matching.units import Unit
from riskengine.text.cyrillic import is_cyrillic
from riskengine.text.legal_forms import usual_form

SYLLABLE_WEIGHT = 0.5  # a Han character of the core: two make one rare word
_CORE = WordClass.CORE


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
        acronym: some unit is an acronym of general words.
        cyrillic: the name has a Cyrillic letter.
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
    acronym: bool
    cyrillic: bool


def unit_weight(unit: Unit, rarity: Rarity) -> float:
    """Weight of a distinctive word, 0.1 to 1; 0 for other words."""
    if unit.cls is not WordClass.CORE:
        return 0.0
    if unit.syllable:
        return SYLLABLE_WEIGHT
    if len(unit.forms) == 1:
        return rarity.weight(unit.forms[0])
    return max(rarity.weight(form) for form in unit.forms)


@lru_cache(maxsize=32768)
def prepare(text: str, rarity: Rarity) -> Prepared:
    """Take a name apart and weigh its words; never fails, whatever the text holds."""
    return prepare_name(analyse(text), rarity)


def prepare_name(name: AnalysedName, rarity: Rarity) -> Prepared:
    """As `prepare`, for a name taken apart before."""
    keys: list[tuple[str, ...]] = []
    meanings: list[str] = []
    classes: list[WordClass] = []
    weights: list[float] = []
    known: list[bool] = []
    places: dict[str, tuple[int, ...]] = {}
    lead = -1
    latin, acronym = True, False
    for index, unit in enumerate(name.units):  # one loop: every listed name comes here
        cls, forms, concept = unit.cls, unit.forms, unit.concept
        meaning = ""
        if unit.syllable:
            own: tuple[str, ...] = (concept, *forms)
            latin = False
        else:
            own = forms
            if concept:
                meaning = f"{cls.value}:{concept}"
            if len(forms) > 1:
                latin = False
                own = tuple(dict.fromkeys(forms))
            if forms[0] in STANDING:
                acronym = True
        for key in own if latin else dict.fromkeys(own):
            if key:
                places[key] = (*places[key], index) if key in places else (index,)
        if meaning:
            places[meaning] = (*places[meaning], index) if meaning in places else (index,)
        if cls is _CORE:
            if lead < 0:
                lead = index
            weights.append(unit_weight(unit, rarity))
            known.append(any(map(is_everyday, forms)))
        else:
            weights.append(0.0)
            known.append(True)
        keys.append(own)
        meanings.append(meaning)
        classes.append(cls)
    return Prepared(
        name=name,
        units=name.units,
        keys=tuple(keys),
        meanings=tuple(meanings),
        classes=tuple(classes),
        weights=tuple(weights),
        known=tuple(known),
        places=places,
        letters="".join([unit.forms[0] for unit in name.units]),
        lead=lead,
        legal=_usual_forms(name.legal) if name.legal else (),
        core=sum(weights),
        latin=latin,
        acronym=acronym,
        cyrillic=is_cyrillic(name.text),
    )


@lru_cache(maxsize=4096)
def _usual_forms(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({usual_form(code) for code in codes}))
