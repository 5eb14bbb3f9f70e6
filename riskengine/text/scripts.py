"""Which script a text is written in, as ISO 15924 codes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

# First word of the Unicode character name -> ISO 15924 code.
_CODES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "BOPOMOFO": "Bopo",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi",
    "MONGOLIAN": "Mong",
    "TIBETAN": "Tibt",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "TIFINAGH": "Tfng",
}


@lru_cache(maxsize=16384)
def script_of_char(char: str) -> str:
    """ISO 15924 code of one letter; `Zyyy` for digits, punctuation and unknown letters."""
    if char.isascii():
        return "Latn" if char.isalpha() else "Zyyy"
    if not (char.isalpha() or unicodedata.category(char).startswith("M")):
        return "Zyyy"
    name = unicodedata.name(unicodedata.normalize("NFKC", char)[:1], "")
    return _CODES.get(name.replace("-", " ").partition(" ")[0], "Zyyy")


def script_of(text: str) -> str:
    """Majority script of the letters of a text; `Zyyy` when there are none.

    Text with kana is `Jpan`, however many Han characters it has. Ties go to the script
    that is not Latin, since Latin letters are often abbreviations in a native name.
    """
    if text.isascii():
        return "Latn" if any(char.isalpha() for char in text) else "Zyyy"
    counts = Counter(code for char in text if (code := script_of_char(char)) != "Zyyy")
    if not counts:
        return "Zyyy"
    if counts["Hira"] or counts["Kana"]:
        counts["Jpan"] = counts.pop("Hira", 0) + counts.pop("Kana", 0) + counts.pop("Hani", 0)
    return max(counts, key=lambda code: (counts[code], code != "Latn", code))
