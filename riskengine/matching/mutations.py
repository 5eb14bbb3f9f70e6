"""Altered spellings of a name, by class, as supervisors' screening tests use them.

Each alteration is what a person, a form or a machine does to a name without meaning another
party: a slip of the finger, a swapped word, another legal form, letters that only look the
same. Whatever finds the name must find these, too. The result depends on the name, the class
and the seed alone.
"""

from __future__ import annotations

from enum import StrEnum

from riskengine.matching import mutation_letters as letters
from riskengine.matching import mutation_words as by_words
from riskengine.matching.mutation_letters import Chance, tables
from riskengine.matching.names import compact
from riskengine.vocab import EntityKind


class Mutation(StrEnum):
    """A way to alter a name."""

    LETTER_REPLACED = "letter_replaced"
    LETTER_ADDED = "letter_added"
    LETTER_MISSING = "letter_missing"
    LETTERS_SWAPPED = "letters_swapped"
    LETTER_DOUBLED = "letter_doubled"
    NEAR_KEY = "near_key"
    OTHER_VOWEL = "other_vowel"
    TWO_TYPOS = "two_typos"
    WORD_ORDER = "word_order"
    WORD_MISSING = "word_missing"
    WORD_ADDED = "word_added"
    WORDS_JOINED = "words_joined"
    WORD_SPLIT = "word_split"
    ABBREVIATED = "abbreviated"
    LEGAL_DROPPED = "legal_dropped"
    LEGAL_CHANGED = "legal_changed"
    LEGAL_MOVED = "legal_moved"
    PUNCTUATION = "punctuation"
    HYPHEN = "hyphen"
    AMPERSAND = "ampersand"
    CASE = "case"
    DIACRITICS = "diacritics"
    ROMANISED = "romanised"
    CYRILLIC_LETTERS = "cyrillic_letters"
    GREEK_LETTERS = "greek_letters"
    DIGITS_FOR_LETTERS = "digits_for_letters"
    ZERO_WIDTH = "zero_width"
    FULL_WIDTH = "full_width"
    TITLE = "title"
    COMMA_ORDER = "comma_order"
    MIDDLE_INITIAL = "middle_initial"
    FIRST_INITIAL = "first_initial"


_SLIPS = dict(zip(tuple(Mutation)[:7], letters.SLIPS, strict=True))
SINGLE_TYPOS: tuple[Mutation, ...] = tuple(_SLIPS)
"""One slip of the finger."""

DOUBTFUL: tuple[Mutation, ...] = (Mutation.FIRST_INITIAL,)
"""Too little is left to be sure of one party, so finding it is measured and not demanded."""


def mutate(name: str, kind: EntityKind, cls: Mutation, *, seed: int = 0) -> str | None:
    """A name altered in one way.

    Args:
        name: as listed, in any script.
        kind: of the party; titles, initials and comma order are for persons (a title also for
            vessels), generic words and legal forms for the others.
        seed: another seed gives another alteration of the same class.

    Returns:
        None where the class does not apply: the name is too short for a slip, has no legal
        form to change, is already in capitals. Never the name itself. A slip always changes
        the letters; other classes may leave them ("A-B Co" for "A.B. Co").
    """
    altered = _altered(name, kind, cls, Chance("mutation", seed, cls.value, name))
    if altered is None or altered == name or not altered.strip():
        return None
    if cls in _MUST_DIFFER and compact(altered) == compact(name):
        return None
    return altered


_MUST_DIFFER = frozenset({*SINGLE_TYPOS, Mutation.TWO_TYPOS, Mutation.DIGITS_FOR_LETTERS})


def _altered(name: str, kind: EntityKind, cls: Mutation, chance: Chance) -> str | None:
    if cls in _SLIPS:
        return letters.slip(name, _SLIPS[cls], chance)
    if cls in _PERSONAL:
        return _of_person(name, kind, cls, chance)
    if cls in _ORGANISED:
        return None if kind in _NO_BODIES else _of_organisation(name, cls, chance)
    return _of_any(name, kind, cls, chance)


_NO_BODIES = frozenset({EntityKind.PERSON, EntityKind.VESSEL, EntityKind.AIRCRAFT})
_PERSONAL = frozenset(
    {Mutation.TITLE, Mutation.COMMA_ORDER, Mutation.MIDDLE_INITIAL, Mutation.FIRST_INITIAL}
)
_ORGANISED = frozenset(
    {
        Mutation.WORD_MISSING,
        Mutation.WORD_ADDED,
        Mutation.ABBREVIATED,
        Mutation.LEGAL_DROPPED,
        Mutation.LEGAL_CHANGED,
        Mutation.LEGAL_MOVED,
        Mutation.AMPERSAND,
    }
)


def _of_person(name: str, kind: EntityKind, cls: Mutation, chance: Chance) -> str | None:
    if cls is Mutation.TITLE:
        titles = tables()["titles"].get(kind.value)
        return by_words.titled(name, titles, chance) if titles else None
    if kind is not EntityKind.PERSON:
        return None
    if cls is Mutation.COMMA_ORDER:
        return by_words.comma_order(name)
    return by_words.initial(name, middle=cls is Mutation.MIDDLE_INITIAL)


def _of_organisation(name: str, cls: Mutation, chance: Chance) -> str | None:
    match cls:
        case Mutation.WORD_MISSING:
            return by_words.missing(name, chance)
        case Mutation.WORD_ADDED:
            return by_words.extra(name, chance)
        case Mutation.ABBREVIATED:
            return by_words.abbreviated(name, chance)
        case Mutation.LEGAL_DROPPED:
            return by_words.legal_dropped(name)
        case Mutation.LEGAL_CHANGED:
            return by_words.legal_changed(name, chance)
        case Mutation.LEGAL_MOVED:
            return by_words.legal_moved(name)
        case _:
            return by_words.ampersand(name)


def _of_any(name: str, kind: EntityKind, cls: Mutation, chance: Chance) -> str | None:
    looks = tables()["lookalikes"]
    match cls:
        case Mutation.TWO_TYPOS:
            return letters.two_slips(name, chance)
        case Mutation.WORD_ORDER:
            if kind is EntityKind.PERSON:
                return by_words.surname_first(name)
            return by_words.reordered(name, chance)
        case Mutation.WORDS_JOINED:
            return by_words.joined(name, chance)
        case Mutation.WORD_SPLIT:
            return by_words.parted(name, chance)
        case Mutation.PUNCTUATION:
            return by_words.unpunctuated(name)
        case Mutation.HYPHEN:
            return by_words.hyphenated(name, chance)
        case Mutation.CASE:
            return letters.other_case(name, chance)
        case Mutation.DIACRITICS:
            return letters.without_marks(name)
        case Mutation.ROMANISED:
            return by_words.respelled(name, chance, person=kind is EntityKind.PERSON)
        case Mutation.CYRILLIC_LETTERS:
            return letters.lookalike(name, looks["cyrillic"], chance, most=3)
        case Mutation.GREEK_LETTERS:
            return letters.lookalike(name, looks["greek"], chance, most=3)
        case Mutation.DIGITS_FOR_LETTERS:
            return letters.lookalike(name, looks["digits"], chance, most=2)
        case Mutation.ZERO_WIDTH:
            return letters.zero_width(name, chance)
        case _:
            return letters.full_width(name)
