"""Cutting a sentence into noun phrases, verb groups and connecting words."""

from __future__ import annotations

from riskengine.extract.chunks import Chunk, Item, Ref
from riskengine.extract.lexicon import Lexicon, word_set, words_of
from riskengine.extract.speech import noun_class, verb_class

_PUNCT = {
    ",": "comma",
    "，": "comma",
    ";": "semi",
    "；": "semi",
    ":": "colon",
    "：": "colon",
    "—": "dash",
    "–": "dash",
    "-": "dash",
    "―": "dash",
    "(": "lpar",
    ")": "rpar",
    "（": "lpar",
    "）": "rpar",
    "[": "lpar",
    "]": "rpar",
    '"': "quote",
    "“": "quote",
    "”": "quote",
    "«": "quote",
    "»": "quote",
    "|": "semi",
    "/": "conj",
}
_MULTI = {
    ("on", "behalf", "of"): "on behalf of",
    ("in", "support", "of"): "in support of",
    ("according", "to"): "according to",
    ("in", "violation", "of"): "in violation of",
    ("in", "breach", "of"): "in violation of",
    ("in", "contravention", "of"): "in violation of",
    ("in", "defiance", "of"): "in violation of",
    ("as", "well", "as"): "and",
    ("along", "with"): "and",
    ("together", "with"): "and",
    ("alongside",): "and",
    ("because", "of"): "for",
    ("due", "to"): "for",
    ("pursuant", "to"): "under",
    ("as", "part", "of"): "in",
    ("out", "of"): "from",
    ("as", "of"): "at",
    ("such", "as"): "including",
    ("in", "exchange", "for"): "for",
    ("with", "the", "help", "of"): "with",
    ("through", "its"): "",
    ("ahead", "of"): "before",
    ("next", "to"): "near",
    ("for", "the", "benefit", "of"): "on behalf of",
    ("at", "the", "direction", "of"): "under",
    ("by", "way", "of"): "through",
    ("subject", "to"): "subject to",
    ("instead", "of"): "instead of",
    ("rather", "than"): "instead of",
    ("other", "than"): "except",
    ("apart", "from"): "except",
    ("in", "favour", "of"): "for",
    ("in", "favor", "of"): "for",
    ("so", "that"): "that",
    ("even", "though"): "although",
    ("as", "if"): "if",
    ("provided", "that"): "if",
    ("in", "case"): "if",
    ("should",): "",
}


# Verbs whose "in" belongs to them: "pulled in 5 million".
_WITH_IN = word_set("pull bring rake take put throw draw haul")
# Behind a name these mean the body itself ("Wagner units").
_MEMBERS = word_set(
    "unit units forces fighters troops mercenaries group militants soldiers commanders officials"
)
# Adjectives that stand before a printed share ("its entire 12% stake").
_OF_STAKES = word_set("entire whole full remaining combined existing")
_PRO_VERBS = word_set("did does do has have had was were is are")
_HOLDERS = word_set(
    "shareholder shareholders investor investors backer backers owner owners director capital money"
)
_ACCUSING = word_set(
    "accuse charge convict suspect indict acquit fine sanction designate blacklist"
)
_HOLD_VERBS = word_set("hold holds control controls share")
_STAKE_NOUNS = word_set("stake stakes share shares holding holdings interest")
# Words behind a name that go with the verb: "blacklisted Acme last year".
_BEHIND_NAMES = word_set(
    "last next this straight right early late outright afterwards afterward "
    "each every alone anyway either beforehand overnight"
)
_QUOTES = frozenset("\"“”«»'‘’")


class Chunker:
    """Turns the items of a sentence into chunks."""

    def __init__(self, items: list[Item], lexicon: Lexicon) -> None:
        self.items = items
        self.lexicon = lexicon
        self.chunks: list[Chunk] = []

    def run(self) -> list[Chunk]:
        at, total = 0, len(self.items)
        while at < total:
            at = self._step(at)
        for index, chunk in enumerate(self.chunks):
            chunk.index = index
        self._possessors()
        self._prepositions()
        return self.chunks

    def _add(self, chunk: Chunk) -> None:
        chunk.index = len(self.chunks)
        self.chunks.append(chunk)

    def _step(self, at: int) -> int:
        item, lexicon = self.items[at], self.lexicon
        if item.kind == "punct":
            kind = _PUNCT.get(item.low)
            if kind is not None:
                self._add(Chunk(kind, item.start, item.end))
            return at + 1
        if item.kind == "poss":
            if self.chunks and self.chunks[-1].is_np:
                self._add(Chunk("poss", item.start, item.end))
            return at + 1
        if item.kind != "word":
            return self._noun(at)
        low = item.low
        multi = self._multi(at)
        if multi is not None:
            word, length = multi
            kind = (
                "conj" if word == "and" else "sub" if word in ("although", "if", "that") else "prep"
            )
            self._add(Chunk(kind, item.start, self.items[at + length - 1].end, head=word))
            return at + length
        if low in _PRO_VERBS and self.chunks and self.chunks[-1].head == "as":
            self._add(Chunk("adv", item.start, item.end, head=low))  # "as did B and C"
            return at + 1
        if low == "each" and self.chunks and self.chunks[-1].is_np and self._verb_after(at + 1):
            self._add(Chunk("adv", item.start, item.end, head=low))  # "A and B each own half"
            return at + 1
        verb = self._verb(at)
        if verb is not None:
            return verb
        if low == "to":
            self._add(Chunk("prep", item.start, item.end, head="to"))
            return at + 1
        if low == "that":
            return self._that(at)
        if low in lexicon.relatives and low in ("which", "who", "whom", "whose", "where"):
            self._add(Chunk("rel", item.start, item.end, head=low))
            return at + 1
        if low in lexicon.conjunctions:
            self._add(Chunk("conj", item.start, item.end, head=low))
            return at + 1
        if low in ("nor", "neither") and low == "nor":
            self._add(Chunk("conj", item.start, item.end, head="nor"))
            return at + 1
        if low in lexicon.subordinators and not (
            low in lexicon.prepositions and self._noun_follows(at)
        ):
            if low in ("than", "as") and self._noun_follows(at):
                self._add(Chunk("prep", item.start, item.end, head=low))
            else:
                self._add(Chunk("sub", item.start, item.end, head=low))
            return at + 1
        if low in lexicon.prepositions:
            self._add(Chunk("prep", item.start, item.end, head=low))
            return at + 1
        if (low in lexicon.adverbs and low not in lexicon.determiners) or low in ("not", "never"):
            self._add(Chunk("adv", item.start, item.end, head=low))
            return at + 1
        if (
            low.endswith("ly")
            and low not in ("family", "supply", "italy", "assembly", "monthly")
            and not (at + 1 < len(self.items) and self._nounish(at + 1))
        ):
            self._add(Chunk("adv", item.start, item.end, head=low))
            return at + 1
        return self._noun(at)

    def _multi(self, at: int) -> tuple[str, int] | None:
        for length in (4, 3, 2, 1):
            if at + length > len(self.items):
                continue
            key = tuple(item.low for item in self.items[at : at + length])
            word = _MULTI.get(key)
            if word:
                return word, length
        return None

    def _that(self, at: int) -> int:
        item = self.items[at]
        previous = self.chunks[-1] if self.chunks else None
        follows = self.items[at + 1] if at + 1 < len(self.items) else None
        clause = previous is not None and previous.kind == "conj"
        if clause and any(chunk.kind == "vg" for chunk in self.chunks):
            self._add(Chunk("sub", item.start, item.end, head="that"))
            return at + 1
        if (
            previous is not None
            and previous.is_np
            and follows is not None
            and self._may_verb(at + 1)
        ) or (previous is not None and previous.is_np and self._object_relative(previous)):
            self._add(Chunk("rel", item.start, item.end, head="that"))
        elif previous is not None and (previous.kind in ("vg", "adv") or previous.is_np):
            self._add(Chunk("sub", item.start, item.end, head="that"))
        else:
            return self._noun(at)
        return at + 1

    def _object_relative(self, noun: Chunk) -> bool:
        """`the body that the ministry listed`, against `told him that the ministry`."""
        if noun.ref is not None or noun.det not in ("the", "a", "an") or noun_class(noun.head):
            return False
        for chunk in reversed(self.chunks[-8:]):
            if chunk.kind == "vg":
                return verb_class(chunk.head) not in ("report", "claim", "deny", "admit", "plan")
        return True

    def _may_verb(self, at: int) -> bool:
        low = self.items[at].low
        lexicon = self.lexicon
        if low in lexicon.modals or low in lexicon.be or low in lexicon.have or low in lexicon.do:
            return True
        form = lexicon.verb(low)
        return (form is not None and bool(form.forms & {"s", "past"})) or low in lexicon.adverbs

    def _noun_follows(self, at: int) -> bool:
        """After "since", "before", "as": a bare noun phrase rather than a clause."""
        if at + 1 >= len(self.items):
            return False
        item = self.items[at + 1]
        if item.kind in ("date", "money", "share"):
            return True
        if item.kind == "word" and item.low in ("a", "an") and self.items[at].low == "as":
            return True
        limit = min(len(self.items), at + 9)
        for index in range(at + 1, limit):
            piece = self.items[index]
            if piece.kind == "punct":
                return True
            if piece.kind == "word" and (
                piece.low in self.lexicon.modals
                or piece.low in self.lexicon.be
                or piece.low in self.lexicon.have
                or piece.low in self.lexicon.do
            ):
                return False
            form = self.lexicon.verb(piece.low) if piece.kind == "word" else None
            if (
                form is not None
                and form.forms & {"s", "past"}
                and piece.low not in self.lexicon.noun_like
                and index > at + 1
            ):
                return False
            if form is not None and index == at + 1:
                return "ing" not in form.forms and "pp" not in form.forms
        return True

    # ---- verb groups

    def _verb(self, at: int) -> int | None:
        """Index behind a verb group that starts at `at`, None if there is none."""
        lexicon, items, total = self.lexicon, self.items, len(self.items)
        first = items[at]
        group = Chunk("vg", first.start, first.end)
        position = at
        lemma = ""
        saw_aux = False
        is_to = False
        if first.low == "to":
            ahead = at + 1
            while ahead < total and (
                items[ahead].low in lexicon.adverbs
                or self._manner(ahead)
                or items[ahead].low == "not"
            ):
                ahead += 1
            if ahead >= total or items[ahead].kind != "word":
                return None
            low = items[ahead].low
            form = lexicon.verb(low)
            base = form is not None and "base" in form.forms
            if not (base or low in ("be", "have")):
                return None
            if (
                low in lexicon.noun_like
                and not self._object_follows(ahead)
                and self.chunks
                and self.chunks[-1].is_np is False
                and self.chunks[-1].kind != "vg"
            ):
                return None
            is_to = True
            position = at + 1
            group.form = "inf"
        while position < total and (
            items[position].kind == "word"
            or (saw_aux and items[position].low in _QUOTES and self._quoted_verb(position))
        ):
            low = items[position].low
            if low in _QUOTES:
                position += 1
                continue
            if low in lexicon.contractions:
                if low.endswith("n't") or low == "cannot":
                    group.neg = True
                low = lexicon.contractions[low]
            if low in lexicon.modals and not lemma:
                if (
                    low == "may"
                    and items[position].start != first.start
                    and not saw_aux
                    and not is_to
                ):
                    break
                group.modal = group.modal or low
                saw_aux = True
                position += 1
                continue
            if self._no_longer(position):
                group.adverbs.append("formerly")  # "no longer supplies": it once did
                position += 2
                continue
            if low in ("not", "never", "n't"):
                if not saw_aux and not is_to and low == "not":
                    break
                if not saw_aux and not is_to and not self._verb_after(position + 1):
                    break
                group.neg = True
                position += 1
                continue
            if low == "neither" and saw_aux and self._verb_after(position + 1):
                group.neg = True  # "is neither owned nor run by"
                position += 1
                continue
            if low in ("both", "all") and position == at and self._opens_clause():
                break  # "; both are controlled by": the subject, no adverb
            plain = low in lexicon.adverbs and (low not in lexicon.prepositions or saw_aux)
            if (plain or (low.endswith("ly") and lexicon.verb(low) is None)) and (
                saw_aux or is_to or self._verb_after(position + 1)
            ):
                if low in (
                    "no",
                    "that",
                    "both",
                    "about",
                    "around",
                    "nearly",
                    "almost",
                ) and not self._verb_after(position + 1):
                    break
                group.adverbs.append(low)
                position += 1
                continue
            if low in lexicon.be:
                if low == "being" and not saw_aux and position == at:
                    group.form = "ing"
                lemma = "be"
                group.finite = group.finite or low in (
                    "is",
                    "are",
                    "was",
                    "were",
                    "am",
                    "'s",
                    "'re",
                )
                saw_aux = True
                position += 1
                continue
            if low in lexicon.have and lemma in ("", "have"):
                if lemma == "have":
                    break
                if low == "having" and position == at:
                    group.form = "ing"
                lemma = "have"
                group.had = group.had or low == "had"
                group.finite = group.finite or low in ("has", "have", "had")
                saw_aux = True
                position += 1
                continue
            if low in lexicon.do and not lemma:
                if not self._verb_after(position + 1) and not (
                    position + 1 < total and items[position + 1].low in ("not", "n't")
                ):
                    break
                saw_aux = True
                group.finite = True
                position += 1
                continue
            break
        main: str = ""
        form_name = ""
        if position < total and items[position].kind == "word":
            low = items[position].low
            form = lexicon.verb(low)
            if form is not None:
                allowed = self._main_form(at, position, group, lemma, saw_aux, is_to, form.forms)
                if allowed:
                    main, form_name = form.lemma, allowed
                    position += 1
        if not main and not lemma and not group.modal:
            return None
        if main:
            if lemma == "be" and form_name == "pp":
                group.passive = True
            if lemma == "be" and form_name == "ing":
                group.progressive = True
            if lemma == "have" and form_name == "pp":
                group.perfect = True
                group.finite = group.finite or group.form != "ing"
            if group.form == "":
                group.form = "fin" if saw_aux else form_name
            group.head = main
        else:
            group.head = lemma or group.modal
            if group.form == "":
                group.form = "fin"
            if any(item.low == "been" for item in items[at:position]):
                group.perfect = True
        if group.modal or (saw_aux and group.form == "fin"):
            group.finite = True
        if group.form in ("s", "past", "base"):
            group.finite = True
        if main and position < total and items[position].kind == "word":
            after = items[position].low
            if after == "in" and main in _WITH_IN and self._object_follows(position):
                group.particle = "in"
                position += 1
            elif (after in lexicon.particles and after != "down") or (
                (main in ("take", "come", "strike", "drop", "lay") and after == "off")
                or (main == "take" and after == "on" and self._object_follows(position))
            ):
                if not (after in lexicon.prepositions and main in ("be",)):
                    group.particle = after
                    position += 1
            elif (
                main == "use"
                and after == "to"
                and self._verb_base(position + 1)
                and not group.passive
                and form_name == "past"
            ):
                # "used to own": a habit of the past; the verb that follows is the one meant.
                inner = self._verb(position)
                if inner is not None:
                    last = self.chunks.pop()
                    last.start, last.finite, last.used_to, last.form = (
                        group.start,
                        True,
                        True,
                        "fin",
                    )
                    self._add(last)
                    return inner
        group.end = items[position - 1].end
        self._add(group)
        return position

    def _no_longer(self, at: int) -> bool:
        pair = tuple(item.low for item in self.items[at : at + 2])
        if pair != ("no", "longer") or at + 2 >= len(self.items):
            return False
        after = self.items[at + 2].low
        return self.lexicon.verb(after) is not None or after in self.lexicon.have

    def _opens_clause(self) -> bool:
        return not self.chunks or self.chunks[-1].kind in ("semi", "colon", "sub")

    def _quoted_verb(self, at: int) -> bool:
        """`has "never sold"`: the verb goes on behind the quotation mark."""
        return at + 1 < len(self.items) and (
            self._verb_after(at + 1) or self.items[at + 1].low in ("not", "never")
        )

    def _manner(self, at: int) -> bool:
        """An adverb in -ly; "supply", "apply" and "rely" are verbs."""
        low = self.items[at].low
        return low.endswith("ly") and self.lexicon.verb(low) is None

    def _verb_base(self, at: int) -> bool:
        if at >= len(self.items):
            return False
        form = self.lexicon.verb(self.items[at].low)
        return self.items[at].low in ("be", "have") or (form is not None and "base" in form.forms)

    def _verb_after(self, at: int) -> bool:
        while at < len(self.items) and (
            self.items[at].low in self.lexicon.adverbs or self._manner(at)
        ):
            at += 1
        if at >= len(self.items) or self.items[at].kind != "word":
            return False
        low = self.items[at].low
        return (
            (self.lexicon.verb(low) is not None and low not in self.lexicon.noun_like)
            or low in self.lexicon.be
            or low in self.lexicon.have
            or low in self.lexicon.modals
        )

    def _main_form(
        self,
        at: int,
        position: int,
        group: Chunk,
        lemma: str,
        saw_aux: bool,
        is_to: bool,
        forms: frozenset[str],
    ) -> str:
        """Which form of the main verb stands at `position`, empty if it is no verb there."""
        low = self.items[position].low
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        if is_to:
            if "base" in forms and not lemma:
                return "base"
            if lemma == "be":
                return "pp" if "pp" in forms else "ing" if "ing" in forms else ""
            return "pp" if "pp" in forms and lemma == "have" else ""
        if lemma == "be":
            if "pp" in forms:
                # "is listed companies" does not occur; a noun behind makes it an adjective.
                if (
                    follows is not None
                    and follows.kind == "word"
                    and self._nounish(position + 1)
                    and low.endswith("ed")
                    and low in self.lexicon.noun_like
                ):
                    return ""
                return "pp"
            return "ing" if "ing" in forms else ""
        if lemma == "have":
            return "pp" if "pp" in forms else ""
        if group.modal or saw_aux:
            return "base" if "base" in forms else ""
        if position > at and not group.adverbs and not group.neg:
            return ""
        return self._bare_form(position, forms)

    def _bare_form(self, at: int, forms: frozenset[str]) -> str:
        """A verb without auxiliary: finite, participle or no verb at all."""
        item = self.items[at]
        low = item.low
        previous = self.chunks[-1] if self.chunks else None
        after_np = previous is not None and (previous.is_np or previous.kind == "rpar")
        if previous is not None and previous.kind == "poss":
            return ""
        if "ing" in forms and previous is not None and previous.kind == "prep" and self._accused():
            return "ing"  # "accuses X of shipping pumps to Y"
        if low in self.lexicon.noun_like:
            subject = previous is not None and (
                (
                    previous.is_np
                    and (
                        previous.ref is not None
                        or previous.head.endswith("s")
                        or "s" in forms
                        or "past" in forms
                    )
                )
                or previous.kind in ("rel", "adv")
                or (
                    previous.kind in ("comma", "rpar")
                    and bool(forms & {"s", "past"})
                    and not self._has_finite()
                )
            )
            coordinated = (
                previous is not None
                and previous.kind == "conj"
                and any(c.kind == "vg" for c in self.chunks)
            )
            if not (
                (subject or coordinated)
                and (
                    (low in _HOLD_VERBS and self._holding_follows(at + 1))
                    or self._object_follows(at)
                    or self._only_verb(at, forms)
                    or (
                        previous is not None
                        and previous.is_np
                        and previous.named
                        and self._lone_verb(at, forms)
                    )
                )
            ):
                return ""
        if "ing" in forms:
            if previous is not None and previous.kind == "prep":
                return "ing"
            if (
                previous is not None
                and previous.kind == "vg"
                and self._nounish(at + 1)
                and self.items[at + 1].kind != "party"
                and verb_class(previous.head) not in ("begin", "plan")
            ):
                return ""
            if (
                after_np
                or previous is None
                or previous.kind
                in (
                    "comma",
                    "dash",
                    "conj",
                    "sub",
                    "vg",
                    "adv",
                    "lpar",
                    "semi",
                    "colon",
                    "quote",
                    "rel",
                )
            ):
                if self._nounish(at + 1) and previous is not None and previous.kind == "conj":
                    return "ing" if low not in self.lexicon.noun_like else ""
                return "ing"
            return ""
        if previous is not None and previous.kind == "prep":
            return ""
        if "s" in forms:
            return (
                "s"
                if previous is not None
                and (after_np or previous.kind in ("rel", "adv", "conj", "comma", "dash", "quote"))
                else ""
            )
        if forms & {"past", "pp"}:
            if not (
                previous is None
                or after_np
                or previous.kind
                in (
                    "rel",
                    "adv",
                    "conj",
                    "comma",
                    "dash",
                    "lpar",
                    "quote",
                    "semi",
                    "sub",
                    "colon",
                    "vg",
                )
            ):
                return ""
            if (
                (previous is None or previous.kind in ("conj", "comma", "vg", "sub"))
                and self._attributive(at)
                and not self._awaits_verb()
                and not (previous is not None and self._goes_on(previous, at))
            ):
                return ""
            if "past" in forms:
                return "past"
            return "pp"
        if "base" in forms:
            if after_np and at + 1 < len(self.items) and self.items[at + 1].low == "that":
                return "base"
            if previous is not None and previous.is_np and previous.ref is None:
                plural = (
                    previous.head.endswith("s")
                    or previous.head in self.lexicon.pronouns
                    or previous.head in ("people", "police", "both", "two", "staff", "men")
                )
                return "base" if plural else ""
            if previous is not None and previous.is_np and previous.ref is not None:
                many = (
                    len(previous.ids) > 1
                    or (len(self.chunks) > 1 and self.chunks[-2].kind == "conj")
                    or previous.ref.word in ("they", "we", "both", "i", "you", "we")
                )
                # "Investors in Acme include": the plural stands before the preposition.
                behind = (
                    len(self.chunks) > 2
                    and self.chunks[-2].kind == "prep"
                    and self.chunks[-3].is_np
                    and self.chunks[-3].ref is None
                    and self.chunks[-3].head.endswith("s")
                    and low not in self.lexicon.noun_like
                )
                return "base" if many or behind else ""
            if (
                previous is not None
                and previous.kind in ("comma", "rpar", "dash")
                and low not in self.lexicon.noun_like
                and self._open_subject()
            ):
                return "base"
            if previous is not None and previous.kind in ("rel", "adv"):
                return "base"
            if (
                previous is not None
                and previous.kind == "conj"
                and any(
                    chunk.kind == "vg" and chunk.form in ("base", "inf", "fin")
                    for chunk in self.chunks
                )
            ):
                return "base"
        return ""

    def _accused(self) -> bool:
        return any(chunk.kind == "vg" and chunk.head in _ACCUSING for chunk in self.chunks)

    def _has_finite(self) -> bool:
        """Whether a finite verb was seen; "owned by" after a comma is none."""
        for index, chunk in enumerate(self.chunks):
            if chunk.kind != "vg" or not chunk.finite:
                continue
            nxt = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
            reduced = chunk.form in ("past", "pp") and nxt is not None and nxt.head == "by"
            if not reduced:
                return True
        return False

    def _open_subject(self) -> bool:
        """A plural subject still waits for its verb: "The founders, A and B, keep ..."."""
        if not self.chunks or not self.chunks[0].is_np:
            return False
        if any(chunk.kind == "vg" and chunk.finite for chunk in self.chunks):
            return False
        first = self.chunks[0]
        return first.head.endswith("s") or any(chunk.kind == "conj" for chunk in self.chunks)

    def _only_verb(self, at: int, forms: frozenset[str]) -> bool:
        """`Acme supplies milk powder to`: no other verb follows, so this must be it."""
        if not forms & {"s", "past"} or not self._nounish(at + 1):
            return False
        for index in range(at + 1, min(len(self.items), at + 6)):
            item = self.items[index]
            if item.kind == "punct" or item.low in self.lexicon.prepositions:
                return True
            if item.kind != "word":
                continue
            if (
                item.low in self.lexicon.be
                or item.low in self.lexicon.have
                or item.low in self.lexicon.modals
            ):
                return False
            form = self.lexicon.verb(item.low)
            if (
                form is not None
                and form.forms & {"s", "past"}
                and item.low not in self.lexicon.noun_like
            ):
                return False
        return True

    def _lone_verb(self, at: int, forms: frozenset[str]) -> bool:
        """`Acme works with the army on radar.`: nothing else can be the verb of the clause."""
        if not forms & {"s", "past"} or self._has_finite() or at + 1 >= len(self.items):
            return False
        if self.items[at + 1].low not in self.lexicon.prepositions:
            return False
        for item in self.items[at + 1 :]:
            low = item.low
            if item.kind == "punct" and low in ",;:.":
                return low != ","
            if item.kind != "word":
                continue
            if low in self.lexicon.relatives or low in self.lexicon.subordinators:
                return True
            form = self.lexicon.verb(low)
            if (
                low in self.lexicon.be
                or low in self.lexicon.have
                or low in self.lexicon.do
                or low in self.lexicon.modals
                or (form is not None and form.forms & {"s", "past"})
            ):
                return False
        return True

    def _goes_on(self, previous: Chunk, at: int) -> bool:
        """`used forced labour and sold yarn to X`: no other verb follows, so this is one."""
        here = self.lexicon.verb(self.items[at].low)
        if previous.kind != "conj" or here is None or "past" not in here.forms:
            return False
        if not any(chunk.kind == "vg" and chunk.form in ("past", "fin") for chunk in self.chunks):
            return False
        for item in self.items[at + 1 : at + 12]:
            low = item.low
            if item.kind == "punct" or low in self.lexicon.conjunctions:
                return True
            if item.kind != "word":
                continue
            if low in self.lexicon.be or low in self.lexicon.have or low in self.lexicon.modals:
                return False
            form = self.lexicon.verb(low)
            if form is None or low in self.lexicon.noun_like:
                continue
            if form.forms & {"s", "past"}:
                return False
        return True

    def _awaits_verb(self) -> bool:
        """`the firm, which is owned by X, arranged shipments`: a comma closes the insert."""
        chunks = self.chunks
        if not chunks or chunks[-1].kind != "comma":
            return False
        inserted = sum(chunk.kind == "comma" for chunk in chunks) > 1
        opening = next((chunk for chunk in chunks[:3] if chunk.is_np and chunk.named), None)
        if inserted and opening is not None and not self._has_finite():
            return True  # "Acme, a company owned by Y, imported equipment"
        for at in range(len(chunks) - 1, 1, -1):
            if chunks[at].kind in ("semi", "sub"):
                return False
            if chunks[at].kind == "rel":
                inner = sum(chunk.kind == "vg" and chunk.finite for chunk in chunks[at:])
                return chunks[at - 1].kind == "comma" and chunks[at - 2].is_np and inner == 1
        return False

    def _attributive(self, at: int) -> bool:
        """A participle before a noun: "listed companies said"."""
        return (
            at + 1 < len(self.items)
            and self.items[at + 1].kind == "word"
            and self._nounish(at + 1)
            and self.items[at + 1].low not in self.lexicon.determiners
        )

    def _object_follows(self, at: int) -> bool:
        if at + 1 >= len(self.items):
            return False
        item = self.items[at + 1]
        if item.kind in ("party", "share", "money", "code"):
            return True
        if item.kind != "word":
            return False
        low = item.low
        return (
            low in self.lexicon.determiners
            or low in self.lexicon.pronouns
            or low in ("that", "to", "about", "more", "less", "over", "just")
            or low.endswith("ly")
        )

    def _nounish(self, at: int) -> bool:
        if at >= len(self.items):
            return False
        item = self.items[at]
        if item.kind in ("party", "place", "country"):
            return True
        if item.kind != "word":
            return False
        low, lexicon = item.low, self.lexicon
        if low in lexicon.determiners or low in lexicon.prepositions or low in lexicon.conjunctions:
            return False
        if (
            low in lexicon.adverbs
            or low in lexicon.modals
            or low in lexicon.be
            or low in lexicon.have
            or low in lexicon.do
        ):
            return False
        if (
            low in lexicon.subordinators
            or low in lexicon.relatives
            or low in lexicon.pronouns
            or low == "to"
        ):
            return False
        if low in lexicon.particles:
            return False
        form = lexicon.verb(low)
        return form is None or low in lexicon.noun_like

    # ---- noun phrases

    def _noun(self, at: int) -> int:
        lexicon, items, total = self.lexicon, self.items, len(self.items)
        first = items[at]
        phrase = Chunk("np", first.start, first.end)
        position = at
        has_head = False
        while position < total:
            item = items[position]
            if item.kind == "word":
                low = item.low
                if (
                    not has_head
                    and (low in lexicon.adverbs or low.endswith("ly"))
                    and low not in lexicon.determiners
                    and self._qualifier(position)
                ):
                    phrase.words.append(low)
                    phrase.words.append(items[position + 1].low)
                    position += 2
                    continue
                if position > at and self._ends_phrase(position, phrase, has_head):
                    break
                if low in lexicon.determiners and not has_head and not phrase.words:
                    phrase.det = (
                        low if not phrase.det or low not in ("two", "three") else phrase.det
                    )
                    if low in ("no", "neither"):
                        phrase.neg = True
                    phrase.words.append(low)
                    position += 1
                    if low in (
                        "both",
                        "all",
                        "some",
                        "many",
                        "each",
                        "another",
                        "these",
                        "those",
                        "this",
                        "several",
                        "two",
                        "three",
                        "most",
                        "few",
                        "none",
                        "half",
                    ):
                        phrase.head = low
                    continue
                phrase.words.append(low)
                phrase.head = low
                if low in ("nothing", "none", "nobody"):
                    phrase.neg = True
                if item.tail:
                    phrase.adverbs.append(item.tail)
                has_head = has_head or not self._adjective(low, position)
                position += 1
                if low in lexicon.pronouns:
                    phrase.ref = Ref((), False, low)
                    break
                continue
            if item.low in "(（" and item.kind == "punct" and self._short_insert(position):
                position += 3  # "artificial intelligence (AI) start-up X"
                continue
            if item.kind == "poss" or item.kind == "punct":
                break
            if item.kind == "party":
                if has_head and phrase.ref is None and self._stands_apart(phrase, position):
                    break
                if phrase.ref is not None and phrase.named:
                    if items[position - 1].kind in ("party", "share"):
                        break
                    phrase.inner.append((phrase.ref, ""))
                if item.tail:
                    phrase.inner.append((item.value, item.tail))
                    phrase.words.append(item.tail)
                    position += 1
                    continue
                phrase.ref = item.value
                phrase.head = ""
                has_head = True
                position += 1
                continue
            if item.kind in ("share", "money", "date", "code"):
                if has_head and phrase.ref is not None and item.kind in ("share", "money", "date"):
                    break
                if has_head and item.kind in ("date", "money", "share"):
                    break
                phrase.values.append(item)
                phrase.words.append(
                    {"share": "%", "code": "#code", "money": "#money", "date": "#date"}[item.kind]
                )
                phrase.head = phrase.words[-1]
                if item.kind == "code":
                    has_head = True
                position += 1
                if item.kind == "date":
                    break
                continue
            if item.kind == "country":
                phrase.country = phrase.country or item.value
                phrase.words.append(item.low)
                if phrase.ref is not None and phrase.named:
                    break
                has_head = has_head or (item.form == "name" and not item.tail)
                phrase.head = item.low
                position += 1
                continue
            phrase.words.append(item.low)
            if not has_head:
                phrase.head = item.low
            has_head = has_head or item.kind == "place"
            position += 1
        if position == at:
            position += 1
        if phrase.ref is not None and phrase.named and phrase.head in _MEMBERS:
            phrase.head = ""
        if phrase.ref is not None and phrase.named and phrase.head:
            # Nouns behind the name: the name only modifies ("a Rostec unit").
            phrase.inner.append((phrase.ref, ""))
            phrase.ref = None
        phrase.end = items[position - 1].end
        self._add(phrase)
        return position

    def _adjective(self, low: str, at: int) -> bool:
        if low in self.lexicon.determiners or low.isdigit() or low in _OF_STAKES:
            return True
        if (
            low.endswith("ed")
            and at + 1 < len(self.items)
            and (self._nounish(at + 1) or self.items[at + 1].kind == "code")
        ):
            return True
        return low.endswith(
            (
                "ish",
                "ese",
                "ian",
                "owned",
                "backed",
                "ous",
                "ful",
                "ive",
                "able",
                "former",
                "other",
                "new",
                "more",
                "less",
            )
        ) or low in (
            "first",
            "second",
            "largest",
            "major",
            "main",
            "early",
            "earlier",
            "small",
            "large",
            "big",
            "same",
            "own",
            "state",
            "joint",
            "only",
            "remaining",
            "local",
            "private",
            "foreign",
            "minority",
            "controlling",
            "existing",
        )

    def _stands_apart(self, phrase: Chunk, at: int) -> bool:
        """`Under the agreement Acme would`: the noun does not describe the name behind it."""
        if not self.chunks or self.chunks[-1].kind not in ("prep", "sub", "adv"):
            return False
        head = phrase.head
        if _describes(head) or at + 1 >= len(self.items):
            return False
        nxt = self.items[at + 1]
        return nxt.kind == "word" and (nxt.low in self.lexicon.modals or self._may_verb(at + 1))

    def _short_insert(self, at: int) -> bool:
        """A bracketed abbreviation inside a noun phrase that goes on behind it."""
        if at + 3 >= len(self.items) or self.items[at + 2].low not in ")）":
            return False
        inner, after = self.items[at + 1], self.items[at + 3]
        if inner.kind != "word" or len(inner.low) > 5 or after.kind not in ("word", "party"):
            return False
        return after.kind == "party" or _describes(after.low)

    def _qualifier(self, at: int) -> bool:
        """`wholly owned subsidiary`: an adverb and a participle before the noun."""
        if at + 2 >= len(self.items) or self.items[at + 1].kind != "word":
            return False
        form = self.lexicon.verb(self.items[at + 1].low)
        return form is not None and "pp" in form.forms and self._nounish(at + 2)

    def _verb_of_plural(self, at: int) -> bool:
        """`Investors in Acme include`: the verb of the plural before the preposition."""
        form = self.lexicon.verb(self.items[at].low)
        return (
            form is not None
            and "base" in form.forms
            and self.items[at].low not in self.lexicon.noun_like
            and len(self.chunks) > 1
            and self.chunks[-1].kind == "prep"
            and self.chunks[-2].is_np
            and self.chunks[-2].ref is None
            and self.chunks[-2].head.endswith("s")
        )

    def _ends_phrase(self, at: int, phrase: Chunk, has_head: bool) -> bool:
        lexicon = self.lexicon
        item = self.items[at]
        low = item.low
        if low == "following" and phrase.words and not has_head:
            return False  # "the following entities"
        if low == "outside" and phrase.words and self._investor_follows(at + 1):
            return False  # "its largest outside shareholder"
        if phrase.ref is not None and phrase.named:
            if low in _BEHIND_NAMES or low in lexicon.weekdays:
                return True
            if low == "first" and self._verb_after(at + 1):
                return True  # "Acme first invested in"
            if low.endswith("ly") and lexicon.verb(low) is None and not self._nounish(at + 1):
                return True  # "own 14% and 9% of Acme respectively"
        if (
            low in lexicon.prepositions
            or low in lexicon.conjunctions
            or low in lexicon.relatives
            or low == "to"
        ):
            return True
        if (
            low in lexicon.modals
            or low in lexicon.be
            or low in lexicon.have
            or low in lexicon.do
            or low in lexicon.contractions
        ):
            return True
        if low in lexicon.pronouns and low not in lexicon.determiners:
            return True
        if low in ("not", "never"):
            return True
        if low in lexicon.subordinators:
            return True
        if phrase.ref is not None and phrase.named and self._verb_of_plural(at):
            return True
        if low in lexicon.determiners and has_head:
            return True
        if (
            low in lexicon.determiners
            and phrase.words
            and phrase.words[-1] not in lexicon.determiners
        ):
            return True
        if (
            low in lexicon.adverbs
            and low not in lexicon.determiners
            and low
            not in (
                "just",
                "about",
                "roughly",
                "around",
                "nearly",
                "almost",
                "first",
                "last",
                "both",
                "long",
                "far",
                "long-time",
                "once",
                "then",
                "well",
            )
        ):
            return not (
                low
                in (
                    "now",
                    "also",
                    "still",
                    "already",
                    "today",
                    "recently",
                    "reportedly",
                    "allegedly",
                    "later",
                    "earlier",
                    "previously",
                    "formerly",
                    "currently",
                )
                and not has_head
            )
        form = lexicon.verb(low)
        if form is not None and phrase.words and phrase.words[-1] == "%" and "pp" in form.forms:
            return at + 1 < len(self.items) and self.items[at + 1].low in lexicon.prepositions
        plain = form is not None and low not in lexicon.noun_like
        if form is not None and plain and phrase.words[-1:] == ["%"] and form.forms & {"s", "past"}:
            return True  # "The remaining 40% belongs to"
        bare_det = (
            bool(phrase.words)
            and phrase.det
            in (
                "these",
                "those",
                "this",
                "both",
                "all",
                "some",
                "many",
                "several",
                "two",
                "three",
                "most",
                "few",
            )
            and not has_head
        )
        if phrase.det in ("this", "that") and not has_head and low in lexicon.noun_like:
            return False
        if form is None:
            return bool(low.endswith("ly") and has_head and self._verb_after(at + 1))
        if not has_head and not bare_det:
            return False
        if low in lexicon.noun_like:
            if phrase.ref is not None and phrase.head == "" and phrase.named:
                if phrase.det in lexicon.possessives and item.low in _STAKE_NOUNS:
                    return False  # "to sell its Acme stake to": the noun, whatever follows
                if form.forms <= {"base", "pp"} and not (
                    self.chunks and self.chunks[-1].kind == "conj"
                ):
                    return False  # "Acme rival Kestrel": no verb of a single company
                return (
                    self._object_follows(at)
                    or self._only_verb(at, form.forms)
                    or self._lone_verb(at, form.forms)
                )
            if self.items[min(at + 1, len(self.items) - 1)].low == "to":
                return False
            if (
                form.forms & {"s", "past"}
                and self._object_follows(at)
                and not (
                    at + 1 < len(self.items)
                    and self.items[at + 1].low in ("that", "to")
                    and low in ("plans", "claims", "reports", "bid", "offer", "talks")
                )
            ):
                return True
            return bool(
                phrase.words
                and not _describes(low)  # "robotics firm Acme", "logistics group Acme"
                and phrase.words[-1].endswith("s")
                and "base" in form.forms
                and self._object_follows(at)
            )
        if "ing" in form.forms:
            return True
        if form.forms & {"s", "past", "pp"}:
            return True
        if "base" in form.forms:
            if at + 1 < len(self.items) and self.items[at + 1].low == "that":
                return True
            plural = phrase.words and phrase.words[-1].endswith("s")
            return bool(plural) or (
                phrase.ref is not None
                and self._object_follows(at)
                and len(self.chunks) > 0
                and self.chunks[-1].kind == "conj"
            )
        return False

    def _holding_follows(self, at: int) -> bool:
        return at < len(self.items) and self.items[at].low in _STAKE_NOUNS

    def _investor_follows(self, at: int) -> bool:
        return at < len(self.items) and self.items[at].low in _HOLDERS

    # ---- links between neighbours

    def _possessors(self) -> None:
        for index in range(1, len(self.chunks) - 1):
            if (
                self.chunks[index].kind == "poss"
                and self.chunks[index - 1].is_np
                and self.chunks[index + 1].is_np
            ):
                self.chunks[index + 1].owner = index - 1

    def _prepositions(self) -> None:
        for index, chunk in enumerate(self.chunks):
            if not chunk.is_np:
                continue
            first = index
            while self.chunks[first].owner >= 0:
                first = self.chunks[first].owner
            before = first - 1
            while before >= 0 and self.chunks[before].kind in ("adv", "quote"):
                before -= 1
            if before >= 0 and self.chunks[before].kind == "prep":
                chunk.prep = self.chunks[before].head
            # The possessor of a phrase under a preposition is itself no subject.
            if chunk.owner >= 0:
                self.chunks[chunk.owner].prep = self.chunks[chunk.owner].prep or "poss"


def _describes(noun: str) -> bool:
    """A noun that may stand right before the name it describes ("chipmaker Acme")."""
    known = words_of("names_en.yaml", "company_nouns") | words_of("names_en.yaml", "fund_nouns")
    known |= words_of("names_en.yaml", "person_roles")
    return (
        noun in known
        or noun.rstrip("s") in known
        or noun.endswith(("er", "or", "ist", "ant", "tank", "paper"))
    )
