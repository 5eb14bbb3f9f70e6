"""What a named party appears to be: company, fund, agency, person and so on."""

from __future__ import annotations

import re
import unicodedata

from riskengine.extract.lexicon import Lexicon, word_set
from riskengine.extract.mentions import Candidate, name_parts
from riskengine.extract.tokens import Token
from riskengine.text.english import everyday_words
from riskengine.vocab import PartyKind

_KNOWN = {
    "ofac": PartyKind.AGENCY,
    "bis": PartyKind.AGENCY,
    "doj": PartyKind.AGENCY,
    "fbi": PartyKind.AGENCY,
    "cia": PartyKind.AGENCY,
    "sec": PartyKind.AGENCY,
    "mofcom": PartyKind.AGENCY,
    "sasac": PartyKind.AGENCY,
    "ofsi": PartyKind.AGENCY,
    "hmrc": PartyKind.AGENCY,
    "cfius": PartyKind.AGENCY,
    "meti": PartyKind.AGENCY,
    "fcc": PartyKind.AGENCY,
    "fsb": PartyKind.AGENCY,
    "gru": PartyKind.AGENCY,
    "miit": PartyKind.AGENCY,
    "treasury": PartyKind.AGENCY,
    "pentagon": PartyKind.AGENCY,
    "interpol": PartyKind.AGENCY,
    "iaea": PartyKind.AGENCY,
    "eu": PartyKind.GOVERNMENT,
    "kremlin": PartyKind.GOVERNMENT,
    "un": PartyKind.OTHER,
    "nato": PartyKind.OTHER,
    "wto": PartyKind.OTHER,
    "imf": PartyKind.OTHER,
    "pla": PartyKind.MILITARY,
    "irgc": PartyKind.MILITARY,
    "wagner": PartyKind.MILITARY,
    "hezbollah": PartyKind.MILITARY,
    "hamas": PartyKind.MILITARY,
    "houthis": PartyKind.MILITARY,
    "congress": PartyKind.AGENCY,
    "parliament": PartyKind.AGENCY,
    "senate": PartyKind.AGENCY,
    "rosgvardia": PartyKind.MILITARY,
    "european union": PartyKind.GOVERNMENT,
    "united nations": PartyKind.OTHER,
    "wagner group": PartyKind.MILITARY,
}
_MILITARY_NAMES = (
    "liberation army",
    "armed forces",
    "revolutionary guard",
    "quds force",
    "people's army",
    "air force",
    "wagner",
    "national guard",
)
_DEFENCE_MINISTRY = (
    "ministry of defence",
    "ministry of defense",
    "defence ministry",
    "defense ministry",
    "department of defense",
    "general staff",
    "ministry of national defence",
    "ministry of national defense",
)


_INVESTOR = re.compile(
    r"\b(?:invest(?:ment)?|wealth|pension|provident|superannuation|reserve) (?:fund )?"
    r"(?:authority|council|board|office)$|\b(?:sovereign|national) (?:wealth|investment) "
    r"(?:fund|company|corporation|authority)$"
)
"""`Qatar Investment Authority`: bodies whose business is to invest, whatever they are called."""


def is_military(name: str, kind: PartyKind) -> bool:
    """Whether a named body is a military one (a defence ministry counts)."""
    low = name.lower().replace("’", "'")
    return (
        kind is PartyKind.MILITARY
        or any(part in low for part in _DEFENCE_MINISTRY)
        or (
            "解放军" in name
            or "国防部" in name
            or "минобороны" in low
            or "росгвард" in low
            or ("министерств" in low and "оборон" in low)
        )
    )


def is_regular_force(name: str) -> bool:
    """Forces of a state itself, as opposed to militias and security firms."""
    low = name.lower().replace("’", "'")
    return any(
        part in low
        for part in (
            *_DEFENCE_MINISTRY,
            *_MILITARY_NAMES[:6],
            "army",
            "navy",
            "pla",
            "irgc",
            "росгвард",
            "оборон",
        )
    ) or ("解放军" in name or "国防部" in name or "军" in name)


def kind_of_name(words: tuple[str, ...]) -> PartyKind | None:
    """Kind told by the name alone; None where it tells nothing."""
    parts = name_parts()
    text = " ".join(words).lower().replace("’", "'")
    bare = text.removeprefix("the ")
    if bare in _KNOWN:
        return _KNOWN[bare]
    if any(part in text for part in _MILITARY_NAMES):
        return PartyKind.MILITARY
    if bare in parts.media:
        return PartyKind.MEDIA
    if "government" in text.split() or words[:2] == ("city", "of"):
        return PartyKind.GOVERNMENT
    if _INVESTOR.search(text):
        return PartyKind.FUND
    has_form = any(word in parts.suffix for word in words[1:]) or words[0] in parts.prefix
    heads = [word for word in words if word not in parts.suffix or word in parts.any_head]
    strong_form = any(
        word in parts.suffix and word not in ("Corporation", "Company", "SA", "AS")
        for word in words[1:]
    )
    last = heads[-1] if heads else ""
    if not strong_form and len(words) > 1:
        for word in (words[0], last, *words[1:-1]):
            if (
                word in parts.heads["agency"]
                and word not in ("Service", "Board", "Council", "Office", "Administration")
                and not has_form
            ):
                return PartyKind.AGENCY
        if words[0] in ("Office", "Council", "Board", "Service", "Administration") or last in (
            "Council",
            "Office",
            "Administration",
            "Service",
        ):
            return PartyKind.AGENCY
        if last in parts.heads["mil"]:
            return PartyKind.MILITARY
        if any(word in parts.heads["uni"] for word in words):
            return PartyKind.UNIVERSITY
    if (
        last in ("Group", "Holding", "Holdings", "Limited")
        and len(heads) > 1
        and heads[-2] in ("Capital", "Ventures", "Partners", "Fund")
    ):
        return PartyKind.FUND
    if last in parts.heads["fund"] or any(
        word in ("Fund", "Ventures", "Capital", "Partners") for word in words[1:]
    ):
        return PartyKind.FUND
    if not has_form and len(words) > 1:
        if last in parts.heads["media"] and last not in ("Press", "Post", "Wire"):
            return PartyKind.MEDIA
        if any(word in parts.heads["other"] for word in words):
            return PartyKind.OTHER
    if has_form or last in parts.heads["co"]:
        return PartyKind.COMPANY
    if len(words) > 1 and last in parts.heads["media"]:
        return PartyKind.MEDIA
    if len(words) > 2 and any(word in parts.heads["co"] for word in words[1:]):
        return PartyKind.COMPANY
    return None


_PATRONYMIC = ("ovich", "evich", "ovna", "evna", "ovych", "ivna")
_SHARED_ROLES = word_set("owner shareholder investor partner agent broker dealer trader heir")
"""Roles that companies have as well: "existing shareholder Baltic Spark"."""


def person_evidence(candidate: Candidate, tokens: list[Token], lexicon: Lexicon) -> int:
    """Points for (positive) and against (negative) a mention being a person's name."""
    parts = name_parts()
    words = candidate.words
    if words[0].lower().rstrip(".") in (
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "lord",
        "dame",
        "sheikh",
    ):
        return 10
    if len(words) > 4 or any(any(char.isdigit() for char in word) for word in words):
        return -10
    name_kind = kind_of_name(words)
    if name_kind is not None:
        return -6
    if len(words) == 1:
        return 0
    score = 0
    first = words[0].lower()
    if len(words) in (2, 3) and re.fullmatch(r"(?:[A-Z]\.){1,3}", words[0]):
        score += 4  # "K. Adeyemi"
    if len(words) >= 2:
        father = len(words) > 2 and words[1].lower().endswith(_PATRONYMIC)
        if father:
            score += 4
        elif any(word.isupper() and len(word) > 2 for word in words):
            score -= 3
        if first in parts.given or (len(words) > 2 and words[1].lower() in parts.given):
            score += 4
        elif (
            _plain(first) in parts.bearers
            and not _ordinary(words[-1].lower(), lexicon)
            and _context(tokens, candidate.first - 1, -1)[:1] != ["told"]
        ) or (words[-1].lower() in parts.given and len(words) == 2):
            score += 2
        if first in parts.surnames and len(words) in (2, 3) and _pinyinish(words[1]):
            score += 4
        if (
            words[-1]
            .lower()
            .endswith(
                (
                    "ov",
                    "ova",
                    "ev",
                    "eva",
                    "enko",
                    "sky",
                    "skaya",
                    "yan",
                    "dze",
                    "shvili",
                    "ić",
                    "escu",
                    "sson",
                    "oglu",
                    "zadeh",
                    "ian",
                )
            )
        ):
            score += 2
    before = _context(tokens, candidate.first - 1, -1)
    after = _context(tokens, candidate.last + 1, 1)
    if before:
        if before[0] in _SHARED_ROLES:
            score += 1
        elif before[0] in parts.roles:
            score += 4 if len(words) > 1 else 2
        elif before[0] in parts.company_nouns:
            score -= 5
        elif before[0] == "," and len(before) > 1 and before[1] in parts.roles and len(words) > 1:
            score += 4
        elif before[0] in ("said", "told", "by") and len(words) == 2 and before[0] == "said":
            score += 3
    if after:
        if (
            after[0]
            in ("said", "told", "says", "added", "explained", "recalled", "wrote", "argued")
            and len(words) >= 2
            and not _ordinary(words[-1].lower(), lexicon)
        ):
            score += 2
        elif after[0] in ("raised", "makes", "sells", "operates", "supplies", "manufactures"):
            score -= 3
        elif after[0] == "," and len(after) > 1:
            if after[1] in ("who", "whom"):
                score += 4
            elif after[1] == "which":
                score -= 4
            elif after[1].isdigit() and len(after[1]) == 2:
                score += 5
            else:
                window = after[1:9]
                cut = next(
                    (
                        i
                        for i, word in enumerate(window)
                        if word
                        in (
                            ",",
                            "of",
                            "which",
                            "who",
                            "and",
                            "that",
                            "for",
                            "in",
                            "at",
                            "with",
                            "from",
                            "by",
                            "on",
                            "whom",
                            "whose",
                        )
                    ),
                    len(window),
                )
                nouns = window[:cut]
                head = nouns[-1] if nouns else ""
                if (
                    window
                    and window[0]
                    in ("a", "an", "the", "its", "his", "one", "our", "their", "former", "chief")
                ) or head in parts.roles:
                    if head in parts.roles and head not in parts.company_nouns:
                        score += 4
                    elif head in parts.company_nouns:
                        score -= 4
        elif after[0] in ("(",) and len(after) > 1 and after[1].isdigit() and len(words) > 1:
            score += 0
    return score


def _ordinary(low: str, lexicon: Lexicon) -> bool:
    return low in everyday_words() or low in lexicon.common or low in lexicon.verbs


def _plain(word: str) -> str:
    marks = unicodedata.normalize("NFKD", word.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def _context(tokens: list[Token], at: int, step: int) -> list[str]:
    found: list[str] = []
    while 0 <= at < len(tokens) and len(found) < 10:
        found.append(tokens[at].low.rstrip(".") or tokens[at].text)
        at += step
    return found


_INITIALS = (
    "zh",
    "ch",
    "sh",
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "r",
    "z",
    "c",
    "s",
    "y",
    "w",
    "",
)
_FINALS = word_set(
    "a o e ai ei ao ou an en ang eng er i ia ie iao iu ian in iang ing iong u ua uo "
    "uai ui uan un uang ong ue ve v"
)


def _pinyinish(word: str) -> bool:
    """Whether a word can be cut into pinyin syllables ("Jialiang")."""
    low = word.lower().replace("-", "")
    return 1 < len(low) <= 12 and low.isascii() and _syllables(low, 0)


def _syllables(low: str, depth: int) -> bool:
    if not low:
        return depth > 0
    if depth >= 3:
        return False
    for initial in _INITIALS:
        if low.startswith(initial):
            rest = low[len(initial) :]
            for size in range(min(4, len(rest)), 0, -1):
                if rest[:size] in _FINALS and _syllables(rest[size:], depth + 1):
                    return True
    return False
