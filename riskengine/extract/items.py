"""Laying names and values over the words of a sentence."""

from __future__ import annotations

from typing import Any

from riskengine.extract.chunks import Item, Ref
from riskengine.extract.lists import CodeHit
from riskengine.extract.tokens import Token
from riskengine.extract.values import Day, Money, Share


def build_items(
    tokens: list[Token],
    parties: list[tuple[int, int, Ref]],
    shares: list[Share],
    sums: list[Money],
    days: list[Day],
    codes: list[CodeHit],
    countries: dict[int, tuple[int, str, str]],
    places: dict[int, tuple[int, str]],
) -> list[Item]:
    """Lay names and values over the tokens; names win over values, values over words.

    Args:
        parties: spans and what they refer to.
        countries: start -> end, code, form.
        places: start -> end, country code.
    """
    spans: list[tuple[int, int, str, Any]] = [(s, e, "party", ref) for s, e, ref in parties]
    taken = [(start, end) for start, end, _ in parties]

    def free(start: int, end: int) -> bool:
        return all(end <= left or start >= right for left, right in taken)

    def lay(kind: str, start: int, end: int, value: Any) -> None:
        if free(start, end):
            taken.append((start, end))
            spans.append((start, end, kind, value))

    for sum_ in sums:
        lay("money", sum_.start, sum_.end, sum_)
    for share in shares:
        lay("share", share.start, share.end, share)
    for code in codes:
        lay("code", code.start, code.end, code)
    for day in days:
        lay("date", day.start, day.end, day)
    for start, (end, code_, form) in countries.items():
        lay("country", start, end, (code_, form))
    for start, (end, code_) in places.items():
        lay("place", start, end, code_)
    spans.sort(key=lambda span: span[0])
    return _merge(tokens, spans)


def _merge(tokens: list[Token], spans: list[tuple[int, int, str, Any]]) -> list[Item]:
    found: list[Item] = []
    at, total = 0, len(tokens)
    number = 0
    while at < total:
        token = tokens[at]
        while number < len(spans) and spans[number][1] <= token.start:
            number += 1
        if number < len(spans) and spans[number][0] < token.end and spans[number][1] > token.start:
            start, end, kind, value = spans[number]
            text_low = token.low
            while at < total and tokens[at].start < end:
                at += 1
            number += 1
            if kind == "country":
                code, form = value
                item = Item("country", text_low, start, end, code, form=form)
            else:
                item = Item(kind, text_low, start, end, value)
            if (
                at < total
                and tokens[at].kind == "tail"
                and tokens[at].start == end
                and kind in ("share", "money", "date")
            ):
                found.append(item)
                tail = tokens[at]
                found.append(Item("word", tail.low.lstrip("-‑"), tail.start + 1, tail.end))
                at += 1
                continue
            if at < total and tokens[at].kind == "tail" and tokens[at].start == end:
                item.tail = tokens[at].low.lstrip("-‑")
                item.end = tokens[at].end
                if kind == "country" or kind == "place":
                    item = Item(
                        "country",
                        f"{text_low}-{item.tail}",
                        start,
                        item.end,
                        value if kind == "place" else code,
                        item.tail,
                    )
                at += 1
            found.append(item)
            continue
        if token.kind == "tail" and found and found[-1].end == token.start:
            last = found[-1]
            by = at + 1 < total and tokens[at + 1].low == "by"
            if (
                by
                and last.kind in ("word", "num")
                and token.low.lstrip("-‑")
                in ("owned", "held", "controlled", "backed", "funded", "led", "run")
            ):
                # "majority-held by X" is a verb in all but spelling.
                found.append(Item("word", token.low.lstrip("-‑"), token.start + 1, token.end))
                at += 1
                continue
            last.low, last.end, last.tail = last.low + token.low, token.end, token.low.lstrip("-‑")
            last.kind = "word"
        else:
            kind = {"num": "num", "punct": "punct", "poss": "poss"}.get(token.kind, "word")
            low = (
                token.low.rstrip(".")
                if token.kind == "word" and token.low not in ("u.s.", "e.o.")
                else token.low
            )
            found.append(Item(kind, low, token.start, token.end))
        at += 1
    return found
