"""What pronouns and descriptions ("it", "the firm", "both companies") stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from riskengine.extract.chunks import Chunk, Ref
from riskengine.extract.coref import PartyDraft
from riskengine.extract.lexicon import word_set
from riskengine.extract.mentions import name_parts
from riskengine.territories import capital_metonym, country_code
from riskengine.vocab import PartyKind

_PLURAL_NOUNS = word_set(
    "companies firms entities businesses groups parties units subsidiaries start-ups "
    "startups funds investors banks two pair duo trio both vessels organisations "
    "organizations"
)
_GENERIC = word_set(
    "company firm group business start-up startup enterprise entity corporation "
    "organisation organization concern outfit venture conglomerate giant house"
)
_TIES = word_set("owner parent subsidiary unit arm division affiliate backer investor partner")
_SEVERAL = word_set(
    "several some many its their two three four five six other others dozens various certain"
)
_FORMAL = word_set("applicant counterparty respondent borrower issuer registrant prospect")
_THING = word_set("report filing statement deal round list notice")


def _seat(chunk: Chunk) -> str | None:
    """Country behind "the Kremlin-controlled company"."""
    for word in chunk.words:
        head, dash, tail = word.partition("-")
        if dash and tail in ("controlled", "backed", "owned", "linked", "run", "based"):
            return country_code(head.capitalize()) or capital_metonym(head.capitalize())
    for ref, tail in chunk.inner:
        if tail and ref.word:
            return capital_metonym(ref.word)
    return None


def _plural_before(chunks: list[Chunk], index: int) -> tuple[int, ...]:
    """Parties of the nearest pair or enumeration left of a plural pronoun.

    "X and several of its units" counts as one, with X as the only party known by name.
    """
    for at in range(index - 1, 0, -1):
        if chunks[at].kind == "semi":
            return ()
        left = chunks[at - 1]
        if chunks[at].kind != "conj" or not left.is_np or not left.named:
            continue
        right = next((chunk for chunk in chunks[at + 1 : index] if chunk.is_np), None)
        if right is None:
            continue
        if right.ref is not None and right.named:
            found = [*right.ids]
            back = at - 1
            while back >= 0 and chunks[back].is_np and chunks[back].named:
                found = [*chunks[back].ids, *found]
                back -= 2 if back > 1 and chunks[back - 1].kind == "comma" else back + 1
            return tuple(dict.fromkeys(found))
        if right.det in _SEVERAL or set(right.words[:2]) & _SEVERAL:
            return left.ids
    return ()


@dataclass(slots=True)
class Focus:
    """The state of the reader's attention, moved on sentence by sentence."""

    parties: list[PartyDraft]
    topic: int | None = None
    subject: int | None = None  # organisation that the last sentence was about
    group: tuple[int, ...] = ()  # last enumeration of two or more organisations
    person: int | None = None
    opening: PartyDraft | None = None
    oblique: set[int] = field(default_factory=set)  # named here behind a preposition
    stop: int = 0  # where the sentence in hand ends
    acting: int | None = None  # the last company that stands as a subject in this sentence
    meant: int | None = None  # whom the last "its" of this sentence stands for
    recent: dict[int, None] = field(default_factory=dict)  # party ids, last one last

    def note(self, party: int) -> None:
        """A party was mentioned."""
        self.recent.pop(party, None)
        self.recent[party] = None
        if self.parties[party].is_person:
            self.person = party

    def _mean(self, chunk: Chunk) -> None:
        """Whom "its" stands for is spoken of as much as if it were named."""
        if chunk.owner_ref is not None and len(chunk.owner_ref.ids) == 1:
            party = chunk.owner_ref.ids[0]
            if self._company_like(party):
                self.meant = party

    def open_paragraph(self) -> None:
        """`The company`, `it` at the head of a paragraph: what the whole text is about."""
        if self.topic is not None:
            self.subject = self.topic

    def resolve(self, chunks: list[Chunk]) -> None:
        """Give noun phrases without a name the party they stand for, left to right."""
        self.meant = self.acting = None
        self.stop = chunks[-1].end if chunks else 0
        self.oblique = {
            party
            for item in chunks
            if item.is_np and item.named and item.prep
            for party in item.ids
        }
        here: list[int] = []  # organisations named or meant so far in this sentence
        main: int | None = None
        for index, chunk in enumerate(chunks):
            if not chunk.is_np:
                continue
            if chunk.ref is not None and chunk.named:
                for party in chunk.ids:
                    self.note(party)
                    if self._company_like(party):
                        here.append(party)
                        if not chunk.prep:
                            main = party if main is None else main
                            self.acting = party
                if chunk.det in ("its", "their", "his", "her"):
                    chunk.owner_ref = self._possessor(chunk.det, main, here)
                    self._mean(chunk)
                continue
            for ref, _ in chunk.inner:
                for party in ref.ids:
                    self.note(party)
            if chunk.ref is not None:
                word = chunk.ref.word
                plural = (
                    _plural_before(chunks, index) if word in ("they", "them", "themselves") else ()
                )
                chunk.ref = Ref(plural, False, word) if plural else self._pronoun(word, main, here)
            else:
                if chunk.det in ("its", "their", "his", "her", "our", "my"):
                    chunk.owner_ref = self._possessor(chunk.det, main, here)
                    self._mean(chunk)
                chunk.ref = self._description(chunk, main, here, chunks, index)
            if chunk.ref is not None and chunk.ids:
                for party in chunk.ids:
                    if self._company_like(party):
                        here.append(party)
                        if not chunk.prep:
                            main = party if main is None else main
                            self.acting = party

    def after_sentence(self, chunks: list[Chunk]) -> None:
        """Take over the subject and the last enumeration of a sentence just read."""
        subject = None
        for chunk in chunks:
            if (
                chunk.is_np
                and chunk.ref is not None
                and chunk.ids
                and not chunk.prep
                and chunk.appos < 0
            ):
                candidates = [p for p in chunk.ids if self._company_like(p)]
                if candidates:
                    subject = candidates[0]
                    break
        if subject is None:
            for chunk in chunks:
                if chunk.is_np and chunk.ref is not None:
                    candidates = [p for p in chunk.ids if self._company_like(p)]
                    if candidates:
                        subject = candidates[0]
                        break
        if subject is not None:
            self.subject = subject
        for chunk in chunks:
            if chunk.is_np and len(chunk.group) > 1 and chunk.group[0] == chunk.index:
                members = tuple(
                    party
                    for number in chunk.group
                    for party in (chunks[number].ids if chunks[number].ref is not None else ())
                    if self._company_like(party)
                )
                if len(members) > 1:
                    self.group = members

    def _company_like(self, party: int) -> bool:
        return self.parties[party].kind in (
            PartyKind.COMPANY,
            PartyKind.FUND,
            PartyKind.UNIVERSITY,
            PartyKind.OTHER,
        )

    def _it(self, main: int | None, here: list[int]) -> Ref | None:
        chosen = (
            main
            if main is not None
            else here[-1]
            if here
            else self.subject
            if self.subject is not None
            else self.topic
        )
        return Ref((chosen,), False) if chosen is not None else None

    def _pronoun(self, word: str, main: int | None, here: list[int]) -> Ref | None:
        if word in ("it", "itself"):
            return self._it(main, here)
        if word in ("they", "them", "themselves"):
            many = tuple(dict.fromkeys(here)) if len(set(here)) > 1 else self.group
            if many and len(set(here)) == 1 and here[0] not in many:
                return Ref(many, False, word, unsafe=True)
            return (
                Ref(many[-2:] if len(many) > 2 and len(set(here)) > 1 else many, False, word)
                if many
                else self._it(main, here)
            )
        if word in ("he", "she", "him", "himself", "herself"):
            return Ref((self.person,), False, word) if self.person is not None else None
        if word in ("we", "us", "i"):
            chosen = self.topic if self.topic is not None else self.subject
            return Ref((chosen,), False, word) if chosen is not None else None
        return None

    def _possessor(self, det: str, main: int | None, here: list[int]) -> Ref | None:
        if det == "its":
            return self._it(main, here)
        if det == "their":
            return self._pronoun("they", main, here)
        if det in ("our", "my"):
            return self._pronoun("we", main, here)
        return Ref((self.person,), False) if self.person is not None else None

    def _description(
        self, chunk: Chunk, main: int | None, here: list[int], chunks: list[Chunk], index: int
    ) -> Ref | None:
        head = chunk.head
        said_of = index > 1 and chunks[index - 1].kind == "comma" and chunks[index - 2].is_np
        if chunk.det in ("both", "all") and said_of:
            return None  # "A and B, both early investors in C": said of A and B
        if head == "venture" and chunk.det in ("the", "this") and len(self.group) > 1:
            return Ref(self.group, False, "venture")
        if chunk.values and chunk.words and chunk.words[-1] in ("%", "#money", "#date", "#code"):
            return None
        if head in _PLURAL_NOUNS or (chunk.det == "both" and head == "both"):
            return self._plural(chunk, here, chunks, index)
        if chunk.det not in ("the", "this", "that") or chunk.owner >= 0:
            return None
        if (
            head not in name_parts().company_nouns
            and head not in ("fund", "vehicle", "target", "pair")
            and not head.endswith("maker")
        ):
            return None
        if head in _THING:
            return None
        if head in _TIES:
            told = [p for p in islice(reversed(self.recent), 8) if self._told_as(p, head)]
            return Ref((told[0],), False, head) if len(told) == 1 and chunk.prep else None
        before = index - 2
        if before >= 0 and chunks[before].kind == "rpar":
            while before > 0 and chunks[before].kind != "lpar":
                before -= 1
            before -= 1
        if before >= 0 and chunks[index - 1].kind in ("comma", "dash") and chunks[before].is_np:
            left = chunks[before].ref
            after = chunks[index + 1] if index + 1 < len(chunks) else None
            if (
                left is not None
                and left.named
                and (after is None or after.kind in ("prep", "conj", "comma", "rpar", "rel"))
            ):
                return None  # an apposition: "X, the operator of Y"
        # "the unit of X", "the company that ...", "the company X": described on the spot.
        nxt = chunks[index + 1] if index + 1 < len(chunks) else None
        if (
            nxt is not None
            and nxt.kind == "prep"
            and nxt.head in ("of", "behind")
            and head not in ("company", "firm")
        ):
            return None
        if (
            "state-owned" in chunk.words
            or "same" in chunk.words
            or set(chunk.words) & {"parent", "holding", "controlling"}
            or "new" in chunk.words
        ):
            return None
        chosen = self._best(chunk, main, here)
        if head in _FORMAL and chosen is not None and chosen == self._first():
            self.topic = chosen
        return Ref((chosen,), False, head) if chosen is not None else None

    def _first(self) -> int | None:
        """The company that the text names first."""
        if self.opening is None:
            firsts = [draft for draft in self.parties if self._company_like(draft.id)]
            self.opening = min(firsts, key=lambda draft: draft.mentions[0].start, default=None)
        return self.opening.id if self.opening is not None else None

    def _told_as(self, party: int, noun: str) -> bool:
        draft = self.parties[party]
        return noun in draft.descriptors and self._company_like(party)

    def _best(self, chunk: Chunk, main: int | None, here: list[int]) -> int | None:
        head = chunk.head
        content = {word for word in chunk.words if word not in ("the", "this", "that")}
        best: tuple[float, int] | None = None
        late = list(islice(reversed(self.recent), 14))
        for further in (self.topic, self._first() if head in _FORMAL else None):
            if further is not None and further not in late:
                late.append(further)
        for rank, party in enumerate(late):
            draft = self.parties[party]
            if party in self.oblique and chunk.start < draft.mentions[0].start < self.stop:
                continue  # "the Company was owned by Acme": whoever it is, it is not Acme
            if draft.is_person or draft.kind in (
                PartyKind.AGENCY,
                PartyKind.GOVERNMENT,
                PartyKind.MEDIA,
                PartyKind.MILITARY,
            ):
                continue
            name = {word.lower() for word in draft.words}
            score = -0.05 * rank
            overlap = content & name
            described = content & draft.descriptors
            if overlap:
                score += 3
            if head in draft.descriptors:
                score += 2.5
            elif described:
                score += 1.5
            where = chunk.country or _seat(chunk)
            if where is not None and draft.country is not None and chunk.country is None:
                score += 2 if where == draft.country else -4
            if chunk.country is not None and draft.country is not None:
                score += 2 if chunk.country == draft.country else -4
            if head in _FORMAL and party == self._first():
                score += 3  # "the applicant" of a memo is the company it opens with
            if head in ("fund",):
                score += 1.5 if draft.kind is PartyKind.FUND else -3
            elif (
                head
                in ("bank", "university", "institute", "exchange", "terminal", "port", "agency")
                and not overlap
                and not described
            ):
                score -= 2.5
            elif draft.kind is PartyKind.FUND and head in (
                "company",
                "start-up",
                "startup",
                "maker",
            ):
                score -= 1
            if head in _GENERIC or head in name_parts().company_nouns or head.endswith("maker"):
                if party == self.subject:
                    score += 0.8
                if party == self.topic:
                    score += 0.9
                if party == self.meant:
                    score += 0.6
                if party == self.acting and chunk.prep:
                    score -= 0.8  # "X owns 75% of the maker": the subject is rarely meant again
                elif party == main:
                    score += 0.7
                elif party in here:
                    score += 0.2
            if best is None or score > best[0]:
                best = (score, party)
        if best is None or best[0] < -1.5:
            return None
        return best[1]

    def _plural(self, chunk: Chunk, here: list[int], chunks: list[Chunk], index: int) -> Ref | None:
        if chunk.det not in ("the", "both", "these", "those", "two", "three", "all"):
            return None
        if (
            chunk.det in ("two", "three", "all")
            and "the" not in chunk.words
            and "both" not in chunk.words
            and index == 0
        ):
            return None
        wanted = 3 if "three" in chunk.words or chunk.head == "trio" else 2
        distinct = tuple(dict.fromkeys(here))
        if (
            chunk.det == "both"
            and chunk.head == "both"
            and index > 0
            and chunks[index - 1].kind in ("comma", "dash")
        ):
            return None  # an apposition: the phrase before it is meant
        if len(distinct) >= 2:
            return Ref(distinct[-wanted:], False, "both")
        if len(self.group) >= 2:
            return Ref(
                self.group[:wanted]
                if len(self.group) > wanted and chunk.det == "both"
                else self.group,
                False,
                "both",
            )
        companies = [p for p in self.recent if self._company_like(p)]
        if len(companies) >= wanted and chunk.det in ("both", "two"):
            return Ref(tuple(companies[-wanted:]), False, "both")
        return None
