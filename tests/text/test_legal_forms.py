"""Legal forms are parted in any script, at either end, and never swallow the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import is_legal_form, split_legal_form, words
from riskengine.text._data import load_json
from riskengine.text.legal_forms import (
    families_agree,
    form_families,
    form_span,
    is_legal_word,
    staying_forms,
    trailing_legal_words,
    usual_form,
    word_key,
)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Beijing Zhipu Huazhang Technology Co., Ltd.", "Beijing Zhipu Huazhang Technology"),
        ("北京智谱华章科技有限公司", "北京智谱华章科技"),
        ("ООО «Ромашка»", "Ромашка"),
        ("Общество с ограниченной ответственностью «Ромашка»", "Ромашка"),
        ("OOO Severny Optika", "Severny Optika"),
        ("Foo Sdn. Bhd.", "Foo"),
        ("東芝株式会社", "東芝"),
        ("(주)쏘카", "쏘카"),
        ("Gulf Crest Trading FZE", "Gulf Crest Trading"),
        ("Abc Sp. z o.o.", "Abc"),
        ("Pirelli S.p.A.", "Pirelli"),
        ("Dampskib A/S", "Dampskib"),
        ("SMIC (Beijing) Corp.", "SMIC (Beijing)"),
        ("PT Pertamina (Persero)", "Pertamina"),
        ("PT Bank Foo Tbk", "Bank Foo"),
        ("Foo GmbH & Co. KG", "Foo"),
        ("Foo S.à r.l.", "Foo"),
        ("Foo a.s.", "Foo"),
        ("Foo spol. s r.o.", "Foo"),
        ("Foo d.o.o.", "Foo"),
        ("Фоо ДОО", "Фоо"),
        ("Foo Oyj", "Foo"),
        ("Foo ASA", "Foo"),
        ("Foo S.A. de C.V.", "Foo"),
        ("Foo S. de R.L. de C.V.", "Foo"),
        ("Foo (Pty) Ltd", "Foo"),
        ("Foo Pte. Ltd.", "Foo"),
        ("UAB Foo", "Foo"),
        ('SIA "Foo"', "Foo"),
        ("ТОО «Фоо»", "Фоо"),
        ("ТОВ «Фоо»", "Фоо"),
        ("Foo EOOD", "Foo"),
        ("Foo MMC", "Foo"),
        ("Foo FZ-LLC", "Foo"),
        ("Foo W.L.L.", "Foo"),
        ("Foo B.S.C. (c)", "Foo"),
        ("Foo S.A.L.", "Foo"),
        ("Foo QPSC", "Foo"),
        ("Foo A.Ş.", "Foo"),
        ("Foo Ltd. Şti.", "Foo"),
        ("Foo OÜ", "Foo"),
        ("Foo Zrt.", "Foo"),
        ("Foo e.V.", "Foo"),
        ("Foo gGmbH", "Foo"),
        ("Foo L.P.", "Foo"),
        ("Công ty TNHH Foo", "Foo"),
        ("บริษัท ฟู จำกัด", "ฟู"),
    ],
)
def test_the_name_is_left(name: str, rest: str) -> None:
    left, codes = split_legal_form(name)
    assert left == rest
    assert codes


@pytest.mark.parametrize(("one", "two"), [("Foo Ltd", "Foo Limited"), ("Foo PJSC", "ПАО Foo")])
def test_one_form_has_one_code_in_every_spelling(one: str, two: str) -> None:
    assert split_legal_form(one)[1] == split_legal_form(two)[1]


@pytest.mark.parametrize(
    "name",
    [
        "Limited",
        "A/S",
        "Bank of China",
        "Zhipu",
        "SA",
        "SIA",
        "JP Morgan",
        "AS Roma",
        "SAS Institute",
        "Pacific Trust",
        "Foo Foundation",
    ],
)
def test_a_name_that_is_or_has_no_form_stays_whole(name: str) -> None:
    assert split_legal_form(name) == (name, ())


def test_a_doubtful_word_in_front_is_the_name_when_a_form_stands_at_the_end() -> None:
    assert split_legal_form("SIA Engineering Company Limited")[0] == "SIA Engineering"
    assert split_legal_form("SIA Latvijas Koks")[0] == "Latvijas Koks"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ООО Foo", "Foo LLC"),
        ("ООО Foo", "Foo GmbH"),
        ("Foo GmbH", "Foo Ltd"),
        ("АО Foo", "Foo JSC"),
        ("ПАО Foo", "Foo AG"),
        ("Foo S.A.", "Foo Inc"),
        ("福有限公司", "Fu Co., Ltd."),
        ("福股份有限公司", "Fu Co., Ltd."),
        ("Foo S.p.A.", "ПАО Foo"),
        ("Foo d.o.o.", "Foo Sp. z o.o."),
        ("Foo LP", "Foo KG"),
        ("Foo Company", "Foo GmbH"),
    ],
)
def test_families_of_forms_agree_across_languages(one: str, two: str) -> None:
    left, right = (form_families(split_legal_form(name)[1]) for name in (one, two))
    assert left
    assert right
    assert families_agree(left, right)
    assert families_agree(right, left)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ООО Foo", "АО Foo"),
        ("Foo GmbH", "Foo AG"),
        ("Foo LP", "Foo LLC"),
        ("ФГУП Foo", "ООО Foo"),
    ],
)
def test_families_of_other_kinds_disagree(one: str, two: str) -> None:
    left, right = (form_families(split_legal_form(name)[1]) for name in (one, two))
    assert not families_agree(left, right)


def test_a_name_without_a_form_agrees_with_every_family() -> None:
    assert families_agree((), form_families(("GMBH",)))


def test_the_usual_form_is_the_one_of_translations() -> None:
    assert usual_form("OOO") == usual_form("LLC") == "LLC"
    assert usual_form("GMBH") == "GMBH"


def test_words_that_stay_tell_the_kind() -> None:
    assert form_families(staying_forms(["foo", "foundation"])) == ("nonprofit",)
    assert form_families(staying_forms(["stiftung", "foo"])) == ("nonprofit",)
    assert form_families(staying_forms(["foo", "branch"])) == ("branch",)
    assert staying_forms(["foo", "bank"]) == ()
    assert staying_forms([]) == ()


def test_an_ordinary_word_is_a_form_only_at_an_end() -> None:
    assert is_legal_word("gmbh")
    assert is_legal_word("ооо")
    for word in ("sa", "as", "co", "pt", "se", "bank"):
        assert not is_legal_word(word)
    assert form_span(["sa", "foo", "sa"]) == (0, 2, ("SA",))


def test_trailing_words_of_a_form_are_counted() -> None:
    assert trailing_legal_words(["foo", "co", "ltd"]) == 2
    assert trailing_legal_words(["ltd"]) == 0


def test_the_data_is_written_as_the_engine_folds_it() -> None:
    data = load_json("legal_forms.json")
    for code, entry in data["forms"].items():
        assert entry["families"], code
        for spelling in entry["spellings"]:
            assert " ".join(word_key(word.text) for word in words(spelling)) == spelling, code
    known = {spelling for entry in data["forms"].values() for spelling in entry["spellings"]}
    assert set(data["edge_only"]) | set(data["never_first"]) <= known
    assert {entry.get("as", "LTD") for entry in data["forms"].values()} <= set(data["forms"])


def test_no_spelling_has_two_codes() -> None:
    forms = load_json("legal_forms.json")["forms"].values()
    spellings = [spelling for entry in forms for spelling in entry["spellings"]]
    assert len(spellings) == len(set(spellings)) > 2000


def test_forms_are_told_from_words() -> None:
    assert is_legal_form("S.p.A.")
    assert is_legal_form("有限公司")
    assert not is_legal_form("Bank")


@given(st.text(max_size=60))
def test_the_rest_is_a_part_of_the_name_and_never_empty(name: str) -> None:
    rest, codes = split_legal_form(name)
    if codes:
        assert rest
        assert all(char in name for char in rest)
    else:
        assert rest == name.strip()
