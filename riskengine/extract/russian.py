"""Names in Russian text, and reading it with masked patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from riskengine.extract.coref import PartyDraft
from riskengine.extract.facts import DocState, drop_empty
from riskengine.extract.ground import Ground, within
from riskengine.extract.kinds import is_military, kind_of_name
from riskengine.extract.lexicon import load_yaml, words_of
from riskengine.extract.linear import Language, LineReader, compile_language, mask
from riskengine.extract.lists import code_hits
from riskengine.extract.mentions import Candidate
from riskengine.extract.prepared import Hit
from riskengine.extract.sentences import Paragraph
from riskengine.territories import country_hits, places_in
from riskengine.vocab import PartyKind

_FILE = "names_ru.yaml"
_FORMS = "|".join(sorted(words_of(_FILE, "forms"), key=len, reverse=True))
_LATIN = re.compile(r"[A-Z][A-Za-z0-9&.'-]*(?:,? (?:of |and |& )?[A-Z][A-Za-z0-9&.'()-]*)*")
_CAPS = re.compile(
    r"[А-ЯЁ][А-Яа-яЁё-]+(?:\s[А-ЯЁ][А-Яа-яЁё-]+){0,3}|(?<![А-Яа-яЁё])[А-ЯЁ]{2,6}(?![А-Яа-яЁё])"
)
_BODY = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:ое|ая|ий|ый|ого|ой|ому|им|ым)?\s)?(?:[Мм]инистерств[аоуе]м?"
    r"|[Пп]равительств[аоуе]м?|[Аа]дминистраци[яиюей]+|Управлени[еяюм]+|Департамент[аеуом]*"
    r"|Комитет[аеуом]*|Совет[аеуом]*|Бюро|Государственн\w+ департамент\w*)"
    r"(?:\s(?:по\s[а-яё]+(?:\s(?:и\s)?[а-яё]+){0,3}|[а-яё]+(?:ии|ов|ей|ства|ности|ны|сти|анса"
    r"|ансов|ции|ли|ого|ой)(?=\s|[.,;])|безопасности и обороны|безопасности|обороны|финансов"
    r"|торговли"
    r"|юстиции|[а-яё]+(?:ых|их) [а-яё]+|и безопасности))*"
    r"(?:\s(?:США|РФ|ЕС|России|Великобритании|[А-ЯЁ][а-яё]+(?:ской|ского|ая|ой)?"
    r"(?:\s(?:области|края|республики|района|города))?))?"
)
# "Объединённая судостроительная корпорация": a name without quotes that ends in its sort.
_SORTED = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ая|ой|ую)(?:\s[а-яё]+(?:ая|ой|ую)){1,2}"
    r"\s(?:корпораци|компани|госкорпораци|групп)(?:я|и|ю|ей|а|ы|у|ой)(?!\w)"
)

# "дочерняя компания", "новый завод": an adjective speaks of some other firm than the topic.
_OTHER_FIRM = re.compile(
    r"(?<!\w)(?!(?:эт|дан|сам|наш|указан|назван)\w{1,4}\s$)\w{2,}"
    r"(?:ое|ее|ая|яя|ый|ий|ую|юю|ого|его|ой|ей|ому|ему|ым|им|ых|их)\s$",
    re.I,
)


def _other_firm(text: str, start: int, end: int) -> bool:
    found = _OTHER_FIRM.search(text, start, end)
    # "гонконгская фирма" still is the firm spoken of.
    return found is not None and not country_hits(found.group())


@lru_cache(maxsize=1)
def language() -> Language:
    """The Russian frames."""
    return compile_language(load_yaml("frames_ru.yaml"))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A rough stem: lower case without the inflected ending."""
    low = word.lower().replace("ё", "е").strip('«»“”„"')
    for ending in (
        "иями",
        "ями",
        "ами",
        "иях",
        "ого",
        "ему",
        "ому",
        "ыми",
        "ими",
        "ией",
        "иям",
        "ой",
        "ей",
        "ая",
        "яя",
        "ую",
        "юю",
        "ые",
        "ие",
        "ий",
        "ый",
        "ом",
        "ем",
        "ам",
        "ям",
        "ах",
        "ях",
        "ии",
        "ию",
        "ия",
        "ым",
        "им",
        "а",
        "я",
        "у",
        "ю",
        "е",
        "и",
        "ы",
        "о",
        "ь",
        "й",
    ):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """A stem that all cases of a name share: `Газпром` and `Газпрома` both give `газпр`."""
    # One step is not enough: the end of a bare name may look like an ending of its own.
    short = stem(word)
    while (shorter := stem(short)) != short:
        short = shorter
    return short


def _key(name: str) -> tuple[str, ...]:
    forms = words_of(_FILE, "forms")
    words = re.findall(r"[\w&.-]+", name)
    kept = [word for word in words if word not in forms]
    return tuple(root(word) for word in (kept or words))


def _kind(name: str, before: str) -> PartyKind:
    low = name.lower()
    lead = before.lower()[-40:]
    if any(low.startswith(part) or f" {part}" in low for part in words_of(_FILE, "mil")):
        return PartyKind.MILITARY
    if any(part in low for part in words_of(_FILE, "govt")) or name in (
        "ЕС",
        "Кремль",
        "Евросоюз",
        "Евросоюза",
        "Евросоюзом",
    ):
        return PartyKind.GOVERNMENT
    quoted = name[:1] in "«“„" or any(char in name for char in "«“„")
    if not quoted and any(
        word.startswith(part) for word in low.split()[:2] for part in words_of(_FILE, "agencies")
    ):
        return PartyKind.AGENCY
    if re.search(
        r"(?:газет\w*|издани\w*|агентств\w*|редакци\w*|журнал\w*|телеканал\w*)\s*$", lead
    ) or (
        quoted and any(part in low for part in ("вестник", "ведомости", "коммерсант", "новости"))
    ):
        return PartyKind.MEDIA
    if re.search(r"(?:фонд\w*|инвестфонд\w*)\s*$", lead) or "фонд" in low:
        return PartyKind.FUND
    latin = kind_of_name(tuple(name.split())) if name[:1].isascii() else None
    return latin or PartyKind.COMPANY


@lru_cache(maxsize=1)
def _given_stems() -> frozenset[str]:
    return frozenset(root(name) for name in words_of(_FILE, "given"))


def _is_person(words: list[str], before: str) -> bool:
    if len(words) in (2, 3) and root(words[0]) in _given_stems():
        return True
    last = re.findall(r"[\w-]+", before[-40:].lower())
    roles = words_of(_FILE, "role_words")
    # "владелец Name", and "владелец завода Name".
    role = bool(last) and (
        last[-1] in roles
        or (len(last) > 1 and last[-2] in roles and last[-1] in load_yaml(_FILE)["anaphora"])
    )
    return role and 2 <= len(words) <= 3


def _find(
    text: str, blocks: list[Paragraph], hits: Sequence[Hit]
) -> list[tuple[int, int, PartyKind, tuple[str, ...]]]:
    raw: list[tuple[int, int, int, PartyKind, tuple[str, ...]]] = []
    common = words_of(_FILE, "common")
    quoted = re.compile(rf"(?:(?<!\w)(?:{_FORMS})\s)?[«“„][^«»“”„\n]{{2,60}}[»”“]")
    prefixed = re.compile(rf"(?<!\w)(?:{_FORMS})\s[А-ЯЁA-Z][\w-]+(?:\s[А-ЯЁA-Z][\w-]+)*")
    for block in blocks:
        for match in quoted.finditer(text, block.start, block.end):
            inner = match.group().strip("«»“”„")
            if (
                (inner[:1].isupper() or match.group()[0] not in "«“„" or inner[:1].isdigit())
                and len(inner.split()) <= 6
                and not re.search(r"[.!?,]$", inner)
            ):
                before = text[max(block.start, match.start() - 40) : match.start()]
                raw.append((3, match.start(), match.end(), _kind(match.group(), before), ()))
        for match in prefixed.finditer(text, block.start, block.end):
            raw.append((3, match.start(), match.end(), PartyKind.COMPANY, ()))
        for match in _BODY.finditer(text, block.start, block.end):
            if len(match.group().split()) > 1:
                start = match.start()
                raw.append((2, start, match.end(), _kind(match.group(), ""), ()))
        for match in _SORTED.finditer(text, block.start, block.end):
            opening = match.group().split()[0]
            if not country_hits(opening) and not places_in(opening):
                raw.append((2, match.start(), match.end(), PartyKind.COMPANY, ()))
        for match in _LATIN.finditer(text, block.start, block.end):
            name = match.group().rstrip(".,")
            if (len(name) > 2 and name not in ("SDN", "CEO", "IPO", "OFAC")) or name == "OFAC":
                kind = PartyKind.AGENCY if name in ("OFAC", "BIS") else _kind(name, "")
                raw.append((2, match.start(), match.start() + len(name), kind, ()))
        places = [
            (hit.start + block.start, hit.end + block.start)
            for hit in places_in(text[block.start : block.end])
        ]
        places += [
            (hit.start + block.start, hit.end + block.start)
            for hit in country_hits(text[block.start : block.end])
        ]
        for match in _CAPS.finditer(text, block.start, block.end):
            start, words = match.start(), match.group().split()
            while words and words[0].lower() in common | words_of(_FILE, "role_words"):
                start += len(words[0]) + 1
                words = words[1:]
            if not words:
                continue
            end = start + len(" ".join(words))
            if any(s <= start < e for s, e in places) and not (
                len(words) > 1 and _is_person(words, text[max(0, start - 40) : start])
            ):
                continue
            before = text[max(block.start, start - 40) : start]
            opens = start == block.start or text[start - 2 : start] in (". ", "! ", "? ")
            if _is_person(words, before):
                raw.append((2, start, end, PartyKind.PERSON, ()))
            elif words[0].isupper() and len(words[0]) >= 2 and len(words) == 1:
                if words[0] in (
                    "ЕС",
                    "ООН",
                    "НАТО",
                    "ФСБ",
                    "ВТБ",
                    "ВЭБ",
                    "РЖД",
                    "РФПИ",
                    "ФАС",
                    "ГРУ",
                ):
                    kind = (
                        PartyKind.GOVERNMENT
                        if words[0] == "ЕС"
                        else PartyKind.AGENCY
                        if words[0] in ("ФСБ", "ФАС", "ГРУ")
                        else PartyKind.OTHER
                        if words[0] in ("ООН", "НАТО")
                        else PartyKind.COMPANY
                    )
                    raw.append((1, start, end, kind, ()))
            elif (
                any(
                    words[0].lower().startswith(part)
                    for part in (*words_of(_FILE, "agencies"), *words_of(_FILE, "mil"))
                )
                and not opens
            ) or (
                opens
                and any(
                    words[0].lower().startswith(part)
                    for part in (
                        "минфин",
                        "минторг",
                        "минобороны",
                        "еврокомисси",
                        "евросоюз",
                        "росгварди",
                        "госдеп",
                        "минпромторг",
                        "центробанк",
                    )
                )
            ):
                raw.append((1, start, end, _kind(words[0], before), ()))
            elif not opens and len(words[0]) > 3 and len(words) <= 3:
                raw.append((1, start, end, PartyKind.COMPANY, ()))
            elif opens and len(words) == 1:
                raw.append((0, start, end, PartyKind.COMPANY, ()))
    home = Ground.of(len(text), blocks)
    quotes = [(start, end) for strength, start, end, *_ in raw if strength == 3]
    known: dict[tuple[int, int], tuple[str, ...]] = {}
    for hit in hits:
        if hit.end - hit.start > 3 and home.full(hit.start, hit.end):
            around = next(
                (span for span in quotes if span[0] <= hit.start and hit.end <= span[1]), None
            )
            if around is None:
                if hit.entity_ids:
                    raw.append((4, hit.start, hit.end, PartyKind.COMPANY, tuple(hit.entity_ids)))
                elif not any(start < hit.end and hit.start < end for _, start, end, *_ in raw):
                    # A name that only an engine gave fills a gap and displaces nothing.
                    before = text[max(0, hit.start - 40) : hit.start]
                    kind = _kind(text[hit.start : hit.end], before)
                    raw.append((1, hit.start, hit.end, kind, ()))
            elif _key(text[hit.start : hit.end]) == _key(text[around[0] : around[1]]):
                known[around] = (*known.get(around, ()), *hit.entity_ids)
            # Part of a longer printed name: another party, the quotes are the better witness.
    raw = [
        (strength, start, end, kind, ids or known.get((start, end), ()))
        for strength, start, end, kind, ids in raw
    ]
    ground, lists = Ground(len(text)), Ground(len(text))
    for block in blocks:
        for sentence in block.sentences:
            for code in code_hits(text, sentence.start, sentence.end):
                if code.kind in ("list", "program", "regime"):
                    lists.take(code.start, code.end)
    taken: list[tuple[int, int, PartyKind, tuple[str, ...]]] = []
    weak: list[tuple[int, int, PartyKind, tuple[str, ...]]] = []
    for strength, start, end, kind, ids in sorted(
        raw, key=lambda span: (-span[0], span[1] - span[2], span[1])
    ):
        if strength < 3 and kind is PartyKind.COMPANY and lists.full(start, end):
            continue
        if not ground.free(start, end):
            continue
        if strength:
            ground.take(start, end)
        (taken if strength else weak).append((start, end, kind, ids))
    keys = {_key(text[start:end])[-1] for start, end, *_ in taken}
    taken.extend(
        item
        for item in weak
        if _key(text[item[0] : item[1]])[-1] in keys and ground.free(item[0], item[1])
    )
    return sorted(taken)


def _whole(name: str) -> bool:
    """Whether the printed name is complete: it stands in quotes."""
    return any(char in name for char in "«“„")


def _plain(key: tuple[str, ...]) -> tuple[str, ...]:
    """The key without words that say what sort of firm it is."""
    sorts = {root(word) for word in words_of(_FILE, "sorts")}
    return tuple(word for word in key if word not in sorts) or key


def _same(left: tuple[str, ...], right: tuple[str, ...], whole: bool) -> bool:
    """Whether two keys name one party.

    Of two names in quotes neither is short for the other ("Вега" and "Вега трейд" are two);
    a bare word may be the head or tail of a longer name.
    """
    if left == right:
        return True
    if whole:
        return _plain(left) == _plain(right)
    short, long = sorted((left, right), key=len)
    return long[: len(short)] == short or (len(short) == 1 and long[-1] == short[0])


def _nominative(name: str) -> tuple[int, int]:
    """Sorts the spellings of one name: the one that looks like the nominative comes last."""
    bare = name.strip("«»“”„ ").lower()
    last = bare[-1:]
    rank = 2 if last in "бвгджзклмнпрстфхцчшщь" else 1 if last in "аяой" else 0
    return -len(bare), rank


def read_russian(state: DocState, blocks: list[Paragraph], hits: Sequence[Hit], title: str) -> None:
    """Add parties and facts of the Russian paragraphs."""
    text = state.text
    drafts: list[tuple[tuple[str, ...], PartyDraft]] = []
    by_word: dict[str, list[tuple[tuple[str, ...], PartyDraft]]] = {}
    spans: list[tuple[int, int, PartyDraft]] = []
    found = _find(text, blocks, hits)
    quoted = {_key(text[start:end]) for start, end, *_ in found if _whole(text[start:end])}
    for start, end, kind, ids in sorted(
        found, key=lambda item: (-len(_key(text[item[0] : item[1]])), item[0])
    ):
        name = text[start:end]
        key = _key(name)
        person = kind is PartyKind.PERSON
        choices = [
            (other, draft)
            for other, draft in by_word.get(key[0], ())
            if (draft.is_person == person or (len(key) == 1 and draft.is_person))
            and _same(key, other, key in quoted and (other in quoted or draft.is_person))
        ]
        known = next(
            (draft for other, draft in choices if other == key),
            choices[0][1] if choices else None,
        )
        if known is None:
            known = PartyDraft(len(state.parties), kind, [], (name,), name)
            state.parties.append(known)
            drafts.append((key, known))
            for word in dict.fromkeys((key[0], _plain(key)[0], key[-1])):
                by_word.setdefault(word, []).append((key, known))
        known.entity_ids.update(ids)
        spans.append((start, end, known))
    spans.sort(key=lambda span: (span[0], span[1]))
    for start, end, party in spans:
        party.mentions.append(Candidate(start, end, (text[start:end],), 2, 0, 0))
    for _, party in drafts:
        party.mentions.sort(key=lambda mention: mention.start)
        party.military = (
            is_military(party.canonical, party.kind) or "росгвард" in party.canonical.lower()
        )
        best = max(
            party.mentions,
            key=lambda mention: (
                len(_key(mention.words[0])),
                re.match(rf"(?:{_FORMS})\s", mention.words[0]) is not None,
                _whole(mention.words[0]),
                *_nominative(mention.words[0]),
                -mention.start,
            ),
        )
        party.canonical = best.words[0]
    drop_empty(state)
    _read_lines(state, blocks, spans, title)


def _read_lines(
    state: DocState, blocks: list[Paragraph], spans: list[tuple[int, int, PartyDraft]], title: str
) -> None:
    data = load_yaml(_FILE)
    plural = re.compile("|".join(map(re.escape, data["plural"])), re.I)
    words = re.compile(
        r"(?<!\w)(?:"
        + "|".join(sorted(data["anaphora"], key=len, reverse=True))
        + r")(?!\w)(?!(?-i:\s[«“A-ZА-ЯЁ]))",
        re.I,
    )
    orgs = [party for _, _, party in spans if party.is_org]
    counts: dict[int, float] = {}
    for party in orgs:
        counts[party.id] = counts.get(party.id, 0) + 1
    for party in orgs[:1]:
        counts[party.id] += 1.5
    for number in counts:
        if title and state.parties[number].canonical.strip("«»") in title:
            counts[number] += 3
    topic = min(counts, key=lambda number: (-counts[number], number)) if counts else None
    if state.focus.topic is None:
        state.focus.topic = topic
    reader = LineReader(state, language(), lambda: topic, "RU")
    starts = [start for start, _, _ in spans]
    recent: list[int] = []
    for block in blocks:
        for sentence in block.sentences:
            inside = within(spans, starts, sentence)
            marks: list[tuple[int, int, tuple[int, ...]]] = [
                (s, e, (party.id,)) for s, e, party in inside
            ]
            for match in plural.finditer(state.text, sentence.start, sentence.end):
                pool = list(
                    dict.fromkeys(
                        [
                            *[p.id for s, _, p in inside if s < match.start() and p.is_org],
                            *reversed(recent),
                        ]
                    )
                )[:2]
                if len(pool) == 2:
                    marks.append((match.start(), match.end(), tuple(pool)))
            for match in words.finditer(state.text, sentence.start, sentence.end):
                if any(s < match.end() and match.start() < e for s, e, _ in marks) or _other_firm(
                    state.text, sentence.start, match.start()
                ):
                    continue
                if topic is not None and _described(state, match, inside, recent) is not None:
                    chosen = _described(state, match, inside, recent)
                    if chosen is not None:
                        marks.append((match.start(), match.end(), (chosen,)))
            marks.sort()
            line = mask(
                state.text, sentence.start, sentence.end, sentence.index, marks, state.published
            )
            reader.read(line)
            recent.extend(party.id for _, _, party in inside if party.is_org)
            for start, _, party in inside:
                lead = country_hits(state.text[max(sentence.start, start - 24) : start])
                shift = max(sentence.start, start - 24)
                # "китайская компания X", "из Китая X"; in "Минфин США внёс X" it is not of X.
                if (
                    party.country is None
                    and lead
                    and party.is_org
                    and (
                        lead[-1].form == "adjective"
                        or state.text[: shift + lead[-1].start].endswith(" из ")
                    )
                ):
                    party.country, party.country_span = (
                        lead[-1].code,
                        (shift + lead[-1].start, shift + lead[-1].end),
                    )


def _described(
    state: DocState,
    match: re.Match[str],
    inside: list[tuple[int, int, PartyDraft]],
    recent: list[int],
) -> int | None:
    """`компания`, `предприятие`: the topic, unless the sentence has just named another."""
    before = [party.id for start, _, party in inside if start < match.start() and party.is_org]
    topic = state.focus.topic
    if before and topic in before:
        return topic
    if topic is not None and (not before or topic not in before):
        return topic
    return before[-1] if before else (recent[-1] if recent else None)
