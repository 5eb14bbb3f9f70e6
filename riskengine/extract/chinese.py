"""Names in Chinese text, and reading it with masked patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from riskengine.extract.coref import PartyDraft
from riskengine.extract.facts import DocState, drop_empty
from riskengine.extract.ground import Ground, within
from riskengine.extract.kinds import is_military
from riskengine.extract.lexicon import load_yaml
from riskengine.extract.linear import Language, LineReader, compile_language, mask
from riskengine.extract.lists import CodeHit, code_hits
from riskengine.extract.mentions import Candidate
from riskengine.extract.prepared import Hit
from riskengine.extract.sentences import Paragraph
from riskengine.territories import country_hits, places_in
from riskengine.text.legal_forms import split_legal_form
from riskengine.vocab import PartyKind

_HAN = r"\u3400-\u9fff"
_NAME_CHAR = rf"[{_HAN}A-Za-z0-9·•（）()&-]"
_HAN_CHAR = rf"[{_HAN}]"
_LATIN_NAME = re.compile(
    r"[A-Z][A-Za-z0-9&.'-]*(?: (?:of |and |& )?[A-Z][A-Za-z0-9&.'-]*)*(?:,? (?:Ltd|Inc|Co|LLC"
    r"|Corp)\.?)*"
)
_ALIAS = re.compile(
    r"[（(](?:以下)?(?:简称|下称|英文名|又称|曾用名|股票简称|即)?(?:为|：|:)?[“\"「]?([^（()）”\"」，。]{2,20})[”\"」]?[）)]"
)
_KINDS = {
    "co": PartyKind.COMPANY,
    "fund": PartyKind.FUND,
    "agency": PartyKind.AGENCY,
    "govt": PartyKind.GOVERNMENT,
    "mil": PartyKind.MILITARY,
    "uni": PartyKind.UNIVERSITY,
    "other": PartyKind.OTHER,
    "media": PartyKind.MEDIA,
}


@lru_cache(maxsize=1)
def language() -> Language:
    """The Chinese frames."""
    return compile_language(load_yaml("frames_zh.yaml"))


@lru_cache(maxsize=1)
def _suffixes() -> tuple[re.Pattern[str], dict[str, PartyKind]]:
    data = load_yaml("names_zh.yaml")["suffix"]
    kinds = {word: _KINDS[kind] for kind, words in data.items() for word in words}
    ordered = sorted(kinds, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in ordered)), kinds


@lru_cache(maxsize=1)
def _boundary() -> re.Pattern[str]:
    words = load_yaml("names_zh.yaml")["boundary"]
    always = "|".join(sorted(words["always"], key=len, reverse=True))
    # These may also belong to a name that goes on ("控股有限公司").
    inside = "|".join(sorted(words["inside"], key=len, reverse=True))
    return re.compile(f"(?P<always>{always})|(?P<inside>{inside})")


def _start_of_name(text: str, left: int, stop: int) -> int:
    """First character of the name that ends before `stop`, searching back to `left`."""
    run = text[left:stop]
    cut = hard = 0
    for match in _boundary().finditer(text, left, stop):
        # A boundary word right at the end is part of the name ("控股有限公司").
        if match.lastgroup == "always" or match.end() < stop - 1:
            cut = match.end() - left
        if match.lastgroup == "always":
            hard = match.end() - left
    if (nation := run.find("国家", hard, cut)) >= 0:
        cut = nation  # "国家中小企业发展基金": one name from its first word on
    piece = run[cut:]
    starts = [hit.start for hit in places_in(piece)] + [hit.start for hit in country_hits(piece)]
    later = [start for start in starts if start > 0]
    if later and min(starts) > 0:
        cut += min(later)
    elif starts and min(starts) == 0:
        first = next((hit for hit in country_hits(piece) if hit.start == 0), None)
        if (
            first is not None
            and first.code != "CN"
            and len(piece) - first.end >= 2
            and not piece[first.end :].startswith(
                ("政府", "空军", "海军", "国防", "财政部", "商务部", "司法部", "银行", "国家")
            )
        ):
            cut += first.end  # "美国X公司": the country only says where from
    return left + cut


_OPEN_TRADES = frozenset({"电子", "重工", "实业", "信托", "证券", "保险"})
_LONGER = re.compile(
    rf"[{_HAN}]{{1,6}}?(?:集团|股份)?(?:有限责任公司|股份有限公司|有限公司|公司|集团)"
)


@lru_cache(maxsize=1)
def _kinds_of_firm() -> frozenset[str]:
    data = load_yaml("names_zh.yaml")
    return frozenset([*data["trade"], *data["kinds_of_firm"]])


def _suffix_names(text: str, start: int, end: int) -> list[tuple[int, int, PartyKind]]:
    pattern, kinds = _suffixes()
    found: list[tuple[int, int, PartyKind]] = []
    floor = start
    position = start
    while True:
        match = pattern.search(text, position, end)
        if match is None:
            return found
        stop = match.end()
        longer = _LONGER.match(text, stop, end) if match.group() in _OPEN_TRADES else None
        if longer is None and match.group() in _OPEN_TRADES:
            longer = _trades()[0].match(text, stop, end)
        if longer is not None and not _boundary().search(text, stop, longer.end()):
            stop = longer.end()  # "中国电子科技集团有限公司": the name goes on
        # Suffixes may follow one another: "投资集团" + "有限公司".
        while (more := pattern.match(text, stop, end)) is not None:
            # Behind a legal form "控股" is the verb: "由X有限公司控股".
            if match.group().endswith("公司") and not more.group().endswith(("公司", "集团")):
                break
            match, stop = more, more.end()
        left = match.start()
        while left > floor and re.match(_NAME_CHAR, text[left - 1]) and stop - left < 40:
            left -= 1
        begin = _start_of_name(text, left, match.start())
        while begin < stop and text[begin] in ")）·-":
            begin += 1
        body = match.start() - begin
        kind = kinds[match.group()]
        if (
            kind is PartyKind.AGENCY
            and text[begin : begin + 2] == "中国"
            and match.start() - begin == 2
        ):
            begin += 2
            body -= 2
        fixed = kind in (PartyKind.AGENCY, PartyKind.MILITARY) and match.group() in (
            "商务部",
            "财政部",
            "国资委",
            "国防部",
            "解放军",
            "外交部",
            "发改委",
            "工信部",
            "司法部",
            "国务院",
        )
        follows = text[stop : stop + 2]
        generic = match.group() in (
            "电子",
            "控股",
            "保险",
            "信托",
            "资本",
            "公司",
            "政府",
            "集团",
            "银行",
            "证券",
            "工厂",
            "实业",
            "重工",
            "军队",
            "委员会",
            "办公室",
            "基金",
            "学院",
        )
        if (
            (
                (body >= 2 or fixed)
                and not (generic and body < 2)
                and not (
                    match.group() in ("控股", "资本", "电子")
                    and follows[:1] in ("股", "了", "权", "元", "的", "产")
                )
            )
            and not (
                match.group() in ("公司", "集团", "企业", "基金", "资本")
                and text[begin : match.start()] in _kinds_of_firm()
            )
            and not (
                match.group() == "公司"
                and text[begin : match.start()].endswith(("后", "前", "时", "之一"))
            )
            and not (
                match.group() == "公司"
                and text[begin : match.start()]
                in (
                    "子",
                    "母",
                    "该",
                    "本",
                    "两家",
                    "上市",
                    "全资子",
                    "控股子",
                    "合资",
                    "外国",
                    "中国",
                )
            )
        ):
            found.append((begin, stop, kind))
            floor = stop
        position = stop


def _brackets_balanced(name: str) -> bool:
    return name.count("（") == name.count("）") and name.count("(") == name.count(")")


@lru_cache(maxsize=1)
def _trades() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load_yaml("names_zh.yaml")
    words = "|".join(sorted(map(re.escape, data["trade"]), key=len, reverse=True))
    return re.compile(f"(?:{words}){data['after_trade']}"), frozenset(data["not_stems"])


def _trade_names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brands that a trade closes: "星瀚半导体", "合肥云帆智能"."""
    pattern, barred = _trades()
    found = []
    for match in pattern.finditer(text, start, end):
        left = match.start()
        while left > start and match.start() - left < 10 and re.match(_HAN_CHAR, text[left - 1]):
            left -= 1
        begin = _start_of_name(text, left, match.start())
        stem = text[begin : match.start()]
        placed = [hit for hit in places_in(stem) if hit.start == 0]
        bare = stem[placed[0].end :].lstrip("省市区县") if placed else stem
        if not 2 <= len(bare) <= 5 or not re.fullmatch(f"[{_HAN}]+", stem):
            continue
        if bare in barred or stem in barred or any(bare.endswith(word) for word in barred):
            continue
        found.append((begin, match.end()))
    return found


def _people(text: str, start: int, end: int) -> list[tuple[int, int]]:
    data = load_yaml("names_zh.yaml")
    titles = "|".join(sorted(map(re.escape, data["person_titles"]), key=len, reverse=True))
    surname = f"[{data['surnames']}]"
    after = re.compile(
        rf"(?:{titles})(?:、|兼|和|为|是|系)?(?={surname})({surname}[{_HAN}]{{1,2}}?)(?=持|通过|间接|直接|表示|称|说|，|。|、|（|\("
        rf"|为|是|控|于|和|与|及|等|在|的|透露|曾|将|已|拥|占|任|所|实|作|否|回|先生|女士|\d|[ \d])"
    )
    before = re.compile(
        rf"(?:^|[，。、和与由“])({surname}[{_HAN}]{{1,2}}?)(?:先生|女士|博士|（男|（女|（\d)"
    )
    plain = re.compile(
        rf"(?:^|[，。；：、（和与由])([{data['plain_surnames']}][{_HAN}]{{1,2}})"
        rf"(?=(?:间接|直接|个人|合计|先生|女士)?(?:持有|持股|控制着|担任|创办|创立|（\d))"
    )
    found = []
    for pattern in (after, before, plain):
        for match in pattern.finditer(text, start, end):
            found.append(match.span(1))
    return found


# What may follow the name of a foreign country and is no name of a firm.
_NOT_NAMES = (
    "军", "政", "国", "总统", "外交", "议会", "参议", "众议", "市场", "客户", "企业", "公司",
    "媒体", "出口", "进口", "制裁", "海关", "法院", "境内", "方面", "官员", "当局", "实体", "财政",
    "商务", "司法", "投资者", "监管",
)  # fmt: skip

_SLOT = rf"(?:[{_HAN}A-Za-z0-9·]{{2,10}}?)"
_SLOTS = (
    re.compile(
        rf"(?:老股东|原股东|现有股东|新股东)({_SLOT})(?=继续|追加|加码|跟投|参投|、|，|。|也|亦|超额)"
    ),
    re.compile(rf"由({_SLOT})(?=领投|联合领投|独家投资|、)"),
    re.compile(rf"(?:[，。、和]|^)({_SLOT})(?=(?:继续|联合|共同|独家|也|均)?(?:领投|跟投|参投))"),
)


def _slots(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Names without any suffix, found by the place they stand in ("由X领投", "新加坡X曾")."""
    found = []
    for pattern in _SLOTS:
        for match in pattern.finditer(text, start, end):
            left, right = match.span(1)
            cuts = [hit.end() for hit in _boundary().finditer(text, left, right)]
            left = max([left, *(cut for cut in cuts if right - cut >= 2)])
            if right - left >= 2 and not _boundary().search(text, left, right):
                found.append((left, right))
    for hit in country_hits(text[start:end]):
        if hit.code == "CN" or hit.form != "name":
            continue
        named = re.compile(
            rf"([{_HAN}]{{2,6}}?)(?=曾|于|已|持有|投资|收购|将|拟|表示|称|、|，)"
        ).match(text, start + hit.end)
        if (
            named is not None
            and not _boundary().search(text, *named.span(1))
            and not named.group(1).endswith(
                ("方", "政府", "人", "国", "方面", "媒体", "州", "省", "市", "县", "郡")
            )
            and not named.group(1).startswith(_NOT_NAMES)
        ):
            found.append(named.span(1))
    return found


def _find(
    text: str, blocks: list[Paragraph], hits: Sequence[Hit]
) -> list[tuple[int, int, PartyKind, tuple[str, ...]]]:
    """Spans of names with their kinds; longest first where they overlap."""
    raw: list[tuple[int, int, PartyKind, tuple[str, ...]]] = []
    people = [span for block in blocks for span in _people(text, block.start, block.end)]
    for block in blocks:
        for start, end, kind in _suffix_names(text, block.start, block.end):
            raw.append((start, end, kind, ()))
        for start, end in _trade_names(text, block.start, block.end):
            raw.append((start, end, PartyKind.COMPANY, ()))
        for start, end in _slots(text, block.start, block.end):
            raw.append((start, end, PartyKind.FUND, ()))
        for match in _LATIN_NAME.finditer(text, block.start, block.end):
            if (
                len(match.group()) > 3 or (match.group().isupper() and len(match.group()) >= 3)
            ) and (
                match.group()
                not in (
                    "SDN",
                    "OFAC",
                    "CEO",
                    "CTO",
                    "IPO",
                    "GPU",
                    "NASDAQ",
                )
                and not re.fullmatch(r"[A-Z]\d?", match.group())
            ):
                raw.append((match.start(), match.end(), PartyKind.COMPANY, ()))
    named = {text[start:end] for start, end in people if end - start >= 3}
    spots = [match.span() for name in sorted(named) for match in re.finditer(re.escape(name), text)]
    raw.extend((start, end, PartyKind.PERSON, ()) for start, end in dict.fromkeys(people + spots))
    home = Ground.of(len(text), blocks)
    for hit in hits:
        if hit.end - hit.start >= 2 and home.full(hit.start, hit.end):
            raw.append((hit.start, hit.end, PartyKind.COMPANY, tuple(hit.entity_ids)))
    taken: dict[int, tuple[int, int, PartyKind, tuple[str, ...]]] = {}
    ground, lists = Ground(len(text)), Ground(len(text))
    for block in blocks:
        for sentence in block.sentences:
            for code in _codes(text, sentence.start, sentence.end):
                if code.kind in ("list", "program") and code.code != "?":
                    lists.take(code.start, code.end)
    for item in sorted(raw, key=lambda span: (span[0] - span[1], span[0], not span[3])):
        start, end = item[0], item[1]
        if not _brackets_balanced(text[start:end]):
            continue
        if lists.full(start, end):
            continue
        if ground.free(start, end):
            taken[start] = item
            ground.take(start, end)
        elif item[3] and start in taken and taken[start][1] == end:
            taken[start] = (start, end, taken[start][2], item[3])
    return sorted(taken.values())


@lru_cache(maxsize=1)
def _own_lists() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = load_yaml("frames_zh.yaml")["lists"]
    return tuple((code, re.compile(pattern, re.I)) for code, pattern in data.items())


def _codes(text: str, start: int, end: int) -> list[CodeHit]:
    """Lists and regimes of one sentence, with those that Chinese writes without a space."""
    found = [
        CodeHit(match.start(), match.end(), code, "list")
        for code, pattern in _own_lists()
        for match in pattern.finditer(text, start, end)
    ] + code_hits(text, start, end)
    taken: list[CodeHit] = []
    for hit in sorted(found, key=lambda item: (item.code == "?", item.start - item.end)):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


_UNION = re.compile("欧盟(?:理事会|委员会)?|欧洲联盟")
# "三家中国公司", "其他公司": firms in general, not the one spoken of.
_SOME_FIRMS = re.compile(r"(?:[家批些个][^，。；]{0,5}|中国|国内|其他|其它|外国|相关|科技|多家)\Z")
_SEAT = re.compile(r"(?:总部|注册地|注册)(?:[位设]?(?:于|在)|为|是)|(?:[位设坐]落?于)")


def _seats(
    state: DocState, inside: list[tuple[int, int, PartyDraft]], start: int, end: int
) -> None:
    """`X总部位于武汉`, `总部位于武汉的X`: the country a company sits in."""
    text = state.text
    for match in _SEAT.finditer(text, start, end):
        tail = text[match.end() : min(end, match.end() + 14)]
        spots = [
            (hit.start, match.end() + hit.end, hit.place.country) for hit in places_in(tail)
        ] + [(hit.start, match.end() + hit.end, hit.code) for hit in country_hits(tail)]
        spots = [spot for spot in spots if spot[0] == 0]
        if not spots:
            continue
        _, stop, code = max(spots, key=lambda spot: spot[1])
        behind = [p for s, _, p in inside if stop < s <= stop + 3 and text[s - 1] == "的"]
        before = [p for _, e, p in inside if e <= match.start() and p.is_org]
        party = behind[0] if behind else before[-1] if before else None
        if party is not None and party.is_org and party.country is None:
            party.country, party.country_span = code, (match.start(), stop)


def _short_forms(name: str) -> list[str]:
    """Shorter spellings that a text may use: without form, place and trade words."""
    bare, _ = split_legal_form(name)
    found = [bare]
    hits = [hit for hit in places_in(bare) if hit.start == 0]
    if hits and len(bare) - hits[0].end >= 2:
        found.append(bare[hits[0].end :].lstrip("省市区县"))
    for spelled in list(found):
        rest = spelled
        while True:
            shorter = re.sub(
                r"(?:科技|技术|实业|集团|控股|投资|电子|半导体|微电子|信息|网络|智能|机器人|生物|医药|能源|材料|机械|设备|贸易|国际|产业|发展|工业"
                r"|防务|系统|软件|数据|通信|光电|激光|公司|资本|基金|精密|机电|航空|航天|新材料|装备|制造)$",
                "",
                rest,
            )
            if shorter == rest or len(shorter) < 2:
                break
            rest = shorter
            found.append(rest)
    return [item for item in dict.fromkeys(found) if len(item) >= 2 and item != name]


def read_chinese(state: DocState, blocks: list[Paragraph], hits: Sequence[Hit], title: str) -> None:
    """Add parties and facts of the Chinese paragraphs."""
    text = state.text
    names = _find(text, blocks, hits)
    by_text: dict[str, PartyDraft] = {}
    spans: list[tuple[int, int, PartyDraft]] = []

    def draft(name: str, kind: PartyKind) -> PartyDraft:
        known = by_text.get(name)
        if known is None:
            known = PartyDraft(len(state.parties), kind, [], (name,), name)
            known.military = is_military(name, kind)
            by_text[name] = known
            state.parties.append(known)
        return known

    for start, end, kind, ids in names:
        party = draft(text[start:end], kind)
        party.entity_ids.update(ids)
        spans.append((start, end, party))
    aliases: dict[str, PartyDraft] = {}
    for _, end, party in spans:
        match = _ALIAS.match(text, end)
        if match is not None and not re.search(r"\d{2}|轮|元", match.group(1)):
            aliases[match.group(1).strip('“”"')] = party
    shortened: dict[str, set[str]] = {}
    for name in by_text:
        for short in _short_forms(name):
            shortened.setdefault(short, set()).add(name)
    for name, party in sorted(by_text.items(), key=lambda item: (-len(item[0]), item[0])):
        if party.kind in (PartyKind.COMPANY, PartyKind.FUND, PartyKind.OTHER):
            for short in _short_forms(name):
                clash = shortened[short] - {name}
                if (short not in by_text and not clash) or (
                    short in by_text and short != name and by_text[short].kind is party.kind
                ):
                    aliases.setdefault(short, party)
    _merge_short(by_text, aliases, spans)
    home = Ground.of(len(text), blocks)
    occupied = Ground(len(text))
    for start, end, _ in spans:
        occupied.take(start, end)
    for alias in sorted(aliases, key=lambda item: (-len(item), item)):
        for match in re.finditer(re.escape(alias), text):
            start, end = match.span()
            if home.full(start, end) and occupied.free(start, end):
                spans.append((start, end, aliases[alias]))
                occupied.take(start, end)
    spans.sort(key=lambda span: (span[0], span[1]))
    for start, end, party in spans:
        party.mentions.append(Candidate(start, end, (text[start:end],), 2, 0, 0))
        if party.country is None and party.is_org:
            lead = country_hits(text[max(0, start - 6) : start])
            if lead and lead[-1].end == min(6, start):
                party.country = lead[-1].code
                party.country_span = (
                    start - 6 + lead[-1].start if start >= 6 else lead[-1].start,
                    start,
                )
            else:
                placed = [hit for hit in places_in(party.canonical) if hit.start == 0]
                if placed:
                    party.country = placed[0].place.country
                    party.country_span = (
                        (start, start + placed[0].end)
                        if text[start:end] == party.canonical
                        else None
                    )
    drop_empty(state)
    _read_lines(state, blocks, spans, title)


def _merge_short(
    by_text: dict[str, PartyDraft],
    aliases: dict[str, PartyDraft],
    spans: list[tuple[int, int, PartyDraft]],
) -> None:
    """A short form that was found as a name of its own joins the longer name."""
    for short, party in sorted(aliases.items()):
        other = by_text.get(short)
        if other is not None and other is not party:
            for number, (start, end, owner) in enumerate(spans):
                if owner is other:
                    spans[number] = (start, end, party)


def _read_lines(
    state: DocState, blocks: list[Paragraph], spans: list[tuple[int, int, PartyDraft]], title: str
) -> None:
    data: dict[str, Any] = load_yaml("names_zh.yaml")
    words = re.compile(
        "|".join(
            re.escape(w)
            for w in sorted([*data["plural"], *data["anaphora"]], key=len, reverse=True)
        )
        + "|(?<=[将把])其"
    )
    plural = frozenset(data["plural"])
    orgs = [party for _, _, party in spans if party.is_org]
    counts = {party.id: sum(1 for other in orgs if other is party) for party in orgs}
    topic = (
        min(
            counts,
            key=lambda number: (
                -counts[number]
                - (
                    3
                    if title
                    and any(
                        s in title
                        for s in (
                            state.parties[number].canonical,
                            *_short_forms(state.parties[number].canonical),
                        )
                    )
                    else 0
                ),
                number,
            ),
        )
        if counts
        else None
    )
    if state.focus.topic is None:
        state.focus.topic = topic
    reader = LineReader(state, language(), lambda: topic, "CN")
    starts = [start for start, _, _ in spans]
    recent: list[int] = []
    for block in blocks:
        for sentence in block.sentences:
            inside = within(spans, starts, sentence)
            marks: list[tuple[int, int, tuple[int, ...]]] = [
                (s, e, (party.id,)) for s, e, party in inside
            ]
            for match in words.finditer(state.text, sentence.start, sentence.end):
                if any(s < match.end() and match.start() < e for s, e, _ in marks):
                    continue
                before = [party.id for s, _, party in inside if s < match.start() and party.is_org]
                if state.text[match.end() : match.end() + 2] in ("中方", "外方") or state.text[
                    match.start() - 1 : match.start()
                ] in ("子", "母", "资", "市", "股"):
                    continue
                if match.group() == "公司" and _SOME_FIRMS.search(
                    state.text, sentence.start, match.start()
                ):
                    continue
                if match.group() in plural:
                    pool = list(dict.fromkeys([*before, *reversed(recent)]))[:2]
                    if len(pool) == 2:
                        marks.append((match.start(), match.end(), tuple(pool)))
                elif match.group() == "后者" and before:
                    marks.append((match.start(), match.end(), (before[-1],)))
                elif match.group() == "前者" and before:
                    marks.append((match.start(), match.end(), (before[0],)))
                elif match.group() not in ("前者", "后者"):
                    chosen = (
                        before[-1]
                        if before and match.group() != "公司"
                        else before[0]
                        if before
                        else topic
                    )
                    if chosen is not None:
                        marks.append((match.start(), match.end(), (chosen,)))
            marks.sort()
            line = mask(
                state.text,
                sentence.start,
                sentence.end,
                sentence.index,
                marks,
                state.published,
                _codes(state.text, sentence.start, sentence.end),
                [
                    (*found.span(), "EU")
                    for found in _UNION.finditer(state.text, sentence.start, sentence.end)
                ],
            )
            reader.read(line)
            _seats(state, inside, sentence.start, sentence.end)
            recent.extend(party.id for _, _, party in inside if party.is_org)
