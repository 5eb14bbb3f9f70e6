"""Legal forms of organisations: recognised in any script, parted from the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from riskengine.text._forms import form_tables
from riskengine.text.han import simplified
from riskengine.text.normalise import plain
from riskengine.text.tokens import word_texts, words

_EDGES = " \t\r\n,;:.-–—/&\"'«»“”„()[]（）【】,、,"
_GLUED_TEXT = re.compile(
    "[\u0e00-\u0e7f\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FIRST_EAST_ASIAN = "\u2e80"
_MAX_FORMS = 3  # "Co., Ltd." after "(Group)" after a Chinese form: more is noise

# Said of companies of every kind: it never contradicts another form.
_ANY_COMPANY = "company"


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """One word as forms and word lists spell it: plain, simplified Han, no apostrophes."""
    if word.isascii():
        return word.casefold().replace("'", "")
    return plain(_simple(word)).replace("'", "")


def _simple(text: str) -> str:
    # The converter of Han characters takes long to load: not for a Cyrillic word.
    return simplified(text) if max(text, default="") >= _FIRST_EAST_ASIAN else text


def _parts(text: str) -> tuple[str, ...]:
    return tuple(word_key(word) for word in word_texts(plain(_simple(text))))


def is_legal_form(token: str) -> bool:
    """Whether a word, or several, is a spelling of a legal form ("Ltd.", "ООО", "S.p.A.")."""
    return _parts(token) in form_tables().by_words


def is_legal_word(word: str) -> bool:
    """Whether one plain word is a legal form wherever in a name it stands ("gmbh", "ооо").

    Not so "co", "sa" or "pt", which are brands or ordinary words elsewhere than at an end.
    """
    tables = form_tables()
    return (word,) in tables.by_words and word not in tables.edge_only


def end_form(word: str) -> str:
    """Code of the form that one plain word is at the end of a name; empty if it is none."""
    return form_tables().by_words.get((word,), "")


@lru_cache(maxsize=4096)
def form_families(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Families of legal forms: `limited`, `joint_stock`, `partnership`, ..., in ABC order.

    A form may have two: "Co., Ltd." is said of limited and of joint-stock companies.
    """
    families = form_tables().families
    return tuple(sorted({family for code in codes for family in families.get(code, ())}))


def usual_form(code: str) -> str:
    """The form by which a form is usually translated ("OOO" is LLC); itself if it has none."""
    return form_tables().usual.get(code, code)


def families_agree(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two parties may have one legal form in two languages ("ООО", "GmbH").

    Args:
        left, right: as `form_families` gives them; an empty one agrees with everything.
    """
    if not left or not right or _ANY_COMPANY in left or _ANY_COMPANY in right:
        return True
    return any(family in right for family in left)


def trailing_legal_words(tokens: Sequence[str]) -> int:
    """How many plain words at the end of a name are its legal form; never all of them."""
    taken = 0
    while True:
        count, _ = _at_end(tokens, 0, len(tokens) - taken)
        if not count:
            return taken
        taken += count


def _at_end(keys: Sequence[str], first: int, last: int) -> tuple[int, str]:
    """Number of words that the longest form at the end of `keys[first:last]` takes; its code."""
    tables = form_tables()
    if last - first < 2:
        return 0, ""
    longest = tables.ending.get(keys[last - 1], 0)
    for count in range(min(longest, last - first - 1), 0, -1):
        code = tables.by_words.get(tuple(keys[last - count : last]))
        if code is not None:
            return count, code
    return 0, ""


def _at_start(keys: Sequence[str], first: int, last: int, codes: Sequence[str]) -> tuple[int, str]:
    tables = form_tables()
    longest = tables.starting.get(keys[first], 0) if last - first > 1 else 0
    for count in range(min(longest, last - first - 1), 0, -1):
        parts = tuple(keys[first : first + count])
        if parts not in tables.leading:
            continue
        code = tables.by_words[parts]
        # "SIA Engineering Ltd": the form stands at the end, the word in front is the name.
        if count == 1 and parts[0] in tables.edge_only and any(other != code for other in codes):
            continue
        return count, code
    return 0, ""


def form_span(keys: Sequence[str]) -> tuple[int, int, tuple[str, ...]]:
    """Where the name without its legal forms stands among its words.

    Args:
        keys: `word_key` of each word. Forms written without a space are not seen here.

    Returns:
        First word, end (exclusive), and codes of the forms found, outermost first.
    """
    first, last = 0, len(keys)
    if last < 2:
        return 0, last, ()
    tables = form_tables()
    if keys[-1] not in tables.ending and keys[0] not in tables.starting:
        return 0, last, ()
    codes: list[str] = []
    for _ in range(_MAX_FORMS):
        count, code = _at_end(keys, first, last)
        if count:
            last -= count
        else:
            count, code = _at_start(keys, first, last, codes)
            if not count:
                break
            first += count
        codes.append(code)
    return first, last, tuple(codes)


def staying_forms(keys: Sequence[str]) -> tuple[str, ...]:
    """Codes of words at an end that tell what a party is and belong to its name ("Foundation")."""
    if not keys:
        return ()
    tables = form_tables()
    found: list[str] = []
    for size in range(min(tables.staying_ends.get(keys[-1], 0), len(keys)), 0, -1):
        code = tables.staying.get(tuple(keys[-size:]))
        if code is not None:
            found.append(code)
            break
    for size in range(min(tables.staying_starts.get(keys[0], 0), len(keys)), 0, -1):
        code = tables.staying.get(tuple(keys[:size]))
        if code is not None:
            found.append(code)
            break
    return tuple(found)


def may_be_glued(text: str) -> bool:
    """Whether a text has a script that is written without spaces, so that forms may be glued."""
    return not text.isascii() and _GLUED_TEXT.search(text) is not None


def _strip_glued(text: str) -> tuple[str, str]:
    """Part a form written without a space from a name; the code is empty if there is none."""
    key = plain(_simple(text))
    if len(key) != len(text) or not key or key.isascii():
        return text, ""
    for spelling, code, leads in form_tables().glued:
        if key.endswith(spelling) and len(key) > len(spelling):
            return text[: -len(spelling)], code
        if leads and key.startswith(spelling) and len(key) > len(spelling):
            return text[len(spelling) :], code
    return text, ""


_LOOSE_EDGES = _EDGES.translate(dict.fromkeys(map(ord, "()（）")))
_EMPTY_BRACKETS = re.compile(r"[(（\[]\s*[)）\]]")


def _tidy(text: str) -> str:
    """Remove punctuation left at the edges, but keep a bracket pair that is complete."""
    rest = _EMPTY_BRACKETS.sub(" ", text).strip()
    while rest:
        trimmed = rest.strip(_LOOSE_EDGES)
        if trimmed[-1:] in "(（" or (trimmed[-1:] in ")）" and not re.search("[(（]", trimmed)):
            trimmed = trimmed[:-1]
        elif trimmed[:1] in ")）" or (trimmed[:1] in "(（" and not re.search("[)）]", trimmed)):
            trimmed = trimmed[1:]
        if trimmed == rest:
            break
        rest = trimmed
    return rest


@lru_cache(maxsize=65536)
def split_legal_form(name: str) -> tuple[str, tuple[str, ...]]:
    """Part legal forms from a name, in any script, at its end or its start.

    Returns:
        The rest of the name as written, without punctuation at its edges, and the codes of
        the forms found, outermost first. A name that is nothing but a legal form is kept
        whole, with no code.
    """
    if not may_be_glued(name):
        first, last, codes = form_span([word_key(word) for word in word_texts(name)])
        if not codes:
            return name.strip(), ()
        found = words(name)
        start = found[first - 1].end if first else 0
        end = found[last].start if last < len(found) else len(name)
        return _tidy(name[start:end]), codes
    rest = name
    parted: list[str] = []
    for _ in range(_MAX_FORMS):
        found = words(rest)
        keys = [word_key(word.text) for word in found]
        count, code = _at_end(keys, 0, len(keys))
        if count:
            rest = _tidy(rest[: found[-count].start])
            parted.append(code)
            continue
        count, code = _at_start(keys, 0, len(keys), parted) if keys else (0, "")
        if count:
            rest = _tidy(rest[found[count - 1].end :])
            parted.append(code)
            continue
        shorter, code = _strip_glued(rest)
        if not code or not words(shorter):
            break
        rest = _tidy(shorter)
        parted.append(code)
    return (rest if parted else name.strip()), tuple(parted)
