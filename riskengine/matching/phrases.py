"""Which spellings of listed names may be recognised in running text."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from riskengine.matching.han_names import han_units, is_han
from riskengine.matching.lexicon import WordClass, is_common, read_word
from riskengine.matching.names import compact
from riskengine.model.entity import EntityName
from riskengine.text import split_legal_form
from riskengine.text.legal_forms import trailing_legal_words
from riskengine.vocab import EntityKind, NameKind

MANY = 0  # several words, each capitalised in the text
SINGLE = 1  # one distinctive word, capitalised in the text
CAPITALS = 2  # an acronym, in capitals in the text
HAN = 3  # a Han string, found anywhere

_MAX_WORDS = 14
_MAX_HAN = 60  # characters of the longest Han name that is recognised
_MIN_SINGLE = 4
_MAX_USES = 40  # entities with a word, beyond which it is not one party's name


class PhraseCollector:
    """Gathers phrases while the lists are read; `sections` gives them in packed form."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], list[int]] = {}

    def add(self, ordinal: int, kind: EntityKind, name: EntityName, words: Sequence[str]) -> None:
        """Note the spellings of one name of one entity. Weak aliases are not recognised."""
        if name.kind is NameKind.WEAK_ALIAS or not words or len(words) > _MAX_WORDS:
            return
        if not name.text.isascii() and any(is_han(word) for word in words):
            self._add_han(ordinal, name.text)
            return
        bare = words[: len(words) - trailing_legal_words(words)]
        for spelling in dict.fromkeys((tuple(words), tuple(bare))):
            self._add_words(ordinal, kind, name, spelling)
        if kind is EntityKind.PERSON and "," in name.text and len(words) > 1:
            self._add_spoken(ordinal, name.text, words)

    def packed(self) -> list[tuple[str, int, list[int]]]:
        """Everything gathered so far, for `take_in`."""
        return [(key, flag, places) for (key, flag), places in self._found.items()]

    def take_in(self, packed: Sequence[tuple[str, int, list[int]]], offset: int) -> None:
        """Add what another collector packed; its ordinals begin at `offset`."""
        for key, flag, places in packed:
            self._found.setdefault((key, flag), []).extend(place + offset for place in places)

    def _note(self, key: str, flag: int, ordinal: int) -> None:
        found = self._found.setdefault((key, flag), [])
        if not found or found[-1] != ordinal:
            found.append(ordinal)

    def _add_words(
        self, ordinal: int, kind: EntityKind, name: EntityName, words: tuple[str, ...]
    ) -> None:
        if len(words) > 1:
            if sum(len(word) > 1 for word in words) > 1:
                self._note(" ".join(words), MANY, ordinal)
            return
        word = words[0]
        if kind is EntityKind.PERSON or not word.isalpha() or is_common(word):
            return
        if read_word(word).cls is not WordClass.CORE:
            return
        if len(word) >= 3 and (name.kind is NameKind.ACRONYM or _is_acronym(name.text, word)):
            self._note(word, CAPITALS, ordinal)
        elif len(word) > _MIN_SINGLE:
            self._note(word, SINGLE, ordinal)

    def _add_spoken(self, ordinal: int, text: str, words: Sequence[str]) -> None:
        """A person listed as "SURNAME, Given" is written "Given Surname" in texts."""
        from riskengine.matching.keys import tokens

        surname, _, given = text.partition(",")
        first = tokens(surname)
        # The words of an ASCII text are those of its two sides, unless "&" begins a mark.
        known = text.isascii() and "&" not in text
        spoken = [*(words[len(first) :] if known else tokens(given)), *first]
        if len(spoken) > 1:
            self._note(" ".join(spoken), MANY, ordinal)

    def _add_han(self, ordinal: int, text: str) -> None:
        for spelling in dict.fromkeys((text, split_legal_form(text)[0])):
            key = compact(spelling)
            if len(key) >= 2 and is_han(key):
                self._note(key, HAN, ordinal)
        core = "".join(unit.text for unit in han_units(compact(text)) if unit.syllable)
        if len(core) >= 3 and core in compact(text):
            self._note(core, HAN, ordinal)

    def sections(self, uses: Counter[str]) -> dict[str, bytes]:
        """Packed phrases, sorted; a single word that many entities use is left out."""
        kept = [
            (key, flag)
            for key, flag in sorted(self._found)
            if flag not in (SINGLE, CAPITALS) or uses[key] <= _MAX_USES or flag == CAPITALS
        ]
        longest: dict[str, int] = {}
        for key, flag in kept:
            head = key[:2] if flag == HAN else key.partition(" ")[0]
            size = len(key) if flag == HAN else key.count(" ") + 1
            longest[head] = max(longest.get(head, 0), min(size, _MAX_HAN))
        places = array("I", [0])
        flat: array[int] = array("I")
        for item in kept:
            flat.extend(self._found[item])
            places.append(len(flat))
        return {
            "phrases": "\n".join(key for key, _ in kept).encode("utf-8", "surrogatepass"),
            "phrase_flags": bytes(flag for _, flag in kept),
            "phrase_entities": flat.tobytes(),
            "phrase_places": places.tobytes(),
            "phrase_heads": "\n".join(longest).encode("utf-8", "surrogatepass"),
            "phrase_longest": bytes(longest.values()),
        }


def _is_acronym(text: str, word: str) -> bool:
    """Whether a listed single word reads as an acronym: short and in capitals."""
    return text.isupper() and (len(word) <= 4 or not any(char in "aeiouy" for char in word))
