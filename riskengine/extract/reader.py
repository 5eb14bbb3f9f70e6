"""From a document to its parties, relations and funding round."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from riskengine.extract.coref import PartyDraft, cluster, unique_names
from riskengine.extract.coverage import coverage, coverage_notes
from riskengine.extract.facts import DocState, PartyOrCode, Raw, main_country
from riskengine.extract.focus import Focus
from riskengine.extract.grading import grade
from riskengine.extract.invisible import read_past_invisible
from riskengine.extract.kinds import is_military
from riskengine.extract.languages import foreign_language
from riskengine.extract.latin import read_sentences
from riskengine.extract.names import find_mentions
from riskengine.extract.prepared import Hit, NameFinder, prepare
from riskengine.extract.principal import choose_principal, early_topic
from riskengine.extract.providers.contract import Provider, provided_hits
from riskengine.extract.sentences import Paragraph, paragraphs
from riskengine.extract.values import dateline
from riskengine.model.reading import (
    Document,
    Extraction,
    FundingRound,
    Mention,
    Party,
    Relation,
    Span,
)
from riskengine.vocab import Polarity, RelationType

_LATIN = frozenset({"Latn", "Zyyy"})
_SCRIPT_NAMES = {
    "Arab": "Arabic",
    "Hang": "Korean",
    "Jpan": "Japanese",
    "Kana": "Japanese",
    "Hira": "Japanese",
    "Grek": "Greek",
    "Hebr": "Hebrew",
    "Thai": "Thai",
    "Deva": "Devanagari",
    "Geor": "Georgian",
    "Armn": "Armenian",
}


def read(
    document: Document, *, finder: NameFinder | None = None, providers: Sequence[Provider] = ()
) -> Extraction:
    """Read a document.

    Args:
        document: the text; offsets in the result point into `document.text`.
        finder: finds names of list entities in a text; optional, it only adds certainty.
        providers: optional engines that fill gaps among the names found.

    Returns:
        Parties in order of first appearance and relations in order of the text. Pure and
        deterministic: the same document, finder and engines give the same result.
    """
    return read_past_invisible(document, lambda plain: _read(plain, finder, providers))


def _read(
    document: Document, finder: NameFinder | None, providers: Sequence[Provider]
) -> Extraction:
    text = document.text
    blocks = paragraphs(text)
    chinese = [block for block in blocks if block.script in ("Hani", "Hans", "Hant")]
    russian = [block for block in blocks if block.script == "Cyrl"]
    latin = [block for block in blocks if block.script in _LATIN]
    other = [
        block
        for block in blocks
        if block.script not in _LATIN and block not in chinese and block not in russian
    ]
    hits: tuple[Hit, ...] = tuple(finder.find(text)) if finder is not None else ()
    hits += provided_hits(text, blocks, providers, hits)
    prepared = prepare(text, latin + other if other else latin)
    prepared.sort(key=lambda item: item.stretch.start)
    told = [(block, foreign_language(text, block)) for block in latin]
    names_only = [(block, language) for block, language in told if language is not None]
    strict = frozenset(block.index for block, _ in names_only)
    found, persons = find_mentions(text, prepared, hits, strict)
    parties = cluster(found, text, persons)
    for draft in parties:
        draft.military = is_military(draft.canonical, draft.kind)
    items = [(block.start, block.end) for block in blocks if block.bullet]
    focus = Focus(parties, topic=early_topic(parties, text, document.title, items))
    published = document.published or dateline(text)
    state = DocState(text, parties, focus, published, main_country=main_country(text))
    read_sentences(state, prepared)
    if chinese:
        from riskengine.extract.chinese import read_chinese

        read_chinese(state, chinese, hits, document.title)
    if russian:
        from riskengine.extract.russian import read_russian

        read_russian(state, russian, hits, document.title)
    names_only += [(block, _language(block)) for block in other]
    names_only.sort(key=lambda pair: pair[0].index)
    extraction = _assemble(document, state, blocks, names_only)
    return dataclasses.replace(extraction, engines=tuple(item.label for item in providers))


def _assemble(
    document: Document,
    state: DocState,
    blocks: list[Paragraph],
    names_only: list[tuple[Paragraph, str]],
) -> Extraction:
    unique_names(state.parties)
    principal = choose_principal(state, document.title)
    _mark_removed(state.facts)
    names = {draft.id: draft.canonical for draft in state.parties}

    def name(value: PartyOrCode) -> str:
        return names[value] if isinstance(value, int) else value

    found_in = coverage(document.text, blocks, names_only, state.facts)
    relations = [_relation(raw, name, grade(raw, state)) for raw in _unique(state.facts)]
    parties = tuple(
        _party(draft, document.text)
        for draft in sorted(state.parties, key=lambda item: item.mentions[0].start)
    )
    found = state.round
    financing = None
    if found is not None:
        spans = tuple(Span(start, end) for start, end in sorted(found.spans))
        financing = FundingRound(
            names[found.company],
            found.amount,
            found.converted,
            found.valuation,
            found.series,
            spans,
        )
    return Extraction(
        document,
        parties,
        tuple(relations),
        financing,
        names[principal] if principal is not None else None,
        tuple(coverage_notes(found_in)),
        found_in,
    )


def _mark_removed(facts: list[Raw]) -> None:
    """A listing that the same text says was lifted is a past one."""
    lifted = {
        (fact.subject, fact.object)
        for fact in facts
        if fact.type is RelationType.DELISTED_FROM and fact.polarity is Polarity.ASSERTED
    }
    for fact in facts:
        if (
            fact.type is RelationType.LISTED_ON
            and fact.polarity is Polarity.ASSERTED
            and (fact.subject, fact.object) in lifted
        ):
            fact.status = "removed"


def _unique(facts: list[Raw]) -> list[Raw]:
    """One relation for each claim: the first place that makes it, details from all."""
    kept: dict[tuple[object, ...], Raw] = {}
    for fact in sorted(facts, key=lambda item: (item.start, item.sentence)):
        key = (
            fact.type,
            fact.subject,
            fact.object,
            fact.polarity,
            fact.status if fact.status == "former" else "",
            fact.speaker if fact.polarity in (Polarity.ALLEGED,) else "",
        )
        known = kept.get(key)
        if known is None:
            kept[key] = dataclasses.replace(fact)
            continue
        if (
            known.percent is None
            and known.stake is None
            and (fact.percent is not None or fact.stake is not None)
        ):
            known.percent, known.stake = fact.percent, fact.stake
            known.start, known.end, known.frame = fact.start, fact.end, fact.frame
        elif (
            fact.percent is not None and known.percent is not None and fact.percent != known.percent
        ):
            kept[(*key, fact.percent)] = dataclasses.replace(fact)
        known.date = known.date or fact.date
        known.by = known.by if known.by is not None else fact.by
        known.role = known.role or fact.role
        known.amount = known.amount or fact.amount
    return sorted(kept.values(), key=lambda item: (item.start, item.end, item.sentence))


def _relation(raw: Raw, name: Callable[[PartyOrCode], str], graded: tuple[str, str]) -> Relation:
    tier, reason = graded
    return Relation(
        type=raw.type,
        subject=name(raw.subject),
        object=name(raw.object),
        polarity=raw.polarity,
        evidence=Span(raw.start, raw.end),
        speaker=name(raw.speaker) if raw.speaker is not None else None,
        by=name(raw.by) if raw.by is not None else None,
        date=raw.date,
        percent=raw.percent,
        stake=raw.stake,
        amount=raw.amount,
        status=raw.status,
        role=raw.role,
        tier=tier,
        tier_reason=reason,
        frame=raw.frame,
    )


def _party(draft: PartyDraft, text: str) -> Party:
    spans = sorted({(mention.start, mention.end) for mention in draft.mentions})
    mentions = tuple(Mention(text[start:end], start, end) for start, end in spans)
    return Party(
        canonical=draft.canonical,
        kind=draft.kind,
        mentions=mentions,
        country=draft.country,
        country_evidence=Span(*draft.country_span) if draft.country_span is not None else None,
        role=draft.role,
        gazetteer_ids=tuple(sorted(draft.entity_ids)),
    )


def _language(block: Paragraph) -> str:
    return _SCRIPT_NAMES.get(block.script, f"script {block.script}")
