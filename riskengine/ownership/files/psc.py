"""The UK register of people with significant control: snapshot lines and answers of its API."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from riskengine.model.interval import OPEN, Stake
from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing
from riskengine.ownership.files.values import country_of, day_of, text_of
from riskengine.vocab import EntityKind

_BANDS = {
    "more-than-25": Stake.over(25.0),
    "25-to-50": Stake.over(25.0, high=50.0),
    "50-to-75": Stake(50.0 + OPEN, 75.0 - OPEN),
    "75-to-100": Stake(75.0, 100.0),
}
"""Companies Act 2006, Schedule 1A: more than 25 up to 50 %, more than 50 and less than 75 %,
75 % or more; overseas entities: more than 25 %."""
_NATURE = re.compile(
    r"^(?P<right>ownership-of-shares|voting-rights|(?:part-)?right-to-share-surplus-assets)"
    r"-(?P<band>more-than-25|25-to-50|50-to-75|75-to-100)-percent(?:-(?P<as>.+))?$"
)
_CONTROL = ("right-to-appoint-and-remove", "significant-influence-or-control")
_KINDS = {
    "individual": EntityKind.PERSON,
    "corporate-entity": EntityKind.COMPANY,
    "legal-person": EntityKind.PUBLIC_BODY,
}
_LINK = re.compile(r"^/company/(?P<company>[A-Z0-9]+)/")
_SCHEME = "GB-COH"


def read_psc(records: Iterable[tuple[str, Any]], filing: Filing) -> None:
    """Lines `{"company_number", "data"}`, or an API answer with `items`."""
    for place, record in records:
        items = record.get("items")
        if isinstance(items, list):
            for number, item in enumerate(items, 1):
                link = _LINK.match(text_of((item.get("links") or {}).get("self")))
                company = link["company"] if link else text_of(record.get("company_number"))
                _entry(f"{place}, item {number}", company, item, filing)
        else:
            data = record.get("data") or {}
            _entry(place, text_of(record.get("company_number")), data, filing)


def _entry(place: str, company: str, data: Mapping[str, Any], filing: Filing) -> None:
    filing.records += 1
    kind = text_of(data.get("kind"))
    if kind.startswith("totals#"):
        filing.note(place, "totals of the snapshot")
        return
    if not company:
        filing.problem(place, "no company number")
        return
    asset = filing.party(
        FiledParty(
            id=f"{_SCHEME}:{company}",
            name=company,
            kind=EntityKind.COMPANY,
            countries=("GB",),
            identifiers=(f"regno:{company}",),
        )
    )
    if kind == "persons-with-significant-control-statement":
        ended = f", until {text_of(data.get('ceased_on'))}" if data.get("ceased_on") else ""
        filing.note(place, f"{text_of(data.get('statement')) or 'statement'}{ended}", asset)
        return
    if kind == "exemptions":
        filing.note(place, "exempt from naming people with significant control", asset)
        return
    if kind.startswith("super-secure"):
        filing.note(place, "a person with significant control whose particulars are secret", asset)
        return
    if "person-with-significant-control" not in kind and "beneficial-owner" not in kind:
        filing.problem(place, f"unknown kind {kind!r}")
        return
    _ties(place, _owner(company, kind, data, filing), asset, data, filing)


def _owner(company: str, kind: str, data: Mapping[str, Any], filing: Filing) -> str:
    told = data.get("identification") or {}
    elements = data.get("name_elements") or {}
    whole = " ".join(
        filter(
            None,
            (text_of(elements.get(key)) for key in ("forename", "middle_name", "surname")),
        )
    )
    name = text_of(data.get("name")) or whole or "(no name)"
    number = text_of(told.get("registration_number"))
    country = country_of(told.get("country_registered")) or country_of(data.get("nationality"))
    british = country == ("GB",) and number
    # People of one name in several companies are not known to be one person.
    id_ = f"{_SCHEME}:{number.upper()}" if british else f"{_SCHEME}:{company}/{name}"
    return filing.party(
        FiledParty(
            id=id_,
            name=name,
            kind=next(
                (known for word, known in _KINDS.items() if kind.startswith(word)),
                EntityKind.UNKNOWN,
            ),
            countries=country,
            identifiers=(f"regno:{number}",) if number else (),
        )
    )


def _ties(place: str, owner: str, asset: str, data: Mapping[str, Any], filing: Filing) -> None:
    try:
        since, until = day_of(data.get("notified_on")), day_of(data.get("ceased_on"))
    except ValueError as error:
        filing.problem(place, str(error))
        return
    natures = [text_of(nature) for nature in data.get("natures_of_control") or ()]
    for nature in natures or [""]:
        kind, stake = _nature(nature)
        filing.tie(
            FiledTie(
                owner=owner,
                asset=asset,
                kind=kind,
                stake=stake,
                means=nature.replace("-", " ") or "significant control, nature not told",
                since=since,
                until=until,
                place=place,
            )
        )


def _nature(nature: str) -> tuple[str, Stake]:
    found = _NATURE.match(nature)
    if found is not None:
        return ("votes" if found["right"] == "voting-rights" else "owns"), _BANDS[found["band"]]
    if nature.startswith(_CONTROL) or not nature:
        return "controls", Stake()
    return "interest", Stake()
