"""Every reader there is, found by name in one table so that none is imported before need."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from riskengine.errors import WatchlistError
from riskengine.watchlist.readers.contract import Reader

# Modules of this package; each has READER or READERS.
_MODULES: tuple[str, ...] = (
    "csl.csv",
    "csl.json",
    "csl.short",
    "ofac.csv",
    "ofac.xml",
    "ofac.advanced",
    "ofac.enhanced",
    "us.bis_dpl",
    "us.dod_text",
    "us.uflpa_html",
    "un.xml",
    "eu.xml",
    "eu.csv",
    "uk.xml",
    "uk.csv",
    "ch.seco",
    "ca.sema",
    "au.dfat",
    "jp.meti",
    "jp.mof",
    "cn.mofcom",
    "cn.announcements",
    "opensanctions.targets",
    "opensanctions.other",
    "opensanctions.ftm_lines",
    "own.custom_list",
)


@lru_cache(maxsize=1)
def all_readers() -> tuple[Reader, ...]:
    """All readers, in a fixed order."""
    found: list[Reader] = []
    for name in _MODULES:
        module = import_module(f"riskengine.watchlist.readers.{name}")
        readers = getattr(module, "READERS", None)
        found.extend(readers if readers is not None else [module.READER])
    return tuple(found)


def reader_named(name: str) -> Reader:
    """The reader with this name.

    Raises:
        WatchlistError: there is none; the hint names those there are.
    """
    for reader in all_readers():
        if reader.name == name:
            return reader
    raise WatchlistError(
        f"no reader {name!r}",
        hint=f"Readers: {', '.join(sorted(reader.name for reader in all_readers()))}.",
        code="watchlist.reader",
    )
