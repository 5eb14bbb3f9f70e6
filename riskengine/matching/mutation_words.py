"""Alterations of whole words: order, missing and extra ones, legal forms, people's names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskengine.matching.lexicon import WordClass, is_common, is_particle, is_title, read_word
from riskengine.matching.mutation_letters import Chance, cased, tables
from riskengine.text import plain, split_legal_form
from riskengine.text.scripts import script_of
from riskengine.text.tokens import Word, words

_MARKS = re.compile(r"[^\w\s]+")
_SPLIT_FROM = 8  # letters of a word that is split: three or more on either side
_COMPOUND = "-‐'’"
_TELLING = 4  # letters of a word that can tell parties apart, and of a short legal form


def _frame(name: str) -> tuple[str, str, str]:
    """What stands before the name proper, the name proper, and what stands after it."""
    rest, codes = split_legal_form(name)
    place = name.find(rest)
    if not codes or place < 0:
        return "", name, ""
    return name[:place], rest, name[place + len(rest) :]


def _generic(word: str) -> bool:
    return plain(word) in tables()["generic"]


def _tidy(text: str) -> str:
    return re.sub(r"\s+([,.;])", r"\1", " ".join(text.split())).strip(" ,;-&")


def _spaced(text: str) -> bool:
    return script_of(text) not in ("Hani", "Jpan", "Thai", "Hang")


def _stands_alone(part: str) -> bool:
    """Whether a word can change places: "of", "&" and "bin" belong to their neighbour."""
    word = plain(part)
    joining = read_word(word).cls is WordClass.JOINING or is_particle(word)
    return not joining and any(char.isalnum() for char in word)


def reordered(name: str, chance: Chance) -> str | None:
    """Two neighbouring words of the name proper change places."""
    before, rest, after = _frame(name)
    parts = rest.split()
    pairs = [
        place
        for place in range(len(parts) - 1)
        if _stands_alone(parts[place])
        and _stands_alone(parts[place + 1])
        and plain(parts[place]) != plain(parts[place + 1])
    ]
    if not pairs or "(" in rest or "," in rest:
        return None
    place = chance.pick(pairs)
    parts[place], parts[place + 1] = parts[place + 1], parts[place]
    return before + " ".join(parts) + after


def surname_first(name: str) -> str | None:
    """A person's last word in front, without a comma."""
    if _names(name) is None or "," in name or not _spaced(name):
        return None
    given, _, surname = name.strip().rpartition(" ")
    parts = [plain(part) for part in name.split()]
    if not given or parts[0] == parts[-1] or any(is_particle(part) for part in parts):
        return None
    return f"{surname} {given}"


def missing(name: str, chance: Chance) -> str | None:
    """A generic word left out; another word of four letters or more must remain."""
    before, rest, after = _frame(name)
    found = words(rest)
    chosen = [word for word in found if _generic(word.text)]
    telling = [w for w in found if not _generic(w.text) and len(w.text) >= _TELLING]
    if not chosen or not any(read_word(plain(w.text)).cls is WordClass.CORE for w in telling):
        return None
    word = chance.pick(chosen)
    left = _tidy(f"{rest[: word.start]} {rest[word.end :]}")
    left = re.sub(r"\s+(and|&|of|for)$|^(and|&|of|for)\s+", "", left, flags=re.IGNORECASE)
    return f"{before}{left}{after}"


def extra(name: str, chance: Chance) -> str | None:
    """A generic word more, in front of the legal form."""
    before, rest, after = _frame(name)
    if script_of(rest) != "Latn":
        return None
    held = {plain(word.text) for word in words(rest)}
    left = [word for word in tables()["extra"] if word.lower() not in held]
    new = chance.pick(left)
    return f"{before}{rest} {new.upper() if rest.isupper() else new}{after}"


def joined(name: str, chance: Chance) -> str | None:
    """Two neighbouring words written as one."""
    before, rest, after = _frame(name)
    gaps = [match.span() for match in re.finditer(r"(?<=[^\W_])\s+(?=[^\W_])", rest)]
    if not gaps:
        return None
    start, end = chance.pick(gaps)
    return before + rest[:start] + rest[end:] + after


def parted(name: str, chance: Chance) -> str | None:
    """One long word written as two."""
    before, rest, after = _frame(name)
    found = [word for word in words(rest) if len(word.text) >= _SPLIT_FROM and _spaced(word.text)]
    if not found:
        return None
    word = chance.pick(found)
    place = word.start + 3 + chance.below(len(word.text) - 5)
    return f"{before}{rest[:place]} {rest[place:]}{after}"


def abbreviated(name: str, chance: Chance) -> str | None:
    """One common word, or every one, in its usual abbreviation."""
    table: dict[str, Sequence[str]] = tables()["abbreviations"]
    found = [word for word in words(name) if plain(word.text) in table]
    if not found:
        return None
    one = chance.pick(found)
    chosen = found if chance.below(2) else [one]
    text = name
    for word in reversed(chosen):
        new = chance.pick(table[plain(word.text)])
        text = text[: word.start] + cased(new, word.text) + text[word.end :]
    return text if text != name else None


def legal_dropped(name: str) -> str | None:
    rest, codes = split_legal_form(name)
    return rest if codes else None


def legal_changed(name: str, chance: Chance) -> str | None:
    """Another form of the same script in the same place."""
    before, rest, after = _frame(name)
    _, codes = split_legal_form(name)
    leads = bool(before.strip() and not after.strip() and _spaced(rest))
    table = tables()["leading_forms" if leads else "legal_forms"]
    forms: Sequence[str] = table.get(script_of(rest), ())
    others = [form for form in forms if not set(split_legal_form(f"{rest} {form}")[1]) & set(codes)]
    if not codes or not others:
        return None
    new = chance.pick(others)
    if not _spaced(rest):
        return rest + new
    return f"{new} {rest}" if leads else f"{rest} {new}"


def legal_moved(name: str) -> str | None:
    """A form in front goes to the end; a short one at the end goes to the front."""
    before, rest, after = _frame(name)
    first, last = before.strip(' ,"«“„'), after.strip(' ,"»”“')
    if not _spaced(rest):
        return None
    if first and not last:
        return f"{rest}, {first}"
    if last and not first and " " not in last and len(last.strip(".")) <= _TELLING:
        return f"{last} {rest}"
    return None


def unpunctuated(name: str) -> str | None:
    """No punctuation: full stops and apostrophes go, other marks become spaces."""
    text = re.sub(r"[.'’`]", "", name)
    text = " ".join(_MARKS.sub(" ", text).split())
    return text if text and text != name else None


def hyphenated(name: str, chance: Chance) -> str | None:
    """A hyphen for a space, or a space for a hyphen."""
    before, rest, after = _frame(name)
    places = [m.start() for m in re.finditer(r"(?<=[^\W_])[ \-‐–](?=[^\W_])", rest)]
    if not places:
        return None
    place = chance.pick(places)
    new = "-" if rest[place] == " " else " "
    return before + rest[:place] + new + rest[place + 1 :] + after


def ampersand(name: str) -> str | None:
    """ "&" for "and", or the other way round."""
    if re.search(r"\band\b", name, re.IGNORECASE):
        return re.sub(r"\band\b", "&", name, flags=re.IGNORECASE)
    return re.sub(r"\s*&\s*", " and ", name) if "&" in name else None


def _respellings(word: str) -> list[str]:
    """Other romanisations of one plain word, by family of names, then by sound."""
    for family in tables()["families"]:
        if word in family:
            return [other for other in family if other != word]
    found = [re.sub(old, new, word, count=1) for old, new in tables()["romanised"]]
    return [other for other in dict.fromkeys(found) if other != word]


def _acronym(word: str, name: str) -> bool:
    return word.isupper() and not name.isupper()


def _brand(word: str) -> bool:
    return not is_common(word) and read_word(word).cls is WordClass.CORE


def respelled(name: str, chance: Chance, *, person: bool) -> str | None:
    """A distinctive word in another romanisation ("Mohammed", "Muhamad"; "Kharkov", "Harkov")."""
    for word in chance.shuffled(words(name)):
        letters = plain(word.text)
        if len(letters) < _TELLING or not letters.isascii() or not letters.isalpha():
            continue
        if not person and (_acronym(word.text, name) or not _brand(letters)):
            continue
        choices = _respellings(letters)
        if choices:
            new = chance.pick(choices)
            new = new.upper() if word.text.isupper() else cased(new, word.text)
            return name[: word.start] + new + name[word.end :]
    return None


def _names(name: str) -> tuple[list[Word], list[Word]] | None:
    """Surname and given names of a person; None where a name is no plain run of words."""
    if "(" in name or any(char.isdigit() for char in name):
        return None
    front, comma, back = name.partition(",")
    if comma:
        shift = len(front) + 1
        given = [Word(w.text, w.start + shift, w.end + shift) for w in words(back)]
        return (list(words(front)), given) if given and "," not in back else None
    found = list(words(name))
    return (found[-1:], found[:-1]) if len(found) > 1 else None


def initial(name: str, *, middle: bool) -> str | None:
    """A given name as its initial: the first one, or with `middle` the second."""
    parts = _names(name)
    if parts is None or script_of(name) not in ("Latn", "Cyrl", "Grek"):
        return None
    given = [
        word
        for word in parts[1]
        if not is_particle(plain(word.text)) and not is_title(plain(word.text))
    ]
    wanted = given[1:2] if middle else given[:1]
    if not wanted or len(wanted[0].text) < 3:
        return None
    (word,) = wanted
    if {name[word.start - 1 : word.start], name[word.end : word.end + 1]} & set(_COMPOUND):
        return None  # half of "Al-Rashid" or "O'Neill" is no name
    return f"{name[: word.start]}{word.text[0]}.{name[word.end :]}"


def comma_order(name: str) -> str | None:
    """ "SURNAME, Given" for "Given Surname", or the other way round."""
    parts = _names(name)
    if parts is None or not _spaced(name) or any(is_title(plain(w.text)) for w in parts[1]):
        return None
    front, comma, back = name.partition(",")
    if comma:
        return f"{back.strip()} {front.strip()}"
    given, _, surname = name.strip().rpartition(" ")
    return f"{surname}, {given.strip()}" if given.strip() else None


def titled(name: str, titles: Sequence[str], chance: Chance) -> str | None:
    """A form of address in front, or after the comma; None where a name has one already."""
    if script_of(name) != "Latn" or any(is_title(plain(word.text)) for word in words(name)):
        return None
    title = chance.pick(titles)
    front, comma, back = name.partition(",")
    return f"{front}, {title} {back.strip()}" if comma and back.strip() else f"{title} {name}"
