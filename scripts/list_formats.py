"""Read every list file there is beside the checkout, and write what came of it into the docs.

    python scripts/list_formats.py --shared DIR [--check]

Writes the table of `docs/watchlist-formats.md`: file, rows, parsed, refused, entities, names,
listings, or why the file is refused. Compares the counts with those that the note on the
sources states (`scripts/stated_counts.yaml`). `--check` writes nothing and exits with 1 where
the table is not current or a count disagrees.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import WatchlistError
from riskengine.watchlist.intake import Edition, read_source, recognise
from riskengine.watchlist.readers.contract import Reader
from riskengine.watchlist.readers.own.mapped import MappedReader
from riskengine.watchlist.readers.own.mapping import load_mapping
from riskengine.watchlist.source import Source, open_sources
from riskengine.watchlist.yamlfile import load_yaml

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "watchlist-formats.md"
STATED = ROOT / "scripts" / "stated_counts.yaml"
MAPPINGS = ROOT / "watchlists" / "mappings"
START = "<!-- table: written by scripts/list_formats.py -->"
END = "<!-- end of table -->"


@dataclass(frozen=True)
class Row:
    """What became of one file."""

    file: str
    editions: tuple[Edition, ...] = ()
    reason: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Rows of this file (not of its set), and totals of what was made of the set."""
        name = Path(self.file).name.removesuffix(".gz")
        accounts = [edition.account for edition in self.editions]
        return {
            "rows": sum(account.rows[name] for account in accounts),
            "all rows": sum(account.total for account in accounts),
            "parsed": sum(account.parsed for account in accounts),
            "refused": sum(account.refused_count for account in accounts),
            "entities": sum(len(edition.lines) for edition in self.editions),
            "names": sum(edition.names for edition in self.editions),
            "listings": sum(edition.listings for edition in self.editions),
        }

    def cells(self) -> str:
        if not self.editions:
            return f"| `{self.file}` | | | | | | | {self.reason} |"
        found = self.counts
        lists = ", ".join(f"`{edition.list_id}`" for edition in self.editions)
        reader = self.editions[0].reader.name
        odd = sum(len(edition.account.unknown) for edition in self.editions)
        told = f"{reader}: {lists}" + (f"; {odd} unknown codes" if odd else "")
        numbers = ("all rows", "parsed", "refused", "entities", "names", "listings")
        return (
            f"| `{self.file}` | "
            + " | ".join(f"{found[key]:,}" for key in numbers)
            + f" | {told} |"
        )


def read_all(lists: Path) -> list[Row]:
    """One row for each file, in alphabetical order."""
    stated = load_yaml(STATED)
    rows: list[Row] = []
    folders = sorted({path.parent for path in lists.rglob("*") if path.is_file()})
    for folder in folders:
        sources = open_sources([path for path in sorted(folder.iterdir()) if path.is_file()])
        found: dict[str, Row] = {}
        for source in sources:
            name = str(source.path.relative_to(lists))
            if source.name.endswith(".md") and name not in stated:
                continue  # notes on the sources, not lists
            found[name] = read_one(source, name, stated.get(name, {}))
        leaders = {
            Path(part).name: row
            for row in found.values()
            for edition in row.editions
            for part in edition.account.rows
        }
        for name, row in found.items():
            leader = leaders.get(Path(name).name.removesuffix(".gz"))
            if not row.editions and leader is not None:
                row = Row(name, reason=f"read with `{Path(leader.file).name}`")
            rows.append(row)
    return rows


def read_one(source: Source, name: str, stated: dict[str, object]) -> Row:
    reader: Reader
    try:
        if "mapping" in stated:
            reader = MappedReader(load_mapping(MAPPINGS / str(stated["mapping"])))
        else:
            reader = recognise(source)
        return Row(name, read_source(source, reader))
    except WatchlistError as error:
        return Row(name, reason=error.message.removeprefix(f"{source}: "))


def disagreements(rows: list[Row]) -> list[str]:
    """Counts that are not those that the note on the sources states."""
    stated = load_yaml(STATED)
    found = {row.file: row for row in rows}
    faults = [f"{name}: stated, but not there" for name in sorted(stated.keys() - found.keys())]
    by_file: Counter[tuple[Path, str]] = Counter()
    for row in rows:
        for edition in row.editions:
            for part, count in edition.account.rows.items():
                by_file[Path(row.file).parent, part] += count
    for name in sorted(found):
        wanted = stated.get(name)
        if wanted is None:
            faults.append(f"{name}: not in {STATED.name}")
            continue
        counts = found[name].counts
        if found[name].reason.startswith("read with"):
            path = Path(name)
            counts["rows"] = by_file[path.parent, path.name.removesuffix(".gz")]
        for key in ("rows", "entities", "names"):
            if key in wanted and counts[key] != wanted[key]:
                faults.append(f"{name}: {counts[key]:,} {key}, stated {wanted[key]:,}")
        refused = not found[name].editions and not found[name].reason.startswith("read with")
        if refused != bool(wanted.get("refused")):
            faults.append(f"{name}: {found[name].reason or 'read'}")
        elif refused and str(wanted["refused"]) not in found[name].reason:
            faults.append(f"{name}: refused for another reason: {found[name].reason}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    arguments = parser.parse_args()
    rows = read_all(arguments.shared / "lists")
    for row in rows:
        print(row.cells())
    faults = disagreements(rows)
    table = "\n".join(
        [
            "| File | Rows | Parsed | Refused | Entities | Names | Listings | Read as |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
            *(row.cells() for row in rows),
        ]
    )
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    new = f"{before}{START}\n\n{table}\n\n{END}{after}"
    if arguments.check:
        if new != text:
            faults.append(f"{DOCUMENT.name} is not current: run this script without --check")
    else:
        DOCUMENT.write_text(new, encoding="utf-8")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
