"""Follow listed owners through made-up ownership graphs of growing size.

python benchmarks/ownership_scale.py [--parties 1000000] [--listed 5000] [--chain 100000]

A graph has two holdings for each party, drawn so that few parties own many (as registers show),
a tenth of the shares unknown, some cross-holdings and chains. Each size runs in a process of
its own, which prints seconds of the closure, of building the arrays, and peak memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time

import numpy as np

from riskengine.ownership.closure import Holdings, close

SEED = 20261124


def made_up(parties: int, rng: np.random.Generator) -> Holdings:
    """Two holdings for each party; owners are drawn by a power law over all parties."""
    rows = 2 * parties
    owner = np.minimum(parties * rng.power(0.35, rows), parties - 1).astype(np.int64)
    owner = rng.permutation(parties)[owner]
    asset = rng.integers(0, parties, rows)
    other = np.flatnonzero(owner != asset)
    owner, asset = owner[other], asset[other]
    low = np.round(rng.beta(0.8, 0.8, len(owner)) * 100, 2)
    # Shares of one asset add up to a hundred at most.
    total = np.bincount(asset, low, minlength=parties)[asset]
    low = np.where(total > 100, np.floor(low * 100 / np.maximum(total, 1)), low)
    high = low.copy()
    unknown = rng.random(len(owner)) < 0.1
    low[unknown], high[unknown] = 0.0, 100.0
    return Holdings(parties, owner, asset, low, high, np.zeros(len(owner), dtype=np.bool_))


def chain(parties: int) -> Holdings:
    """The worst shape: every party owns the next one, so each step brings a single one."""
    owner = np.arange(parties - 1)
    share = np.full(parties - 1, 50.0)
    return Holdings(parties, owner, owner + 1, share, share, np.zeros(parties - 1, dtype=np.bool_))


def measure(parties: int, listed: int, shape: str) -> None:
    rng = np.random.default_rng(SEED)
    started = time.perf_counter()
    holdings = made_up(parties, rng) if shape == "random" else chain(parties)
    made = time.perf_counter()
    owners = np.zeros(parties, dtype=np.bool_)
    if shape == "random":
        owners[rng.choice(parties, min(listed, parties), replace=False)] = True
    else:
        owners[0] = True
    found = close(holdings, owners, owners)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {shape} | {parties:,} | {len(holdings.owner):,} | {int(owners.sum()):,} "
        f"| {int(found.certain.sum()):,} | {int((found.possible & ~found.certain).sum()):,} "
        f"| {made - started:.2f} | {done - made:.2f} | {peak:.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parties", type=int, default=1_000_000)
    parser.add_argument("--listed", type=int, default=5_000)
    parser.add_argument("--chain", type=int, default=100_000)
    asked = parser.parse_args()
    print("| shape | parties | holdings | listed | yes | possible | s to make | s | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    sizes = [asked.parties // 100, asked.parties // 10, asked.parties]
    runs = [(size, max(1, asked.listed * size // asked.parties), "random") for size in sizes]
    for run in [*runs, (asked.chain // 10, 1, "chain"), (asked.chain, 1, "chain")]:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=run)
        process.start()
        process.join()


if __name__ == "__main__":
    main()
