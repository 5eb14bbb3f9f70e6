"""One word of a name as a unit: its class, and the Latin spellings it may have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from riskengine.matching.lexicon import (
    ARABIC_ARTICLE,
    WordClass,
    place_concept,
    read_word,
)
from riskengine.matching.units import Unit
from riskengine.text import latin_forms
from riskengine.text.legal_forms import end_form, form_span, word_key
from riskengine.text.normalise import latin_look_alike, respelled
from riskengine.text.tokens import Word

# Digits that stand for letters inside a word ("Hu4wei", "0mega"); 1 is "l" or "i".
DIGIT_LETTERS = (
    str.maketrans("013457", "oleast"),
    str.maketrans("013457", "oieast"),
)
_DIGIT_WITHIN = re.compile(r"(?:^0|(?<=[a-z])[013457])(?=[a-z])")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {
    ten + one: str(10 * tens + ones)
    for tens, ten in enumerate(("", "x", "xx"))
    for ones, one in enumerate(_ONES)
    if ten + one
}
_STATE_STYLES = frozenset(("islamic", "arab", "bolivarian", "socialist", "federal"))
_STATES_APART = frozenset(("peoples", "people", "s", "democratic"))
_COUNTRY_CODE = 2
_INITIALS = 2  # letters
_REPUBLIC = "republic"
_NAMED = frozenset(("im", "imeni", "named"))
_NUMBER_SIGNS = frozenset(("no", "nr", "num", "number", "numero", "nomer", "номер"))
_COMPANY_CODES = {"company": "CO", "corporation": "CORP"}  # words said like a form
_TO_SETTLE = _NUMBER_SIGNS | _ROMAN.keys()
_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.LEGAL)
_AFTER_NUMERAL = (WordClass.PLACE, WordClass.NUMBER, WordClass.LEGAL)
_FORM_NEAR = (WordClass.LEGAL, WordClass.PLACE)
_IN_PLACE = (WordClass.CORE, WordClass.PLACE, WordClass.NEUTRAL)


def romanised_forms(word: str) -> tuple[str, ...]:
    """Latin spellings of one plain word, without the Arabic article; the word itself if Latin."""
    if word.isascii():
        return (word,)
    bare = word[2:] if word.startswith(ARABIC_ARTICLE) and len(word) > 4 else word
    forms = tuple(dict.fromkeys(form.replace(" ", "") for form in latin_forms(bare)))
    return tuple(form for form in forms if form) or (word,)


def _respelled(word: str, key: str) -> tuple[str, ...]:
    """The plain spelling of a Latin word, and the one that keeps its marks as letters."""
    full = respelled(word).replace("'", "")
    return (key,) if full == key or not full.isascii() else (key, full)


def _without_digits(key: str) -> tuple[str, ...]:
    """A word with a digit or two among four or more letters, and what was perhaps meant."""
    digits = sum(char.isdigit() for char in key)
    if len(key) - digits < 4 or not 1 <= digits <= 2:
        return (key,)
    if len(_DIGIT_WITHIN.findall(key)) < digits:
        return (key,)  # "Airbus5" and "4Life" hold a number
    return tuple(dict.fromkeys((key, *(key.translate(table) for table in DIGIT_LETTERS))))


@lru_cache(maxsize=65536)
def unit_of(word: str) -> Unit:
    """One word that is not Han as a unit; never fails."""
    key = word_key(word) or word
    reading = read_word(key)
    if not key.isascii():
        forms = romanised_forms(key)
        if reading.cls is WordClass.CORE:
            romanised = read_word(forms[0])
            if romanised.cls in (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.PLACE):
                reading = romanised
    elif not word.isascii():
        forms = _respelled(word, key)
    elif reading.cls is WordClass.CORE and not key.isalpha():
        forms = _without_digits(key)
    else:
        forms = (key,)
    capitals = word.isupper() and word.isalpha()
    return Unit(word, forms, reading.cls, reading.concept, False, capitals)


def _one_word(left: Word, right: Word, between: str) -> bool:
    if not (left.text.isalpha() and right.text.isalpha()):
        return False
    if len(left.text) == 1 == len(right.text) and between in (".", "", ". "):
        return True
    return between in ("&", " & ") and (len(left.text), len(right.text)) in ((1, 1), (2, 1))


def merge_letters(text: str, found: Sequence[Word]) -> list[str]:
    """Words, with single letters joined that only full stops or "&" part: "S.M.I.C.", "AT&T"."""
    merged: list[str] = []
    index = 0
    while index < len(found):
        last = index
        while last + 1 < len(found) and _one_word(
            found[last], found[last + 1], text[found[last].end : found[last + 1].start]
        ):
            last += 1
        merged.append("".join(word.text for word in found[index : last + 1]))
        index = last + 1
    return merged


def mend_look_alikes(tokens: Sequence[str]) -> list[str]:
    """A word of nothing but look-alikes among Latin words is Latin ("Сосо Trading")."""
    latin = [token for token in tokens if token.isascii() and token.isalpha()]
    others = [token for token in tokens if not token.isascii()]
    if not latin or len(others) != 1 or len(others[0]) < 3:
        return list(tokens)
    return [token if token.isascii() else latin_look_alike(token) or token for token in tokens]


@lru_cache(maxsize=1)
def _place_heads() -> frozenset[str]:
    from riskengine.territories.heads import phrase_heads  # reads the gazetteer

    return phrase_heads()


def merge_places(units: list[Unit]) -> list[Unit]:
    """Join two or three words that together name a place: "Hong Kong"."""
    heads = _place_heads()
    merged: list[Unit] = []
    index = 0
    while index < len(units):
        if units[index].forms[0] in heads:
            for size in (3, 2):
                joined = _one_place(units[index : index + size], size)
                if joined is not None:
                    merged.append(joined)
                    index += size
                    break
            else:
                merged.append(units[index])
                index += 1
        else:
            merged.append(units[index])
            index += 1
    return merged


def _one_place(part: list[Unit], size: int) -> Unit | None:
    if len(part) < size:
        return None
    for unit in part:
        if unit.syllable or (unit.cls not in _IN_PLACE and unit.forms[0] not in _ROMAN):
            return None
    concept = place_concept(" ".join(unit.forms[0] for unit in part))
    if not concept:
        return None
    text = " ".join(unit.text for unit in part)
    return Unit(text, ("".join(unit.forms[0] for unit in part),), WordClass.PLACE, concept)


def settle_numbers(units: list[Unit]) -> list[Unit]:
    """Decide which words are numerals, and drop the sign before a number ("No. 5").

    Roman numerals end a name or follow a generic word ("Fund II"); in front or amid other
    words they are letters ("XI Technologies"). One letter needs a generic word before it,
    and a distinctive one.
    """
    settled: list[Unit] = []
    for index, unit in enumerate(units):
        form = unit.forms[0]
        value = _ROMAN.get(form)
        if value is not None:
            number = False
            if index:
                ends = all(after.cls in _AFTER_NUMERAL for after in units[index + 1 :])
                generic = units[index - 1].cls in _GENERIC
                number = ends or generic
                if len(form) == 1:  # "Pacific Fund V", but not "Space X"
                    named = any(before.cls is WordClass.CORE for before in units[:index])
                    number = ends and generic and named
            if number:
                unit = Unit(unit.text, (form,), WordClass.NUMBER, value)
            elif unit.cls is WordClass.NUMBER and len(units) > 1:
                unit = replace(unit, cls=WordClass.CORE, concept="")
        elif (
            form in _NUMBER_SIGNS
            and index + 1 < len(units)
            and units[index + 1].cls is WordClass.NUMBER
        ):
            continue
        settled.append(unit)
    return settled


def settle_tail(units: list[Unit]) -> None:
    """A country code after a place or a legal form ends an address ("Ltd Shenzhen CN")."""
    last = units[-1]
    if (
        len(units) > 2
        and len(last.text) == 2
        and last.capitals
        and last.cls is WordClass.CORE
        and units[-2].cls in _FORM_NEAR
    ):
        code = _country_codes().get(last.text)
        if code:
            units[-1] = replace(last, cls=WordClass.PLACE, concept=code)


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    from riskengine.territories import country_code  # reads the gazetteer

    letters = [chr(value) for value in range(ord("A"), ord("Z") + 1)]
    pairs = [one + two for one in letters for two in letters]
    return {pair: pair for pair in pairs if country_code(pair) == pair}


def plain_state(units: list[Unit]) -> list[Unit]:
    """ "Islamic Republic of Iran" is Iran; a "People's" or "Democratic" one stays apart."""
    index = next((at for at, unit in enumerate(units) if unit.concept == _REPUBLIC), -1)
    if index < 0:
        return units
    end = index + 1
    while end < len(units) and units[end].cls is WordClass.JOINING:
        end += 1
    if end == len(units) or units[end].cls is not WordClass.PLACE:
        return units
    if len(units[end].concept) != _COUNTRY_CODE:
        return units
    start = index
    while start and units[start - 1].forms[0] in _STATE_STYLES:
        start -= 1
    before = units[start - 1] if start else None
    if not start or (before is not None and before.forms[0] in _STATES_APART):
        return units  # nothing before it: the name of the state is the name
    return [*units[:start], *units[end:]]


def drop_honour(units: list[Unit]) -> list[Unit]:
    """Make whom a party is named after an idle word: "Tatneft im. V.D. Shashina".

    The person stays what tells parties apart where nothing else in the name does.
    """
    for index, unit in enumerate(units):
        if unit.forms[0] in _NAMED and index and unit.text.isascii():
            break
    else:
        return units
    start = index + 1
    if units[index].forms[0] == "named":
        if start == len(units) or units[start].forms[0] != "after":
            return units
        start += 1
    end = start
    while end < len(units) and units[end].cls is WordClass.CORE:
        end += 1
    if end == start:
        return units
    kept = [unit for unit in units[start:end] if len(unit.text) > _INITIALS]
    if any(unit.cls is WordClass.CORE for unit in (*units[:index], *units[end:])):
        kept = [replace(unit, cls=WordClass.NEUTRAL) for unit in kept]
    return [*units[:index], *kept, *units[end:]]


def _is_legal(unit: Unit) -> bool:
    return unit.cls is WordClass.LEGAL


def _codes_of(run: Sequence[Unit]) -> list[str]:
    """Codes of neighbouring legal words: "Co Ltd" is one form."""
    if len(run) > 1:
        _, end, found = form_span(["x", *(word_key(unit.text) for unit in run)])
        if end == 1:
            return list(found)
    return [end_form(word_key(unit.text)) or _COMPANY_CODES.get(unit.concept, "") for unit in run]


def find_forms_within(units: list[Unit]) -> tuple[str, ...]:
    """Codes of legal forms that are not at the very end ("Foo d.o.o. Beograd").

    A spelling that is a word elsewhere counts where only places and branches follow
    ("Foo S.A. Panama"); it then becomes a legal word in `units`.
    """
    for unit in units:
        if unit.cls in _FORM_NEAR or unit.concept == "branch":
            break
    else:
        return ()
    place = len(units)
    while place > 1 and (
        units[place - 1].cls in (WordClass.PLACE, WordClass.LEGAL)
        or units[place - 1].concept == "branch"
    ):
        place -= 1
    if 1 < place < len(units):
        last = units[place - 1]
        if last.cls is WordClass.CORE and end_form(last.forms[0]):
            units[place - 1] = replace(last, cls=WordClass.LEGAL)
    codes: list[str] = []
    for legal, group in groupby(units, key=_is_legal):
        if legal:
            codes += _codes_of(list(group))
    return tuple(dict.fromkeys(code for code in codes if code))


@lru_cache(maxsize=1)
def _watched() -> frozenset[str]:
    return _TO_SETTLE | _place_heads()


class Asked(NamedTuple):
    """Which of the steps of an analysis have anything to decide in a name.

    Attributes:
        numbers: `merge_places` and `settle_numbers`.
        honour: `drop_honour`.
        state: `plain_state`.
        forms: `find_forms_within`.
    """

    numbers: bool
    honour: bool
    state: bool
    forms: bool


def what_to_settle(units: Sequence[Unit]) -> Asked:
    """What there is to decide about the words of a name; one look, as every name comes here."""
    watched = _watched()
    numbers = honour = state = forms = False
    for unit in units:
        form = unit.forms[0]
        if form in watched:
            numbers = True
        if form in _NAMED:
            honour = True
        if unit.concept:
            if unit.cls in _FORM_NEAR or unit.concept == "branch":
                forms = True
            elif unit.concept == _REPUBLIC:
                state = True
        elif unit.cls in _FORM_NEAR:
            forms = True
    # Words that name a place together are a place only once they are joined.
    return Asked(numbers, honour, state, forms or numbers)
