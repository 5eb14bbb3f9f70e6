"""Words of the Japanese lists, from the package's data, and how their cells are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.yamlfile import packaged_yaml

_STYLE = re.compile(
    r"^(?:the\s+)?(?:[A-Z][a-z]+\s+)*?(?:Republic|State|Kingdom)\s+of\s+(?:the\s+)?"
)
_KATAKANA = re.compile(r"[\u30a1-\u30faー]")


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
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip().removesuffix("人")
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


def country_of_address(printed: str) -> str:
    """ISO code of the country with which a Japanese address begins or ends; "" if none does.

    A name that only goes on in another ("マリ" in "マリウポリ") does not count, nor do two
    countries joined by "and".
    """
    text = half_width(printed).strip(" 、,。;")
    for part in (text, text.partition(":")[2].strip()):
        begin = _longest(part.startswith, "")
        if begin and not _goes_on(begin, part):
            return japanese_words().countries[begin]
    last = re.split(r"[\s、,]", re.sub(r"\s*\([^()]*\)$", "", text))[-1]
    return japanese_words().countries.get(last, "")


def _longest(fits: Callable[[str], bool], default: str) -> str:
    return max(filter(fits, japanese_words().countries), key=len, default=default)


def _goes_on(name: str, text: str) -> bool:
    after = text[len(name) :]
    if after[:1] in ("と", "・") or after.startswith("及び"):
        return True
    return bool(_KATAKANA.match(name[-1]) and _KATAKANA.match(after))
