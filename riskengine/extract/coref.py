"""Which mentions mean the same party: short forms, acronyms, surnames, stated aliases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from riskengine.extract.kinds import kind_of_name
from riskengine.extract.lexicon import word_set, words_of
from riskengine.extract.mentions import Candidate, name_parts
from riskengine.territories import country_code, place
from riskengine.vocab import PartyKind


@dataclass(slots=True)
class PartyDraft:
    """A party while the text is being read."""

    id: int
    kind: PartyKind
    mentions: list[Candidate]
    words: tuple[str, ...]  # of the fullest mention
    canonical: str
    descriptors: set[str] = field(default_factory=set)
    country: str | None = None
    country_span: tuple[int, int] | None = None
    role: str | None = None
    entity_ids: set[str] = field(default_factory=set)
    military: bool = False

    @property
    def is_person(self) -> bool:
        return self.kind is PartyKind.PERSON

    @property
    def is_org(self) -> bool:
        return self.kind in _ORGS


_ORGS = (PartyKind.COMPANY, PartyKind.FUND, PartyKind.UNIVERSITY, PartyKind.OTHER)
_TITLES = word_set("mr mrs ms dr prof sir lord dame sheikh madam")


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name without titles and legal forms, in lower case."""
    parts = name_parts()
    kept = [word for word in words if word not in (",",)]
    while len(kept) > 1 and kept[0].lower().rstrip(".") in _TITLES:
        kept = kept[1:]
    while len(kept) > 1 and kept[0] in parts.prefix:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in parts.suffix:
        kept = kept[:-1]
    if len(kept) > 1 and kept[0].lower() == "the":
        kept = kept[1:]
    return tuple(word.lower().replace("’", "'").strip('"“”«»') for word in kept)


def cluster(found: list[Candidate], text: str, persons: dict[int, bool]) -> list[PartyDraft]:
    """Group mentions into parties, in order of first appearance.

    Args:
        persons: index of a mention -> whether its context speaks for a person.
    """
    keys: dict[tuple[str, ...], list[int]] = {}
    for index, candidate in enumerate(found):
        keys.setdefault(core(candidate.words), []).append(index)
    parent: dict[tuple[str, ...], tuple[str, ...]] = {key: key for key in keys}

    def root(key: tuple[str, ...]) -> tuple[str, ...]:
        while parent[key] != key:
            key = parent[key]
        return key

    person_key = {
        key: sum(1 if persons[i] else -1 for i in members) > 0 for key, members in keys.items()
    }
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for key in keys:
        for word in set(key):
            by_first.setdefault(word, []).append(key)
    for alias, full in _stated_aliases(found, text):
        left, right = core(found[alias].words), core(found[full].words)
        if root(left) != root(right):
            parent[root(left)] = root(right)
    first_at = {key: members[0] for key, members in keys.items()}
    acronyms = {key: _initials(key) for key in keys if len(key) >= 3}
    for key in sorted(keys, key=lambda item: (len(item), item)):
        if root(key) != key:
            continue
        best = _longer_name(key, keys, by_first, first_at, person_key, acronyms, found)
        if best is not None and root(best) != key:
            parent[key] = root(best)
    groups: dict[tuple[str, ...], list[int]] = {}
    for key, members in keys.items():
        groups.setdefault(root(key), []).extend(members)
    drafts = []
    sizes = [len(candidate.words) for candidate in found]
    for number, members in enumerate(
        sorted((sorted(m) for m in groups.values()), key=lambda m: m[0])
    ):
        mentions = [found[index] for index in members]
        drafts.append(_draft(number, mentions, text, any_person(members, persons, sizes)))
    return drafts


def any_person(members: list[int], persons: dict[int, bool], sizes: list[int]) -> bool:
    """Whether most of the fuller mentions speak for a person; single words do not vote."""
    return sum(1 if persons[index] else -1 for index in members if sizes[index] > 1) > 0


def _draft(number: int, mentions: list[Candidate], text: str, person: bool) -> PartyDraft:
    def fullness(mention: Candidate) -> tuple[int, int, int]:
        bare = mention.words[0].lower().rstrip(".") not in _TITLES
        return (
            len(mention.words) if bare or not person else len(mention.words) - 1,
            bare,
            -mention.start,
        )

    fullest = max(mentions, key=fullness)
    words = fullest.words
    canonical = re.sub(r"\s+", " ", text[fullest.start : fullest.end])
    kind = PartyKind.PERSON if person else None
    if person:
        while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES:
            canonical = canonical[len(words[0]) :].lstrip(". ")
            words = words[1:]
    if kind is None:
        for mention in sorted(mentions, key=lambda item: -len(item.words)):
            kind = kind_of_name(mention.words)
            if kind is not None:
                break
    if kind is PartyKind.MILITARY and any(_is_firm(text, mention) for mention in mentions):
        kind = PartyKind.COMPANY  # "security company Savanna Guard"
    draft = PartyDraft(number, kind or PartyKind.COMPANY, mentions, words, canonical)
    for mention in mentions:
        draft.entity_ids.update(mention.entity_ids)
    return draft


def _is_firm(text: str, mention: Candidate) -> bool:
    before = text[max(0, mention.start - 24) : mention.start].split()
    return bool(before) and before[-1].lower() in name_parts().company_nouns


def unique_names(drafts: list[PartyDraft]) -> None:
    """Number parties that share their fullest spelling, so that each name means one."""
    seen: dict[str, int] = {}
    for draft in drafts:
        count = seen.get(draft.canonical, 0)
        seen[draft.canonical] = count + 1
        if count:
            draft.canonical = f"{draft.canonical} ({count + 1})"


def _generic(word: str) -> bool:
    """A word that may drop from a short form: legal form, institution word, place, topic."""
    parts = name_parts()
    title = word.capitalize()
    forms = {word, title, word.upper(), word + ".", title + "."}
    if forms & (parts.suffix | parts.any_head | parts.topics | parts.open_forms):
        return True
    if word in words_of("names_en.yaml", "brand_extras"):
        return True
    if word in (
        "of",
        "and",
        "the",
        "&",
        "for",
        "international",
        "global",
        "national",
        "group's",
        "company",
        "advanced",
        "new",
        "europe",
        "asia",
        "pacific",
        "platforms",
        "worldwide",
        "brothers",
    ):
        return True
    return country_code(title) is not None or place(title) is not None


def _country_unit(word: str) -> bool:
    return country_code(word.capitalize()) is not None


def _longer_name(
    key: tuple[str, ...],
    keys: dict[tuple[str, ...], list[int]],
    by_first: dict[str, list[tuple[str, ...]]],
    first_at: dict[tuple[str, ...], int],
    person_key: dict[tuple[str, ...], bool],
    acronyms: dict[tuple[str, ...], str],
    found: list[Candidate],
) -> tuple[str, ...] | None:
    """The longer name that `key` is a short form of, None if none or several fit."""
    options: list[tuple[int, tuple[str, ...]]] = []
    for other in by_first.get(key[0], []):
        if len(other) <= len(key):
            continue
        if person_key.get(other, False):
            if len(key) == 1 and (other[-1] == key[0] or other[0] == key[0]):
                options.append((3 if other[-1] == key[0] else 2, other))
            elif len(key) < len(other) and key[-1] == other[-1] and key[0] == other[0]:
                options.append((3, other))
            continue
        if _formal(keys[key], found) and _formal(keys[other], found):
            continue  # "Acme FZE" and "Acme Asia Ltd" are two companies
        told = kind_of_name(found[first_at[other]].words)
        if person_key.get(key, False) and len(key) > 1 and told is None:
            continue
        at = _position(key, other)
        if at < 0:
            continue
        before, after = other[:at], other[at + len(key) :]
        if any(_country_unit(word) for word in after) and "of" not in after:
            continue  # "Acme Deutschland" is a unit of Acme, not Acme
        if any(not _generic(word) for word in before):
            continue
        if all(_generic(word) for word in key):
            continue
        if all(_generic(word) for word in after):
            subunit = any(word in ("europe", "asia", "america", "international") for word in after)
            options.append((3 if not subunit else 2, other))
        elif not before and first_at[other] < first_at[key] and (len(key) > 1 or len(key[0]) > 3):
            options.append((1, other))
    if not options and len(key) == 1 and key[0].isascii():
        printed = found[first_at[key]].words[0]
        if printed.isupper() and 2 <= len(printed) <= 7:
            for other, initials in acronyms.items():
                if _fits_acronym(key[0], initials):
                    options.append((2, other))
    if len(key) == 2 and not options and set(key) & {"department", "ministry"}:
        for other in keys:
            if (
                len(other) > 2
                and set(key) <= set(other)
                and set(other) - set(key) <= {"of", "the", "u.s", "u.s.", "us"}
            ):
                options.append((2, other))
    if not options:
        return None
    best = max(score for score, _ in options)
    top = sorted(other for score, other in options if score == best)
    if len(top) == 1:
        return top[0]
    # Several longer names: the one named last before the short form is meant, if it is the
    # only one of its words; otherwise the short form stays a party of its own.
    if best == 3:
        return min(top, key=lambda other: (first_at[other], other))
    return None


def _formal(members: list[int], found: list[Candidate]) -> bool:
    """Whether a name is printed with its legal form somewhere."""
    closed = name_parts().suffix - name_parts().open_forms
    return any(word in closed for index in members for word in found[index].words[1:])


def _position(key: tuple[str, ...], other: tuple[str, ...]) -> int:
    for at in range(len(other) - len(key) + 1):
        if other[at : at + len(key)] == key:
            return at
    return -1


_SMALL = word_set("of and the for & de la du des in")


def _initials(key: tuple[str, ...]) -> str:
    return "".join(word[0] for word in key if word not in _SMALL and word)


def _fits_acronym(short: str, initials: str) -> bool:
    """Letters of the acronym in order, all used but for at most one word left out."""
    if len(short) < 3 or not initials.startswith(short[0]) or len(initials) - len(short) > 2:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in short)


_ALIAS_GAP = re.compile(
    r"\s*(?:,\s*|\(\s*)?(?:(?:better |formerly |also |previously |commonly |now |widely"
    r" )?(?:known|referred to|trading|doing business|operating)(?: \w+)? as|also called|called"
    r"|dubbed|a\.?k\.?a\.?|f\.?k\.?a\.?|formerly|d\.?b\.?a\.?|or|hereinafter|hereafter"
    r"|abbreviated(?: as)?|short for|alias)\s*(?:\(?the\s*)?[\"“'«]?$",
    re.I,
)
_BRACKET_GAP = re.compile(r"\s*[(（]\s*(?:the\s+|or\s+|hereinafter\s+|“|\"|«|'|‘)*$", re.I)


def _stated_aliases(found: list[Candidate], text: str) -> list[tuple[int, int]]:
    """Pairs (alias, full): bracketed acronyms and "known as" phrases."""
    pairs = []
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        gap = text[left.end : right.start]
        if len(gap) > 60 or "." in gap.replace("a.k.a.", "").replace("f.k.a.", "").replace(
            "d.b.a.", ""
        ):
            continue
        if _BRACKET_GAP.fullmatch(gap):
            tail = text[right.end : right.end + 3].lstrip("\"”»'’")
            if tail[:1] in (")", "）") and _could_abbreviate(right, left):
                pairs.append((index, index - 1))
        elif gap.strip() and _ALIAS_GAP.fullmatch(gap) and gap.strip(" ,").lower() not in ("or",):
            pairs.append((index, index - 1))
    return pairs


def _could_abbreviate(short: Candidate, full: Candidate) -> bool:
    if len(short.words) == 1 and len(full.words) == 1:
        return False
    word = short.words[0]
    if len(short.words) == 1 and sum(char.isupper() for char in word) >= 2:
        return True
    return bool(set(core(short.words)) & set(core(full.words))) and len(short.words) < len(
        full.words
    )
