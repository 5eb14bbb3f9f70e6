"""Features and documents of one OFAC party, kept by their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.common import country_of, fold, ofac_codes

_IMO = re.compile(r"^IMO\s*(?:No\.?\s*)?(?=\d)", re.IGNORECASE)
_LISTED_UNDER = re.compile(r"\((CMIC|EO\s*\d+)", re.IGNORECASE)

_ORDER = re.compile(r"^(?:Executive Order|E\.?O\.?) ?(\d{5})", re.IGNORECASE)
_LEI_LENGTH = 20


@dataclass(slots=True)
class PartyFacts:
    """A party while its elements are read.

    Attributes:
        account: takes labels that are not known.
        party_type: OFAC's word for what it is (`Individual`, `Vessel`), as far as known.
        measures: what its listings do, as published, in order.
        listed: (feature label, date) of features that say since when it is listed.
    """

    draft: EntityDraft
    account: Account
    party_type: str = ""
    measures: dict[str, None] = field(default_factory=dict)
    listed: list[tuple[str, DateRange]] = field(default_factory=list)

    def feature(
        self,
        label: str,
        value: str,
        *,
        when: DateRange | None = None,
        country: str = "",
    ) -> None:
        """One feature.

        Args:
            value: the text of the feature; empty where `when` or `country` says it all.
            when: days that the feature's own date elements give.
            country: printed country of the feature, where it has one.
        """
        use = ofac_codes().feature(label)
        printed = " ".join((value or country or str(when or "")).split())
        if use is None:
            self.account.odd("feature", label)
            self._named("remark", label, printed)
            return
        how, what = use
        if how == "detail":
            self.draft.detail(what, printed)
        elif how == "named":
            self._named(what, label, printed)
        elif how == "country":
            self._country(what, country or value)
        elif how == "identifier":
            self.draft.identifier(what, value, label=label)
        elif how == "date":
            self.draft.date(what, when or date_range(value), printed)
            if what == "built":
                self.draft.detail("build_year", printed)
        elif how == "wallet":
            # Addresses differ by case, and identifiers do not.
            self.draft.identifier("wallet", value, label=label)
            self._named("number_as_published", label, printed)
        elif how == "measure":
            self.measures[_joined(label, printed)] = None
            self._named("remark", label, printed)
        elif how == "location":
            self.draft.address(value)
        else:
            self._listed(label, when or date_range(value), printed)

    def _named(self, detail: str, label: str, printed: str) -> None:
        if printed:
            self.draft.detail(detail, f"{label.strip().rstrip(' :-')}: {printed}")

    def _country(self, detail: str, printed: str) -> None:
        code = country_of(printed)
        if code:
            self.draft.country(code)
            if detail:
                self.draft.detail(detail, printed)

    def _listed(self, label: str, when: DateRange | None, printed: str) -> None:
        self._named("date_as_published", label, printed)
        if when is not None:
            self.listed.append((label, when))

    def document(
        self,
        label: str,
        number: str,
        *,
        country: str = "",
        authority: str = "",
        remarks: str = "",
    ) -> None:
        """One identity or registration document.

        Args:
            authority: who issued it, as published.
            remarks: further words on it, such as its dates; kept with the number.
        """
        number = " ".join(number.split())
        if not number:
            return
        scheme = _scheme(label, number, country_of(country), self.party_type.casefold())
        if scheme is None and label:  # a label that is missing has been reported already
            self.account.odd("document type", label)
        label = label or "Document"
        shown = f"{label.strip()} {number}" + (f" ({country})" if country else "")
        if scheme:
            self.draft.identifier(scheme, _IMO.sub("", number), label=label)
        else:
            self.draft.detail("number_as_published", _labelled(label, number, country))
        beside = "; ".join(part for part in (authority, remarks) if part)
        if beside:
            self.draft.detail("remark", f"{shown}: {beside}")

    def label_and_value(
        self, label: str, value: str, *, country: str = "", remarks: str = ""
    ) -> None:
        """A feature or a document, where a form lists both under one element."""
        codes = ofac_codes()
        if codes.feature(label) is not None and not codes.documents.get(fold(label)):
            self.feature(label, value, country=country)
        else:
            self.document(label, value, country=country, remarks=remarks)


def listed_on(program: str, listed: Sequence[tuple[str, DateRange]]) -> DateRange | None:
    """Since when a party is listed under a programme, as far as its features say so.

    Args:
        listed: (feature label, date); the label names the programme in brackets.
    """
    wanted = program.replace(" ", "").upper()
    found = [
        when
        for label, when in listed
        if (under := _LISTED_UNDER.search(label)) and under[1].replace(" ", "").upper() in wanted
    ]
    return min(found, key=lambda when: when.earliest) if found else None


def concerns(measure: str, program: str) -> bool:
    """Whether a measure, as published, is under this programme: one names an order, or all."""
    order = _ORDER.match(measure)
    return order is None or order[1] in program


def _joined(label: str, printed: str) -> str:
    return " ".join(f"{label} {printed}".split())


def _labelled(label: str, number: str, country: str) -> str:
    return f"{label.strip()}: {number}" + (f" ({country})" if country else "")


def _scheme(label: str, number: str, country: str, party_type: str) -> str | None:
    """Identifier scheme of a document; "" keeps it as published, None: a label not known."""
    scheme = ofac_codes().documents.get(fold(label))
    if not scheme:
        return scheme
    if scheme == "imo" or _IMO.match(number):
        if not re.fullmatch(r"\d{7}", _IMO.sub("", number)):
            return ""  # vessels have other registry numbers under the same label
        return "imo" if party_type in ("vessel", "", "unknown") else "imocompany"
    if not scheme.startswith("xx-"):
        return scheme
    base = scheme.removeprefix("xx-")
    if base == "personid":
        if party_type != "individual":
            return ""
        base = "nationalid"
    if base == "legalentity":
        if len(number) == _LEI_LENGTH:
            return "lei"
        base = "regno"
    if country == "RU" and number.isdigit():
        if base == "taxid" and len(number) in (10, 12):
            return "ru-inn"
        if base == "regno" and len(number) in (13, 15):
            return "ru-ogrn"
    return f"{country.lower()}-{base}" if re.fullmatch("[A-Z]{2}", country) else base
