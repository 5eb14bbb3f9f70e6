"""Cyrillic words in Latin letters, as the usual tables write them."""

from __future__ import annotations

from functools import lru_cache

from riskengine.text._data import load_json


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], ...]:
    data = load_json("cyrillic.json")
    base: dict[str, str] = data["base"]
    tables = [base, *(base | variant for variant in data["variants"])]
    return tuple(str.maketrans(table) for table in tables)


def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of a folded Cyrillic word, likeliest first; unknown letters stay."""
    return tuple(dict.fromkeys(word.translate(table) for table in _tables()))


# Letters and endings that differ between the Slavic languages and not between their words.
_ONE_LETTER = str.maketrans("ыіїєёэўґ", "иииееевг", "ъь'’\u0301\u0300")
_SHORTEST = 4  # letters of a stem that an ending of a noun may leave
_SHORTEST_ADJECTIVE = 3
_SHORT_ENDINGS = "аеиоуя"


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[tuple[str, int], ...], tuple[str, ...], tuple[str, ...]]:
    """Endings, longest first, with the fewest letters each may leave; articles; suffixes."""
    data = load_json("cyrillic.json")
    short = frozenset(data["adjectival"].split())
    endings = sorted(data["endings"].split(), key=len, reverse=True)
    least = tuple(
        (ending, _SHORTEST_ADJECTIVE if len(ending) == 1 or ending in short else _SHORTEST)
        for ending in endings
    )
    return least, tuple(data["definite"].split()), tuple(data["relational"].split())


def one_spelling(word: str) -> str:
    """A folded word in letters that do not tell the Slavic languages apart: "э" is "е"."""
    return word.translate(_ONE_LETTER)


def _undoubled(word: str) -> str:
    return "".join(char for place, char in enumerate(word) if word[place - 1 : place] != char)


def _without_ending(word: str) -> str:
    endings = _endings()[0]
    whole = one_spelling(word)
    if len(whole) <= _SHORTEST:
        # "сила", "сили" and "сил" are one word; "нии" and "нпо" are no words.
        return whole[:-1] if len(whole) == _SHORTEST and whole[-1] in _SHORT_ENDINGS else whole
    for ending, least in endings:
        if whole.endswith(ending) and len(whole) - len(ending) >= least:
            return whole[: -len(ending)]
    return whole


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A folded Cyrillic word without its ending, equal for every gender, case and number.

    Letters that only tell Russian, Ukrainian and Bulgarian spelling apart are made one, soft
    signs and doubled letters go: "национальный" and "національного" both give "националн". A
    word of up to three letters is its own stem, one of four loses a vowel at most.
    """
    found = _undoubled(_without_ending(word))
    # "национален", the Bulgarian masculine, beside "национална".
    return f"{found[:-2]}н" if len(found) > 5 and found.endswith("ен") else found


@lru_cache(maxsize=8192)
def without_article(word: str) -> str:
    """A folded Bulgarian word without the article at its end; the word itself without one."""
    for article in _endings()[1]:
        if word.endswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[: -len(article)]
    return word


@lru_cache(maxsize=8192)
def roots(word: str) -> tuple[str, ...]:
    """Words that a folded Cyrillic word may be formed from, itself without its ending first.

    "арзамасский" gives "арзамасск" and "арзамас", "александрова" gives "александров".
    """
    first = _without_ending(word)
    found = [first]
    # Without an ending the word is a noun as it stands: "орион" is not made from "орио".
    for suffix in _endings()[2] if first != word else ():
        if first.endswith(suffix) and len(first) - len(suffix) >= 3:
            found.append(first[: -len(suffix)])
            if len(suffix) > 2:
                found.append(first[: -len(suffix) + (2 if suffix != "ийск" else 1)])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def second_part(word: str) -> str:
    """Second part of a folded compound word ("электромеханический"); empty for other words."""
    for first in _compounds():
        if word.startswith(first) and len(word) - len(first) >= _SHORTEST:
            return word[len(first) :]
    return ""


@lru_cache(maxsize=1)
def _compounds() -> tuple[str, ...]:
    """First parts of compound words, longest first."""
    parts = load_json("cyrillic.json")["compounding"].split()
    both = dict.fromkeys((*parts, *map(one_spelling, parts)))
    return tuple(sorted(both, key=lambda part: (-len(part), part)))


@lru_cache(maxsize=65536)
def is_cyrillic(text: str) -> bool:
    """Whether a text has a Cyrillic letter."""
    return not text.isascii() and any("\u0400" <= char <= "\u052f" for char in text)
