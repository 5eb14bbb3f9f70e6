"""A ruleset folder becomes typed rules, or a full list of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.errors import RulesetError
from riskengine.rules import load_ruleset
from riskengine.vocab import Band, Family, RuleStatus
from tests.rules.small import MAIN, RULE, faults, load, messages, rule, topic, write

ATOM = "{signal: military_link, where: {polarity: asserted}}"


def test_a_sound_ruleset_loads(tmp_path: Path) -> None:
    ruleset = load(tmp_path)
    assert (ruleset.id, ruleset.version, ruleset.ref.sha256) == ("small", "1.0", ruleset.sha256)
    assert ruleset.lists["all_bad"].values == ("CN", "IR", "RU")
    (found,) = ruleset.rules
    assert (found.id, found.family, found.status) == (
        "military.link",
        Family.MILITARY,
        RuleStatus.ACTIVE,
    )
    assert (found.file, found.line) == ("military.yaml", 3)
    assert found.references[0].citation == "15 CFR 744.21"


@pytest.mark.parametrize(
    ("score", "band"), [(0, "none"), (9, "none"), (10, "low"), (100, "critical")]
)
def test_bands_include_their_lower_bound(tmp_path: Path, score: int, band: str) -> None:
    assert load(tmp_path).band(score) is Band(band)


def test_the_hash_names_rules_and_not_tests(tmp_path: Path) -> None:
    before = load(tmp_path).sha256
    assert load(tmp_path, military__test="tests: []\n").sha256 == before
    assert load(tmp_path, military=topic(RULE) + "# a remark\n").sha256 != before


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match="no ruleset folder"):
        load_ruleset(tmp_path / "nowhere")


def test_a_folder_without_ruleset_yaml_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as caught:
        load_ruleset(tmp_path)
    assert caught.value.faults[0].file == "ruleset.yaml"


def test_a_file_that_would_be_left_out_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "extra.yml").write_text("topic: x\n")
    with pytest.raises(RulesetError, match=r"rename it to extra\.yaml"):
        load_ruleset(tmp_path)


def test_every_fault_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        ruleset=MAIN.replace('version: "1.0"', "version: 1.0"),
        military=topic(
            rule("{signal: militry_link}"), rule(ATOM, reason="'{nobody}'", rule_id="military.b")
        ),
        conduct="",
    )
    assert [(fault.file, fault.line > 0) for fault in found] == [
        ("conduct.yaml", True),
        ("military.yaml", True),
        ("military.yaml", True),
        ("ruleset.yaml", True),
    ]


@pytest.mark.parametrize(
    ("bad", "said", "hint"),
    [
        (rule("{signal: militry_link}"), "no signal 'militry_link'", "'military_link'"),
        (rule("{signal: military_link, where: {contry: CN}}"), "no field 'contry'", "'country'"),
        (
            rule("{signal: military_link, where: {polarity: assert}}"),
            "never 'assert'",
            "'asserted'",
        ),
        (rule("{signal: listing, where: {confidence: {gte: 0.9}}}"), "no operator 'gte'", "'ge'"),
        (rule("{signal: listing, where: {confidence: high}}"), "wants a number", ""),
        (rule("{signal: listing, where: {confidence: true}}"), "wants a number", ""),
        (rule("{signal: listing, where: {candidates: 1.5}}"), "wants a whole number", ""),
        (rule("{signal: listing, where: {listed_on: {ge: soon}}}"), "wants a date", "YYYY-MM-DD"),
        (rule("{signal: listing, where: {list_id: 7}}"), "wants text", "quotes: '7'"),
        (rule("{signal: listing, where: {list_id: {ge: a}}}"), "does not apply", "not_in"),
        (rule("{signal: backer, where: {stake: 50}}"), "is a share", "certainly_ge"),
        (rule("{signal: backer, where: {stake: {in: [50]}}}"), "does not apply", "certainly_ge"),
        (rule("{signal: backer, where: {listed: 'true'}}"), "wants true or false", ""),
        (
            rule("{signal: backer, where: {country: {in: $concer}}}"),
            "no list or parameter",
            "'concern'",
        ),
        (rule("{signal: listing, where: {state: {eq: $concern}}}"), "is a list", "in: $concern"),
        (rule("{signal: listing, where: {state: $concern}}"), "never 'CN' (from $concern)", ""),
        (rule("{signal: listing, where: {state: []}}"), "is empty", ""),
        (rule("{signal: listing, where: {state: {}}}"), "is empty", ""),
        (
            rule("{signal: listing, where: {state: {or_unknown: true}}}"),
            "beside another",
            "known: false",
        ),
        (rule("{signal: listing, where: {listed_on: {within_days: -1}}}"), "number of days", ""),
        (rule("{signal: listing, were: {}}"), "unknown key 'were'", "'where'"),
        (rule("{signal: listing, distinct: list_id}"), "needs a count", "count"),
        (
            rule("{signal: listing, distinct: listid, count: {ge: 2}}"),
            "no field 'listid'",
            "'list_id'",
        ),
        (rule("{signal: listing, count: {ne: 2}}"), "'count' cannot be", ""),
        (rule("{all: []}"), "wants a list of conditions", ""),
        (rule("{al: [{signal: listing}]}"), "exactly one of", "'all'"),
        (rule("[]"), "a condition is wanted", "signal"),
        (rule("{not: {signal: listing}}"), "outside 'not'", ""),
        (rule(ATOM, points="1.5"), "points are a whole number", ""),
        (rule(ATOM, points="-5"), "points are a whole number", "only adds"),
        (rule(ATOM, points="{by: stake, steps: [], otherwise: 1}"), "has a field 'stake'", ""),
        (rule(ATOM, points="{by: country, values: {CN: 5}}"), "needs 'otherwise'", ""),
        (rule(ATOM, points="{by: polarity, values: {sure: 5}, otherwise: 1}"), "never 'sure'", ""),
        (
            rule(ATOM, points="{by: country, steps: [{at_least: 1, points: 1}], otherwise: 1}"),
            "use 'values'",
            "",
        ),
        (rule(ATOM, reason="'{bdy}'"), "unknown field {bdy}", "'body'"),
        (rule(ATOM, reason="'{body|shout}'"), "no filter 'shout'", "country"),
        (rule(ATOM, reason="'{body'"), "stray '{'", "double it"),
        (rule(ATOM, reason="'{body.__class__}'"), "no signal 'body'", ""),
        (rule(ATOM, per="bdy"), "has a field 'bdy'", "'body'"),
        (rule(ATOM, floor="0"), "between 1 and 100", ""),
        (rule(ATOM, status="on trial"), "'status' cannot be", "draft"),
        (rule(ATOM, status="on"), "truth value", ""),
        (rule(ATOM, family="militry"), "'family' cannot be", "'military'"),
        (rule(ATOM, rule_id="military.Link"), "not of the form", "lower case"),
        (rule(ATOM, rule_id="military.link", family="conduct"), "does not start", "conduct.link"),
        (rule(ATOM, severity="5"), "unknown key 'severity'", ""),
        (rule(ATOM, title="7"), "'title' wants text", "quotes: '7'"),
        (rule(ATOM, references="[{titel: x}]"), "unknown key 'titel'", "'title'"),
        (
            rule(ATOM, in_force="[{from: 2025-02-01, to: 2025-01-01, citation: x}]"),
            "ends before it starts",
            "",
        ),
        (rule(ATOM, in_force="[{from: soon, to: 2025-01-01, citation: x}]"), "is not a date", ""),
    ],
)
def test_a_mistake_in_a_rule_is_named_with_its_place(
    tmp_path: Path, bad: str, said: str, hint: str
) -> None:
    found = faults(tmp_path, bad)
    first = next((fault for fault in found if said in fault.message), None)
    assert first is not None, messages(found)
    assert first.file == "military.yaml"
    assert first.line > 2
    assert first.column > 0
    assert hint in first.hint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("low: 10, ", "", "no lower bound for low"),
        ("low: 10", "low: 30", "must start above"),
        ("none: 0", "none: 5", "starts at 0"),
        ("  military: {title: military, cap: 90}\n", "", "no title and cap for military"),
        (
            "military: {title: military, cap: 90}",
            "military: {title: military, cap: 900}",
            "between 0",
        ),
        ("includes: [concern]", "includes: [concer]", "no list 'concer'"),
        ("values: [CN, RU]", "values: [CN, CN]", "stands twice"),
        ("values: [CN, RU]", "values: [CN, NO]", "truth value"),
        ("values: [CN, RU]", "includes: [all_bad]", "includes itself"),
        ("value: 0.85", "value: [1]", "a parameter is one value"),
        ("none: Go., ", "", "no recommendation for none"),
        ("id: small\n", "", "key 'id' is missing"),
        ("id: small\n", "id: small\nid: big\n", "duplicate key 'id'"),
        ('version: "1.0"', "version: 1.10", "'version' wants text"),
    ],
)
def test_a_mistake_in_the_header_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MAIN
    found = faults(tmp_path, ruleset=MAIN.replace(old, new))
    assert any(said in fault.message for fault in found), messages(found)
    assert {fault.file for fault in found} == {"ruleset.yaml"}


def test_a_second_rule_of_the_same_id_names_the_first(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, military=topic(RULE), other=topic(RULE))
    assert fault.file == "other.yaml"
    assert "first in military.yaml:3" in fault.message


def test_an_exclusive_group_stays_within_one_family(tmp_path: Path) -> None:
    other = rule(ATOM, rule_id="conduct.link", exclusive="tie")
    (fault,) = faults(tmp_path, rule(ATOM, exclusive="tie"), conduct=topic(other))
    assert "military.link" in fault.message or "conduct.link" in fault.message


def test_a_topic_that_is_no_mapping_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, military="- a\n- b\n")
    assert "a mapping is wanted" in fault.message


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "military.yaml").write_bytes(b"topic: \xff\xfe\n")
    with pytest.raises(RulesetError, match="not UTF-8"):
        load_ruleset(tmp_path)
