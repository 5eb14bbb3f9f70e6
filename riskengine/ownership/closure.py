"""Which parties listed owners bring under a threshold, through every level, for whole graphs.

The arithmetic of the fifty-percent rules on arrays: shares of owners that count are added up
for each asset, and an asset that reaches the threshold counts as an owner itself one level
further down. Two answers are worked out, each as a least fixed point, so cross-holdings and
cycles end: what holds whatever the unknown shares turn out to be, and what they leave open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_DIGITS = 9
"""Sums are rounded to this many digits of a percent: 8.1 + 8.2 + 33.7 is 50, not a hair less."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Who holds what, one row for each pair of owner and asset.

    Attributes:
        parties: number of parties; owners and assets are numbers below it.
        low, high: ends of each share in percent; 0 and 0 for control without a share.
        controls: rows by which the owner counts whatever the share.
        may_control: those by which it may; None: no others than those that do.
        bundle: rows with one number are added up together, those of an asset with different
            numbers are not. None: all rows of an asset are.
    """

    parties: int
    owner: Indices
    asset: Indices
    low: Floats
    high: Floats
    controls: Flags
    bundle: Indices | None = None
    may_control: Flags | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """What the owners that count hold in each party.

    Attributes:
        certain: parties that reach the threshold in every case, by shares or control.
        possible: those that reach it in some case; every certain one is among them.
        low, high: the aggregate share, least and most; the largest bundle's where there are
            several.
    """

    certain: Flags
    possible: Flags
    low: Floats
    high: Floats


@dataclass(slots=True)
class _Sums:
    """Running sums over the bundles, as owners come to count."""

    bundle_asset: Indices
    low: Floats = field(init=False)
    high: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.low = np.zeros(len(self.bundle_asset))
        self.high = np.zeros(len(self.bundle_asset))


def close(
    holdings: Holdings,
    certain_owners: Flags,
    possible_owners: Flags,
    *,
    threshold: float = 50.0,
    exclusive: bool = False,
    by_shares: bool = True,
    cascades: bool = True,
) -> Closure:
    """Follow listed owners down to everything they reach.

    Args:
        certain_owners: parties that are listed beyond doubt.
        possible_owners: those and the ones that may be listed.
        exclusive: more than the threshold is asked, not the threshold itself.
        by_shares: whether shares count at all, or control alone.
        cascades: whether a party that is reached counts as an owner in turn.

    Time is linear in the rows for each of the two answers; every row is looked at once, when its
    owner comes to count.
    """
    bundle, bundle_asset = _bundles(holdings)
    by_owner = _rows_by_owner(holdings)
    asset_low: Floats = np.zeros(holdings.parties)
    np.add.at(asset_low, holdings.asset, holdings.low)

    def reached(share: Floats) -> Flags:
        rounded = np.round(share, _DIGITS)
        found: Flags = rounded > threshold if exclusive else rounded >= threshold
        return found

    def spread(owners: Flags, *, hopeful: bool) -> tuple[Flags, Floats]:
        in_control = holdings.controls
        if hopeful and holdings.may_control is not None:
            in_control = in_control | holdings.may_control
        sums = _Sums(bundle_asset)
        counted = owners.copy()
        found = np.zeros(holdings.parties, dtype=np.bool_)
        frontier = np.flatnonzero(owners)
        while len(frontier):
            rows = by_owner[frontier].data
            np.add.at(sums.low, bundle[rows], holdings.low[rows])
            np.add.at(sums.high, bundle[rows], holdings.high[rows])
            touched = np.unique(bundle[rows])
            share = _share(sums, touched, asset_low, hopeful=hopeful)
            hit = bundle_asset[touched[reached(share)]] if by_shares else touched[:0]
            controlled = holdings.asset[rows[in_control[rows]]]
            hit = np.unique(np.concatenate((hit, controlled)))
            found[hit] = True
            frontier = hit[~counted[hit]] if cascades else hit[:0]
            counted[frontier] = True
        share = _share(sums, np.arange(len(bundle_asset)), asset_low, hopeful=hopeful)
        most = np.zeros(holdings.parties)
        np.maximum.at(most, bundle_asset, np.round(share, _DIGITS))
        return found, np.minimum(most, 100.0)

    certain, low = spread(certain_owners, hopeful=False)
    possible, high = spread(possible_owners | certain_owners, hopeful=True)
    return Closure(certain, possible | certain, low, np.maximum(low, high))


def _share(sums: _Sums, at: Indices, asset_low: Floats, *, hopeful: bool) -> Floats:
    """Share of the owners that count so far: what is certain, or the most there can be.

    The most is bounded by what the asset's other owners hold for certain.
    """
    if not hopeful:
        return sums.low[at]
    others = np.maximum(asset_low[sums.bundle_asset[at]] - sums.low[at], 0.0)
    room = np.maximum(100.0 - others, 0.0)
    most: Floats = np.maximum(np.minimum(sums.high[at], room), sums.low[at])
    return most


def _bundles(holdings: Holdings) -> tuple[Indices, Indices]:
    """For each row the number of its bundle, and for each bundle its asset."""
    if holdings.bundle is None:
        return holdings.asset, np.arange(holdings.parties, dtype=np.int64)
    pairs = np.stack((holdings.asset, holdings.bundle), axis=1)
    distinct, row = np.unique(pairs, axis=0, return_inverse=True)
    return row.reshape(-1).astype(np.int64), distinct[:, 0]


def _rows_by_owner(holdings: Holdings) -> csr_array:
    """A matrix whose row of an owner holds the numbers of the rows in which it owns."""
    # Loading it takes a tenth of a second, which commands that meet no listed owner can spare.
    from scipy.sparse import csr_array

    order = np.argsort(holdings.owner, kind="stable").astype(np.int64)
    counts = np.bincount(holdings.owner, minlength=holdings.parties)
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    shape = (holdings.parties, max(len(order), 1))
    return csr_array((order, order, start), shape=shape)
