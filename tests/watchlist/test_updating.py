"""Updating lists: which addresses, what is remembered, and what a failure leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.watchlist.download_plan import Download
from riskengine.watchlist.download_result import (
    FetchedFile,
    FetchResult,
    FetchStatus,
    FileState,
)
from riskengine.watchlist.updating import plans, update
from riskengine.watchlist.vault import Vault
from tests.watchlist.csl_rows import csl_csv

TODAY = dt.date(2026, 11, 23)


class Publisher:
    """Stands in for the network: hands out a text, with a tag that changes with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[Mapping[str, FileState]] = []

    def fetch(self, plan: Download, folder: Path, previous: Mapping[str, FileState]) -> FetchResult:
        self.asked.append(previous)
        (file,) = plan.files
        if not self.text:
            reason = "the server answered 503"
            failed = FetchedFile(file.name, file.url, FetchStatus.FAILED, reason)
            return FetchResult(plan, FetchStatus.FAILED, (failed,), reason=reason)
        tag = str(hash(self.text))
        known = previous.get(file.name)
        same = known is not None and known.etag == tag
        status = FetchStatus.UNCHANGED if same else FetchStatus.NEW
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / file.name
        path.write_text(self.text, encoding="utf-8")
        state = FileState(file.url, tag, "", "0" * 64, len(self.text), dt.date(2026, 11, 20))
        return FetchResult(
            plan, status, (FetchedFile(file.name, file.url, status, state=state),), (path,)
        )


def test_a_list_is_fetched_imported_and_then_unchanged(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "watchlists")
    publisher = Publisher(csl_csv(uvl=120))
    (first,) = update(vault, ["us-bis-uvl"], today=TODAY, fetcher=publisher.fetch)
    assert first.good
    assert first.report is not None
    assert [item.status for item in first.report.outcomes] == ["active"]
    active = vault.active("us-bis-uvl")
    assert active is not None
    assert active.manifest.list_date == dt.date(2026, 11, 20)  # the file states none
    assert active.manifest.source_url.startswith("https://")
    (again,) = update(vault, [], today=TODAY, fetcher=publisher.fetch)
    assert again.status is FetchStatus.UNCHANGED
    assert publisher.asked[0] == {}
    assert publisher.asked[1] != {}


def test_a_failure_leaves_the_list_and_says_why(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "watchlists")
    update(vault, ["us-bis-uvl"], today=TODAY, fetcher=Publisher(csl_csv(uvl=120)).fetch)
    (failed,) = update(vault, [], today=TODAY, fetcher=Publisher("").fetch)
    assert (failed.status, failed.reason) == (FetchStatus.FAILED, "the server answered 503")
    assert not failed.good
    active = vault.active("us-bis-uvl")
    assert active is not None
    assert active.manifest.records == 120


def test_what_could_not_be_imported_is_asked_for_again(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "watchlists")
    publisher = Publisher("name,colour\nAcme,red\n" * 3)
    (broken,) = update(vault, ["us-bis-uvl"], today=TODAY, fetcher=publisher.fetch)
    assert broken.status is FetchStatus.FAILED
    update(vault, ["us-bis-uvl"], today=TODAY, fetcher=publisher.fetch)
    assert publisher.asked[1] == {}


def test_half_a_list_goes_into_quarantine(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "watchlists")
    update(vault, ["us-bis-uvl"], today=TODAY, fetcher=Publisher(csl_csv(uvl=200)).fetch)
    (half,) = update(vault, [], today=TODAY, fetcher=Publisher(csl_csv(uvl=100)).fetch)
    assert not half.good
    active = vault.active("us-bis-uvl")
    assert active is not None
    assert active.manifest.records == 200


def test_lists_of_one_publication_are_fetched_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "watchlists")
    found = plans(vault, ["us-bis-el", "us-bis-uvl", "un-sc"], None)
    assert sorted(item.list_ids for item in found) == [("un-sc",), ("us-bis-el", "us-bis-uvl")]


def test_a_list_without_an_address_is_told(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="custom-mine"):
        plans(Vault(tmp_path), ["custom-mine"], None)


def test_every_shipped_list_with_an_address_names_it(repository: Path) -> None:
    found = plans(Vault(repository / "nowhere"), [], repository / "watchlists")
    served = {list_id for plan in found for list_id in plan.list_ids}
    assert {"us-bis-el", "us-ofac-sdn", "us-ofac-ssi", "us-ofac-nscmic"} <= served
    assert all(file.url.startswith("https://") for plan in found for file in plan.files)
