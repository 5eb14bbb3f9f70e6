"""Answers to accusations: "rejected the accusation", "the allegations are false"."""

from __future__ import annotations

import re

from riskengine.extract.facts import Raw, Sentence
from riskengine.extract.lexicon import word_set, words_of
from riskengine.extract.polarity import Colour
from riskengine.extract.speech import verb_class
from riskengine.vocab import PartyKind, Polarity, RelationType

_REACH = 12
"""How many sentences back an answer may look for the accusation it answers."""

_FALSE = re.compile(
    r"\b(?:false|untrue|baseless|unfounded|groundless|nonsense|fabricated|fabrications?|absurd"
    r"|wrong|ridiculous|without (?:any )?(?:foundation|merit|basis)|not true|no truth|defamatory"
    r"|malicious|slander\w*|lies?|inaccurate|no basis|misleading|ludicrous)\b",
    re.I,
)
_TIES = word_set("link links tie ties connection connections relationship role conduct")
_OBJECT = word_set("wrongdoing it this that them anything both")


def read_denials(sentence: Sentence) -> None:
    """Add a denied relation for every accusation that this sentence answers."""
    chunks, parse = sentence.chunks, sentence.parse
    if any(fact.polarity is Polarity.DENIED for fact in sentence.state.recent(sentence.index, 0)):
        own = [verb for verb in parse.verbs if verb_class(chunks[verb].head) == "deny"]
        if own:
            return
    for verb in parse.verbs:
        group = chunks[verb]
        if (
            verb_class(group.head) == "deny"
            and not group.passive
            and not group.neg
            and _bare_object(sentence, verb)
        ):
            target = parse.object_of(verb)
            such = target >= 0 and "such" in chunks[target].words
            _answer(sentence, verb, group.subj[0] if group.subj else -1, such=such)
            return
        if (
            group.head in ("call", "describe", "dismiss", "brand", "label", "term")
            and not group.passive
        ):
            tail = parse.text[group.end : min(parse.end, group.end + 160)]
            if _FALSE.search(tail) and _about_claim(sentence, verb, tail):
                _answer(sentence, verb, group.subj[0] if group.subj else -1)
                return
        if group.head == "be" and group.subj:
            subject = chunks[group.subj[0]]
            tail = parse.text[group.end : min(parse.end, group.end + 60)]
            claim = subject.head in words_of(
                "speech_en.yaml", "nouns", "claim"
            ) or subject.head in ("this", "that", "there", "it", "story", "article")
            if (
                claim
                and _FALSE.search(tail)
                and (not group.neg or "not true" in tail or "no truth" in tail)
            ):
                _answer(sentence, verb, _speaker_of(sentence, verb))
                return


def _bare_object(sentence: Sentence, verb: int) -> bool:
    """The denial has no content of its own, only a word for the accusation."""
    chunks, parse = sentence.chunks, sentence.parse
    target = parse.object_of(verb)
    if target < 0:
        after = verb + 1
        return after >= len(chunks) or chunks[after].kind in ("comma", "semi", "quote", "conj")
    chunk = chunks[target]
    if chunk.head in _OBJECT or any(word in _OBJECT for word in chunk.words):
        return True
    if "such" in chunk.words and chunk.head in _TIES:
        return True
    return chunk.head in words_of("speech_en.yaml", "nouns", "claim")


def _about_claim(sentence: Sentence, verb: int, tail: str) -> bool:
    target = sentence.parse.object_of(verb)
    if target < 0:
        return False
    chunk = sentence.chunks[target]
    if chunk.head in words_of("speech_en.yaml", "nouns", "claim") or chunk.head in (
        "this",
        "it",
        "that",
        "story",
        "article",
    ):
        return True
    low = tail.lower()
    return not any(
        word in low
        for word in (
            "listing",
            "designation",
            "decision",
            "sanctions",
            "addition",
            "move",
            "blacklist",
        )
    )


def _speaker_of(sentence: Sentence, verb: int) -> int:
    shade = sentence.colour(verb, verb)
    return shade.speaker


def _answer(sentence: Sentence, verb: int, speaker: int, *, such: bool = False) -> None:
    """Deny the accusations in reach; `such` ties may also have been stated as facts."""
    state = sentence.state
    shade = Colour(Polarity.DENIED, speaker, None, True)
    said_by = sentence.parties_at(speaker, group=False) if speaker >= 0 else []
    party = said_by[0][0] if said_by else None
    if party is not None and state.parties[party].is_person:
        pass
    if (
        party is not None
        and state.parties[party].is_person
        and any(
            group.kind == "vg"
            and group.passive
            and verb_class(group.head) == "claim"
            and party in [p for p, _ in sentence.subjects(at)]
            for at, group in enumerate(sentence.chunks[:verb])
        )
    ):
        return  # the same sentence accuses that person, and the answer is to that
    owners = [p for p, _ in sentence.owner_refs(speaker)] if speaker >= 0 else []
    window = [
        fact
        for fact in state.recent(sentence.index, _REACH)
        if fact.polarity is Polarity.ALLEGED
        or (such and fact.type is RelationType.MILITARY_LINK and fact.polarity is Polarity.ASSERTED)
    ]
    if not window:
        return
    about = [
        fact
        for fact in window
        if _touches(fact, party) or any(_touches(fact, owner) for owner in owners)
    ]
    if not about:
        # Another company's denial answers nothing that was said of somebody else.
        if (
            party is not None
            and not state.parties[party].is_person
            and state.parties[party].kind is not PartyKind.AGENCY
        ) and (
            any(isinstance(fact.subject, int) for fact in window)
            and not owners
            and _named_elsewhere(sentence, party)
        ):
            return
        about = window
    latest = max(fact.sentence for fact in about)
    chosen = [
        fact
        for fact in about
        if latest - fact.sentence
        <= (2 if party is not None and not state.parties[party].is_person else 0)
    ]
    for fact in chosen:
        raw = sentence.emit(
            fact.type,
            fact.subject,
            fact.object,
            shade,
            "denial.answer",
            percent=fact.percent,
            stake=fact.stake,
        )
        if raw is not None:
            raw.polarity = Polarity.DENIED


def _touches(fact: Raw, party: int | None) -> bool:
    return party is not None and party in (fact.subject, fact.object)


def _named_elsewhere(sentence: Sentence, party: int) -> bool:
    return any(party in (fact.subject, fact.object) for fact in sentence.state.facts)
