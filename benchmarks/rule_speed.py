"""Subjects a second on one core when signals are columns, peak memory, and the single path.

    python benchmarks/rule_speed.py [--ruleset rulesets/default] [--subjects 1000000]
        [--sample 3000] [--as-of 2026-11-23] [--coded]

Two made-up mixes, drawn by a fixed seed. `usual`: 80 % have a jurisdiction, 5 % a listing,
5 % each a state owner, backers or a tie of another kind. `dense`: three signals of any type
for every subject. Each runs in a process of its own with one thread. A sample goes through
the single path as well; its scores must be equal.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import polars as pl

from riskengine.rules import load_ruleset
from riskengine.rules.firing import fire
from riskengine.score.columns import compile_columns
from riskengine.score.columns.convert import tables_to_signals
from riskengine.score.columns.layout import SUBJECT, ends_of
from riskengine.score.tally import tally
from riskengine.signal_catalogue import CATALOGUE, FieldSpec

_SEED = 20
_DEFAULT = Path(__file__).resolve().parents[1] / "rulesets" / "default"
MIXES = ("usual", "dense")
_KNOWN = 0.85  # share of cells that hold a value
_NAMES = 200_000  # different parties that texts may name
_POOLS = {
    "country": ["CN", "RU", "IR", "BY", "KZ", "AE", "IN", "US", "DE", "NO", "JP", "ID", "PE"],
    "list": [
        "us-bis-el",
        "us-ofac-sdn",
        "us-dod-1260h",
        "us-ofac-ssi",
        "us-bis-uvl",
        "cn-mofcom-uel",
    ],
    "code": ["US-ENTITY-LIST", "US-SDN", "US-1260H", "CN-UEL", "EU-SANCTIONS", "UK-SANCTIONS"],
    "regime": ["ofac-50", "bis-affiliates-50", "US-EXPORT-CONTROLS"],
    "holder": ["sovereign_fund", "state_company", "pension_fund"],
}
_POOL_OF = {
    "country": "country",
    "state_country": "country",
    "list_id": "list",
    "listed_on_list": "list",
    "owner_list_id": "list",
    "list_code": "code",
    "regime": "regime",
    "holder_kind": "holder",
}
_SHARES = {
    "listing": 0.05,
    "identification": 0.05,
    "state_ownership": 0.05,
    "backer": 0.08,
    "related_listing": 0.02,
    "ownership_regime": 0.02,
    "claimed_listing": 0.01,
    "military_link": 0.01,
    "supply": 0.02,
    "violation": 0.01,
    "delisting": 0.005,
    "unclear_claim": 0.005,
}
"""Signals of the usual mix beside jurisdictions, as a share of the subjects."""


def tables_of(mix: str, subjects: int, coded: bool) -> dict[str, pl.DataFrame]:
    """Made-up tables of a mix; `coded`: texts of few values are Enum, else plain String."""
    random = np.random.default_rng(_SEED)
    if mix == "usual":
        owners = {
            name: random.integers(0, subjects, int(subjects * part))
            for name, part in _SHARES.items()
        }
        owners["jurisdiction"] = np.flatnonzero(random.random(subjects) < 0.8)
    else:
        types = list(CATALOGUE)
        drawn = random.integers(0, len(types), (subjects, 3))
        owners = {name: np.nonzero(drawn == place)[0] for place, name in enumerate(types)}
    return {name: _table(name, rows, coded, random) for name, rows in owners.items()}


def _table(
    type_: str, subject: np.ndarray, coded: bool, random: np.random.Generator
) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {SUBJECT: pl.Series(subject.astype(np.uint32))}
    for field in CATALOGUE[type_].fields.values():
        known = pl.Series(random.random(len(subject)) < _KNOWN)
        for name, values in _cells(field, len(subject), coded, random).items():
            columns[name] = pl.select(pl.when(known).then(values)).to_series()
    return pl.DataFrame(columns)


def _cells(
    field: FieldSpec, rows: int, coded: bool, random: np.random.Generator
) -> dict[str, pl.Series]:
    if field.type == "stake":
        ends = np.sort(np.round(random.random((rows, 2)) * 100, 1), axis=1)
        return dict(
            zip(ends_of(field.name), (pl.Series(ends[:, 0]), pl.Series(ends[:, 1])), strict=True)
        )
    if field.type == "text":
        pool = list(field.choices) or _POOLS.get(_POOL_OF.get(field.name, ""))
        if pool:
            texts = pl.Series(pool).gather(random.integers(0, len(pool), rows))
            return {field.name: texts.cast(pl.Enum(pool)) if coded else texts}
        numbers = pl.Series(random.integers(0, _NAMES, rows)).cast(pl.String)
        return {field.name: "Party " + numbers}
    if field.type == "flag":
        return {field.name: pl.Series(random.random(rows) < 0.5)}
    if field.type == "integer":
        return {field.name: pl.Series(random.integers(0, 10, rows))}
    if field.type == "number":
        return {field.name: pl.Series(np.round(0.6 + 0.4 * random.random(rows), 4))}
    days = pl.Series(random.integers(14_000, 20_000, rows)).cast(pl.Int32)
    return {field.name: days.cast(pl.Date)}


def measure(mix: str, given: argparse.Namespace) -> None:
    """Print the figures of one mix."""
    subjects, as_of = given.subjects, given.as_of
    ruleset = load_ruleset(given.ruleset)
    tables = tables_of(mix, subjects, given.coded)
    signals = sum(frame.height for frame in tables.values())
    before = _peak()
    start = time.process_time()
    columns = compile_columns(ruleset, as_of)
    compiled = time.process_time() - start
    wall, start = time.perf_counter(), time.process_time()
    scores = columns.score(tables, subjects)
    wall, busy = time.perf_counter() - wall, time.process_time() - start
    peak = _peak()
    start = time.process_time()
    _, findings = columns.score_with_findings(tables, subjects)
    with_findings = time.process_time() - start

    some = np.sort(
        np.random.default_rng(_SEED).choice(subjects, min(given.sample, subjects), False)
    )
    by_subject = tables_to_signals(tables, some)
    start = time.process_time()
    single = [
        tally(ruleset, fire(ruleset, by_subject.get(i, ()), as_of)).value for i in some.tolist()
    ]
    alone = len(some) / (time.process_time() - start)
    equal = sum(a == b for a, b in zip(single, scores["score"].gather(some), strict=True))

    print(f"{mix}: {subjects:,} subjects, {signals:,} signals, {findings.height:,} findings")
    print(
        f"  compile      {compiled * 1000:,.1f} ms; rules on the single path: "
        f"{len(columns.fallback)} of {len(columns.rules)}"
    )
    print(
        f"  score        {busy:.2f} s of processor, {wall:.2f} s by the clock: "
        f"{subjects / busy:,.0f} subjects/s/core"
    )
    print(f"  + findings   {with_findings:.2f} s: {subjects / with_findings:,.0f} subjects/s/core")
    print(
        f"  single path  {alone:,.0f} subjects/s/core: columns are {subjects / busy / alone:,.0f} "
        f"times as fast; {equal:,} of {len(some):,} scores equal"
    )
    print(f"  peak memory  {peak:,.0f} MB, of which {before:,.0f} MB before scoring")
    print(
        "  bands        "
        + ", ".join(
            f"{band} {count / subjects:.1%}"
            for band, count in scores["band"].value_counts().sort("band").iter_rows()
        )
    )


def _peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--ruleset", type=Path, default=_DEFAULT)
    parser.add_argument("--subjects", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=3_000)
    parser.add_argument("--as-of", type=dt.date.fromisoformat, default=dt.date(2026, 11, 23))
    parser.add_argument("--coded", action="store_true", help="texts of few values as Enum")
    parser.add_argument("--mix", choices=MIXES, help="one mix, in this process")
    given = parser.parse_args()
    if given.mix:
        measure(given.mix, given)
        return
    one_thread = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for mix in MIXES:
        command = [sys.executable, __file__, *sys.argv[1:], "--mix", mix]
        subprocess.run(command, check=True, env=os.environ | one_thread)


if __name__ == "__main__":
    main()
