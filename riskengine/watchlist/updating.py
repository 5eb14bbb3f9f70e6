"""Updating lists from their publishers' addresses: fetched, then imported like any file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from riskengine.errors import WatchlistError, plain_reason
from riskengine.watchlist.download import fetch
from riskengine.watchlist.download_plan import Download, DownloadFile, downloads_for, load_downloads
from riskengine.watchlist.download_result import FetchResult, FetchStatus, FileState
from riskengine.watchlist.importing import ImportReport, Provenance, import_files
from riskengine.watchlist.lineage import shipped
from riskengine.watchlist.manifest import Manifest
from riskengine.watchlist.vault import Vault

FOLDER = ".downloads"
_STATE = "state.json"

Fetch = Callable[[Download, Path, Mapping[str, FileState]], FetchResult]


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one publication.

    Attributes:
        status: `new` (see `report`), `unchanged`, or `failed` (see `reason`); a failed one
            leaves its lists as they were.
    """

    download: Download
    status: FetchStatus
    reason: str = ""
    report: ImportReport | None = None

    @property
    def good(self) -> bool:
        """Neither failed nor in quarantine."""
        waiting = self.report is not None and any(item.quarantined for item in self.report.outcomes)
        return self.status is not FetchStatus.FAILED and not waiting


def plain_fetch(plan: Download, folder: Path, previous: Mapping[str, FileState]) -> FetchResult:
    """Fetch without a proxy."""
    return fetch(plan, folder, previous=previous)


def update(
    vault: Vault,
    lists: Sequence[str] = (),
    *,
    today: dt.date,
    bundle: Path | None = None,
    fetcher: Fetch = plain_fetch,
) -> tuple[Updated, ...]:
    """Fetch and import the lists named, or every list held whose manifest names addresses.

    Addresses are those of a list's manifest; for a list not held yet, those that come with
    the package. One publication that fails does not stop the others.

    Raises:
        WatchlistError: a list named has no address, or the vault cannot be written.
    """
    return tuple(
        _updated(vault, plan, today, bundle, fetcher) for plan in plans(vault, lists, bundle)
    )


def plans(vault: Vault, lists: Sequence[str], bundle: Path | None) -> tuple[Download, ...]:
    """Publications that serve the lists, each once, sorted by id."""
    held = {manifest.list_id: manifest for manifest in _manifests(vault, bundle)}
    wanted = list(lists) or [list_id for list_id, item in held.items() if item.addresses]
    by_files: dict[tuple[DownloadFile, ...], set[str]] = {}
    unheld = []
    for list_id in wanted:
        manifest = held.get(list_id)
        if manifest is None or not manifest.addresses:
            unheld.append(list_id)
            continue
        files = tuple(
            DownloadFile(item.url, item.name, item.content) for item in manifest.addresses
        )
        by_files.setdefault(files, set()).add(list_id)
    for plan in downloads_for(unheld) if unheld else ():
        by_files.setdefault(plan.files, set()).update(set(plan.list_ids) & set(unheld))
    known = {tuple(f.url for f in plan.files): plan for plan in load_downloads().values()}
    found = []
    for files, list_ids in by_files.items():
        shipped_plan = known.get(tuple(file.url for file in files))
        first = min(list_ids)
        found.append(
            Download(
                id=shipped_plan.id if shipped_plan is not None else first,
                files=files,
                list_ids=tuple(sorted(list_ids)),
                title=shipped_plan.title if shipped_plan is not None else first,
                documented=shipped_plan.documented if shipped_plan is not None else "",
            )
        )
    return tuple(sorted(found, key=lambda item: item.id))


def _manifests(vault: Vault, bundle: Path | None) -> Iterable[Manifest]:
    seen = set()
    for list_id in vault.list_ids():
        active = vault.active(list_id)
        if active is not None:
            seen.add(list_id)
            yield active.manifest
    if bundle is not None:
        for folder in sorted(bundle.iterdir()):
            stored = shipped(bundle, folder.name)
            if stored is not None and folder.name not in seen:
                yield stored.manifest


def _updated(
    vault: Vault, plan: Download, today: dt.date, bundle: Path | None, fetcher: Fetch
) -> Updated:
    folder = vault.folder / FOLDER / plan.id
    result = fetcher(plan, folder, _remembered(folder))
    if result.status is FetchStatus.FAILED:
        return Updated(plan, result.status, result.reason)
    if result.status is FetchStatus.UNCHANGED:
        return Updated(plan, result.status)
    try:
        report = import_files(
            vault,
            list(result.paths),
            provenance=Provenance(today, source_url=plan.files[0].url),
            bundle=bundle,
            lists=plan.list_ids,
            published_on=result.published_on,
        )
    except WatchlistError as error:
        # What could not be imported is not remembered, so that the next update tries again.
        return Updated(plan, FetchStatus.FAILED, error.message)
    _remember(folder, result.states)
    return Updated(plan, result.status, report=report)


def _remembered(folder: Path) -> dict[str, FileState]:
    """States of the last update; none where they cannot be read, which only costs a download."""
    try:
        data = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        return {
            name: FileState(
                **{
                    **item,
                    "published_on": (
                        None
                        if item["published_on"] is None
                        else dt.date.fromisoformat(item["published_on"])
                    ),
                }
            )
            for name, item in data.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _remember(folder: Path, states: Mapping[str, FileState]) -> None:
    data = {name: asdict(state) for name, state in sorted(states.items())}
    partial = folder / f".{_STATE}"
    try:
        partial.write_text(json.dumps(data, default=str, indent=1), encoding="utf-8")
        partial.replace(folder / _STATE)
    except OSError as error:
        raise WatchlistError(
            f"{folder}: cannot be written: {plain_reason(error)}",
            hint="Check the free space and the permissions of the folder.",
            code="watchlist.file",
        ) from None
