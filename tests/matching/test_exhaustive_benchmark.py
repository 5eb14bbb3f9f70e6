"""The filter of the exhaustive benchmark keeps every pair that could match."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

LISTED = [
    "Zorvan Qelim Machinery JSC",
    "Vladimir Nikolaevich Korveltsov",
    "Завод Звезда",
    "محمد حسن",
    "北京智谱华章科技有限公司",
    "Orbitel Fandor Gemlik",
]


@pytest.fixture(scope="module")
def filter_of(repository: Path) -> ModuleType:
    path = repository / "benchmarks" / "exhaustive_filter.py"
    spec = importlib.util.spec_from_file_location("exhaustive_filter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Zorvn Qelim", 0),
        ("ZorvanQelim", 0),
        ("Володимир Корвельцов", 1),
        ("Zvezda Plant", 2),
        ("Mohamed Hassan", 3),
        ("Zhipu Technology", 4),
        ("OFG", 5),
    ],
)
def test_pairs_that_may_match_are_kept(filter_of: ModuleType, name: str, place: int) -> None:
    assert place in filter_of.Filter(LISTED).kept(name).tolist()


def test_names_that_share_nothing_are_left_out(filter_of: ModuleType) -> None:
    assert filter_of.Filter(LISTED).kept("Tupplik Wessy").tolist() == []
