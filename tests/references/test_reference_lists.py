"""The bundled reference lists: open, cited, and without names that match everything."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from pathlib import Path

import pytest

from riskengine.model.entity import Entity
from riskengine.territories import country_code, country_name, places_in
from riskengine.vocab import ListRole
from riskengine.watchlist import MANIFEST_NAME, Watchlists, open_watchlists, read_manifest

LISTS = ("ref-backers", "ref-sovereign-funds", "ref-state-bodies", "ref-state-owned")
HOLDERS = {
    "government", "military", "party", "state_company", "state_bank", "state_fund",
    "sovereign_fund", "pension_fund", "technology_group", "investment_group",
}  # fmt: skip
# Words that say what kind of body it is, never which one.
_GENERIC_WORDS = """
bank fund group company corporation holding holdings capital investment
investments ventures partners government ministry army navy military state party
council commission committee agency authority office bureau department national
central federal industries technology technologies energy oil gas steel power
grid insurance holding limited 银行 集团 公司 基金 政府 军队 投资 资本 国家 中央
"""
GENERIC = frozenset(_GENERIC_WORDS.split())


@pytest.fixture(scope="module")
def lists(repository: Path) -> Watchlists:
    return open_watchlists([repository / "watchlists"], only=LISTS)


@pytest.fixture(scope="module")
def entities(lists: Watchlists) -> list[Entity]:
    return [entity for list_id in LISTS for entity in lists.entities(list_id)]


def test_every_list_opens_as_a_reference(lists: Watchlists) -> None:
    assert tuple(info.list_id for info in lists.infos) == LISTS
    for info in lists.infos:
        assert info.role is ListRole.REFERENCE
        assert info.licence.startswith("Apache-2.0")
        assert not info.complete


def test_the_lists_are_large_enough_to_be_useful(lists: Watchlists) -> None:
    counts = {info.list_id: info.records for info in lists.infos}
    assert counts["ref-backers"] >= 120
    assert counts["ref-sovereign-funds"] >= 40
    assert counts["ref-state-bodies"] >= 80
    assert counts["ref-state-owned"] >= 200


def test_all_central_enterprises_of_china_are_held(entities: list[Entity]) -> None:
    held = [
        entity
        for entity in entities
        for relation in entity.relations
        if relation.target == "ref-state-bodies:cn-sasac" and relation.type == "controlled_by"
    ]
    assert len(held) == 100


def test_every_entity_is_cited_and_has_a_holder_kind(entities: list[Entity]) -> None:
    for entity in entities:
        assert entity.source, entity.id
        assert entity.holder_kind in HOLDERS, entity.id


def test_every_named_entity_has_a_country_the_engine_knows(entities: list[Entity]) -> None:
    for entity in entities:
        if entity.templates:
            assert entity.names == (), entity.id
            continue
        assert len(entity.countries) == 1, entity.id
        assert country_name(entity.countries[0]) != entity.countries[0], entity.id


def test_state_parties_name_their_state(entities: list[Entity]) -> None:
    private = {"technology_group", "investment_group"}
    for entity in entities:
        if entity.templates or entity.holder_kind in private:
            continue
        assert entity.state_country is not None, entity.id
        assert entity.state_tier is not None, entity.id


def test_ids_spell_the_list_and_are_plain(entities: list[Entity]) -> None:
    for entity in entities:
        assert re.fullmatch(rf"{entity.list_id}:[a-z0-9-]+", entity.id), entity.id


def test_relations_point_to_entities_that_exist(entities: list[Entity]) -> None:
    known = {entity.id for entity in entities}
    for entity in entities:
        for relation in entity.relations:
            if relation.target.startswith("ref-"):
                assert relation.target in known, (entity.id, relation.target)
                assert relation.target != entity.id
            else:
                assert " " in relation.target, (entity.id, relation.target)


def test_stakes_carry_their_source(entities: list[Entity]) -> None:
    for entity in entities:
        for relation in entity.relations:
            if not relation.stake.is_unknown:
                assert relation.source, (entity.id, relation.target)


def test_no_name_is_generic_or_too_short(entities: list[Entity]) -> None:
    for entity in entities:
        for name in entity.names:
            shortest = 2 if re.search(r"[\u3400-\u9fff]", name.text) else 3
            assert len(name.text) >= shortest, (entity.id, name.text)
            assert name.text.casefold() not in GENERIC, (entity.id, name.text)


def test_no_name_is_only_a_country_or_a_place(entities: list[Entity]) -> None:
    for entity in entities:
        for name in entity.names:
            assert country_code(name.text) is None, (entity.id, name.text)
            whole = [hit for hit in places_in(name.text) if hit.end - hit.start == len(name.text)]
            assert whole == [], (entity.id, name.text)


def test_no_name_is_shared_by_two_entities(entities: list[Entity]) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for name in entity.names:
            bearers[name.text.casefold()].add(entity.id)
    shared = {text: ids for text, ids in bearers.items() if len(ids) > 1}
    assert shared == {}


def test_sources_and_snapshots_agree(lists: Watchlists, repository: Path) -> None:
    """A source edited without compiling again is noticed."""
    for list_id in LISTS:
        manifest = read_manifest(repository / "watchlists" / list_id / MANIFEST_NAME)
        source = repository / lists.info(list_id).source_url
        assert hashlib.sha256(source.read_bytes()).hexdigest() == manifest.source_sha256, list_id
