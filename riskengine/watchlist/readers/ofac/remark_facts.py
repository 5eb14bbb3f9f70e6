"""What the parts of an OFAC remark say of an entity, put into its draft.

Whatever a typed field cannot hold (dates of issue, the spelling of a wallet address, a number
of unknown country) is kept beside it with the label as printed, so that no word is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from riskengine.errors import InputError
from riskengine.identifiers import normalise
from riskengine.model.entity import EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import dates
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.remarks import RemarkPart, country_printed
from riskengine.watchlist.readers.parts import countries_of

_NUMBER = re.compile(
    r"^(?P<number>[^()]+?)\s*(?:\((?P<place>[^()]+)\))?\s*(?P<rest>,?\s*\b(?:issued|expires|expired|"
    r"issue date)\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_IMO = re.compile(r"^(?:IMO\s*(?:No\.?|number)?\s*)?(\d{7})$", re.IGNORECASE)
_WALLET = re.compile(r"^(?P<coin>[A-Z]{2,6})\s+(?P<address>\S+)$")
_PROSE = re.compile(r"[a-z]{3}")
_MAX_NUMBER = 40
_OF_LETTERS = frozenset({"bic", "tail"})  # these need no digit
_ABOUT = re.compile(r"^\((?P<about>[^()]*)\):?\s*(?P<when>.+)$", re.DOTALL)
_DIRECTIVE = re.compile(r"\bSubject to Directives? \w+", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:EO|E\.O\.|Executive Order)\s*(\d{5})\b", re.IGNORECASE)
_MEASURE_TEXT = re.compile(r"^[^:]*?(?:Information|Determination)\s*(?::|-|(?=Subject))\s*", re.I)
_WORD = re.compile(r"[A-Za-z]{3,}")
_CHANGED = re.compile(r"^(Former|Other|Previous)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What a remark says of single programmes.

    Attributes:
        listed: (programme as the remark names it, day of listing); the name may be empty.
        measures: (likewise, what the listing does).
    """

    listed: tuple[tuple[str, dt.date], ...] = ()
    measures: tuple[tuple[str, str], ...] = ()


def program_facts(parts: Iterable[RemarkPart]) -> ProgramFacts:
    """Listing dates and measures among the parts of a remark."""
    listed: list[tuple[str, dt.date]] = []
    measures: list[tuple[str, str]] = []
    for part in parts:
        if part.what == "listing" and part.label.casefold() == "listing date":
            found = _ABOUT.match(part.value)
            about, when = (found["about"], found["when"]) if found else ("", part.value)
            day = dates.day(when)
            if day is not None:
                listed.append((about, day))
        elif part.what == "measure":
            directive = _DIRECTIVE.search(part.text)
            text = directive[0] if directive else _MEASURE_TEXT.sub("", _without_alt(part.text))
            if "for more information" not in text.casefold():
                measures.append((_without_alt(part.text).split(":")[0], text.strip()))
    return ProgramFacts(tuple(listed), tuple(dict.fromkeys(measures)))


def concerns(about: str, program: str) -> bool:
    """Whether a programme as a remark names it ("EO 14024 Directive 3") is this code's."""
    if not about:
        return True
    order = _ORDER.search(about)
    if order is not None:
        return order[1] in program
    first = _WORD.search(about)
    return first is not None and program.upper().startswith(first[0].upper())


def with_facts(listing: Listing, facts: ProgramFacts, *, blocking: bool) -> Listing:
    """The listing with what the remark says of its programme.

    Args:
        blocking: the listing is on the blocking list. A directive and its date stand in the
            same remark there, but belong to another list.
    """
    measures = [
        text
        for about, text in facts.measures
        if concerns(about, listing.program) and not (blocking and _DIRECTIVE.match(text))
    ]
    days = (
        [] if blocking else [day for about, day in facts.listed if concerns(about, listing.program)]
    )
    listed = DateRange(min(days), min(days)) if days else listing.listed_on
    return replace(listing, listed_on=listed, measures=tuple(dict.fromkeys(measures)))


def add_parts(
    draft: EntityDraft,
    parts: Iterable[RemarkPart],
    kind: EntityKind,
    *,
    ids: Mapping[str, str],
    home: Collection[str] = (),
) -> None:
    """Everything the remark says of the party itself.

    Args:
        ids: name in upper case -> id, for the parties that "Linked To:" may name.
        home: countries of the party's addresses; they help with numbers whose country OFAC
            leaves out, where the country's own check digits confirm it.
    """
    for part in parts:
        _add(draft, part, kind, ids, home)


def _add(
    draft: EntityDraft,
    part: RemarkPart,
    kind: EntityKind,
    ids: Mapping[str, str],
    home: Collection[str],
) -> None:
    text = _without_alt(part.text)
    if part.what == "name":
        draft.name(part.value, NameKind.WEAK_ALIAS)
        if part.target != "aka":
            draft.detail("remark", text)  # a weak alias that is a former name stays told as one
    elif part.what == "date":
        when = dates.date_range(part.value)
        draft.date(part.target, when, part.value)
        if when is not None and not when.is_exact and not part.value.strip(" .").isdigit():
            draft.detail("date_as_published", text)
        if part.target == "built":
            draft.detail("build_year", part.value.rstrip("."))
    elif part.what == "country":
        _add_country(draft, part)
    elif part.what in ("national", "number"):
        _add_number(draft, part, kind, home)
    elif part.what in ("published", "listing"):
        label = "number_as_published" if part.what == "published" else "date_as_published"
        draft.detail(label, text)
    elif part.what == "relation":
        target = ids.get(part.value.upper(), ids.get(part.value.rstrip(".").upper(), part.value))
        draft.relation(EntityRelation(part.target, target, source="remark of the entry"))
        if part.target != "linked_to":
            draft.detail("remark", text)  # which kin it is
    elif part.what in ("function", "title"):
        draft.detail(part.target, part.value)
    elif part.what == "detail":
        _add_detail(draft, part)
    else:
        draft.detail("remark", part.text)


def _without_alt(text: str) -> str:
    return text[4:].lstrip() if text[:4].casefold() == "alt." else text


def _add_country(draft: EntityDraft, part: RemarkPart) -> None:
    printed = part.value.rstrip(" .")
    draft.detail(part.target, printed)
    name = country_printed(printed)
    if countries_of([name])[0]:
        draft.country(name)


def _add_detail(draft: EntityDraft, part: RemarkPart) -> None:
    value = part.value if part.target == "place_of_birth" else part.value.rstrip(" .")
    if _CHANGED.match(part.label):
        value = f"{part.label} {value}"
    elif part.label.casefold().startswith("aircraft operator"):
        value = f"Operator: {value}"
    elif part.label.casefold().startswith(("fax", "telex")):
        value = f"{part.label.rstrip(':')}: {value}"
    draft.detail(part.target, value)


def _add_number(
    draft: EntityDraft, part: RemarkPart, kind: EntityKind, home: Collection[str]
) -> None:
    text = _without_alt(part.text)
    value = part.value.rstrip(" .")
    if part.target == "wallet":
        # Addresses differ by case, and an identifier does not: the spelling is kept beside it.
        coin = _WALLET.match(value)
        if coin is not None:
            draft.identifier("wallet", coin["address"], label=f"{part.label} {coin['coin']}")
        draft.detail("number_as_published", text)
        return
    found = _NUMBER.match(value)
    number = found["number"].strip(" ,") if found is not None else ""
    if found is None or not _plausible(number, part.target):
        draft.detail("number_as_published", text)
        return
    place = found["place"] or ""
    country = next(iter(countries_of([country_printed(place)])[0]), "").lower() if place else ""
    imo = _IMO.match(number)
    if imo is not None and (part.target == "imo" or number.upper().startswith("IMO")):
        number = imo[1]
        scheme = "imo" if kind in (EntityKind.VESSEL, EntityKind.UNKNOWN) else "imocompany"
    elif part.what == "national":
        scheme = _national(part.target, country, number, kind)
        if not place and "RU" in home:
            scheme = _russian(scheme, number)
    else:
        scheme = part.target
    if scheme:
        draft.identifier(scheme, number, label=part.label)
    # The scheme says that it is a passport, not that it is a diplomat's.
    special = part.target == "passport" and part.label.casefold() != "passport"
    if not scheme or found["rest"] or special or (place and not country):
        draft.detail("number_as_published", text)


def _plausible(number: str, scheme: str) -> bool:
    """Whether this looks like a number and no sentence about one."""
    if len(number) > _MAX_NUMBER or _PROSE.search(number) is not None:
        return False
    return scheme in _OF_LETTERS or any(char.isdigit() for char in number)


def _national(target: str, country: str, number: str, kind: EntityKind) -> str:
    """Scheme of a number that a country issued; empty where its sort is not known."""
    compact = "".join(number.split())
    base = target
    if target == "personid":
        base = "nationalid" if kind is EntityKind.PERSON else ""
    elif target == "legalentity":
        base = "lei" if len(compact) == 20 else "regno"
    if base == "lei" or not base:
        return base
    if country == "ru" and base == "taxid" and len(compact) in (10, 12):
        return "ru-inn"
    if country == "ru" and base == "regno" and len(compact) in (13, 15) and compact.isdigit():
        return "ru-ogrn"
    if country == "cn" and base in ("taxid", "regno") and _passes("uscc", compact):
        return "uscc"
    return f"{country}-{base}" if country else base


def _russian(scheme: str, number: str) -> str:
    """The Russian scheme, where the number has Russian check digits; else as it was."""
    compact = "".join(number.split())
    if scheme == "taxid" and _passes("inn", compact):
        return "ru-inn"
    if scheme == "regno" and compact.isascii() and compact.isdigit() and len(compact) in (13, 15):
        body, check = int(compact[:-1]), int(compact[-1])
        # The last digit is the rest by 11 (13 digits, a company) or 13 (15, a trader).
        return "ru-ogrn" if body % (len(compact) - 2) % 10 == check else scheme
    return scheme


def _passes(scheme: str, value: str) -> bool:
    try:
        normalise(scheme, value)
    except InputError:
        return False
    return True
