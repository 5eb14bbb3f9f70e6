"""Words and punctuation of a Latin-script text, with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from riskengine.extract.lexicon import words_of

_TOKEN = re.compile(
    r"(?P<dots>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<ratio>\d{1,2}[:/]\d{1,2}(?![\d:/]))"
    r"|(?P<num>[$€£¥₽₹]?\d+(?:[.,]\d+)*(?:st|nd|rd|th)?%?(?![\w]))"
    r"|(?P<word>[^\W_]+(?:[-‑–'’&./][^\W_]+)*)"
    r"|(?P<punct>[^\w\s]|_)"
)


@dataclass(slots=True)
class Token:
    """A word, a number or one punctuation mark. `low` is its plain lower-case form."""

    text: str
    low: str
    start: int
    end: int
    kind: str  # word, num, punct, poss

    @property
    def is_cap(self) -> bool:
        """Looks like part of a name: a capital somewhere in front, or a brand like 4Paradigm."""
        first = self.text[0]
        if first.isupper():
            return True
        if self.kind == "num":
            return self.text[-2:] in ("st", "nd", "rd", "th")
        if first.isdigit():
            return any(char.isupper() for char in self.text) or self.text[-2:] in (
                "st",
                "nd",
                "rd",
                "th",
            )
        return (
            first.isalpha()
            and any(char.isupper() for char in self.text[1:4])
            and ("-" not in self.text)
        )


_HYPHEN_TAIL = re.compile(
    r"[-‑](?:backed|owned|controlled|led|linked|affiliated|funded|run|sanctioned|supported"
    r"|invested|listed|headquartered"
    r"|based|registered|incorporated|born|made|origin|designated|blacklisted|focused|friendly"
    r"|held|flagged|domiciled|[a-z]{3,12}ed)$",
    re.I,
)


_GLUED_TAIL = re.compile(r"[-‑][a-z]+\b")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, offsets counted in the whole of `text`.

    An English possessive is a token of its own, and so is the tail of `Acme-backed`.
    """
    abbreviations = words_of("lexicon_en.yaml", "abbreviations")
    found: list[Token] = []
    stop = len(text) if end is None else end
    position = start
    while True:
        match = _TOKEN.search(text, position, stop)
        if match is None:
            return found
        raw, begin, kind = match.group(), match.start(), match.lastgroup or "punct"
        position = match.end()
        if kind == "punct":
            found.append(Token(raw, raw, begin, position, "punct"))
            continue
        if kind == "dots" and (glued := _GLUED_TAIL.match(text, position, stop)) is not None:
            found.append(Token(raw, raw.lower(), begin, position, "word"))
            found.append(Token(glued.group(), glued.group().lower(), position, glued.end(), "tail"))
            position = glued.end()
            continue
        if kind in ("num", "ratio"):
            found.append(Token(raw, raw.lower(), begin, position, "num"))
            continue
        tail = ""
        if raw[-2:] in ("'s", "’s", "'S", "’S"):
            raw, tail = raw[:-2], raw[-2:]
        elif position < stop and text[position] in "'’" and raw[-1] in "sS" and raw[0].isupper():
            # "Holdings’ stake": a bare apostrophe after a capitalised plural.
            tail = text[position] if text[position + 1 : position + 2] in ("", " ") else ""
            position += len(tail)
        if not tail and kind == "word" and position < stop and text[position] == ".":
            undotted = raw.lower() in ("llc", "llp", "plc", "lp", "st") and position + 1 >= stop
            if (raw.lower() in abbreviations and not undotted) or (len(raw) == 1 and raw.isupper()):
                raw += "."
                position += 1
        split = _HYPHEN_TAIL.search(raw) if "-" in raw or "‑" in raw else None
        if split is not None and raw[: split.start()].lower() not in ("co", "re", "non", "self"):
            head, rest = raw[: split.start()], raw[split.start() :]
            found.append(Token(head, head.lower(), begin, begin + len(head), "word"))
            found.append(Token(rest, rest.lower(), begin + len(head), begin + len(raw), "tail"))
        else:
            low = raw.lower().replace("’", "'").replace("‑", "-")
            found.append(Token(raw, low, begin, begin + len(raw), "word"))
        if tail:
            at = begin + len(raw)
            found.append(Token(tail, "'s", at, at + len(tail), "poss"))
