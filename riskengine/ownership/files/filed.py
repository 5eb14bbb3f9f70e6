"""What a file of owners says, in one form whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import EntityKind


@dataclass(frozen=True, slots=True)
class FiledParty:
    """A party of the file.

    Attributes:
        id: the file's own key; a name where it has none.
        names: other names.
        countries: ISO codes, or what is printed where no code is known.
        identifiers: `scheme:value`.
    """

    id: str
    name: str
    kind: EntityKind = EntityKind.UNKNOWN
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledTie:
    """`owner` holds, controls or has another interest in `asset`; both are ids of parties.

    Attributes:
        kind: `owns` (capital), `votes`, `parent_of`, `controls`, or `interest`: an office or a
            right that is neither a share nor control, and counts in no arithmetic.
        means: by what, in the file's words: a board seat, a trust, fund management.
        joint: name of the arrangement under which several owners act as one.
        place: where in the file, for a reader who wants to look it up.
    """

    owner: str
    asset: str
    kind: str
    stake: Stake = field(default_factory=Stake)
    means: str = ""
    since: DateRange | None = None
    until: DateRange | None = None
    joint: str = ""
    source: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the file says that is no tie, or that could not be read. `party` may be empty."""

    place: str
    text: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class OwnershipFile:
    """A file of owners, read.

    Attributes:
        format: one of `FORMATS`.
        records: records in the file; each gave parties, ties, a note or a problem.
        notes: statements such as "no person with significant control is known".
        problems: records that could not be read, with the reason.
        sha256: hash of the file as it lies on the disk.
    """

    name: str
    format: str
    records: int
    parties: Mapping[str, FiledParty]
    ties: tuple[FiledTie, ...]
    notes: tuple[Note, ...]
    problems: tuple[Note, ...]
    sha256: str = ""

    def ties_into(self, asset: str) -> Iterator[FiledTie]:
        """Ties of one asset, in the file's order."""
        return (tie for tie in self.ties if tie.asset == asset)

    def in_words(self) -> str:
        """Counts in one line."""
        kinds: dict[str, int] = {}
        for tie in self.ties:
            kinds[tie.kind] = kinds.get(tie.kind, 0) + 1
        ties = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))
        return (
            f"{self.name}: {self.format}, {self.records:,} records, {len(self.parties):,} parties, "
            f"{len(self.ties):,} ties{f' ({ties})' if ties else ''}, {len(self.notes):,} notes, "
            f"{len(self.problems):,} problems"
        )


class Filing:
    """Collects what a reader finds."""

    def __init__(self) -> None:
        self.records = 0
        self.parties: dict[str, FiledParty] = {}
        self.ties: list[FiledTie] = []
        self.notes: list[Note] = []
        self.problems: list[Note] = []

    def party(self, found: FiledParty) -> str:
        """Add a party, or what is new of a known one. Gives its id."""
        known = self.parties.get(found.id)
        if known is None:
            self.parties[found.id] = found
            return found.id
        # A party first met as the end of a tie carries its id for a name.
        name = known.name if known.name != known.id else found.name
        others = dict.fromkeys((*known.names, *found.names, known.name, found.name))
        self.parties[found.id] = replace(
            known,
            name=name,
            kind=known.kind if known.kind is not EntityKind.UNKNOWN else found.kind,
            names=tuple(other for other in others if other not in (name, found.id)),
            countries=tuple(dict.fromkeys((*known.countries, *found.countries))),
            identifiers=tuple(dict.fromkeys((*known.identifiers, *found.identifiers))),
        )
        return found.id

    def mention(self, id_: str, name: str = "") -> str:
        """A party of which the file gives no more here."""
        return self.party(FiledParty(id_, name or id_))

    def tie(self, tie: FiledTie) -> None:
        self.ties.append(tie)

    def note(self, place: str, text: str, party: str = "") -> None:
        self.notes.append(Note(place, text, party))

    def problem(self, place: str, text: str) -> None:
        self.problems.append(Note(place, text))

    def done(self, name: str, format_: str) -> OwnershipFile:
        return OwnershipFile(
            name=name,
            format=format_,
            records=self.records,
            parties=self.parties,
            ties=tuple(self.ties),
            notes=tuple(self.notes),
            problems=tuple(self.problems),
        )
