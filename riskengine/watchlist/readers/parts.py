"""Countries, kinds and ids of list entries."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from riskengine.territories import country_code
from riskengine.text.legal_forms import form_families, split_legal_form
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.words import reader_words

_REGION = re.compile(r"^region:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"^Address \d+$", re.IGNORECASE)
_SLUG_LENGTH = 64


def countries_of(printed: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ISO codes, sorted, and the printed values that name no single country."""
    codes: set[str] = set()
    unmapped: list[str] = []
    for value in printed:
        code = _code_of(_REGION.sub("", value).strip())
        if code:
            codes.add(code)
        else:
            unmapped.append(value)
    return tuple(sorted(codes)), tuple(unmapped)


@lru_cache(maxsize=4096)
def _code_of(name: str) -> str:
    """ISO code of one printed name, also of a turned one ("Korea, North"); "" if none."""
    table = reader_words().countries
    head, comma, tail = name.partition(", ")
    for spelling in (name, f"{tail} {head}") if comma and "," not in tail else (name,):
        code = table.get(spelling, table.get(spelling.upper()))
        if code is None:
            code = country_code(spelling)
        if code is not None:
            return code
    return name if re.fullmatch("[A-Z]{2}", name) else ""


def kind_of_organization(name: str, *, otherwise: EntityKind) -> EntityKind:
    """Company where the name has a legal form, public body or organisation by its words."""
    words = reader_words()
    if _ADDRESS.match(name):
        return EntityKind.ADDRESS
    if words.public_body.search(name):
        return EntityKind.PUBLIC_BODY
    forms = split_legal_form(name)[1]
    if any("nonprofit" not in form_families((form,)) for form in forms):
        return EntityKind.COMPANY
    if words.organization.search(name):
        return EntityKind.ORGANIZATION
    return otherwise


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; a long one is cut and given a digest."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = plain.replace("'", "").replace("’", "")
    joined = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not joined or not any(char.isalpha() for char in joined):
        joined = f"x-{joined}" if joined else f"x-{digest(text)}"
    if len(joined) > _SLUG_LENGTH:
        joined = f"{joined[:_SLUG_LENGTH].rstrip('-')}-{digest(text)}"
    return joined


def plain_key(text: str) -> str:
    """A publisher's or user's key without the characters that an entity id may not hold."""
    return "".join(char for char in text if (char not in '"\\' and char >= " ") or char.isspace())


def digest(*parts: str) -> str:
    """Six hexadecimal digits that tell apart entries of one slug."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:6]
