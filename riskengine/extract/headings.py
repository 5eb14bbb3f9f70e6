"""Headings, labels and introductions that say what follows."""

from __future__ import annotations

import re

from riskengine.extract.facts import DocState, Sentence
from riskengine.extract.lists import list_of_issuer
from riskengine.extract.prepared import Prepared
from riskengine.vocab import RelationType


def is_short(item: Prepared) -> bool:
    return len(item.tokens) <= 6 or item.tokens[0].text == "|"


def read_heading(state: DocState, item: Prepared) -> None:
    text = state.text[item.stretch.start : item.stretch.end].lower()
    state.label = (
        text
        if any(
            word in text for word in ("shareholder", "ownership", "owners", "customers", "members")
        )
        else ""
    )


_REMOVED = re.compile(
    r"^(?:no longer (?:listed|designated)|removed|removals|delisted|delistings|deletions?"
    r"|deleted)\b",
    re.I,
)
_ADDED = re.compile(
    r"^(?:added|additions|newly (?:listed|designated|added)|designations|new (?:listings"
    r"|designations|entries))\b",
    re.I,
)


def _designees(state: DocState, text: str, sentence: Sentence) -> None:
    """`No longer listed:` and the like announce items that follow."""
    removed = _REMOVED.match(text) is not None
    if not removed and _ADDED.match(text) is None:
        return
    code = state.last_list
    if code is None:
        for draft in state.parties:
            code = code or list_of_issuer(draft.canonical)
    if code is not None:
        state.pending_list, state.pending_until = code, sentence.index + 400
        state.pending_type = RelationType.DELISTED_FROM if removed else RelationType.LISTED_ON
        state.last_date = None


def read_heading_line(state: DocState, item: Prepared, sentence: Sentence) -> bool:
    """A short line without a verb, or an introduction that ends in a colon, sets a label."""
    text = state.text[item.stretch.start : item.stretch.end].strip().lower()
    if len(item.tokens) <= 8 and not item.paragraph.bullet:
        _designees(state, text, sentence)
    if any(
        word in text
        for word in (
            "shareholder",
            "ownership",
            "owners of",
            "share register",
            "cap table",
            "major holders",
            "beneficial owner",
        )
    ) or text.strip(" :#") in ("owners", "owner", "owner(s)", "ubo", "ubos", "shareholding"):
        last = item.stretch is item.paragraph.sentences[-1]
        if len(item.tokens) <= 5 or (
            last and (text.endswith(":") or "table" in text or "follow" in text or "below" in text)
        ):
            state.label = "ownership shareholders"
            named = [
                party
                for chunk in sentence.chunks
                if chunk.is_np and chunk.ref is not None
                for party in chunk.ids
                if state.parties[party].is_org
            ]
            if named:
                state.label_company = named[0]
            elif state.label_company is None:
                state.label_company = state.focus.topic
            return True
    return False
