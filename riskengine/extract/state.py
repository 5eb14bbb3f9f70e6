"""Backing by a state, told by words rather than by an owner."""

from __future__ import annotations

from riskengine.extract.chunks import Chunk
from riskengine.extract.facts import Sentence, frames
from riskengine.extract.nouns import (
    holders,
)
from riskengine.territories import capital_metonym, country_code
from riskengine.vocab import RelationType

_STATE_WORDS = frozenset(frames()["state"]) - {"state", "sovereign"}
_STATE_NOUNS = frozenset(frames()["state_nouns"])


def _is_state_phrase(words: list[str]) -> bool:
    if set(words) & _STATE_WORDS:
        return True
    for index, word in enumerate(words[:-1]):
        if word in ("state", "sovereign") and (
            words[index + 1] in _STATE_NOUNS or words[-1] in _STATE_NOUNS
        ):
            return True
        if (
            word in ("government", "party", "government-linked")
            and words[index + 1]
            in ("fund", "vehicle", "organ", "corporation", "company", "enterprise", "investor")
            and words[-1] == words[index + 1]
        ):
            return True
    return bool(words) and words[-1] in ("state", "sovereign") and False


def _seat_words(chunk: Chunk) -> bool:
    """`Kremlin-controlled`, `Beijing-backed`: a capital stands for its state."""
    for word in chunk.words:
        head, dash, tail = word.partition("-")
        if (
            dash
            and tail in ("controlled", "backed", "owned", "run")
            and (country_code(head.capitalize()) or capital_metonym(head.capitalize()))
        ):
            return True
    return False


_OF_STATE = frozenset({"state", "government", "republic", "emirate", "kingdom", "federation"})
_VEHICLES = frozenset(
    {"fund", "arm", "vehicle", "investor", "company", "bank", "agency", "corporation", "holding"}
)


def _of_state(sentence: Sentence, np: int) -> int:
    """`the venture fund of the Estonian state`: the phrase that names the state, -1 if none."""
    chunks = sentence.chunks
    if chunks[np].head not in _VEHICLES or np + 2 >= len(chunks) or chunks[np + 1].head != "of":
        return -1
    behind = chunks[np + 2]
    return np + 2 if behind.is_np and behind.ref is None and behind.head in _OF_STATE else -1


def _fund_of_state(sentence: Sentence, np: int) -> None:
    at = _of_state(sentence, np)
    if at < 0:
        return
    held, verb = holders(sentence, np)
    shade = sentence.colour(np, verb)
    for party, _ in held:
        code = sentence.state_code(None, party, at)
        if code is not None and sentence.is_org(party):
            sentence.emit(RelationType.STATE_BACKED, party, code, shade, "state.of")


def read_state(sentence: Sentence) -> None:
    """`the state corporation X`, `X, a sovereign fund`, `state-owned X`."""
    chunks = sentence.chunks
    for index, chunk in enumerate(chunks):
        if chunk.is_np and chunk.ref is None:
            _fund_of_state(sentence, index)
        if not chunk.is_np or not (_is_state_phrase(chunk.words) or _seat_words(chunk)):
            continue
        if chunk.ref is not None and chunk.named:
            targets = sentence.parties_at(index, group=False)
            verb = -1
        else:
            targets, verb = holders(sentence, index)
            if chunk.appos >= 0:
                targets = sentence.parties_at(chunk.appos, group=chunk.det in ("both", "all"))
        shade = (
            sentence.colour(index, verb)
            if verb >= 0 and chunk.ref is None
            else sentence.colour(index, -1)
        )
        for party, _ in targets:
            if sentence.is_org(party):
                code = sentence.state_code(None, party, index)
                if code is not None:
                    sentence.emit(RelationType.STATE_BACKED, party, code, shade, "state.words")
