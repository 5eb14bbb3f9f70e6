"""Arabic and Persian letters: one spelling of each word, its stems, and its Latin spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from riskengine.text._data import load_json

_ARTICLE = "ال"
_LETTERS = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]")
_MAX_FORMS = 8

# Letters that writers of Arabic, Persian, Urdu and Pashto exchange for one another.
_ONE_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱﺁ", "ا"),
        **dict.fromkeys("ىیيېۍےئ", "ي"),
        **dict.fromkeys("کكڪ", "ك"),
        **dict.fromkeys("هہھۀەۃةۂ", "ه"),
        **dict.fromkeys("ؤوۆۇ", "و"),
        "ٹ": "ت",
        "ټ": "ت",
        "ڈ": "د",
        "ډ": "د",
        "ڑ": "ر",
        "ړ": "ر",
        "ں": "ن",
        "ڼ": "ن",
        "څ": "س",
        "ځ": "ز",
        "ڤ": "ف",
        "ږ": "ز",
        "ښ": "ش",
        "ګ": "گ",
        "ء": "",
    }
)
_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_SHORT_PREFIXES = ("و", "ل", "ب")
_SUFFIXES = ("هاي", "ها", "يات", "يون", "يين", "ات", "ون", "ين", "ان", "يه", "ي", "ه", "ت")


def is_arabic(text: str) -> bool:
    """Whether a text has a letter of the Arabic alphabet, whatever the language."""
    return not text.isascii() and _LETTERS.search(text) is not None


@lru_cache(maxsize=32768)
def normal(word: str) -> str:
    """A folded word with one letter for each group that writers exchange; no vowel marks."""
    return _MARKS.sub("", word).translate(_ONE_LETTER)


def bare(word: str) -> str:
    """A `normal` word without the article, also behind "and", "with" or "for"."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def lookups(word: str) -> Iterator[str]:
    """Spellings under which a word list may hold a folded word, the surest first.

    As written, without its article or a joined "and", "for" or "with", then without the
    endings of gender, number, relation and the Persian ezafe. Stems have three letters or more.
    """
    whole = normal(word)
    yield whole
    stripped = bare(whole)
    if stripped != whole:
        yield stripped
    for start in dict.fromkeys((stripped, *_without_prefix(whole))):
        if start != stripped:
            yield start
        yield from _without_suffix(start)


def _without_prefix(word: str) -> Iterator[str]:
    for prefix in _SHORT_PREFIXES:
        if word.startswith(prefix) and len(word) >= 5:
            yield word[1:]


def _without_suffix(word: str) -> Iterator[str]:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            yield word[: -len(suffix)]


def stems(word: str) -> tuple[str, ...]:
    """A word of a word list and its stems, in the spelling of `lookups`."""
    whole = bare(normal(word))
    return tuple(dict.fromkeys((whole, *_without_suffix(whole))))


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    rows: dict[str, str] = load_json("arabic.json")["names"]
    return {normal(name): tuple(forms.split()) for name, forms in rows.items()}


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], tuple[str, ...]]:
    data = load_json("arabic.json")
    return data["letters"], tuple(data["long"])


def known_forms(word: str) -> tuple[str, ...]:
    """Vowelled Latin forms of a frequent name or word (folded, article or not); else ()."""
    whole = normal(word)
    found = _names().get(whole)
    if found is None and whole.startswith(_ARTICLE):
        found = _names().get(whole[2:])
    return found or ()


@lru_cache(maxsize=32768)
def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of one folded word, likeliest first, at most eight.

    Frequent names have their usual vowels. Otherwise vowels are guessed: "a" where two
    consonants meet, and both values of waw and yaa. The article is left out.
    """
    known = known_forms(word)
    if known:
        return known[:_MAX_FORMS]
    text = normal(word)
    text = text[2:] if text.startswith(_ARTICLE) and len(text) > 4 else text
    if text.startswith("عبدال") and len(text) >= 8:
        return tuple("abdul" + form for form in spellings(text[5:]))
    for ending, latin in (("الله", "ullah"), ("الدين", "uddin")):
        if text.endswith(ending) and len(text) - len(ending) >= 2:
            return tuple(form + latin for form in spellings(text[: -len(ending)]))
    forms = (
        _guess(text, "a"),
        _guess(text, "a", bare_ends=True),
        _guess(text, ""),
        _guess(text, "i"),
    )
    return tuple(dict.fromkeys(form for form in forms if form))[:_MAX_FORMS] or ("",)


def _guess(text: str, vowel: str, *, bare_ends: bool = False) -> str:
    letters, long = _tables()
    found: list[str] = []
    last = len(text) - 1
    for place, char in enumerate(text):
        latin = letters.get(char)
        if latin is None:
            if char.isascii():
                found.append(char)
            continue
        weak = char in long
        if weak and (
            place == 0 or (0 < place < last and text[place + 1] in "اويه" and char != "ا")
        ):
            latin = {"ا": "a", "و": "w", "ي": "y"}[char]  # a consonant before another vowel
            weak = char == "ا"
        if place == last and char == "ه" and place > 1:
            found.append("a" if not bare_ends else "ah")
            continue
        found.append(latin)
        following = text[place + 1] if place < last else ""
        # One vowel for every second consonant is how most words run: "muslim", "Kabul".
        cluster = bare_ends and place % 2 == 1
        if following and not weak and following not in long and char != "ع" and not cluster:
            found.append(vowel)
    return "".join(found)
