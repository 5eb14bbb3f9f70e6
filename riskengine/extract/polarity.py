"""Who stands behind a claim, and how firmly: negation, speech, doubt, plans, the past."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.extract.clauses import Parse
from riskengine.extract.lexicon import words_of
from riskengine.extract.speech import SPEECH_FILE as _FILE
from riskengine.extract.speech import noun_class, verb_class
from riskengine.vocab import Polarity


@dataclass(slots=True)
class Colour:
    """How a trigger stands in its sentence.

    Attributes:
        speaker: index of the noun phrase that names who says so; -1 for the text itself.
        reported: somebody is named as the source, in whatever words.
    """

    polarity: Polarity = Polarity.ASSERTED
    speaker: int = -1
    status: str | None = None
    reported: bool = False
    claimed: bool = False


_SOFT = frozenset({"think", "believe", "expect", "fear", "estimate", "speculate", "suggest"})
_FORMER_ADVERBS = frozenset({"formerly", "previously", "once"})


def colour(parse: Parse, trigger: int, verb: int) -> Colour:
    """Polarity, speaker and status of the fact that a trigger expresses.

    Args:
        trigger: index of the chunk that triggers the frame.
        verb: index of the verb group that carries it, -1 if there is none.
    """
    chunks = parse.chunks
    result = Colour()
    negated = hypothetical = alleged = denied = unclear = False
    if trigger != verb and trigger >= 0:
        noun = chunks[trigger]
        negated ^= noun.neg or noun.det in ("no", "neither")
        words = set(noun.words)
        if words & words_of(_FILE, "alleged"):
            alleged = True
        if words & words_of(_FILE, "planned"):
            hypothetical = True
        if words & words_of(_FILE, "former") or noun.det == "former":
            result.status = "former"
        first = parse.first_of(trigger)
        if first > 0 and chunks[first - 1].kind == "prep" and chunks[first - 1].head == "without":
            negated = True
    if verb >= 0:
        group = chunks[verb]
        negated |= (
            verb > 0
            and chunks[verb - 1].kind == "adv"
            and chunks[verb - 1].head in ("never", "not")
        )
        acquits = group.passive or parse.object_of(verb) != trigger
        if group.head in words_of(_FILE, "verbs", "clear") and trigger > verb and acquits:
            negated = not negated  # "was cleared of breaking sanctions"
        negated ^= (
            group.neg or _negative_subject(parse, verb) or _negative_object(parse, verb, trigger)
        )
        if group.used_to or set(group.adverbs) & _FORMER_ADVERBS:
            result.status = "former"
        if group.modal in ("may", "might", "could") and group.perfect:
            alleged = True
        elif group.modal in (
            "may",
            "might",
            "could",
            "would",
            "should",
            "will",
            "shall",
            "can",
            "must",
            "ought",
        ):
            hypothetical = True
            if group.modal in ("will", "shall"):
                result.status = "planned"
        if set(group.adverbs) & words_of(_FILE, "hedges"):
            alleged = True
        if group.link == "if":
            hypothetical = True
        if (
            trigger > verb >= 0
            and trigger != verb
            and not group.passive
            and group.head in ("describe", "identify", "regard", "see", "call", "brand", "view")
        ):
            result.reported = True  # "prosecutors describe X as a front"
            result.speaker = group.subj[0] if group.subj else -1
    current = verb if verb >= 0 else trigger
    seen = 0
    while current >= 0 and seen < 8:
        seen += 1
        here = chunks[current]
        before_class = _noun_before(parse, current) if here.kind == "vg" else ""
        if before_class == "claim":
            alleged = True
        elif before_class == "plan":
            hypothetical = True
        elif before_class == "evidence" and _no_before(parse, current):
            negated = True
        if here.link == "if":
            hypothetical = True
        governor = here.gov if here.kind == "vg" else -1
        if governor < 0 or governor == current:
            break
        above = chunks[governor]
        if above.kind == "sub":
            hypothetical = True
            break
        if above.is_np:
            kind = noun_class(above.head)
            alleged = alleged or kind == "claim"
            hypothetical = hypothetical or kind == "plan"
            carrier = _verb_left(parse, governor)
            if carrier >= 0 and verb_class(chunks[carrier].head) == "deny":
                denied, result.speaker, result.reported = True, _speaker(parse, carrier), True
            elif kind == "evidence" and (above.neg or (carrier >= 0 and chunks[carrier].neg)):
                negated = True
            break
        if (
            above.head in words_of(_FILE, "verbs", "end")
            and here.form == "ing"
            and not above.neg
            and not above.modal
            and above.form != "inf"
        ):
            result.status = "former"  # "stopped supplying": it did so before
            current = governor
            continue
        kind = "" if above.particle else verb_class(above.head)
        if here.link in ("ing", "rel", "reduced", "sub", "participle"):
            break
        if kind == "deny" and before_class == "plan":
            hypothetical = True  # "rejected a bid to buy" turns a plan down, no claim
        elif kind == "deny":
            if above.neg:
                unclear = True
            denied, result.speaker, result.reported = True, _speaker(parse, governor), True
        elif kind == "claim":
            if above.neg:
                unclear = True
            if above.head in _SOFT and hypothetical:
                result.reported, result.speaker = True, _speaker(parse, governor)
                current = governor
                continue  # "analysts think X could be added": nobody says that it is so
            alleged = True
            result.claimed = True
            result.reported = True
            if not above.passive:
                result.speaker = _speaker(parse, governor)
        elif kind == "plan" and here.link in ("inf", "gerund", "that"):
            if above.neg:
                negated = True
            hypothetical = True
            result.status = result.status or "planned"
        elif kind == "block":
            hypothetical = True
        elif kind == "avert" and here.link in ("gerund", "inf"):
            negated = not above.neg  # "avoided being listed"
        elif here.link == "that" and _called_false(parse, governor, current):
            negated = not above.neg  # "it is untrue that"
        elif kind == "admit":
            result.status = "admitted"
        elif kind == "settle":
            result.status = result.status or "settled"
        elif kind == "investigate":
            alleged = True
        elif kind == "report":
            if above.neg:
                unclear = True
            result.reported = True
            if not above.passive and result.speaker < 0:
                result.speaker = _speaker(parse, governor)
        elif here.link == "inf" and above.head in ("be", "have"):
            hypothetical = hypothetical or above.head == "be"
        if above.modal in ("may", "might", "could", "would", "will") and kind in (
            "",
            "begin",
            "plan",
        ):
            hypothetical = True
        if set(above.adverbs) & words_of(_FILE, "hedges"):
            alleged = True
        if above.link == "if":
            hypothetical = True
        current = governor
    if result.speaker < 0 and not denied:
        _outer_speaker(parse, trigger if trigger >= 0 else verb, result)
    if unclear:
        result.polarity = Polarity.UNCLEAR
    elif denied:
        result.polarity = Polarity.UNCLEAR if negated else Polarity.DENIED
    elif negated:
        result.polarity = Polarity.DENIED
    elif alleged:
        result.polarity = Polarity.ALLEGED
    elif hypothetical:
        result.polarity = Polarity.HYPOTHETICAL
    if result.claimed and result.polarity is Polarity.ASSERTED:
        result.polarity = Polarity.ALLEGED
    if result.polarity in (Polarity.DENIED, Polarity.UNCLEAR, Polarity.ALLEGED):
        result.status = None if result.status in ("planned", "admitted") else result.status
    return result


def _called_false(parse: Parse, governor: int, inner: int) -> bool:
    """`It is untrue that ...`: an impersonal clause whose predicate says that it is not so."""
    chunks = parse.chunks
    if chunks[governor].head != "be":
        return False
    between = parse.text[chunks[governor].end : chunks[inner].start].lower()
    words = between.partition(" that ")[0].split()
    return bool(set(words) & words_of(_FILE, "untrue"))


def _speaker(parse: Parse, verb: int) -> int:
    subject = parse.chunks[verb].subj
    return subject[0] if subject else -1


def _noun_before(parse: Parse, verb: int) -> str:
    """Class of the noun that an infinitive or gerund depends on ("a plan to buy")."""
    chunks = parse.chunks
    if chunks[verb].link not in ("inf", "gerund"):
        return ""
    at = verb - 1
    while at >= 0 and chunks[at].kind in ("prep", "adv"):
        at -= 1
    for back in range(at, max(-1, at - 7), -1):
        chunk = chunks[back]
        if chunk.kind == "vg" or chunk.kind in ("comma", "semi"):
            break
        if chunk.is_np and chunk.ref is None and (kind := noun_class(chunk.head)):
            return kind
    return ""


def _no_before(parse: Parse, verb: int) -> bool:
    at = verb - 1
    while at >= 0 and parse.chunks[at].kind in ("prep", "adv"):
        at -= 1
    carrier = _verb_left(parse, at)
    return parse.chunks[at].neg or (carrier >= 0 and parse.chunks[carrier].neg)


def _verb_left(parse: Parse, index: int) -> int:
    for at in range(index - 1, max(-1, index - 20), -1):
        if parse.chunks[at].kind == "vg":
            return at
    return -1


def _negative_subject(parse: Parse, verb: int) -> bool:
    chunks = parse.chunks
    for number in chunks[verb].subj:
        first = parse.first_of(number)
        if chunks[number].neg or chunks[number].det in ("neither", "no", "none"):
            return True
        if first > 0 and chunks[first - 1].head in ("neither", "nor", "none", "not"):
            return True
        if chunks[number].words[:1] in (["neither"], ["none"], ["nobody"]):
            return True
    return False


def _negative_object(parse: Parse, verb: int, trigger: int) -> bool:
    """`has no links`, `found no evidence`; the trigger's own "no" is counted elsewhere."""
    target = parse.object_of(verb)
    return target >= 0 and target != trigger and parse.chunks[target].neg


def _outer_speaker(parse: Parse, trigger: int, result: Colour) -> None:
    """`..., two officials said.` and `According to the filing, ...`."""
    chunks = parse.chunks
    depth_stop = len(chunks)
    for at in range(trigger + 1, depth_stop):
        chunk = chunks[at]
        if chunk.kind == "semi":
            break
        if chunk.kind == "vg" and chunk.link not in ("rel", "reduced", "participle", "inf"):
            kind = verb_class(chunk.head)
            if kind in ("report", "claim") and _is_tail(parse, at):
                result.reported = True
                if chunk.subj:
                    result.speaker = chunk.subj[0]
                if kind == "claim" and chunk.head not in (
                    "insist",
                    "maintain",
                    "believe",
                    "suggest",
                ):
                    result.claimed = True
                if chunk.head in ("allege", "claim", "suspect", "accuse"):
                    result.claimed = True
                break
    if result.speaker < 0:
        for at, chunk in enumerate(chunks):
            if chunk.kind == "prep" and chunk.head == "according to" and at + 1 < len(chunks):
                if chunks[at + 1].is_np:
                    result.speaker = parse.head_np(at + 1)
                    result.reported = True
                break


def _is_tail(parse: Parse, verb: int) -> bool:
    """A verb of speech that closes the sentence and has the rest before it."""
    chunks = parse.chunks
    subject = chunks[verb].subj[0] if chunks[verb].subj else verb
    if subject > verb:
        return chunks[verb - 1].kind in ("comma", "quote") if verb else False
    first = parse.first_of(subject)
    if first <= 0 or chunks[first - 1].kind not in ("comma", "quote", "dash"):
        return False
    # "..., A said B did C" has its own content behind: not a tail unless nothing follows.
    nxt = parse.object_of(verb)
    if nxt < 0:
        return True
    return not any(chunks[at].kind == "vg" and chunks[at].finite for at in range(nxt, len(chunks)))
