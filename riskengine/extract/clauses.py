"""Who does what to whom: subjects, objects and governors of the verb groups of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from riskengine.extract.chunks import Chunk
from riskengine.extract.lexicon import Lexicon, word_set, words_of
from riskengine.extract.speech import noun_class, verb_class

_REACH = 160
"""How many phrases a search may pass: keeps long enumerations linear in cost."""

_OBJECT_CONTROL = word_set(
    "allow ask order force require urge permit enable use tell help invite persuade "
    "cause lead authorise authorize accuse press warn compel"
)
_OBJECT_OF_GERUND = word_set(
    "accuse sanction charge fine designate suspect blacklist penalise penalize punish "
    "blame add list place put prevent stop bar indict convict prosecute denounce "
    "criticise target name identify prohibit ban"
)


@dataclass(slots=True)
class Parse:
    """A parsed sentence: its chunks with subjects, groups and governors filled in."""

    chunks: list[Chunk]
    text: str
    start: int
    end: int
    verbs: list[int] = field(default_factory=list)

    def np_after(self, index: int, *, within: int = _REACH) -> int:
        """Index of the first noun phrase behind `index`, -1 if none."""
        for at in range(index + 1, min(len(self.chunks), index + within)):
            if self.chunks[at].is_np:
                return self.head_np(at)
        return -1

    def head_np(self, at: int) -> int:
        """Skip possessors: from "Rostec" in "Rostec's unit X" to "unit X"."""
        while (
            at + 2 < len(self.chunks)
            and self.chunks[at + 1].kind == "poss"
            and self.chunks[at + 2].owner == at
        ):
            at += 2
        return at

    def first_of(self, at: int) -> int:
        """Index of the first chunk of a phrase with its possessors."""
        while self.chunks[at].owner >= 0:
            at = self.chunks[at].owner
        return at

    def object_of(self, verb: int) -> int:
        """Index of the direct object, -1 if there is none."""
        at = verb + 1
        while at < len(self.chunks) and self.chunks[at].kind in ("adv", "quote"):
            at += 1
        if at < len(self.chunks) and self.chunks[at].is_np:
            np = self.head_np(at)
            if self.chunks[np].values and self.chunks[np].words[-1] == "#date":
                return -1
            return np
        if at < len(self.chunks) and self.chunks[at].kind == "colon":
            return self.np_after(at, within=4)
        return -1

    def pps_of(self, verb: int) -> list[tuple[str, int]]:
        """Prepositional phrases to the right of a verb, up to the next clause."""
        found: list[tuple[str, int]] = []
        at = verb + 1
        stop = min(len(self.chunks), verb + _REACH)
        reduced = False
        while at < stop:
            chunk = self.chunks[at]
            if chunk.kind == "vg" and chunk.form == "part":
                reduced = True  # "the persons named below to the list": the old clause goes on
                at += 1
                continue
            if self._ends_clause(at, verb):
                skip = self._insert_end(at)
                if skip is None:
                    break
                at = skip
                continue
            if chunk.kind == "prep":
                after = at + 1
                if after < stop and self.chunks[after].is_np:
                    np = self.head_np(after)
                    if reduced and chunk.head == "by":
                        reduced = False  # the agent of the participle, not of this verb
                    else:
                        found.append((chunk.head, np))
                    at = np + 1
                    continue
            at += 1
        return found

    def _ends_clause(self, at: int, verb: int) -> bool:
        chunk = self.chunks[at]
        if chunk.kind in ("semi", "rel"):
            return True
        if chunk.kind == "sub":
            return True
        if chunk.kind == "vg":
            return chunk.finite or chunk.form not in ("ing",) or chunk.link != "gerund"
        del verb
        return False

    def _insert_end(self, at: int) -> int | None:
        """Behind a relative clause between commas the old clause goes on."""
        if self.chunks[at].kind != "rel":
            return None
        for index in range(at + 1, min(len(self.chunks) - 1, at + 24)):
            chunk = self.chunks[index]
            if chunk.kind == "comma" and self.chunks[index + 1].kind in ("prep",):
                return index + 1
            if chunk.kind in ("semi", "sub") or (chunk.kind == "conj" and index > at + 1):
                return None
        return None


def parse(chunks: list[Chunk], lexicon: Lexicon, text: str, start: int, end: int) -> Parse:
    """Fill in coordination, apposition, subjects and governors."""
    result = Parse(chunks, text, start, end)
    _appositions(result)
    _coordinate(result)
    result.verbs = [index for index, chunk in enumerate(chunks) if chunk.kind == "vg"]
    speech = _report_verbs()
    for index in result.verbs:
        _participles(result, index)
    for index in result.verbs:
        _subject(result, index, lexicon, speech)
    _fronted(result)
    for index in result.verbs:
        if index >= 2 and chunks[index - 1].head == "nor" and chunks[index - 2].kind != "comma":
            chunks[index].neg = True  # "is neither owned nor run by X"
    return result


def _fronted(parse_: Parse) -> None:
    """`Also sanctioned were A and B`, `Among those hit is C`: the subject stands last."""
    chunks = parse_.chunks
    for number, index in enumerate(parse_.verbs[:2]):
        verb = chunks[index]
        if verb.form not in ("part", "ing", "past", "pp") or number + 1 >= len(parse_.verbs):
            continue
        if any(chunk.is_np and chunk.ref is not None for chunk in chunks[:index]):
            return
        be = parse_.verbs[number + 1]
        opens = index == 0 or chunks[0].head in ("among", "also") or chunks[0].kind == "adv"
        between = chunks[index + 1 : be]
        plain = all(chunk.kind in ("np", "prep", "adv") for chunk in between)
        if not opens or chunks[be].head != "be" or chunks[be].passive or not plain:
            continue
        after = be + 1
        if after < len(chunks) and chunks[after].is_np:
            named = _members(parse_, parse_.head_np(after))
            chunks[be].subj = verb.subj = named
            if verb.form != "ing":
                verb.passive, verb.finite, verb.form = True, False, "part"
            verb.gov = -1
            return


def _report_verbs() -> frozenset[str]:
    return words_of("speech_en.yaml", "verbs", "report") | words_of(
        "speech_en.yaml", "verbs", "claim"
    )


# ---- apposition and coordination


def _appositions(parse_: Parse) -> None:
    """`X, a unit of Y,`: the phrase behind the comma describes X."""
    chunks = parse_.chunks
    for index in range(2, len(chunks)):
        phrase = chunks[index]
        if not phrase.is_np or phrase.prep:
            continue
        first = parse_.first_of(index)
        if first < 2 or chunks[first - 1].kind not in ("comma", "dash", "lpar"):
            continue
        descriptive = phrase.ref is None and (
            phrase.det
            in (
                "a",
                "an",
                "the",
                "its",
                "their",
                "both",
                "one",
                "his",
                "her",
                "our",
                "another",
                "all",
            )
            or phrase.owner >= 0
            or (
                phrase.words
                and phrase.words[0]
                in ("part", "majority", "formerly", "both", "itself", "once", "home")
            )
            or chunks[first - 1].kind in ("lpar", "dash")
            or (bool(phrase.head) and phrase.head in words_of("names_en.yaml", "company_nouns"))
        )
        if not descriptive:
            continue
        after = index + 1
        while after < len(chunks) and chunks[after].kind == "adv":
            after += 1
        if (
            after < len(chunks)
            and chunks[after].kind == "vg"
            and chunks[after].finite
            and chunks[after].form != "part"
            and not _participle_shape(parse_, after)
        ):
            continue  # no comma closes it: "..., a diplomat said" has a subject of its own
        before = first - 2
        # Pass inserts such as a bracketed acronym.
        while before >= 0 and chunks[before].kind == "rpar":
            opened = before
            while opened >= 0 and chunks[opened].kind != "lpar":
                opened -= 1
            before = opened - 1
        if before < 0 or not chunks[before].is_np:
            continue
        target = before
        # "X of Singapore, a dealer": pass a place phrase to the head before it.
        while chunks[target].ref is None and chunks[target].prep in (
            "of",
            "in",
            "from",
            "at",
            "near",
        ):
            back = target - 2
            while back >= 0 and chunks[back].kind in ("prep", "adv"):
                back -= 1
            if back < 0 or not chunks[back].is_np:
                break
            target = back
        if chunks[target].ref is not None or chunks[target].head:
            phrase.appos = target


def _coordinate(parse_: Parse) -> None:
    """Group noun phrases joined by commas, semicolons and "and"."""
    chunks = parse_.chunks
    position = 0
    while position < len(chunks):
        if (
            not chunks[position].is_np
            or chunks[position].appos >= 0
            or not _joinable(chunks[position])
        ):
            position += 1
            continue
        head = parse_.head_np(position)
        members = [head]
        pending: list[int] = []
        joined = False
        last = head
        while True:
            after, mark = _next_member(parse_, last, bool(members))
            if after < 0:
                break
            if _has_own_share(parse_, after) and not _has_own_share(parse_, last):
                break  # "owns 60% of X and B 25%": B starts a clause without its verb
            if mark == "comma":
                pending.append(after)
                last = after
                continue
            if mark == "semi" and (
                chunks[last].ref is None
                or chunks[after].ref is None
                or _clause_follows(parse_, last, after)
            ):
                break
            if mark in ("conj", "semi"):
                if mark == "conj" and not pending and _new_clause(parse_, members[0], after):
                    break
                members.extend(pending)
                pending = []
                members.append(after)
                joined = True
                last = after
                continue
            break
        if pending and joined and chunks[head].prep and _verb_next(parse_, pending[-1]):
            pending = []  # "With A and B, C opened": C is the subject
        if pending and (joined or _is_list(parse_, head, pending)):
            members.extend(pending)
            joined = True
        if joined and len(members) > 1:
            for member in members:
                chunks[member].group = members
                if member != head and not chunks[member].prep:
                    chunks[member].prep = chunks[head].prep
            position = members[-1] + 1
        else:
            position = head + 1


def _verb_next(parse_: Parse, np: int) -> bool:
    """A finite verb follows at once, and none stands before: the phrase opens the clause."""
    chunks = parse_.chunks
    after = np + 1
    while after < len(chunks) and chunks[after].kind == "adv":
        after += 1
    return (
        after < len(chunks)
        and chunks[after].kind == "vg"
        and chunks[after].finite
        and not any(chunk.kind == "vg" and chunk.finite for chunk in chunks[:np])
    )


def _joinable(chunk: Chunk) -> bool:
    bare = (
        chunk.country is not None
        and (not chunk.det or chunk.det == "the")
        and len(chunk.words) <= 3
        and not chunk.values
    )
    return chunk.ref is not None or (bare and chunk.head not in ("%", "")) or "#code" in chunk.words


def _unnamed_rest(chunk: Chunk) -> bool:
    """`A (55%), B (30%) and its founders`: the last of a list without a name."""
    many = chunk.head.endswith("s") and chunk.ref is None and not chunk.values
    return many and (
        chunk.det in ("its", "their", "other", "several", "some", "two", "three")
        or chunk.words[:1] in (["other"], ["individual"], ["minority"], ["small"], ["private"])
    )


def _called(parse_: Parse, np: int) -> bool:
    """`X and its owner, Jane Roe`: a description that a name follows."""
    chunks = parse_.chunks
    if chunks[np].det not in ("its", "their", "his", "her") or np + 2 >= len(chunks):
        return False
    return chunks[np + 1].kind == "comma" and chunks[np + 2].is_np and chunks[np + 2].named


def _next_member(parse_: Parse, last: int, any_members: bool) -> tuple[int, str]:
    """The next phrase of an enumeration and the mark before it, (-1, "") if it ends."""
    chunks = parse_.chunks
    at = last + 3 if _called(parse_, last) else last + 1
    total = len(chunks)
    at = _skip_inserts(parse_, at, last)
    mark = ""
    while at < total and chunks[at].kind in ("comma", "semi", "conj", "adv"):
        if chunks[at].kind == "conj" and chunks[at].head not in ("and", "or", "nor", "plus"):
            return -1, ""
        if chunks[at].kind == "conj":
            words = parse_.text[chunks[at].start : chunks[at].end].lower()
            if words.endswith("with") and chunks[last].prep and chunks[at - 1].kind == "comma":
                return -1, ""  # "A invested in X, together with B": B with A, not with X
            mark = "conj"
        elif chunks[at].kind == "semi":
            mark = mark or "semi"
        elif chunks[at].kind == "comma":
            mark = mark or "comma"
        at += 1
    if not mark or at >= total:
        return -1, ""
    if (
        chunks[at].kind == "prep"
        and chunks[at].head == chunks[last].prep
        and mark == "conj"
        and chunks[last].prep
    ):
        at += 1  # "from A and from B"
    if at < total and chunks[at].is_np:
        np = parse_.head_np(at)
        if chunks[np].appos >= 0 and mark == "comma":
            return -1, ""
        pair = chunks[last].det == "neither" and chunks[np - 1].head == "nor"
        pair = pair or (mark == "conj" and _unnamed_rest(chunks[np]) and any_members)
        if _joinable(chunks[np]) or _called(parse_, np) or pair:
            return np, mark
    return -1, ""


def _skip_inserts(parse_: Parse, at: int, last: int) -> int:
    """Pass brackets, shares and appositions between the members of an enumeration."""
    chunks, total = parse_.chunks, len(parse_.chunks)
    while at < total:
        kind = chunks[at].kind
        if kind == "lpar":
            close = at
            while close < total and chunks[close].kind != "rpar":
                close += 1
            if close >= total or close - at > 12:
                return at
            at = close + 1
            continue
        if (
            chunks[at].is_np
            and chunks[at].values
            and chunks[at].ref is None
            and len(chunks[at].words) == 1
        ):
            at += 1  # "A 51%, B 49%"
            continue
        if (
            kind == "prep"
            and chunks[at].head in ("of", "in", "with", "at")
            and at + 1 < total
            and chunks[at + 1].is_np
            and (chunks[at + 1].ref is None)
        ):
            after = at + 2
            if after < total and chunks[after].kind in ("comma", "conj", "semi"):
                at = after
                continue
            return at
        if kind == "comma" and at + 1 < total and chunks[at + 1].is_np:
            np = parse_.head_np(at + 1)
            if chunks[np].appos == last:
                stop = np + 1
                while (
                    stop < total
                    and chunks[stop].kind not in ("comma", "semi", "dash", "rel")
                    and stop - np < 14
                ):
                    if (
                        chunks[stop].kind == "conj"
                        and stop + 1 < total
                        and chunks[stop + 1].is_np
                        and chunks[stop + 1].ref is not None
                    ):
                        break
                    if chunks[stop].kind == "vg" and chunks[stop].finite:
                        return at
                    stop += 1
                if stop < total and chunks[stop].kind in ("comma", "semi", "conj"):
                    nxt = stop + 1
                    while nxt < total and chunks[nxt].kind in ("comma", "conj"):
                        nxt += 1
                    if (
                        nxt < total
                        and chunks[nxt].is_np
                        and chunks[nxt].ref is not None
                        and chunks[nxt].appos < 0
                    ):
                        at = stop
                        continue
                return at
        return at
    return at


def _new_clause(parse_: Parse, left: int, right: int) -> bool:
    """`sold it to A and B said`: B starts a clause of its own."""
    chunks = parse_.chunks
    after = right + 1
    while after < len(chunks) and chunks[after].kind == "adv":
        after += 1
    if after >= len(chunks) or chunks[after].kind != "vg" or not chunks[after].finite:
        return False
    before = parse_.first_of(left) - 1
    while before >= 0:
        chunk = chunks[before]
        if chunk.kind == "vg":
            return chunk.head not in _report_verbs() or chunks[left].prep != ""
        if chunk.kind in ("sub", "rel", "semi", "colon", "dash"):
            return False
        if chunk.kind == "comma" and not chunks[left].prep:
            return False
        before -= 1
    return False


def _has_own_share(parse_: Parse, np: int) -> bool:
    chunks = parse_.chunks
    after = np + 1
    if after >= len(chunks):
        return False
    nxt = chunks[after]
    rest = nxt.det == "the" and nxt.head in ("rest", "remainder", "balance")
    return (
        nxt.is_np and nxt.ref is None and (rest or any(item.kind == "share" for item in nxt.values))
    )


def _clause_follows(parse_: Parse, last: int, after: int) -> bool:
    """Behind a semicolon a name with its own verb starts a clause, unless "and" joins it."""
    chunks = parse_.chunks
    probe = after + 1
    while probe < len(chunks) and chunks[probe].kind == "adv":
        probe += 1
    verb = False
    while probe < len(chunks) and chunks[probe].kind != "semi":
        if chunks[probe].kind == "vg" and chunks[probe].finite and chunks[probe].form != "part":
            verb = True
        probe += 1
    return verb and not any(chunk.kind == "conj" for chunk in chunks[last + 1 : after])


def _is_list(parse_: Parse, head: int, pending: list[int]) -> bool:
    """Commas alone make a list behind a colon or when every member has its share."""
    chunks = parse_.chunks
    before = parse_.first_of(head) - 1
    if before >= 0 and (chunks[before].kind == "colon" or chunks[before].head == "including"):
        return True
    return len(pending) >= 2 and all(chunks[item].ref is not None for item in pending)


def _participle_shape(parse_: Parse, verb: int) -> bool:
    """A bare -ed form that "by" or another preposition follows at once."""
    chunk = parse_.chunks[verb]
    after = verb + 1
    return (
        chunk.form in ("past", "pp")
        and after < len(parse_.chunks)
        and parse_.chunks[after].kind == "prep"
        and chunk.head in _PASSIVE_LIKELY
    )


# ---- subjects


def _participles(parse_: Parse, index: int) -> None:
    """Decide whether a bare -ed form is a verb or a participle ("a fund backed by X")."""
    chunks = parse_.chunks
    verb = chunks[index]
    if verb.form not in ("past", "pp"):
        return
    after = index + 1
    while after < len(chunks) and chunks[after].kind == "adv":
        after += 1
    by_next = after < len(chunks) and chunks[after].kind == "prep" and chunks[after].head == "by"
    if not by_next:
        # "30% owned by", "known as", "listed on": look a little further for "by".
        steps = 0
        probe = after
        while probe < len(chunks) and steps < 5 and chunks[probe].kind in ("np", "prep", "adv"):
            if (
                chunks[probe].kind == "prep"
                and chunks[probe].head == "by"
                and parse_.object_of(index) < 0
            ):
                by_next = True
                break
            probe += 1
            steps += 1
    previous = chunks[index - 1] if index else None
    has_object = parse_.object_of(index) >= 0
    if (
        verb.form == "past"
        and not by_next
        and index >= 2
        and chunks[index - 1].is_np
        and not chunks[index - 1].prep
        and chunks[parse_.first_of(index - 1) - 1].kind == "rel"
        and chunks[parse_.first_of(index - 1) - 1].head in ("which", "whom", "that")
    ):
        return  # "X, which the ministry placed on a list": the verb of the relative clause
    reduced = verb.form == "pp" or by_next
    if not reduced and previous is not None and not has_object:
        if (previous.kind in ("comma", "lpar", "dash") and verb.head in _PASSIVE_LIKELY) or (
            previous.is_np
            and verb.head in _PASSIVE_LIKELY
            and (
                _finite_later(parse_, index)
                or previous.prep not in ("",)
                or _verb_before(parse_, index)
            )
        ):
            reduced = True
        elif previous.kind == "conj" and index >= 2:
            earlier = _previous_verb(parse_, index)
            reduced = earlier >= 0 and chunks[earlier].passive and verb.head in _PASSIVE_LIKELY
    if previous is None and verb.head in _PASSIVE_LIKELY:
        reduced = True
    if reduced:
        verb.passive = True
        verb.finite = False
        verb.form = "part"


_PASSIVE_LIKELY = word_set(
    "own control base list found back incorporate register headquarter hold sanction "
    "blacklist designate know link support fund lead affiliate locate sell issue name "
    "call make use manage run add place accuse suspect produce publish sign date date "
    "acquire domicile establish finance charge convict tie connect include raise "
    "supply operate invest intend owned"
)


def _previous_verb(parse_: Parse, index: int) -> int:
    for at in range(index - 1, max(-1, index - _REACH), -1):
        if parse_.chunks[at].kind == "vg":
            return at
    return -1


def _verb_before(parse_: Parse, index: int) -> bool:
    """Whether the clause already has its finite verb."""
    for at in range(index - 1, max(-1, index - _REACH), -1):
        chunk = parse_.chunks[at]
        if chunk.kind == "vg" and chunk.finite and chunk.form != "part":
            return True
        if chunk.kind in ("sub", "rel", "semi", "colon"):
            return False
    return False


def _finite_later(parse_: Parse, index: int) -> bool:
    chunks = parse_.chunks
    for at in range(index + 1, min(len(chunks), index + 30)):
        chunk = chunks[at]
        if chunk.kind in ("semi", "sub", "rel", "conj"):
            return False
        if chunk.kind == "vg" and chunk.finite and chunk.form not in ("past",):
            return True
        if chunk.kind == "vg" and chunk.form == "past" and chunks[at - 1].kind == "comma":
            return True
    return False


def _subject(parse_: Parse, index: int, lexicon: Lexicon, speech: frozenset[str]) -> None:
    chunks = parse_.chunks
    verb = chunks[index]
    before = index - 1
    while before >= 0 and chunks[before].kind in ("adv", "quote"):
        before -= 1
    previous = chunks[before] if before >= 0 else None
    if verb.form == "inf":
        _infinitive(parse_, index, before)
        return
    if verb.form == "ing" and not verb.finite:
        _gerund(parse_, index, before)
        return
    if verb.form == "part":
        verb.link = "participle"
        verb.subj = _participle_host(parse_, index, before)
        earlier = _previous_verb(parse_, index)
        verb.gov = earlier if previous is not None and previous.kind in ("conj",) else -1
        return
    if previous is None:
        return
    if previous.kind == "rel":
        verb.link = "rel"
        verb.subj = _antecedent(parse_, before)
        _govern(parse_, index, lexicon, speech)
        return
    closes = previous.kind == "comma" and _closes_relative(parse_, before)
    if previous.kind == "conj" or (
        previous.kind == "comma" and before > 0 and chunks[before - 1].kind == "vg" and not closes
    ):
        earlier = _coordinated_with(parse_, before)
        if earlier >= 0:
            verb.link = "coord"
            speech_verb = _outer_speech(parse_, earlier, index, speech)
            if speech_verb >= 0:
                verb.gov = chunks[speech_verb].gov
                verb.subj = chunks[speech_verb].subj
                return
            verb.gov = chunks[earlier].gov
            verb.subj = chunks[earlier].subj
            if not verb.modal and chunks[earlier].modal and verb.form == "base":
                verb.modal = chunks[earlier].modal
            if (
                verb.form in ("past", "pp")
                and chunks[earlier].passive
                and parse_.object_of(index) < 0
            ):
                verb.passive = True
            if verb.form == "base" and chunks[earlier].form == "inf":
                verb.form = "inf"
            return
    subject = _subject_left(parse_, before, index)
    if subject >= 0:
        verb.subj = _members(parse_, subject)
    elif previous.kind in ("comma", "rpar", "dash", "quote", "colon"):
        earlier = _coordinated_with(parse_, before)
        verb.subj = chunks[earlier].subj if earlier >= 0 else []
    if not verb.subj or (verb.head in speech and _inverted(parse_, index)):
        after = index + 1
        if (
            verb.head in speech
            and after < len(chunks)
            and chunks[after].is_np
            and _inverted(parse_, index)
        ):
            verb.subj = _members(parse_, parse_.head_np(after))
    _govern(parse_, index, lexicon, speech)


def _closes_relative(parse_: Parse, comma: int) -> bool:
    """`X, where it was born, retains`: the comma ends the relative clause."""
    opened = _insert_start(parse_, comma)
    return opened >= 0 and parse_.chunks[opened + 1].kind == "rel"


def _outer_speech(parse_: Parse, earlier: int, index: int, speech: frozenset[str]) -> int:
    """`X said that the ruling lacked a basis and denied it`: X denies, not the ruling.

    Returns the verb of speech whose subject a second verb of speech shares, -1 if the
    second verb goes on with the clause inside.
    """
    chunks = parse_.chunks
    inner, verb = chunks[earlier], chunks[index]
    outer = inner.gov
    if verb_class(verb.head) not in ("deny", "report", "claim", "plan", "admit"):
        return -1
    if inner.link != "that" or outer < 0 or chunks[outer].kind != "vg":
        return -1
    above = chunks[outer]
    if above.head not in speech or above.passive or verb.passive or not above.subj:
        return -1
    if verb.form != above.form:
        return -1
    bare = not any(chunks[np].ref is not None for np in inner.subj)
    return outer if bare or inner.form != verb.form else -1


def _inverted(parse_: Parse, index: int) -> bool:
    """`"...," said Jane Roe`: the speaker stands behind the verb."""
    chunks = parse_.chunks
    before = index - 1
    if before < 0 or chunks[before].kind not in ("comma", "quote"):
        return False
    after = index + 1
    if after >= len(chunks) or not chunks[after].is_np:
        return False
    nxt = chunks[after]
    if nxt.values:
        return False
    quoted = any(chunk.kind == "quote" for chunk in chunks[max(0, before - 1) : index])
    behind = parse_.head_np(after) + 1
    if not quoted and behind < len(chunks) and chunks[behind].kind == "vg":
        return False  # "X, which makes pumps, said it had": the subject of the clause behind
    return nxt.ref is not None or quoted


def _members(parse_: Parse, np: int) -> list[int]:
    group = parse_.chunks[np].group
    return list(group) if group else [np]


def _antecedent(parse_: Parse, rel: int) -> list[int]:
    """Phrase that a relative pronoun stands for."""
    chunks = parse_.chunks
    before = rel - 1
    while before >= 0 and chunks[before].kind in ("comma", "dash", "quote", "prep", "adv"):
        before -= 1
    if before >= 0 and chunks[before].kind == "rpar":
        while before >= 0 and chunks[before].kind != "lpar":
            before -= 1
        before -= 1
    if before < 0 or not chunks[before].is_np:
        return []
    # "X of Singapore, which": a place is rarely meant; go on to the head before it.
    target = before
    for _ in range(3):
        chunk = chunks[target]
        if chunk.ref is not None or chunk.prep == "" or "#code" in chunk.words:
            break
        back = target - 1
        while back >= 0 and chunks[back].kind in ("prep", "adv", "poss"):
            back -= 1
        if back < 0 or not chunks[back].is_np:
            break
        if chunk.country is None and chunks[back].ref is None:
            break
        target = back
    phrase = chunks[target]
    if phrase.appos >= 0 and phrase.ref is None:
        return _members(parse_, phrase.appos)
    return _members(parse_, target)


def _coordinated_with(parse_: Parse, before: int) -> int:
    """Verb group that a subjectless one continues, -1 if none."""
    chunks = parse_.chunks
    at = before
    while at >= 0 and chunks[at].kind in ("conj", "comma", "adv", "dash"):
        at -= 1
    for index in range(at, max(-1, at - _REACH), -1):
        chunk = chunks[index]
        if (
            chunk.kind == "vg"
            and chunk.form not in ("part",)
            and (chunk.finite or chunk.form == "inf")
        ):
            return index
        if chunk.kind == "semi":
            return -1
    return -1


def _subject_left(parse_: Parse, before: int, index: int) -> int:
    """Head of the subject phrase left of a finite verb, -1 if none."""
    chunks = parse_.chunks
    at = before
    hops = 0
    candidate = -1
    while at >= 0 and hops < _REACH:
        hops += 1
        chunk = chunks[at]
        if chunk.is_np:
            if chunk.prep == "poss":
                at -= 1
                continue
            if chunk.appos >= 0 and chunk.ref is None and candidate < 0:
                at = chunk.appos
                continue
            if not chunk.prep or chunk.prep == "including":
                told = chunk.words == ["%"] and at > 0 and chunks[at - 1].kind in ("vg", "comma")
                if told and any(other.kind == "rel" for other in chunks[: at + 3]):
                    at -= 1  # "X, which is 70 percent owned by Y, holds"
                    continue
                if (
                    chunk.values
                    and chunk.ref is None
                    and chunk.words
                    and chunk.words[-1] == "#date"
                    and len(chunk.words) == 1
                ):
                    at -= 1
                    continue
                candidate = at
                first = parse_.first_of(at)
                if first > 0 and chunks[first - 1].kind in ("conj",) and chunk.group:
                    return chunk.group[0]
                if first > 1 and _called(parse_, first - 2) and chunks[first - 2].group:
                    return chunks[first - 2].group[0]  # "X and its unit, Y, were listed"
                return candidate
            at = parse_.first_of(at) - 1
            while at >= 0 and chunks[at].kind in ("prep", "adv"):
                at -= 1
            continue
        if chunk.kind == "rpar":
            while at >= 0 and chunks[at].kind != "lpar":
                at -= 1
            at -= 1
            continue
        if chunk.kind in ("comma", "dash"):
            opened = _insert_start(parse_, at)
            if opened >= 0:
                at = opened - 1
                continue
            at -= 1
            continue
        if chunk.kind == "vg":
            if chunk.form in ("part", "ing") and not (chunk.finite):
                at -= 1
                continue
            opened = _relative_before(parse_, at) if chunk.link == "rel" else -1
            if opened >= 0 and any(later.kind == "comma" for later in chunks[at : before + 1]):
                at = opened - 1
                continue
            return candidate
        if chunk.kind in ("sub", "semi", "colon", "rel"):
            return candidate
        if chunk.kind == "conj":
            at -= 1
            continue
        at -= 1
    del index
    return candidate


def _relative_before(parse_: Parse, verb: int) -> int:
    """Index of the comma that opens the relative clause of a verb, -1 if there is none."""
    chunks = parse_.chunks
    rel = next(
        (at for at in range(verb - 1, max(-1, verb - 12), -1) if chunks[at].kind == "rel"), -1
    )
    at = rel - 1
    while at > 0 and (chunks[at].kind == "prep" or chunks[at].words == ["%"]):
        at -= 1
    return at if rel > 0 and at > 0 and chunks[at].kind == "comma" else -1


def _insert_start(parse_: Parse, close: int) -> int:
    """Index of the comma or dash that opens the insert closed at `close`, -1 if none."""
    chunks = parse_.chunks
    kind = chunks[close].kind
    for at in range(close - 1, max(-1, close - 40), -1):
        if chunks[at].kind == "semi":
            return -1
        if chunks[at].kind != kind and not (kind == "comma" and chunks[at].kind == "dash"):
            continue
        opener = chunks[at + 1]
        if opener.kind == "rel":
            return at
        if opener.kind == "prep" and at + 2 < len(chunks) and chunks[at + 2].kind == "rel":
            return at
        if opener.kind == "vg" and (opener.form in ("part", "ing", "inf") and not opener.finite):
            return at
        if opener.kind == "conj":
            continue
        if opener.is_np and parse_.chunks[parse_.head_np(at + 1)].appos >= 0:
            return at
        if opener.kind == "adv" or opener.kind == "prep":
            return at
        if (
            opener.is_np
            and opener.ref is None
            and (opener.country is not None or opener.values)
            and close - at <= 3
        ):
            return at
        if opener.is_np and opener.ref is None and len(opener.words) <= 2 and close - at == 2:
            return at  # ", 45," or ", Zug,"
        return -1
    return -1


def _participle_host(parse_: Parse, index: int, before: int) -> list[int]:
    chunks = parse_.chunks
    at = before
    while at >= 0 and chunks[at].kind in ("comma", "dash", "lpar", "adv", "quote", "rpar"):
        at -= 1
    if at >= 0 and chunks[at].is_np:
        phrase = chunks[at]
        if chunks[before].kind == "conj":
            return []
        if (phrase.ref is None and phrase.words == ["%"]) or (
            phrase.values and phrase.ref is None and phrase.words[-1] == "%"
        ):
            # "X, 51% owned by Y"
            back = at - 1
            while back >= 0 and chunks[back].kind in ("comma", "adv", "lpar", "dash", "vg", "rel"):
                back -= 1
            if back >= 0 and chunks[back].is_np:
                return _members(parse_, back)
        if phrase.appos >= 0 and phrase.ref is None:
            return _members(parse_, phrase.appos)
        if phrase.det == "both" or phrase.words in (["both"], ["all"]):
            back = at - 1
            while back >= 0 and chunks[back].kind in ("comma", "dash", "quote"):
                back -= 1
            if back >= 0 and chunks[back].is_np:
                return _members(parse_, back)
        return _members(parse_, at)
    if at >= 0 and chunks[at].kind == "conj":
        earlier = _previous_verb(parse_, index)
        return list(chunks[earlier].subj) if earlier >= 0 else []
    if at < 0:
        # Sentence-initial participle: the subject follows ("Backed by X, Y said").
        for probe in range(index + 1, min(len(chunks), index + 16)):
            if chunks[probe].kind == "comma":
                np = parse_.np_after(probe, within=3)
                return _members(parse_, np) if np >= 0 else []
    return []


def _gerund(parse_: Parse, index: int, before: int) -> None:
    chunks = parse_.chunks
    verb = chunks[index]
    earlier = _previous_verb(parse_, index)
    previous = chunks[before] if before >= 0 else None
    verb.gov = earlier
    if previous is not None and previous.kind == "vg":
        verb.link, verb.subj = "gerund", list(chunks[earlier].subj)  # "is considering buying"
        return
    if previous is not None and previous.is_np:
        absolute = _absolute(parse_, index)
        if absolute:
            verb.link, verb.subj = "ing", absolute
            return
        verb.link = "reduced"
        verb.subj = _participle_host(parse_, index, before)
        return
    if previous is not None and previous.kind == "prep":
        verb.link = "gerund"
        if earlier < 0:
            first = next(
                (
                    at
                    for at, chunk in enumerate(chunks[:index])
                    if chunk.is_np and chunk.ref is not None
                ),
                -1,
            )
            verb.subj = _members(parse_, first) if first >= 0 else []
        if earlier >= 0:
            governor = chunks[earlier]
            if governor.head in _OBJECT_OF_GERUND and not governor.passive:
                target = parse_.object_of(earlier)
                verb.subj = _members(parse_, target) if target >= 0 else list(governor.subj)
            else:
                verb.subj = list(governor.subj)
        return
    verb.link = "ing"
    absolute = _absolute(parse_, index)
    if absolute:
        verb.subj = absolute
    elif earlier >= 0:
        verb.subj = list(chunks[earlier].subj)
    elif previous is None or previous.kind in ("sub", "quote"):
        for probe in range(index + 1, min(len(chunks), index + 20)):
            if chunks[probe].kind == "comma":
                np = parse_.np_after(probe, within=3)
                verb.subj = _members(parse_, np) if np >= 0 else []
                break


def _absolute(parse_: Parse, index: int) -> list[int]:
    """`with A and B, a fund, filling out the round`: who the participle is said of."""
    chunks = parse_.chunks
    for at in range(index - 1, max(-1, index - 30), -1):
        chunk = chunks[at]
        if chunk.kind in ("semi", "sub", "rel", "colon") or (chunk.kind == "vg" and chunk.finite):
            return []
        if (
            chunk.kind == "prep"
            and chunk.head == "with"
            and at + 1 < index
            and chunks[at + 1].is_np
        ):
            np = parse_.head_np(at + 1)
            if chunks[np].ref is None or (chunks[np].values and chunks[np].ref is None):
                return []
            return _members(parse_, np)
    return []


def _infinitive(parse_: Parse, index: int, before: int) -> None:
    chunks = parse_.chunks
    verb = chunks[index]
    earlier = _previous_verb(parse_, index)
    verb.link = "inf"
    verb.gov = earlier
    if earlier < 0:
        if before >= 0 and chunks[before].is_np:
            verb.subj = [chunks[before].owner] if chunks[before].owner >= 0 else []
        return
    governor = chunks[earlier]
    target = parse_.object_of(earlier)
    if target >= 0 and target < index and governor.head in _OBJECT_CONTROL and not governor.passive:
        verb.subj = _members(parse_, target)
    else:
        verb.subj = list(governor.subj)
        # "a bid by X to buy": the author of the plan is the one who acts.
        if before >= 2 and chunks[before].is_np and chunks[before].prep in ("by", "from"):
            plan = parse_.first_of(before) - 2
            if plan >= 0 and chunks[plan].is_np and noun_class(chunks[plan].head) == "plan":
                verb.subj = _members(parse_, before)
        # "its plan to buy": the possessor of the noun is the one who acts.
        if (
            before >= 0
            and chunks[before].is_np
            and chunks[before].owner >= 0
            and chunks[before].ref is None
        ):
            verb.subj = [chunks[before].owner]


def _govern(parse_: Parse, index: int, lexicon: Lexicon, speech: frozenset[str]) -> None:
    """Link a finite clause to the verb of speech or doubt that it depends on."""
    chunks = parse_.chunks
    verb = chunks[index]
    del lexicon
    for at in range(index - 1, max(-1, index - _REACH), -1):
        chunk = chunks[at]
        if chunk.kind == "semi":
            return
        if chunk.kind == "sub":
            if chunk.head == "that":
                governor = -1
                for back in range(at - 1, max(-1, at - 12), -1):
                    if chunks[back].kind == "vg":
                        governor = back
                        break
                    if chunks[back].is_np and noun_class(chunks[back].head) and back == at - 1:
                        verb.link = "that-noun"
                        verb.gov = back
                        return
                verb.link, verb.gov = "that", governor
            else:
                verb.link = verb.link or "sub"
                if chunk.head in ("if", "unless", "whether"):
                    verb.link, verb.gov = "if", at
            return
        if (
            chunk.is_np
            and chunk.ref is None
            and verb.subj
            and at == parse_.first_of(verb.subj[0]) - 1
            and noun_class(chunk.head) == "claim"
        ):
            verb.link, verb.gov = "that-noun", at  # "rejects claims it supplies the army"
            return
        if chunk.kind == "vg":
            if chunk.link in ("rel",) and verb.link != "rel":
                continue
            subject = verb.subj[0] if verb.subj else index
            # "That" may be left out: "denied it has links" is under the denial all the same.
            bare = bool(verb.subj) and at == parse_.first_of(subject) - 1
            says = chunk.head in speech or (bare and verb_class(chunk.head) in ("deny", "admit"))
            if says and at < subject and not _crosses_comma(parse_, at, subject):
                verb.link, verb.gov = verb.link or "that", at
                return
            if verb.link == "rel":
                return
            return


def _crosses_comma(parse_: Parse, left: int, right: int) -> bool:
    first = parse_.first_of(right) if 0 <= right < len(parse_.chunks) else right
    return any(
        parse_.chunks[at].kind in ("comma", "semi") for at in range(left + 1, max(left + 1, first))
    ) and not any(parse_.chunks[at].kind == "quote" for at in range(left + 1, first))
