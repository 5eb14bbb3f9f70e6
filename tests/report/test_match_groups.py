"""Matches of one party stand together in every form of report; nothing said is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from riskengine.model.assessment import Assessment, RulesetRef, Score, SubjectAssessment
from riskengine.model.entity import Entity, EntityName
from riskengine.model.match import Match
from riskengine.model.reading import Document, Extraction
from riskengine.report.contract import matches_list
from riskengine.report.render import render
from riskengine.report.view import match_groups
from riskengine.vocab import AssessmentStatus, Band, EntityKind, MatchVerdict
from tests.matching.small_lists import SmallLists, listed

DAY = dt.date(2026, 11, 23)
REASON = "same OFAC number 12345"


def match(list_id: str, party: str, *reasons: str) -> Match:
    entity = Entity(
        f"{list_id}:1", list_id, EntityKind.COMPANY, (EntityName(f"Korvet of {list_id}"),)
    )
    names = ("Korvet", entity.caption)
    return Match(
        entity, *names, 0.9, MatchVerdict.MATCH, "They agree.", party=party, party_reasons=reasons
    )


TOGETHER = (match("sdn", "sdn:1", REASON), match("ssi", "sdn:1", REASON))
MATCHES = (TOGETHER[0], match("el", "el:1"), TOGETHER[1])
INFOS = SmallLists([listed(1, "x", list_id=list_id) for list_id in ("el", "sdn", "ssi")]).infos


def assessment() -> Assessment:
    subject = SubjectAssessment(
        name="Korvet",
        kind=EntityKind.COMPANY,
        country=None,
        status=AssessmentStatus.ASSESSED,
        score=Score(0, Band.NONE, "None.", (), ()),
        matches=MATCHES,
    )
    return Assessment(
        engine_version="0",
        as_of=dt.date(2026, 1, 1),
        ruleset=RulesetRef("default", "1", "0" * 64),
        snapshots=INFOS,
        extraction=Extraction(
            Document("Korvet", "0" * 64, kind="name", title="Korvet", origin=""), parties=()
        ),
        principal="Korvet",
        subjects=(subject,),
        cutoff=0.7,
    )


def test_every_match_is_in_one_group_and_a_party_in_one_of_its_own() -> None:
    groups = match_groups(MATCHES, {info.list_id: info for info in INFOS})
    assert [group.matches for group in groups] == [TOGETHER, (MATCHES[1],)]
    assert [group.party_reasons for group in groups] == [(REASON,), ()]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_report_names_the_party_once_and_every_list(format_: str) -> None:
    shown = " ".join(render(assessment(), format_).split())
    assert shown.count(f"“Korvet” as one party with 2 entries ({REASON})") == 1
    for list_id in ("el", "sdn", "ssi"):
        assert f"Korvet of {list_id}" in shown
        assert f"on {list_id}" in shown


def test_json_gives_every_match_its_party() -> None:
    rows = matches_list(MATCHES, DAY)
    assert [row["party"] for row in rows] == ["sdn:1", "el:1", "sdn:1"]
    assert rows[0]["party_reasons"] == [REASON]


def test_a_match_without_a_party_is_its_own() -> None:
    (row,) = matches_list([replace(MATCHES[1], party="")], DAY)
    assert row["party"] == "el:1"
