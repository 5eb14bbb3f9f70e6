"""The runner of a ruleset's own tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, TestReport, run_tests
from riskengine.signal_catalogue import signal
from tests.rules.small import topic, write

CASE = """\
tests:
  - name: a case
    rule: military.link
    as_of: 2025-06-01
    signals: [{type: military_link, body: "MIL:China", country: CN, polarity: asserted}]
    expect: {findings: [military.link], score: 40, band: medium, points: {military.link: 40}}
"""


def run(folder: Path, text: str) -> TestReport:
    return run_tests(write(folder, military__test=text))


def test_a_case_that_holds_passes_and_counts(tmp_path: Path) -> None:
    report = run(tmp_path, CASE)
    assert [result.outcome for result in report.results] == ["pass"]
    assert [(c.rule, c.fired, c.silent) for c in report.coverage] == [("military.link", 1, 0)]
    assert report.ok


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("score: 40", "score: 41", "score 40, expected 41"),
        ("band: medium", "band: high", "band medium (40), expected high"),
        ("points: {military.link: 40}", "points: {military.link: 4}", "brought 40 points"),
        ("findings:", "not:", "fired and should not"),
        ("country: CN", "country: US", "did not fire"),
    ],
)
def test_an_expectation_that_does_not_hold_fails(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    report = run(tmp_path, CASE.replace(old, new))
    assert report.results[0].outcome == "fail"
    assert said in " ".join(report.results[0].messages)
    assert not report.ok


def test_a_case_may_count_the_findings_of_a_rule(tmp_path: Path) -> None:
    counted = CASE.replace("score: 40,", "count: {military.link: 1},")
    assert run(tmp_path, counted).ok
    report = run(tmp_path, counted.replace("link: 1}", "link: 2}"))
    assert report.results[0].messages == ("military.link brought 1 findings, expected 2",)
    unknown = run(tmp_path, counted.replace("count: {military.link", "count: {military.lynx"))
    assert "military.lynx" in str(unknown.faults[0])


def test_a_known_miss_is_todo_until_it_passes(tmp_path: Path) -> None:
    marked = CASE + "    todo: not yet\n"
    assert run(tmp_path, marked.replace("score: 40", "score: 41")).results[0].outcome == "todo"
    passing = run(tmp_path, marked).results[0]
    assert passing.outcome == "fail"
    assert "take the mark away" in passing.messages[0]


def test_a_case_that_breaks_is_an_error_of_its_own(tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no")

    report = run_tests(write(tmp_path, military__test=CASE), evaluate=broken)  # type: ignore[arg-type]
    assert report.results[0].outcome == "error"
    assert not report.ok


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rule: military.link", "rule: military.lnk", "no rule 'military.lnk'"),
        ("type: military_link", "type: militar_link", "no signal 'militar_link'"),
        ("country: CN", "contry: CN", "no field 'contry'"),
        ("polarity: asserted", "polarity: sure", "never 'sure'"),
        ("as_of: 2025-06-01", "as_of: June", "is not a date"),
        ("rule: military.link\n", "name2: x\n", "unknown key 'name2'"),
        ("country: CN", "country: NO", "truth value"),
    ],
)
def test_a_faulty_test_file_is_reported_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    report = run(tmp_path, CASE.replace(old, new))
    assert any(said in fault.message for fault in report.faults)
    assert all(fault.file == "military.test.yaml" and fault.line for fault in report.faults)
    assert not report.ok


def test_shares_are_exact_or_ranges(tmp_path: Path) -> None:
    text = CASE.replace(
        "{type: military_link", "{type: backer, stake: [10, x]}, {type: military_link"
    )
    assert "wants a share" in str(run(tmp_path, text).faults[0])
    good = CASE.replace(
        "{type: military_link", "{type: backer, stake: [10, 20]}, {type: military_link"
    )
    assert run(tmp_path, good).ok


TWO_WAYS = """\
  - id: military.ways
    title: Two ways
    status: active
    family: military
    points: {by: confidence, steps: [{at_least: 0.9, points: 9}], otherwise: 5}
    when:
      any:
        - {signal: listing, where: {state: active}}
        - {signal: military_link, where: {polarity: asserted}}
    reason: "{subject}"
    references: [{title: A rule, citation: 15 CFR 744.21}]
"""
ONE_WAY = """\
tests:
  - name: a listing
    rule: military.ways
    as_of: 2025-06-01
    signals: [{type: listing, state: active, confidence: 0.95}]
    expect: {findings: [military.ways]}
"""


def test_branches_that_no_case_goes_through_are_named(tmp_path: Path) -> None:
    folder = write(tmp_path, military=topic(TWO_WAYS), military__test=ONE_WAY)
    (rule,) = run_tests(folder).coverage
    assert rule.branches == 4
    assert [way.split(",")[0] for way in rule.unseen] == [
        "any 2 military_link",
        "confidence otherwise",
    ]


DOCUMENT = """\
tests:
  - name: a document
    rule: military.link
    as_of: 2025-06-01
    document: memo.md
    subject: Acme
    expect: {findings: [military.link]}
"""


def read(ruleset: Ruleset, path: Path, as_of: dt.date, subject: str | None) -> tuple[Signal, ...]:
    assert subject == "Acme"
    body = path.read_text(encoding="utf-8")
    return (signal("military_link", subject, body=body, country="CN", polarity="asserted"),)


def test_a_case_may_be_a_document(tmp_path: Path) -> None:
    (tmp_path / "memo.md").write_text("MIL:China", encoding="utf-8")
    folder = write(tmp_path, military__test=DOCUMENT)
    assert [r.outcome for r in run_tests(folder, read=read).results] == ["pass"]
    (unread,) = run_tests(folder).results
    assert unread.outcome == "error"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DOCUMENT, "no document 'memo.md'"),
        (DOCUMENT.replace("document: memo.md", "todo: later"), "gives 'signals' or a 'document'"),
        (DOCUMENT.replace("    subject: Acme", "    signals: []"), "not both"),
    ],
)
def test_a_case_gives_one_source_that_is_there(tmp_path: Path, text: str, message: str) -> None:
    assert message in " ".join(fault.message for fault in run(tmp_path, text).faults)
