"""Sentences with their tokens and the geography in them, and who finds listed names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from riskengine.extract.lexicon import words_of
from riskengine.extract.lists import CodeHit, code_hits
from riskengine.extract.sentences import Paragraph
from riskengine.extract.sentences import Sentence as Stretch
from riskengine.extract.tokens import Token, tokenize
from riskengine.territories import country_hits, places_in


class Hit(Protocol):
    """A listed name found in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity_ids(self) -> Sequence[str]: ...


class NameFinder(Protocol):
    """Finds names of list or reference entities in a text."""

    def find(self, text: str) -> Sequence[Hit]: ...


@dataclass(slots=True)
class Prepared:
    """A sentence with its tokens and the geography in it."""

    stretch: Stretch
    paragraph: Paragraph
    tokens: list[Token]
    countries: dict[int, tuple[int, str, str]]
    places: dict[int, tuple[int, str]]
    headline: bool
    codes: list[CodeHit]


def prepare(text: str, found: list[Paragraph]) -> list[Prepared]:
    """Tokens and places of every sentence of the given paragraphs."""
    prepared: list[Prepared] = []
    for paragraph in found:
        piece = text[paragraph.start : paragraph.end]
        offset = paragraph.start
        lands = [
            (hit.start + offset, hit.end + offset, hit.code, hit.form)
            for hit in country_hits(piece)
        ]
        towns = [
            (hit.start + offset, hit.end + offset, hit.place.country) for hit in places_in(piece)
        ]
        for stretch in paragraph.sentences:
            tokens = tokenize(text, stretch.start, stretch.end)
            prepared.append(
                Prepared(
                    stretch,
                    paragraph,
                    tokens,
                    {s: (e, c, f) for s, e, c, f in lands if stretch.start <= s < stretch.end},
                    {s: (e, c) for s, e, c in towns if stretch.start <= s < stretch.end},
                    _headline(tokens, paragraph),
                    code_hits(text, stretch.start, stretch.end),
                )
            )
    return prepared


def _labelled(tokens: list[Token]) -> bool:
    """`Shareholders: Acme Ltd. (80%)`: a line of a memo, in title case by its names only."""
    for at in range(1, min(5, len(tokens))):
        if tokens[at].text == ":":
            return bool(
                {token.low for token in tokens[:at]} & words_of("names_en.yaml", "memo_labels")
            )
    return False


def _headline(tokens: list[Token], paragraph: Paragraph) -> bool:
    """A line in title case or capitals tells nothing by its capitals."""
    words = [token for token in tokens if token.kind == "word" and len(token.text) > 3]
    if len(words) < 4 or len(paragraph.sentences) > 1 or paragraph.bullet:
        return False
    if _labelled(tokens):
        return False
    if tokens[-1].text[-1] in ".!?;" and not all(word.text.isupper() for word in words):
        return False
    capital = sum(1 for word in words if word.text[0].isupper() or word.text[0].isdigit())
    return (capital >= 0.8 * len(words) and len(words) >= 5) or all(
        word.text.isupper() for word in words
    )
