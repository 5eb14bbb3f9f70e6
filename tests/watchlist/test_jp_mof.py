"""The Ministry of Finance's list: a sheet per programme, columns by their Japanese words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, ListingState, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.jp.lettering import lettered
from riskengine.watchlist.readers.jp.mof import READER
from riskengine.watchlist.readers.jp.mof_aliases import alias_names
from riskengine.watchlist.readers.jp.mof_cells import (
    dates_in,
    english_names,
    filled,
    passports,
)
from riskengine.watchlist.readers.jp.words import country_of_address
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist.xlsx_factory import Cell, write_xlsx

HEADER = ["告示日付", "告示番号", "日本語表記", "英語表記"]


def source_of(tmp_path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Source:
    return open_sources([write_xlsx(tmp_path / "mof.xlsx", sheets)])[0]


def read(source: Source) -> tuple[list[Entity], Account]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("jp-mof")


def names_of(entity: Entity) -> dict[str, NameKind]:
    return {name.text: name.kind for name in entity.names}


def test_each_sheet_is_read_by_its_own_header(tmp_path: Path) -> None:
    people = [
        ["筏共和国関係者（個人）\n（注）", None],
        ["（注）告示日付は…", None],
        [*HEADER, "別名", "生年月日", "国籍", "旅券番号"],
        [
            "2014.8.5\n2016.1.2改訂",
            1,
            "イヴォ・メイダップ",
            "Ivo (Iwo) MADEUP",
            "イワン（Iwan）、ジャン（Jan Raft）",
            dt.date(1960, 3, 4),
            "ロシア連邦",
            123456789,
        ],
    ]
    firms = [
        ["筏共和国関係者（団体）"],
        [*HEADER, "別称・旧称", "所在地"],
        [
            "2022.3.1",
            1,
            "筏工業",
            "JSC Raft Works (RW)",
            "（旧称、古い筏）\n(f.k.a. Old Raft)",
            None,
        ],
    ]
    source = source_of(tmp_path, {"一覧": [["案内"]], "1.筏(個人)": people, "2.筏(団体)": firms})
    assert READER.recognises(source)
    (person, firm), account = read(source)
    assert account.unknown == {}
    assert (person.id, person.kind) == ("jp-mof:1-1", EntityKind.PERSON)
    assert names_of(person) == {
        "Ivo MADEUP": NameKind.PRIMARY,
        "Iwo MADEUP": NameKind.ALIAS,
        "イヴォ・メイダップ": NameKind.ALIAS,
        "イワン": NameKind.ALIAS,
        "Iwan": NameKind.ALIAS,
        "ジャン": NameKind.ALIAS,
        "Jan Raft": NameKind.ALIAS,
    }
    assert [str(when) for _, when in person.dates] == ["1960-03-04"]
    assert person.countries == ("RU",)
    assert [(one.scheme, one.value) for one in person.identifiers] == [("ru-passport", "123456789")]
    (listing,) = person.listings
    assert listing.program == "筏共和国関係者（個人）"
    assert str(listing.listed_on) == "2014-08-05"
    assert (firm.id, firm.kind) == ("jp-mof:2-1", EntityKind.COMPANY)
    assert names_of(firm)["RW"] is NameKind.ACRONYM
    assert names_of(firm)["Old Raft"] is NameKind.FORMER
    assert names_of(firm)["古い筏"] is NameKind.FORMER


def test_deleted_rows_are_former_or_name_nobody(tmp_path: Path) -> None:
    rows = [
        ["題"],
        HEADER,
        ["2011.11.18削除", 1],
        ["2010.1.1\n2012.5.6削除", 2, "名", "Gone Raft"],
    ]
    (entity,), account = read(source_of(tmp_path, {"1.題": rows}))
    (listing,) = entity.listings
    assert listing.state(dt.date(2026, 1, 1)) is ListingState.FORMER
    assert str(listing.delisted_on) == "2012-05-06"
    assert dict(account.void) == {"number of a deleted entry of which no name is left": 1}
    assert account.balanced
    assert account.total == 2


def test_remark_that_runs_on_belongs_to_the_entry_above(tmp_path: Path) -> None:
    rows = [
        ["題"],
        [*HEADER, "その他の情報"],
        ["2010.1.1", 1, "名", "Raft", "first"],
        [None, None, None, None, "second"],
    ]
    (entity,), account = read(source_of(tmp_path, {"1.題": rows}))
    assert [value for label, value in entity.details if label == "remark"] == ["first", "second"]
    assert (account.total, account.parsed, account.merged) == (2, 2, 1)


def test_ended_programmes_are_noted_and_strange_sheets_reported(tmp_path: Path) -> None:
    sheets = {
        "1.題": [["題"], [*HEADER, "靴のサイズ"], ["2010.1.1", 1, "名", "Raft", 44]],
        "2.【解除】島": [["島"], ["【2016年1月22日告示廃止】"]],
        "3.覚書": [["text"]],
    }
    _, account = read(source_of(tmp_path, sheets))
    assert account.notes == ["Sheet 2.【解除】島: the programme has ended."]
    assert set(account.unknown) == {("column", "靴のサイズ"), ("sheet", "3.覚書")}


def test_equal_numbers_in_a_sheet_are_kept_apart(tmp_path: Path) -> None:
    rows = [["題"], HEADER, ["2010.1.1", 5, "a", "Raft A"], ["2010.1.1", 5, "b", "Raft B"],
            ["2010.1.1", "5(*7)", "c", "Raft C"]]  # fmt: skip
    found, _ = read(source_of(tmp_path, {"1.題": rows}))
    assert len({entity.id for entity in found}) == 3
    assert found[2].id == "jp-mof:1-5-x7"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "(a)カナ一(b)カナ二\n(a.k.a.: (a)AL-RAFT, Ivo (b)Raft)",
            ["カナ一", "カナ二", "AL-RAFT, Ivo", "Raft"],
        ),
        ("カナ; ラフト\nRaft One; Raft Two", ["カナ", "ラフト", "Raft One", "Raft Two"]),
        (
            "（別称、カナ）\n(a.k.a. Raft Co., Ltd.; a.k.a. “JSC Raft”)",
            ["カナ", "Raft Co., Ltd.", "JSC Raft"],
        ),
        ("(a.k.a. JSC Raft, a.k.a. Raft Plant)", ["JSC Raft", "Raft Plant"]),
        ("(a)ラフト、１９６８年５月２５日に島にて出生 (b)カナ（戦闘員名）", ["ラフト", "カナ"]),
        ("(a.k.a.: (a)Ivo Raft, born 25 May 1968 in Portville (b)Jan)", ["Ivo Raft", "Jan"]),
        ("ラフト(original script: رافت)", ["رافت", "ラフト"]),
        ("カナ（Raft）", ["カナ", "Raft"]),
        ("不明", []),
    ],
)
def test_alias_cells_in_their_many_shapes(cell: str, names: list[str]) -> None:
    assert [name for name, _ in alias_names(filled(cell))] == names


def test_english_column_holds_spellings_and_original_script() -> None:
    text = filled("Andriy(Andrei/Andrey) RAFT\n(original script：Рафт)")
    assert list(english_names(text, person=True)) == [
        ("Andriy RAFT", NameKind.PRIMARY),
        ("Andrei RAFT", NameKind.ALIAS),
        ("Andrey RAFT", NameKind.ALIAS),
        ("Рафт", NameKind.ALIAS),
    ]
    assert list(english_names("RAFT FUND (KENYA)", person=False)) == [
        ("RAFT FUND (KENYA)", NameKind.PRIMARY)
    ]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("1941年8月20日", ["1941-08-20"]),
        ("１９６３年頃", ["1962-01-01/1964-12-31"]),
        ("(a)1955年-1958年 (b)1946年10月", ["1955-01-01/1958-12-31", "1946-10"]),
        ("1955年から1958年の間", ["1955-01-01/1958-12-31"]),
        ("1970年又は1971年2月3日", ["1970", "1971-02-03"]),
        ("1960-03-04", ["1960-03-04"]),
        ("1970年生\nBorn 1970", ["1970"]),
        ("おおむね30~35歳", ["None"]),
        ("不明", []),
    ],
)
def test_japanese_dates(cell: str, days: list[str]) -> None:
    assert [str(when) for when, _ in dates_in(filled(cell))][: len(days)] == days
    assert bool(list(dates_in(filled(cell)))) == bool(days)


def test_letters_and_passports() -> None:
    assert lettered("(a)one (b)two") == ["one", "two"]
    cell = filled("(a)ヨルダン旅券番号654781（2009年発行）\n(b)不明")
    assert list(passports(cell, "")) == [("JO", "654781")]
    assert list(passports("A005487", "YE")) == [("YE", "A005487")]
    assert list(passports("A005487", "")) == []


def test_other_workbooks_are_not_recognised_and_refused(tmp_path: Path) -> None:
    source = source_of(tmp_path, {"1": [["告示日付", "色"], ["x", "y"]]})
    assert not READER.recognises(source)
    with pytest.raises(WatchlistError, match="no sheet with a header"):
        read(source)
    text = tmp_path / "a.txt"
    text.write_text("告示日付,告示番号", encoding="utf-8")
    assert not READER.recognises(Source(text))


def test_official_file_is_read_whole(shared_dir: Path) -> None:
    source = open_sources([shared_dir / "lists" / "jp" / "mof_asset_freeze_20260305.xlsx"])[0]
    assert READER.recognises(source)
    found, account = read(source)
    assert (account.total, account.balanced, account.unknown) == (3473, True, {})
    assert len(found) == len({entity.id for entity in found}) == 2862
    assert sum(account.void.values()) == 598
    assert [one.reason for one in account.refused] == ["no name"]
    assert len([note for note in account.notes if "ended" in note]) == 3
    by_id = {entity.id: entity for entity in found}
    assert by_id["jp-mof:29-1"].caption == "Vladimir Putin"
    assert str(by_id["jp-mof:29-1"].dates[0][1]) == "1952-10-07"
    assert by_id["jp-mof:2-2"].countries == ("AF",)
    assert all(entity.listings[0].listed_on is not None for entity in found)


def test_workbook_of_hundreds_of_parts_is_read(tmp_path: Path) -> None:
    # A sheet for each programme brings its printer settings and drawings along.
    parts = {f"xl/printerSettings/printerSettings{n}.bin": b"x" for n in range(300)}
    rows = [["題"], HEADER, ["2010.1.1", 1, "名", "Raft"]]
    path = write_xlsx(tmp_path / "many.xlsx", {"1.題": rows}, extra=parts)
    source = open_sources([path])[0]
    assert READER.recognises(source)
    assert [entity.caption for entity in read(source)[0]] == ["Raft"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        # Facts in brackets hold commas, dates and letters of their own.
        (
            "ジョン・メイダップ(父の子、筏国旅券番号:AB123456、総領事館により2012年1月31日(11-11-1390)に発行)",
            [("ジョン・メイダップ", False)],
        ),
        (
            "(a)イワン(生年月日:a)1960年4月11日 b)1963年4月11日。国籍:筏国)(b)ジャン",
            [("イワン", False), ("ジャン", False)],
        ),
        (
            "(a.k.a.: (a)Ivan (DOB: a)11 Apr. 1960 b)11 Apr. 1963) (b)Jan)",
            [("Ivan", False), ("Jan", False)],
        ),
        ("(a)ウィジ、1975年7月14日Rembangにて出生 (b)アブ", [("ウィジ", False), ("アブ", False)]),
        (
            "サフィ(Safi Madeup)、1953年1月1日生まれ(旅券番号:03825)、発行日:2014年5月4日",
            [("サフィ", False), ("Safi Madeup", False)],
        ),
        # Listed under this name before.
        ("アレフ(以前掲載の氏名)", [("アレフ", True)]),
        ("(a.k.a.: Aref Madeup (formerly listed as))", [("Aref Madeup", True)]),
        (
            "(a)X Madeup (Previously listed as. In Arabic: محمد ) (b)Y Madeup",
            [("محمد", True), ("X Madeup", True), ("Y Madeup", False)],
        ),
        # One name in two scripts, and names in the bracket around all.
        ("アルリビ Al-Libi", [("アルリビ", False), ("Al-Libi", False)]),
        ("株式会社 KBM", [("株式会社 KBM", False)]),
        (
            "(a)Ibrahim Made(إبراهيم) (b)Up",
            [("Ibrahim Made", False), ("إبراهيم", False), ("Up", False)],
        ),
        (
            "(a)One Raft; Two Raft (b)Three",
            [("One Raft", False), ("Two Raft", False), ("Three", False)],
        ),
        (
            "(a)Xi (b)【アラビア語】(ユーニス・ア、シェイク・ア)",
            [("Xi", False), ("ユーニス・ア", False), ("シェイク・ア", False)],
        ),
        (
            "Dr. Ib Made (born in 1971 (Ib Other Made; Ib Third Made))",
            [("Dr. Ib Made", False), ("Ib Other Made", False), ("Ib Third Made", False)],
        ),
        ("(b)AB/CD、(c)EF", [("AB/CD", False), ("EF", False)]),
        ("First Raft f.k.a. Old Raft", [("First Raft", False), ("Old Raft", True)]),
        ("RAFT)(a.k.a. Raft Institute", [("RAFT", False), ("Raft Institute", False)]),
        ("Jan Made (false identity of the same man)", [("Jan Made", False)]),
    ],
)
def test_aliases_are_names_without_the_facts_around_them(
    cell: str, names: list[tuple[str, bool]]
) -> None:
    assert list(alias_names(cell)) == names


def test_day_of_another_calendar_is_kept_in_words() -> None:
    assert list(dates_in("(a)1982年4月19日\n(b)1402年6月24日(ヒジュラ暦)"))[1] == (
        None,
        "1402年6月24日(ヒジュラ暦)",
    )


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("北朝鮮平壌特別市", "KP"),
        ("推定される居住地:エジプト・アラブ共和国", "EG"),
        ("53/64 Raft Lane ロンドン 英国", "GB"),
        ("中華人民共和国香港特別行政区", "HK"),
        ("マリウポリ", ""),  # begins like Mali
        ("アフガニスタンとパキスタンの国境地帯", ""),
    ],
)
def test_country_of_a_japanese_address(address: str, code: str) -> None:
    assert country_of_address(address) == code


def test_several_addresses_in_one_cell_are_parted_where_each_names_its_country(
    tmp_path: Path,
) -> None:
    rows = [
        ["題"],
        [*HEADER, "所在地"],
        ["2010.1.1", 1, "名", "Raft One,", "北朝鮮;中華人民共和国丹東市"],
        ["2010.1.1", 2, "名", "Raft Two", "Block 5, Karachi, Pakistan; Phone 587-2545"],
    ]
    (one, two), _ = read(source_of(tmp_path, {"1.題": rows}))
    assert one.addresses == ("北朝鮮", "中華人民共和国丹東市")
    assert one.countries == ("CN", "KP")
    assert one.caption == "Raft One"
    assert two.addresses == ("Block 5, Karachi, Pakistan; Phone 587-2545",)


def test_what_is_said_of_a_birth_date_is_kept(tmp_path: Path) -> None:
    rows = [
        ["題"],
        [*HEADER, "生年月日"],
        ["2010.1.1", 1, "名", "Ivo MADEUP", "(a)1984年5月28日\n(b)1979年3月3日(偽造旅券より)"],
    ]
    (entity,), _ = read(source_of(tmp_path, {"1.題(個人)": rows}))
    assert [str(when) for _, when in entity.dates] == ["1984-05-28", "1979-03-03"]
    assert ("date_as_published", "birth: 1979年3月3日(偽造旅券より)") in entity.details
