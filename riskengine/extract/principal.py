"""Which party a document is about."""

from __future__ import annotations

from bisect import bisect_right

from riskengine.extract.coref import PartyDraft
from riskengine.extract.facts import DocState, Raw
from riskengine.vocab import PartyKind, Polarity, RelationType

_NEVER = (PartyKind.AGENCY, PartyKind.MEDIA, PartyKind.GOVERNMENT, PartyKind.MILITARY)
_SUBJECT_WEIGHT = {
    RelationType.LISTED_ON: 3.0,
    RelationType.VIOLATED: 3.0,
    RelationType.MILITARY_LINK: 2.0,
    RelationType.DELISTED_FROM: 2.5,
    RelationType.FRONT_FOR: 1.5,
    RelationType.OWNED_BY: 1.5,
    RelationType.CONTROLLED_BY: 1.5,
    RelationType.SUBSIDIARY_OF: 1.0,
    RelationType.SUPPLIES_TO: 1.0,
    RelationType.STATE_BACKED: 0.5,
}
"""How much a relation says that the text is about its subject; set by judgement, so that one
listing outweighs two further mentions."""


def early_topic(
    parties: list[PartyDraft], text: str, title: str, items: list[tuple[int, int]]
) -> int | None:
    """A first guess for pronouns: named in the title, named early, named often.

    Args:
        items: spans of list items, whose names are rarely what a text is about.
    """
    best: tuple[float, int] | None = None
    low = title.lower()
    for draft in parties:
        if draft.kind in _NEVER or draft.is_person:
            continue
        running = [m for m in draft.mentions if not _within(m.start, items)]
        score = min(len(running), 8) + 0.2 * (len(draft.mentions) - len(running))
        score += _early(draft, text) if running else 0
        score += 4 if _titled(draft, low) else 0
        if any(_opens(mention.start, text) for mention in running):
            score += 1
        if draft.kind is PartyKind.FUND:
            score -= 1.5
        if best is None or score > best[0]:
            best = (score, draft.id)
    return best[1] if best is not None else None


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the spans, which are in order and apart."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def _early(draft: PartyDraft, text: str) -> float:
    return 2.5 * (1 - draft.mentions[0].start / max(1, len(text)))


def _opens(start: int, text: str) -> bool:
    return start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] in (". ", ".\n")


def _titled(draft: PartyDraft, title: str) -> bool:
    name = draft.canonical.lower()
    first = draft.words[0].lower() if draft.words else ""
    return bool(title) and (name in title or (len(first) > 3 and first in title.split()))


def choose_principal(state: DocState, title: str) -> int | None:
    """The party that a document is about, None if it names none that could be."""
    parties = state.parties
    scores: dict[int, float] = {}
    for draft in parties:
        if draft.kind in _NEVER:
            continue
        score = 0.7 * min(len(draft.mentions), 8) + _early(draft, state.text)
        score += 3.0 if _titled(draft, title.lower()) else 0.0
        if draft.is_person:
            score -= 3.0
        scores[draft.id] = score
    counted: set[tuple[object, ...]] = set()
    for fact in state.facts:
        key = (fact.type, fact.subject, fact.object)
        if key in counted:
            continue
        counted.add(key)
        _weigh(fact, scores)
    if state.round is not None and state.round.company in scores:
        scores[state.round.company] += 6.0
    if state.label_company is not None and state.label_company in scores:
        scores[state.label_company] += 6.0
    designees = [
        fact
        for fact in state.facts
        if fact.type is RelationType.LISTED_ON
        and fact.polarity is Polarity.ASSERTED
        and fact.subject in scores
    ]
    if len({fact.subject for fact in designees}) >= 2 and len(designees) >= 0.4 * max(
        1, len(state.facts)
    ):
        first = designees[0].subject
        if isinstance(first, int):
            scores[first] += 6.0
    if not scores:
        return None
    return min(scores, key=lambda party: (-scores[party], parties[party].mentions[0].start))


def _weigh(fact: Raw, scores: dict[int, float]) -> None:
    if isinstance(fact.subject, int) and fact.subject in scores:
        if fact.type is RelationType.INVESTED_IN:
            scores[fact.subject] += 0.2
        else:
            scores[fact.subject] += _SUBJECT_WEIGHT.get(fact.type, 0.5)
    if isinstance(fact.object, int) and fact.object in scores:
        scores[fact.object] += 2.0 if fact.type is RelationType.INVESTED_IN else 0.3
