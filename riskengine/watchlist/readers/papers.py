"""Numbers of papers and registers, and names with an acronym behind them.

Publishers print a bare number, or a sentence with a number in it. The number becomes an
identifier; whatever stood around it stays as a detail, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stdnum.cn import uscc
from stdnum.ru import inn

from riskengine.text.legal_forms import is_legal_form, split_legal_form
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import is_acronym, key_of
from riskengine.watchlist.readers.parts import kind_of_organization

_BARE = re.compile(r"[\w ./:#№'-]+")
_AFTER_WORD = re.compile(
    r"(?:\bno|\bnumber|\bnum|\bnr|\bn°|№|#)\s*[.:]*\s*([A-Z]{0,4}[ -]?\d[\dA-Z/-]*)", re.IGNORECASE
)
_TOKEN = re.compile(r"(?<![\w/-])[A-Z]{0,4}[-/]?\d[\dA-Z/-]{3,}(?![\w/-])")
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")
_LABELLED = re.compile(
    r"\b(?P<label>INN|OGRNIP|OGRN|KPP|OKPO|USCC|LEI|BIC|SWIFT|IMO|TIN|VAT)\b"
    r"\s*(?:code|number|no\.?)?\s*[:.#№-]*\s*(?P<value>[0-9A-Z]{4,20})\b"
)
_SCHEMES = {
    "INN": "ru-inn",
    "OGRN": "ru-ogrn",
    "OGRNIP": "ru-ogrn",
    "KPP": "kpp",
    "OKPO": "okpo",
    "USCC": "uscc",
    "LEI": "lei",
    "BIC": "bic",
    "SWIFT": "bic",
    "TIN": "taxid",
    "VAT": "taxid",
}
_LETTERS = ("bic", "lei")  # numbers that may hold no digit
_BRACKET = re.compile(r"^(?P<left>.*\S)\s*\((?P<inside>[^()]+)\)$")


def bare_number(printed: str) -> str:
    """The number in a printed value; "" where there is none, or more than one.

    A value without small letters is taken whole (`OR 1961825`, `TR-P 614 166`).
    """
    whole = " ".join(printed.split()).strip(" ,.;:")
    if not any(char.isdigit() for char in whole):
        return ""
    if _BARE.fullmatch(whole) and whole == whole.upper():
        return whole
    named = _AFTER_WORD.findall(whole)
    tokens = named or [found for found in _TOKEN.findall(whole) if not _DATE.fullmatch(found)]
    return tokens[0].strip() if len(set(tokens)) == 1 else ""


def add_number(
    draft: EntityDraft,
    base: str,
    printed: str,
    *,
    country: str = "",
    likely: Collection[str] = (),
    label: str = "",
    remarks: Iterable[str] = (),
) -> None:
    """A number of a paper or register, as identifier and, where more was printed, as detail.

    Args:
        base: scheme without country (`passport`, `taxid`); "" where the kind is not known.
        country: ISO code of the issuing country, "" where it is not stated; the scheme then
            has no country in front.
        likely: countries of the party, which settle a number that passes the check of one
            of their registers.
        label: the publisher's words for the kind of number.
        remarks: what was printed beside it (issuer, dates, "known to be false").
    """
    said = "; ".join(kept for text in remarks if (kept := " ".join(text.split())))
    whole = " ".join(printed.split())
    number = whole if base in _LETTERS else bare_number(printed)
    scheme = _scheme(base, number, country, likely) if base and number else ""
    if scheme:
        draft.identifier(scheme, number, label=label)
    if said or not scheme or number != whole.strip(" ,.;:"):
        parts = f"{label}: {whole}" if label else whole
        if country and not scheme:
            parts = f"{parts} ({country})"
        draft.detail("number_as_published", f"{parts} ({said})" if said else parts)


def add_labelled_numbers(draft: EntityDraft, printed: str) -> bool:
    """Numbers that carry their kind in the text (`OGRN: 1247700291200 KPP: 770701001`)."""
    found = list(_LABELLED.finditer(printed))
    for hit in found:
        label, value = hit["label"], hit["value"]
        scheme = ship_scheme(value) if label == "IMO" else _SCHEMES[label]
        if scheme:
            draft.identifier(scheme, value, label=label)
    return bool(found)


def _scheme(base: str, number: str, country: str, likely: Collection[str]) -> str:
    if base == "imo":
        return ship_scheme(number)
    if base in _LETTERS:
        return base
    digits = re.sub(r"\s", "", number)
    if base in ("taxid", "regno"):
        countries = (country,) if country else tuple(sorted(likely))
        if "RU" in countries and inn.is_valid(digits):
            return "ru-inn"
        if "RU" in countries and is_ogrn(digits):
            return "ru-ogrn"
        if "CN" in countries and uscc.is_valid(digits):
            return "uscc"
    return f"{country.lower()}-{base}" if country else base


def is_ogrn(digits: str) -> bool:
    """Whether this is a Russian state registration number (13 or 15 digits, the last a check).

    Order of the Ministry of Finance 165n of 2017: the number without its last digit modulo
    11 (13 digits) or 13 (15 digits), of which the last digit counts.
    """
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (13, 15):
        return False
    return int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1])


def ship_scheme(number: str) -> str:
    """`imo` for the number of a ship, `imocompany` for that of an owner, "" for neither.

    Both have seven digits with a check digit of their own (IMO schemes of resolutions
    A.1117(30) and MSC.160(78)). A number that passes both checks is a ship's if it starts
    with 7, 8 or 9: the owners' numbers published on sanctions lists all start lower.
    """
    digits = [int(char) for char in number.upper().removeprefix("IMO").strip() if char.isdigit()]
    if len(digits) != 7:
        return ""
    ship = sum(digit * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False))
    owner = sum(digit * weight for digit, weight in zip(digits, (8, 6, 4, 2, 9, 7), strict=False))
    is_ship = ship % 10 == digits[-1]
    is_owner = (11 - owner % 11) % 10 == digits[-1]
    if is_ship and (not is_owner or digits[0] >= 7):
        return "imo"
    return "imocompany" if is_owner else ""


def is_sound_key(key: str) -> bool:
    """Whether a publisher's number can stand in an id without being changed."""
    return key.isprintable() and not any(char in '"\\' for char in key)


def add_organization_name(
    draft: EntityDraft, text: str, kind: NameKind, *, language: str | None = None
) -> None:
    """A name as published and, where an acronym of it stands behind it in brackets, both parts."""
    draft.name(text, kind, language=language)
    found = _BRACKET.match(" ".join(text.split()))
    if found is None or not _stands_for(found["inside"], found["left"]):
        return
    draft.name(
        found["left"], NameKind.ALIAS if kind is NameKind.PRIMARY else kind, language=language
    )
    if not _is_form_of(found["inside"], found["left"]):
        draft.name(found["inside"], NameKind.ACRONYM, language=language)


def kind_of_name(text: str, *, otherwise: EntityKind) -> EntityKind:
    """As `kind_of_organization`, with an acronym behind the name put aside."""
    found = _BRACKET.match(" ".join(text.split()))
    acronym = found is not None and _stands_for(found["inside"], found["left"])
    return kind_of_organization(
        found["left"] if found is not None and acronym else text, otherwise=otherwise
    )


def _stands_for(acronym: str, name: str) -> bool:
    """An acronym whose letters occur in the name in order, the first one at a word's start."""
    letters = [char for char in acronym.casefold() if char.isalnum()]
    if not is_acronym(acronym) or not letters:
        return False
    words = key_of(name).split()
    for start, word in enumerate(words):
        if word.startswith(letters[0]):
            rest = iter("".join(words[start:]))
            return all(letter in rest for letter in letters)
    return False


def _is_form_of(acronym: str, name: str) -> bool:
    """Whether the acronym is the legal form: "Raft Limited Liability Company (LLC)"."""
    if not is_legal_form(acronym):
        return False
    letters, words = key_of(acronym), key_of(name).split()
    initials = "".join(word[0] for word in words)
    at_an_end = initials.startswith(letters) or initials.endswith(letters)
    if split_legal_form(name)[1] and initials != letters and at_an_end:
        return True
    rest = iter(initials)
    return not all(letter in rest for letter in letters)


def is_organization(kind: EntityKind) -> bool:
    """Whether names of this kind of party may carry an acronym in brackets."""
    return kind not in (EntityKind.PERSON, EntityKind.VESSEL, EntityKind.AIRCRAFT)
