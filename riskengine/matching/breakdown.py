"""A comparison of names put into words: one sentence, and rows that sum to its score."""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.matching.person_detail import PersonDetail
from riskengine.matching.prepared import Prepared
from riskengine.matching.tally import Detail
from riskengine.model.match import ComparisonRow

_HOW = {
    "meaning": "means the same as",
    "joined": "is the same word as",
    "spelling": "is a spelling of",
    "abbreviation": "is short for or stands for",
    "initials": "answers the initials of",
}


def quoted(texts: Sequence[str]) -> str:
    """Up to four texts in quotes, the last after "and"."""
    shown = [f'"{text}"' for text in dict.fromkeys(texts)]
    if len(shown) > 4:
        shown = [*shown[:3], f"{len(shown) - 3} more words"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def word_texts(name: Prepared, indexes: Sequence[int]) -> list[str]:
    """Words as written; neighbouring Han characters stand together."""
    shown: list[str] = []
    last = -2
    for index in indexes:
        unit = name.units[index]
        if unit.syllable and last >= 0 and name.units[last].syllable and last == index - 1:
            shown[-1] += unit.text
        else:
            shown.append(unit.text)
        last = index
    return shown


def _ended(clauses: Sequence[str]) -> str:
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "."


def organisation_sentence(detail: Detail) -> str:
    """Why two names of organisations agree or do not."""
    found, left, right = detail.alignment, detail.left, detail.right
    if not found.pairs:
        return "No word of one name answers a word of the other."
    clauses: list[str] = []
    same = sorted(i for pair in found.pairs if pair.how == "same" for i in pair.left)
    if same:
        shown = word_texts(left, same)
        clauses.append(f"{quoted(shown)} {'agree' if len(shown) > 1 else 'agrees'}")
    for pair in sorted(found.pairs):
        if pair.how in _HOW:
            one = " ".join(word_texts(left, pair.left))
            two = " ".join(word_texts(right, pair.right))
            clauses.append(f'"{one}" {_HOW[pair.how]} "{two}"')
    for name, alone in ((left, found.left_alone), (right, found.right_alone)):
        if alone:
            clauses.append(f'only "{name.name.text}" has {quoted(word_texts(name, alone))}')
    if not found.left_alone and not found.right_alone and left.legal != right.legal:
        clauses.append("only the legal form differs")
    if any(kind == "order" for kind, _ in detail.steps):
        clauses.append("the words stand in another order")
    if detail.remark:
        clauses.append(detail.remark)
    return _ended(clauses)


def person_sentence(detail: PersonDetail, left: str, right: str) -> str:
    """Why two names of persons agree or do not."""
    if not detail.agreed:
        return "No part of one personal name answers a part of the other."
    clauses: list[str] = []
    same = [one for one, _, similarity in detail.agreed if similarity == 1.0]
    if same:
        clauses.append(f"{quoted(same)} {'agree' if len(same) > 1 else 'agrees'}")
    for one, two, similarity in detail.agreed:
        if similarity < 1.0:
            how = "may be short for" if 1 in (len(one), len(two)) else "resembles"
            clauses.append(f'"{one}" {how} "{two}"')
    for name, alone in ((left, detail.left_alone), (right, detail.right_alone)):
        if alone:
            clauses.append(f'only "{name}" has {quoted(alone)}')
    if detail.swapped:
        clauses.append("the parts stand in another order")
    return _ended(clauses)


def organisation_rows(detail: Detail, score: float) -> tuple[ComparisonRow, ...]:
    """Rows that sum to `score`: words that agree add, in the order weighed the rest follows.

    Args:
        score: of the comparison; below that of `detail` where a cap of its own applied.
    """
    found, left, right = detail.alignment, detail.left, detail.right
    if not found.pairs:
        if not score:
            return ()
        return (ComparisonRow(left.name.text, right.name.text, "letters", score),)
    total = sum(detail.shares)
    rows = [
        ComparisonRow(
            " ".join(word_texts(left, pair.left)),
            " ".join(word_texts(right, pair.right)),
            pair.how,
            round(share / total, 4),
        )
        for pair, share in zip(found.pairs, detail.shares, strict=True)
    ]
    value = 1.0
    for kind, reached in (*detail.steps, ("cap", score)):
        change = round(reached, 4) - round(value, 4)
        value = reached
        if round(change, 4):
            rows.append(_step_row(detail, kind, round(change, 4)))
    return exact(rows, score)


def _step_row(detail: Detail, kind: str, change: float) -> ComparisonRow:
    found, left, right = detail.alignment, detail.left, detail.right
    if kind in ("missing", "differs"):
        return ComparisonRow(
            " ".join(word_texts(left, found.left_alone)),
            " ".join(word_texts(right, found.right_alone)),
            kind,
            change,
        )
    if kind == "legal form":
        return ComparisonRow(" ".join(left.legal), " ".join(right.legal), kind, change)
    return ComparisonRow("", "", kind, change)


def exact(rows: Sequence[ComparisonRow], score: float) -> tuple[ComparisonRow, ...]:
    """Rows whose values sum to the score: the first takes what rounding lost."""
    lost = round(score - sum(row.value for row in rows), 4)
    first = rows[0]
    changed = ComparisonRow(first.left, first.right, first.how, round(first.value + lost, 4))
    return (changed, *rows[1:])
