"""Parties named in an announcement: "中文名（English name），男，职务" in many shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.cn.text import Announcement, Line
from riskengine.watchlist.readers.cn.words import chinese_words
from riskengine.watchlist.readers.dates import date_range

# The English name in brackets: it has Latin letters and no Chinese ones.
_LATIN = re.compile(
    r"\s*[（(](?P<latin>(?:[^（）()\u3400-\u9fff、，]|\([^（）()]*\))*[A-Za-z]"
    r"(?:[^（）()\u3400-\u9fff、，]|\([^（）()]*\))*)[)）]"
)
_SEX = re.compile(r"^[，,\s]*(?P<sex>[男女])(?![\u4e00-\u9fff])")
_BORN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(?:出)?生")
_NATION = re.compile(r"(?:^|[，,])\s*([\u4e00-\u9fff]{2,8}?)(?:国)?籍")
_DECIDED = re.compile(
    r"决定(?:于(?P<date>\d{4}年\d{1,2}月\d{1,2}日))?将(?P<names>[^；\n]{2,6000}?)列入"
)
_AGAINST = re.compile(r"决定对(?P<names>[^，；。\n]{2,60}?)采取(?:以下)?(?:反制|处理)?措施")
_CAUSE = re.compile(r"^.{0,40}?(?:参与|从事|涉嫌)[^（(、]{2,40}?的(?=\S)")
_REST = re.compile(r"(?:等\s*\d*\s*(?:家|名|位|个).*|等(?:外国)?(?:实体|企业|机构|个人).*|等)$")
_BRANCHES = re.compile(r"及其(?:分支机构|子公司|关联企业)$")
_COUNT = re.compile(r"[（(]共.*?[)）]")
_QUOTES = '“”"「」《》‘’'


@dataclass(frozen=True, slots=True)
class Party:
    """One party as named: either name may be empty, not both.

    Attributes:
        person: whether the text shows that it is a person.
        title: role printed beside the name. listed: day of an earlier listing, if printed.
        raw: the words it was read from.
    """

    chinese: str
    english: str
    person: bool
    title: str = ""
    sex: str = ""
    born: DateRange | None = None
    nation: str = ""
    country: str = ""
    listed: DateRange | None = None
    raw: str = ""


def parties_of(item: Announcement) -> Iterator[Party]:
    """Parties of an announcement: those of its annex, else those of its deciding sentence."""
    if item.annex:
        found = list(_of_annex(item))
        if found:
            yield from found
            return
    yield from _of_sentence(item)


def _of_annex(item: Announcement) -> Iterator[Party]:
    headings = chinese_words().headings
    numbered = [line for line in item.annex if line.mark]
    section = ""
    for line in numbered or list(item.annex):
        heading = _COUNT.sub("", line.text).strip()
        if heading in headings:
            section = headings[heading]
            continue
        if not line.mark and _is_title(line):
            continue
        yield from _of_line(line.text, person=section == "person", bare=line.mark == "-")


def _is_title(line: Line) -> bool:
    text = line.text.strip("（）() ")
    return bool(re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text)) or text.endswith(("清单", "名单"))


def _of_line(text: str, *, person: bool, bare: bool = False) -> Iterator[Party]:
    """Parties of one annex line; a line about several people has a bracket for each."""
    text = text.strip(" ，,。；;")
    if bare:
        yield Party("", text, person=False, raw=text)
        return
    brackets = list(_LATIN.finditer(text))
    if len(brackets) < 2 or not person:
        yield _single(text, brackets[0] if brackets else None, person=person)
        return
    start = 0
    for found in brackets:
        before = re.split(r"[，、,：:]|包括", text[start : found.start()])[-1]
        name, role = _without_role(before)
        yield Party(_clean(name), found["latin"].strip(), person=True, title=role, raw=text[:60])
        start = found.end()


def _single(text: str, bracket: re.Match[str] | None, *, person: bool) -> Party:
    head = text[: bracket.start()] if bracket else re.split(r"[，,]", text)[0]
    tail = text[bracket.end() :] if bracket else text[len(head) :]
    sex = _SEX.match(tail)
    if sex is not None:
        tail = tail[sex.end() :]
    name, role = _without_role(head)
    # Only people have a sex; a title before the name shows a person too.
    is_person = person or sex is not None or bool(role)
    if not is_person:
        name, role = head, ""
    born = _BORN.search(tail)
    nation = _NATION.search(tail)
    # What follows "，男，" is the person's post; what remains of an organisation is noise.
    post = _BORN.sub("", _NATION.sub("", tail)).strip(" ，,。") if is_person else ""
    country, name = _country_in_front(name) if not is_person else ("", name)
    return Party(
        _clean(name),
        bracket["latin"].strip() if bracket else "",
        person=is_person,
        title="；".join(part for part in (role, post) if part),
        sex=sex["sex"] if sex else "",
        born=date_range("-".join(part for part in born.groups() if part)) if born else None,
        nation=nation[1] if nation else "",
        country=country,
        raw=text[:80],
    )


def _of_sentence(item: Announcement) -> Iterator[Party]:
    compact = re.sub(r" +", " ", item.body)
    found = False
    for decision in _DECIDED.finditer(compact):
        found = True
        earlier = decision["date"]
        listed = date_range(re.sub(r"[年月]", "-", earlier).rstrip("日")) if earlier else None
        for piece in _pieces(_CAUSE.sub("", decision["names"])):
            yield _inline(piece, listed)
    if found or item.list.id != "cn-mfa-countermeasures":
        return
    for decision in _AGAINST.finditer(compact):
        for piece in _pieces(decision["names"]):
            if not piece.startswith("以下"):
                person = "本人" in item.body
                yield Party(_clean(piece), "", person=person, raw=piece)


def _pieces(names: str) -> Iterator[str]:
    """Names in a sentence, parted by "、" or "和"; a name may itself hold such a mark."""
    held = ""
    start = depth = 0
    text = _REST.sub("", names.strip())
    cuts = []
    for index, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
        elif depth == 0 and (char == "、" or (char == "和" and _ends_name(text[:index]))):
            cuts.append((start, index))
            start = index + 1
    cuts.append((start, len(text)))
    for a, b in cuts:
        piece = f"{held}{text[a:b]}".strip()
        if b < len(text) and not _ends_name(piece):
            # "波音防务、空间与安全集团（Boeing ...)" is one name.
            held = f"{piece}{text[b]}"
            continue
        held = ""
        if piece:
            yield piece


def _ends_name(piece: str) -> bool:
    bare = piece.rstrip()
    if bare.endswith((")", "）")):
        return True
    return bare.endswith(chinese_words().organizations) or bool(_BRANCHES.search(bare))


def _inline(piece: str, listed: DateRange | None) -> Party:
    bracket = _LATIN.search(piece)
    head = piece[: bracket.start()] if bracket else piece
    english = bracket["latin"].strip() if bracket else ""
    country, name = _country_in_front(head, english=english)
    return Party(
        _clean(name), english, person=False, country=country, listed=listed, raw=piece[:80]
    )


def _country_in_front(name: str, *, english: str | None = None) -> tuple[str, str]:
    """A country printed before a name, unless it is a word of the name itself."""
    for word, code in chinese_words().countries.items():
        rest = name.removeprefix(word).strip()
        if not code or rest == name or not rest:
            continue
        quoted = rest[0] in _QUOTES
        own = english is None or re.match(
            r"(?:american?|u\.?s\.?|united states)\b", english.lower()
        )
        if quoted or not own:
            return code, rest
    return "", name


def _without_role(head: str) -> tuple[str, str]:
    """Name and role of "哈德逊研究所所长约翰·瓦特斯"."""
    roles = chinese_words().roles
    end = max((head.rfind(role) + len(role) for role in roles if role in head), default=0)
    name = head[end:].strip()
    if not end or not name:
        return head.strip(), ""
    return name, head[:end].strip()


def _clean(name: str) -> str:
    name = _BRANCHES.sub("", _REST.sub("", name.strip())).strip()
    return name.strip(_QUOTES + " ，,。")


def split_name(name: str) -> tuple[str, str]:
    """Name and English name in brackets, without the words of the sentence around them."""
    plain = _REST.sub("", _CAUSE.sub("", name.strip()))
    bracket = _LATIN.search(plain)
    if bracket is None or bracket.start() == 0 or plain[bracket.end() :].strip():
        return _clean(plain) or name.strip(), ""
    return _clean(plain[: bracket.start()]), bracket["latin"].strip()
