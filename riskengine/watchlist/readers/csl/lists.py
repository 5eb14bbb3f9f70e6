"""Which source of the Consolidated Screening List goes to which list, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from riskengine.watchlist.readers.csl.merge import CslList
from riskengine.watchlist.yamlfile import load_yaml

# "Entity List (EL) - Bureau of ...", "Non-SDN Menu-Based Sanctions List (NS-MBS List) - ..."
_CODE = re.compile(r"\((?P<code>[A-Z0-9][A-Z0-9-]*)(?: List)?\)")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the rows of one source go.

    Attributes:
        code: the source's code, or its whole title where it is not known.
        known: whether the source is one of those on file.
        read: whether its rows are read; otherwise they are refused in that list's account.
    """

    list_id: str
    code: str
    known: bool = True
    read: bool = True


@dataclass(frozen=True, slots=True)
class CslSources:
    """Content of `csl_lists.yaml`."""

    lists: Mapping[str, CslList]
    by_code: Mapping[str, str]
    by_title: Mapping[str, str]
    agencies: tuple[tuple[str, str, bool], ...]

    def place(self, title: str) -> Placed:
        """The list of a source, from what the file prints in its source column."""
        for found in _CODE.finditer(title):
            list_id = self.by_code.get(found["code"])
            if list_id is not None:
                return Placed(list_id, found["code"])
        plain = " ".join(title.split())
        if plain.upper() in self.by_code:
            return Placed(self.by_code[plain.upper()], plain.upper())
        name = plain.casefold().partition(" - ")[0].strip()
        if name in self.by_title:
            list_id = self.by_title[name]
            return Placed(list_id, self.lists[list_id].sources[0])
        lowered = plain.casefold()
        for words, list_id, read in self.agencies:
            if words in lowered:
                return Placed(list_id, plain, known=False, read=read)
        return Placed(next(iter(self.lists)), plain, known=False, read=False)


@lru_cache(maxsize=1)
def csl_sources() -> CslSources:
    """The bundled table."""
    data = _load("csl_lists.yaml")
    lists: dict[str, CslList] = {}
    by_code: dict[str, str] = {}
    by_title: dict[str, str] = {}
    for item in data["lists"]:
        fields = dict(item)
        codes, titles = fields.pop("codes"), fields.pop("titles")
        spec = CslList(sources=tuple(codes), **fields)
        lists[spec.list_id] = spec
        by_code.update(dict.fromkeys(codes, spec.list_id))
        by_title.update(dict.fromkeys(titles, spec.list_id))
    agencies = tuple((item["words"], item["list_id"], item["read"]) for item in data["agencies"])
    return CslSources(lists, by_code, by_title, agencies)


def csl_list(list_id: str) -> CslList:
    """How one list is read."""
    return csl_sources().lists[list_id]


def csl_list_ids() -> tuple[str, ...]:
    """Lists that a Consolidated Screening List can hold."""
    return tuple(csl_sources().lists)


def _load(name: str) -> Any:
    with resources.as_file(resources.files("riskengine") / "data" / "watchlist" / name) as path:
        return load_yaml(Path(path))
