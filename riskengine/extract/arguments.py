"""Finding what fills the slots of a frame in a parsed sentence."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.extract.chunks import Chunk
from riskengine.extract.clauses import Parse
from riskengine.extract.lexicon import load_yaml
from riskengine.extract.values import Share
from riskengine.model.interval import OPEN, Stake


@dataclass(slots=True)
class StakePhrase:
    """`a 30% stake in X`: the share and the phrase of the company, -1 if not said."""

    share: Share | None
    company: int
    majority: str = ""  # majority, minority, remainder, all


_STAKE = frozenset(load_yaml("frames_en.yaml")["stake"]) - {
    "half",
    "part",
    "control",
    "position",
    "package",
    "slice",
    "capital",
    "stock",
    "votes",
    "voting",
    "%",
    "participation",
    "rest",
}
_LOOSE_STAKE = frozenset(
    {"half", "control", "position", "slice", "package", "rest", "all", "most", "part"}
)
_OF_EQUITY = frozenset(load_yaml("frames_en.yaml")["stake"]) | {"rights", "securities"}
_REST = frozenset(load_yaml("frames_en.yaml")["remainder"])


def share_in(chunk: Chunk) -> Share | None:
    """The percentage inside a noun phrase."""
    for item in chunk.values:
        if item.kind == "share":
            value: Share = item.value
            return value
    return None


def stake_phrase(parse: Parse, np: int) -> StakePhrase | None:
    """Read a noun phrase as a part of a company's equity; None if it is none."""
    chunk = parse.chunks[np]
    words = set(chunk.words)
    share = share_in(chunk)
    majority = next((word for word in ("majority", "minority") if word in words), "")
    rest = bool(words & _REST) and chunk.det == "the" and chunk.ref is None
    if chunk.ref is not None and chunk.named:
        return None
    if (
        share is None
        and not rest
        and not (words & _STAKE and chunk.head not in ("company",))
        and not (chunk.head in _LOOSE_STAKE and _company_behind(parse, np) >= 0)
    ):
        return None
    if share is not None and chunk.head not in (
        "%",
        "stake",
        "share",
        "shares",
        "interest",
        "holding",
        "stakes",
        "equity",
        "shareholding",
        "position",
        "participation",
        "ownership",
        "slice",
        "sliver",
        "package",
        "stock",
        "capital",
        "votes",
        "rights",
        "rest",
    ):
        return None
    if rest and share is None:
        majority = "remainder"
    behind = parse.chunks[np + 1 : np + 3]
    if share is None and len(behind) == 2 and behind[0].head == "of" and behind[1].head == "%":
        share = share_in(behind[1])  # "a stake of 30% in X"
    company = _company_behind(parse, np)
    if share is None and not majority and words & {"all"} and company >= 0 and not chunk.neg:
        majority = "all"
    if company < 0 and chunk.inner:
        company = np  # "the Rosneft stake": the modifier is meant
    return StakePhrase(share, company, majority)


def _company_behind(parse: Parse, np: int) -> int:
    """`stake in X`, `51% of the shares of X`: the phrase with the company, -1 if none."""
    chunks = parse.chunks
    at = np + 1
    for _ in range(4):
        while at < len(chunks) and chunks[at].kind in ("adv", "quote"):
            at += 1
        if (
            at + 1 >= len(chunks)
            or chunks[at].kind != "prep"
            or chunks[at].head not in ("in", "of", "at")
        ):
            return -1
        if not chunks[at + 1].is_np:
            return -1
        head = parse.head_np(at + 1)
        chunk = chunks[head]
        if chunk.ref is not None:
            return head
        called = head + 2 < len(chunks) and chunks[head + 1].kind == "comma"
        if called and chunks[head + 2].is_np and chunks[head + 2].named and chunk.owner >= 0:
            return head + 2  # "6% of Acme's parent, Acme Holdings"
        if chunk.head and chunk.head not in _OF_EQUITY and (chunk.owner_ref or chunk.owner >= 0):
            return -1  # "a third of its crude" is no part of its equity
        if chunk.owner >= 0 and chunks[chunk.owner].ref is not None:
            return chunk.owner
        if chunk.owner_ref is not None:
            return head
        if chunk.inner:
            return head
        at = head + 1
    return -1


def share_beside(parse: Parse, np: int) -> Share | None:
    """The percentage printed right beside a name: "X (60 %)", "X 51%", "X, with 49%"."""
    chunks = parse.chunks
    at = np + 1
    total = len(chunks)
    seat = at + 2 < total and chunks[at].head in ("of", "in") and chunks[at + 2].kind == "lpar"
    if seat and chunks[at + 1].is_np and chunks[at + 1].ref is None:
        at += 2  # "Acme of Geneva (40%)"
    if at < total and chunks[at].kind == "lpar":
        for probe in range(at + 1, min(total, at + 6)):
            if chunks[probe].kind == "rpar":
                break
            if chunks[probe].is_np and share_in(chunks[probe]) is not None:
                return share_in(chunks[probe])
        while at < total and chunks[at].kind != "rpar":
            at += 1
        at += 1
    if at < total and chunks[at].is_np and chunks[at].ref is None:
        return share_in(chunks[at])
    if at + 1 < total and chunks[at].kind in ("comma", "dash", "colon") and chunks[at + 1].is_np:
        nxt = chunks[at + 1]
        if nxt.ref is None and share_in(nxt) is not None and not _by_behind(parse, at + 1):
            return share_in(nxt)
        if (
            nxt.ref is None
            and nxt.values == []
            and at + 3 < total
            and chunks[at + 2].kind in ("colon", "comma", "dash")
        ):
            third = chunks[at + 3]
            if third.is_np and third.ref is None and third.words[:1] == ["%"]:
                return share_in(third)  # "X, Zug: 49.9%"
    probe = at
    if probe < total and chunks[probe].kind == "comma":
        probe += 1
    if (
        probe + 1 < total
        and chunks[probe].kind == "prep"
        and chunks[probe].head in ("with", "at", "for")
    ):
        nxt = chunks[probe + 1]
        if (
            nxt.is_np
            and nxt.ref is None
            and share_in(nxt) is not None
            and nxt.head in ("%", "stake", "share", "shares", "interest", "holding")
        ):
            return share_in(nxt)
    return None


def _by_behind(parse: Parse, np: int) -> bool:
    at = np + 1
    return (
        at < len(parse.chunks)
        and parse.chunks[at].kind == "prep"
        and parse.chunks[at].head in ("by", "to", "for")
    )


def share_before(parse: Parse, np: int) -> Share | None:
    """`25% by X`: the percentage before the preposition of a name."""
    chunks = parse.chunks
    at = parse.first_of(np) - 1
    if at >= 1 and chunks[at].kind == "prep" and chunks[at].head in ("by", "to"):
        left = chunks[at - 1]
        if left.is_np and left.ref is None:
            return share_in(left)
    return None


def as_percent(share: Share | None, majority: str) -> tuple[float | None, Stake | None]:
    """Printed figure and interval of a stake."""
    if share is not None:
        return share.percent, share.stake
    if majority == "all":
        return 100.0, Stake.exactly(100.0)
    if majority == "majority":
        return None, Stake.over(50.0)
    if majority == "minority":
        return None, Stake.under(50.0, low=OPEN)
    return None, None


def label_before_colon(parse: Parse) -> tuple[str, int]:
    """`Shareholders: ...`: the words before an opening colon and the colon's index."""
    chunks = parse.chunks
    for at in range(min(len(chunks), 8)):
        if chunks[at].kind == "colon":
            words = [
                word
                for chunk in chunks[:at]
                if chunk.is_np and chunk.ref is None
                for word in chunk.words
            ]
            names = any(
                chunk.is_np and chunk.ref is not None and chunk.named for chunk in chunks[:at]
            )
            verbs = any(chunk.kind == "vg" for chunk in chunks[:at])
            if verbs or (names and not words):
                return "", -1
            return " ".join(words), at
    return "", -1
