"""Announcements of China's ministries: annexes, sentences, measures, and real texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.cn.announcements import READER
from riskengine.watchlist.readers.cn.parties import split_name
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.source import Source, open_sources

CONTROL = """https://www.mofcom.gov.cn/a.html

商务部公告2031年第7号 公布将2家美国实体列入出口管制管控名单
【发布单位】安全与管制局
【发布文号】商务部公告2031年第7号
【发文日期】2031年04月09日

决定将木筏公司等2家美国实体列入出口管制管控名单（见附件），并采取以下措施：
一、禁止向上述2家美国实体出口两用物项；
二、特殊情况下确需出口的，应当提出申请。
本公告自2031年4月10日12时01分起正式实施。
附件：出口管制管控名单（2031年4月9日）

商 务 部
2031年4月9日

附件
出口管制管控名单
（2031年4月9日）
1. 木筏公司（Raft Works, Inc.）
2. 大学筏实验室（\u200cRaft Lab (West)）
   -Raft Lab Europe Limited
"""
COUNTER = """关于对美国筏业企业及高级管理人员采取反制措施的决定
2031-05-22 17:00

（2031年5月22日中华人民共和国外交部令第70号公布，自2031年5月23日起施行）

中方决定对以下美国筏业企业及高级管理人员采取反制措施：

一、对木筏公司、竹筏公司等2家后附《反制清单》列明的企业，冻结在我国境内的财产。
二、对简·筏（木筏公司董事长）等3名后附《反制清单》列明的企业高级管理人员，不予签发签证。

本决定自2031年5月23日起施行。
附件：反制清单

外交部
2031年5月22日

附件
反制清单

一、企业（共2家）
（一）木筏公司（Raft Works)
（二）竹筏公司
二、高级管理人员
（一）简·筏（Jane Raft），女，1960年2月3日生，日本籍，木筏公司董事长
（二）“木筏公司”相关人员，包括主任汤姆·筏（Tom Raft）、安·筏（Ann Raft）等，共2人
"""
UNRELIABLE = """不可靠实体清单工作机制关于将木筏公司等美国企业列入不可靠实体清单的公告
【发布文号】不可靠实体清单工作机制〔2031〕8号
【发文日期】2031年04月09日

不可靠实体清单工作机制决定将参与对台湾地区军售的木筏公司（Raft Works, Inc.）、\
美国竹筏集团、筏与桨、空间与水集团（Raft & Oar）和桨公司（Oar W）等4家实体列入不可靠实体清单，\
并采取以下处理措施：
一、禁止上述企业从事与中国有关的进出口活动；
二、2030年，另一公司（Other Co.）被列入。
本公告自公布之日起实施。

不可靠实体清单工作机制
2031年4月9日
"""


def source_of(tmp_path: Path, text: str, name: str = "a.txt") -> Source:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source) -> tuple[dict[str, Entity], Ledger]:
    assert READER.recognises(source)
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    assert len(found) == len({entity.id for entity in found})
    assert all(account.balanced for account in ledger.accounts.values())
    return {entity.id: entity for entity in found}, ledger


def names_of(entity: Entity) -> list[str]:
    return [name.text for name in entity.names]


def test_numbered_annex_gives_both_names_dates_and_measures(tmp_path: Path) -> None:
    found, ledger = read(source_of(tmp_path, CONTROL))
    assert list(found) == [
        "cn-mofcom-ecl:raft-works-inc",
        "cn-mofcom-ecl:raft-lab-west",
        "cn-mofcom-ecl:raft-lab-europe-limited",
    ]
    works = found["cn-mofcom-ecl:raft-works-inc"]
    assert names_of(works) == ["Raft Works, Inc.", "木筏公司"]
    assert works.countries == ("US",)
    (listing,) = works.listings
    assert listing.authority == "China Ministry of Commerce"
    assert listing.entry == "商务部公告2031年第7号"
    # In force a day after it was published.
    assert str(listing.listed_on) == "2031-04-10"
    assert listing.measures == (
        "禁止向上述2家美国实体出口两用物项",
        "特殊情况下确需出口的，应当提出申请",
    )
    assert names_of(found["cn-mofcom-ecl:raft-lab-west"])[0] == "Raft Lab (West)"
    account = ledger.account("cn-mofcom-ecl")
    assert (account.total, account.complete) == (3, False)


def test_people_and_companies_of_a_countermeasure_differ(tmp_path: Path) -> None:
    found, _ = read(source_of(tmp_path, COUNTER))
    by_name = {name: entity for entity in found.values() for name in names_of(entity)}
    works, jane, tom = by_name["木筏公司"], by_name["Jane Raft"], by_name["Tom Raft"]
    assert works.kind is EntityKind.COMPANY
    assert jane.kind is tom.kind is by_name["Ann Raft"].kind is EntityKind.PERSON
    assert names_of(tom) == ["Tom Raft", "汤姆·筏"]
    assert jane.countries == ("JP",)
    assert [str(when) for _, when in jane.dates] == ["1960-02-03"]
    assert ("gender", "female") in jane.details
    assert ("function", "木筏公司董事长") in jane.details
    assert ("function", "主任") in tom.details
    assert works.listings[0].measures == ("冻结在我国境内的财产",)
    assert jane.listings[0].measures == ("不予签发签证",)
    assert jane.listings[0].entry == "外交部令第70号"
    assert str(jane.listings[0].listed_on) == "2031-05-23"
    # A party without an English name has its Chinese one first.
    assert names_of(by_name["竹筏公司"]) == ["竹筏公司"]
    assert len(found) == 5


def test_sentence_without_annex_names_the_parties(tmp_path: Path) -> None:
    found, _ = read(source_of(tmp_path, UNRELIABLE))
    assert [names_of(entity) for entity in found.values()] == [
        ["Raft Works, Inc.", "木筏公司"],
        ["竹筏集团"],
        ["Raft & Oar", "筏与桨、空间与水集团"],
        ["Oar W", "桨公司"],
    ]
    assert [entity.countries for entity in found.values()][1] == ("US",)
    assert all(len(entity.listings[0].measures) == 1 for entity in found.values())


def test_person_named_only_in_the_deciding_sentence(tmp_path: Path) -> None:
    text = (
        "关于对简筏采取反制措施的决定\n2031-09-08 10:00\n"
        "（外交部令第71号公布）\n中方决定对简筏采取以下反制措施：\n"
        "一、冻结其财产；\n二、对其本人不予签发签证。\n外交部\n2031年9月8日\n"
    )
    found, _ = read(source_of(tmp_path, text))
    (entity,) = found.values()
    assert names_of(entity) == ["简筏"]
    assert entity.kind is EntityKind.PERSON
    assert entity.listings[0].measures == ("冻结其财产", "对其本人不予签发签证")


def test_saved_page_is_read_like_its_text(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in CONTROL.split("\n"))
    page = f"<html><head><style>p {{}}</style></head><body><script>x</script>{lines}</body></html>"
    from_page, _ = read(source_of(tmp_path, page, "a.html"))
    from_text, _ = read(source_of(tmp_path, CONTROL))
    assert from_page == from_text


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("商务部新闻发言人就暂停不可靠实体清单措施答记者问", "changes or explains"),
        ("不可靠实体清单工作机制关于对木筏公司启动不可靠实体清单调查的公告", "inquiry"),
        ("不可靠实体清单工作机制关于不可靠实体清单的说明", "no party found"),
    ],
)
def test_texts_that_list_nobody_are_refused_with_the_reason(
    tmp_path: Path, title: str, reason: str
) -> None:
    source = source_of(tmp_path, f"{title}\n商务部\n2031年4月9日\n")
    with pytest.raises(WatchlistError, match=reason):
        read(source)


def test_lines_of_texts_join_parties_named_twice(tmp_path: Path) -> None:
    later = CONTROL.replace("第7号", "第8号").replace("04月09日", "06月09日")
    later = later.replace("2031年4月10日", "2031年6月10日")
    inquiry = "不可靠实体清单工作机制关于对木筏公司启动不可靠实体清单调查的公告\n商务部"
    rows = [{"path": str(n), "text": text} for n, text in enumerate((CONTROL, later, inquiry))]
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    found, ledger = read(source_of(tmp_path, body, "raw.jsonl"))
    works = found["cn-mofcom-ecl:raft-works-inc"]
    assert [str(one.listed_on) for one in works.listings] == ["2031-04-10", "2031-06-10"]
    assert ledger.account("cn-mofcom-ecl").merged == 3
    assert "inquiry" in " ".join(ledger.account("cn-mofcom-uel").void)
    assert str(ledger.list_date) == "2031-06-10"


def test_lines_of_parties_are_read_by_their_list(tmp_path: Path) -> None:
    row = {
        "list": "anti-sanction-list",
        "document_id": "第4号",
        "publish_date": "2031-12-23",
        "title": [{"zh-Hans": "决定"}],
        "url": "https://example.org/notice",
        "entity": {
            "name": {"zh-Hans": "简·筏", "en": "Jane Raft"},
            "type": "individual",
            "effective_date": "2031-12-24",
            "measures": [{"zh-Hans": "冻结", "en": "Freeze"}],
            "colour": "red",
        },
    }
    bad = {**row, "list": "moon-list"}
    nameless = {**row, "entity": {"type": "individual"}}
    lines = [json.dumps(one, ensure_ascii=False) for one in (row, bad, nameless)] + ["{not json"]
    found, ledger = read(source_of(tmp_path, "\n".join(lines), "entities.jsonl"))
    entity = found["cn-mfa-countermeasures:jane-raft"]
    assert entity.kind is EntityKind.PERSON
    assert str(entity.listings[0].listed_on) == "2031-12-24"
    assert entity.listings[0].measures == ("冻结",)
    assert entity.listings[0].url == "https://example.org/notice"
    account = ledger.account("cn-mfa-countermeasures")
    assert ("column", "entity.colour") in account.unknown
    reasons = [one.reason for a in ledger.accounts.values() for one in a.refused]
    assert sorted(reasons) == [
        "list not known: 'moon-list'",
        "no JSON object with an entity",
        "no name",
    ]


def test_list_of_changes_is_refused_as_such(tmp_path: Path) -> None:
    row = {"list": "unreliable-entity-list-updates", "publish_date": "x", "modification": {}}
    source = source_of(tmp_path, json.dumps(row), "m.jsonl")
    with pytest.raises(WatchlistError, match="changes to measures"):
        read(source)


def test_names_are_cut_out_of_sentences() -> None:
    assert split_name("参与对台湾地区军售的木筏公司") == ("木筏公司", "")
    assert split_name("木筏公司（Raft Co.）等6家实体") == ("木筏公司", "Raft Co.")
    assert split_name("木筏公司及其分支机构") == ("木筏公司", "")


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe", b"a,b,c\n1,2,3\n", b"[]", b'{"a": 1}', "商务部新闻".encode(), b"<a/>"],
)
def test_other_files_are_not_recognised(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data)
    assert not READER.recognises(Source(path))


def test_real_texts_give_what_others_drew_out_of_them(shared_dir: Path, tmp_path: Path) -> None:
    folder = shared_dir / "lists" / "cn"
    lines = (folder / "mofcom_mfa_announcements_raw.jsonl").read_text(encoding="utf-8")
    read_from: dict[str, set[str]] = {}
    refused = []
    for number, (stem, row) in enumerate(
        (Path(r["path"]).parent.name + "/" + Path(r["path"]).stem, r)
        for r in map(json.loads, lines.splitlines())
    ):
        source = source_of(tmp_path, row["text"], f"{number}.md")
        assert READER.recognises(source), stem
        try:
            found, _ = read(source)
        except WatchlistError as error:
            refused.append((stem, str(error)))
            continue
        kind = stem.replace("unreliable", "unrealiable")
        read_from[kind] = {_plain(n) for e in found.values() for n in names_of(e)}
    # Three texts change measures and one opens an inquiry.
    assert len(refused) == 4
    drawn = (folder / "mofcom_mfa_announcements_entities.jsonl").read_text(encoding="utf-8")
    missing = []
    for row in map(json.loads, drawn.splitlines()):
        name = row["entity"]["name"]
        key = f"{row['list']}/{Path(row['file']).stem}"
        if key == "unrealiable-entity-list/202403":
            continue  # the inquiry
        if not {_plain(text) for text in name.values()} & read_from[key]:
            missing.append((key, name))
    assert missing == []
    # The annex of December 2024 names twenty people, of whom others took four.
    assert len(read_from["anti-sanction-list/20241221"]) == 2 * 22


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def test_real_lines_of_texts_and_of_parties_agree(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "cn"
    texts, ledger = read(open_sources([folder / "mofcom_mfa_announcements_raw.jsonl"])[0])
    parties, _ = read(open_sources([folder / "mofcom_mfa_announcements_entities.jsonl"])[0])
    parsed = {name: account.parsed for name, account in ledger.accounts.items()}
    assert parsed == {"cn-mfa-countermeasures": 154, "cn-mofcom-ecl": 102, "cn-mofcom-uel": 87}
    assert sum(ledger.account("cn-mofcom-uel").void.values()) == 4
    both = texts.keys() & parties.keys()
    assert len(both) == 317
    for key in sorted(both):
        assert texts[key].kind is parties[key].kind, key
        assert texts[key].listings[0].listed_on == parties[key].listings[0].listed_on, key
    with pytest.raises(WatchlistError, match="changes to measures"):
        read(open_sources([folder / "mofcom_uel_modifications.jsonl"])[0])
