"""How sure the reader is of a relation, and why."""

from __future__ import annotations

from functools import lru_cache

from riskengine.extract.facts import DocState, Raw
from riskengine.extract.lexicon import load_yaml
from riskengine.vocab import Polarity


@lru_cache(maxsize=1)
def _weak_frames() -> frozenset[str]:
    frames = load_yaml("frames_en.yaml")
    return frozenset(
        frame["id"] for frame in (*frames["verbs"], *frames["nouns"]) if frame.get("weak")
    )


def grade(fact: Raw, state: DocState) -> tuple[str, str]:
    """Tier and its reason: `high`, `medium` or `review`.

    A relation is high where its sentence names both parties and ties them by a plain wording.
    It needs review where the wording is weak, where its sense was not resolved, or where
    neither party is named in the sentence.
    """
    if fact.polarity is Polarity.UNCLEAR:
        return "review", "whether the text asserts it was not resolved"
    if fact.tier == "review" or fact.frame in _weak_frames():
        return "review", "the wording is weak evidence of such a tie"
    parties = [value for value in (fact.subject, fact.object) if isinstance(value, int)]
    missing = [value for value in parties if not _named(fact, value, state)]
    if len(missing) == 2:
        return "review", "the passage names neither party"
    if missing:
        return "medium", (
            f"the passage does not name {_name(missing[0], state)}, who follows from the context"
        )
    if fact.tier == "medium":
        return "medium", "the wording admits another reading"
    return "high", "the passage names the parties and what ties them"


def _named(fact: Raw, party: int, state: DocState) -> bool:
    return any(
        fact.start <= mention.start and mention.end <= fact.end
        for mention in state.parties[party].mentions
    )


def _name(party: int, state: DocState) -> str:
    return state.parties[party].canonical
