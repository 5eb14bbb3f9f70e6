"""Word lists of the readers, from the package's data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.yamlfile import packaged_yaml


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """Compiled content of `csl_words.yaml`; see the comments there."""

    countries: Mapping[str, str]
    bracket_stays: frozenset[str]
    public_body: re.Pattern[str]
    organization: re.Pattern[str]
    sub_entity: re.Pattern[str]
    generic_words: frozenset[str]


@lru_cache(maxsize=1)
def reader_words() -> ReaderWords:
    """The bundled word lists."""
    data = packaged_yaml("csl_words.yaml")
    return ReaderWords(
        countries=data["countries"],
        bracket_stays=frozenset(data["bracket_stays"]),
        public_body=re.compile("|".join(data["public_body"])),
        organization=re.compile("|".join(data["organization"]), re.IGNORECASE),
        sub_entity=re.compile("|".join(data["sub_entity"])),
        generic_words=frozenset(data["generic_words"]),
    )
