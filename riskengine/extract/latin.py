"""Reading the paragraphs in Latin script, sentence by sentence."""

from __future__ import annotations

from riskengine.extract.arguments import label_before_colon
from riskengine.extract.chunks import Chunk, Ref
from riskengine.extract.clauses import parse
from riskengine.extract.conduct import read_conduct
from riskengine.extract.denials import read_denials
from riskengine.extract.facts import DocState, Sentence
from riskengine.extract.headings import is_short, read_heading, read_heading_line
from riskengine.extract.investment import read_investment
from riskengine.extract.items import build_items
from riskengine.extract.lexicon import english
from riskengine.extract.listing import read_listings, read_pending
from riskengine.extract.lists import CodeHit
from riskengine.extract.ownership import read_ownership
from riskengine.extract.phrases import Chunker
from riskengine.extract.placements import read_placements
from riskengine.extract.prepared import Prepared
from riskengine.extract.traits import describe
from riskengine.extract.values import dates, money, shares


def read_sentences(state: DocState, prepared: list[Prepared]) -> None:
    """Read every sentence."""
    lexicon = english()
    spans: list[tuple[int, int, Ref]] = sorted(
        (mention.start, mention.end, Ref((draft.id,)))
        for draft in state.parties
        for mention in draft.mentions
    )
    number = 0
    label_paragraph = -1
    spans_of_entries: dict[int, Ref] = {}
    for item in prepared:
        stretch = item.stretch
        while number < len(spans) and spans[number][0] < stretch.start:
            number += 1
        end = number
        while end < len(spans) and spans[end][0] < stretch.end:
            end += 1
        inside = spans[number:end]
        number = end
        if item.headline:
            read_heading(state, item)
            label_paragraph = item.paragraph.index
            continue
        if (
            state.label
            and not item.paragraph.bullet
            and item.paragraph.index > label_paragraph + 1
            and not is_short(item)
        ):
            state.label = ""
        codes = [_clip(hit, inside) for hit in item.codes]
        items = build_items(
            item.tokens,
            inside,
            shares(state.text, stretch.start, stretch.end),
            money(state.text, stretch.start, stretch.end),
            dates(state.text, stretch.start, stretch.end, state.published),
            [hit for hit in codes if hit is not None],
            item.countries,
            item.places,
        )
        chunks = Chunker(items, lexicon).run()
        entry = _entry_of(item, spans_of_entries, inside)
        if entry is not None:
            _with_subject(chunks, entry)
        if stretch is item.paragraph.sentences[0] and not item.paragraph.bullet:
            state.focus.open_paragraph()
        state.focus.resolve(chunks)
        span = (
            (item.paragraph.mark, item.paragraph.end)
            if item.paragraph.bullet and len(item.paragraph.sentences) == 1
            else (stretch.start, stretch.end)
        )
        parsed = parse(chunks, lexicon, state.text, *span)
        sentence = Sentence(state, parsed, stretch.index)
        describe(sentence, item)
        if read_heading_line(state, item, sentence):
            label_paragraph = item.paragraph.index
        if item.paragraph.bullet and read_pending(sentence):
            pass
        read_ownership(sentence)
        read_investment(sentence)
        read_placements(sentence)
        read_listings(sentence)
        read_conduct(sentence)
        read_denials(sentence)
        if item.paragraph.bullet:
            label_paragraph = item.paragraph.index
        state.focus.after_sentence(chunks)
        label, colon = label_before_colon(parsed)
        if label and any(
            word in label
            for word in (
                "counterparty",
                "subject",
                "company",
                "client",
                "customer name",
                "entity",
                "target",
                "name",
                "borrower",
                "issuer",
                "vendor",
            )
        ):
            named = parsed.np_after(colon, within=3)
            if named >= 0 and chunks[named].ref is not None and chunks[named].ids:
                state.label_company = chunks[named].ids[0]
                state.focus.topic = state.label_company


def _entry_of(
    item: Prepared, entries: dict[int, Ref], inside: list[tuple[int, int, Ref]]
) -> Ref | None:
    """Whom a further sentence of a list item is about: `• ACME JSC. Provides radios to ...`."""
    block = item.paragraph
    if not block.bullet:
        return None
    if item.stretch is block.sentences[0]:
        if inside:
            entries[block.index] = inside[0][2]
        return None
    return entries.get(block.index)


def _with_subject(chunks: list[Chunk], entry: Ref) -> None:
    """Give a sentence without a subject the one of its list item."""
    if not chunks:
        return
    first = chunks[0]
    elided = first.kind == "vg" and first.form in ("s", "past", "base", "fin", "pp")
    told = (
        first.is_np
        and first.ref is None
        and not any(chunk.kind == "vg" and chunk.finite for chunk in chunks)
    )
    if not elided and not told:
        return
    subject = Chunk("np", first.start, first.start, ref=Ref(entry.ids, False))
    added = [subject, Chunk("comma", first.start, first.start)] if told else [subject]
    for chunk in chunks:
        if chunk.owner >= 0:
            chunk.owner += len(added)
    chunks[:0] = added
    for index, chunk in enumerate(chunks):
        chunk.index = index


def _clip(hit: CodeHit, inside: list[tuple[int, int, Ref]]) -> CodeHit | None:
    """A list's name without the agency in it, so that both can be read."""
    start = hit.start
    for left, right, _ in inside:
        if left < hit.end and right > start:
            if right >= hit.end:
                return None
            if left <= start or left < hit.end:
                start = right
    return CodeHit(start, hit.end, hit.code, hit.kind) if start < hit.end else None
