"""Compile how common parts of personal names are, from the OFAC lists of the bundle.

    python scripts/compile_person_parts.py

Writes `listed_parts.json` of the package's matching data: romanised parts that several listed
persons bear, patronymics and kunyas left out, by how many bear them.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from riskengine.matching.person_names import Role, analyse_person
from riskengine.vocab import EntityKind
from riskengine.watchlist import open_watchlists

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "riskengine" / "data" / "matching" / "persons" / "listed_parts.json"
LISTS = ("us-ofac-sdn", "us-ofac-cons")
FROM = {"very_common": 60, "common": 20, "known": 4}
COMMENT = (
    "Parts of personal names, romanised, by how many persons on the lists of the US Office of "
    "Foreign Assets Control bear them; patronymics left out. Compiled from the bundled "
    "snapshots by scripts/compile_person_parts.py: 'very_common' from 60 persons on, 'common' "
    "from 20, 'known' from 4."
)


def main() -> None:
    counts: Counter[str] = Counter()
    lists = open_watchlists([ROOT / "watchlists"], only=LISTS)
    for entity in lists.searchable():
        if entity.kind is not EntityKind.PERSON:
            continue
        counts.update(
            {
                part.forms[0]
                for name in entity.names
                if name.script == "Latn"
                for part in analyse_person(name.text).parts
                if part.role not in (Role.PATRONYMIC, Role.KUNYA)
            }
        )
    found = {word: n for word, n in counts.items() if word.isascii() and word.isalpha()}
    table: dict[str, str] = {"_comment": COMMENT}
    above = max(found.values()) + 1
    for grade, least in FROM.items():
        words = (word for word, n in found.items() if least <= n < above and len(word) > 2)
        table[grade] = " ".join(sorted(words))
        above = least
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
