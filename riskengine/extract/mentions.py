"""Spans of Latin-script text that may name a party: capitalised runs, cut to names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from riskengine.extract.lexicon import Lexicon, given_names, word_set, words_of
from riskengine.extract.tokens import Token
from riskengine.text.english import everyday_words

_NAMES = "names_en.yaml"


@dataclass(slots=True)
class Candidate:
    """A possible mention.

    `strength`: 3 a listed name, 2 a legal form, institution word or title, 1 a bare
    capitalised run, 0 a single word that only its uses elsewhere can confirm.
    """

    start: int
    end: int
    words: tuple[str, ...]
    strength: int
    first: int
    last: int
    opens: bool = False
    entity_ids: tuple[str, ...] = ()


class NameParts:
    """Look-up sets for the parts of printed names."""

    def __init__(self) -> None:
        self.suffix = words_of(_NAMES, "legal_suffix")
        self.prefix = words_of(_NAMES, "legal_prefix")
        self.open_forms = words_of(_NAMES, "open_forms")
        self.of_heads = words_of(_NAMES, "of_heads")
        self.for_heads = words_of(_NAMES, "for_heads")
        self.topics = words_of(_NAMES, "topics")
        self.not_end = words_of(_NAMES, "not_party_end")
        self.glued = words_of(_NAMES, "glued_possessives")
        self.heads = {
            kind: words_of(_NAMES, "heads", kind)
            for kind in ("fund", "co", "agency", "govt", "mil", "uni", "media", "other")
        }
        self.any_head = frozenset().union(*self.heads.values())
        self.institution = self.heads["agency"] | self.heads["govt"] | self.heads["mil"]
        self.institution |= self.heads["uni"] | self.heads["other"] | frozenset({"Bank"})
        self.roles = words_of(_NAMES, "person_roles")
        self.given = words_of(_NAMES, "given_names")
        self.bearers = given_names()
        self.surnames = words_of(_NAMES, "chinese_surnames")
        self.company_nouns = words_of(_NAMES, "company_nouns")
        self.fund_nouns = words_of(_NAMES, "fund_nouns")
        self.media = words_of(_NAMES, "media_names")
        self.geography = words_of(_NAMES, "geography")


@lru_cache(maxsize=1)
def name_parts() -> NameParts:
    """The look-up sets, loaded once."""
    return NameParts()


_NOT_TITLES = word_set(
    "general partner trader national agent investor broker dealer owner officer heir "
    "engineer shareholder executive prosecutor attorney judge commissioner trustee "
    "captain strategist controller head treasurer"
)
_DATELINE = re.compile(r"(?:/[A-Z]+)?(?:,[^.;:\n]{1,28})?\s?[–—-]\s")
_NUMBERED = frozenset(
    {
        "Series",
        "Phase",
        "Article",
        "Section",
        "Item",
        "Form",
        "Round",
        "Table",
        "Part",
        "Annex",
        "Regulation",
        "Resolution",
        "Executive",
    }
)
_PRODUCT = re.compile(r"[A-Z]{1,4}-?\d+[A-Za-z]{0,2}|\d+[A-Z]{1,2}")
_LEVELS = word_set(
    "provincial municipal regional city federal district national central local state "
    "prefectural county cantonal"
)
_CONNECTORS = word_set(
    "of and & for the de la le les du del della di da do dos das y e et und van von "
    "der den al el bin ibn"
)
_CITY_VERBS = word_set("owns own holds controls held owned has invested put bought sold took")
_BEFORE_CITY = word_set(", by include includes including are is from and to with ( namely")
_PARTICLES = word_set(
    "de la le les du del della di da do dos das van von der den al el bin ibn ben abu"
)
_TITLES = word_set("mr mrs ms dr prof sir lord dame sheikh sheikha madam")


def candidates(
    tokens: list[Token],
    text: str,
    lexicon: Lexicon,
    places: frozenset[tuple[int, int]],
    countries: dict[tuple[int, int], str],
) -> list[Candidate]:
    """Possible mentions of one sentence, left to right, without overlaps.

    Args:
        places: spans of cities and provinces.
        countries: spans of countries -> form (`name` or `adjective`).
    """
    finder = _Finder(tokens, text, lexicon, places, countries)
    return finder.run()


class _Finder:
    def __init__(
        self,
        tokens: list[Token],
        text: str,
        lexicon: Lexicon,
        places: frozenset[tuple[int, int]],
        countries: dict[tuple[int, int], str],
    ) -> None:
        self.tokens = tokens
        self.text = text
        self.lexicon = lexicon
        self.parts = name_parts()
        self.country_at = {start: (end, form) for (start, end), form in countries.items()}
        self.place_at = dict(places)

    def run(self) -> list[Candidate]:
        found: list[Candidate] = []
        position, total = 0, len(self.tokens)
        while position < total:
            if not self._starts(position):
                position += 1
                continue
            last = self._extend(position)
            found.extend(self._cut(position, last))
            position = max(last, position) + 1
        return found

    def _starts(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind in ("punct", "poss", "tail"):
            return False
        if token.kind == "num":
            return token.is_cap and at + 1 < len(self.tokens) and self._plain_cap(at + 1)
        if token.is_cap:
            return True
        # "government of Abu Dhabi", written small.
        if token.low in ("government", "municipality") and at + 2 < len(self.tokens):
            return self.tokens[at + 1].low == "of" and self._plain_cap(at + 2)
        return self._city_acts(at)

    def _city_acts(self, at: int) -> bool:
        """`the city of Hefei owns`, `its owner, the city of Hefei`: a body, not a place."""
        tokens = self.tokens
        if tokens[at].low != "city" or at < 1 or at + 2 >= len(tokens):
            return False
        if tokens[at - 1].low != "the" or tokens[at + 1].low != "of":
            return False
        before = tokens[at - 2].low if at >= 2 else ""
        if tokens[at + 2].start not in self.place_at:
            return False
        end = self.place_at[tokens[at + 2].start]
        after = next((token.low for token in tokens[at + 2 :] if token.start >= end), "")
        return after in _CITY_VERBS or (
            before in _BEFORE_CITY and after in (",", ".", ";", "and", "with", "(", ")", "")
        )

    def _plain_cap(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == "word" and token.is_cap

    def _gap(self, left: int) -> str:
        """Text between a token and the next."""
        return self.text[self.tokens[left].end : self.tokens[left + 1].start]

    def _extend(self, first: int) -> int:
        """Index of the last token of the run that starts at `first`."""
        last = first
        total = len(self.tokens)
        while last + 1 < total:
            here, after = self.tokens[last], self.tokens[last + 1]
            if here.low == "city" and last == first:
                last += 2
                continue
            if (
                self._ends_name(last, first)
                and not self._form_follows(last + 1)
                and not (after.low == "of" and self._of_country(last))
            ):
                break
            if after.kind == "tail":
                if (
                    here.text == "State"
                    and last + 2 < total
                    and self._plain_cap(last + 2)
                    and (
                        last > first
                        or self.tokens[last + 2].text in self.parts.topics | self.parts.institution
                    )
                ):
                    last += 2
                    continue
                break
            gap = self._gap(last)
            if "\n" in gap and "\n\n" in gap:
                break
            if after.kind == "poss":
                if (
                    (here.low + "'s" in self.parts.glued or here.low + "'" in self.parts.glued)
                    and last + 2 < total
                    and self._plain_cap(last + 2)
                ):
                    last += 2
                    continue
                break
            if after.kind in ("word", "num") and after.is_cap and not _stops(gap):
                last += 1
                continue
            if after.kind == "num" and self._number_joins(last, first):
                last += 1
                continue
            if after.kind == "word" and after.text in self.parts.suffix and not _stops(gap):
                last += 1
                continue
            if after.text == "," and last + 2 < total and self._is_form(last + 2):
                last += 2
                continue
            if after.text == "&" and last + 2 < total and self._plain_cap(last + 2):
                last += 2
                continue
            if after.text in "(（" and (close := self._bracket_inside(last + 1)) is not None:
                last = close
                continue
            if (
                after.text in '"“«'
                and last == first
                and here.text in self.parts.prefix
                and (close := self._quoted(last + 1)) is not None
            ):
                last = close
                break
            if after.low in _CONNECTORS and after.kind == "word":
                reach = self._connect(first, last)
                if reach is not None:
                    last = reach
                    continue
            break
        return last

    def _number_joins(self, last: int, first: int) -> bool:
        """Numbers inside names: "Office 39", "Factory No. 12", "Prosperity 7 Ventures"."""
        after = self.tokens[last + 1]
        if not after.text.isdigit() or len(after.text) > 4:
            return False
        here = self.tokens[last]
        if here.text in (
            "Office",
            "Unit",
            "Plant",
            "Factory",
            "Bureau",
            "No",
            "No.",
            "Institute",
            "Brigade",
            "Department",
        ):
            return True
        follows = last + 2 < len(self.tokens) and self._plain_cap(last + 2)
        return follows and self.tokens[last + 2].text in self.parts.any_head and last - first < 3

    def _is_form(self, at: int) -> bool:
        return self.tokens[at].text in self.parts.suffix and self.tokens[at].kind == "word"

    def _form_follows(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        if self.tokens[at].text == ",":
            at += 1
        if self.tokens[min(at, len(self.tokens) - 1)].text in "(（":
            close = self._bracket_inside(at)
            return close is not None
        return at < len(self.tokens) and self._is_form(at)

    def _ends_name(self, last: int, first: int) -> bool:
        """A strong legal form closes a name ("... Ltd."), except as its first word."""
        token = self.tokens[last]
        if last == first or token.text not in self.parts.suffix:
            return False
        return (
            token.text not in self.parts.open_forms
            or token.text.rstrip(".") in ("Co", "Limited", "Corp")
            or (token.text in ("Corporation", "Company") and not self._next_is_cap(last))
        )

    def _next_is_cap(self, last: int) -> bool:
        return last + 1 < len(self.tokens) and self._plain_cap(last + 1)

    def _of_country(self, last: int) -> bool:
        if self.tokens[last].text not in ("Corporation", "Company", "Group", "Corp.", "Corp"):
            return False
        follow = last + 2
        return follow < len(self.tokens) and self.tokens[follow].start in self.country_at

    def _bracket_inside(self, at: int) -> int | None:
        """`X (Shanghai) Technology Co.`: a bracketed place inside a name. Index of ")"."""
        close = at + 1
        while close < len(self.tokens) and close - at <= 4 and self.tokens[close].text not in ")）":
            if not self._plain_cap(close):
                return None
            close += 1
        if close >= len(self.tokens) or self.tokens[close].text not in ")）" or close == at + 1:
            return None
        inner_start = self.tokens[at + 1].start
        is_place = inner_start in self.place_at or inner_start in self.country_at
        if close + 1 < len(self.tokens) and self.tokens[close + 1].is_cap:
            after = close + 1
            while after < len(self.tokens) and after - close < 6 and self.tokens[after].is_cap:
                if self._is_form(after) or (
                    is_place and self.tokens[after].text in self.parts.any_head
                ):
                    return close
                after += 1
        return None

    def _quoted(self, at: int) -> int | None:
        closer = {'"': '"', "“": "”", "«": "»"}[self.tokens[at].text]
        for index in range(at + 1, min(at + 9, len(self.tokens))):
            if self.tokens[index].text == closer:
                return index
        return None

    def _connect(self, first: int, last: int) -> int | None:
        """Last token reached over a connecting word, None if the name ends before it."""
        total = len(self.tokens)
        word = self.tokens[last + 1].low
        follow = last + 2
        if word in ("of", "for") and follow < total and self.tokens[follow].low == "the":
            follow += 1
        if follow >= total or not self._plain_cap(follow):
            return None
        head = self.tokens[last].text
        run = {self.tokens[index].text for index in range(first, last + 1)}
        if word == "of":
            if head in self.parts.of_heads or head.capitalize() in self.parts.of_heads:
                if (
                    head in ("Group", "Company", "Corporation", "Corp.")
                    and self.tokens[follow].start not in self.country_at
                ):
                    return None
                behind = follow + 1
                if (
                    behind < total
                    and self.tokens[behind].text in ("province", "city", "region", "oblast")
                    and self.tokens[follow].start in self.place_at
                ):
                    return behind
                return follow
            return None
        if word == "for":
            return follow if run & self.parts.for_heads else None
        if word in ("and", "&"):
            left_topic = head in self.parts.topics
            right_topic = self.tokens[follow].text in self.parts.topics
            if not (left_topic and right_topic):
                return None
            if run & self.parts.institution:
                return follow
            ahead = follow + 1
            while (
                ahead < total
                and ahead - follow < 6
                and (self.tokens[ahead].is_cap or self.tokens[ahead].text == ",")
            ):
                if self._is_form(ahead) or self.tokens[ahead].text in self.parts.any_head:
                    return follow
                ahead += 1
            return None
        if word in _PARTICLES:
            return follow
        return None

    # ---- cutting a run into names

    def _cut(self, first: int, last: int) -> Iterable[Candidate]:
        opens = first == 0 or self._opens(first)
        first, last = self._trim(first, last, opens)
        while first <= last:
            cut = self._split_at_title(first, last)
            stop = last if cut is None else cut - 1
            candidate = self._government(first, stop) or self._judge(first, stop, opens)
            if candidate is not None:
                yield candidate
            if cut is None:
                return
            first, opens = cut, False
            first, last = self._trim(first, last, opens)

    def _government(self, first: int, last: int) -> Candidate | None:
        """`Guangdong provincial government`, `Chinese government`: a place and a small word."""
        tokens = self.tokens
        level = last + 1 < len(tokens) and tokens[last + 1].text in _LEVELS
        placed = first == last and tokens[first].start in {*self.place_at, *self.country_at}
        if not placed and not (level and last - first < 2):
            return None
        at = last + 1 + (level and tokens[last + 1].kind == "word")
        if (
            at < len(tokens)
            and tokens[at].text == "government"
            and self.text[tokens[at].end : tokens[at].end + 1] not in "-‑"
        ):
            words = tuple(token.text for token in tokens[first : at + 1])
            return Candidate(tokens[first].start, tokens[at].end, words, 2, first, at)
        return None

    def _split_at_title(self, first: int, last: int) -> int | None:
        """`Acme Chief Executive Jane Roe`: a new name starts after a title inside a run."""
        for index in range(first + 1, last):
            low = self.tokens[index].low.rstrip(".")
            if self.tokens[index + 1].text in self.parts.any_head | self.parts.suffix:
                continue  # "Blue Dhow General Trading"
            if low in _TITLES or (
                low in self.parts.roles
                and index + 1 <= last
                and low not in ("investor", "partner", "trader")
            ):
                possessed = index + 1 < len(self.tokens) and self.tokens[index + 1].kind == "poss"
                if self.tokens[index].text not in self.parts.suffix and not possessed:
                    return index
        return None

    def _opens(self, at: int) -> bool:
        previous = self.tokens[at - 1]
        return previous.text in "\"“«'‘:—–-•[" and previous.kind == "punct"

    def _trim(self, first: int, last: int, opens: bool) -> tuple[int, int]:
        tokens, parts = self.tokens, self.parts
        while first <= last:
            token = tokens[first]
            low = token.low.rstrip(".")
            bare = first == last
            if token.kind == "punct":
                first += 1
                continue
            if low in (
                "the",
                "a",
                "an",
                "that",
                "this",
                "its",
                "their",
                "our",
                "his",
                "her",
                "if",
                "when",
                "while",
                "as",
                "in",
                "on",
                "at",
                "by",
                "from",
                "for",
                "and",
                "but",
                "both",
                "under",
                "after",
                "before",
                "since",
                "with",
                "according",
                "today",
                "yesterday",
                "meanwhile",
                "neither",
                "nor",
                "either",
                "per",
                "via",
                "to",
                "of",
                "among",
                "despite",
                "although",
                "though",
                "however",
                "separately",
                "where",
                "which",
                "who",
                "it",
                "re",
                "subject",
                "former",
                "what",
                "why",
                "how",
                "not",
                "no",
            ) or (low in self.lexicon.modals and not bare):
                first += 1
                continue
            if (low in self.lexicon.months or low in self.lexicon.weekdays) and (
                bare or tokens[last].text not in parts.any_head
            ):
                first += 1
                continue
            if token.start in self.country_at and not bare:
                end, form = self.country_at[token.start]
                if form == "adjective" and not self._keeps_country(first, last, end):
                    while first <= last and tokens[first].start < end:
                        first += 1
                    continue
            if low in _TITLES and not bare:
                break
            then = tokens[first + 1].low if not bare else ""
            if opens and low in self.lexicon.core_verbs and then in parts.given | parts.bearers:
                first += 1  # "Ask Jane Roe"
                continue
            if low in parts.roles and not bare and low not in _NOT_TITLES:
                # "Chairman Li Wei": a role before a name is no part of it.
                first += 1
                continue
            if (
                opens
                and not bare
                and low in self.lexicon.common
                and self._ordinary_opening(first, last)
            ):
                first += 1
                continue
            break
        while last >= first:
            token = tokens[last]
            low = token.low.rstrip(".")
            if token.low in _CONNECTORS or (token.kind == "punct" and token.text not in ')）"”»'):
                last -= 1
                continue
            if low == "jun" and last > first and tokens[last - 1].low in parts.surnames:
                break  # "Li Jun" is no date
            if (
                low in self.lexicon.months
                or low in self.lexicon.weekdays
                or low in ("ceo", "cfo", "cto")
            ):
                last -= 1
                continue
            break
        return first, last

    def _keeps_country(self, first: int, last: int, end: int) -> bool:
        """A nationality is part of an official name ("Chinese Academy of Sciences")."""
        rest = [t.text for t in self.tokens[first : last + 1] if t.start >= end]
        if not rest:
            return False
        if any(word in self.parts.institution for word in rest):
            return True
        if any(word in self.parts.suffix for word in rest[1:]) or rest[-1] in (
            "Fund",
            "Bank",
            "Railways",
            "Airlines",
            "Group",
            "Corporation",
            "Holding",
            "Holdings",
        ):
            return len(rest) <= 3 or rest[-1] in ("Fund", "Bank", "Corporation")
        return False

    def _ordinary_opening(self, first: int, last: int) -> bool:
        """The capital of a sentence's first word says nothing: "Pension fund", "Chinese"."""
        rest = [token.text for token in self.tokens[first + 1 : last + 1]]
        if not rest:
            return False
        low = self.tokens[first].low.rstrip(".")
        if low in self.parts.company_nouns or low in self.parts.fund_nouns:
            return low not in (
                "bank",
                "group",
                "trust",
                "fund",
                "institute",
                "university",
                "exchange",
                "port",
            )
        lexicon = self.lexicon
        return (
            low
            in lexicon.adverbs
            | lexicon.determiners
            | lexicon.prepositions
            | lexicon.subordinators
            | lexicon.pronouns
        )

    def _judge(self, first: int, last: int, opens: bool) -> Candidate | None:
        tokens, parts = self.tokens[first : last + 1], self.parts
        if not tokens:
            return None
        words = tuple(token.text for token in tokens if token.kind != "punct")
        if not words:
            return None
        start, end = tokens[0].start, tokens[-1].end
        if self.text[end : end + 1] in ("$", "€", "£", "¥"):
            return None  # "HK$4.1 billion"
        opens_line = start == 0 or self.text[start - 1] == "\n"
        if opens_line and all(word.isupper() for word in words) and _DATELINE.match(self.text, end):
            return None  # "PHOENIX – ...", "MILAN, Jan 30 - ..."
        titled = words[0].lower().rstrip(".") in _TITLES and len(words) > 1
        candidate = Candidate(start, end, words, 1, first, last, opens)
        if titled:
            candidate.strength = 2
            return candidate
        if (
            words[-1] in parts.not_end
            or (words[-1] != "Parts" and words[-1].rstrip("s") in parts.not_end)
        ) and not self._has_form(words):
            return None
        if words[0] in _NUMBERED and len(words) <= 2:
            return None
        if self.place_at.get(start) == end or self._only_places(tokens):
            return None
        if all(word.lower().rstrip(".") in parts.roles | _TITLES for word in words):
            return None
        if len(words) > 1 and (
            self._has_form(words) or any(word in parts.any_head for word in words)
        ):
            candidate.strength = 2
            ordinary = all(word.lower() in self.lexicon.common for word in words)
            if (
                opens
                and ordinary
                and not any(word in parts.any_head for word in words[1:])
                and words[0] not in parts.of_heads
            ):
                return None
            return candidate
        behind = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        if behind in ("county", "province", "prefecture", "oblast", "district") and len(words) < 3:
            return None  # "Shanghang county"
        if len(words) == 1:
            return self._single(candidate, tokens[0])
        if all(word.lower() in self.lexicon.common for word in words):
            return None
        if all(word.isupper() and word.lower() in everyday_words() for word in words):
            return None  # a heading: "FOR IMMEDIATE RELEASE"
        return candidate

    def _has_form(self, words: tuple[str, ...]) -> bool:
        return any(word in self.parts.suffix for word in words[1:]) or (
            len(words) > 1 and words[0] in self.parts.prefix
        )

    def _only_places(self, tokens: list[Token]) -> bool:
        """Only places and countries: "Shenzhen", "Russia", "Hong Kong"."""
        position = 0
        spans = {**self.place_at, **{start: end for start, (end, _) in self.country_at.items()}}
        while position < len(tokens):
            if tokens[position].start not in spans and tokens[position].text.lower() in (
                "north",
                "south",
                "east",
                "west",
                "greater",
                "central",
                "northern",
                "southern",
                "eastern",
                "western",
            ):
                position += 1
                continue
            end = spans.get(tokens[position].start)
            if end is None:
                return False
            while position < len(tokens) and tokens[position].start < end:
                position += 1
        return True

    def _single(self, candidate: Candidate, token: Token) -> Candidate | None:
        word = token.text
        low = token.low.rstrip(".")
        parts = self.parts
        if low in self.lexicon.months or low in self.lexicon.weekdays or low in _TITLES:
            return None
        if (
            token.kind == "num"
            or word.replace(".", "") in self.lexicon.acronyms
            or low in parts.geography
        ):
            return None
        if _PRODUCT.fullmatch(word):
            return None
        if word in parts.suffix or word in parts.prefix:
            return None
        if word in parts.not_end or low in parts.roles:
            return None
        if word == "Treasury" and (
            not candidate.opens or self.text[: candidate.start].endswith(("The ", "the "))
        ):
            return candidate
        if low in self.lexicon.common or (
            word in parts.any_head | parts.topics and low in self.lexicon.common
        ):
            return None
        if not any(char.isalpha() for char in word) or len(word) == 1:
            return None
        if word in parts.any_head and not word.isupper() and word != "Treasury":
            return None
        nxt = self.tokens[candidate.last + 1] if candidate.last + 1 < len(self.tokens) else None
        mixed = sum(char.isupper() for char in word) > 1 or any(char.isdigit() for char in word)
        candidate.strength = 1
        ordinary = all(
            part in everyday_words() or part in parts.geography for part in low.split("-")
        )
        gerund = low.endswith("ing") and nxt is not None and nxt.low in ("of", "with", "for")
        if candidate.opens and not mixed and (ordinary or gerund or nxt is None):
            candidate.strength = 0
            if nxt is not None and nxt.kind == "poss":
                candidate.strength = 1
            if low in self.lexicon.core_verbs or low.endswith(
                ("ly", "ing", "ions", "ers", "ments", "ors", "ists", "ings")
            ):
                candidate.strength = -1
        if nxt is not None and nxt.text == ":" and candidate.opens:
            candidate.strength = -1
        return candidate


def _stops(gap: str) -> bool:
    return gap.strip(" \t\u00a0\n") != "" or "\n\n" in gap
