"""What a sentence says of its parties: nouns, titles, countries."""

from __future__ import annotations

from riskengine.extract.chunks import Chunk
from riskengine.extract.coref import PartyDraft
from riskengine.extract.facts import Sentence
from riskengine.extract.kinds import kind_of_name
from riskengine.extract.lexicon import word_set
from riskengine.extract.mentions import name_parts
from riskengine.extract.prepared import Prepared
from riskengine.vocab import PartyKind


def describe(sentence: Sentence, item: Prepared) -> None:
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
            _country(draft, chunk, sentence)
            if draft.is_person and draft.role is None:
                role = [
                    word
                    for word in words
                    if word not in ("a", "an", "the", "its", "his", "her", "their", "our", "former")
                ]
                if role and any(word in parts.roles for word in role):
                    draft.role = " ".join(role)
    _told_media(sentence)
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


def _country(draft: PartyDraft, chunk: Chunk, sentence: Sentence) -> None:
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
            before >= 3
            and chunks[before].kind == chunks[before - 2].kind == "comma"
            and chunks[before - 1].is_np
            and chunks[before - 1].ref is None
            and len(chunks[before - 1].words) <= 2
            and chunks[before - 1].country is None
            and chunks[before - 3].is_np
            and chunks[before - 3].named
            and len(chunks[at].words) <= 3
        ):
            targets = list(chunks[before - 3].ids)  # "X, Townville, the Netherlands"
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


def _told_media(sentence: Sentence) -> None:
    """`"...," an analyst told X.`: X is a medium unless its name says otherwise."""
    chunks = sentence.chunks
    quoted = any(chunk.kind == "quote" for chunk in chunks)
    for verb in sentence.parse.verbs:
        if not quoted or chunks[verb].head != "tell" or chunks[verb].passive:
            continue
        speakers = sentence.subjects(verb)
        if any(not sentence.state.parties[party].is_person for party, _ in speakers):
            continue
        for party, _ in sentence.objects(verb):
            draft = sentence.state.parties[party]
            if draft.kind is PartyKind.COMPANY and kind_of_name(draft.words) is None:
                draft.kind = PartyKind.MEDIA
