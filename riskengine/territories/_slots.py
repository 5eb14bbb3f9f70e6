"""Templates of state bodies: one place or country in a fixed phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from riskengine.errors import SettingsError
from riskengine.territories.places import Place
from riskengine.vocab import StateTier

_SLOT = re.compile(r"\{([a-z_]+)\}")
# Slot of a template -> which dressing words apply to it.
_DRESSING = {
    "city": "city",
    "other_city": "city",
    "capital": "capital",
    "district": "district",
    "province": "province",
    "region": "province",
    "place": "city",
    "country": "country",
    "country_adj": "country",
}
COUNTRY_SLOTS = ("country", "country_adj")
# Characters by which Han templates spell the level; names may carry them already.
LEVEL_MARKS = "市省区县州區縣"


@dataclass(frozen=True, slots=True)
class SlotWords:
    """Word lists of `state_slots.yaml`."""

    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    not_after_state: frozenset[str]
    company_patterns: tuple[str, ...]
    tail: re.Pattern[str]
    between_places: frozenset[str]


@lru_cache(maxsize=1)
def slot_words() -> SlotWords:
    """The word lists, read once."""
    file = resources.files("riskengine") / "data" / "territories" / "state_slots.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    latin = "|".join(re.escape(word) for word in data["company_tail_words"])
    han = "|".join(re.escape(word) for word in data["company_tail_han"])
    return SlotWords(
        {slot: tuple(words) for slot, words in data["before"].items()},
        {slot: tuple(words) for slot, words in data["after"].items()},
        frozenset(data["not_after_state"]),
        tuple(data["company_patterns"]),
        re.compile(rf"(?:,? \(?(?:{latin})\b\)?\.?|{han})*"),
        frozenset(data["between_places"]),
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A template ready to be tried around a place.

    Attributes:
        starts: endings of the text before the place, longest first.
        ends: beginnings of the text after it, longest first.
        wants_mark: the template spells the level with a Han character.
    """

    entity_id: str
    template: str
    slot: str
    tier: StateTier | None
    holder_kind: str
    weak: bool
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    wants_mark: bool

    def around(self, plain: str, start: int, end: int) -> tuple[int, int] | None:
        """Range of the whole body if the template fits around a place, else None."""
        if not plain.endswith(self.starts, 0, start) or not plain.startswith(self.ends, end):
            return None
        for before in self.starts:
            left = start - len(before)
            if not plain.endswith(before, 0, start) or _inside_word(plain, left):
                continue
            for after in self.ends:
                right = end + len(after)
                if plain.startswith(after, end) and not _inside_word(plain, right):
                    return left, right
        return None

    def accepts(self, place: Place) -> bool:
        """Whether a place is of the level that the slot asks for."""
        if self.slot == "place":
            return True
        if self.slot == "district":
            return place.level == "district"
        if self.slot in ("province", "region"):
            return place.level == "province"
        is_city = place.level == "city" or place.provincial_city
        if self.slot == "capital":
            return is_city and place.capital
        if self.slot == "other_city":
            return is_city and not place.capital
        return is_city


def _inside_word(plain: str, position: int) -> bool:
    """Whether a boundary cuts a word of an alphabetic script in two."""
    if not 0 < position < len(plain):
        return False
    left, right = plain[position - 1], plain[position]
    return left.isalnum() and right.isalnum() and not _han(left) and not _han(right)


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def plain_text(text: str) -> str:
    """Lower case, plain spaces and apostrophes, letter for letter: offsets stay valid."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_PLAIN)


_PLAIN = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u2010": "-",
        "\u2011": "-",
    }
)


def form(
    entity_id: str, template: str, tier: StateTier | None, holder_kind: str, *, weak: bool = False
) -> Form:
    """Prepare one template.

    Raises:
        SettingsError: the template has no slot, several, or one that is not known.
    """
    slots = _SLOT.findall(template)
    if len(slots) != 1 or slots[0] not in _DRESSING:
        raise SettingsError(
            f"template {template!r} of {entity_id or 'a pattern'} has no usable place",
            hint=f"Write exactly one of {', '.join(f'{{{slot}}}' for slot in sorted(_DRESSING))}.",
            code="settings.template",
        )
    slot = slots[0]
    before, after = (plain_text(part) for part in template.split(f"{{{slot}}}"))
    wants_mark = bool(after) and after[0] in LEVEL_MARKS
    if wants_mark:
        after = after[1:]
    words = slot_words()
    kind = _DRESSING[slot]
    dressed = (kind,) if slot != "place" else ("city", "province", "district")
    pre = _unique(word for each in dressed for word in words.before[each]) if before else ()
    post = _unique(word for each in dressed for word in words.after[each])
    return Form(
        entity_id,
        template,
        slot,
        tier,
        holder_kind,
        weak,
        _longest_first([before, *(before + word for word in pre)]),
        _longest_first([after, *(word + after for word in post)]),
        wants_mark,
    )


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
