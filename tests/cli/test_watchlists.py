"""`risk watchlists`: what a person at a terminal sees, on real files where they are at hand."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from riskengine.cli import app
from riskengine.errors import RiskEngineError
from riskengine.watchlist.vault import Vault
from tests.watchlist.csl_rows import csl_csv
from tests.watchlist.list_server import ListServer, Reply, serving

OLD = "un/un_sc_consolidated_20250618.xml.gz"
NEW = "un/un_sc_consolidated_20260227.xml.gz"
ADDRESS = "/consolidated.xml"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server() -> Iterator[ListServer]:
    with serving() as served:
        yield served


def risk(home: Path, *words: str, code: int = 0) -> str:
    """Standard output of one command, its exit code checked."""
    result = CliRunner().invoke(app, ["watchlists", *words, "--home", str(home)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout


def with_un_list(home: Path, shared_dir: Path, server: ListServer) -> Vault:
    """A home with the older UN list, whose manifest names an address of the local server."""
    risk(home, "import", str(shared_dir / "lists" / OLD))
    vault = Vault(home / "watchlists")
    active = vault.active("un-sc")
    assert active is not None
    manifest = active.folder / "manifest.yaml"
    text = manifest.read_text(encoding="utf-8")
    official = active.manifest.addresses[0].url
    manifest.write_text(text.replace(official, server.url(ADDRESS)), encoding="utf-8")
    return vault


def test_an_import_prints_that_every_row_is_accounted_for(home: Path, shared_dir: Path) -> None:
    out = risk(home, "import", str(shared_dir / "lists" / OLD))
    assert "877 rows = 877 parsed + 0 refused; 877 entities" in out
    assert "un-sc: now searched" in out
    listed = json.loads(risk(home, "list", "--format", "json"))
    (row,) = [item for item in listed["lists"] if item["list_id"] == "un-sc"]
    assert (row["records"], row["list_date"], row["imported"]) == (877, "2025-06-18", True)


def test_the_difference_between_two_editions_names_who_came_and_went(
    home: Path, shared_dir: Path
) -> None:
    for name in (OLD, NEW):
        risk(home, "import", str(shared_dir / "lists" / name))
    diff = json.loads(risk(home, "diff", "un-sc@2025-06-18", "un-sc", "--format", "json"))
    assert (diff["counts"]["added"], diff["counts"]["delisted"]) == (129, 3)
    text = risk(home, "diff", "un-sc@2025-06-18", "un-sc", "--limit", "2")
    assert "129 added" in text
    assert "and 127 more" in text


def test_a_delisted_party_is_found_and_said_to_be_listed_no_more(
    home: Path, shared_dir: Path
) -> None:
    for name in (OLD, NEW):
        risk(home, "import", str(shared_dir / "lists" / name))
    words = ["match", "MUNIR AL QUBAYSI", "--home", str(home)]
    later = CliRunner().invoke(app, [*words, "--as-of", "2026-11-23"]).stdout
    assert "no longer listed on the as-of date" in later
    before = CliRunner().invoke(app, [*words, "--as-of", "2025-06-18"]).stdout
    assert "no longer listed" not in before
    rows = json.loads(
        CliRunner().invoke(app, [*words, "--as-of", "2026-11-23", "--format", "json"]).stdout
    )["matches"]
    assert {row["state"] for row in rows if row["list_id"] == "un-sc"} == {"former"}


def test_an_update_fetches_the_new_edition_once(
    home: Path, shared_dir: Path, server: ListServer
) -> None:
    vault = with_un_list(home, shared_dir, server)
    body = gzip.decompress((shared_dir / "lists" / NEW).read_bytes())
    server.put(ADDRESS, body, ETag='"1"')
    out = risk(home, "update", "un-sc")
    assert "1,003 rows = 1,003 parsed + 0 refused" in out
    active = vault.active("un-sc")
    assert active is not None
    assert active.manifest.list_date.isoformat() == "2026-02-27"
    assert active.manifest.addresses[0].url == server.url(ADDRESS)
    assert "unchanged at the publisher" in risk(home, "update", "un-sc")
    assert server.asked(ADDRESS) == 2


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<html>maintenance</html>", 200, {"Content-Type": "text/html"}), "web page"),
        (Reply(b"gone", 404), "404"),
        (Reply(b"<?xml version='1.0'?><NEW_LIST><A/></NEW_LIST>", 200), "no known list"),
    ],
)
def test_an_update_that_fails_leaves_the_list_and_says_why(
    home: Path, shared_dir: Path, server: ListServer, reply: Reply, words: str
) -> None:
    vault = with_un_list(home, shared_dir, server)
    before = vault.active("un-sc")
    server.queue[ADDRESS].append(reply)
    out = risk(home, "update", "un-sc", code=2)
    assert "FAILED, left as it was" in out
    assert words in out
    assert vault.active("un-sc") == before


def test_an_update_with_a_changed_schema_waits_in_quarantine(
    home: Path, shared_dir: Path, server: ListServer
) -> None:
    vault = with_un_list(home, shared_dir, server)
    before = vault.active("un-sc")
    body = gzip.decompress((shared_dir / "lists" / NEW).read_bytes())
    server.put(ADDRESS, body.replace(b"LISTED_ON>", b"DATE_OF_LISTING>"))
    out = risk(home, "update", "un-sc", code=2)
    assert "IN QUARANTINE" in out
    assert "element: DATE_OF_LISTING" in out
    assert "listings.listed_on: filled in 0.0%, before 100.0%" in out
    assert vault.active("un-sc") == before
    (waiting,) = vault.quarantined("un-sc")
    assert waiting.name in risk(home, "list")
    assert "accept un-sc" in risk(home, "show", "un-sc")
    risk(home, "accept", "un-sc", waiting.name, "--by", "A. Nowak", "--reason", "checked")
    assert "accepted" in risk(home, "show", "un-sc")


def test_half_a_file_is_never_taken(home: Path, shared_dir: Path, server: ListServer) -> None:
    vault = with_un_list(home, shared_dir, server)
    body = gzip.decompress((shared_dir / "lists" / NEW).read_bytes())
    server.put(ADDRESS, body[: len(body) // 2])  # cut at the publisher, with a matching length
    assert "not well-formed XML" in risk(home, "update", "un-sc", code=2)
    active = vault.active("un-sc")
    assert active is not None
    assert active.manifest.records == 877


def test_a_file_without_a_date_is_asked_for_one(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "consolidated.csv"
    path.write_text(csl_csv(uvl=150), encoding="utf-8")
    result = CliRunner().invoke(app, ["watchlists", "import", str(path), "--home", str(home)])
    assert result.exit_code != 0
    assert "--list-date" in str(result.exception)
    out = risk(home, "import", str(path), "--list-date", "2026-01-01")
    assert "150 rows = 150 parsed + 0 refused" in out


def test_a_list_of_ones_own_is_searched(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deny.csv"
    path.write_text("name,country,reason\nOrvex Holdings Ltd.,CY,unpaid\n", encoding="utf-8")
    risk(home, "import", str(path), "--list", "custom-deny", "--list-date", "2026-11-01")
    found = CliRunner().invoke(app, ["match", "Orvex Holdings", "--home", str(home)]).stdout
    assert "custom-deny" in found


@pytest.mark.parametrize("form", ["jsonl", "csv", "ftm"])
def test_an_export_holds_every_entity(home: Path, form: str) -> None:
    out = risk(home, "export", "us-bis-meu", "--format", form)
    count = len(list(csv.reader(io.StringIO(out)))) - 1 if form == "csv" else out.count("\n")
    if form == "ftm":
        count = sum('"us-bis-meu:' in line[:40] for line in out.splitlines())
    assert count >= 70


def test_the_selftest_finds_every_name_of_a_list(home: Path) -> None:
    out = risk(home, "selftest", "--list", "us-bis-meu")
    assert "0 failed" in out


def test_verify_says_good_of_what_is_good_and_names_what_is_not(
    home: Path, shared_dir: Path
) -> None:
    risk(home, "import", str(shared_dir / "lists" / OLD))
    assert "SHA-256" not in risk(home, "verify")
    active = Vault(home / "watchlists").active("un-sc")
    assert active is not None
    path = active.folder / "snapshot.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    out = risk(home, "verify", code=2)
    assert "SHA-256" in out


def test_what_being_on_a_list_of_ones_own_means_is_said_once(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deny.csv"
    scores = []
    for text, day, words in (
        ("unpaid", "2026-11-01", ["--measure", "denial"]),
        ("paid in part", "2026-11-02", []),
        ("paid", "2026-11-03", ["--measure", "red_flag"]),
    ):
        path.write_text(f"name,country,reason\nOrvex Holdings Ltd.,CY,{text}\n", encoding="utf-8")
        risk(home, "import", str(path), "--list", "custom-deny", "--list-date", day, *words)
        out = CliRunner().invoke(
            app, ["score", "--name", "Orvex Holdings", "--format", "json", "--home", str(home)]
        )
        scores.append(json.loads(out.stdout)["subjects"][0]["score"])
    assert scores[0] == scores[1] > scores[2] > 0


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "show",
        "import",
        "update",
        "accept",
        "reject",
        "diff",
        "verify",
        "export",
        "selftest",
    ],
)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    out = CliRunner().invoke(app, ["watchlists", command, "--help"]).stdout
    assert f"risk watchlists {command}" in " ".join(out.split())


def test_a_party_listed_again_has_not_left_the_list(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deny.csv"
    others = "".join(f"Brandt Works {n} Ltd.,CY\n" for n in range(20))
    party = "Orvex Holdings Ltd.,CY\n"
    for day, row in (("2026-01-10", party), ("2026-02-10", ""), ("2026-03-10", party)):
        path.write_text(f"name,country\n{row}{others}", encoding="utf-8")
        risk(home, "import", str(path), "--list", "custom-deny", "--list-date", day)
    rules = {}
    for day in ("2026-02-10", "2026-03-10"):
        words = ["score", "--name", "Orvex Holdings", "--as-of", day, "--format", "json"]
        out = CliRunner().invoke(app, [*words, "--home", str(home)])
        (subject,) = json.loads(out.stdout)["subjects"]
        scored = (item["rule"] for item in subject["findings"] if item["points"])
        rules[day] = [rule.partition("[")[0] for rule in scored]
    assert rules["2026-02-10"] == ["blacklisting.former"]
    assert rules["2026-03-10"]
    assert "blacklisting.former" not in rules["2026-03-10"]


def test_a_named_file_that_was_not_read_ends_with_code_2(home: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "deny.csv", tmp_path / "un.xml"
    good.write_text("name\nOrvex Holdings\n", encoding="utf-8")
    bad.write_text("<CONSOLIDATED_LIST dateGenerated='2026-01-01'><INDIVIDUALS>", encoding="utf-8")
    out = risk(home, "import", str(good), str(bad), "--list-date", "2026-01-01", code=2)
    assert "now searched" in out
    assert "NOT READ" in out


@pytest.mark.parametrize("list_id", ["custom-A B", "custom-../../x", "custom-", "x" * 300])
def test_an_id_that_cannot_be_one_is_refused(home: Path, tmp_path: Path, list_id: str) -> None:
    path = tmp_path / "deny.csv"
    path.write_text("name\nOrvex Holdings\n", encoding="utf-8")
    words = ["watchlists", "import", str(path), "--list", list_id, "--list-date", "2026-01-01"]
    result = CliRunner().invoke(app, [*words, "--home", str(home)])
    assert isinstance(result.exception, RiskEngineError)


def test_a_report_that_cannot_be_written_stops_the_import_first(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deny.csv"
    path.write_text("name\nOrvex Holdings\n", encoding="utf-8")
    words = ["watchlists", "import", str(path), "--list", "custom-deny", "--home", str(home)]
    more = ["--list-date", "2026-01-01", "--out", str(tmp_path / "nowhere" / "report.txt")]
    result = CliRunner().invoke(app, [*words, *more])
    assert isinstance(result.exception, RiskEngineError)
    assert not (home / "watchlists").exists()


def test_a_damaged_list_of_ones_own_is_made_again_by_importing(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "deny.csv"
    path.write_text("name\nOrvex Holdings\n", encoding="utf-8")
    words = ["import", str(path), "--list", "custom-deny", "--list-date", "2026-01-01"]
    risk(home, *words)
    pointer = home / "watchlists" / "custom-deny" / "current"
    pointer.write_text("2020-01-01-000000000000", encoding="utf-8")
    assert "now searched" in risk(home, *words)
