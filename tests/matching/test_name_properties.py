"""What holds for every pair of names, whatever they are."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.matching import compare_names
from riskengine.matching.names import analyse, compact, variants
from riskengine.vocab import EntityKind

_LATIN = [
    *("Wusha", "Kemble", "Tarvik", "Petroleum", "Bank", "Technology", "Trading", "Group"),
    *("Beijing", "National", "Second", "Research", "Institute", "Müller", "O'Neil", "II"),
    *("5", "3M", "and", "of", "Ltd", "LLC", "GmbH", "Co", "JSC", "ABC", "S.A."),
]
_WORDS = [
    *_LATIN,
    *("Завод", "Нефть", "Тарвик", "ООО", "АО", "北京", "智谱", "科技", "有限公司"),
    *("شركة", "النفط", "한화"),
]
KINDS = (EntityKind.COMPANY, EntityKind.PERSON, EntityKind.UNKNOWN)
NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
# Surrogates, right-to-left text, emoji and runs of combining marks are all in st.text().
ANYTHING = st.one_of(
    NAMES,
    st.text(max_size=40),
    st.text(alphabet=st.characters(min_codepoint=0xD7F0, max_codepoint=0xE010), max_size=8),
    st.text(
        alphabet=st.sampled_from("a\u0301\u0308\u200d\u202e\u05d0ش😀🇨🇳ー㈱№&;#x1"), max_size=30
    ),
)
KIND = st.sampled_from(KINDS)


@given(ANYTHING, ANYTHING, KIND)
@settings(max_examples=150, deadline=None)
def test_every_pair_has_a_score_from_nought_to_one(left: str, right: str, kind: EntityKind) -> None:
    found = compare_names(left, right, kind=kind)
    assert 0.0 <= found.score <= 1.0
    assert found.reason


@given(ANYTHING, ANYTHING, KIND)
@settings(max_examples=150, deadline=None)
def test_either_way_round_is_the_same(left: str, right: str, kind: EntityKind) -> None:
    one = compare_names(left, right, kind=kind)
    two = compare_names(right, left, kind=kind)
    assert one.score == two.score


@given(NAMES, NAMES, KIND)
@settings(max_examples=150, deadline=None)
def test_the_rows_sum_to_the_score(left: str, right: str, kind: EntityKind) -> None:
    found = compare_names(left, right, kind=kind)
    assert found.rows or found.score == 0.0
    assert math.isclose(sum(row.value for row in found.rows), found.score, abs_tol=2e-4)


@given(NAMES)
@settings(max_examples=80, deadline=None)
def test_a_name_is_itself_in_any_case_width_and_punctuation(name: str) -> None:
    dressed = (
        name.upper(),
        name.lower(),
        name.replace(" ", ", "),
        name.replace(" ", "\u3000"),
        f" «{name}». ",
        "\u200b".join(name),
    )
    for spelling in dressed:
        assert compare_names(name, spelling).score == 1.0


@given(NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_small_letters_width_and_invisible_marks_change_no_score(left: str, right: str) -> None:
    plain = compare_names(left.lower(), right.lower()).score
    for change in (_wide, _invisible, str.swapcase):
        changed = change(right.lower())
        if change is str.swapcase:
            changed = changed.lower()
        assert compare_names(left.lower(), changed).score == plain


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "a" <= char <= "z" else char for char in text)


def _invisible(text: str) -> str:
    return "\u200b".join(text)


@given(st.text(min_size=200, max_size=500))
@settings(max_examples=25, deadline=None)
def test_long_texts_of_any_letters_do_no_harm(text: str) -> None:
    assert analyse(text).text == text
    assert 0.0 <= compare_names(text, text[::-1]).score <= 1.0


@given(ANYTHING)
def test_analysis_names_and_compact_form_never_fail(text: str) -> None:
    analysed = analyse(text)
    assert analysed.compact == compact(text)
    assert set(analysed.core) <= set(analysed.units)
    assert all(unit.forms for unit in analysed.units)
    assert variants(text)[:1] == ((text,) if text else ())
    assert len(variants(text)) <= 4


@given(st.lists(st.sampled_from(_LATIN), min_size=1, max_size=6).map(" ".join))
@settings(max_examples=80, deadline=None)
def test_equal_compact_forms_are_equal_names(name: str) -> None:
    joined = name.replace(" ", "")
    assert compact(joined) == compact(name)
    assert compare_names(name, joined).score == 1.0


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_scores(seed: str) -> None:
    pairs = list(zip(_WORDS, reversed(_WORDS), strict=True))
    code = (
        "import sys\n"
        "from riskengine.matching import compare_names\n"
        "pairs = [line.split('\\t') for line in sys.stdin.buffer.read().decode().splitlines()]\n"
        "print([compare_names(a + ' Wusha Trading', b + ' Tarvik').score for a, b in pairs])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        input="\n".join("\t".join(pair) for pair in pairs).encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    here = [compare_names(f"{a} Wusha Trading", f"{b} Tarvik").score for a, b in pairs]
    assert run.stdout.decode().strip() == str(here)
