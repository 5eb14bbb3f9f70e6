"""Names of the Swiss list: parts put in speaking order, spelling variants set in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from riskengine.vocab import NameKind
from riskengine.watchlist.readers.ch.codes import swiss_codes
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.xmlstream import Element, attribute, text

_MAX_COMBINATIONS = 24  # beyond that, variants are paired in their order instead


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a name with its spellings by (language, script)."""

    type: str
    value: str
    variants: dict[tuple[str, str], list[str]]


def read_name(element: Element, draft: EntityDraft, account: Account, *, main: bool) -> None:
    """Add one `name` element to a draft: the name, its variants, its titles.

    Args:
        main: whether the name belongs to the main identity; a primary name of another
            identity is an alias.
    """
    codes = swiss_codes()
    printed = attribute(element, "name-type")
    kind = codes.name_types.get(printed)
    if kind is None:
        account.odd("name-type", printed)
        kind = NameKind.ALIAS
    if kind is NameKind.PRIMARY and not main:
        kind = NameKind.ALIAS
    quality = attribute(element, "quality")
    weak = quality == "low"
    if quality not in ("", "good", "low"):
        account.odd("quality", quality)
    if weak and kind is not NameKind.PRIMARY:
        kind = NameKind.WEAK_ALIAS
    language = codes.language(attribute(element, "lang"))
    parts = _parts(element, account)
    for part in parts:
        if part.type == "title":
            draft.detail("title", part.value)
    ordered = _speaking_order([part for part in parts if part.type != "title"])
    draft.name(_joined([part.value for part in ordered]), kind, language=language)
    if any(part.type == "family-name" for part in ordered):
        for part in ordered:
            if part.type == "maiden-name":
                born = [p.value for p in ordered if p.type != "family-name"]
                draft.name(_joined(born), NameKind.FORMER)
    for spelling, of_language, whole in _variants(ordered):
        variant_kind = NameKind.WEAK_ALIAS if weak or not whole else NameKind.ALIAS
        draft.name(spelling, variant_kind, language=codes.language(of_language))


def _parts(element: Element, account: Account) -> list[_Part]:
    found: list[tuple[int, _Part]] = []
    for position, child in enumerate(element.findall("name-part"), start=1):
        type_ = attribute(child, "name-part-type")
        if type_ and type_ not in swiss_codes().name_parts:
            account.odd("name-part-type", type_)
        order = attribute(child, "order")
        value = child.find("value")
        spelled = text(value) if value is not None else " ".join((child.text or "").split())
        variants: dict[tuple[str, str], list[str]] = {}
        for variant in child.findall("spelling-variant"):
            key = (attribute(variant, "lang"), attribute(variant, "script").upper())
            if text(variant):
                variants.setdefault(key, []).append(text(variant))
        part = _Part(type_, spelled, variants)
        found.append((int(order) if order.isdecimal() else position, part))
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]


def _speaking_order(parts: list[_Part]) -> list[_Part]:
    places = swiss_codes().name_parts
    if any(not places.get(part.type) for part in parts):
        return parts
    return sorted(parts, key=lambda part: places[part.type])


def _variants(parts: list[_Part]) -> Iterator[tuple[str, str, bool]]:
    """Spellings of the whole name: text, language code, whether every part is in it."""
    keys = sorted({key for part in parts for key in part.variants})
    for key in keys:
        language, script = key
        latin = script in ("LATN", "")
        # A name half in Cyrillic and half in Latin is nobody's spelling: parts that have no
        # variant in another script are left out, and what remains is a weak name.
        kept = [part for part in parts if latin or key in part.variants]
        choices = [part.variants.get(key) or [part.value] for part in kept]
        combinations = 1
        for choice in choices:
            combinations *= len(choice)
        if combinations <= _MAX_COMBINATIONS:
            rows = [list(row) for row in product(*choices)]
        else:
            longest = max(len(choice) for choice in choices)
            rows = [[choice[min(n, len(choice) - 1)] for choice in choices] for n in range(longest)]
        for row in rows:
            yield _joined(row), language, len(kept) == len(parts)


def _joined(values: list[str]) -> str:
    return " ".join(value for value in values if value)
