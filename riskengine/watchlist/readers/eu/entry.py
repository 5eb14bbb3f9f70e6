"""One entry of the EU's consolidated list, whichever form of the list it was read from.

Both forms say the same things; each part comes here as a mapping with the attribute names
of the XML form. The list marks no name as the main one: the first strong name without a
language or in English is taken, else the first strong one, else the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.eu.acts import Act, act_of, listings
from riskengine.watchlist.readers.eu.codes import eu_codes
from riskengine.watchlist.readers.eu.names import is_damaged, several
from riskengine.watchlist.readers.papers import (
    add_number,
    add_organization_name,
    is_organization,
    kind_of_name,
    ship_scheme,
)

LIST_ID = "eu-fsf"
_NO_COUNTRY = "00"
_LANGUAGE = re.compile(r"[a-z]{2}")
_ISO2 = re.compile(r"[A-Z]{2}")
_FLAGS = (
    ("diplomatic", "diplomatic"),
    ("knownExpired", "known to be expired"),
    ("knownFalse", "known to be false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked by the issuer"),
)
_PAPER_DATES = (
    ("issueDate", "issued"),
    ("issuedDate", "issued"),
    ("validFrom", "valid from"),
    ("validTo", "valid to"),
)

Part = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    language: str | None
    strong: bool


class EuEntry:
    """Collects the parts of one entry, in any order."""

    def __init__(self, key: str, account: Account) -> None:
        self._account = account
        self._draft = EntityDraft(LIST_ID, key)
        self._names: list[_Name] = []
        self._acts: dict[Act, None] = {}
        self._papers: list[tuple[Part, tuple[str, ...]]] = []
        self._countries: set[str] = set()
        self._heads: dict[str, None] = {}
        self._designated: DateRange | None = None
        self._delisted: DateRange | None = None

    @property
    def named(self) -> bool:
        return bool(self._names)

    def head(self, part: Part, remarks: Iterable[str] = ()) -> None:
        """What the entry says of itself: references, designation, kind, remarks."""
        draft = self._draft
        draft.identifier("eu", part.get("euReferenceNumber") or "")
        draft.identifier("un", part.get("unitedNationId") or "")
        code = (part.get("code") or part.get("classificationCode") or "").strip()
        self._heads[code.lower()] = None
        self._designated = self._day(part, "designationDate") or self._designated
        self._delisted = self._day(part, "delistingDate") or self._delisted
        if details := (part.get("designationDetails") or "").strip():
            draft.detail("remark", f"Designation: {details}")
        for remark in remarks:
            draft.detail("remark", remark)

    def act(self, part: Part, *, own: bool) -> None:
        """An act that lists or amends; `own` is False for the act behind a single part."""
        act = act_of(part, own=own)
        if act is not None:
            self._acts[act] = None

    def name(self, part: Part, remarks: Iterable[str] = ()) -> None:
        whole = " ".join((part.get("wholeName") or "").split())
        if not whole:
            parts = (part.get(key) or "" for key in ("firstName", "middleName", "lastName"))
            whole = " ".join(" ".join(parts).split())
        language = (part.get("nameLanguage") or "").strip().lower()
        if language and not _LANGUAGE.fullmatch(language):
            self._account.odd("nameLanguage", language)
            language = ""
        strong = (part.get("strong") or "true").strip().lower()
        if strong not in ("true", "false"):
            self._account.odd("strong", strong)
        if whole and is_damaged(whole):
            self._account.odd("damaged name", whole)
            self._draft.detail("remark", f"Name lost in the file's encoding: {whole}")
        elif whole:
            self._names.append(_Name(whole, language or None, strong != "false"))
        for label in ("function", "title", "gender"):
            self._draft.detail(label, part.get(label) or "")
        for remark in remarks:
            self._draft.detail("remark", f"{whole}: {remark}" if whole else remark)

    def citizenship(self, part: Part, remarks: Iterable[str] = ()) -> None:
        self._country(part)
        dates = (part.get("acquisitionDate"), part.get("disenfranchisementDate"))
        words = [_place(part, "region"), *(value or "" for value in dates), *remarks]
        value = ", ".join(word for word in words if word)
        self._draft.detail("citizenship", value)

    def birth(self, part: Part, remarks: Iterable[str] = ()) -> None:
        when, printed = _birth_date(part)
        self._draft.date("birth", when, printed)
        calendar = (part.get("calendarType") or "").upper()
        if when is not None and calendar not in ("", "GREGORIAN"):
            self._draft.detail("date_as_published", f"birth: {_calendar_date(part)} ({calendar})")
        if when is not None and "-" in printed and (part.get("circa") or "").lower() == "true":
            # It is told as the years around it; the day is kept in words.
            self._draft.detail("date_as_published", f"birth: circa {printed}")
        place = _place(part, "zipCode", "city", "place", "region")
        self._draft.detail("place_of_birth", place)
        for remark in remarks:
            self._draft.detail("remark", f"Birth: {remark}")

    def address(
        self,
        part: Part,
        remarks: Iterable[str] = (),
        contacts: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._country(part)
        box = " ".join((part.get("poBox") or "").split())
        boxed = f"PO Box {box}" if box[:1].isdigit() else box
        keys = ("number", "street", "zipCode", "city", "place", "region")
        lines = [" ".join((part.get(key) or "").split()) for key in keys]
        if any(lines) or box:
            country = _place(part)
            listing_time = (part.get("asAtListingTime") or "").lower() == "true"
            last = f"{country} (as at listing time)".strip() if listing_time else country
            self._draft.address(*lines[:2], boxed, *lines[2:], last)
        for remark in remarks:
            self._draft.detail("remark", f"Address: {remark}")
        for key, value in contacts:
            self.contact(key, value)

    def contact(self, key: str, value: str) -> None:
        found = eu_codes().contact.get(key.strip().upper())
        if found is None:
            self._account.odd("contactInfo", key)
            self._draft.detail("remark", f"{key}: {value}")
        else:
            self._draft.detail(found[0], f"{found[1]}{value}" if value.strip() else "")

    def identification(self, part: Part, remarks: Iterable[str] = ()) -> None:
        # Kept until all countries of the party are known: they settle some numbers.
        self._papers.append((part, tuple(remarks)))

    def information(self, key: str, value: str) -> None:
        """A further pair of key and value."""
        self._draft.detail("remark", f"{key}: {value}" if value.strip() else "")

    def build(self) -> Entity:
        draft = self._draft
        primary = self._primary()
        kind = self._kind(self._names[primary].text if self._names else "")
        organization = is_organization(kind)
        for index, name in enumerate(self._names):
            weak = NameKind.ALIAS if name.strong else NameKind.WEAK_ALIAS
            as_kind = NameKind.PRIMARY if index == primary else weak
            first, *others = several(name.text) if organization else [name.text]
            if organization and first.endswith(")"):
                add_organization_name(draft, first, as_kind, language=name.language)
            else:
                draft.name(first, as_kind, language=name.language)
            for other in others:
                draft.name(other, weak, language=name.language)
        for part, remarks in self._papers:
            self._paper(part, remarks)
        if not any(act.own for act in self._acts):
            self._account.odd("regulation", "missing")
        found = listings(self._acts, self._designated, self._delisted)
        for listing in found:
            draft.listing(listing)
        if self._designated is not None and len(found) > 1:
            draft.detail("remark", f"Designation date: {self._designated}")
        return draft.build(kind)

    def _primary(self) -> int:
        ranks = [(not name.strong, name.language not in (None, "en")) for name in self._names]
        return ranks.index(min(ranks)) if ranks else 0

    def _kind(self, name: str) -> EntityKind:
        code = next((code for code in self._heads if code), "")
        if code in ("person", "p"):
            return EntityKind.PERSON
        if code not in ("enterprise", "e"):
            self._account.odd("subjectType", code)
            return EntityKind.UNKNOWN
        kind = kind_of_name(name, otherwise=EntityKind.UNKNOWN)
        ships = [
            part
            for part, _ in self._papers
            if part.get("identificationTypeCode") == "imo"
            and ship_scheme(part.get("number") or "") == "imo"
        ]
        if kind is EntityKind.UNKNOWN:
            return EntityKind.VESSEL if ships else EntityKind.ORGANIZATION
        return kind

    def _country(self, part: Part) -> str:
        code = (part.get("countryIso2Code") or "").strip().upper()
        if code in ("", _NO_COUNTRY):
            return ""
        if not _ISO2.fullmatch(code):
            self._account.odd("countryIso2Code", code)
            return ""
        self._countries.add(code)
        self._draft.country(code)
        return code

    def _paper(self, part: Part, remarks: tuple[str, ...]) -> None:
        code = (part.get("identificationTypeCode") or "").strip().lower()
        label = (part.get("identificationTypeDescription") or code).strip()
        base = eu_codes().identification.get(code)
        if base is None:
            self._account.odd("identificationTypeCode", code)
        country = (part.get("countryIso2Code") or "").strip().upper()
        said = [words for key, words in _FLAGS if (part.get(key) or "").lower() == "true"]
        for key, words in (
            ("latinNumber", "in Latin letters"),
            ("nameOnDocument", "in the name of"),
            ("issuedBy", "issued by"),
            ("region", "region"),
            *_PAPER_DATES,
        ):
            if value := (part.get(key) or "").strip():
                said.append(f"{words} {value}")
        number = part.get("number") or part.get("latinNumber") or ""
        if not number.strip() and not said and not remarks:
            return
        add_number(
            self._draft,
            base or "",
            number,
            country="" if country == _NO_COUNTRY else country,
            likely=self._countries,
            label=label,
            remarks=(*said, *remarks),
        )

    def _day(self, part: Part, key: str) -> DateRange | None:
        printed = (part.get(key) or "").strip()
        found = date_range(printed)
        if printed and found is None:
            self._draft.detail("date_as_published", f"{key}: {printed}")
        return found


def _place(part: Part, *keys: str) -> str:
    country = (part.get("countryDescription") or part.get("countryIso2Code") or "").strip()
    if country in (_NO_COUNTRY, "UNKNOWN"):
        country = ""
    values = (" ".join((part.get(key) or "").split()).strip(" ,") for key in keys)
    return ", ".join(value for value in (*values, country) if value)


def _calendar_date(part: Part) -> str:
    values = (part.get(key) or "" for key in ("year", "monthOfYear", "dayOfMonth"))
    return "-".join(value for value in values if value)


def _birth_date(part: Part) -> tuple[DateRange | None, str]:
    """Days of a birth date, and what was printed."""
    printed = (part.get("birthdate") or "").strip()
    gregorian = (part.get("calendarType") or "").upper() in ("", "GREGORIAN")
    if not printed:
        printed = _calendar_date(part)
        first, last = (part.get(key) or "" for key in ("yearRangeFrom", "yearRangeTo"))
        if not printed and (first or last):
            printed = f"{first} to {last}" if first and last else first or last
        if printed and not gregorian:
            return None, f"{printed} ({part.get('calendarType')})"
    if printed.upper() == "N/A":
        return None, ""
    circa = (part.get("circa") or "").lower() == "true"
    return date_range(f"circa {printed}" if circa and printed else printed), printed
