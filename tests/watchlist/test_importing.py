"""Importing: what becomes active, what waits, and what a kill leaves behind."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.vocab import ListingState, NameKind
from riskengine.watchlist import open_watchlists, write_snapshot
from riskengine.watchlist.catalogue import ListEntry
from riskengine.watchlist.importing import (
    ImportReport,
    Outcome,
    Provenance,
    accept,
    import_files,
    reject,
    withdraw,
)
from riskengine.watchlist.states import find_state, verify
from riskengine.watchlist.vault import Vault
from tests.watchlist.line_reader import LineReader, lines, parties

TODAY = dt.date(2026, 11, 23)
ENTRY = ListEntry(title="T", publisher="P", jurisdiction="ZZ", licence="L", entities=(1, 1000))
LIST = "custom-lines"


def run(home: Path, text: str, *, bundle: Path | None = None) -> ImportReport:
    path = home / "list.txt"
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return import_files(
        Vault(home / "watchlists"),
        [path],
        provenance=Provenance(TODAY, details=ENTRY),
        bundle=bundle,
        reader=LineReader(),
    )


def one(report: ImportReport) -> Outcome:
    (outcome,) = report.outcomes
    return outcome


def searched(home: Path) -> set[str]:
    """Names of the entities that a search would see."""
    lists = open_watchlists([home / "watchlists"])
    return {entity.caption for entity in lists.entities(LIST)}


def states(home: Path, day: str) -> dict[str, ListingState]:
    """State of each entity's last listing on a day."""
    lists = open_watchlists([home / "watchlists"])
    when = dt.date.fromisoformat(day)
    return {entity.caption: entity.listings[-1].state(when) for entity in lists.entities(LIST)}


def test_an_import_is_searched_at_once_and_accounts_for_every_row(tmp_path: Path) -> None:
    outcome = one(run(tmp_path, lines("2026-01-05", *parties(3))))
    assert (outcome.status, outcome.rows, outcome.parsed, outcome.refused) == ("active", 3, 3, 0)
    assert (outcome.entities, outcome.names, outcome.listings) == (3, 3, 3)
    assert searched(tmp_path) == {"Acme Works 1", "Acme Works 2", "Acme Works 3"}


def test_the_manifest_says_what_was_read_from_which_file(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(3)))
    active = Vault(tmp_path / "watchlists").active(LIST)
    assert active is not None
    manifest = active.manifest
    assert (manifest.list_date.isoformat(), manifest.retrieved_on) == ("2026-01-05", TODAY)
    assert (manifest.rows, manifest.parsed, manifest.refused) == (3, 3, 0)
    assert [(item.name, item.rows) for item in manifest.files] == [("list.txt", 3)]
    assert manifest.columns == {"cite": 3, "country": 3, "key": 3}


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    text = lines("2026-01-05", *parties(3))
    first = one(run(tmp_path, text))
    again = one(run(tmp_path, text))
    assert (first.name, again.status) == (again.name, "unchanged")
    assert len(Vault(tmp_path / "watchlists").editions(LIST)) == 1


def test_a_doubtful_edition_waits_and_the_list_searched_stays(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    outcome = one(run(tmp_path, lines("2026-02-05", *parties(20))))
    assert outcome.status == "quarantined"
    assert [item.code for item in outcome.concerns] == ["loss"]
    assert len(searched(tmp_path)) == 40


def test_a_person_accepts_by_name_and_the_manifest_keeps_it(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    outcome = one(run(tmp_path, lines("2026-02-05", *parties(20), "!NEW CODE")))
    vault = Vault(tmp_path / "watchlists")
    accept(vault, LIST, outcome.name, by="A. Nowak", reason="programme ended", today=TODAY)
    active = vault.active(LIST)
    assert active is not None
    assert active.manifest.accepted is not None
    assert (active.manifest.accepted.by, active.manifest.accepted.on) == ("A. Nowak", TODAY)
    assert len(active.manifest.accepted.concerns) == 2
    assert vault.quarantined(LIST) == ()
    assert states(tmp_path, "2026-03-01")["Acme Works 40"] is ListingState.FORMER
    # What was accepted once does not stop the next edition.
    later = one(run(tmp_path, lines("2026-03-05", *parties(20), "!NEW CODE")))
    assert later.status == "active"


def test_an_acceptance_needs_the_right_name_a_person_and_a_reason(tmp_path: Path) -> None:
    outcome = one(run(tmp_path, lines("2026-01-05", *parties(3), "!ODD")))
    vault = Vault(tmp_path / "watchlists")
    with pytest.raises(WatchlistError, match="needs the name of a person"):
        accept(vault, LIST, outcome.name, by=" ", reason="x", today=TODAY)
    with pytest.raises(WatchlistError, match="in quarantine") as caught:
        accept(vault, LIST, "2026-01-05-000000000000", by="A", reason="x", today=TODAY)
    assert outcome.name in caught.value.hint


def test_a_rejected_edition_is_gone_and_nothing_else_is(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    outcome = one(run(tmp_path, lines("2026-02-05", *parties(20))))
    vault = Vault(tmp_path / "watchlists")
    reject(vault, LIST, outcome.name)
    assert vault.quarantined(LIST) == ()
    assert len(searched(tmp_path)) == 40


def test_who_left_the_list_is_kept_and_marked(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    run(tmp_path, lines("2026-02-05", *parties(39)))
    assert states(tmp_path, "2026-01-05")["Acme Works 40"] is ListingState.ACTIVE
    assert states(tmp_path, "2026-01-20")["Acme Works 40"] is ListingState.UNCERTAIN
    assert states(tmp_path, "2026-02-05")["Acme Works 40"] is ListingState.FORMER
    assert states(tmp_path, "2026-02-05")["Acme Works 39"] is ListingState.ACTIVE


def test_who_came_later_was_not_listed_before(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    run(tmp_path, lines("2026-02-05", *parties(41)))
    assert states(tmp_path, "2026-01-05")["Acme Works 41"] is ListingState.FUTURE
    assert states(tmp_path, "2026-02-05")["Acme Works 41"] is ListingState.ACTIVE


def test_an_older_edition_adds_history_and_does_not_become_the_list(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-02-05", *parties(40)))
    outcome = one(run(tmp_path, lines("2025-02-05", *parties(41))))
    assert outcome.status == "history"
    active = Vault(tmp_path / "watchlists").active(LIST)
    assert active is not None
    assert active.manifest.list_date == dt.date(2026, 2, 5)
    assert states(tmp_path, "2025-02-05")["Acme Works 41"] is ListingState.ACTIVE
    assert states(tmp_path, "2026-02-05")["Acme Works 41"] is ListingState.FORMER


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"]))
def test_the_order_of_imports_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    texts = {
        "2026-01-05": lines("2026-01-05", *parties(40)),
        "2026-02-05": lines("2026-02-05", *parties(41)),
        "2026-03-05": lines("2026-03-05", *parties(41, first=2)),
        "2026-04-05": lines("2026-04-05", *parties(42)),
    }
    hashes = []
    for days in (sorted(order), order):
        home = tmp_path_factory.mktemp("home")
        for day in days:
            assert one(run(home, texts[day])).status in ("active", "history")
        active = Vault(home / "watchlists").active(LIST)
        assert active is not None
        hashes.append((active.manifest.sha256, active.manifest.editions))
    assert hashes[0] == hashes[1]


def test_a_correction_of_the_same_day_replaces_the_edition(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    outcome = one(run(tmp_path, lines("2026-01-05", *parties(39))))
    assert outcome.status == "active"
    assert len(searched(tmp_path)) == 39
    assert len(Vault(tmp_path / "watchlists").editions(LIST)) == 1


def test_a_shipped_list_is_the_first_edition_of_its_history(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    run(tmp_path / "maker", lines("2025-06-01", *parties(41)))
    made = Vault(tmp_path / "maker" / "watchlists").active(LIST)
    assert made is not None
    fields = made.manifest.model_dump(exclude={"records", "sha256"})
    write_snapshot(bundle / LIST, made.entities(), fields)
    home = tmp_path / "home"
    assert one(run(home, lines("2026-01-05", *parties(40)), bundle=bundle)).status == "active"
    assert states(home, "2026-01-05")["Acme Works 41"] is ListingState.FORMER
    assert states(home, "2025-07-01")["Acme Works 40"] is ListingState.ACTIVE


def test_a_list_of_a_later_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="later than today"):
        run(tmp_path, lines("2026-11-25", *parties(3)))


def test_a_state_can_be_named_in_several_ways(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    run(tmp_path, lines("2026-02-05", *parties(40)))
    vault = Vault(tmp_path / "watchlists")
    older = find_state(f"{LIST}@2026-01-05", vault, None)
    assert older.manifest.list_date == dt.date(2026, 1, 5)
    assert find_state(LIST, vault, None) == find_state(f"{LIST}@active", vault, None)
    assert find_state(str(older.folder), vault, None).manifest == older.manifest
    with pytest.raises(WatchlistError, match="no state") as caught:
        find_state(f"{LIST}@2020-01-01", vault, None)
    assert older.name in caught.value.hint


def test_verify_finds_a_changed_byte_in_any_snapshot(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    vault = Vault(tmp_path / "watchlists")
    assert [item.fault for item in verify(vault, None)] == ["", "", ""]
    active = vault.active(LIST)
    assert active is not None
    snapshot = active.folder / "snapshot.jsonl"
    snapshot.write_bytes(snapshot.read_bytes().replace(b"Acme", b"Bcme", 1))
    faults = [item.what for item in verify(vault, None) if "SHA-256" in item.fault]
    assert faults == ["active", "state"]


def active_folder(home: Path) -> Path:
    active = Vault(home / "watchlists").active(LIST)
    assert active is not None
    return active.folder


def test_a_correction_that_could_not_be_finished_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "activate", full)
        with pytest.raises(WatchlistError, match="No space left"):
            run(tmp_path, lines("2026-01-05", *parties(41)))
    assert len(searched(tmp_path)) == 40
    assert one(run(tmp_path, lines("2026-01-05", *parties(41)))).status == "active"
    assert len(searched(tmp_path)) == 41
    assert len(Vault(tmp_path / "watchlists").editions(LIST)) == 1


def test_a_list_that_lost_its_pointer_is_not_passed_over(tmp_path: Path) -> None:
    text = lines("2026-01-05", *parties(40))
    run(tmp_path, text)
    (tmp_path / "watchlists" / LIST / "current").unlink()
    with pytest.raises(WatchlistError, match="cannot be used"):
        searched(tmp_path)
    assert one(run(tmp_path, text)).status == "active"
    assert len(searched(tmp_path)) == 40


@pytest.mark.parametrize("damage", ["snapshot", "pointer", "bytes", "manifest"])
def test_a_damaged_state_is_made_again_by_importing(tmp_path: Path, damage: str) -> None:
    text = lines("2026-01-05", *parties(40))
    run(tmp_path, text)
    folder = active_folder(tmp_path)
    pointer = tmp_path / "watchlists" / LIST / "current"
    if damage == "snapshot":
        (folder / "snapshot.jsonl").write_bytes(b"cut")
    elif damage == "pointer":
        pointer.write_text("2020-01-01-000000000000", encoding="utf-8")
    elif damage == "bytes":
        pointer.write_bytes(b"\xff\xfe")
    else:
        (folder / "manifest.yaml").write_text("list_id: [", encoding="utf-8")
    with pytest.raises(WatchlistError):
        searched(tmp_path)
    assert one(run(tmp_path, text)).status == "active"
    assert len(searched(tmp_path)) == 40


def test_a_damaged_edition_is_made_good_by_its_own_file(tmp_path: Path) -> None:
    first = lines("2026-01-05", *parties(40))
    run(tmp_path, first)
    run(tmp_path, lines("2026-03-05", *parties(41)))
    (edition, _) = Vault(tmp_path / "watchlists").editions(LIST)
    (edition.folder / "snapshot.jsonl.gz").write_bytes(b"\x1f\x8bcut")
    (active_folder(tmp_path) / "snapshot.jsonl").write_bytes(b"cut")
    run(tmp_path, first)
    assert len(searched(tmp_path)) == 41
    assert not [item for item in verify(Vault(tmp_path / "watchlists"), None) if item.fault]


def test_an_accepted_edition_is_held_when_it_comes_again(tmp_path: Path) -> None:
    text = lines("2026-01-05", *parties(40), "41;;CN")
    outcome = one(run(tmp_path, text))
    assert outcome.status == "quarantined"
    assert not outcome.searched
    vault = Vault(tmp_path / "watchlists")
    accept(vault, LIST, outcome.name, by="A. Nowak", reason="one empty row", today=TODAY)
    assert one(run(tmp_path, text)).status == "unchanged"


def test_an_edition_without_entities_cannot_be_accepted(tmp_path: Path) -> None:
    outcome = one(run(tmp_path, lines("2026-01-05", "1;;CN")))
    with pytest.raises(WatchlistError, match="no entities"):
        accept(Vault(tmp_path / "watchlists"), LIST, outcome.name, by="A", reason="b", today=TODAY)


def test_a_withdrawn_edition_leaves_no_trace_in_the_list(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    before = active_folder(tmp_path).name
    outcome = one(run(tmp_path, lines("2026-02-05", *parties(39))))
    vault = Vault(tmp_path / "watchlists")
    withdraw(vault, LIST, outcome.name)
    assert active_folder(tmp_path).name == before
    assert states(tmp_path, "2026-03-01")["Acme Works 40"] is ListingState.ACTIVE
    with pytest.raises(WatchlistError, match="no edition"):
        withdraw(vault, LIST, outcome.name)
    withdraw(vault, LIST, vault.editions(LIST)[0].name)
    assert open_watchlists([tmp_path / "watchlists"]).list_ids == ()


def test_a_main_name_that_changed_is_still_found(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    run(tmp_path, lines("2026-02-05", "1;Velmora Holdings;CN;1 FR 2", *parties(39, first=2)))
    entity = open_watchlists([tmp_path / "watchlists"]).entity(f"{LIST}:1")
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Velmora Holdings", NameKind.PRIMARY),
        ("Acme Works 1", NameKind.FORMER),
    ]


def test_ids_given_out_anew_are_noticed(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    shifted = [f"{n};Acme Works {n + 1};CN;1 FR 2" for n in range(1, 41)]
    outcome = one(run(tmp_path, lines("2026-02-05", *shifted)))
    assert [item.code for item in outcome.concerns] == ["renamed"]


def test_a_date_that_contradicts_the_file_is_a_concern(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(lines("2025-06-18", *parties(3)), encoding="utf-8")
    report = import_files(
        Vault(tmp_path / "watchlists"),
        [path],
        provenance=Provenance(TODAY, details=ENTRY),
        list_date=dt.date(2026, 11, 20),
        reader=LineReader(),
    )
    assert [item.code for item in one(report).concerns] == ["date"]


def test_those_who_left_are_counted_apart(tmp_path: Path) -> None:
    run(tmp_path, lines("2026-01-05", *parties(40)))
    run(tmp_path, lines("2026-02-05", *parties(39)))
    info = open_watchlists([tmp_path / "watchlists"]).info(LIST)
    assert (info.records, info.listed, info.former) == (40, 39, 1)


# A child process imports an edition; the audit hook kills it at its n-th step on the disk.
_CHILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
import tests.watchlist.test_importing as case
home, day, step = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
case.searched(home)  # everything is imported before the count begins
count = 0
STEPS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree")
def hook(event, args):
    global count
    if event in STEPS and str(home) in str(args[0]) or event == "os.rmdir":
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
case.run(home, case.lines(day, *case.parties(41)))
print(count)
"""


def child(home: Path, step: int) -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD.format(root=root), str(home), "2026-02-05", str(step)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_kill_at_any_step_on_the_disk_leaves_a_whole_list(tmp_path: Path) -> None:
    counting = tmp_path / "counting"
    run(counting, lines("2026-01-05", *parties(40)))
    out, err = child(counting, -1).communicate(timeout=60)
    total = int(out.strip() or pytest.fail(err))
    assert total > 10
    assert len(searched(counting)) == 41
    # Every third step, and the last ones, where the change of the active state lies.
    steps = sorted({*range(1, total + 1, 3), *range(max(1, total - 6), total + 1)})
    before_and_after = set()
    for step in steps:
        home = tmp_path / f"home-{step}"
        run(home, lines("2026-01-05", *parties(40)))
        process = child(home, step)
        process.communicate(timeout=60)
        assert process.returncode == -9, step
        found = len(searched(home))
        before_and_after.add(found)
        assert found in (40, 41), step
        assert not [item for item in verify(Vault(home / "watchlists"), None) if item.fault]
        # The next import is not hindered by what the killed one left.
        again = one(run(home, lines("2026-02-05", *parties(41))))
        assert again.status in ("active", "unchanged")
        assert len(searched(home)) == 41
    assert 40 in before_and_after


def test_a_kill_at_a_random_moment_leaves_a_whole_list(tmp_path: Path) -> None:
    moments = random.Random(7)
    home = tmp_path / "home"
    run(home, lines("2026-01-05", *parties(40)))
    for _ in range(4):
        process = child(home, -1)
        time.sleep(moments.uniform(0.05, 1.2))
        process.kill()
        process.communicate(timeout=60)
        assert len(searched(home)) in (40, 41)
        assert not [item for item in verify(Vault(home / "watchlists"), None) if item.fault]
