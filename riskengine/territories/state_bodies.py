"""Governments, ministries and armed forces of any place, recognised by pattern.

No list can hold every municipal government. A template such as
`{city} Municipal People's Government` together with the gazetteer recognises them all and
says whose state it is and at which tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from riskengine.model.entity import Entity
from riskengine.territories._slots import (
    COUNTRY_SLOTS,
    LEVEL_MARKS,
    Form,
    form,
    plain_text,
    slot_words,
)
from riskengine.territories.countries import CountryHit, country_hits, country_name
from riskengine.territories.places import Place, PlaceHit, candidate_places
from riskengine.vocab import StateTier

_LEVELS = ("province", "city", "district")  # from the larger to the smaller
Template = tuple[str, str, StateTier | None, str]

_TIERS = {
    "province": StateTier.PROVINCIAL,
    "city": StateTier.MUNICIPAL,
    "district": StateTier.DISTRICT,
}


@dataclass(frozen=True, slots=True)
class StateBody:
    """A state body that a pattern recognised.

    Attributes:
        text: the words that were recognised.
        country: ISO 3166-1 alpha-2.
        tier: of the government; for a company, of the place it is named after.
        holder_kind: as in `Entity.holder_kind`.
        entity_id: the reference entity whose template fitted; empty for company patterns.
        place: English name of the place or country.
        provincial_rank: the city has the rank of a province (Shanghai, Moscow).
        weak: the name only sounds like a state-owned company: an indication, no proof.
        basis: `template`, or `pattern` for a weak one.
        note: what a reviewer should know; empty when there is nothing.
    """

    text: str
    country: str
    tier: StateTier
    holder_kind: str
    entity_id: str
    place: str
    provincial_rank: bool = False
    weak: bool = False
    basis: str = "template"
    note: str = ""


@dataclass(frozen=True, slots=True)
class StateBodyHit:
    """A state body in a text; offsets are code points, end exclusive."""

    start: int
    end: int
    body: StateBody


class StateBodyPatterns:
    """Recognises state bodies by templates.

    Args:
        templates: (entity id, template, tier or None for the tier of the place, holder
            kind). A template holds one slot: `{city}`, `{other_city}` (no national
            capital), `{capital}`, `{district}`, `{province}`, `{region}`, `{place}` (any
            level), `{country}` (a name) or `{country_adj}` (an adjective or a name).
        companies: also use the weak company-name patterns of the package.

    Raises:
        SettingsError: a template without exactly one known slot.
    """

    def __init__(self, templates: Sequence[Template], *, companies: bool = True) -> None:
        forms = [form(*template) for template in templates]
        if companies:
            forms += [
                form("", template, None, "state_company", weak=True)
                for template in slot_words().company_patterns
            ]
        self._of_country = [item for item in forms if item.slot in COUNTRY_SLOTS]
        # First come, first kept among equals: "Beijing government" is the state before it is
        # the city, as in the press.
        self._of_place = sorted(
            (item for item in forms if item.slot not in COUNTRY_SLOTS),
            key=lambda item: item.slot != "capital",
        )

    @classmethod
    def from_entities(
        cls, entities: Iterable[Entity], *, companies: bool = True
    ) -> StateBodyPatterns:
        """Patterns of every entity that carries templates; others are passed over."""
        templates = [
            (entity.id, template, entity.state_tier, entity.holder_kind)
            for entity in entities
            for template in entity.templates
        ]
        return cls(templates, companies=companies)

    def resolve(self, name: str) -> StateBody | None:
        """The state body that a whole name spells, or None.

        A leading "the" and closing punctuation are ignored: "the government of Suzhou".
        """
        bare = name.strip().rstrip(".,;:")
        if bare[:4].lower() == "the ":
            bare = bare[4:].lstrip()
        whole = [hit for hit in self._hits(bare) if (hit.start, hit.end) == (0, len(bare))]
        return min(whole, key=_preference).body if whole else None

    def find(self, text: str) -> tuple[StateBodyHit, ...]:
        """State bodies named in a text: leftmost longest, without overlaps, in order."""
        chosen: list[StateBodyHit] = []
        for hit in sorted(self._hits(text), key=_preference):
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return tuple(chosen)

    def _hits(self, text: str) -> Iterator[StateBodyHit]:
        plain = plain_text(text)
        for country in country_hits(text):
            yield from self._country_bodies(text, plain, country)
        previous: PlaceHit | None = None
        outermost = 0
        for hit, certain in candidate_places(text):
            # "Nanjing Gulou District": a larger place may open the name.
            if previous is None or not _adjoin(plain, previous, hit):
                outermost = hit.start
            yield from self._place_bodies(text, plain, hit, certain, outermost)
            previous = hit

    def _country_bodies(self, text: str, plain: str, hit: CountryHit) -> Iterator[StateBodyHit]:
        for item in self._of_country:
            if item.slot == "country" and hit.form != "name":
                continue
            span = item.around(plain, hit.start, hit.end)
            if span is None or _only_qualifies(item, plain, span[1]):
                continue
            body = StateBody(
                text[span[0] : span[1]],
                hit.code,
                item.tier or StateTier.CENTRAL,
                item.holder_kind,
                item.entity_id,
                country_name(hit.code),
            )
            yield StateBodyHit(*span, body)

    def _place_bodies(
        self, text: str, plain: str, hit: PlaceHit, certain: bool, outermost: int
    ) -> Iterator[StateBodyHit]:
        for item in self._of_place:
            # "Nice government" proves nothing; "Nice municipal government" does.
            if not certain and item.slot in ("other_city", "capital"):
                continue
            place = next((one for one in (hit.place, *hit.others) if item.accepts(one)), None)
            if place is None:
                continue
            span = item.around(plain, hit.start, hit.end)
            if span is None:
                continue
            marked = plain[hit.end - 1] in LEVEL_MARKS
            if place.capital and (item.slot == "capital" if marked else item.wants_mark):
                continue  # 北京政府 is the state, 北京市政府 the city
            if item.weak:
                tail = slot_words().tail.match(plain, span[1])
                span = (span[0], tail.end() if tail is not None else span[1])
            if span[0] == hit.start:
                span = (outermost, span[1])
            yield StateBodyHit(*span, _body(item, place, text[span[0] : span[1]]))


def _adjoin(plain: str, left: PlaceHit, right: PlaceHit) -> bool:
    """Whether the second place is written as part of the first."""
    if left.place.country != right.place.country:
        return False
    if _LEVELS.index(left.place.level) >= _LEVELS.index(right.place.level):
        return False
    return plain[left.end : right.start] in slot_words().between_places


def _only_qualifies(item: Form, plain: str, end: int) -> bool:
    """Whether "the Chinese state" is only the beginning of "Chinese state media"."""
    if not item.template.endswith("state") or end >= len(plain):
        return False
    if plain[end] == "-":
        return True
    following = plain[end:].lstrip().split(" ", 1)[0].strip(".,;:'\"")
    return plain[end] == " " and following in slot_words().not_after_state


def _body(item: Form, place: Place, text: str) -> StateBody:
    note = ""
    if item.weak:
        note = "the name follows a pattern of state-owned companies; ownership is not proved"
    elif item.slot == "capital":
        note = f"{place.name} may stand for the national government or for the city's own"
    elif place.provincial_city:
        note = f"{place.name} is a city with the rank of a province"
    tier = item.tier or _TIERS[place.level]
    if place.provincial_city and tier is StateTier.PROVINCIAL:
        tier = StateTier.MUNICIPAL
    return StateBody(
        text,
        place.country,
        tier,
        item.holder_kind,
        item.entity_id,
        place.name,
        place.provincial_city,
        item.weak,
        "pattern" if item.weak else "template",
        note,
    )


def _preference(hit: StateBodyHit) -> tuple[int, int, bool]:
    """Leftmost, longest, proof before pattern; equals keep the order they were tried in."""
    return (hit.start, -hit.end, hit.body.weak)
