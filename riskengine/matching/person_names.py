"""Taking a personal name apart: its parts in speaking order, and the role of each."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from riskengine.matching.given_names import part_weight
from riskengine.matching.han_names import is_east_asian
from riskengine.matching.names import compact
from riskengine.matching.person_compounds import one_way
from riskengine.matching.person_forms import Forms, name_forms
from riskengine.matching.person_model import Part, PersonName, Role
from riskengine.matching.person_parts import patronymic_stem
from riskengine.text import arabic, latin_forms, plain, script_of, words
from riskengine.text.han import simplified, syllables
from riskengine.text.normalise import visible
from riskengine.text.tokens import Word

_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_APOSTROPHES = str.maketrans(dict.fromkeys("`´ʻʼ‘’ʿʾ′", "'"))
_LONGEST_HAN = 12  # characters of a foreign name written by its sound
_MAX_FORMS = 4
_ARTICLE = "ال"
_DIGITS = str.maketrans("013458", "oieasb")  # digits that stand for the letters they resemble


_COMPOUND_ENDS = frozenset(("دين", "الله"))


@lru_cache(maxsize=65536)
def _part(text: str) -> Part:
    """A part by itself: spellings and weight; the role is the name's to give."""
    folded = plain(text).replace("'", "")
    if folded.isascii():
        if not folded.isalpha() and any(char.isalpha() for char in folded):
            folded = folded.translate(_DIGITS)
        form = one_way(folded)
        role = Role.INITIAL if len(form) == 1 else Role.UNKNOWN
        if role is Role.UNKNOWN and _slavic_patronymic(form):
            role = Role.PATRONYMIC
        written: tuple[str, ...] = (form,) if form == folded else (form, folded)
        return Part(text, written, role, weight=part_weight(form))
    if is_arabic(folded):
        return _arabic_part(text, folded)
    spelled = _romanised(folded)
    role = Role.PATRONYMIC if _slavic_patronymic(spelled[0]) else Role.UNKNOWN
    return Part(text, spelled, role, folded, False, min(part_weight(form) for form in spelled))


def _romanised(word: str) -> tuple[str, ...]:
    """Plain Latin spellings of a word of another script; the word itself when it has none."""
    spelled = [form.replace(" ", "") for form in latin_forms(word)]
    return tuple(dict.fromkeys(one_way(form) for form in spelled if form))[:_MAX_FORMS] or (word,)


def is_arabic(text: str) -> bool:
    """Whether a text has a letter of the Arabic script."""
    return not text.isascii() and any("\u0600" <= char <= "\u08ff" for char in text)


def _arabic_part(text: str, folded: str, role: Role = Role.UNKNOWN) -> Part:
    native = arabic.normal(folded)
    spelled = _romanised(_bare(native))
    return Part(text, spelled, role, native, True, min(part_weight(form) for form in spelled))


def _slavic_patronymic(word: str) -> bool:
    return len(word) > 5 and patronymic_stem(word) is not None


def _han_person(text: str) -> tuple[Part, ...]:
    """A Han name without spaces: a surname of one or two characters, then the given name."""
    sounds = syllables(text)
    if not 2 <= len(sounds) == len(text) <= 4:
        return (_part(text),)
    size = 2 if len(text) > 2 and text[:2] in name_forms().doubles else 1
    return tuple(
        Part(piece, forms, Role.SURNAME if place == 0 else Role.UNKNOWN, piece, False, weight)
        for place, (piece, spelled, weight) in enumerate(
            ((text[:size], sounds[:size], 0.35), (text[size:], sounds[size:], 0.6))
        )
        if (forms := _choices(spelled))
    )


def _choices(sounds: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    chosen = [""]
    for options in sounds:
        chosen = [start + option for start in chosen for option in options][:8]
    return tuple(dict.fromkeys(chosen))


@lru_cache(maxsize=65536)
def analyse_person(text: str) -> PersonName:
    """Parts of a personal name, titles and particles left out; never fails.

    "SURNAME, Given" and a surname in capitals in front are brought into speaking order.
    """
    shown = visible(text)
    bare = (_BRACKETS.sub(" ", shown) or shown).translate(_APOSTROPHES)
    before, comma, after = bare.partition(",")
    ordered = False
    if comma:
        known = name_forms()
        rest = [_plain(word) for word in words(after)]
        if all(word in known.suffixes or word in known.titles for word in rest):
            after = ""  # "Robert Mueller III, Esq."
        first, second = _parts(before), _parts(after.replace(",", " "))
        if len(first) == 1 and second and second[-1].forms[0] in known.servant:
            return _name(text, bare, [*second[:-1], _servant_of(second[-1], first[0])], True)
        if first and second:
            first = [_as_surname(part) for part in first]
            return _name(text, bare, [*second, *first], True)
        if not second and first:
            return _name(text, bare, first, False)
    found = _parts(bare)
    marked = [part for part in found if part.role is Role.SURNAME]
    if marked and len(marked) < len(found):
        ordered = True
        lead = 0
        while lead < len(found) and found[lead].role is Role.SURNAME:
            lead += 1
        if not found[0].native:
            found = found[lead:] + found[:lead]
    return _name(text, bare, found, ordered)


def _as_surname(part: Part) -> Part:
    return part if part.role is Role.KUNYA else replace(part, role=Role.SURNAME)


def _name(text: str, bare: str, found: list[Part], ordered: bool) -> PersonName:
    if len(found) < 3 or not any(part.role is Role.UNKNOWN for part in found):
        # Two parts: a given name and a surname that looks like a patronymic (Abramovich).
        shaped = [
            part.role is Role.PATRONYMIC and _slavic_patronymic(part.forms[0]) for part in found
        ]
        if all(shaped) or (len(found) == 2 and any(shaped)):
            found = [
                replace(part, role=Role.UNKNOWN) if part.role is Role.PATRONYMIC else part
                for part in found
            ]
    plains = [plain(word.text).replace("'", "") for word in words(bare)]
    generation = next((word for word in plains[1:] if word in name_forms().generations), "")
    flat = " ".join(sorted(plains))
    letters = "".join(plains)
    han = simplified(letters) if 1 < len(letters) <= _LONGEST_HAN and is_east_asian(letters) else ""
    return PersonName(compact(text), tuple(found), ordered, flat, generation, han)


def _plain(word: Word) -> str:
    folded = plain(word.text).replace("'", "")
    return arabic.normal(folded) if is_arabic(folded) else folded


def _parts(source: str) -> list[Part]:
    """Parts of one stretch of text, in the order written."""
    found = words(source)
    if len(found) == 1 and script_of(found[0].text) in ("Hani", "Jpan"):
        return list(_han_person(found[0].text))
    known = name_forms()
    plains = [_plain(word) for word in found]
    kept = _without_titles(source, found, plains, known)
    parts = _gather(source, found, plains, kept, known)
    if len(parts) < 2 <= len(kept):
        # Nothing but particles and one name: "Le Minh", "Abu Ali"; then each word counts.
        spoken = [_part(found[index].text) for index in kept]
        if len(parts) == 0 or parts[0].role is not Role.KUNYA:
            parts = spoken if len(spoken) <= 2 and not parts else parts
    if not parts:
        parts = [_part(word.text) for word in found]
    return _capital_surname(parts)


def _without_titles(
    source: str, found: tuple[Word, ...], plains: list[str], known: Forms
) -> list[int]:
    every = list(range(len(plains)))
    kept: list[int] = []
    for index, word in enumerate(plains):
        title = _bare(word) in known.titles
        if title and index and (plains[index - 1] in _ARTICLES or word.startswith(_ARTICLE)):
            title = False  # "al-Sayed" is a surname
        if title and source[found[index].end : found[index].end + 1] == "-":
            title = False  # "Hon-ming" is a given name
        if title or word in known.nobody or (index and word in known.suffixes):
            continue
        kept.append(index)
    return kept or every


_ARTICLES = frozenset(("al", "el"))


def _bare(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _gather(
    source: str, found: tuple[Word, ...], plains: list[str], kept: list[int], known: Forms
) -> list[Part]:
    parts: list[Part] = []
    child = False
    place = 0
    while place < len(kept):
        index = kept[place]
        word, folded = found[index], plains[index]
        last = place + 1 >= len(kept)
        if folded in known.child_after and parts:
            parts[-1] = replace(parts[-1], role=Role.PATRONYMIC)
            place += 1
            continue
        if not last and folded in known.child:
            child = True
            place += 1
            continue
        if not last and _drops(source, word, folded, plains[kept[place + 1]], bool(parts), known):
            place += 1
            continue
        size, part = _compound(source, found, plains, kept, place, known)
        if child and part.role in (Role.UNKNOWN, Role.INITIAL):
            part = replace(part, role=Role.PATRONYMIC)
        child = False
        if part.forms[0] in known.din and parts and not part.native:
            part = _joined(parts.pop(), part, "din")
        elif part.forms[0] in known.allah and parts and not part.native:
            part = _joined(parts.pop(), part, "allah")
        elif part.arabic and parts and _bare(part.native) in _COMPOUND_ENDS:
            part = _joined(parts.pop(), part, part.native)
        parts.append(part)
        place += size
    return parts


def _drops(
    source: str, word: Word, folded: str, following: str, inside: bool, known: Forms
) -> bool:
    """Whether a word is an article or a particle before the part that follows."""
    if folded in ("al", "el", "ul"):
        return True
    if folded in known.article:
        hyphen = source[word.end : word.end + 1] in ("-", "‐", "–")
        return hyphen or (inside and folded[-1:] == following[:1])
    if folded in known.noble:
        return True
    return folded in known.noble_small and word.text.islower() and inside


def _compound(
    source: str,
    found: tuple[Word, ...],
    plains: list[str],
    kept: list[int],
    place: int,
    known: Forms,
) -> tuple[int, Part]:
    """The part that starts here and how many words it takes: Abd al-X, Abu X, or one word."""
    folded = plains[kept[place]]
    word = found[kept[place]]
    servant = folded in known.servant
    if not servant and folded not in known.father:
        return 1, _part(word.text)
    following = place + 1
    while following + 1 < len(kept) and plains[kept[following]] in known.article:
        following += 1
    if following >= len(kept):
        return 1, _part(word.text)
    size = following - place + 1
    last = found[kept[following]]
    own = _part(last.text)
    text = " ".join(source[word.start : last.end].split())
    letters = "".join(plains[index] for index in kept[place : following + 1])
    if is_arabic(letters):
        return size, _arabic_part(text, letters, Role.UNKNOWN if servant else Role.KUNYA)
    if servant:
        # "Abd al-Rahman" as Abdulrahman is written, and as the parts stand here.
        form = "abdullah" if own.forms[0] in known.allah else "abd" + own.forms[0]
        return size, Part(text, (form, letters), weight=part_weight(form))
    if own.forms[0] in ("bakr", "bakar", "baker"):
        return size, Part(text, ("abubakr",), weight=part_weight("abubakr"))
    lead = "umm" if folded.startswith(("um", "oum")) else "abu"
    return size, Part(text, (lead + own.forms[0],), Role.KUNYA, weight=own.weight)


def _servant_of(servant: Part, name: Part) -> Part:
    """ "RAUF, Abdul" is Abdul Rauf: a comma cannot part what is one name."""
    text, letters = f"{servant.text} {name.text}", servant.forms[0] + name.forms[-1]
    form = one_way(letters)
    return Part(text, (form, letters), weight=part_weight(form))


def _joined(first: Part, second: Part, ending: str) -> Part:
    text = f"{first.text} {second.text}"
    if first.arabic:
        return _arabic_part(text, first.native + "ال" + _bare(second.native), first.role)
    if first.native:
        return replace(first, text=text, forms=tuple(form + ending for form in first.forms))
    letters = first.forms[-1] + second.forms[-1]
    form = one_way(first.forms[0] + ending)
    return Part(text, (form, letters), first.role, weight=first.weight)


def _capital_surname(parts: list[Part]) -> list[Part]:
    """Mark words in capitals as the surname where other words are not in capitals."""
    capital = [part.text.isupper() and len(part.text) > 1 for part in parts]
    others = [not is_capital for part, is_capital in zip(parts, capital, strict=True)]
    if not any(capital) or not any(
        other and len(part.text) > 1 for part, other in zip(parts, others, strict=True)
    ):
        return parts
    return [
        _as_surname(part) if is_capital else part
        for part, is_capital in zip(parts, capital, strict=True)
    ]
