"""What reading a document yields: parties, relations, a funding round. All offsets are
Unicode code points into `Document.text`, end exclusive."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from riskengine.model.interval import Stake
from riskengine.vocab import PartyKind, Polarity, RelationType


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stands in its source: `page 3`, `paragraph 12`."""

    start: int
    end: int
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read.

    Attributes:
        text: the canonical text; every offset points into it.
        sha256: hash of the source bytes, hex.
        kind: how it was read: `text`, `markdown`, `html`, `pdf`, `docx`, `mail`, `cell`, `name`.
        title: first heading or file name; empty when there is none.
        origin: the source as the user named it, without its folder.
        published: the document's own date, ISO, where it states one in a dateline.
        places: where each stretch of text stands in the source, in order; may be empty.
    """

    text: str
    sha256: str
    kind: str
    title: str = ""
    origin: str = ""
    published: str | None = None
    places: tuple[Place, ...] = ()

    def place_of(self, offset: int) -> str | None:
        """The place of an offset of the text; None between places or where none are known."""
        index = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        if index < 0 or offset >= self.places[index].end:
            return None
        return self.places[index].where


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names something."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """A party named in the text: every mention that means the same one.

    Attributes:
        canonical: the fullest spelling in the text; unique within one extraction.
        country: ISO 3166-1 alpha-2 code where the text states it ("Shenzhen-based"), else None.
        country_evidence: where it says so.
        role: a person's title or function as printed; None for organisations.
        gazetteer_ids: ids of list or reference entities whose very name the text spells.
    """

    canonical: str
    kind: PartyKind
    mentions: tuple[Mention, ...]
    country: str | None = None
    country_evidence: Span | None = None
    role: str | None = None
    gazetteer_ids: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        return self.kind is PartyKind.PERSON

    @property
    def names(self) -> tuple[str, ...]:
        """Distinct spellings, canonical first, then by first appearance."""
        seen = dict.fromkeys([self.canonical, *(mention.text for mention in self.mentions)])
        return tuple(seen)


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim of the text.

    `subject` and `object` are canonical party names, or pseudo-parties as in the label
    schema: `STATE:China`, `MIL:China`, a list code such as `US-ENTITY-LIST`, a regime code
    such as `US-EXPORT-CONTROLS`.

    Attributes:
        speaker: who makes the claim, as printed; None for the text's own voice.
        by: the authority that acted, for listings.
        date: ISO date or part of one (`2019-05`).
        percent: the printed figure; `stake` is the interval it stands for.
        status: `former`, `removed`, `planned`, `admitted`, `settled` or None.
        role: for investments: `led`, `joined`, `existing`, or None.
        tier: how sure the reader is: `high`, `medium` or `review`.
        tier_reason: why it has that tier, in one clause.
        frame: id of the frame that produced it.
    """

    type: RelationType
    subject: str
    object: str
    polarity: Polarity
    evidence: Span
    speaker: str | None = None
    by: str | None = None
    date: str | None = None
    percent: float | None = None
    stake: Stake | None = None
    amount: str | None = None
    status: str | None = None
    role: str | None = None
    tier: str = "high"
    tier_reason: str = ""
    frame: str = ""


@dataclass(frozen=True, slots=True)
class FundingRound:
    """The round of financing a text reports; money as printed."""

    company: str
    amount: str | None = None
    amount_converted: str | None = None
    valuation: str | None = None
    series: str | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was read, and where nothing was found.

    Paragraphs are counted from 1. Silence is no clean result: a paragraph in `barren` was read
    and gave no relation, one in `names_only` was not read for relations at all.

    Attributes:
        barren: paragraphs without a relation.
        names_only: paragraphs in a language that is only searched for names, with its name.
    """

    words: int
    sentences: int
    paragraphs: int
    barren: tuple[int, ...] = ()
    names_only: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst changed in a reading.

    Attributes:
        action: `add`, `strike` or `change`.
        relation: the relation as it now stands, or as it stood before it was struck out.
        before: the relation as it was read, for `change`.
    """

    action: str
    relation: Relation
    reason: str
    before: Relation | None = None


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """The corrections that were applied to a reading, and whose they are.

    Attributes:
        sha256: hash of the file with the corrections, hex.
        on: the date the analyst gives, ISO.
    """

    by: str
    on: str
    sha256: str
    entries: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one document.

    Attributes:
        principal: canonical name of the party the document is about; None if no party.
        notes: what was not read and why, in plain sentences; never empty when some
            paragraph could only be searched for names.
        coverage: what was read; None for a bare name.
        corrected: an analyst's corrections, where there are any.
        engines: optional engines that named parties beside the core, with their versions.
    """

    document: Document
    parties: tuple[Party, ...]
    relations: tuple[Relation, ...] = ()
    round: FundingRound | None = None
    principal: str | None = None
    notes: tuple[str, ...] = field(default=())
    coverage: Coverage | None = None
    corrected: CorrectionSheet | None = None
    engines: tuple[str, ...] = ()

    def party(self, canonical: str) -> Party | None:
        return next((party for party in self.parties if party.canonical == canonical), None)
