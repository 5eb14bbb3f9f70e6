"""Which listed names the index gives for a name."""

from __future__ import annotations

import pytest

from riskengine.matching.index import Index
from riskengine.vocab import EntityKind
from tests.matching.small_lists import SmallLists, listed

CROWD = [
    listed(100 + number, f"{first} {second} Trading LLC")
    for number, (first, second) in enumerate(
        (one, two)
        for one in ("Abrelo", "Cintas", "Dorvek", "Emplar")
        for two in ("Fandor", "Gemlik", "Hastor", "Istvar")
    )
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.open(
        SmallLists(
            [
                *CROWD,
                listed(1, "Zorvan Qelim Pelintor JSC"),
                listed(2, "JSC Argumentor"),
                listed(3, "Hangzhou Hikvision Digital Technology Co., Ltd."),
                listed(4, "北京智谱华章科技有限公司"),
                listed(5, "KORVETOV, Ivan Sergeevich", kind=EntityKind.PERSON),
                listed(6, "Газмаш"),
                listed(7, "Semi Conductor Manufacture Interplex Corporation"),
                listed(8, "Xiaoming Zhao", kind=EntityKind.PERSON),
                listed(9, "National Energy Export Bank"),
                listed(10, "Qorvat"),
                listed(11, "Vizmar Teknil Zavod", "Корбинск Хельтен Завод"),
                listed(12, "Vladimir Nikolaevich Korveltsov", kind=EntityKind.PERSON),
                listed(13, "Abdol Hosein Khosrow Panah", kind=EntityKind.PERSON),
                listed(14, "Aleksey Govyrin", kind=EntityKind.PERSON),
                listed(15, "Марина Владимировна Кальтина", kind=EntityKind.PERSON),
            ]
        ),
        cache_dir=None,
    )


def ids(index: Index, name: str) -> set[str]:
    return {index.entity_id(one.entity) for one in index.candidates(name, [0])}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Zorvan Qelim Pelintor", 1),
        ("Pelintor Zorvan Qelim", 1),
        ("ZorvanQelim Pelintor", 1),
        ("Zorvan Qel im Pelintor", 1),
        ("Zorvn Qelim Pelintro", 1),
        ("ZorvanQelimPelitnor", 1),
        ("JSCARGUMENTOR", 2),
        ("Hikvison", 3),
        ("Володимир Миколайович КОРВЕЛЬЦОВ", 12),
        ("عبدالحسین خسرو پناه", 13),
        ("アレクセイ・ゴヴィリン", 14),
        ("Марина Владимировна Кальтинна", 15),
        ("Hik Vision", 3),
        ("Hikvision Digital Tech", 3),
        ("Zhipu", 4),
        ("智谱", 4),
        ("Zhipu Huazhang", 4),
        ("Ivan Korvetov", 5),
        ("Корветов Иван", 5),
        ("Gazmash", 6),
        ("SCMI", 7),
        ("Xiao Ming Zhao", 8),
        ("National Energy Export Bank Ltd", 9),
        ("National Energy Bank", 9),
        ("MV Qorvat", 10),
        ("Q0rvat", 10),
        ("General Ivan Korvetov", 5),
        ("Zorvqn Qelm Pelintor", 1),
        ("Korbinsk Khelten Zavod", 11),
    ],
)
def test_names_written_otherwise_are_found(index: Index, name: str, number: int) -> None:
    assert f"us-bis-el:{number}" in ids(index, name)


@pytest.mark.parametrize("name", ["Trading LLC", "Ivan", "Beijing Technology Co., Ltd.", "—", ""])
def test_what_many_names_share_leads_nowhere(index: Index, name: str) -> None:
    assert ids(index, name) == set()


def test_one_word_of_a_native_name_beside_a_latin_one_is_not_enough(index: Index) -> None:
    assert "us-bis-el:11" not in ids(index, "Korbinsk Trading")


def test_a_name_gets_the_same_alone_and_among_others(index: Index) -> None:
    names = ["Hikvison", "Zhipu", "Abrelo Gemlik", "Zhipu", "Ivan Korvetov", "", "Dorvek Trading"]
    for block in (names, names[::-1], names[2:5]):
        together = index.candidates_of(block, [0])
        assert together == [index.candidates(name, [0]) for name in block]


def test_only_asked_lists_are_searched(index: Index) -> None:
    assert index.candidates("Hikvision", []) == []
