"""Compile the readings of Han characters outside Mandarin from the Unihan database.

    python scripts/compile_han_readings.py UNIHAN_DIR

UNIHAN_DIR holds Unihan_Readings.txt (or .bz2) from https://www.unicode.org. Writes
`han_readings.tsv` and `shinjitai.json` of the package's text data. Only characters of GB 2312
are kept, in their simplified form: names hardly ever have others.
"""

from __future__ import annotations

import bz2
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

DATA = Path(__file__).resolve().parents[1] / "riskengine" / "data" / "text"
FIELDS = ("kCantonese", "kHangul", "kJapaneseOn", "kJapaneseKun")
MOST = (2, 2, 3, 3)  # readings kept of each field
LONGEST_KUN = 7  # letters; longer ones are verbs, which names do not hold
HEADER = """\
# Readings of Han characters (simplified): character, Cantonese (Jyutping without tones), Korean
# (Hangul), Japanese on and kun (Unihan's own romanisation). Compiled and cut down by
# scripts/compile_han_readings.py from the Unicode Han Database, (c) Unicode, Inc., Unicode Licence.
"""


def in_gb2312(char: str) -> bool:
    """Whether a character is in GB 2312."""
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def lines(folder: Path) -> Iterator[str]:
    """Lines of Unihan_Readings, packed or not."""
    packed = folder / "Unihan_Readings.txt.bz2"
    if packed.exists():
        with bz2.open(packed, "rt", encoding="utf-8") as stream:
            yield from stream
    else:
        with (folder / "Unihan_Readings.txt").open(encoding="utf-8") as stream:
            yield from stream


def shinjitai() -> dict[str, str]:
    """Japanese character forms that Chinese does not use -> simplified Chinese."""
    modern, simple = opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")
    table: dict[str, str] = {}
    for row in range(0x30, 0x75):
        for cell in range(0x21, 0x7F):
            try:
                char = bytes((row | 0x80, cell | 0x80)).decode("euc_jp")
            except UnicodeDecodeError:
                continue
            if in_gb2312(simple.convert(char)):
                continue
            target = simple.convert(modern.convert(char))
            if target != char and in_gb2312(target):
                table[char] = target
    return table


def values(field: str, text: str) -> list[str]:
    """Readings of one field, in our spelling."""
    found = text.split()
    if field == "kCantonese":
        return [item.rstrip("123456") for item in found]
    if field == "kHangul":
        return [item.partition(":")[0] for item in found]
    plain = [item.lower() for item in found if item.isascii()]
    return [item for item in plain if len(item) <= LONGEST_KUN]


def main() -> None:
    simple = opencc.OpenCC("t2s")
    modern = shinjitai()
    readings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines(Path(sys.argv[1])):
        if not line.startswith("U+"):
            continue
        code, field, text = line.rstrip("\n").split("\t")
        if field not in FIELDS:
            continue
        char = chr(int(code[2:], 16))
        char = modern.get(char, simple.convert(char)[:1])
        if in_gb2312(char):
            readings[char][field] += values(field, text)
    with (DATA / "han_readings.tsv").open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(HEADER)
        for char in sorted(readings):
            cells = [
                " ".join(list(dict.fromkeys(readings[char][field]))[:most])
                for field, most in zip(FIELDS, MOST, strict=True)
            ]
            if any(cells):
                stream.write("\t".join([char, *cells]) + "\n")
    table = {
        "_comment": "Japanese forms of characters and their simplified Chinese ones; compiled "
        "by scripts/compile_han_readings.py from OpenCC (Apache-2.0).",
        "from": "".join(modern),
        "to": "".join(modern.values()),
    }
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    (DATA / "shinjitai.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
