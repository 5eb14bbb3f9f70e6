"""What a threshold study reads: a population, and names that should be found."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import InputError, plain_reason
from riskengine.matching.build import Lists
from riskengine.matching.mutations import DOUBTFUL, Mutation, mutate
from riskengine.matching.names import compact
from riskengine.matching.pairs import kind_of
from riskengine.matching.profiles import unjudgeable
from riskengine.vocab import EntityKind, ListRole, NameKind

DEMANDED = tuple(cls for cls in Mutation if cls not in DOUBTFUL)
"""Alterations under which a listed name must still be found."""
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Positive:
    """A name that should be found.

    Attributes:
        name: what is searched.
        listed: the listed name, or the id of the entity, that it should find.
        label: class of the alteration; `labelled` for names of the user.
        kind: of the party, where known.
        pair: compare with `listed` alone and search no list.
    """

    name: str
    listed: str
    label: str = "labelled"
    kind: EntityKind = EntityKind.UNKNOWN
    pair: bool = False


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as a watchlist has it."""

    text: str
    kind: EntityKind
    entity_id: str
    name_kind: NameKind


def listed_names(
    lists: Lists, count: int, *, seed: int = 0, weak: bool = False
) -> tuple[ListedName, ...]:
    """Names of the watchlists, chosen by a digest of the letters and the seed.

    Args:
        count: most names given; a name that stands on several lists is one.
        weak: weak aliases, which never alert alone, instead of all others.
    """
    watched = {info.list_id for info in lists.infos if info.role is ListRole.WATCHLIST}
    found: dict[bytes, ListedName] = {}
    for entity in lists.searchable():
        if entity.list_id not in watched or entity.kind is EntityKind.ADDRESS:
            continue
        for name in entity.names:
            if (name.kind is NameKind.WEAK_ALIAS) is weak and unjudgeable(name.text) is None:
                key = _digest(compact(name.text), seed)
                found.setdefault(key, ListedName(name.text, entity.kind, entity.id, name.kind))
    return tuple(found[key] for key in sorted(found)[:count])


def _digest(text: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{text}".encode("utf-8", "surrogatepass")).digest()


def chosen_names(names: Sequence[str], count: int | None, *, seed: int = 0) -> tuple[str, ...]:
    """Distinct names, chosen by digest and then in their first order; None keeps all."""
    distinct = tuple(dict.fromkeys(names))
    if count is None or count >= len(distinct):
        return distinct
    chosen = frozenset(sorted(distinct, key=lambda name: (_digest(name, seed), name))[:count])
    return tuple(name for name in distinct if name in chosen)


def alterations(
    names: Iterable[ListedName], *, seed: int = 0, classes: Sequence[Mutation] = DEMANDED
) -> tuple[Positive, ...]:
    """Each name in each way that applies to it, to be searched without saying what it is."""
    return tuple(
        Positive(text, name.text, cls.value)
        for name in names
        for cls in classes
        if (text := mutate(name.text, name.kind, cls, seed=seed)) is not None
        and unjudgeable(text) is None
    )


def read_population(path: Path, *, column: str = "name") -> tuple[str, ...]:
    """Names of one column, row by row; blank cells are left out.

    Args:
        path: CSV or TSV in UTF-8 with a header, gzipped if the name ends in `.gz`. Commas,
            semicolons, tabs and bars are told apart by the header.

    Raises:
        InputError: the file cannot be read, is empty, lacks the column or has no name in it.
    """
    header, rows = _table(path)
    _need(path, header, (column,), "--column names another one")
    names = tuple(name for row in rows if (name := row.get(column, "").strip()))
    if not names:
        raise InputError(
            f"{path}: no names in the column {column!r}",
            hint="Give a file with at least one name.",
            code="input.empty",
        )
    return names


def read_positives(path: Path) -> tuple[Positive, ...]:
    """Labelled positives: columns `name` and `listed` (a listed name or an entity id), or
    `left` and `right` (compared with each other), in both cases with a `kind` if known.

    Raises:
        InputError: the file cannot be read, lacks the columns, has a kind that is none, or no
            row with both names.
    """
    header, rows = _table(path)
    pair = "left" in header or "right" in header
    columns = ("left", "right") if pair else ("name", "listed")
    _need(path, header, columns, "wanted: name, listed, or kind, left, right")
    found: list[Positive] = []
    for number, row in enumerate(rows, start=2):
        one, two = (row.get(column, "").strip() for column in columns)
        kind = kind_of(row.get("kind", ""))
        if kind is None:
            raise InputError(
                f"{path}: row {number}: the kind {row['kind']!r} is none that is known",
                hint=f"Kinds: {', '.join(EntityKind)}.",
                code="input.positives",
            )
        if one and two:
            found.append(Positive(one, two, "labelled", kind, pair))
    if not found:
        raise InputError(
            f"{path}: no row has both {columns[0]} and {columns[1]}",
            hint="Give at least one pair.",
            code="input.empty",
        )
    return tuple(found)


def _need(path: Path, header: Sequence[str], columns: Sequence[str], advice: str) -> None:
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError(
            f"{path}: no column {missing[0]!r}",
            hint=f"It has: {', '.join(header)}; {advice}.",
            code="input.column",
        )


def _table(path: Path) -> tuple[tuple[str, ...], Iterator[dict[str, str]]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
        head = next((line for line in text.splitlines() if line.strip()), "")
        if not head:
            raise InputError(
                f"{path}: the file is empty", hint="Give a table with a header.", code="input.empty"
            )
        # The first line with text is the header; the mark it has most of parts the columns.
        delimiter = max(_DELIMITERS, key=lambda mark: (head.count(mark), -_DELIMITERS.index(mark)))
        table = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{path}: cannot be read: {plain_reason(error)}",
            hint="Give a CSV or TSV file in UTF-8, gzipped or not.",
            code="input.table",
        ) from None
    header = tuple(cell.strip() for cell in table[0])
    return header, (dict(zip(header, row, strict=False)) for row in table[1:])
