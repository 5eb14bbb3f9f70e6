"""Which candidates of a text are mentions, and of persons or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskengine.extract.kinds import kind_of_name, person_evidence
from riskengine.extract.lexicon import english, word_set, words_of
from riskengine.extract.mentions import Candidate, candidates
from riskengine.extract.prepared import Hit, Prepared
from riskengine.territories import country_code
from riskengine.text.english import everyday_words
from riskengine.vocab import PartyKind


def find_mentions(
    text: str,
    prepared: list[Prepared],
    hits: Sequence[Hit],
    foreign: frozenset[int] = frozenset(),
) -> tuple[list[Candidate], dict[int, bool]]:
    """Mentions of a text in order, and for each whether it speaks for a person.

    Args:
        foreign: numbers of paragraphs that are not English. There a capital says little (every
            German noun has one), so a name needs a legal form, or to be on a list.
    """
    lexicon = english()
    raw: list[tuple[Candidate, Prepared]] = []
    for item in prepared:
        if item.headline:
            continue
        spots = frozenset((s, e) for s, (e, _) in item.places.items())
        lands = {(s, e): form for s, (e, _, form) in item.countries.items()}
        codes = [
            hit for hit in item.codes if hit.kind in ("list", "program") or hit.kind == "regime"
        ]
        for candidate in candidates(item.tokens, text, lexicon, spots, lands):
            if item.paragraph.index in foreign and not _formal_name(candidate):
                continue
            if _is_country(text, candidate) or _in_ticker(text, candidate):
                continue
            if _bracketed_dateline(text, candidate):
                continue
            if any(
                hit.start <= candidate.start
                and candidate.end <= hit.end
                and hit.code != "?"
                and candidate.end > hit.start + 4
                and not _is_body(candidate)
                for hit in codes
            ):
                continue
            raw.append((candidate, item))
    _take_hits(text, raw, hits, prepared)
    lowered = {
        token.text
        for item in prepared
        for token in item.tokens
        if token.kind == "word" and token.text.islower()
    }
    known = {
        word for candidate, _ in raw if candidate.strength >= 1 for word in candidate.words[:1]
    }
    kept: list[tuple[Candidate, Prepared]] = []
    for candidate, item in raw:
        if candidate.strength < 0 and candidate.words[0] not in known:
            continue
        if (
            candidate.strength == 0
            and candidate.words[0] not in known
            and (
                not _acts(candidate, item)
                or candidate.words[0].lower() in lowered
                or candidate.words[0].lower().rstrip("s") in lowered
            )
        ):
            continue
        if (
            candidate.words[0] in ("EU", "UN", "UK", "US")
            and len(candidate.words) == 1
            and _before_sanctions(candidate, item)
        ):
            continue
        if (
            len(candidate.words) == 1
            and candidate.strength == 1
            and not _plausible_single(candidate, item)
        ):
            continue
        if _seat_in_address(candidate, item):
            continue
        kept.append((candidate, item))
    kept.extend(_from_headlines(text, prepared, kept))
    kept.sort(key=lambda pair: pair[0].start)
    persons: dict[int, bool] = {}
    votes: dict[str, int] = {}
    for index, (candidate, item) in enumerate(kept):
        score = person_evidence(candidate, item.tokens, lexicon) if not item.headline else 0
        key = " ".join(candidate.words)
        votes[key] = votes.get(key, 0) + score
        persons[index] = score >= 2
    titled = {
        candidate.words[-1]
        for candidate, _ in kept
        if candidate.words[0].lower().rstrip(".") in ("mr", "mrs", "ms", "dr")
        and len(candidate.words) == 2
    }
    for index, (candidate, _) in enumerate(kept):
        if (
            len(candidate.words) in (2, 3)
            and candidate.words[-1] in titled
            and kind_of_name(candidate.words) is None
        ):
            persons[index] = True
            continue
        persons[index] = votes[" ".join(candidate.words)] >= 2
    _in_company(text, kept, persons)
    return [candidate for candidate, _ in kept], persons


_STATE_NAME = re.compile(
    r"(?:(?:People[’']s|Democratic|Islamic|Socialist|Federal|Arab|Bolivarian|Russian|Republic"
    r"|Kingdom|State|United|Federation|Union|Sultanate|Commonwealth|of|the)\s)+[\w\s]+"
)
_TICKER = re.compile(r"[A-Z]{2,8}:\s?[A-Z0-9.]{1,8}|[A-Z0-9]{1,6}\.[A-Z]{1,3}|[A-Z]{2,8}:\s?\d+")


_ARTICLES = word_set("die der das den dem ein eine le la les il lo el los las de het een o os as")


def _formal_name(candidate: Candidate) -> bool:
    """A name with a legal form; a foreign article before it is cut off."""
    forms = words_of("names_en.yaml", "legal_suffix") | words_of("names_en.yaml", "legal_prefix")
    if not any(word in forms for word in candidate.words):
        return False
    first = candidate.words[0]
    if first.lower() in _ARTICLES and len(candidate.words) > 2:
        candidate.start += len(first) + 1
        candidate.words = candidate.words[1:]
        candidate.first += 1
    return True


def _is_country(text: str, candidate: Candidate) -> bool:
    """`the People's Republic of China` is a country and no party."""
    name = text[candidate.start : candidate.end]
    if "Republic" not in name and "Kingdom" not in name and "Federation" not in name:
        return False
    return _STATE_NAME.fullmatch(name) is not None and country_code(candidate.words[-1]) is not None


def _bracketed_dateline(text: str, candidate: Candidate) -> bool:
    """`(San Jose) A dealer has agreed`: where a report was written."""
    if (
        text[candidate.start - 1 : candidate.start] != "("
        or text[candidate.end : candidate.end + 1] != ")"
    ):
        return False
    line = text.rfind("\n", 0, candidate.start) + 1
    return not text[line : candidate.start - 1].strip()


def _in_ticker(text: str, candidate: Candidate) -> bool:
    """`(1234.HK)`, `(NYSE: TRN)`: a quotation, no party."""
    left = text.rfind("(", max(0, candidate.start - 14), candidate.start)
    right = text.find(")", candidate.end, candidate.end + 14)
    return left >= 0 and right >= 0 and _TICKER.fullmatch(text, left + 1, right) is not None


_JOINT = re.compile(r"\s*(?:,|and|,\s*and|&)\s*")


def _in_company(
    text: str, kept: list[tuple[Candidate, Prepared]], persons: dict[int, bool]
) -> None:
    """Persons in an enumeration of persons: behind "founders", or beside two names of people.

    A single neighbour is no proof ("Jane Roe and Arctic Wolf" may be a person and a fund).
    """
    index = 0
    while index < len(kept):
        last = index
        while last + 1 < len(kept) and _JOINT.fullmatch(
            text, kept[last][0].end, kept[last + 1][0].start
        ):
            last += 1
        run = range(index, last + 1)
        first, item = kept[index]
        before = [token.low for token in item.tokens[max(0, first.first - 2) : first.first]]
        announced = bool(set(before) & words_of("names_en.yaml", "person_plurals"))
        shaped = [number for number in run if _person_shape(kept[number][0])]
        sure = sum(persons[number] for number in shaped)
        if shaped and (announced or (sure * 2 > len(run) and len(shaped) == len(run))):
            for number in shaped:
                persons[number] = True
        index = last + 1


def _person_shape(candidate: Candidate) -> bool:
    words = candidate.words
    return (
        2 <= len(words) <= 3
        and kind_of_name(words) is None
        and all(word.isalpha() and word[1:].islower() for word in (words[0], words[-1]))
        and not any(word.lower() in english().common for word in words)
    )


def _seat_in_address(candidate: Candidate, item: Prepared) -> bool:
    """`Acme B.V., Nijmegen, the Netherlands.`: a town that no gazetteer knows."""
    tokens, after = item.tokens, candidate.last + 1
    if len(candidate.words) > 2 or candidate.strength > 1 or candidate.first < 2:
        return False
    before = tokens[candidate.first - 1], tokens[candidate.first - 2]
    forms = words_of("names_en.yaml", "legal_suffix")
    if before[0].text != "," or before[1].text not in forms:
        return False
    if after + 1 >= len(tokens) or tokens[after].text != ",":
        return False
    land = after + 1 + (tokens[after + 1].low == "the")
    if land >= len(tokens) or tokens[land].start not in item.countries:
        return False
    stop = item.countries[tokens[land].start][0]
    behind = next((token for token in tokens[land:] if token.start >= stop), None)
    return behind is None or behind.kind == "punct"


def _is_body(candidate: Candidate) -> bool:
    """Agencies inside the name of their list are mentions all the same."""
    return (kind_of_name(candidate.words) in (PartyKind.AGENCY,) and len(candidate.words) > 1) or (
        candidate.words[0] in ("OFAC", "BIS", "Pentagon", "Treasury", "EU", "UN", "OFSI", "SECO")
    )


def _before_sanctions(candidate: Candidate, item: Prepared) -> bool:
    """`EU sanctions`: the letters only say whose."""
    after = candidate.last + 1
    return after < len(item.tokens) and item.tokens[after].low in (
        "sanctions",
        "sanction",
        "blacklist",
        "embargo",
        "restrictions",
        "market",
        "law",
        "rules",
        "list",
        "export",
    )


_OF_BODIES = word_set(
    "say announce own hold buy acquire sell invest raise lead join agree plan deny decline make "
    "supply ship export report launch operate control back sign appoint employ take get win hire "
    "open close develop design use receive expect want offer pay file sue admit plead refuse "
    "reject dismiss respond confirm insist argue claim count serve provide manufacture produce "
    "import trade list merge expand lose earn spend cut raise build"
)


def _acts(candidate: Candidate, item: Prepared) -> bool:
    """An unknown word that opens a sentence and does something is a name.

    A word of everyday English is one only where it does what companies do ("Apple said",
    not "Removal became possible").
    """
    if candidate.words[0].lower() in everyday_words():
        behind = candidate.last + 1
        word = item.tokens[behind].low if behind < len(item.tokens) else ""
        deed = english().verbs.get(word)
        also = english().have | {"will", "also", "itself"}
        return word in also or (deed is not None and deed.lemma in _OF_BODIES)
    after = candidate.last + 1
    if after >= len(item.tokens):
        return False
    nxt = item.tokens[after]
    lexicon = english()
    if nxt.text in (",", "(") and after + 1 < len(item.tokens):
        return item.tokens[after + 1].low in ("which", "a", "an", "the", "who") or nxt.text == "("
    if (
        nxt.low in lexicon.modals
        or nxt.low in lexicon.be
        or nxt.low in lexicon.have
        or nxt.low in lexicon.do
    ):
        return True
    if candidate.words[0].endswith("s") and nxt.low in ("are", "were", "have", "do", "show", "say"):
        return False
    form = lexicon.verbs.get(nxt.low)
    if (
        candidate.words[0].endswith("s")
        and form is not None
        and "base" in form.forms
        and "s" not in form.forms
    ):
        return False
    return (form is not None and bool(form.forms & {"s", "past"})) or nxt.low in (
        "and",
        "also",
        "has",
        "itself",
    )


def _plausible_single(candidate: Candidate, item: Prepared) -> bool:
    """A lone capitalised word is a name unless it modifies a noun like a product or place."""
    before = item.tokens[candidate.first - 1] if candidate.first else None
    if (
        before is not None
        and before.low in ("in", "near", "at", "across", "outside", "throughout")
        and before.kind == "word"
    ):
        word = candidate.words[0]
        mixed = sum(char.isupper() for char in word) > 1
        after = item.tokens[candidate.last + 1] if candidate.last + 1 < len(item.tokens) else None
        stake = candidate.first >= 2 and item.tokens[candidate.first - 2].low in (
            "stake",
            "stakes",
            "interest",
            "invest",
            "invested",
            "investor",
            "investors",
            "shareholder",
            "shares",
            "holding",
            "round",
            "investment",
            "%",
            "money",
            "shareholding",
            "shareholders",
            "position",
            "investments",
        )
        money = before.low == "in" and any(
            t.low in ("stake", "invested", "invest", "%", "shares", "interest", "percent")
            for t in item.tokens[max(0, candidate.first - 8) : candidate.first]
        )
        return mixed or stake or money or (after is not None and after.kind == "poss")
    return True


def _take_hits(
    text: str, raw: list[tuple[Candidate, Prepared]], hits: Sequence[Hit], prepared: list[Prepared]
) -> None:
    """Let listed names confirm, widen or add mentions."""
    if not hits:
        return
    lexicon = english()
    ordered = sorted(hits, key=lambda hit: (hit.start, -(hit.end - hit.start)))
    number = 0
    by_start = sorted(range(len(raw)), key=lambda index: raw[index][0].start)
    for hit in ordered:
        while number < len(prepared) and prepared[number].stretch.end <= hit.start:
            number += 1
        if (
            number >= len(prepared)
            or hit.start < prepared[number].stretch.start
            or hit.end > prepared[number].stretch.end
        ):
            continue
        touching = (
            [raw[i][0] for i in by_start if raw[i][0].start < hit.end and hit.start < raw[i][0].end]
            if len(raw) < 400
            else [
                c
                for c, p in raw
                if p is prepared[number] and c.start < hit.end and hit.start < c.end
            ]
        )
        if touching:
            for candidate in touching:
                inside = candidate.start <= hit.start and hit.end <= candidate.end
                if inside and hit.end - hit.start >= 0.6 * (candidate.end - candidate.start):
                    candidate.entity_ids = tuple(sorted({*candidate.entity_ids, *hit.entity_ids}))
                    candidate.strength = 3
            continue
        item = prepared[number]
        covered = [
            index
            for index, token in enumerate(item.tokens)
            if token.start >= hit.start and token.end <= hit.end
        ]
        if not covered or item.headline:
            continue
        words = tuple(
            item.tokens[index].text for index in covered if item.tokens[index].kind != "punct"
        )
        if (
            not words
            or all(word.lower() in lexicon.common for word in words)
            or not any(word[0].isupper() for word in words)
        ):
            continue
        if any(
            s <= hit.start and hit.end <= e
            for s, e in (
                *((s, land[0]) for s, land in item.countries.items()),
                *((s, town[0]) for s, town in item.places.items()),
            )
        ):
            continue
        if (
            hit.end - hit.start < 4
            or words[0].lower() in lexicon.months | lexicon.weekdays
            or words[0] in lexicon.acronyms
        ):
            continue
        if item.tokens[covered[-1]].end != hit.end or item.tokens[covered[0]].start != hit.start:
            continue
        raw.append(
            (
                Candidate(
                    hit.start,
                    hit.end,
                    words,
                    3,
                    covered[0],
                    covered[-1],
                    False,
                    tuple(hit.entity_ids),
                ),
                item,
            )
        )
    raw.sort(key=lambda pair: pair[0].start)


def _from_headlines(
    text: str, prepared: list[Prepared], kept: list[tuple[Candidate, Prepared]]
) -> list[tuple[Candidate, Prepared]]:
    """Names of the body that a headline repeats."""
    names = {tuple(word.lower() for word in candidate.words) for candidate, _ in kept}
    longest = max((len(name) for name in names), default=0)
    found: list[tuple[Candidate, Prepared]] = []
    for item in prepared:
        if not item.headline:
            continue
        at = 0
        while at < len(item.tokens):
            step = 1
            for size in range(min(longest, len(item.tokens) - at), 0, -1):
                piece = item.tokens[at : at + size]
                if tuple(token.low for token in piece) in names:
                    words = tuple(token.text for token in piece)
                    found.append(
                        (
                            Candidate(piece[0].start, piece[-1].end, words, 2, at, at + size - 1),
                            item,
                        )
                    )
                    step = size
                    break
            at += step
    del text
    return found
