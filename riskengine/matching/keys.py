"""Plain words of names and the initials that a name may be known by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskengine.matching.lexicon import WordClass, read_word
from riskengine.text import plain

_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """Plain words of a name, quickly; apostrophes inside words are dropped."""
    return _TOKEN.findall(plain(text).replace("'", ""))


def initials_terms(words: Sequence[str]) -> tuple[str, ...]:
    """Initials of a name, four to six letters, with and without the legal form's letter."""
    letters: list[str] = []
    lean: list[str] = []
    legal = ""
    for word in words:
        cls = read_word(word).cls
        if cls is WordClass.JOINING or (cls is WordClass.PLACE and len(letters) > 2):
            continue
        if cls is WordClass.LEGAL:
            legal = legal or word[0]
            continue
        letters.append(word[0])
        if cls is not WordClass.NEUTRAL or len(letters) == 1:
            lean.append(word[0])
    whole, short = "".join(letters), "".join(lean)
    forms = (whole, whole + legal, short, short + legal)
    return tuple(dict.fromkeys("~" + form for form in forms if 4 <= len(form) <= 6))
