"""Countries by name, adjective or capital, and where a text names them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from riskengine.territories._cues import cues
from riskengine.territories._scan import Hit, PhraseBook, Token, phrase_key, tokens


@dataclass(frozen=True, slots=True)
class CountryHit:
    """A country named in a text.

    Attributes:
        start, end: code points, end exclusive; a possessive 's is left out.
        code: ISO 3166-1 alpha-2.
        form: `name` ("China") or `adjective` ("Chinese").
    """

    start: int
    end: int
    code: str
    form: str


@dataclass(frozen=True, slots=True)
class _Term:
    code: str  # empty: a phrase that only looks like a country ("South China Sea")
    form: str
    ambiguous: bool = False  # also a surname or a region: not beside another capital
    exact: tuple[str, ...] = ()  # only in exactly these spellings ("US", never "us")


@dataclass(frozen=True, slots=True)
class _Atlas:
    names: dict[str, str]
    terms: PhraseBook[_Term]
    lookup_only: dict[str, str]
    metonyms: PhraseBook[str]


@lru_cache(maxsize=1)
def _atlas() -> _Atlas:
    folder = resources.files("riskengine") / "data" / "territories"
    data = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    shared: dict[tuple[str, str], _Term] = {}

    def term(coded: str) -> _Term:
        code, form = coded[:-1], "name" if coded[-1] == "n" else "adjective"
        return shared.setdefault((code, form), _Term(code, form))

    words = {key: term(coded) for key, coded in data["words"].items()}
    for key, (coded, spellings) in data["exact"].items():
        plain = term(coded)
        words[key] = _Term(plain.code, plain.form, exact=tuple(spellings))
    for key in data["ambiguous"]:
        plain = words[key]
        words[key] = _Term(plain.code, plain.form, ambiguous=True)
    nothing = _Term("", "name")
    words.update((key, nothing) for key in data["not_countries"])
    han = {key: term(coded) for key, coded in data["han"].items()}
    han.update((key, nothing) for key in data["not_countries_han"])
    metonyms = data["metonyms"]
    return _Atlas(
        data["names"],
        PhraseBook(words.items(), han.items()),
        data["lookup_only"],
        PhraseBook(metonyms["words"].items(), metonyms["han"].items()),
    )


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country's name, adjective or code; None if unknown.

    Knows English, Chinese and Russian names, usual variants, demonyms and inflected
    forms: `Chinese`, `PRC`, `中国`, `俄`, `России`, `U.S.`. A leading "the" is ignored.
    """
    atlas = _atlas()
    bare = name.strip()
    if len(bare) == 2 and bare.isascii() and bare.isupper() and bare in atlas.names:
        return bare
    if bare[:4].lower() == "the ":
        bare = bare[4:].lstrip()
    key = phrase_key(bare)
    term = atlas.terms.get(key)
    if term is not None and term.code and (not term.exact or bare in term.exact):
        return term.code
    return atlas.lookup_only.get(key)


def country_name(code: str) -> str:
    """English short name of an alpha-2 code ("China"); the code itself if unknown."""
    return _atlas().names.get(code.upper(), code)


def capital_metonym(word: str) -> str | None:
    """Code of the state that a capital or seat of power stands for ("Kremlin" -> RU).

    Kept apart from names because "Beijing" in a company's name is only a city.
    """
    return _atlas().metonyms.get(phrase_key(word).removeprefix("the "))


def country_hits(text: str) -> tuple[CountryHit, ...]:
    """Countries that a text names, in order, without overlaps.

    Latin and Cyrillic names need a capital (Cyrillic adjectives do not, by custom).
    Capital cities are not counted: see `metonym_hits`.
    """
    found = tokens(text)
    hits = []
    for hit in _atlas().terms.scan(text, found):
        term = hit.value
        if term.code and _is_named(text, found, hit, term):
            hits.append(CountryHit(hit.start, hit.end, term.code, term.form))
    return tuple(hits)


def metonym_hits(text: str) -> tuple[CountryHit, ...]:
    """Capitals and seats of power named in a text, with the state they may stand for."""
    found = tokens(text)
    return tuple(
        CountryHit(hit.start, hit.end, hit.value, "name")
        for hit in _atlas().metonyms.scan(text, found)
        if found[hit.first].is_han or starts_capital(found[hit.first])
    )


def starts_capital(token: Token) -> bool:
    """Whether a word is written with a capital."""
    return token.text[0].isupper()


def has_capital_neighbour(text: str, found: list[Token], first: int, last: int) -> bool:
    """Whether a capitalised word adjoins, with nothing but a space or hyphen between."""
    before, after = first - 1, last + 1
    if before >= 0 and starts_capital(found[before]) and not found[before].possessive:
        # The first word of a sentence is capital by rule, not because it is a name.
        opens = before == 0 or text[found[before - 1].end : found[before].start].strip() != ""
        function_word = found[before].key in cues().openers
        if text[found[before].end : found[first].start] in (" ", "-") and not (
            opens and function_word
        ):
            return True
    if after < len(found) and not found[last].possessive and starts_capital(found[after]):
        return text[found[last].end : found[after].start] in (" ", "-")
    return False


def _is_named(text: str, found: list[Token], hit: Hit[_Term], term: _Term) -> bool:
    first = found[hit.first]
    if first.is_han:
        return True
    if term.exact:
        return text[hit.start : hit.end] in term.exact
    cyrillic_adjective = term.form == "adjective" and "\u0400" <= first.key[0] <= "\u04ff"
    if not starts_capital(first) and not cyrillic_adjective:
        return False
    return not (term.ambiguous and has_capital_neighbour(text, found, hit.first, hit.last))
