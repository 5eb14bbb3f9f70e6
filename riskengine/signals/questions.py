"""What a reviewer still has to find out, asked in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from riskengine.model.assessment import OwnershipResult
from riskengine.model.interval import Stake
from riskengine.model.signal import Signal
from riskengine.signals.context import Context, list_code
from riskengine.vocab import Answer, ListingState, Polarity


@lru_cache(maxsize=1)
def _templates() -> dict[str, str]:
    source = resources.files("riskengine") / "data" / "signals" / "questions.yaml"
    loaded: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def _ask(template: str, **values: object) -> str:
    return _templates()[template].strip().format(**values)


def joined(names: Sequence[str]) -> str:
    """`A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def open_questions(name: str, signals: Sequence[Signal], context: Context) -> tuple[str, ...]:
    """Questions in the order of the signals, each once."""
    questions = [
        *_listing_questions(name, context),
        *_claim_questions(name, signals, context),
        *_regime_questions(name, context.regimes.get(name, ())),
        *_share_questions(name, signals),
        *_conduct_questions(name, signals),
        *_reading_questions(name, context),
    ]
    return tuple(dict.fromkeys(questions))


def _listing_questions(name: str, context: Context) -> Iterator[str]:
    fitting: dict[tuple[str, str], list[str]] = {}
    for item in context.listings(name):
        match = item.match
        if item.state in {ListingState.ACTIVE, ListingState.UNCERTAIN} and match.candidates > 1:
            names = fitting.setdefault((match.query_name, item.info.title), [])
            if match.entity.caption not in names:
                names.append(match.entity.caption)
        if item.state is ListingState.UNCERTAIN:
            listing = match.entity.listings[item.index]
            yield _ask(
                "listing_uncertain",
                name=match.listed_name,
                list=item.info.title,
                as_of=context.as_of,
                listed_on=listing.listed_on,
                citation=listing.citation or item.info.citation,
            )
    for (query, title), names in fitting.items():
        if len(names) > 1:
            yield _ask(
                "ambiguous", query=query, count=len(names), list=title, names="; ".join(names)
            )


def _claim_questions(name: str, signals: Sequence[Signal], context: Context) -> Iterator[str]:
    for item in signals:
        if item.type != "claimed_listing" or item.get("polarity") != "asserted":
            continue
        if item.get("status") != "current":
            continue
        code = list_code(str(item.get("list_code")))
        if item.get("corroborated") == "not_found" and code.list_id is not None:
            date = context.infos[code.list_id].list_date
            yield _ask("claim_not_found", subject=name, list=code.title, date=date)
        elif item.get("corroborated") == "not_loaded":
            yield _ask("claim_not_loaded", subject=name, list=code.title)


def _regime_questions(name: str, results: Sequence[OwnershipResult]) -> Iterator[str]:
    for result in results:
        if result.verdict is Answer.POSSIBLE:
            yield _ask("regime_possible", title=result.title, subject=name, stake=result.stake)
        if result.verdict is not Answer.NO and result.status == "in_force_by_default_unconfirmed":
            yield _ask("regime_unconfirmed", title=result.title, citation=result.citation)


def _share_questions(name: str, signals: Sequence[Signal]) -> Iterator[str]:
    def unknown(item: Signal) -> bool:
        stake = item.get("stake")
        return not isinstance(stake, Stake) or stake.is_unknown

    investors = [
        str(item.get("investor"))
        for item in signals
        if item.type == "backer"
        and item.get("status") == "current"
        and item.get("polarity") == "asserted"
        and unknown(item)
    ]
    if investors:
        yield _ask("investor_shares", names=joined(investors), subject=name)
    for item in signals:
        if item.type != "state_ownership":
            continue
        if item.get("basis") == "pattern":
            yield _ask("pattern", owner=item.get("owner"))
        elif item.get("relation") in {"owned", "subsidiary"} and unknown(item):
            yield _ask("owner_share", owner=item.get("owner"), subject=name)


def _conduct_questions(name: str, signals: Sequence[Signal]) -> Iterator[str]:
    for item in signals:
        if item.type == "unclear_claim":
            relation = str(item.get("relation")).replace("_", " ")
            yield _ask("unclear", subject=name, object=item.get("object"), relation=relation)
        elif item.type == "military_link" and item.get("polarity") == "denied":
            if item.get("speaker_kind") == "self":
                yield _ask("denial_by_subject", subject=name)
            else:
                yield _ask("denial", speaker=item.get("speaker") or "The text", subject=name)
        elif item.get("polarity") == "alleged" and item.type in _ALLEGATIONS:
            speaker = item.get("speaker") or "Somebody not named"
            yield _ask("allegation", speaker=speaker, what=_allegation(name, item))


def _reading_questions(name: str, context: Context) -> Iterator[str]:
    """Relations that the reader itself is not sure of."""
    for relation in context.claims_of(name):
        if relation.tier == "review" and relation.polarity is not Polarity.UNCLEAR:
            yield _ask(
                "reading",
                subject=relation.subject,
                object=relation.object,
                relation=relation.type.value.replace("_", " "),
                why=relation.tier_reason,
            )


_ALLEGATIONS = {"military_link", "supply", "violation", "front"}


def _allegation(name: str, item: Signal) -> str:
    if item.type == "military_link":
        return f"{name} is linked to {item.get('body')}"
    if item.type == "supply":
        other = item.get("counterparty")
        return (
            f"{name} supplies {other}"
            if item.get("direction") == "to"
            else f"{other} supplies {name}"
        )
    if item.type == "violation":
        return f"{name} broke {item.get('regime')}"
    return f"{name} acts for {item.get('principal')}"
