"""Recording owners, controllers and parents, with what follows from a state among them."""

from __future__ import annotations

from riskengine.extract.facts import Sentence
from riskengine.extract.polarity import Colour
from riskengine.model.interval import Stake
from riskengine.vocab import PartyKind, Polarity, RelationType


def owned(
    sentence: Sentence,
    company: int,
    owner: int,
    shade: Colour,
    frame: str,
    percent: float | None,
    interval: Stake | None,
    status: str | None,
) -> None:
    """Record an owner; a government as owner also backs the company."""
    if company == owner or sentence.kind(company) in (PartyKind.AGENCY, PartyKind.GOVERNMENT):
        return
    if sentence.kind(owner) is PartyKind.MEDIA:
        return
    sentence.emit(
        RelationType.OWNED_BY,
        company,
        owner,
        shade,
        frame,
        percent=percent,
        stake=interval,
        status=status,
    )
    _state_behind(sentence, company, owner, shade, frame, status)


def controlled(
    sentence: Sentence, company: int, controller: int, shade: Colour, frame: str
) -> None:
    """Record a controller; a government in control also backs the company."""
    if sentence.state.parties[company].is_person or sentence.kind(company) in (
        PartyKind.AGENCY,
        PartyKind.GOVERNMENT,
        PartyKind.MILITARY,
    ):
        return
    if sentence.kind(controller) is PartyKind.MEDIA:
        return
    sentence.emit(RelationType.CONTROLLED_BY, company, controller, shade, frame)
    _state_behind(sentence, company, controller, shade, frame, shade.status)


def subsidiary(sentence: Sentence, child: int, parent: int, shade: Colour, frame: str) -> None:
    """Record a parent; a government as "parent" is a controller."""
    if sentence.state.parties[child].is_person or sentence.state.parties[parent].is_person:
        return
    if sentence.kind(child) in (PartyKind.AGENCY, PartyKind.GOVERNMENT, PartyKind.MEDIA):
        return
    if sentence.is_state(parent):
        controlled(sentence, child, parent, shade, frame)
        return
    sentence.emit(RelationType.SUBSIDIARY_OF, child, parent, shade, frame)
    if sentence.is_military(parent):
        what = sentence.military_object(parent)
        sentence.emit(RelationType.MILITARY_LINK, child, what, shade, frame, sensitive=True)


def _state_behind(
    sentence: Sentence, company: int, owner: int, shade: Colour, frame: str, status: str | None
) -> None:
    if sentence.is_state(owner) and shade.polarity is Polarity.ASSERTED and status != "former":
        code = sentence.state_code(owner, company)
        if code is not None:
            sentence.emit(RelationType.STATE_BACKED, company, code, shade, frame)
