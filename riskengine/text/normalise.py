"""Folding: the spelling differences that never separate two names.

Width, case, ligatures, invisible characters and look-alike letters go; scripts,
diacritics and word order stay.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from riskengine.text._data import load_json

_QUOTES = dict.fromkeys("‘’‚‛ʼʻ`´＇", "'") | dict.fromkeys("“”„‟«»〝〞＂", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_PUNCTUATION = str.maketrans(_QUOTES | _DASHES)
_STRESS = frozenset("\u0300\u0301")  # marks of dictionaries over Cyrillic vowels
_TATWEEL = "\u0640"
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{2,5}|#x[\da-f]{2,4});", re.IGNORECASE)
_ASCII_CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])
_ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


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


class _Shown(dict[int, str | int | None]):
    """Translation of code points, filled as they are met: None for what cannot be seen."""

    def __missing__(self, code: int) -> str | int | None:
        char = chr(code)
        value: str | int | None = code
        if char == _TATWEEL or (
            unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co", "Cn") and not char.isspace()
        ):
            value = None
        elif char.isdecimal():
            value = str(unicodedata.decimal(char))
        self[code] = value
        return value


_SHOWN = _Shown()


def visible(text: str) -> str:
    """A text as it looks, case and diacritics kept.

    NFKC without zero-width, bidirectional and control characters; entities of HTML ("&amp;")
    are resolved, decimal digits of every script become ASCII ones, and "№" a word of its own.
    """
    while "&" in text and ";" in text:
        plainer = _ENTITY.sub(lambda match: html.unescape(match.group().casefold()), text)
        if plainer == text:
            break
        text = plainer
    if text.isascii():
        return text if text.isprintable() else text.translate(_ASCII_CONTROLS)
    if "№" in text:
        text = text.replace("№", " No ")
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    shown = text.translate(_SHOWN)
    return shown if shown == text else unicodedata.normalize("NFKC", shown)


def fold(text: str) -> str:
    """Case-folded NFKC text without invisible characters, white space squeezed.

    Besides what `visible` removes, typographic quotes and dashes become ASCII. A word that
    mixes Latin, Cyrillic and Greek look-alikes is brought into one alphabet; a word in one
    alphabet never changes script.

    Returns:
        A string of any script; empty only when nothing visible was there. Idempotent.
    """
    folded = visible(text).casefold()
    if folded.isascii():
        folded = " ".join(folded.replace("`", "'").split())
    else:
        folded = unicodedata.normalize("NFKC", folded).translate(_PUNCTUATION)
        folded = " ".join(_mend_word(word) for word in folded.split())
    if "&" in folded and ";" in folded and _ENTITY.search(folded):
        return fold(folded)  # letters that were mended may complete an entity
    return folded


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Folded text with diacritics of Latin letters removed, so that "Ø" and "o" agree.

    Letters of other scripts stay as they are.
    """
    folded = fold(text)
    return folded if folded.isascii() else _bare(folded)


def _silent(mark: str, letter: str) -> bool:
    """Whether a mark over a letter says nothing: any over Latin ones, a stress over Cyrillic."""
    if letter.isascii():
        return unicodedata.category(mark) == "Mn"
    return mark in _STRESS and _alphabet(letter) == "Cyrl"


def _bare(folded: str) -> str:
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", folded):
        if char.isascii():
            parts.append(char)
        elif _alphabet(char) == "Latn":
            parts.append(_bare_letter(char))
        elif parts and _silent(char, parts[-1]):
            continue
        else:
            parts.append(char)
    return "".join(parts)


@lru_cache(maxsize=4096)
def _bare_letter(char: str) -> str:
    from anyascii import anyascii

    return anyascii(char).casefold()


def letters_only(text: str) -> str | None:
    """Small letters and digits of an ASCII text; None for a text with other characters."""
    if not text.isascii() or ("&" in text and ";" in text):
        return None
    return text.casefold().translate(_ASCII_MARKS)


@lru_cache(maxsize=1)
def _respellings() -> dict[int, str]:
    table: dict[str, str] = load_json("lookalikes.json")["respelled"]
    return str.maketrans(table)


def respelled(word: str) -> str:
    """A folded Latin word whose letters with marks are written out ("Müller": "mueller")."""
    return _bare(fold(word).translate(_respellings()))


def latin_look_alike(word: str) -> str:
    """A Cyrillic or Greek word of nothing but letters that look Latin, in Latin; else empty."""
    table = _lookalikes()["Latn"]
    changed = "".join(table.get(char, char) for char in fold(word))
    return changed.upper() if changed.isascii() and word.isupper() else changed * changed.isascii()
