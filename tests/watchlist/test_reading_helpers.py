"""What all readers stand on: XML records, delimited rows, sheets, dates, drafts, unknown files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import delimited
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import by_script
from riskengine.watchlist.readers.unknown import describe_unknown
from riskengine.watchlist.readers.xmlstream import XmlStream, audit, looks_like_xml, text
from riskengine.watchlist.source import Source, open_sources


def source(tmp_path: Path, content: str | bytes, name: str = "file.xml") -> Source:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_sources([path])[0]


RECORDS = """<?xml version="1.0"?>
<list xmlns="http://example.org/export/v3" date="2026-01-01">
  <head><party>not this one</party></head>
  <party id="1"><name>Acme</name><party>nested</party></party>
  <!-- between -->
  <party id="2"><name>Beta<b> Works</b></name></party>
</list>"""


class TestXml:
    def test_outermost_records_come_without_their_namespace(self, tmp_path: Path) -> None:
        stream = XmlStream(
            source(
                tmp_path,
                RECORDS.replace("<head><party>", "<head><p>").replace(
                    "</party></head>", "</p></head>"
                ),
            ),
            {"party"},
        )
        found = [(item.get("id"), text(item, "name")) for item in stream]
        assert found == [("1", "Acme"), ("2", "Beta Works")]
        assert stream.root == "list"
        assert stream.attributes == {"date": "2026-01-01"}

    def test_the_line_of_a_record_is_known(self, tmp_path: Path) -> None:
        stream = XmlStream(source(tmp_path, RECORDS), {"party"})
        lines = [stream.line for _ in stream]
        assert lines == [3, 4, 6]

    def test_memory_does_not_grow_with_the_file(self, tmp_path: Path) -> None:
        import tracemalloc

        row = "<party>" + "<name>Acme Works</name>" * 20 + "</party>\n"
        peaks = []
        for count in (500, 5000):
            stream = XmlStream(source(tmp_path, f"<list>{row * count}</list>"), {"party"})
            tracemalloc.start()
            kept = 0
            for item in stream:
                kept += len(item)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert kept == 20 * count
        assert peaks[1] < 2 * peaks[0] + 100_000

    @pytest.mark.parametrize(
        "prolog",
        [
            '<!DOCTYPE list [<!ENTITY a "b">]>',
            '<!DOCTYPE list SYSTEM "file:///etc/passwd">',
            '<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ],
    )
    def test_a_document_type_is_refused(self, tmp_path: Path, prolog: str) -> None:
        found = source(tmp_path, f"<?xml version='1.0'?>{prolog}<list><party>&a;</party></list>")
        with pytest.raises(WatchlistError):
            list(XmlStream(found, {"party"}))

    def test_entity_expansion_is_refused(self, tmp_path: Path) -> None:
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        bomb = f'<!DOCTYPE l [<!ENTITY e0 "ha">{levels}]><l><party>&e9;</party></l>'
        with pytest.raises(WatchlistError):
            list(XmlStream(source(tmp_path, bomb), {"party"}))

    @pytest.mark.parametrize("keep", [0.3, 0.6, 0.99])
    def test_a_cut_file_is_an_error(self, tmp_path: Path, keep: float) -> None:
        cut = RECORDS[: int(len(RECORDS) * keep)]
        with pytest.raises(WatchlistError, match="not well-formed"):
            list(XmlStream(source(tmp_path, cut), {"party"}))

    def test_unknown_elements_and_attributes_are_told(self, tmp_path: Path) -> None:
        account = Account()
        found = source(tmp_path, '<l><party id="1"><name kind="x">A</name><new>1</new></party></l>')
        for item in XmlStream(found, {"party"}):
            audit(item, frozenset({"party", "party@id", "name"}), account)
        assert dict(account.unknown) == {("element", "name@kind"): 1, ("element", "new"): 1}
        assert account.fields["name"] == 1

    def test_a_root_is_recognised_by_name_and_namespace(self, tmp_path: Path) -> None:
        found = source(tmp_path, RECORDS)
        assert looks_like_xml(found, "list")
        assert looks_like_xml(found, "list", namespace="export/v3")
        assert not looks_like_xml(found, "list", namespace="export/v4")
        assert not looks_like_xml(source(tmp_path, b"\xff\xfe<<<"), "list")


class TestDelimited:
    def test_line_ends_quotes_and_a_final_ctrl_z(self, tmp_path: Path) -> None:
        found = source(tmp_path, b'a,"b\r\nc"\r\n\r\nd,e\r\n\x1a', "x.csv")
        assert list(delimited.rows(found)) == [(2, ["a", "b\r\nc"]), (4, ["d", "e"])]

    def test_a_bad_byte_loses_no_row(self, tmp_path: Path) -> None:
        found = source(tmp_path, b"a,b\nc,\xff\x00d\n", "x.csv")
        assert list(delimited.rows(found)) == [(1, ["a", "b"]), (2, ["c", "\ufffd\ufffdd"])]

    def test_a_quote_that_is_never_closed_is_an_error(self, tmp_path: Path) -> None:
        found = source(tmp_path, '"' + "x\n" * 1_100_000, "x.csv")
        with pytest.raises(WatchlistError):
            list(delimited.rows(found))

    def test_encodings_are_told_apart(self, tmp_path: Path) -> None:
        assert delimited.encoding_of(source(tmp_path, "é".encode())) == "utf-8-sig"
        assert delimited.encoding_of(source(tmp_path, "é".encode("cp1252"))) == "cp1252"
        assert delimited.encoding_of(source(tmp_path, "é".encode("utf-16"))) == "utf-16"

    def test_a_character_cut_at_the_end_of_the_head_is_still_utf8(self, tmp_path: Path) -> None:
        found = source(tmp_path, b"x" * 65_535 + "é".encode())
        assert delimited.encoding_of(found) == "utf-8-sig"

    def test_repeated_header_names_become_distinct(self) -> None:
        assert delimited.repeated(("a", "b", "a", "a")) == ("a", "b", "a#2", "a#3")


class TestDates:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("12 Jan 1965", "1965-01-12"),
            ("January 1965", "1965-01"),
            ("March 4, 2021", "2021-03-04"),
            ("04/03/2021", "2021-03-04"),
            ("dd/mm/1945", "1945"),
            ("00/00/1945", "1945"),
            ("dd/05/1945", "1945-05"),
            ("2021-03-04T00:00:00.000Z", "2021-03-04"),
            ("circa 1965", "1964-01-01/1966-12-31"),
            ("1955 to 1958", "1955-01-01/1958-12-31"),
            ("1955-1958", "1955-01-01/1958-12-31"),
            ("between 1 Jan 1955 and 1958", "1955-01-01/1958-12-31"),
        ],
    )
    def test_printed_dates(self, printed: str, expected: str) -> None:
        assert str(date_range(printed)) == expected

    @pytest.mark.parametrize("printed", ["", "unknown", "31/02/2020", "12/31/2020", "1958-1955"])
    def test_what_is_no_date_is_none(self, printed: str) -> None:
        assert date_range(printed) is None

    def test_month_first_is_asked_for(self) -> None:
        assert str(day("12/31/2020", month_first=True)) == "2020-12-31"
        assert day("1965") is None

    @given(st.text(max_size=40))
    def test_no_text_raises(self, printed: str) -> None:
        assert date_range(printed) is None or isinstance(date_range(printed), DateRange)

    @given(st.dates())
    def test_iso_days_read_back(self, when: object) -> None:
        assert str(day(str(when))) == str(when)


class TestDrafts:
    def test_the_stronger_kind_of_a_repeated_name_stays(self) -> None:
        draft = EntityDraft("x", "1")
        draft.name("ACME", NameKind.WEAK_ALIAS)
        draft.name("Beta", NameKind.PRIMARY)
        draft.name("Acme", NameKind.ALIAS)
        found = draft.build(EntityKind.UNKNOWN)
        assert [(name.text, name.kind) for name in found.names] == [
            ("Beta", NameKind.PRIMARY),
            ("ACME", NameKind.ALIAS),
        ]

    def test_a_number_that_fails_its_check_is_kept_as_printed(self) -> None:
        draft = EntityDraft("x", "1")
        draft.identifier("lei", "NOT-A-LEI", label="LEI code")
        found = draft.build(EntityKind.COMPANY)
        assert found.identifiers == ()
        assert found.details == (("number_as_published", "LEI code: NOT-A-LEI"),)

    def test_a_country_that_is_none_is_kept_as_a_note(self) -> None:
        draft = EntityDraft("x", "1")
        draft.country("Iran", "RU", "Atlantis")
        found = draft.build(EntityKind.COMPANY)
        assert found.countries == ("IR", "RU")
        assert "Atlantis" in found.note

    def test_a_date_that_cannot_be_read_is_kept_as_printed(self) -> None:
        draft = EntityDraft("x", "1")
        draft.date("birth", date_range("spring of 65"), "spring of 65")
        assert draft.build(EntityKind.PERSON).details == (
            ("date_as_published", "birth: spring of 65"),
        )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"<weather><day/></weather>", "root element <weather>"),
        (b'{"temperature": 3, "wind": 4}', "temperature, wind"),
        (b'{"_file": "a.yaml", "name": "x"}', "another party's parse"),
        (b"first,second\n1,2\n", "columns first, second"),
        (b"Some prose.", "Some prose."),
        (b"\x00\x01\x02\x03", "binary"),
    ],
)
def test_an_unknown_file_is_described(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in describe_unknown(source(tmp_path, content, "x"))
    assert words in describe_unknown(source(tmp_path, gzip.compress(content), "x.gz"))


def test_name_loses_what_is_left_over_from_a_list_around_it() -> None:
    draft = EntityDraft("x", "1")
    for printed in ("Raft,", ",Boat ;", "Калаш)", "Raft (North)", "Raft) (North)", "Raft-ur-"):
        draft.name(printed)
    assert [name.text for name in draft.build(EntityKind.UNKNOWN).names] == [
        "Raft",
        "Boat",
        "Калаш",
        "Raft (North)",
        "Raft) (North)",
        "Raft-ur-",
    ]


def test_year_printed_once_holds_for_both_ends_of_a_range() -> None:
    assert str(date_range("Between Aug. and Sep. 1977")) == "1977-08-01/1977-09-30"
    assert date_range("1 and 2") is None


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Jan Made (金铁三)", ["Jan Made", "金铁三"]),
        ("Raft (China) Limited （快急(中國)公司）", ["Raft (China) Limited", "快急(中國)公司"]),
        ("RAFT Company (RAFT公司)", ["RAFT Company (RAFT公司)"]),
        ("RAFT平壌支社", ["RAFT平壌支社"]),
        ("Университет Raft", ["Университет Raft"]),
    ],
)
def test_name_in_two_scripts_is_two_names(printed: str, names: list[str]) -> None:
    assert by_script(printed) == names
