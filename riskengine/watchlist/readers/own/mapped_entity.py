"""One row of a user's file as an entity, by its mapping."""

from __future__ import annotations

from collections.abc import Iterable

from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.own.mapped_rows import Row
from riskengine.watchlist.readers.own.mapping import Mapping
from riskengine.watchlist.readers.own.mapping_columns import Column, DateColumn, NameColumn
from riskengine.watchlist.readers.parts import countries_of, digest, plain_key, slug

_NATIONAL = frozenset({"passport", "nationalid", "taxid", "regno", "vat", "licence"})


class Keys:
    """Ids given so far, and the row that each was given to."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def take(self, key: str, where: str) -> str:
        """The row that has the key already, or "" when it is now taken."""
        held = self._held.get(key, "")
        if not held:
            self._held[key] = where
        return held


def entity_of(row: Row, mapping: Mapping, keys: Keys, account: Account) -> Entity | str:
    """The entity of a row, or why there is none."""
    columns = mapping.columns
    names = _names(row, mapping, account)
    if not names:
        return "no name"
    countries, unmapped = _countries(
        [value for column in columns.country for value in texts(row, column, mapping)]
    )
    key = _key(row, mapping, names[0][0], countries, keys)
    if isinstance(key, _Taken):
        return key.reason
    draft = EntityDraft(mapping.list.id, key)
    for text, kind, language in names:
        draft.name(text, kind, language=language)
    draft.country(*countries, *unmapped)
    for column in columns.addresses:
        for address in texts(row, column, mapping, join=column.join.strip() or ","):
            draft.address(address)
    _numbers(draft, row, mapping)
    for when in columns.dates:
        for printed in texts(row, when, mapping):
            draft.date(when.label, _when(printed, when, mapping), printed)
    draft.listing(_listing(draft, row, mapping))
    for tie in columns.relations:
        for target in texts(row, tie, mapping):
            draft.relation(EntityRelation(tie.type, " ".join(target.split())))
    for label, group in columns.details.items():
        for column in group:
            for value in texts(row, column, mapping):
                draft.detail(label, value)
    return draft.build(_kind(row, mapping, account))


def texts(row: Row, column: Column, mapping: Mapping, *, join: str | None = None) -> list[str]:
    """Values of a column in a row, split, cut and spelled as the mapping says."""
    if column.value:
        return [column.value] if _holds(row, column.when) else []
    none = {value.casefold() for value in (*mapping.format.none, *column.none)}
    found: list[str] = []
    for scope in row.each(column.each):
        if not _holds(scope, column.when):
            continue
        if column.column:
            printed = scope.values(column.column)
        else:
            parts = [
                value
                for path in column.columns
                for value in scope.values(path)[:1]
                if value.casefold() not in none
            ]
            glue = column.join if join is None else f"{join} "
            printed = [glue.join(parts)] if parts else []
        found += [item for value in printed for item in _cut(value, column, none)]
    return found


def _cut(value: str, column: Column, none: set[str]) -> Iterable[str]:
    pieces = [value]
    for separator in column.split:
        pieces = [part for piece in pieces for part in piece.split(separator)]
    spelled = {key.casefold(): other for key, other in column.values.items()}
    for piece in pieces:
        text = piece.strip()
        if column.drop is not None:
            text = column.drop.sub("", text).strip()
        if column.pattern is not None and (found := column.pattern.search(text)):
            text = (found[1] if found.re.groups else found[0]) or ""
        text = spelled.get(text.casefold(), text)
        if text and text.casefold() not in none:
            yield text


def _holds(row: Row, conditions: dict[str, tuple[str, ...]]) -> bool:
    """Whether each named column has one of its values; an empty one stands for a blank cell."""
    for path, wanted in conditions.items():
        values = {value.casefold() for value in row.values(path)} or {""}
        if values.isdisjoint(item.casefold() for item in wanted):
            return False
    return True


def _countries(printed: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `countries_of`; users write codes in small letters too."""
    return countries_of([text.upper() if len(text) == 2 else text for text in printed])


def _first(row: Row, column: Column | None, mapping: Mapping) -> str:
    found = texts(row, column, mapping) if column is not None else []
    return " ".join(found[0].split()) if found else ""


def _names(row: Row, mapping: Mapping, account: Account) -> list[tuple[str, NameKind, str | None]]:
    columns = mapping.columns
    found: list[tuple[str, NameKind, str | None]] = []
    for column in columns.name:
        primary = texts(row, column, mapping)
        if primary:
            found.append((primary[0], NameKind.PRIMARY, None))
            found += [(other, NameKind.ALIAS, None) for other in primary[1:]]
            break
    for group in columns.names:
        found += _typed_names(row, group, mapping, account)
    for kind, group_ in (
        (NameKind.ALIAS, columns.aliases),
        (NameKind.WEAK_ALIAS, columns.weak_aliases),
        (NameKind.FORMER, columns.former_names),
        (NameKind.ACRONYM, columns.acronyms),
        (NameKind.TRANSLITERATION, columns.transliterations),
    ):
        for column in group_:
            found += [(text, kind, None) for text in texts(row, column, mapping)]
    found = [(" ".join(text.split()), kind, lang) for text, kind, lang in found]
    if all(kind is not NameKind.PRIMARY for _, kind, _ in found):
        # No mark for the main name: the first full name is as good as any.
        for position, (text, kind, language) in enumerate(found):
            if kind is NameKind.ALIAS:
                found[position] = (text, NameKind.PRIMARY, language)
                break
    return found


def _typed_names(
    row: Row, group: NameColumn, mapping: Mapping, account: Account
) -> list[tuple[str, NameKind, str | None]]:
    inner = group.model_copy(update={"each": ""})
    kinds = {key.casefold(): NameKind(kind) for key, kind in group.kinds.items()}
    found = []
    for scope in row.each(group.each):
        printed = next(iter(scope.values(group.kind_column)), "") if group.kind_column else ""
        kind = kinds.get(printed.casefold(), NameKind.ALIAS)
        if printed and printed.casefold() not in kinds:
            account.odd(group.kind_column, printed)
        if group.weak_when and _holds(scope, group.weak_when):
            kind = NameKind.WEAK_ALIAS
        languages = scope.values(group.language_column) if group.language_column else []
        language = languages[0].lower() if languages else None
        found += [(text, kind, language) for text in texts(scope, inner, mapping)]
    return found


class _Taken:
    """Why a row gets no id."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def _key(
    row: Row, mapping: Mapping, name: str, countries: tuple[str, ...], keys: Keys
) -> str | _Taken:
    columns = mapping.columns.key
    if columns:
        parts = [
            part
            for path in columns
            for value in row.values(path)[:1]
            if (part := "-".join(plain_key(value).split()))
        ]
        if len(parts) < len(columns):
            return _Taken(f"no key: {', '.join(columns)} is blank")
        key = "-".join(parts)
        held = keys.take(key.casefold(), row.where)
        return _Taken(f"the key {key!r} stands already at {held}") if held else key
    key = slug(" ".join((name, *countries)))
    told_apart = f"{key}-{digest(*(f'{path}={row.values(path)}' for path in row.filled()))}"
    held = keys.take(told_apart, row.where)
    if held:
        return _Taken(f"the same in every column as {held}")
    return told_apart if keys.take(key, row.where) else key


def _numbers(draft: EntityDraft, row: Row, mapping: Mapping) -> None:
    for column in mapping.columns.identifiers:
        inner = column.model_copy(update={"each": ""})
        for scope in row.each(column.each):
            country = column.country
            if column.country_column:
                codes, _ = _countries(scope.values(column.country_column))
                country = codes[0] if len(codes) == 1 else ""
            for number in texts(scope, inner, mapping):
                if column.scheme not in _NATIONAL:
                    draft.identifier(column.scheme, number)
                elif country:
                    draft.identifier(f"{country.lower()}-{column.scheme}", number)
                else:
                    draft.detail("number_as_published", f"{column.scheme}: {number}")


def _when(printed: str, column: DateColumn, mapping: Mapping) -> DateRange | None:
    order = column.order or mapping.format.date_order
    return date_range(printed, month_first=order == "month_first")


def _listing(draft: EntityDraft, row: Row, mapping: Mapping) -> Listing:
    columns = mapping.columns
    days: dict[str, DateRange | None] = {}
    for label, column in (("listed", columns.listed_on), ("delisted", columns.delisted_on)):
        printed = _first(row, column, mapping)
        days[label] = _when(printed, column, mapping) if column is not None and printed else None
        if printed and days[label] is None:
            draft.detail("date_as_published", f"{label}: {printed}")
    return Listing(
        program=_first(row, columns.program, mapping) or mapping.list.title,
        authority=_first(row, columns.authority, mapping) or mapping.list.publisher,
        entry=_first(row, columns.entry, mapping),
        listed_on=days["listed"],
        listed_on_basis=columns.listed_on_basis if days["listed"] is not None else "stated",
        delisted_on=days["delisted"],
        citation=_first(row, columns.citation, mapping),
        licence_requirement=_first(row, columns.licence_requirement, mapping),
        licence_policy=_first(row, columns.licence_policy, mapping),
        measures=tuple(
            dict.fromkeys(
                " ".join(text.split())
                for column in columns.measures
                for text in texts(row, column, mapping)
            )
        ),
    )


def _kind(row: Row, mapping: Mapping, account: Account) -> EntityKind:
    column = mapping.columns.kind
    if column is None:
        return EntityKind.UNKNOWN
    for text in texts(row, column, mapping):
        if text.lower() in set(EntityKind):
            return EntityKind(text.lower())
        account.odd("kind", text)
    return column.otherwise
