"""Compile given names of many languages from the name lists of Faker (MIT License).

    pip install faker && python scripts/compile_given_names.py

Writes riskengine/data/extract/given_names.txt: names in Latin letters, lower case, without
accents, one a line. Left out are words of the English dictionary, places and countries, since a
word that may be either says little.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person as persons

DATA = Path(__file__).resolve().parents[1] / "riskengine" / "data"
TARGET = DATA / "extract" / "given_names.txt"


def plain(name: str) -> str:
    """Lower case, without accents."""
    marks = unicodedata.normalize("NFKD", name.lower().replace("ł", "l").replace("ı", "i"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def offered() -> Iterable[str]:
    """Every first name of every locale."""
    for module in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module(f"{persons.__name__}.{module.name}").Provider
        for key in dir(provider):
            if key.startswith("first_names") or key == "first_romanized_names":
                names = getattr(provider, key)
                yield from names if isinstance(names, (dict, list, tuple, set)) else ()


def main() -> None:
    common = json.loads((DATA / "matching" / "common_words.json").read_text(encoding="utf-8"))
    barred = set(common["dictionary"].split())
    for line in (DATA / "territories" / "places.tsv").read_text(encoding="utf-8").splitlines():
        barred |= {plain(cell) for cell in line.split("\t")}
    barred |= {
        plain(word)
        for text in (DATA / "territories" / "countries.json",)
        for word in text.read_text(encoding="utf-8").replace('"', " ").split()
    }
    names = {plain(name) for name in offered()}
    kept = sorted(
        name
        for name in names
        if len(name) > 2 and name.isascii() and name.isalpha() and name not in barred
    )
    TARGET.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} names")


if __name__ == "__main__":
    main()
