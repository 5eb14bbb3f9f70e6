"""Reading by masked patterns, for languages that get no full parse (Chinese, Russian).

Names, shares, lists and the like are replaced by one marker character each; the frames are
patterns over what remains. A pattern so never sees a name, only where names stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from riskengine.extract.facts import DocState, PartyOrCode, Raw
from riskengine.extract.kinds import is_regular_force
from riskengine.extract.lists import CodeHit, code_hits, list_of_issuer
from riskengine.extract.values import Day, Money, Share, dates, money, shares
from riskengine.model.interval import Stake
from riskengine.territories import country_hits, country_name
from riskengine.vocab import PartyKind, Polarity, RelationType

PARTY, SHARE, LIST, MONEY, DATE, MILITARY, REGIME, COUNTRY = (
    "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007"
)


_DEALS = frozenset({"owned_by", "controlled_by", "invested_in", "subsidiary_of", "supplies_to"})


@dataclass(slots=True)
class Mark:
    """Something replaced by a marker: its span and value (party numbers for names)."""

    start: int
    end: int
    char: str
    value: Any


@dataclass(slots=True)
class Line:
    """A sentence as masked text; `marks` maps positions of markers to what they replace."""

    start: int
    end: int
    index: int
    masked: str
    marks: dict[int, Mark] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Language:
    """What one language brings: frames, words of doubt, joining words.

    Attributes:
        join: pattern of what stands between coordinated names.
        clause: pattern that ends a clause.
        reason: words of accusation that give the ground of a listing and cast no doubt on it.
        pending: words behind a deal that say it is not done yet.
    """

    frames: list[tuple[dict[str, Any], re.Pattern[str]]]
    negative: re.Pattern[str]
    hypothetical: re.Pattern[str]
    alleged: re.Pattern[str]
    denial: re.Pattern[str]
    former: re.Pattern[str]
    speech: re.Pattern[str]
    clause: re.Pattern[str]
    state_words: re.Pattern[str]
    series: re.Pattern[str]
    valuation: re.Pattern[str]
    raised: re.Pattern[str]
    state_name: re.Pattern[str]
    reason: re.Pattern[str]
    pending: re.Pattern[str]
    announced: re.Pattern[str] | None = None  # "the following are put on the list"
    behind: re.Pattern[str] | None = None  # words of doubt that follow what they are said of


def compile_language(data: dict[str, Any]) -> Language:
    """Patterns of a frame file, with the macros filled in."""
    bracket = (
        rf"(?:\s?[（(][^（(）){PARTY}]{{0,12}}?{SHARE}[^（(）){PARTY}]{{0,6}}[）)]"
        rf"|\s?[:：—–-]?\s?{SHARE})?"
    )
    join = data["join"]
    # Long enumerations are cut: an open repetition would make the search quadratic.
    group = rf"{PARTY}{bracket}(?:(?:{join}){PARTY}{bracket}){{0,24}}"
    macros = {
        "s": f"{data.get('lead', '')}(?P<s>{group})",
        "o": f"{data.get('lead', '')}(?P<o>{group})",
        "by": f"(?P<by>{group})",
        "p": f"(?P<p>{SHARE})",
        "l": f"(?P<l>{LIST}(?:(?:{data['join']}){LIST})*)",
        "m": f"(?P<m>{MILITARY})",
        "r": f"(?P<r>{REGIME}(?:(?:{data['join']}){REGIME})*)",
        "c": f"(?P<c>{COUNTRY})",
        "any": rf"[^{data['stops']}{PARTY}]",
        "gap": rf"[^{data['stops']}]",
        "money": MONEY,
        "date": DATE,
        "share": SHARE,
    }

    def build(pattern: str) -> re.Pattern[str]:
        for key, value in macros.items():
            pattern = pattern.replace("{" + key + "}", value)
        return re.compile(pattern, re.I)

    words = data["words"]
    language = Language(
        [(frame, build(pattern)) for frame in data["frames"] for pattern in frame["patterns"]],
        *(
            build(words[key])
            for key in (
                "negative",
                "hypothetical",
                "alleged",
                "denial",
                "former",
                "speech",
                "clause",
                "state",
                "series",
                "valuation",
                "raised",
                "state_name",
                "reason",
                "pending",
            )
        ),
    )
    if "behind" in words:
        language.behind = build(words["behind"])
    if "announced" in words:
        language.announced = build(words["announced"])
    return language


def mask(
    text: str,
    start: int,
    end: int,
    index: int,
    names: Iterable[tuple[int, int, tuple[int, ...]]],
    published: str | None,
    codes: Iterable[CodeHit] | None = None,
    unions: Iterable[tuple[int, int, str]] = (),
) -> Line:
    """Build the masked form of a sentence. Names win over values.

    `codes` are the lists and regimes of the sentence where the language finds its own;
    `unions` are spans of unions of states that act as a country does, with their codes.
    """
    marks: list[Mark] = []

    def lay(left: int, right: int, char: str, value: Any) -> None:
        if right > left and all(right <= mark.start or left >= mark.end for mark in marks):
            marks.append(Mark(left, right, char, value))

    for left, right, ids in names:
        lay(left, right, PARTY, ids)
    for share in shares(text, start, end):
        lay(share.start, share.end, SHARE, share)
    for hit in code_hits(text, start, end) if codes is None else codes:
        char = {"list": LIST, "program": LIST, "regime": REGIME, "military": MILITARY}[hit.kind]
        left = hit.start
        for mark in marks:
            if mark.char == PARTY and mark.start <= left < mark.end:
                left = mark.end
        lay(left, hit.end, char, hit)
    for sum_ in money(text, start, end):
        lay(sum_.start, sum_.end, MONEY, sum_)
    for day in dates(text, start, end, published):
        lay(day.start, day.end, DATE, day)
    for land in country_hits(text[start:end]):
        lay(land.start + start, land.end + start, COUNTRY, land.code)
    for left, right, code in unions:
        lay(left, right, COUNTRY, code)
    marks.sort(key=lambda mark: mark.start)
    line = Line(start, end, index, "")
    pieces: list[str] = []
    length = 0
    position = start
    for mark in marks:
        plain = text[position : mark.start]
        pieces.append(plain)
        line.offsets.extend(range(position, mark.start))
        length += len(plain)
        line.marks[length] = mark
        pieces.append(mark.char)
        line.offsets.append(mark.start)
        length += 1
        position = mark.end
    pieces.append(text[position:end])
    line.offsets.extend(range(position, end))
    line.masked = "".join(pieces)
    return line


_ITEM = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[•·*—–-])\s*")


class LineReader:
    """Applies the frames of a language to masked sentences, one document at a time."""

    def __init__(
        self, state: DocState, language: Language, topic: Callable[[], int | None], home: str
    ) -> None:
        self.home = home  # country meant by "the army" where the text names none
        self.state = state
        self.language = language
        self.topic = topic
        self.subject: int | None = None
        self.last_parties: list[int] = []
        self.announced: tuple[str, int | None, str | None] | None = None
        self.announced_until = -1

    def read(self, line: Line) -> int:
        """Read one sentence; returns how many facts it gave."""
        before = len(self.state.facts)
        self._round(line)
        used: set[tuple[Any, ...]] = set()
        for frame, pattern in self.language.frames:
            for match in pattern.finditer(line.masked):
                self._frame(line, frame, match, used)
        self._announced(line)
        self._states(line)
        if len(self.state.facts) == before or not any(
            f.polarity is Polarity.DENIED for f in self.state.facts[before:]
        ):
            self._denial(line)
        for position in sorted(line.marks):
            mark = line.marks[position]
            if mark.char == PARTY and mark.value:
                party = mark.value[0]
                if self.state.parties[party].is_org and (
                    self.subject is None
                    or position == min(p for p in line.marks if line.marks[p].char == PARTY)
                ):
                    self.subject = party
                self.last_parties.append(party)
        for position in sorted(line.marks):
            mark = line.marks[position]
            if mark.char == LIST and isinstance(mark.value, CodeHit) and mark.value.code != "?":
                self.state.last_list = mark.value.code
        return len(self.state.facts) - before

    # ---- one frame

    def _parties(
        self, line: Line, match: re.Match[str], name: str
    ) -> list[tuple[int, Share | None]]:
        """Parties of a group with the share printed beside each."""
        if name not in match.re.groupindex or match.group(name) is None:
            return []
        found: list[tuple[int, Share | None]] = []
        left, right = match.span(name)
        for position in range(left, right):
            mark = line.marks.get(position)
            if mark is None:
                continue
            if mark.char == PARTY:
                found.extend((party, None) for party in mark.value)
            elif mark.char == SHARE and found:
                found[-1] = (found[-1][0], mark.value)
        return found

    def _value(self, line: Line, match: re.Match[str], name: str) -> list[Any]:
        if name not in match.re.groupindex or match.group(name) is None:
            return []
        left, right = match.span(name)
        return [line.marks[at].value for at in range(left, right) if at in line.marks]

    def _frame(
        self, line: Line, frame: dict[str, Any], match: re.Match[str], used: set[tuple[Any, ...]]
    ) -> None:
        subjects = self._parties(line, match, "s")
        objects: list[tuple[PartyOrCode, Share | None]] = list(self._parties(line, match, "o"))
        type_ = RelationType(frame["type"])
        default = frame.get("default", "")
        polarity, speaker = self._polarity(line, match, frame)
        if not subjects and "s" in default:
            busy = {party for party, _ in objects if isinstance(party, int)}
            fallback = (
                self._opening(line, busy)
                if frame.get("topic")
                else self._fallback(line, match, busy)
            )
            subjects = [(fallback, None)] if fallback is not None else []
        if type_ in (RelationType.LISTED_ON, RelationType.DELISTED_FROM):
            objects = [(code, None) for code in self._lists(line, match, frame)]
            subjects = [
                (party, share)
                for party, share in subjects
                if self.state.parties[party].kind
                not in (PartyKind.AGENCY, PartyKind.GOVERNMENT, PartyKind.MEDIA)
            ]
        elif frame.get("force"):
            forces = [
                party
                for party, _ in objects
                if isinstance(party, int) and self.state.parties[party].military
            ]
            objects = [(self._military([], self._seat(party)), None) for party in forces]
        elif type_ is RelationType.MILITARY_LINK and not objects:
            codes = self._value(line, match, "m")
            country = self._value(line, match, "c")
            objects = (
                [
                    (
                        self._military(
                            subjects, frame.get("country") or (country[0] if country else None)
                        ),
                        None,
                    )
                ]
                if codes or frame.get("mil")
                else []
            )
        elif type_ is RelationType.STATE_BACKED:
            if frame.get("ruler") and not self._rulers(objects):
                return
            objects = [(self._backer(line, match, objects), None)]
        elif type_ is RelationType.VIOLATED:
            # Who accuses or reports is no violator.
            subjects = [item for item in subjects if not self._official(item[0])]
            objects = [(_regime(hit), None) for hit in self._value(line, match, "r")]
        elif not objects and "o" in default:
            busy = {party for party, _ in subjects}
            choice = self._opening(line, busy) if frame.get("topic") else self._round_company()
            if choice is None and type_ is RelationType.INVESTED_IN:
                choice = self._company_topic(busy)
            if choice is None:
                choice = self._fallback(line, match, busy)
            objects = [(choice, None)] if choice is not None else []
        printed = [value for value in self._value(line, match, "p") if isinstance(value, Share)]
        by = self._parties(line, match, "by")
        for subject, own in subjects:
            for object_, share in objects:
                if subject == object_:
                    continue
                chosen = share or own or (printed[0] if printed else None)
                if (
                    type_ is RelationType.OWNED_BY
                    and len(objects) > 1
                    and share is None
                    and printed
                    and len(printed) == 1
                    and not frame.get("spread")
                ):
                    chosen = own or printed[0]
                self._emit(
                    line,
                    type_,
                    subject,
                    object_,
                    polarity,
                    speaker,
                    frame,
                    chosen,
                    by[0][0] if by else None,
                    None if frame.get("given") else self._date(line, match),
                    used,
                )

    def _announced(self, line: Line) -> None:
        """`将下列实体列入清单。一、X公司`: items that follow an announcement are listed."""
        opening = _ITEM.match(line.masked)
        if opening is not None and self.announced and line.index <= self.announced_until:
            mark = line.marks.get(opening.end())
            if mark is not None and mark.char == PARTY and mark.value:
                code, by, date = self.announced
                party = mark.value[0]
                if any(
                    fact.sentence == line.index and fact.type is RelationType.LISTED_ON
                    for fact in self.state.facts[-20:]
                ):
                    return
                self._add(
                    Raw(
                        RelationType.LISTED_ON,
                        party,
                        code,
                        Polarity.ASSERTED,
                        line.start,
                        line.end,
                        line.index,
                        "list.items",
                        by=by,
                        date=date,
                        tier="medium",
                    )
                )
                self.announced_until = line.index + 3
            return
        found = self.language.announced
        match = found.search(line.masked) if found is not None else None
        if match is None:
            return
        codes = [hit.code for hit in self._value(line, match, "l") if hit.code != "?"]
        if codes:
            bodies = self._parties(line, match, "by")
            date = self._date(line, match)
            self.announced = (codes[0], bodies[0][0] if bodies else None, date)
            self.announced_until = line.index + 3

    def _official(self, party: int) -> bool:
        return self.state.parties[party].kind in (
            PartyKind.AGENCY,
            PartyKind.GOVERNMENT,
            PartyKind.MEDIA,
        )

    def _rulers(self, objects: list[tuple[PartyOrCode, Share | None]]) -> bool:
        kinds = (PartyKind.AGENCY, PartyKind.GOVERNMENT)
        return bool(objects) and all(
            isinstance(party, int) and self.state.parties[party].kind in kinds
            for party, _ in objects
        )

    def _backer(
        self, line: Line, match: re.Match[str], objects: list[tuple[PartyOrCode, Share | None]]
    ) -> str:
        """The state behind "the government" or behind a named body of it."""
        code = next(iter(self._value(line, match, "c")), None) or next(
            (self.state.country_of(party) for party, _ in objects if isinstance(party, int)), None
        )
        return f"STATE:{country_name(code or self.home)}"

    def _unnamed_list(self, line: Line, match: re.Match[str], hit: CodeHit) -> str | None:
        """`the list`: one named before in the sentence, the issuer's own, or the last named."""
        for position in sorted(line.marks, reverse=True):
            mark = line.marks[position]
            if (
                mark.char == LIST
                and mark.start < hit.start
                and isinstance(mark.value, CodeHit)
                and mark.value.code != "?"
            ):
                return mark.value.code
        issuers = [
            list_of_issuer(self.state.parties[party].canonical)
            for party, _ in self._parties(line, match, "by")
        ] + [list_of_issuer("", country) for country in self._value(line, match, "c")]
        issuers += self._bodies_before(line, hit)
        return next((code for code in issuers if code is not None), self.state.last_list)

    def _bodies_before(self, line: Line, hit: CodeHit) -> list[str | None]:
        """Lists of the bodies named before a list in its sentence, the nearest first."""
        return [
            list_of_issuer(self.state.parties[party].canonical)
            for position in sorted(line.marks, reverse=True)
            if line.marks[position].char == PARTY and line.marks[position].start < hit.start
            for party in line.marks[position].value
            if self._official(party)
        ] + [
            list_of_issuer("", line.marks[position].value)
            for position in sorted(line.marks)
            if position <= 1 and line.marks[position].char == COUNTRY
        ]

    def _lists(self, line: Line, match: re.Match[str], frame: dict[str, Any]) -> list[str]:
        codes = []
        for hit in self._value(line, match, "l"):
            if isinstance(hit, CodeHit):
                any_list = re.search(
                    "任何|ни в|никак",
                    self.state.text[max(line.start, hit.start - 8) : hit.end],
                    re.I,
                )
                codes.append(
                    hit.code
                    if hit.code != "?"
                    else (None if any_list else self._unnamed_list(line, match, hit))
                    or "US-BLACKLIST"
                )
        if not codes:
            for hit in self._value(line, match, "r"):
                if isinstance(hit, CodeHit) and hit.code != "?":
                    codes.append("US-SDN" if hit.code == "US-SANCTIONS" else hit.code)
        if not codes or (self._value(line, match, "c") and not self._value(line, match, "l")):
            for party, _ in self._parties(line, match, "by"):
                code = list_of_issuer(self.state.parties[party].canonical)
                if code is not None:
                    codes.append(code)
            for country in self._value(line, match, "c"):
                code = list_of_issuer("", country)
                if code is not None:
                    codes.append(code)
        if not codes and self._value(line, match, "r") and self._nothing(line, match):
            codes = ["US-BLACKLIST"]  # "is under no sanctions", whoever's they may be
        if not codes and self._value(line, match, "r"):
            last = [
                fact.object
                for fact in self.state.facts[-200:]
                if fact.type is RelationType.LISTED_ON and isinstance(fact.object, str)
            ]
            codes = last[-1:]
        if (
            not codes
            and frame.get("last")
            and not any(mark.char == LIST for mark in line.marks.values())
        ):
            codes = [self.state.last_list or "US-BLACKLIST"]
        return list(dict.fromkeys(codes))

    def _nothing(self, line: Line, match: re.Match[str]) -> bool:
        return self.language.negative.search(line.masked, match.start(), match.end()) is not None

    def _military(self, subjects: list[tuple[int, Share | None]], country: str | None) -> str:
        code = country or next(
            (code for party, _ in subjects if (code := self._seat(party)) is not None),
            None,
        )
        return f"MIL:{country_name(code or self.home)}"

    def _seat(self, party: int) -> str | None:
        """Country of a party; what its bare name sounds like counts for Latin names only."""
        draft = self.state.parties[party]
        if draft.country is not None or not draft.canonical.isascii():
            return draft.country
        return self.state.country_of(party)

    def _round_company(self) -> int | None:
        return self.state.round.company if self.state.round is not None else None

    def _fallback(self, line: Line, match: re.Match[str], taken: set[int]) -> int | None:
        """Nobody stands in the slot: who was named before in the sentence, or the topic."""
        for position in sorted(line.marks, reverse=True):
            mark = line.marks[position]
            if mark.char == PARTY and position < match.start():
                for party in mark.value:
                    if party not in taken and self.state.parties[party].is_org:
                        return int(party)
        for choice in (self.subject, self.topic()):
            if choice is not None and choice not in taken:
                return choice
        return None

    def _company_topic(self, taken: set[int]) -> int | None:
        """A round without a name is of the company that the text is about."""
        choice = self.topic()
        if choice is None or choice in taken:
            return None
        return choice if self.state.parties[choice].kind is PartyKind.COMPANY else None

    def _opening(self, line: Line, taken: set[int]) -> int | None:
        """The party that opens the sentence, else the topic: whose equity is spoken of."""
        for position in sorted(line.marks, reverse=True):
            mark = line.marks[position]
            if mark.char == PARTY and "表示" in line.masked[position : position + 4]:
                return int(mark.value[0])
        for position in sorted(line.marks):
            if position <= 4 and line.marks[position].char == PARTY:
                for party in line.marks[position].value:
                    if party not in taken and self.state.parties[party].is_org:
                        return int(party)
            if position > 4:
                break
        choice = self.topic()
        return choice if choice is not None and choice not in taken else None

    def _date(self, line: Line, match: re.Match[str]) -> str | None:
        days = [
            (abs(position - match.start()), line.marks[position].value.iso)
            for position in sorted(line.marks)
            if line.marks[position].char == DATE and isinstance(line.marks[position].value, Day)
        ]
        days = [item for item in days if item[1] is not None]
        return min(days)[1] if days else None

    def _clause(self, line: Line, match: re.Match[str]) -> tuple[int, int]:
        left = 0
        for stop in self.language.clause.finditer(line.masked, 0, match.start()):
            left = stop.end()
        after = self.language.clause.search(line.masked, match.end())
        return left, after.start() if after else len(line.masked)

    def _polarity(
        self, line: Line, match: re.Match[str], frame: dict[str, Any]
    ) -> tuple[Polarity, PartyOrCode | None]:
        left, right = self._clause(line, match)
        clause = line.masked[left:right]
        speaker = self._speaker(line, match)
        before = line.masked[: match.end()]
        if frame.get("given"):
            return Polarity.ASSERTED, speaker
        if frame["type"] in ("listed_on", "delisted_from"):
            before = self.language.reason.sub("", before)
        inside = clause[: match.end() - left]
        if self.language.negative.search(inside) is not None or (
            frame.get("negative_behind") and self.language.negative.search(clause)
        ):
            return Polarity.DENIED, speaker
        if self.language.alleged.search(before) is not None:
            return Polarity.ALLEGED, speaker
        behind = self.language.behind
        open_ = self.language.hypothetical.search(inside) is not None
        if behind is not None and not open_ and behind.match(line.masked, self._stop(line, match)):
            return Polarity.ALLEGED, speaker
        if frame["type"] in _DEALS and self.language.pending.search(line.masked, match.start()):
            return Polarity.HYPOTHETICAL, speaker
        if self.language.hypothetical.search(inside) is not None or re.match(
            r"\s*(?:若|如果|如(?![此上下同何今是])|一旦|倘若|если)", before, re.I
        ):
            return Polarity.HYPOTHETICAL, speaker
        if (
            frame["type"] in ("violated", "front_for", "military_link")
            and speaker is not None
            and not self._own(speaker, line, match)
        ):
            return Polarity.ALLEGED, speaker
        return Polarity.ASSERTED, speaker

    def _stop(self, line: Line, match: re.Match[str]) -> int:
        """Where the clause of a match ends: at its next comma, or at its own end."""
        comma = line.masked.find(",", match.end(), match.end() + 60)
        return comma if comma >= 0 else match.end()

    def _own(self, speaker: PartyOrCode, line: Line, match: re.Match[str]) -> bool:
        return speaker in {
            party
            for party, _ in [*self._parties(line, match, "s"), *self._parties(line, match, "o")]
        }

    def _speaker(self, line: Line, match: re.Match[str]) -> PartyOrCode | None:
        found = None
        for speech in self.language.speech.finditer(line.masked, 0, match.start() + 1):
            found = speech
        if found is None:
            return None
        for position in range(found.start(), found.end()):
            mark = line.marks.get(position)
            if mark is not None and mark.char == PARTY and mark.value:
                return int(mark.value[0])
        words = found.groupdict().get("who") or ""
        words = re.sub(r"[\ue000-\ue007]", "", words).strip(" ，,。")
        return words or None

    def _emit(
        self,
        line: Line,
        type_: RelationType,
        subject: int,
        object_: PartyOrCode,
        polarity: Polarity,
        speaker: PartyOrCode | None,
        frame: dict[str, Any],
        share: Share | None,
        by: int | None,
        date: str | None,
        used: set[tuple[Any, ...]],
    ) -> None:
        parties = self.state.parties
        if isinstance(object_, int):
            if type_ is RelationType.INVESTED_IN and parties[object_].is_person:
                return
            if parties[object_].kind is PartyKind.MEDIA or parties[subject].kind is PartyKind.MEDIA:
                return
            if type_ in (
                RelationType.OWNED_BY,
                RelationType.CONTROLLED_BY,
                RelationType.SUBSIDIARY_OF,
            ) and (
                parties[subject].is_person
                or parties[subject].kind in (PartyKind.AGENCY, PartyKind.GOVERNMENT)
            ):
                return
            if type_ is RelationType.SUBSIDIARY_OF and parties[object_].is_person:
                return  # a person controls; the frames of control say so
            if type_ is RelationType.SUBSIDIARY_OF and parties[object_].kind in (
                PartyKind.AGENCY,
                PartyKind.GOVERNMENT,
            ):
                type_ = RelationType.CONTROLLED_BY
        for party in (subject, object_):
            if (
                isinstance(party, int)
                and self.language.state_name.search(parties[party].canonical)
                and parties[party].is_org
            ):
                self._state(line, party, None)
        key = (type_, subject, object_)
        if key in used:
            return
        used.add(key)
        percent = share.percent if share is not None else None
        stake = share.stake if share is not None else None
        if frame.get("whole") and share is None:
            percent, stake = 100.0, Stake.exactly(100.0)
        status = frame.get("status")
        if (
            (
                type_
                in (
                    RelationType.OWNED_BY,
                    RelationType.INVESTED_IN,
                    RelationType.CONTROLLED_BY,
                    RelationType.SUPPLIES_TO,
                )
                and polarity is Polarity.ASSERTED
            )
            and not frame.get("lasting")
            and self.language.former.search(line.masked)
        ):
            status = "former"
        listing = type_ in (RelationType.LISTED_ON, RelationType.DELISTED_FROM)
        self._add(
            Raw(
                type_,
                subject,
                object_,
                polarity,
                line.start,
                line.end,
                line.index,
                frame["id"],
                speaker=speaker,
                by=by if listing else None,
                date=date if listing and polarity is Polarity.ASSERTED else None,
                percent=percent,
                stake=stake,
                status=status,
                role=frame.get("role"),
                tier="medium",
            )
        )
        if polarity is not Polarity.ASSERTED and type_ is not RelationType.SUPPLIES_TO:
            return
        if isinstance(object_, int):
            if (
                type_ in (RelationType.OWNED_BY, RelationType.CONTROLLED_BY)
                and parties[object_].kind in (PartyKind.AGENCY, PartyKind.GOVERNMENT)
                and status != "former"
            ):
                self._state(line, subject, object_)
            if type_ is RelationType.SUPPLIES_TO and parties[object_].military:
                target: PartyOrCode = object_
                if is_regular_force(parties[object_].canonical):
                    code = self.state.country_of(object_) or self.home
                    target = f"MIL:{country_name(code)}" if code else object_
                self._add(
                    Raw(
                        RelationType.MILITARY_LINK,
                        subject,
                        target,
                        polarity,
                        line.start,
                        line.end,
                        line.index,
                        frame["id"],
                        speaker=speaker,
                        tier="medium",
                    )
                )

    def _add(self, raw: Raw) -> None:
        for fact in self.state.facts[-200:]:
            if (fact.type, fact.subject, fact.object, fact.polarity, fact.sentence) == (
                raw.type,
                raw.subject,
                raw.object,
                raw.polarity,
                raw.sentence,
            ):
                return
        self.state.facts.append(raw)

    def _state(self, line: Line, company: int, controller: int | None) -> None:
        code = (
            (self.state.country_of(controller) if controller is not None else None)
            or self.state.country_of(company)
            or self.home
        )
        if code:
            self._add(
                Raw(
                    RelationType.STATE_BACKED,
                    company,
                    f"STATE:{country_name(code)}",
                    Polarity.ASSERTED,
                    line.start,
                    line.end,
                    line.index,
                    "state.words",
                    tier="medium",
                )
            )

    def _states(self, line: Line) -> None:
        """`国有企业X`, `госкорпорация «X»`: words of the state beside a name."""
        for match in self.language.state_words.finditer(line.masked):
            for position in range(match.start(), match.end()):
                mark = line.marks.get(position)
                if (
                    mark is not None
                    and mark.char == PARTY
                    and mark.value
                    and self.state.parties[mark.value[0]].is_org
                ):
                    self._state(line, mark.value[0], None)

    def _round(self, line: Line) -> None:
        from riskengine.extract.facts import RoundDraft

        match = self.language.raised.search(line.masked)
        if match is not None and self.state.round is None:
            subjects = self._parties(line, match, "s")
            company = subjects[0][0] if subjects else self._fallback(line, match, set())
            if company is not None and self.state.parties[company].is_org:
                self.state.round = RoundDraft(company, spans=[(line.start, line.end)])
                for position in sorted(line.marks):
                    mark = line.marks[position]
                    if (
                        mark.char == MONEY
                        and isinstance(mark.value, Money)
                        and self.state.round.amount is None
                    ) and not self.language.valuation.search(
                        line.masked[max(0, position - 8) : position]
                    ):
                        self.state.round.amount, self.state.round.converted = (
                            mark.value.text,
                            mark.value.converted,
                        )
        draft = self.state.round
        if draft is None:
            return
        if draft.series is None and (found := self.language.series.search(line.masked)) is not None:
            draft.series = found.group()
        if draft.valuation is None:
            for position in sorted(line.marks):
                mark = line.marks[position]
                if mark.char == MONEY and self.language.valuation.search(
                    line.masked[max(0, position - 8) : position]
                ):
                    draft.valuation = mark.value.text

    def _denial(self, line: Line) -> None:
        if self.language.denial.search(line.masked) is None:
            return
        window = [
            fact
            for fact in self.state.facts[-200:]
            if fact.polarity is Polarity.ALLEGED and 0 < line.index - fact.sentence + 1 <= 8
        ]
        if not window:
            return
        parties = [
            party
            for position in sorted(line.marks)
            if line.marks[position].char == PARTY
            for party in line.marks[position].value
        ]
        speaker: PartyOrCode | None = parties[0] if parties else None
        about = [fact for fact in window if set(parties) & {fact.subject, fact.object}] or window
        latest = max(fact.sentence for fact in about)
        for fact in [fact for fact in about if latest - fact.sentence <= 1]:
            self._add(
                Raw(
                    fact.type,
                    fact.subject,
                    fact.object,
                    Polarity.DENIED,
                    line.start,
                    line.end,
                    line.index,
                    "denial.answer",
                    speaker=speaker,
                    percent=fact.percent,
                    stake=fact.stake,
                    tier="medium",
                )
            )


def _regime(hit: CodeHit) -> str:
    """Regime of a violation; sanctions of the United States where none is named."""
    return hit.code if hit.code != "?" else "US-SANCTIONS"
