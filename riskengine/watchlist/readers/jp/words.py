"""Words of the Japanese lists, from the package's data, and how their cells are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.yamlfile import packaged_yaml

_STYLE = re.compile(
    r"^(?:the\s+)?(?:[A-Z][a-z]+\s+)*?(?:Republic|State|Kingdom)\s+of\s+(?:the\s+)?"
)


@dataclass(frozen=True, slots=True)
class JapaneseWords:
    """Content of `jp_words.yaml`; see the comments there."""

    weapons: Mapping[str, str]
    columns: Sequence[tuple[str, str]]
    countries: Mapping[str, str]


@lru_cache(maxsize=1)
def japanese_words() -> JapaneseWords:
    """The bundled tables."""
    data = packaged_yaml("jp_words.yaml")
    return JapaneseWords(
        weapons=data["weapons"],
        columns=tuple((word, role) for word, role in data["columns"]),
        countries=data["countries"],
    )


def half_width(text: str) -> str:
    """Full-width letters, digits and marks as their plain twins (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def country_in(printed: str) -> str:
    """ISO code of a country printed in Japanese, in English or in both, on lines; else ""."""
    for line in [" ".join(printed.split()), *printed.split("\n")]:
        name = " ".join(half_width(line).split()).strip(" 、,。")
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
        # "リビア Libya" and "エジプトEgypt" name the country twice.
        japanese = re.sub(r"[A-Za-z][A-Za-z .'-]*$", "", bare).strip() or bare
        for form in (bare, japanese, japanese.removesuffix("共和国"), japanese.removesuffix("国")):
            if form in japanese_words().countries:
                return japanese_words().countries[form]
        for form in (name, bare, _STYLE.sub("", bare)):
            codes = countries_of([form])[0] if form else ()
            if codes:
                return codes[0]
    return ""
