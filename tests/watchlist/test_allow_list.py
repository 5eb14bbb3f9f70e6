"""Allow lists: what they clear, what they never clear, and that nothing is hidden."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.config import Settings
from riskengine.engine import Engine
from riskengine.errors import WatchlistError
from riskengine.model.assessment import Assessment
from riskengine.report.contract import assessment_dict
from riskengine.report.render import render
from riskengine.watchlist.allow_list import load_allow_list

DAY = dt.date(2026, 11, 23)
ENTITY = "us-bis-el:ansion-electronics-ltd-hk"


def listed_party(engine: Engine) -> tuple[str, str]:
    """Name and id of some entry of the bundle whose name fits it alone."""
    for entity in engine.watchlists.entities("us-bis-uvl"):
        found = engine.assess_name(entity.caption, as_of=DAY)
        matches = found.subjects[0].matches
        if len(matches) == 1 and matches[0].entity.id == entity.id:
            return entity.caption, entity.id
    raise AssertionError("no entry of the bundle is found by its own name alone")


def engine_with(tmp_path: Path, entries: str = "") -> Engine:
    if entries:
        (tmp_path / "allow").mkdir(exist_ok=True)
        (tmp_path / "allow" / "cleared.yaml").write_text(
            f"kind: allow\nentries:\n{entries}", encoding="utf-8"
        )
    return Engine.open(Settings.resolve(tmp_path, environment={}))


def entry(name: str, entity_id: str, **more: str) -> str:
    fields = {"name": name, "reason": "other address", "by": "A. Nowak", **more}
    lines = "".join(f"    {key}: '{value}'\n" for key, value in fields.items())
    return f"  - clears: ['{entity_id}']\n{lines}"


def assess(engine: Engine, name: str, *, country: str | None = None) -> Assessment:
    return engine.assess_name(name, as_of=DAY, country=country)


def test_a_cleared_match_counts_no_more_and_is_shown_with_who_and_why(tmp_path: Path) -> None:
    name, entity_id = listed_party(engine_with(tmp_path))
    before = assess(engine_with(tmp_path), name).subjects[0]
    after = assess(engine_with(tmp_path, entry(name, entity_id)), name)
    subject = after.subjects[0]
    assert before.score is not None
    assert subject.score is not None
    assert subject.score.value < before.score.value
    assert subject.matches == ()
    assert [item.match.entity.id for item in subject.cleared] == [entity_id]
    for form in ("text", "markdown"):
        report = " ".join(render(after, form).split())
        assert "A. Nowak" in report
        assert "other address" in report
        assert "cleared.yaml" in report
    payload = assessment_dict(after)
    assert payload["allow_lists"][0]["entries"] == 1
    assert payload["subjects"][0]["cleared"][0]["cleared_by"] == "A. Nowak"


@pytest.mark.parametrize(
    "more",
    [
        {"until": "2026-11-22"},
        {"country": "SE"},
    ],
)
def test_an_entry_that_has_ended_or_is_of_another_country_clears_nothing(
    tmp_path: Path, more: dict[str, str]
) -> None:
    name, entity_id = listed_party(engine_with(tmp_path))
    engine = engine_with(tmp_path, entry(name, entity_id, **more))
    subject = assess(engine, name, country="CN").subjects[0]
    assert subject.cleared == ()
    assert subject.matches


def test_another_name_or_another_entry_is_not_cleared(tmp_path: Path) -> None:
    name, entity_id = listed_party(engine_with(tmp_path))
    other = engine_with(tmp_path, entry("Quite Another Name", entity_id))
    assert assess(other, name).subjects[0].cleared == ()
    other = engine_with(tmp_path, entry(name, ENTITY))
    assert assess(other, name).subjects[0].cleared == ()


def test_a_faulty_file_stops_the_run_and_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "allow.yaml"
    path.write_text(
        "kind: allow\nentries:\n  - name: X\n    clears: ['*']\n    by: A\n", encoding="utf-8"
    )
    with pytest.raises(WatchlistError) as caught:
        load_allow_list(path)
    assert "allow.yaml:4" in str(caught.value)
    assert "reason" in str(caught.value)
