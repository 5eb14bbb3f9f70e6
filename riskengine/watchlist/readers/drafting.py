"""An entity being put together: order kept, repeats and empty values left out."""

from __future__ import annotations

from collections.abc import Iterable

from riskengine.errors import InputError
from riskengine.identifiers import normalise
from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange
from riskengine.text.scripts import script_of
from riskengine.vocab import DETAILS, EntityKind, NameKind
from riskengine.watchlist.readers.parts import countries_of

_RANK = {kind: rank for rank, kind in enumerate(NameKind)}


class EntityDraft:
    """Collects what a file says of one party, in any order.

    draft = EntityDraft("eu-fsf", "13")
    draft.name("Saddam Hussein Al-Tikriti", NameKind.PRIMARY)
    draft.country("IRAQ")
    entity = draft.build(EntityKind.PERSON)
    """

    def __init__(self, list_id: str, key: str) -> None:
        """`key` is the publisher's own permanent number or reference, where there is one."""
        self.list_id = list_id
        self.id = f"{list_id}:{'-'.join(key.replace(chr(34), '').replace(chr(92), '').split())}"
        self._names: dict[str, EntityName] = {}
        self._countries: set[str] = set()
        self._addresses: dict[str, None] = {}
        self._identifiers: dict[Identifier, None] = {}
        self._dates: dict[tuple[str, DateRange], None] = {}
        self._listings: dict[Listing, None] = {}
        self._relations: dict[EntityRelation, None] = {}
        self._details: dict[tuple[str, str], None] = {}
        self._notes: dict[str, None] = {}

    @property
    def named(self) -> bool:
        return bool(self._names)

    def name(
        self, text: str, kind: NameKind = NameKind.ALIAS, *, language: str | None = None
    ) -> None:
        """A name as published. Of equal spellings the stronger kind is kept, in first place.

        Separators at either end and a closing bracket that nothing opens are cut off: they
        are left over from the list that the name stood in.
        """
        text = _tidy(text)
        if not text:
            return
        key = text.casefold()
        held = self._names.get(key)
        if held is None:
            self._names[key] = EntityName(text, kind, script_in(text), language)
        elif _RANK[kind] < _RANK[held.kind]:
            self._names[key] = EntityName(held.text, kind, held.script, held.language or language)

    def country(self, *printed: str) -> None:
        """Countries by code or name; one that names no single country is kept as a note."""
        codes, unmapped = countries_of([value for value in printed if value.strip()])
        self._countries.update(codes)
        for value in unmapped:
            self.note(f"Country as printed: {value}.")

    def address(self, *parts: str) -> None:
        """One address, its parts joined by commas."""
        kept = [" ".join(part.split()).strip(" ,") for part in parts]
        joined = ", ".join(part for part in kept if part)
        if joined:
            self._addresses[joined] = None

    def identifier(self, scheme: str, value: str, *, label: str = "") -> None:
        """A number under a scheme; one that fails the scheme's check is kept as a detail.

        Args:
            scheme: as in `riskengine.identifiers`; country-bound ones with the country in
                front (`ru-inn`, `ir-passport`).
            label: the publisher's words for the kind of number.
        """
        value = " ".join(value.split())
        if not value:
            return
        base = scheme.rpartition("-")[2]
        try:
            self._identifiers[Identifier(scheme, normalise(base, value))] = None
        except InputError:
            self.detail("number_as_published", f"{label or scheme}: {value}")

    def date(self, label: str, when: DateRange | None, printed: str = "") -> None:
        """A date by label (`birth`, `built`, `founded`, `death`); an unread one stays a detail."""
        if when is not None:
            self._dates[(label, when)] = None
        elif printed.strip():
            self.detail("date_as_published", f"{label}: {printed}")

    def listing(self, listing: Listing) -> None:
        self._listings[listing] = None

    def relation(self, relation: EntityRelation) -> None:
        self._relations[relation] = None

    def detail(self, label: str, value: str) -> None:
        """A further fact as published; `label` is one of `riskengine.vocab.DETAILS`."""
        if label not in DETAILS:
            raise ValueError(label)
        value = " ".join(value.split())
        if value:
            self._details[(label, value)] = None

    def note(self, sentence: str) -> None:
        if sentence.strip():
            self._notes[" ".join(sentence.split())] = None

    def build(self, kind: EntityKind) -> Entity:
        """The entity; the first primary name goes first, others keep their order."""
        names: Iterable[EntityName] = self._names.values()
        ordered = sorted(names, key=lambda name: name.kind is not NameKind.PRIMARY)
        return Entity(
            id=self.id,
            list_id=self.list_id,
            kind=kind,
            names=tuple(ordered),
            countries=tuple(sorted(self._countries)),
            addresses=tuple(self._addresses),
            identifiers=tuple(self._identifiers),
            dates=tuple(self._dates),
            listings=tuple(self._listings),
            relations=tuple(self._relations),
            details=tuple(self._details),
            note=" ".join(self._notes),
        )


def _tidy(name: str) -> str:
    text = " ".join(name.split()).strip(" ,;")
    if text.endswith(")") and text.count(")") == 1 and not {"(", "（"} & set(text):
        text = text[:-1].rstrip(" ,;")
    return text


def script_in(text: str) -> str:
    """ISO 15924 code of a name; plain ASCII is Latin without looking further."""
    return "Latn" if text.isascii() else script_of(text)
