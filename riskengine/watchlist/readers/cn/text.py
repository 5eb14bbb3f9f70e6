"""The text of a Chinese announcement: its title, number, dates, measures and annex."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.cn.words import ChineseList, chinese_words
from riskengine.watchlist.readers.dates import date_range

_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISO_LINE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\s+\d{2}:\d{2}")
_ISSUED = re.compile(r"【发文日期】\s*" + _DAY.pattern)
_IN_FORCE = re.compile(r"自" + _DAY.pattern + r"[^。；\n]{0,12}?起[^。；\n]{0,4}?(?:施行|实施)")
_NUMBER = (
    re.compile(r"【发文号】\s*(\S+)"),
    re.compile(r"【发布文号】\s*(\S+)"),
    re.compile(r"(商务部公告\s*\d{4}年\s*第\s*\d+\s*号)"),
    re.compile(r"(外交部令\s*第\s*\d+\s*号)"),
)
_ANNEX = re.compile(r"^(?:附|附件\d?|附件[:：]?|附[:：]|反制裁?清单|关注名单|出口管制管控名单)$")
_NUMBERED = re.compile(
    r"^(?:(?P<digits>\d{1,3})\s*[.、．)）]|[（(](?P<inner>[一二三四五六七八九十百\d]+)[)）]"
    r"|(?P<outer>[一二三四五六七八九十百]+)\s*[、.．]|(?P<dash>[-–—]))\s*(?P<text>\S.*)$"
)
# A sentence on some of the parties only: "对...等12家后附《反制清单》列明的企业，冻结...".
_SCOPE = re.compile(r"^对(?!上述|其)(?P<who>.*：$|[^，：]*(?=，))[，：]?(?P<rest>.*)$", re.DOTALL)
_PERSONS = re.compile(r"人员|个人")
_ENDS = re.compile(r"^(?:本公告|本决定|附件|特此)|未尽事宜")
_BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "td", "title"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an annex: its numbering (`1`, `(`, `一`, `-` or "") and its text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an announcement says before it names anybody.

    Attributes:
        list: the list it is about.
        number: the publisher's number, "" if it prints none.
        published, in_force: None where no such day is printed.
        measures: (for whom, sentence); for whom is `person`, `organization` or "" for all.
        body: the sentences, spaces single. annex: lines below the annex heading.
        country: ISO code of all parties where the title names one country, else "".
    """

    title: str
    list: ChineseList
    number: str
    published: DateRange | None
    in_force: DateRange | None
    measures: tuple[tuple[str, str], ...]
    body: str
    annex: tuple[Line, ...]
    country: str


def plain_text(data: bytes) -> str:
    """Text of a saved page: HTML tags gone, full-width digits and odd spaces made plain."""
    text = data.decode("utf-8-sig", errors="replace")
    if re.search(r"<(?:html|body|div|p)\b", text[:20_000], re.IGNORECASE):
        stripper = _Stripper()
        stripper.feed(text)
        text = "".join(stripper.out)
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", text)
    return re.sub(r"[^\S\n]", " ", text.replace("\r\n", "\n"))


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        if tag in _BLOCKS:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(data)


def title_of(text: str) -> str:
    """The first line that names a list and is no address; "" if there is none."""
    for line in _lines(text)[:60]:
        if "://" not in line and chinese_words().list_of_title(_closed(line)) is not None:
            return _closed(line)
    return ""


def looks_like_announcement(text: str) -> bool:
    """Whether a text is an announcement of one of the lists."""
    words = chinese_words()
    return bool(title_of(text)) and any(name in _closed(text) for name in words.publishers)


def read_announcement(text: str) -> Announcement | None:
    """Take an announcement apart; None where no line names a list."""
    title = title_of(text)
    found = chinese_words().list_of_title(title)
    if found is None:
        return None
    lines = _lines(text)
    start = _annex_start(lines)
    body = lines if start is None else lines[:start]
    joined = "\n".join(body)
    published = _first_day(_ISSUED, joined) or _iso_day(joined) or _last_day(body)
    number = next((m[1] for p in _NUMBER if (m := p.search(joined))), "")
    return Announcement(
        title=title,
        list=found,
        number="".join(number.split()),
        published=published,
        in_force=_first_day(_IN_FORCE, joined) or published,
        measures=tuple(_measures(body, countermeasures="反制" in title)),
        body=joined,
        annex=() if start is None else tuple(_annex(lines[start:])),
        country=_country(title),
    )


def _lines(text: str) -> list[str]:
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _closed(text: str) -> str:
    """Without the spaces that headings put between characters."""
    return re.sub(r"(?<=[\u3000-\u9fff]) +(?=[\u3000-\u9fff])", "", text)


def _annex_start(lines: Sequence[str]) -> int | None:
    """Index of the first line of the annex: the last heading that stands below a date."""
    dated = None
    for index, line in enumerate(lines):
        if _DAY.fullmatch(line):
            dated = index
        elif dated is not None and _ANNEX.match(_closed(line)):
            return index + 1
    return None


def _annex(lines: Sequence[str]) -> list[Line]:
    out = []
    for line in lines:
        found = _NUMBERED.match(line)
        if found is None:
            out.append(Line("", line))
            continue
        mark = "1" if found["digits"] else "(" if found["inner"] else "-" if found["dash"] else "一"
        out.append(Line(mark, found["text"].strip()))
    return out


def _measures(lines: Sequence[str], *, countermeasures: bool) -> list[tuple[str, str]]:
    """Numbered sentences after the words that announce measures."""
    out: list[tuple[str, str]] = []
    begun, scope = False, ""
    for line in lines:
        if not begun:
            begun = "措施：" in line or "措施:" in line
            continue
        if _ENDS.search(line):
            break
        numbered = _NUMBERED.match(line)
        if numbered is None:
            if scope or (not out and re.match(r"^(?:禁止|冻结|限制)", line)):
                out.append((scope, line.strip("；。")))
            continue
        text = numbered["text"]
        whom = _SCOPE.match(text) if numbered["outer"] and countermeasures else None
        if whom is not None:
            scope = "person" if _PERSONS.search(whom["who"]) else "organization"
            if whom["rest"].strip():
                out.append((scope, whom["rest"].strip("；。， ")))
                scope = ""
            continue
        if numbered["outer"]:
            scope = ""
            if re.match(r"^\d{4}年", text):
                break  # the story goes on; no measure
        out.append((scope, text.strip("；。")))
    return out


def _first_day(pattern: re.Pattern[str], text: str) -> DateRange | None:
    found = pattern.search(text)
    return None if found is None else _day(found)


def _day(found: re.Match[str]) -> DateRange | None:
    year, month, day = found.groups()[-3:]
    return date_range(f"{year}-{month}-{day}")


def _iso_day(text: str) -> DateRange | None:
    found = _ISO_LINE.search(text[:2_000])
    return None if found is None else date_range(found[1])


def _last_day(lines: Sequence[str]) -> DateRange | None:
    for line in reversed(lines):
        found = _DAY.fullmatch(line)
        if found is not None:
            return _day(found)
    return None


def _country(title: str) -> str:
    """Country of the parties in titles such as "...28家美国实体列入..."."""
    for name, code in chinese_words().countries.items():
        if code and re.search(rf"\d+家{name}(?:实体|企业|机构)", title):
            return code
    return ""
