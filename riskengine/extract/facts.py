"""What the frame readers share: raw facts, the state of a document, access to arguments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from riskengine.extract.chunks import Chunk
from riskengine.extract.clauses import Parse
from riskengine.extract.coref import PartyDraft
from riskengine.extract.focus import Focus
from riskengine.extract.kinds import is_military, is_regular_force
from riskengine.extract.lexicon import load_yaml, word_set
from riskengine.extract.polarity import Colour, colour
from riskengine.model.interval import Stake
from riskengine.territories import country_code, country_hits, country_name, places_in
from riskengine.vocab import PartyKind, Polarity, RelationType

PartyOrCode = int | str
"""A party by number, or a pseudo-party by its code."""


# "The second phase of the fund" is the fund.
_PART_OF_BODY = word_set(
    "phase version tranche incarnation predecessor consortium syndicate alliance coalition trio "
    "pair group"
)


_MANY = word_set(
    "companies firms entities individuals people persons parties organisations organizations "
    "investors backers shareholders funds banks suppliers customers clients subsidiaries units "
    "vessels groups businesses institutions universities institutes others targets names"
)
_BODIES = word_set(
    "company firm entity fund enterprise vehicle business group bank subsidiary unit venture "
    "corporation institute organisation organization companies firms entities funds businesses "
    "subsidiaries units vehicles"
)
_PAPERS = word_set(
    "data records record filing filings registry register documents document prospectus accounts "
    "invoices invoice customs disclosure disclosures certificate database minutes contract "
    "contracts notice tender tenders manifest manifests declaration declarations"
)
_KIN = (RelationType.OWNED_BY, RelationType.CONTROLLED_BY, RelationType.SUBSIDIARY_OF)
_ADVERSE = (
    RelationType.LISTED_ON,
    RelationType.VIOLATED,
    RelationType.FRONT_FOR,
    RelationType.MILITARY_LINK,
)


UNNAMED = "an unnamed country"


@dataclass(slots=True)
class Raw:
    """A relation before parties have their final names."""

    type: RelationType
    subject: PartyOrCode
    object: PartyOrCode
    polarity: Polarity
    start: int
    end: int
    sentence: int
    frame: str
    speaker: PartyOrCode | None = None
    by: PartyOrCode | None = None
    date: str | None = None
    percent: float | None = None
    stake: Stake | None = None
    amount: str | None = None
    status: str | None = None
    role: str | None = None
    tier: str = "high"
    claimed: bool = False


@dataclass(slots=True)
class RoundDraft:
    """The financing that a text reports, while it is being read."""

    company: int
    amount: str | None = None
    converted: str | None = None
    valuation: str | None = None
    series: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class DocState:
    """What carries over from sentence to sentence."""

    text: str
    parties: list[PartyDraft]
    focus: Focus
    published: str | None
    main_country: str | None = None
    last_list: str | None = None
    last_by: PartyOrCode | None = None
    last_date: str | None = None
    pending_list: str | None = None  # an introduction announced a list of designees
    pending_type: RelationType = RelationType.LISTED_ON
    pending_until: int = -1
    label: str = ""  # heading or table title in force: "shareholders", "customers"
    label_company: int | None = None
    round: RoundDraft | None = None
    facts: list[Raw] = field(default_factory=list)

    def recent(self, sentence: int, reach: int) -> list[Raw]:
        """Facts of a sentence and of up to `reach` sentences before it, in order."""
        found: list[Raw] = []
        for fact in reversed(self.facts):
            if sentence - fact.sentence > reach:
                break
            found.append(fact)
        return found[::-1]

    def country_of(self, party: int) -> str | None:
        """Country that a party's own name or the text gives it."""
        draft = self.parties[party]
        if draft.country is not None:
            return draft.country
        return country_in_name(draft.canonical)

    def country_near(self, party: int) -> str | None:
        """Country of a party that this one was lately said to be tied to."""
        for fact in reversed(self.facts[-200:]):
            pair = (fact.subject, fact.object)
            if fact.type not in _KIN or party not in pair:
                continue
            other = pair[1] if pair[0] == party else pair[0]
            code = self.country_of(other) if isinstance(other, int) else None
            if code is not None:
                return code
        return None


def drop_empty(state: DocState) -> None:
    """Forget parties that ended up without a mention. Only the newest may be among them."""
    kept = [party for party in state.parties if party.mentions]
    for number, party in enumerate(kept):
        party.id = number
    state.parties[:] = kept


@lru_cache(maxsize=4096)
def country_in_name(name: str) -> str | None:
    """Country named by a country, city or force inside a name."""
    hits = country_hits(name)
    if hits:
        return hits[0].code
    placed = places_in(name)
    if placed:
        return placed[0].place.country
    low = name.lower().replace("’", "'")
    for part, code in (
        ("people's liberation army", "CN"),
        ("pla", "CN"),
        ("revolutionary guard", "IR"),
        ("irgc", "IR"),
        ("wagner", "RU"),
        ("解放军", "CN"),
        ("korean people's army", "KP"),
        ("rosgvardia", "RU"),
        ("росгвард", "RU"),
        ("минобороны", "RU"),
        ("国资委", "CN"),
        ("sasac", "CN"),
    ):
        if (
            part in low.split()
            or (" " in part and part in low)
            or (ord(part[0]) > 0x2000 and part in name)
            or (ord(part[0]) > 0x400 and part in low)
        ):
            return code
    return None


def main_country(text: str, skip: frozenset[str] = frozenset({"US"})) -> str | None:
    """The country that a text names most, the United States apart; None if it names none."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    sample = text[:20_000]
    for hit in country_hits(sample):
        counts[hit.code] += 1
        first.setdefault(hit.code, hit.start)
    for placed in places_in(sample):
        counts[placed.place.country] += 1
        first.setdefault(placed.place.country, placed.start)
    ranked = sorted(counts, key=lambda code: (-counts[code], first[code]))
    others = [code for code in ranked if code not in skip]
    if len(others) > 1 and counts[others[0]] == counts[others[1]]:
        return None  # no country stands out, and a guess would be an assertion
    if others:
        return others[0]
    # A text that names the United States once ("US sanctions") is about some other country.
    return ranked[0] if ranked and counts[ranked[0]] > 2 else None


class Sentence:
    """One parsed sentence with access to its arguments and a place to put its facts."""

    def __init__(self, state: DocState, parse: Parse, index: int) -> None:
        self.state = state
        self.parse = parse
        self.chunks = parse.chunks
        self.index = index
        self.span = (parse.start, parse.end)
        self._colours: dict[tuple[int, int], Colour] = {}
        self._keys: set[tuple[Any, ...]] = set()
        # Parties that only a guessed pronoun brings into this sentence.
        firm = {p for c in self.chunks if c.ref is not None and not c.ref.unsafe for p in c.ids}
        self.guessed = frozenset(
            party
            for chunk in self.chunks
            if chunk.ref is not None and chunk.ref.unsafe
            for party in chunk.ids
            if party not in firm
        )

    # ---- arguments

    def parties_at(self, np: int, *, group: bool = True) -> list[tuple[int, int]]:
        """Parties of a noun phrase and of those coordinated with it: (party, phrase)."""
        if np < 0:
            return []
        numbers = self.chunks[np].group if group and self.chunks[np].group else [np]
        found: list[tuple[int, int]] = []
        for number in numbers:
            ref = self.chunks[number].ref
            if ref is not None:
                found.extend((party, number) for party in ref.ids)
            elif (
                self.chunks[number].head in _PART_OF_BODY
                and number + 2 < len(self.chunks)
                and self.chunks[number + 1].head == "of"
            ):
                inner = self.parse.head_np(number + 2)
                if self.chunks[inner].is_np and self.chunks[inner].ref is not None:
                    found.extend(self.parties_at(inner))
            elif self.chunks[number].appos < 0:
                found.extend(self.apposed(number) or self._included(number))
        return list(dict.fromkeys(found))

    def apposed(self, np: int) -> list[tuple[int, int]]:
        """`its parent, X`: the name right behind a description."""
        chunk = self.chunks[np]
        at = np + 1
        if chunk.ref is not None or at + 1 >= len(self.chunks):
            return []
        if self.chunks[at].kind not in ("comma", "dash", "colon", "lpar"):
            return []
        nxt = self.chunks[at + 1]
        if not nxt.is_np or nxt.ref is None or not nxt.named or nxt.det in ("a", "an"):
            return []
        if (
            chunk.det
            not in ("its", "their", "the", "his", "her", "our", "a", "an", "another", "one")
            and chunk.owner < 0
        ):
            return []
        if self.chunks[at].kind == "comma":
            after = at + 2
            if after < len(self.chunks) and self.chunks[after].kind == "vg" and chunk.prep:
                return []
        return [
            (party, number)
            for number in (nxt.group or [at + 1])
            if self.chunks[number].ref is not None
            for party in self.chunks[number].ids
        ]

    def _included(self, np: int) -> list[tuple[int, int]]:
        """`13 companies, including A and B`: those that are named."""
        chunks = self.chunks
        at = np + 1
        if chunks[np].head not in _MANY or at + 1 >= len(chunks):
            return []
        at += chunks[at].kind == "comma"
        if at + 1 >= len(chunks) or chunks[at].head not in ("including", "include", "such as"):
            return []
        if chunks[at].kind == "vg" and chunks[at].form != "ing":
            return []
        head = self.parse.head_np(at + 1) if chunks[at + 1].is_np else -1
        return self.parties_at(head) if head >= 0 and chunks[head].ref is not None else []

    def subjects(self, verb: int) -> list[tuple[int, int]]:
        """Parties that are the subject of a verb group."""
        found: list[tuple[int, int]] = []
        for number in self.chunks[verb].subj:
            found.extend(self.parties_at(number, group=False))
        if not found and self.chunks[verb].link == "rel":
            found = self._host_of_relative(verb)
        if not found and self.chunks[verb].link in ("participle", "reduced", "rel"):
            found = self._predicated(verb)
        return list(dict.fromkeys(found))

    def _predicated(self, verb: int) -> list[tuple[int, int]]:
        """`X is a company owned by Y`: what is said of the company is said of X."""
        if not self.chunks[verb].subj:
            return []
        host = self.chunks[verb].subj[0]
        be = self.parse.first_of(host) - 1
        if be > 1 and self.chunks[be].head == "of" and self.chunks[be - 1].head == "one":
            be -= 2  # "X is one of five companies controlled by Y"
        if be < 0 or self.chunks[host].ref is not None or self.chunks[host].head not in _BODIES:
            return []
        if self.chunks[be].kind != "vg" or self.chunks[be].head not in ("be", "become", "remain"):
            return []
        return self.subjects(be)

    def _host_of_relative(self, verb: int) -> list[tuple[int, int]]:
        """`X, an importer of machine tools that has shipped`: not the tools but X."""
        for at in range(verb - 1, max(-1, verb - 24), -1):
            chunk = self.chunks[at]
            if (chunk.kind == "vg" and chunk.finite and chunk.form != "part") or chunk.kind in (
                "semi",
                "colon",
            ):
                return []
            if chunk.is_np and chunk.appos >= 0:
                return self.parties_at(chunk.appos)
            if chunk.is_np and chunk.ref is not None and chunk.ids:
                return self.parties_at(at)
        return []

    def objects(self, verb: int) -> list[tuple[int, int]]:
        """Parties that are the direct object of a verb group."""
        target = self.parse.object_of(verb)
        return self.parties_at(target) or (self.apposed(target) if target >= 0 else [])

    def by_phrase(self, verb: int) -> int:
        """Index of the phrase behind "by", -1 if none."""
        found = next((np for prep, np in self.parse.pps_of(verb) if prep == "by"), -1)
        if found < 0 and verb + 2 < len(self.chunks) and self.chunks[verb + 1].kind == "conj":
            second = self.chunks[verb + 2]
            if second.kind == "vg" and second.passive:
                return self.by_phrase(verb + 2)  # "owned and run by X"
        return found

    def owner_refs(self, np: int) -> list[tuple[int, int]]:
        """Parties that possess a phrase: "X's unit", "its unit"."""
        chunk = self.chunks[np]
        if chunk.owner >= 0:
            return self.parties_at(chunk.owner)
        if chunk.owner_ref is not None:
            return [(party, np) for party in chunk.owner_ref.ids]
        before = self.parse.first_of(np) - 1
        if before > 0 and self.chunks[before].kind == "rel" and self.chunks[before].head == "whose":
            return self.antecedent(before)
        return []

    def antecedent(self, rel: int) -> list[tuple[int, int]]:
        """Parties that a relative pronoun stands for."""
        before = rel - 1
        while before >= 0 and self.chunks[before].kind in ("comma", "dash", "prep", "conj", "rpar"):
            before -= 1
        for at in range(before, max(-1, before - 14), -1):
            chunk = self.chunks[at]
            if chunk.is_np and chunk.appos >= 0 and chunk.ref is None:
                return self.parties_at(chunk.appos)
            if chunk.is_np and chunk.ids:
                return self.parties_at(at)
            if chunk.kind == "vg" and chunk.finite and chunk.form != "part":
                # "X is a company whose owner is Y": what is said of the company is said of X.
                told = chunk.head in ("be", "become", "remain") and self.chunks[before].is_np
                return self.subjects(at) if told and self.chunks[before].head in _BODIES else []
        return []

    def relative_object(self, verb: int) -> list[tuple[int, int]]:
        """`X, which Y controls`: the antecedent is the object of the verb."""
        for at in range(verb - 1, max(-1, verb - 8), -1):
            if self.chunks[at].kind == "rel":
                if self.chunks[at].head == "whose" or at + 1 == verb:
                    return []
                return self.antecedent(at)
            if self.chunks[at].kind == "vg":
                return []
        return []

    def is_org(self, party: int) -> bool:
        return self.state.parties[party].is_org

    def kind(self, party: int) -> PartyKind:
        return self.state.parties[party].kind

    def is_military(self, party: int) -> bool:
        draft = self.state.parties[party]
        return draft.military or is_military(draft.canonical, draft.kind)

    def is_state(self, party: int) -> bool:
        """A government, or a body of one that can own and control."""
        return self.kind(party) in (PartyKind.GOVERNMENT, PartyKind.AGENCY)

    # ---- words of the text

    def printed(self, np: int) -> str:
        """A noun phrase as printed, from its possessor to its last word."""
        first = self.parse.first_of(np)
        return self.parse.text[self.chunks[first].start : self.chunks[np].end]

    def colour(self, trigger: int, verb: int) -> Colour:
        key = (trigger, verb)
        if key not in self._colours:
            self._colours[key] = colour(self.parse, trigger, verb)
        return self._colours[key]

    def speaker(self, shade: Colour) -> PartyOrCode | None:
        """Who says so: a party where one is named, else the words as printed."""
        if shade.speaker < 0:
            return None
        chunk = self.chunks[shade.speaker]
        if chunk.ref is not None and chunk.ids:
            return chunk.ids[0]
        named = self.apposed(shade.speaker)
        if named:
            return named[0][0]
        # "A report by the think tank X claims": the body behind the report speaks.
        for prep, np in self.parse.pps_of(shade.speaker):
            if prep in ("by", "from", "of"):
                parties = self.parties_at(np, group=False)
                if parties and chunk.head in (
                    "report",
                    "investigation",
                    "study",
                    "filing",
                    "complaint",
                    "statement",
                    "spokesman",
                    "spokeswoman",
                    "spokesperson",
                    "article",
                    "analysis",
                    "paper",
                    "research",
                    "lawyer",
                ):
                    return parties[0][0]
        if chunk.head in (
            "statement",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "report",
            "filing",
        ):
            owners = self.owner_refs(shade.speaker)
            if owners:
                return owners[0][0]
        text = self.printed(shade.speaker).strip()
        for article in ("The ", "the ", "A ", "a ", "An ", "an "):
            if text.startswith(article):
                text = text[len(article) :]
                break
        return text or None

    # ---- writing facts

    def emit(
        self,
        type_: RelationType,
        subject: PartyOrCode,
        object_: PartyOrCode,
        shade: Colour,
        frame: str,
        *,
        sensitive: bool = False,
        percent: float | None = None,
        stake: Stake | None = None,
        status: str | None = None,
        role: str | None = None,
        by: PartyOrCode | None = None,
        date: str | None = None,
        amount: str | None = None,
        tier: str = "high",
    ) -> Raw | None:
        """Record a fact once per sentence.

        Args:
            sensitive: an accusation when somebody else says it: reported speech then
                counts as an allegation, and the text's own voice as an assertion.
        """
        if subject == object_ or (subject in self.guessed and (sensitive or type_ in _ADVERSE)):
            return None
        polarity = shade.polarity
        speaker = self.speaker(shade)
        own = speaker is not None and speaker in (subject, object_)
        paper = shade.speaker >= 0 and self.chunks[shade.speaker].head in _PAPERS
        if sensitive and polarity is Polarity.ASSERTED and shade.reported and not own and not paper:
            polarity = Polarity.ALLEGED
        key = (type_, subject, object_, polarity)
        if key in self._keys:
            return None
        self._keys.add(key)
        raw = Raw(
            type_,
            subject,
            object_,
            polarity,
            *self.span,
            self.index,
            frame,
            speaker=speaker,
            by=by,
            date=date,
            percent=percent,
            stake=stake,
            amount=amount,
            status=status or (shade.status if polarity is not Polarity.DENIED else None),
            role=role,
            tier=tier,
            claimed=shade.claimed,
        )
        self.state.facts.append(raw)
        return raw

    def state_code(self, controller: int | None, company: int | None, np: int = -1) -> str | None:
        """`STATE:Country` of a controlling body, from its name, the phrase or the company."""
        code = None
        if np >= 0:
            code = self.chunks[np].country
            if code is None and self.chunks[np].owner >= 0:
                seat = self.chunks[self.chunks[np].owner]
                code = seat.country or country_in_name(self.parse.text[seat.start : seat.end])
        for party in (controller, company):
            code = code or (self.state.country_of(party) if party is not None else None)
        for party in (controller, company):
            code = code or (self.state.country_near(party) if party is not None else None)
        code = code or self.state.main_country
        return f"STATE:{country_name(code)}" if code else None

    def military_code(self, np: int, subject: int) -> str:
        """`MIL:Country` for a military phrase, from the phrase or the party tied to it.

        Where the text names no country at all it is `MIL:an unnamed country`: the claim
        stands, and a reviewer sees what is missing.
        """
        chunk = self.chunks[np]
        code = chunk.country
        if code is None and chunk.owner >= 0:
            code = self.chunks[chunk.owner].country or next(
                (
                    country_code(word)
                    for word in self.chunks[chunk.owner].words
                    if country_code(word)
                ),
                None,
            )
        if code is None:
            for prep, behind in self.parse.pps_of(np):
                if prep in ("of", "in") and self.chunks[behind].country:
                    code = self.chunks[behind].country
                break
        code = code or self.state.country_of(subject)
        if code is None:
            for fact in reversed(self.state.facts[-200:]):
                about = fact.type is RelationType.MILITARY_LINK and fact.subject == subject
                if about and isinstance(fact.object, str):
                    return fact.object
        code = code or self.state.main_country
        return f"MIL:{country_name(code) if code else UNNAMED}"

    def military_object(self, party: int) -> PartyOrCode:
        """A state's own forces become `MIL:Country`; militias keep their name."""
        draft = self.state.parties[party]
        if is_regular_force(draft.canonical):
            code = self.state.country_of(party) or self.state.main_country
            if code:
                return f"MIL:{country_name(code)}"
        return party


def is_codes(chunk: Chunk, kind: str) -> list[str]:
    """Codes of one kind inside a noun phrase."""
    return [
        item.value.code for item in chunk.values if item.kind == "code" and item.value.kind == kind
    ]


@lru_cache(maxsize=1)
def frames() -> dict[str, Any]:
    """The English frame file."""
    return load_yaml("frames_en.yaml")


@lru_cache(maxsize=1)
def verb_frames() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Verb -> frames it triggers, each with the second word it needs (empty if none)."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for frame in frames()["verbs"]:
        for verb in frame["verbs"]:
            first, _, second = verb.partition(" ")
            found.setdefault(first, []).append((second, frame))
    return found


@lru_cache(maxsize=1)
def noun_frames() -> dict[str, list[dict[str, Any]]]:
    """Noun -> frames it triggers."""
    found: dict[str, list[dict[str, Any]]] = {}
    for frame in frames()["nouns"]:
        for noun in frame["nouns"]:
            found.setdefault(noun, []).append(frame)
    return found


def triggered(sentence: Sentence, verb: int) -> list[dict[str, Any]]:
    """Frames that a verb group triggers, second words ("take over") checked."""
    chunk = sentence.chunks[verb]
    found = []
    for second, frame in verb_frames().get(chunk.head, []):
        if second and not _second_word(sentence, verb, second):
            continue
        if chunk.head in frame.get("passive_only", ()) and not chunk.passive:
            continue
        found.append(frame)
    return found


def _second_word(sentence: Sentence, verb: int, second: str) -> bool:
    chunk = sentence.chunks[verb]
    if chunk.particle == second:
        return True
    after = verb + 1
    if after < len(sentence.chunks):
        nxt = sentence.chunks[after]
        if nxt.head == second or second in nxt.words[:2]:
            return True
    if second in ("off", "out", "up", "down", "over"):
        return any(
            c.head == second
            for c in sentence.chunks[verb + 1 : verb + 6]
            if c.kind in ("prep", "adv")
        )
    return any(prep == second for prep, _ in sentence.parse.pps_of(verb)) and second in (
        "to",
        "with",
        "of",
        "in",
    )
