"""Many parties at once give what each gives alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.errors import InputError
from riskengine.matching import Matcher
from riskengine.matching import matcher as module
from riskengine.model.entity import Identifier
from riskengine.model.match import Profile
from riskengine.vocab import EntityKind
from tests.matching.small_lists import SmallLists, sample_lists

_PROFILES = [
    Profile(("Zhipu",)),
    Profile(("Hikvison", "Nothing Alike")),
    Profile(("Pacific Fund 1",)),
    Profile(("Entirely Other Words",), identifiers=(Identifier("lei", "254900IUTNGU0XCGTE81"),)),
    Profile(("SMIC",), country="BR"),
    Profile(("Nordhavn",), kind=EntityKind.PERSON),
    Profile(("Северный Оптика",)),
    Profile(("—",)),
]
_MATCHER = Matcher.open(sample_lists(), cache_dir=None)


@given(st.lists(st.sampled_from(_PROFILES), max_size=12), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_results_do_not_depend_on_the_block(profiles: list[Profile], size: int) -> None:
    before = module.BLOCK
    module.BLOCK = size
    try:
        together = list(_MATCHER.match_many(profiles))
    finally:
        module.BLOCK = before
    assert together == [_MATCHER.match(profile) for profile in profiles]


def test_near_misses_may_be_left_out() -> None:
    shown = list(_MATCHER.match_many(_PROFILES))
    lean = list(_MATCHER.match_many(_PROFILES, near_misses=False))
    assert [one.matches for one in lean] == [one.matches for one in shown]
    assert any(one.near_misses for one in shown)
    assert not any(one.near_misses for one in lean)


def test_a_faulty_profile_is_refused_when_its_turn_comes() -> None:
    results = _MATCHER.match_many([Profile(("Zhipu",)), Profile(())])
    assert next(results).matches
    with pytest.raises(InputError):
        next(results)


def test_names_without_a_result_read_no_entity() -> None:
    class Sealed(SmallLists):
        def entity(self, entity_id: str) -> object:  # type: ignore[override]
            raise AssertionError(entity_id)

    sealed = Sealed(list(sample_lists().searchable()))
    matcher = Matcher.open(sealed, cache_dir=None)
    for name in ("Gazprom Neft Oriel", "Zhipu Mirsal Dovok"):
        assert not next(matcher.match_many([Profile((name,))], near_misses=False)).matches
