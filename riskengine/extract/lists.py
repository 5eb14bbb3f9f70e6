"""Names of lists, legal regimes and military bodies in general, with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from riskengine.extract.lexicon import load_yaml


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A list or regime named in a text. `code` is `?` where the text does not say whose."""

    start: int
    end: int
    code: str
    kind: str  # list, program, regime, military


_WANTED = re.compile(
    r"list|sdn|1260|mic\b|uflpa|specially designated|sectoral|e\.?o\.? ?1|executive order"
    r"|sanction|embargo|export|resolution|regulations|act\b"
    r"|military|army|navy|air force|armed|defen[cs]e|troops|soldiers|missile|weapons|supercomput"
    r"|war |security services|special forces"
    r"|清单|名单|制裁|管制|决议|實體|списк|санкц|экспорт|резолюц|сдн",
    re.I,
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    data = load_yaml("lists.yaml")
    found = []

    def add(code: str, kind: str, pattern: str) -> None:
        edge = "" if ord(pattern.lstrip("(?:")[0]) > 0x2E80 else r"(?<![\w])"
        found.append((re.compile(f"{edge}(?:{pattern})", re.I), code, kind))

    for code, entry in data["lists"].items():
        for pattern in entry["patterns"]:
            add(code, "list", pattern)
    for code, patterns in data["programs"].items():
        for pattern in patterns:
            add(code, "program", pattern)
    for code, entry in data["regimes"].items():
        for pattern in entry["patterns"]:
            add(code, "regime", pattern)
    add("MIL", "military", data["military"])
    return tuple(found)


_RANK = {"list": 3, "program": 2, "regime": 1, "military": 0}


def code_hits(text: str, start: int, end: int) -> list[CodeHit]:
    """Lists, regimes and military bodies of one sentence; longest first, no overlaps."""
    if _WANTED.search(text, start, end) is None:
        return []
    raw = []
    for order, (pattern, code, kind) in enumerate(_patterns()):
        for match in pattern.finditer(text, start, end):
            if match.end() < len(text) and match.end() > match.start():
                last, after = text[match.end() - 1], text[match.end()]
                if last.isascii() and last.isalpha() and after.isascii() and after.isalpha():
                    continue
            length = match.end() - match.start()
            hit = CodeHit(match.start(), match.end(), code, kind)
            raw.append((code == "?", -length, -_RANK[kind], order, hit))
    taken: list[CodeHit] = []
    for *_, hit in sorted(raw, key=lambda item: item[:4]):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


@lru_cache(maxsize=1)
def _issuers() -> dict[str, str]:
    return {
        name: code for code, names in load_yaml("lists.yaml")["issuers"].items() for name in names
    }


def list_of_issuer(name: str, country: str | None = None) -> str | None:
    """Code of the list that the bare word "sanctions" of an authority means."""
    low = name.lower().replace("’", "'").removeprefix("the ").strip()
    code = _issuers().get(low)
    if code is None and country is not None:
        code = _issuers().get(f"country:{country}")
    return code


def issuer_of_list(code: str) -> str | None:
    """Authority that keeps a list."""
    entry = load_yaml("lists.yaml")["lists"].get(code)
    issuer: str | None = entry.get("by") if entry else None
    return issuer
