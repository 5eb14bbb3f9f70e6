"""Reading the paragraphs in Latin script: names first, then sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from riskengine.extract.arguments import label_before_colon
from riskengine.extract.clauses import parse
from riskengine.extract.conduct import read_conduct
from riskengine.extract.coref import PartyDraft
from riskengine.extract.denials import read_denials
from riskengine.extract.facts import DocState, Sentence
from riskengine.extract.investment import read_investment
from riskengine.extract.kinds import kind_of_name, person_evidence
from riskengine.extract.lexicon import english, word_set
from riskengine.extract.listing import read_listings, read_pending
from riskengine.extract.lists import CodeHit, code_hits, list_of_issuer
from riskengine.extract.mentions import Candidate, candidates, name_parts
from riskengine.extract.ownership import read_ownership
from riskengine.extract.phrases import Chunk, Chunker, Ref, build_items
from riskengine.extract.sentences import Paragraph
from riskengine.extract.sentences import Sentence as Stretch
from riskengine.extract.tokens import Token, tokenize
from riskengine.extract.values import dates, money, shares
from riskengine.territories import country_hits, places_in
from riskengine.vocab import PartyKind, RelationType


class Hit(Protocol):
    """A listed name found in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity_ids(self) -> Sequence[str]: ...


class NameFinder(Protocol):
    """Finds names of list or reference entities in a text."""

    def find(self, text: str) -> Sequence[Hit]: ...


@dataclass(slots=True)
class Prepared:
    """A sentence with its tokens and the geography in it."""

    stretch: Stretch
    paragraph: Paragraph
    tokens: list[Token]
    countries: dict[int, tuple[int, str, str]]
    places: dict[int, tuple[int, str]]
    headline: bool
    codes: list[CodeHit]


def prepare(text: str, found: list[Paragraph]) -> list[Prepared]:
    """Tokens and places of every sentence of the given paragraphs."""
    prepared: list[Prepared] = []
    for paragraph in found:
        piece = text[paragraph.start : paragraph.end]
        offset = paragraph.start
        lands = [
            (hit.start + offset, hit.end + offset, hit.code, hit.form)
            for hit in country_hits(piece)
        ]
        towns = [
            (hit.start + offset, hit.end + offset, hit.place.country) for hit in places_in(piece)
        ]
        for stretch in paragraph.sentences:
            tokens = tokenize(text, stretch.start, stretch.end)
            prepared.append(
                Prepared(
                    stretch,
                    paragraph,
                    tokens,
                    {s: (e, c, f) for s, e, c, f in lands if stretch.start <= s < stretch.end},
                    {s: (e, c) for s, e, c in towns if stretch.start <= s < stretch.end},
                    _headline(tokens, paragraph),
                    code_hits(text, stretch.start, stretch.end),
                )
            )
    return prepared


def _headline(tokens: list[Token], paragraph: Paragraph) -> bool:
    """A line in title case or capitals tells nothing by its capitals."""
    words = [token for token in tokens if token.kind == "word" and len(token.text) > 3]
    if len(words) < 4 or len(paragraph.sentences) > 1 or paragraph.bullet:
        return False
    if tokens[-1].text[-1] in ".!?;" and not all(word.text.isupper() for word in words):
        return False
    capital = sum(1 for word in words if word.text[0].isupper() or word.text[0].isdigit())
    return (capital >= 0.8 * len(words) and len(words) >= 5) or all(
        word.text.isupper() for word in words
    )


def find_mentions(
    text: str, prepared: list[Prepared], hits: Sequence[Hit]
) -> tuple[list[Candidate], dict[int, bool]]:
    """Mentions of a text in order, and for each whether it speaks for a person."""
    lexicon = english()
    raw: list[tuple[Candidate, Prepared]] = []
    for item in prepared:
        if item.headline:
            continue
        spots = frozenset((s, e) for s, (e, _) in item.places.items())
        lands = {(s, e): form for s, (e, _, form) in item.countries.items()}
        codes = [
            hit for hit in item.codes if hit.kind in ("list", "program") or hit.kind == "regime"
        ]
        for candidate in candidates(item.tokens, text, lexicon, spots, lands):
            if any(
                hit.start <= candidate.start
                and candidate.end <= hit.end
                and hit.code != "?"
                and candidate.end > hit.start + 4
                and not _is_body(candidate)
                for hit in codes
            ):
                continue
            raw.append((candidate, item))
    _take_hits(text, raw, hits, prepared)
    lowered = {
        token.text
        for item in prepared
        for token in item.tokens
        if token.kind == "word" and token.text.islower()
    }
    known = {
        word for candidate, _ in raw if candidate.strength >= 1 for word in candidate.words[:1]
    }
    kept: list[tuple[Candidate, Prepared]] = []
    for candidate, item in raw:
        if candidate.strength < 0 and candidate.words[0] not in known:
            continue
        if (
            candidate.strength == 0
            and candidate.words[0] not in known
            and (
                not _acts(candidate, item)
                or candidate.words[0].lower() in lowered
                or candidate.words[0].lower().rstrip("s") in lowered
            )
        ):
            continue
        if (
            candidate.words[0] in ("EU", "UN", "UK", "US")
            and len(candidate.words) == 1
            and _before_sanctions(candidate, item)
        ):
            continue
        if (
            len(candidate.words) == 1
            and candidate.strength == 1
            and not _plausible_single(candidate, item)
        ):
            continue
        kept.append((candidate, item))
    kept.extend(_from_headlines(text, prepared, kept))
    kept.sort(key=lambda pair: pair[0].start)
    persons: dict[int, bool] = {}
    votes: dict[str, int] = {}
    for index, (candidate, item) in enumerate(kept):
        score = person_evidence(candidate, item.tokens, lexicon) if not item.headline else 0
        key = " ".join(candidate.words)
        votes[key] = votes.get(key, 0) + score
        persons[index] = score >= 2
    titled = {
        candidate.words[-1]
        for candidate, _ in kept
        if candidate.words[0].lower().rstrip(".") in ("mr", "mrs", "ms", "dr")
        and len(candidate.words) == 2
    }
    for index, (candidate, _) in enumerate(kept):
        if (
            len(candidate.words) in (2, 3)
            and candidate.words[-1] in titled
            and kind_of_name(candidate.words) is None
        ):
            persons[index] = True
            continue
        persons[index] = votes[" ".join(candidate.words)] >= 2
    return [candidate for candidate, _ in kept], persons


def _is_body(candidate: Candidate) -> bool:
    """Agencies inside the name of their list are mentions all the same."""
    return (kind_of_name(candidate.words) in (PartyKind.AGENCY,) and len(candidate.words) > 1) or (
        candidate.words[0] in ("OFAC", "BIS", "Pentagon", "Treasury", "EU", "UN", "OFSI", "SECO")
    )


def _before_sanctions(candidate: Candidate, item: Prepared) -> bool:
    """`EU sanctions`: the letters only say whose."""
    after = candidate.last + 1
    return after < len(item.tokens) and item.tokens[after].low in (
        "sanctions",
        "sanction",
        "blacklist",
        "embargo",
        "restrictions",
        "market",
        "law",
        "rules",
        "list",
        "export",
    )


def _acts(candidate: Candidate, item: Prepared) -> bool:
    """An unknown word that opens a sentence and does something is a name."""
    after = candidate.last + 1
    if after >= len(item.tokens):
        return False
    nxt = item.tokens[after]
    lexicon = english()
    if nxt.text in (",", "(") and after + 1 < len(item.tokens):
        return item.tokens[after + 1].low in ("which", "a", "an", "the", "who") or nxt.text == "("
    if (
        nxt.low in lexicon.modals
        or nxt.low in lexicon.be
        or nxt.low in lexicon.have
        or nxt.low in lexicon.do
    ):
        return True
    if candidate.words[0].endswith("s") and nxt.low in ("are", "were", "have", "do", "show", "say"):
        return False
    form = lexicon.verbs.get(nxt.low)
    if (
        candidate.words[0].endswith("s")
        and form is not None
        and "base" in form.forms
        and "s" not in form.forms
    ):
        return False
    return (form is not None and bool(form.forms & {"s", "past"})) or nxt.low in (
        "and",
        "also",
        "has",
        "itself",
    )


def _plausible_single(candidate: Candidate, item: Prepared) -> bool:
    """A lone capitalised word is a name unless it modifies a noun like a product or place."""
    before = item.tokens[candidate.first - 1] if candidate.first else None
    if (
        before is not None
        and before.low in ("in", "near", "at", "across", "outside", "throughout")
        and before.kind == "word"
    ):
        word = candidate.words[0]
        mixed = sum(char.isupper() for char in word) > 1
        after = item.tokens[candidate.last + 1] if candidate.last + 1 < len(item.tokens) else None
        stake = candidate.first >= 2 and item.tokens[candidate.first - 2].low in (
            "stake",
            "stakes",
            "interest",
            "invest",
            "invested",
            "investor",
            "investors",
            "shareholder",
            "shares",
            "holding",
            "round",
            "investment",
            "%",
            "money",
            "shareholding",
            "shareholders",
            "position",
            "investments",
        )
        money = before.low == "in" and any(
            t.low in ("stake", "invested", "invest", "%", "shares", "interest", "percent")
            for t in item.tokens[max(0, candidate.first - 8) : candidate.first]
        )
        return mixed or stake or money or (after is not None and after.kind == "poss")
    return True


def _take_hits(
    text: str, raw: list[tuple[Candidate, Prepared]], hits: Sequence[Hit], prepared: list[Prepared]
) -> None:
    """Let listed names confirm, widen or add mentions."""
    if not hits:
        return
    lexicon = english()
    ordered = sorted(hits, key=lambda hit: (hit.start, -(hit.end - hit.start)))
    number = 0
    by_start = sorted(range(len(raw)), key=lambda index: raw[index][0].start)
    for hit in ordered:
        while number < len(prepared) and prepared[number].stretch.end <= hit.start:
            number += 1
        if (
            number >= len(prepared)
            or hit.start < prepared[number].stretch.start
            or hit.end > prepared[number].stretch.end
        ):
            continue
        touching = (
            [raw[i][0] for i in by_start if raw[i][0].start < hit.end and hit.start < raw[i][0].end]
            if len(raw) < 400
            else [
                c
                for c, p in raw
                if p is prepared[number] and c.start < hit.end and hit.start < c.end
            ]
        )
        if touching:
            for candidate in touching:
                inside = candidate.start <= hit.start and hit.end <= candidate.end
                if inside and hit.end - hit.start >= 0.6 * (candidate.end - candidate.start):
                    candidate.entity_ids = tuple(sorted({*candidate.entity_ids, *hit.entity_ids}))
                    candidate.strength = 3
            continue
        item = prepared[number]
        covered = [
            index
            for index, token in enumerate(item.tokens)
            if token.start >= hit.start and token.end <= hit.end
        ]
        if not covered or item.headline:
            continue
        words = tuple(
            item.tokens[index].text for index in covered if item.tokens[index].kind != "punct"
        )
        if (
            not words
            or all(word.lower() in lexicon.common for word in words)
            or not any(word[0].isupper() for word in words)
        ):
            continue
        if any(
            s <= hit.start and hit.end <= e
            for s, e in (
                *((s, land[0]) for s, land in item.countries.items()),
                *((s, town[0]) for s, town in item.places.items()),
            )
        ):
            continue
        if (
            hit.end - hit.start < 4
            or words[0].lower() in lexicon.months | lexicon.weekdays
            or words[0] in lexicon.acronyms
        ):
            continue
        if item.tokens[covered[-1]].end != hit.end or item.tokens[covered[0]].start != hit.start:
            continue
        raw.append(
            (
                Candidate(
                    hit.start,
                    hit.end,
                    words,
                    3,
                    covered[0],
                    covered[-1],
                    False,
                    tuple(hit.entity_ids),
                ),
                item,
            )
        )
    raw.sort(key=lambda pair: pair[0].start)


def _from_headlines(
    text: str, prepared: list[Prepared], kept: list[tuple[Candidate, Prepared]]
) -> list[tuple[Candidate, Prepared]]:
    """Names of the body that a headline repeats."""
    names = {tuple(word.lower() for word in candidate.words) for candidate, _ in kept}
    longest = max((len(name) for name in names), default=0)
    found: list[tuple[Candidate, Prepared]] = []
    for item in prepared:
        if not item.headline:
            continue
        at = 0
        while at < len(item.tokens):
            step = 1
            for size in range(min(longest, len(item.tokens) - at), 0, -1):
                piece = item.tokens[at : at + size]
                if tuple(token.low for token in piece) in names:
                    words = tuple(token.text for token in piece)
                    found.append(
                        (
                            Candidate(piece[0].start, piece[-1].end, words, 2, at, at + size - 1),
                            item,
                        )
                    )
                    step = size
                    break
            at += step
    del text
    return found


def read_sentences(state: DocState, prepared: list[Prepared]) -> int:
    """Read every sentence; returns how many paragraphs gave no relation."""
    lexicon = english()
    spans: list[tuple[int, int, Ref]] = sorted(
        (mention.start, mention.end, Ref((draft.id,)))
        for draft in state.parties
        for mention in draft.mentions
    )
    number = 0
    label_paragraph = -1
    fruitful: set[int] = set()
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
            _heading(state, item)
            label_paragraph = item.paragraph.index
            continue
        if (
            state.label
            and not item.paragraph.bullet
            and item.paragraph.index > label_paragraph + 1
            and not _short(item)
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
        state.focus.resolve(chunks)
        span = (
            (item.paragraph.mark, item.paragraph.end)
            if item.paragraph.bullet and len(item.paragraph.sentences) == 1
            else (stretch.start, stretch.end)
        )
        parsed = parse(chunks, lexicon, state.text, *span)
        sentence = Sentence(state, parsed, stretch.index)
        before = len(state.facts)
        _describe(sentence, item)
        if _heading_line(state, item, sentence):
            label_paragraph = item.paragraph.index
        if item.paragraph.bullet and read_pending(sentence):
            pass
        read_ownership(sentence)
        read_investment(sentence)
        read_listings(sentence)
        read_conduct(sentence)
        read_denials(sentence)
        if len(state.facts) > before:
            fruitful.add(item.paragraph.index)
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
    return len({item.paragraph.index for item in prepared}) - len(fruitful)


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


def _short(item: Prepared) -> bool:
    return len(item.tokens) <= 6


def _heading(state: DocState, item: Prepared) -> None:
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


def _heading_line(state: DocState, item: Prepared, sentence: Sentence) -> bool:
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
        )
    ):
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


def _describe(sentence: Sentence, item: Prepared) -> None:
    """Take over what the sentence says of its parties: nouns, titles, countries."""
    state, chunks = sentence.state, sentence.chunks
    parts = name_parts()
    for index, chunk in enumerate(chunks):
        if not chunk.is_np:
            continue
        targets: list[int] = []
        words: list[str] = []
        if chunk.ref is not None and chunk.named:
            targets, words = list(chunk.ids), chunk.words
        elif chunk.appos >= 0:
            words = chunk.words
            targets = [
                party
                for party, _ in sentence.parties_at(chunk.appos, group=chunk.det in ("both", "all"))
            ]
        elif (
            chunk.ref is None
            and index
            and chunks[index - 1].kind == "vg"
            and chunks[index - 1].head == "be"
            and chunk.det in ("a", "an", "the", "one")
        ):
            words = chunk.words
            targets = [party for party, _ in sentence.subjects(index - 1)]
        nouns = [
            word
            for word in words
            if word in parts.company_nouns or word in parts.fund_nouns or word.endswith("maker")
        ]
        if (
            chunk.ref is None
            and not targets
            and chunk.det in ("its", "their", "the", "his", "her", "a", "an")
        ):
            targets, words = [party for party, _ in sentence.apposed(index)], chunk.words
            nouns = [
                word for word in words if word in parts.company_nouns or word in parts.fund_nouns
            ]
        for party in targets:
            draft = state.parties[party]
            _kind_by_noun(draft, words)
            draft.descriptors.update(nouns)
            if (
                words
                and words[-1]
                in ("bank", "fund", "conglomerate", "company", "group", "start-up", "startup")
            ) or nouns:
                draft.descriptors.update(word for word in words[-1:] if word.isalpha())
            _country(state, draft, chunk, sentence, index)
            if draft.is_person and draft.role is None:
                role = [
                    word
                    for word in words
                    if word not in ("a", "an", "the", "its", "his", "her", "their", "our", "former")
                ]
                if role and any(word in parts.roles for word in role):
                    draft.role = " ".join(role)
    _country_around(sentence, item)


_MEDIA_NOUNS = word_set(
    "newspaper magazine broadcaster daily weekly tabloid outlet website newswire"
)
_BODY_NOUNS = word_set("tank ngo watchdog nonprofit charity association regulator")


def _kind_by_noun(draft: PartyDraft, words: list[str]) -> None:
    """`Acme, a newspaper`: the describing noun tells the kind where the name does not."""
    if draft.kind is not PartyKind.COMPANY or not words or kind_of_name(draft.words) is not None:
        return
    if words[-1] in _MEDIA_NOUNS or words[-2:] == ["news", "agency"]:
        draft.kind = PartyKind.MEDIA
    elif words[-1] in _BODY_NOUNS or words[-2:] in (["rights", "group"], ["advocacy", "group"]):
        draft.kind = PartyKind.OTHER
    elif words[-1] == "fund" or words[-2:] in (["venture", "firm"], ["capital", "firm"]):
        draft.kind = PartyKind.FUND


def _country(
    state: DocState, draft: PartyDraft, chunk: Chunk, sentence: Sentence, index: int
) -> None:
    if draft.country is not None or draft.kind in (PartyKind.AGENCY, PartyKind.MEDIA):
        return
    code, span = chunk.country, None
    if code is not None:
        span = (chunk.start, chunk.end)
    elif chunk.owner >= 0 and sentence.chunks[chunk.owner].ref is None:
        owner = sentence.chunks[chunk.owner]
        code = owner.country
        span = (owner.start, owner.end)
    if code is not None and span is not None:
        draft.country, draft.country_span = code, span
    del state, index


def _country_around(sentence: Sentence, item: Prepared) -> None:
    """`X of Singapore`, `X (St. Petersburg)`, `based in the United Arab Emirates`."""
    chunks, state = sentence.chunks, sentence.state
    spots = sorted(
        [(s, e, c) for s, (e, c) in item.places.items()]
        + [(s, e, c) for s, (e, c, form) in item.countries.items() if form == "name"]
    )
    for start, end, code in spots:
        at = next(
            (
                index
                for index, chunk in enumerate(chunks)
                if chunk.start <= start < chunk.end and chunk.is_np
            ),
            -1,
        )
        if at < 0 or (chunks[at].ref is not None and chunks[at].named):
            if at >= 0 and chunks[at].ref is not None:
                lead = sentence.parse.text[chunks[at].start : end]
                party = chunks[at].ids[0] if chunks[at].ids else None
                inside = party is not None and any(
                    m.start <= start < m.end for m in state.parties[party].mentions
                )
                if (
                    party is not None
                    and not inside
                    and state.parties[party].country is None
                    and state.parties[party].is_org
                    and lead
                ):
                    tail = sentence.parse.text[end : end + 12].lower()
                    if tail.startswith(("-based", "-registered", "-headq")) or tail[:1] in (
                        " ",
                        "’",
                        "'",
                    ):
                        state.parties[party].country, state.parties[party].country_span = (
                            code,
                            (start, end),
                        )
            continue
        before = at - 1
        if before >= 0 and chunks[before].kind == "poss":
            continue
        targets: list[int] = []
        if (
            before >= 1
            and chunks[before].kind == "lpar"
            and chunks[before - 1].is_np
            and chunks[before - 1].ref is not None
        ):
            targets = list(chunks[before - 1].ids)
        elif before >= 1 and chunks[before].kind == "prep" and chunks[before].head in ("of", "in"):
            left = before - 1
            if chunks[left].is_np and chunks[left].ref is not None and chunks[before].head == "of":
                targets = list(chunks[left].ids)
            elif chunks[left].kind == "vg" and chunks[left].head in (
                "base",
                "headquarter",
                "register",
                "incorporate",
                "locate",
                "domicile",
                "establish",
                "found",
            ):
                targets = [party for party, _ in sentence.subjects(left)]
            elif left >= 0 and chunks[left].is_np and chunks[left].appos >= 0:
                targets = [
                    party for party, _ in sentence.parties_at(chunks[left].appos, group=False)
                ]
        elif (
            before >= 1
            and chunks[before].kind == "comma"
            and chunks[before - 1].is_np
            and chunks[before - 1].ref is not None
            and len(chunks[at].words) <= 3
        ):
            targets = list(chunks[before - 1].ids)
        elif (
            at + 2 < len(chunks)
            and chunks[at + 1].kind == "poss"
            and chunks[at + 2].is_np
            and chunks[at + 2].ref is not None
        ):
            targets = list(chunks[at + 2].ids)
        for party in targets:
            draft = state.parties[party]
            if draft.country is None and draft.kind not in (
                PartyKind.AGENCY,
                PartyKind.MEDIA,
                PartyKind.GOVERNMENT,
            ):
                draft.country, draft.country_span = code, (start, end)
