"""Importing list files: read, judged, stored, folded into the list's history, made active.

vault = Vault(home / "watchlists")
report = import_files(vault, [Path("un.xml")], provenance=Provenance(today))
report.outcomes[0].status        # "active", "unchanged", "history" or "quarantined"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from riskengine.errors import WatchlistError
from riskengine.vocab import Measure
from riskengine.watchlist.catalogue import ListEntry, entry_for, known_lists
from riskengine.watchlist.download_plan import manifest_addresses
from riskengine.watchlist.gate import Concern, concerns, unknown_keys
from riskengine.watchlist.intake import Edition, Intake, NotRead, take_in
from riskengine.watchlist.lineage import Lineage
from riskengine.watchlist.manifest import state_name
from riskengine.watchlist.readers.contract import Reader, Refused
from riskengine.watchlist.vault import REPORT_NAME, Stored, Vault
from riskengine.watchlist.writer import digest_of, encode
from riskengine.watchlist.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one list of an import.

    Attributes:
        status: `active` (now searched), `unchanged` (this very edition is held already),
            `history` (older than the active state: folded into it), `quarantined`.
        name: name of the stored edition, for `accept` and `diff`.
        rows, parsed, merged, refused: rows of the files; `parsed + refused == rows`.
        files: rows by file.
        refusals: the first refused rows.
        unknown: unknown columns and codes, as `what: value`.
        searched: whether any state of the list is searched now.
    """

    list_id: str
    status: str
    name: str
    list_date: dt.date
    reader: str
    files: tuple[tuple[str, int], ...]
    rows: int
    parsed: int
    merged: int
    refused: int
    entities: int
    names: int
    listings: int
    searched: bool = True
    concerns: tuple[Concern, ...] = ()
    refusals: tuple[Refused, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def quarantined(self) -> bool:
        return self.status == "quarantined"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Outcomes by list id, and files that were not read, with the reason."""

    outcomes: tuple[Outcome, ...]
    not_read: tuple[NotRead, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the caller knows of the files: when they were had, and from where.

    Attributes:
        details: catalogue entry of a list of the user's own, from its mapping file.
        measure: what being on the list does, where the caller says; else as the catalogue or
            an earlier import says.
    """

    retrieved_on: dt.date
    source_url: str = ""
    details: ListEntry | None = None
    measure: Measure | None = None


def import_files(
    vault: Vault,
    paths: Sequence[Path],
    *,
    provenance: Provenance,
    bundle: Path | None = None,
    lists: Sequence[str] = (),
    list_date: dt.date | None = None,
    published_on: dt.date | None = None,
    reader: Reader | None = None,
) -> ImportReport:
    """Read files and make their editions active, or put them in quarantine.

    Args:
        bundle: folder of shipped snapshots; one of the same list is the first edition of its
            history.
        lists: list ids to take; empty takes every list that the files hold.
        list_date: day of the publisher's state, stronger than what the file says.
        published_on: the same, for files that do not state it.

    Raises:
        WatchlistError: nothing could be read, a date is missing, or the vault cannot be
            written. Nothing has been changed then.
    """
    for list_id in lists:
        entry_for(list_id)  # an id that cannot be one is told before anything is read
    intake: Intake = take_in(paths, lists=lists, list_date=list_date, reader=reader)
    for edition in intake.editions:
        edition.list_date = edition.list_date or published_on
        _check_date(edition, provenance)
    with vault.lock():
        outcomes = [_store(vault, edition, provenance, bundle) for edition in intake.editions]
    return ImportReport(tuple(outcomes), intake.not_read)


_FIRST_YEAR = 1950
_NO_CITATION = "the list names no legal source"


def _check_date(edition: Edition, provenance: Provenance) -> None:
    if edition.list_date is None:
        raise WatchlistError(
            f"{edition.source}: {edition.reader.title}: the file does not state its date",
            hint="Give --list-date YYYY-MM-DD: the day the publisher's list was of, or else the"
            " day it was downloaded.",
            code="watchlist.date",
        )
    if edition.list_date.year < _FIRST_YEAR:
        raise WatchlistError(
            f"{edition.source}: no list is of {edition.list_date}",
            hint="Correct --list-date.",
            code="watchlist.date",
        )
    # A publisher east of the user may be a day ahead.
    if (edition.list_date - provenance.retrieved_on).days > 1:
        raise WatchlistError(
            f"{edition.source}: the list date {edition.list_date} is later than today,"
            f" {provenance.retrieved_on}",
            hint="Correct --list-date, or the clock.",
            code="watchlist.date",
        )


def _entry(held: Lineage, provenance: Provenance) -> ListEntry:
    """What the manifest says of the list: as given, as known, or as said at an earlier import."""
    if provenance.details is not None:
        return provenance.details
    entry = entry_for(held.list_id)
    changes: dict[str, Any] = {}
    if held.active is not None and held.list_id not in known_lists():
        changes = {name: getattr(held.active.manifest, name) for name in _KEPT}
    if provenance.measure is not None:
        changes["measure"] = provenance.measure
    return entry.model_copy(update=changes)


_KEPT = ("title", "publisher", "jurisdiction", "role", "measure", "citation", "licence")


def _store(vault: Vault, edition: Edition, provenance: Provenance, bundle: Path | None) -> Outcome:
    assert edition.list_date is not None  # checked before anything is stored
    held = Lineage(vault, edition.list_id, bundle)
    entry = _entry(held, provenance)
    name = state_name(edition.list_date, digest_of(edition.lines))
    found: tuple[Concern, ...] = ()
    status = "unchanged"
    # What is held already has passed the gate, or a person has let it through.
    if not held.has(name):
        before = held.before(edition)
        found = concerns(edition, entry, before=before, after=held.after(edition))
        tolerated = tuple(before.tolerated) if before is not None else ()
        fields = _fields(edition, entry, provenance, tolerated)
        # A mirror that the user has entered in a manifest stays in use.
        fields["addresses"] = held.addresses or manifest_addresses(edition.list_id)
        kind = "quarantine" if found else "editions"
        report = _report(edition, found) if found else ""
        stored = vault.write(edition.list_id, kind, edition.lines, fields, report=report)
        if found:
            status = "quarantined"
        else:
            status = "active" if held.is_latest(edition) else "history"
            held.add(stored)
    account = edition.account
    return Outcome(
        list_id=edition.list_id,
        status=status,
        name=name,
        list_date=edition.list_date,
        searched=held.active is not None or held.shipped is not None,
        reader=edition.reader.name,
        files=tuple(sorted(account.rows.items())),
        rows=account.total,
        parsed=account.parsed,
        merged=account.merged,
        refused=account.refused_count,
        entities=len(edition.lines),
        names=edition.names,
        listings=edition.listings,
        concerns=found,
        refusals=tuple(account.refused),
        unknown=unknown_keys(account.unknown),
        notes=tuple(account.notes),
    )


def _fields(
    edition: Edition, entry: ListEntry, provenance: Provenance, tolerated: Sequence[str]
) -> dict[str, Any]:
    account = edition.account
    low, high = entry.entities
    count = len(edition.lines)
    named = {source.name: source for source in edition.source.siblings}
    return {
        "list_id": edition.list_id,
        "title": entry.title,
        "publisher": entry.publisher,
        "jurisdiction": entry.jurisdiction,
        "role": entry.role,
        "measure": entry.measure,
        "list_date": edition.list_date,
        "retrieved_on": provenance.retrieved_on,
        "source_url": provenance.source_url or entry.source_url,
        "licence": entry.licence,
        "stale_after_days": entry.stale_after_days,
        "citation": entry.citation or _NO_CITATION,
        "complete": account.complete,
        "note": " ".join(account.notes),
        "reader": edition.reader.name,
        "reader_version": edition.reader.version,
        "source_sha256": edition.source.sha256,
        "expected_min": min(low, count),
        "expected_max": max(high, count),
        "rows": account.total,
        "parsed": account.parsed,
        "merged": account.merged,
        "refused": account.refused_count,
        "files": [
            {
                "name": name,
                "sha256": named.get(name, edition.source).sha256,
                "rows": rows,
            }
            for name, rows in sorted(account.rows.items())
        ],
        "columns": dict(sorted(account.fields.items())),
        "fill": dict(sorted(edition.fill.items())),
        "tolerated": sorted(tolerated),
    }


def _report(edition: Edition, found: Iterable[Concern]) -> str:
    """Why an edition waits, for people and for `accept`."""
    account = edition.account
    data = {
        "list_id": edition.list_id,
        "file": edition.source.name,
        "reader": edition.reader.name,
        "rows": account.total,
        "parsed": account.parsed,
        "refused": account.refused_count,
        "concerns": [{"code": item.code, "says": item.sentence} for item in found],
        "unknown": list(unknown_keys(account.unknown)),
        "refusals": [
            {"where": item.where, "reason": item.reason, "row": item.excerpt}
            for item in account.refused
        ],
    }
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=96)


def accept(
    vault: Vault,
    list_id: str,
    name: str,
    *,
    by: str,
    reason: str,
    today: dt.date,
    bundle: Path | None = None,
) -> tuple[Stored, Stored]:
    """Let a quarantined edition through, on a person's word, which its manifest keeps.

    Unknown columns and codes of the edition are tolerated from now on.

    Returns:
        The accepted edition, and the state that is searched from now on.

    Raises:
        WatchlistError: no such edition waits, it is empty, or no person or reason is named.
    """
    if not by.strip() or not reason.strip():
        raise WatchlistError(
            "an acceptance needs the name of a person and a reason",
            hint="Give --by and --reason.",
            code="watchlist.accept",
        )
    with vault.lock():
        waiting = waiting_edition(vault, list_id, name)
        manifest = waiting.manifest
        if not manifest.records:
            raise WatchlistError(
                f"the edition {name} of {list_id} has no entities, so it cannot be the list",
                hint="Reject it, and import a whole file.",
                code="watchlist.accept",
            )
        path = waiting.folder / REPORT_NAME
        report = load_yaml(path) if path.is_file() else {"unknown": [], "concerns": []}
        fields: dict[str, Any] = manifest.model_dump(exclude={"records", "sha256"})
        fields["tolerated"] = sorted({*manifest.tolerated, *report["unknown"]})
        fields["accepted"] = {
            "by": by.strip(),
            "reason": reason.strip(),
            "on": today,
            "concerns": [item["says"] for item in report["concerns"]],
        }
        lines = {entity.id: encode(entity) for entity in waiting.entities()}
        stored = vault.write(list_id, "editions", lines, fields)
        state = Lineage(vault, list_id, bundle).add(stored)
        vault.remove(waiting)
        return stored, state


def withdraw(vault: Vault, list_id: str, name: str, *, bundle: Path | None = None) -> Stored | None:
    """Take an edition out of a list's history, as if it had never been imported.

    Returns:
        The new active state; None where no imported edition is left and the shipped list, if
        there is one, is searched again.

    Raises:
        WatchlistError: the list has no such edition.
    """
    with vault.lock():
        held = Lineage(vault, list_id, bundle)
        for stored in held.editions.values():
            if stored.name == name:
                return held.withdraw(stored)
    known = ", ".join(stored.name for stored in held.editions.values()) or "none"
    raise WatchlistError(
        f"{list_id} has no edition {name!r}",
        hint=f"Editions: {known}.",
        code="watchlist.withdraw",
    )


def reject(vault: Vault, list_id: str, name: str) -> None:
    """Take a quarantined edition away.

    Raises:
        WatchlistError: no such edition waits.
    """
    with vault.lock():
        vault.remove(waiting_edition(vault, list_id, name))


def waiting_edition(vault: Vault, list_id: str, name: str) -> Stored:
    """A quarantined edition by its name.

    Raises:
        WatchlistError: no such edition waits; the hint names those that do.
    """
    waiting = vault.quarantined(list_id)
    for stored in waiting:
        if stored.name == name:
            return stored
    known = ", ".join(stored.name for stored in waiting) or "none"
    raise WatchlistError(
        f"no edition {name!r} of {list_id} is in quarantine",
        hint=f"In quarantine: {known}.",
        code="watchlist.accept",
    )
