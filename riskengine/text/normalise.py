"""Folding: the spelling differences that never separate two names.

Width, case, ligatures, invisible characters and look-alike letters go; scripts,
diacritics and word order stay.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from riskengine.text._data import load_json

_QUOTES = dict.fromkeys("‘’‚‛ʼʻ`´＇", "'") | dict.fromkeys("“”„‟«»〝〞＂", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_PUNCTUATION = str.maketrans(_QUOTES | _DASHES)
_TATWEEL = "\u0640"


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, dict[str, str]]:
    """Script of the word -> letter of another script -> its look-alike in that script."""
    table: dict[str, dict[str, str]] = load_json("lookalikes.json")["to"]
    return table


@lru_cache(maxsize=8192)
def _alphabet(char: str) -> str:
    """`Latn`, `Cyrl` or `Grek` for a letter of these alphabets, else an empty string."""
    name = unicodedata.name(char, "")
    for prefix, code in (("LATIN", "Latn"), ("CYRILLIC", "Cyrl"), ("GREEK", "Grek")):
        if name.startswith(prefix):
            return code
    return ""


def _mend_word(word: str) -> str:
    """Bring a word that mixes look-alike alphabets into the one most of its letters have."""
    counts = {"Latn": 0, "Cyrl": 0, "Grek": 0}
    for char in word:
        code = _alphabet(char)
        if code:
            counts[code] += 1
    used = [code for code, count in counts.items() if count]
    if len(used) < 2:
        return word
    # The look-alikes of the right alphabet are few; the one with fewest left over wins.
    best = word
    best_rank = (len(word) + 1, 0)
    for order, code in enumerate(used):
        table = _lookalikes().get(code, {})
        changed = "".join(table.get(char, char) for char in word)
        foreign = sum(1 for char in changed if _alphabet(char) not in ("", code))
        rank = (foreign, -counts[code] * 4 + order)
        if rank < best_rank:
            best, best_rank = changed, rank
    return best if best_rank[0] == 0 else word


def fold(text: str) -> str:
    """Case-folded NFKC text without invisible characters, white space squeezed.

    Zero-width and bidirectional controls, soft hyphens and the Arabic tatweel are removed;
    typographic quotes and dashes become ASCII. A word that mixes Latin, Cyrillic and Greek
    look-alikes is brought into one alphabet; a word in one alphabet never changes script.

    Returns:
        A string of any script; empty only when nothing visible was there. Idempotent.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_PUNCTUATION).translate(_ASCII_CONTROLS).split())
    shown = "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if (char != _TATWEEL and unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Cn"))
        or char.isspace()
    )
    folded = unicodedata.normalize("NFKC", shown.casefold()).translate(_PUNCTUATION)
    return " ".join(_mend_word(word) for word in folded.split())


_ASCII_CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Folded text with diacritics of Latin letters removed, so that "Ø" and "o" agree.

    Letters of other scripts stay as they are.
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    from anyascii import anyascii

    parts: list[str] = []
    for char in unicodedata.normalize("NFC", folded):
        if char.isascii():
            parts.append(char)
        elif _alphabet(char) == "Latn":
            parts.append(anyascii(char).casefold())
        elif unicodedata.category(char) == "Mn" and parts and parts[-1].isascii():
            continue
        else:
            parts.append(char)
    return "".join(parts)
