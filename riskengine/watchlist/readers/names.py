"""Names as US lists print them, taken apart without losing anything.

One printed name may hold more: an acronym in brackets, "a.k.a." and "f.k.a.", a parent with
its subordinate institution, a remark. Whatever is cut from a name comes back as another
name, as the parent or as a remark, and `Printed.original` tells that something was cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from riskengine.model.entity import EntityName
from riskengine.text.legal_forms import is_legal_form, split_legal_form
from riskengine.text.scripts import script_of
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.words import reader_words

_SPACES = re.compile(r"\s+")
_TAIL = re.compile(r"[\s,;:]+$")
_LAST_BRACKET = re.compile(
    r"^(?P<left>.*\S)\s*[,.]?\s*\((?P<inside>(?:[^()]|\([^()]*\))+)\)\s*[.,]?$"
)
_INNER_BRACKET = re.compile(r"\s*\((?P<inside>[^()]+)\)(?=['’]?\w|\s)")
_ALSO = re.compile(
    r"(?:^|(?<=[\s(,;:-]))(?P<mark>a\.\s?k\.\s?a\.?s?|akas?(?=\s*[-:,])|f\.\s?k\.\s?a\.|"
    r"also known as|formerly known as|formerly)[\s,.:-]+",
    re.IGNORECASE,
)
_SUCCESSORS = re.compile(
    r"[;,]?\s+and (?:any|its|all)\b[^;]*?\b(?:successors?|sub-?units?)\b.*$", re.IGNORECASE
)
_PARENT = re.compile(
    r"^(?:a (?:subsidiary|subordinate institute) of|Parent Organization:)\s+(?P<parent>.+)$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9&./]+")
_VOWELS = frozenset("AEIOU")
# Hebrew, Arabic, Ethiopic, Japanese, Chinese, Korean.
_OTHER = (
    r"\u0590-\u06ff\u0750-\u077f\u08a0-\u08ff\u1200-\u139f\u3040-\u30ff\u3400-\u9fff"
    r"\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufeff"
)
_OTHER_SCRIPT = re.compile(
    rf"^(?P<latin>[^{_OTHER}]*[A-Za-z]{{2}}[^{_OTHER}]*?)(?:\s+|\s*(?P<open>[(（])\s*)"
    rf"(?P<other>[{_OTHER}][^A-Za-z]*?)(?(open)[)）])$"
)


@dataclass(slots=True)
class Printed:
    """Parts of one printed name."""

    text: str
    others: list[tuple[str, NameKind]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    original: str = ""


def tidy(text: str) -> str:
    """White space made single; separators and a lone mis-encoded letter cut from the end."""
    out = _SPACES.sub(" ", text.replace("\xa0", " ")).strip()
    out = _TAIL.sub("", out)
    return out[:-1] if out.endswith(".ÿ") else out


def key_of(text: str) -> str:
    """What two spellings of one printed name share: letters and digits, case folded."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


def is_acronym(text: str) -> bool:
    """One word that is mostly capitals and no word to be read: `CASC`, `NSCC-CS`, `GkNIPAS`."""
    if not _TOKEN.fullmatch(text.replace("-", "")):
        return False
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if capitals < 2 or capitals * 2 < len(letters) or len(letters) > 14:
        return False
    if len(letters) <= 5 or capitals < len(letters) or "-" in text:
        return True
    # Six letters or more, all capitals: an acronym only if it cannot be read as a word.
    return sum(char in _VOWELS for char in letters) * 4 <= len(letters)


def _is_bracket_acronym(text: str) -> bool:
    """As `is_acronym`, or up to three such words (`JSC TsNIIMash`, `NPO NIIP-NZIK`)."""
    parts = text.split()
    if len(parts) == 1 and text.isupper() and len(text) <= 10 and text.isalpha():
        return True
    return 0 < len(parts) <= 3 and (
        all(is_acronym(part) or part.isdigit() for part in parts)
        or (text.isupper() and len(text) <= 16)
    )


def _stays(text: str) -> bool:
    """A bracket that belongs to the name: a place, a legal form, "Group"."""
    return text.rstrip(".").upper() in reader_words().bracket_stays or is_legal_form(text)


def _is_parents(acronym: str, name: str) -> bool:
    """The acronym is that of a parent at the end of the name ("12th Institute of X Y (XY)")."""
    initials = "".join(word[0] for word in key_of(split_legal_form(name)[0]).split())
    head = acronym.casefold()[:3]
    return len(head) == 3 and not initials.startswith(head[:2]) and head in initials[1:]


def is_initials(text: str, name: str) -> bool:
    """Three or more letters that are the initials of a name, small words or form aside."""
    letters = "".join(char for char in text.casefold() if char.isalnum())
    if len(letters) < 3:
        return False
    for variant in (name, split_legal_form(name)[0]):
        words = key_of(variant).split()
        long = [word for word in words if len(word) > 3]
        if letters in ("".join(word[0] for word in words), "".join(word[0] for word in long)):
            return True
    return False


def by_script(text: str) -> list[str]:
    """`Jan Doe (金铁三)` and `Jan Doe اغا جان` are a name in two scripts, so two names.

    Only where all that follows the Latin letters is in a script of its own, behind a space or
    a bracket; names that mix scripts are left whole.
    """
    found = _OTHER_SCRIPT.match(" ".join(text.split()))
    return [text] if found is None else [found["latin"], found["other"]]


def is_generic(text: str) -> bool:
    """Every word is a general one ("Research Center"): too little to alert on."""
    words = key_of(text).split()
    return bool(words) and all(word in reader_words().generic_words for word in words)


def alias_kind(text: str) -> NameKind:
    """Kind of a further name of an organisation, by its looks."""
    if is_generic(text):
        return NameKind.WEAK_ALIAS
    return NameKind.ACRONYM if is_acronym(text) else NameKind.ALIAS


def take_apart(text: str, *, capitals: bool = False) -> Printed:
    """Parts of a name printed on a list.

    Args:
        capitals: the list sets all names in capitals, so an acronym cannot be told from a
            name; brackets are then left alone.
    """
    whole = tidy(text)
    out = Printed(whole)
    if whole.startswith("(") and whole.endswith(")") and whole.count("(") == 1:
        return Printed("", remarks=[whole[1:-1]], original=whole)
    out.text = _SUCCESSORS.sub("", out.text)
    if out.text != whole:
        out.remarks.append(whole[len(out.text) :].strip(" ;,"))
    _split_also(out)
    if not capitals:
        _split_brackets(out)
        _split_sub_entity(out)
    out.text = tidy(out.text)
    if out.text != whole:
        out.original = whole
    return out


def _split_also(out: Printed) -> None:
    found = _ALSO.search(out.text)
    if found is None or not found.start():
        return
    kind = NameKind.FORMER if found["mark"][0] in "fF" else NameKind.ALIAS
    left, right = out.text[: found.start()], out.text[found.end() :]
    opened = left.rstrip().endswith("(")
    rest = ""
    if opened:
        left = left.rstrip()[:-1]
        inside, closed, rest = _closing(right)
        right = inside if closed else right
    left, rest = left.rstrip(" ,;:-"), rest.strip()
    if not left or not right.strip():
        return
    if opened and rest and rest[0].isalpha():  # PEARL (A.K.A. NEI-CHIEN CHU) LI
        out.text = f"{left} {rest}"
        out.others.append((tidy(f"{right} {rest}"), kind))
        return
    out.text = tidy(left + rest)
    plural = found["mark"].casefold().rstrip(".") in ("akas", "a.k.a.s", "a.k.as")
    parts = right.split(", ") if plural else [right]
    out.others.extend((tidy(part), kind) for part in parts if tidy(part))


def _closing(text: str) -> tuple[str, bool, str]:
    """Text up to the bracket that closes one opened before it, and what follows."""
    depth = 1
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text[:index], True, text[index + 1 :]
    return text, False, ""


def _split_brackets(out: Printed) -> None:
    found = _LAST_BRACKET.match(out.text)
    if found is not None and not _stays(found["inside"]):
        left, inside = found["left"].rstrip(" ,"), found["inside"].strip()
        parent = _PARENT.match(inside)
        if parent is not None:
            out.text = left
            out.parents.append(parent["parent"])
        elif _is_bracket_acronym(inside):
            if _is_parents(inside, left):
                out.others.append((left, NameKind.ALIAS))
            else:
                out.text = left
                out.others.append((inside, NameKind.ACRONYM))
        elif key_of(left).startswith(key_of(inside) + " ") and split_legal_form(left)[1]:
            out.text = left  # Huawei Technologies Co., Ltd. (Huawei)
            kind = NameKind.WEAK_ALIAS if is_generic(inside) else NameKind.ALIAS
            out.others.append((inside, kind))
    for inner in _INNER_BRACKET.finditer(out.text):
        # "X (CASC) 1st Academy": the acronym is the parent's; the name also reads without it.
        if _is_bracket_acronym(inner["inside"]) and not _stays(inner["inside"]):
            without = tidy(out.text[: inner.start()] + out.text[inner.end() :])
            out.others.append((without, NameKind.ALIAS))
            break


def _split_sub_entity(out: Printed) -> None:
    found = reader_words().sub_entity.search(out.text)
    if found is None or not out.text[found.end() :].strip():
        return
    parent, part = tidy(out.text[: found.start()]), tidy(out.text[found.end() :])
    out.parents.append(parent)
    telling = len(part.split()) <= 8 and not re.search(r"\d", part) and not is_generic(part)
    out.others.append((part, NameKind.ALIAS if telling else NameKind.WEAK_ALIAS))


def build_names(primary: str, others: list[tuple[str, NameKind]]) -> tuple[EntityName, ...]:
    """The primary name and each further spelling once, in order; empty ones left out."""
    names = [EntityName(primary, NameKind.PRIMARY, _script(primary))]
    seen = {primary.casefold()}
    for text, kind in others:
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            names.append(EntityName(text, kind, _script(text)))
    return tuple(names)


def _script(text: str) -> str:
    return "Latn" if text.isascii() else script_of(text)
