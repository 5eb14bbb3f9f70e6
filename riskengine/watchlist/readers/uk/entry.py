"""One entry of the UK Sanctions List, whichever form of the list it was read from.

Both forms say the same things; what a value means is told by the name of its element in the
XML form. A name is spoken Name1 to Name5, then Name6, which is the family name or the whole
name of an organisation or a ship.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.territories import country_hits
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import take_apart
from riskengine.watchlist.readers.papers import (
    add_labelled_numbers,
    add_number,
    add_organization_name,
    is_organization,
    kind_of_name,
)
from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.readers.uk.codes import uk_codes

LIST_ID = "uk-sl"
AUTHORITY = "UK Foreign, Commonwealth and Development Office"
_NAME_KINDS = {
    "": NameKind.ALIAS,
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
}
_STRENGTHS = ("", "good quality a.k.a", "low quality a.k.a")
_KINDS = {
    "individual": EntityKind.PERSON,
    "entity": EntityKind.ORGANIZATION,
    "ship": EntityKind.VESSEL,
}
_EMPTY = ("", "N/A", "NA", "NONE")
_UN_REFERENCE = re.compile(r"[A-Za-z]{2,3}[ieIE]\.\d{1,4}")
_ALSO = re.compile(r"\b(?:[af]\.k\.a\b|also known as|formerly)", re.IGNORECASE)
_SPACED = re.compile(r"(?<=[a-z])(?=[A-Z])")

Part = Mapping[str, str]


class UkEntry:
    """Collects the parts of one designation, in any order; repeats are left out."""

    def __init__(self, key: str, account: Account) -> None:
        self._account = account
        self._draft = EntityDraft(LIST_ID, key)
        self._key = key
        self._names: dict[tuple[str, NameKind], None] = {}
        self._heads: dict[str, str] = {}
        self._said: set[tuple[str, str]] = set()
        self._measures: dict[str, str] = {}
        self._types: dict[str, None] = {}
        self._registrations: dict[str, None] = {}
        self._countries: set[str] = set()
        self._adders: Mapping[str, Callable[[str], None]] = {
            "Title": self._detail("title"),
            "PhoneNumber": self._detail("phone"),
            "EmailAddress": self._detail("email"),
            "Website": self._detail("website"),
            "CryptoWalletAddress": self._detail("number_as_published", "Crypto wallet: "),
            "DOB": self._birth,
            "Nationality": self._nationality,
            "Position": self._detail("function"),
            "Gender": self._detail("gender"),
            "TypeOfEntity": self._type_of_entity,
            "BusinessRegistrationNumber": self._registration,
            "ParentCompany": self._parent,
            "Subsidiary": self._detail("remark", "Subsidiary: "),
            "IMONumber": self._imo,
            "CurrentOwnerOperator": self._detail("owner_as_published"),
            "PreviousOwnerOperator": self._detail("owner_as_published", "Previous: "),
            "CurrentBelievedFlagOfShip": self._flag,
            "PreviousFlag": self._detail("remark", "Previous flag: "),
            "TypeOfShip": self._detail("vessel_type"),
            "TonnageOfShip": self._detail("tonnage"),
            "LengthOfShip": self._detail("remark", "Length: "),
            "YearBuilt": self._built,
            "HullIdentificationNumber": self._detail("number_as_published", "Hull number: "),
        }

    @property
    def named(self) -> bool:
        return bool(self._names) or self._draft.named

    def head(self, tag: str, value: str) -> None:
        """What a designation says once; a second, other value is kept as a remark."""
        if (tag, value) in self._said:  # the CSV form repeats long texts on every line
            return
        self._said.add((tag, value))
        value = " ".join(value.split())
        if not value:
            return
        if tag == "SanctionsImposed":
            for measure in value.split("|"):
                self._measure(measure)
        elif self._heads.setdefault(tag, value) != value:
            self._draft.detail("remark", f"{tag}: {value}")

    def indicator(self, tag: str, value: str) -> None:
        """A yes or no of SanctionsImposedIndicators."""
        if value.strip().lower() == "true":
            self._measure(_SPACED.sub(" ", tag).capitalize())

    def fact(self, tag: str, value: str) -> None:
        """A fact of one value, by the name of its XML element."""
        if not value:
            return
        value = " ".join(value.split())
        if value.upper() not in _EMPTY:
            self._adders[tag](value)

    def part(self, tag: str, part: Part) -> None:
        """A fact of several values, by the name of the XML element that holds them."""
        if tag == "Name":
            self._name(part)
        elif tag == "NonLatinName":
            self._non_latin(part)
        elif tag == "Address":
            self._address(part)
        elif tag == "Location":
            place = (part.get("TownOfBirth") or "", part.get("CountryOfBirth") or "")
            joined = ", ".join(" ".join(value.split()) for value in place if value.strip())
            self._draft.detail("place_of_birth", joined)
        else:
            self._paper(tag, part)

    def build(self) -> Entity:
        draft = self._draft
        kind = self._kind()
        for name, as_kind in self._names:
            printed = take_apart(name, capitals=True) if _ALSO.search(name) else None
            if printed is not None and printed.others:  # "Raft a.k.a. Boat"
                draft.name(printed.text, as_kind)
                for other, other_kind in printed.others:
                    draft.name(other, other_kind)
            elif is_organization(kind) and name.endswith(")"):
                add_organization_name(draft, name, as_kind)
            else:
                draft.name(name, as_kind)
        for number in self._registrations:
            if add_labelled_numbers(draft, number):
                draft.detail("number_as_published", f"Business registration: {number}")
            else:
                # The list does not say whose register it is: that of the only country known.
                only = next(iter(self._countries)) if len(self._countries) == 1 else ""
                add_number(draft, "regno", number, country=only, label="Business registration")
        self._finish()
        return draft.build(kind)

    def _detail(self, label: str, words: str = "") -> Callable[[str], None]:
        return lambda value: self._draft.detail(label, f"{words}{value}")

    def _measure(self, printed: str) -> None:
        measure = " ".join(printed.split())
        key = "".join(char for char in measure.casefold() if char.isalpha())
        if key:
            self._measures.setdefault(key, measure)

    def _name(self, part: Part) -> None:
        values = (part.get(f"Name{number}") or "" for number in range(1, 7))
        whole = " ".join(" ".join(values).split())
        stated = " ".join((part.get("NameType") or "").lower().split())
        strength = " ".join((part.get("AliasStrength") or "").lower().split())
        if stated not in _NAME_KINDS:
            self._account.odd("NameType", stated)
        if strength.rstrip(".") not in _STRENGTHS:
            self._account.odd("AliasStrength", strength)
        kind = _NAME_KINDS.get(stated, NameKind.ALIAS)
        if strength.startswith("low") and kind is not NameKind.PRIMARY:
            kind = NameKind.WEAK_ALIAS
        if whole:
            self._names[whole, kind] = None

    def _non_latin(self, part: Part) -> None:
        printed = " ".join((part.get("NonLatinScriptLanguage") or "").lower().split())
        language = uk_codes().languages.get(printed)
        if printed and language is None:
            self._account.odd("NonLatinScriptLanguage", printed)
        self._draft.name(part.get("NameNonLatinScript") or "", NameKind.ALIAS, language=language)

    def _country(self, printed: str) -> None:
        code = uk_codes().countries.get(printed, printed)
        self._draft.country(code)
        self._countries.update(countries_of([code])[0])

    def _address(self, part: Part) -> None:
        country = " ".join((part.get("AddressCountry") or "").split())
        self._country(country)
        lines = [part.get(f"AddressLine{number}") or "" for number in range(1, 7)]
        lines.append(part.get("AddressPostalCode") or "")
        if any(line.strip() for line in lines):
            self._draft.address(*lines, country)

    def _birth(self, value: str) -> None:
        self._draft.date("birth", date_range(value), value)

    def _nationality(self, value: str) -> None:
        self._country(value)
        self._draft.detail("nationality", value)

    def _flag(self, value: str) -> None:
        self._country(value)
        self._draft.detail("flag", value)

    def _type_of_entity(self, value: str) -> None:
        self._types[value] = None
        self._draft.detail("remark", f"Type of entity: {value}")

    def _registration(self, value: str) -> None:
        # Kept until all countries of the party are known.
        self._registrations[value] = None

    def _parent(self, value: str) -> None:
        self._draft.relation(EntityRelation("subsidiary_of", value, source=LIST_ID))

    def _imo(self, value: str) -> None:
        number = value.upper().removeprefix("IMO").strip(" .:")
        add_number(self._draft, "imo", number, label="IMO number")

    def _built(self, value: str) -> None:
        self._draft.detail("build_year", value)
        self._draft.date("built", date_range(value))

    def _paper(self, tag: str, part: Part) -> None:
        number = part.get(f"{tag}Number") or ""
        said = part.get(f"{tag}AdditionalInformation") or ""
        if number.strip().upper() in _EMPTY:
            number = ""
        if not number and not said.strip():
            return
        # The issuing country stands in the text, if anywhere: "Afghanistan number P1234".
        named = {hit.code for hit in country_hits(f"{number} {said}")}
        add_number(
            self._draft,
            "passport" if tag == "Passport" else "nationalid",
            number or said,
            country=next(iter(named)) if len(named) == 1 else "",
            label="Passport" if tag == "Passport" else "National identifier",
            remarks=(said,) if number else (),
        )

    def _kind(self) -> EntityKind:
        stated = self._heads.get("IndividualEntityShip", "").lower()
        kind = _KINDS.get(stated)
        if kind is None:
            self._account.odd("IndividualEntityShip", stated)
            return EntityKind.UNKNOWN
        if kind is not EntityKind.ORGANIZATION:
            return kind
        for text in (*(name for name, _ in self._names), *self._types):
            found = kind_of_name(text, otherwise=EntityKind.UNKNOWN)
            if found is not EntityKind.UNKNOWN:
                return found
        return kind

    def _finish(self) -> None:
        draft, heads = self._draft, self._heads
        draft.identifier("uksl", self._key)
        draft.identifier("ofsi", heads.get("OFSIGroupID", ""))
        stated = heads.get("UNReferenceNumber", "")
        references = _UN_REFERENCE.findall(stated)
        for reference in references:
            draft.identifier("un", reference)
        if stated.upper() not in _EMPTY and not references:
            draft.detail("number_as_published", f"UN reference number: {stated}")
        draft.detail("remark", heads.get("OtherInformation", ""))
        draft.detail("reason", heads.get("UKStatementofReasons", ""))
        for tag, words in (
            ("DesignationSource", "Designation source"),
            ("LastUpdated", "Last updated"),
        ):
            if value := heads.get(tag):
                draft.detail("remark", f"{words}: {value}")
        printed = heads.get("DateDesignated", "")
        if printed and date_range(printed) is None:
            draft.detail("date_as_published", f"designated: {printed}")
        if not heads.get("RegimeName"):
            self._account.odd("RegimeName", "")
        draft.listing(
            Listing(
                program=heads.get("RegimeName", "not stated"),
                authority=AUTHORITY,
                entry=self._key,
                listed_on=date_range(printed),
                measures=tuple(self._measures.values()),
            )
        )
