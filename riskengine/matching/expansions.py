"""Acronyms of general words ("NPP", "O&G"), and general words that are next of kin."""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.matching.lexicon import WordClass
from riskengine.matching.units import Unit

_SCIENCE = ("science", "research")
_MAKING = (_SCIENCE, ("production", "scientific production"))
_DRAWING = (("design", "project", "konstruktorskoe"), ("bureau", "office"))
_WORKS = ("enterprise", "company")
_MERGED = ("associated", "joint", "union", "obyedineniye", "obedinenie")

# What Russian and trade acronyms stand for: for each of the words its concepts or spellings.
_STANDS_FOR: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "npp": ((*_MAKING, _WORKS),),
    "npo": ((*_MAKING, _MERGED),),
    "npk": ((*_MAKING, ("corporation", "complex", "company")), _MAKING),
    "npf": ((*_MAKING, ("company",)), _MAKING),
    "npc": ((*_MAKING, ("center",)),),
    "npts": ((*_MAKING, ("center",)),),
    "nii": ((_SCIENCE, ("research",), ("institute",)), (_SCIENCE, ("institute",))),
    "okb": (
        (("experimental", "opytno", "opytnoe", "special"), *_DRAWING),
        _DRAWING,
    ),
    "kb": (_DRAWING,),
    "skb": ((("special", "spetsialnoe"), *_DRAWING),),
    "td": ((("trading",), ("house", "trading house")),),
    "og": ((("oil",), ("gas",)),),
    "rd": ((("research",), ("development",)),),
    "me": ((("mechanical",), ("electric",)),),
    "ic": ((("integrated",), ("circuit", "circuits")),),
    "ics": ((("integrated",), ("circuit", "circuits")),),
}

STANDING = frozenset(_STANDS_FOR)
"""Acronyms that `stands_for` knows."""

# Trades of one firm that its names change between; no kin are "Oil" and "Gas".
_KIN = (
    ("shipping", "marine", "navigation", "ship management", "shipbuilding"),
    ("aviation", "airline", "air"),
    ("aviation", "aircraft", "aerospace"),
    ("science", "research"),
    ("electric", "electronics"),
    ("telecom", "communications"),
)
KINDRED = frozenset(one for kin in _KIN for one in kin)
"""Concepts that `akin` knows."""
_PAIRS = frozenset((one, two) for kin in _KIN for one in kin for two in kin if one != two)


def stands_for(unit: Unit, others: Sequence[Unit], free: Sequence[int]) -> tuple[int, ...]:
    """Neighbouring free words of another name that an acronym stands for; empty without any."""
    wanted = _STANDS_FOR.get(unit.forms[0])
    if wanted is None:
        return ()
    for words in wanted:
        for start in range(len(free) - len(words) + 1):
            run = tuple(free[start : start + len(words)])
            if run[-1] - run[0] == len(words) - 1 and all(
                others[index].concept in word or others[index].forms[0] in word
                for index, word in zip(run, words, strict=True)
            ):
                return run
    return ()


def akin(one: Unit, two: Unit) -> bool:
    """Whether two general words name trades that one firm has in its names by turns."""
    return (
        one.cls is not WordClass.CORE
        and two.cls is not WordClass.CORE
        and (one.concept, two.concept) in _PAIRS
    )
