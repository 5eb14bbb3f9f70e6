"""Shares, money, dates and money words of a text, with offsets."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from riskengine.model.interval import OPEN, Stake

_NUMBER = r"\d{1,3}(?:[ ,]\d{3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:[.,]\d{1,6})?"
_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_UNITS, 1)} | {
    f"{ten}-{_UNITS[unit - 1]}" if unit else ten: 10 * number + unit
    for number, ten in enumerate(_TENS, 2)
    for unit in range(10)
}
_WORD_NUMBER = "|".join(sorted(_WORDS, key=len, reverse=True))
_WORD_START = r"(?<![A-Za-zÀ-ɏЀ-ӿ])"
"""No letter before it: "Kestrela 9%" has no "a 9%" in it. Chinese hedges follow letters."""

_LESS = (
    r"less than|under|below|fewer than|up to|at most|no more than|not more than|менее|до|не"
    r" более|少于|不到|低于|不足|至多"
)
_MORE = (
    r"more than|over|above|at least|no less than|not less than|in excess of|upwards of|более"
    r"|свыше|не менее|больше|超过|超|逾|不少于|至少|不低于"
)
_INCLUDED = frozenset(
    [
        "at least",
        "no less than",
        "not less than",
        "upwards of",
        "up to",
        "at most",
        "no more than",
        "not more than",
        "не менее",
        "до",
        "не более",
        "不少于",
        "至少",
        "不低于",
        "至多",
    ]
)
_ABOUT = (
    r"about|around|roughly|approximately|nearly|almost|some|close to|just over|just under"
    r"|около|почти|примерно|порядка|约|近|大约"
)
_PERCENT = re.compile(
    rf"(?:{_WORD_START}(?:(?P<less>{_LESS})|(?P<more>{_MORE})|(?P<about>{_ABOUT})))?[ ]?"
    rf"(?:{_WORD_START}(?:an? |a further ))?"
    rf"(?:百分之(?P<han>[\d.]{{1,8}})|(?P<num>{_NUMBER}|\b(?:{_WORD_NUMBER})\b)[ \u00a0]?[-‑]?[ ]?"
    r"(?:%|％|per ?cent\b|percent\b|pct\b|процент\w*|п\.\s?п\.))",
    re.I,
)
_TENTHS = re.compile(
    r"(?:(?P<less>不到|不足|少于)|(?P<more>超过|逾|超)|(?P<about>约|近))?(?P<tenth>[一二三四五六七八九])成(?![立为员功交])"
)
_FRACTIONS = {
    "one-third": 33.33,
    "a third": 33.33,
    "one third": 33.33,
    "two-thirds": 66.67,
    "two thirds": 66.67,
    "a quarter": 25.0,
    "one-quarter": 25.0,
    "one quarter": 25.0,
    "three-quarters": 75.0,
    "three quarters": 75.0,
    "half": 50.0,
    "a half": 50.0,
    "one half": 50.0,
    "one-half": 50.0,
    "a fifth": 20.0,
    "one-fifth": 20.0,
    "one fifth": 20.0,
    "a tenth": 10.0,
    "one-tenth": 10.0,
    "four-fifths": 80.0,
    "two-fifths": 40.0,
}
_FRACTION = re.compile(
    rf"\b(?:(?P<less>{_LESS}) |(?P<more>{_MORE}) |(?P<about>{_ABOUT}) )?"
    rf"(?P<frac>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\b"
    r"(?= (?:of|stake|share|interest|holding|owned|held|controlled|the (?:shares|equity|capital"
    r"|stock))\b|-?owned|\.|,|;|$)",
    re.I,
)


# "владел третью верфи", "половина акций"; ordinals ("третий") are other words.
_FRACTION_RU = re.compile(
    rf"(?<!\w)(?:(?P<less>{_LESS}) |(?P<more>{_MORE}) |(?P<about>{_ABOUT}) )?"
    r"(?P<frac>половин(?:а|у|ы|ой|е)|трет(?:ь|ью|и)|четверт(?:ь|ью|и))(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent: the printed figure and the interval it stands for."""

    start: int
    end: int
    percent: float
    stake: Stake


def shares(text: str, start: int, end: int) -> list[Share]:
    """Percentages and fractions printed in `text[start:end]`."""
    found = []
    for match in _TENTHS.finditer(text, start, end):
        found.append(
            _share(
                match,
                10.0 * ("一二三四五六七八九".index(match.group("tenth")) + 1),
                exact=match.group("about") is None,
            )
        )
    for match in _PERCENT.finditer(text, start, end):
        raw = match.group("num") or match.group("han")
        figure = _WORDS.get(raw.lower())
        value = float(figure) if figure is not None else _float(raw)
        if value is None or value > 100:
            continue
        found.append(_share(match, value, exact=match.group("about") is None))
    lowered = text[start:end].lower()
    if any(word in lowered for word in ("third", "quarter", "half", "fifth", "tenth")):
        for match in _FRACTION.finditer(text, start, end):
            found.append(_share(match, _FRACTIONS[match.group("frac").lower()], exact=False))
    if "трет" in lowered or "половин" in lowered or "четверт" in lowered:
        for match in _FRACTION_RU.finditer(text, start, end):
            part = {"п": 50.0, "т": 33.33, "ч": 25.0}[match.group("frac")[0].lower()]
            found.append(_share(match, part, exact=False))
    return sorted(found, key=lambda item: item.start)


def _included(words: str) -> bool:
    """Whether the words name a bound that the share itself may have: "at least", "up to"."""
    return " ".join(words.lower().split()) in _INCLUDED


def _share(match: re.Match[str], value: float, *, exact: bool) -> Share:
    less, more = match.group("less"), match.group("more")
    if less:
        stake = Stake(0.0, value) if _included(less) else Stake.under(max(value, OPEN))
    elif more:
        stake = Stake(value, 100.0) if _included(more) else Stake.over(min(value, 100.0 - OPEN))
    elif exact:
        stake = Stake.exactly(value)
    else:
        # "About" is read as one twentieth of the figure either way, at least one point.
        slack = max(1.0, value / 20)
        stake = Stake(max(0.0, value - slack), min(100.0, value + slack))
    begin = match.start()
    while begin < match.end() and match.string[begin] == " ":
        begin += 1
    return Share(begin, match.end(), value, stake)


def _float(raw: str) -> float | None:
    compact = raw.replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", compact):
        compact = compact.replace(",", "")
    compact = compact.replace(",", ".")
    try:
        return float(compact)
    except ValueError:
        return None


_SCALE = (
    r"thousand|million|billion|trillion|mln|bln|bn|mn|m|b|k|tn|crore|lakh|тыс\.?|млн\.?"
    r"|млрд\.?|трлн\.?|миллион\w*|миллиард\w*|тысяч\w*"
)
_SYMBOL = (
    r"(?:US|HK|A|C|S|NT|R|AU|CA|NZ)?\$|[€£¥₽₹₩₺₴₸₪]|USD ?|EUR ?|GBP ?|CNY ?|RMB ?|RUB ?"
    r"|INR ?|JPY ?|HKD ?|SGD ?|AED ?|CHF ?|Rs\.? ?|SEK ?|NOK ?|KRW ?|TRY ?|KZT ?"
)
_UNIT = (
    r"(?:U\.?S\.? |US |Hong Kong |Singapore |Canadian |Australian |Taiwan )?dollars?|euros?"
    r"|pounds?|yuan|renminbi|RMB|yen|won|rupees?|roubles?|rubles?|lira|tenge|dirhams?"
    r"|riyals?|francs?|kronor|kroner|zloty|hryvnias?|shekels?|USD|EUR|GBP|CNY|RUB|INR|JPY|HKD"
    r"|SGD|AED|CHF|руб\w*\.?|доллар\w*|долл\.?|евро|юан\w*|тенге|тонн\w*(?!.)"
)
_MONEY = re.compile(
    rf"(?:(?P<a>(?:{_SYMBOL})(?:{_NUMBER})(?:[ \u00a0-]?(?:{_SCALE})\b\.?)?)"
    rf"|(?P<b>\b(?:{_NUMBER})(?:[ \u00a0-]?(?:{_SCALE}))?[ \u00a0](?:{_UNIT})(?!\w))"
    r"|(?P<c>(?:数?[\d.,]{1,18}|[一二三四五六七八九十百千数几]{1,8})(?:余|多)?(?:万亿|千亿|百亿|十亿|亿|千万|百万|万)?(?:元?人民币"
    r"|元|美元|欧元|港元|港币|英镑|日元|卢布|韩元)))",
)


_HEDGE = re.compile(rf"(?<!\w)(?:{_LESS}|{_MORE}|{_ABOUT})[ \u00a0]+\Z", re.I)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as printed, without its hedge ("more than"), which the span covers.

    `converted` is a second sum in brackets right behind it.
    """

    start: int
    end: int
    text: str
    converted: str | None = None


def money(text: str, start: int, end: int) -> list[Money]:
    """Sums of money printed in `text[start:end]`."""
    raw = [(m.start(), m.end()) for m in _MONEY.finditer(text, start, end)]
    found: list[Money] = []
    for left, right in raw:
        if (
            found
            and text[found[-1].end : left].strip() in ("(", "（")
            and found[-1].converted is None
        ):
            close = right
            while close < end and text[close] not in ")）" and close - right < 20:
                close += 1
            if close < end and text[close] in ")）":
                last = found.pop()
                found.append(Money(last.start, close + 1, last.text, text[left:right]))
                continue
        if found and re.fullmatch(
            r"\s*[(（](?:about|around|some|roughly|approximately|nearly|or|约|около)?\s*",
            text[found[-1].end : left],
        ):
            close = text.find(text[right : right + 1], right, right + 2)
            if text[right : right + 1] in (")", "）") and close >= 0:
                last = found.pop()
                found.append(Money(last.start, right + 1, last.text, text[left:right]))
                continue
        closes = text[right - 1] == "." and (right >= end or text[right : right + 1] in ("", "\n"))
        right -= closes  # the full stop of the sentence, not of "mln."
        # "More than 5 million": the hedge belongs to the sum, or it would part it from its verb.
        hedge = _HEDGE.search(text, max(start, left - 24), left)
        first = hedge.start() if hedge is not None else left
        found.append(Money(first, right, text[left:right].strip(" -").rstrip(".")))
    return found


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января январе январь",
            "february feb февраля феврале февраль",
            "march mar марта марте март",
            "april apr апреля апреле апрель",
            "may мая мае май",
            "june jun июня июне июнь",
            "july jul июля июле июль",
            "august aug августа августе август",
            "september sept sep сентября сентябре сентябрь",
            "october oct октября октябре октябрь",
            "november nov ноября ноябре ноябрь",
            "december dec декабря декабре декабрь",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?P<iso>\b(?:19|20)\d{2}-\d{2}-\d{2}\b)"
    r"|(?P<hy>(?:19|20)\d{2})\s?年(?:\s?(?P<hm>\d{1,2})\s?月(?:\s?(?P<hd>\d{1,2})\s?[日号])?)?"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\b\.?,? (?P<y1>(?:19"
    rf"|20)\d{{2}})\b"
    rf"|\b(?P<m2>{_MONTH})\b\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<m3>{_MONTH})\b\.?,? (?:of )?(?P<y3>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)? (?P<m4>{_MONTH})\b"
    rf"|\b(?P<m5>{_MONTH})\b\.? (?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]?\d)"
    rf"|\b(?P<d7>\d{{1,2}})[./](?P<mm7>\d{{1,2}})[./](?P<y7>(?:19|20)\d{{2}})\b"
    rf"|(?<=in |of )(?P<m6>{_MONTH})\b|(?<=[вс] )(?P<m8>{_MONTH})\b"
    r"|\b(?P<y8>(?:19|20)\d{2})(?= году?\b|\b)"
    r"|(?P<today>\b(?:today|сегодня)\b|今日|今天)"
    r"|(?P<last>\blast (?:month|year)\b|\bthis year\b|\bthis month\b|去年|今年|上月|本月)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed; `iso` is as much of YYYY-MM-DD as it settles, None if nothing."""

    start: int
    end: int
    iso: str | None


def dates(text: str, start: int, end: int, published: str | None) -> list[Day]:
    """Dates printed in `text[start:end]`.

    Args:
        published: the document's own date, ISO, or None. Words such as "today" and months
            without a year are resolved by it alone: the latest such month not after it.
    """
    found = []
    for match in _DATE.finditer(text, start, end):
        found.append(Day(match.start(), match.end(), _iso(match, published)))
    return found


def _iso(match: re.Match[str], published: str | None) -> str | None:
    group = match.groupdict()
    if group["iso"]:
        return _checked(group["iso"])
    if group["hy"]:
        return _partial(group["hy"], group["hm"], group["hd"])
    if group["y1"]:
        return _partial(group["y1"], str(_MONTHS[group["m1"].lower()]), group["d1"])
    if group["y2"]:
        return _partial(group["y2"], str(_MONTHS[group["m2"].lower()]), group["d2"])
    if group["y3"]:
        return _partial(group["y3"], str(_MONTHS[group["m3"].lower()]), None)
    if group["y7"]:
        return _partial(group["y7"], group["mm7"], group["d7"])
    if group["y8"]:
        return group["y8"]
    if published is None:
        return None
    day = _checked(published[:10])
    if day is None:
        return None
    if group["today"]:
        return day
    if group["last"]:
        return _relative(group["last"].lower(), dt.date.fromisoformat(day))
    month = _MONTHS[(group["m4"] or group["m5"] or group["m6"] or group["m8"]).lower()]
    year = int(day[:4]) - (1 if month > int(day[5:7]) else 0)
    return _partial(str(year), str(month), group["d4"] or group["d5"])


def _relative(word: str, day: dt.date) -> str:
    if word in ("last year", "去年"):
        return f"{day.year - 1:04d}"
    if word in ("this year", "今年"):
        return f"{day.year:04d}"
    if word in ("last month", "上月"):
        before = day.replace(day=1) - dt.timedelta(days=1)
        return f"{before.year:04d}-{before.month:02d}"
    return f"{day.year:04d}-{day.month:02d}"


def _partial(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return year
    if day is None:
        return f"{year}-{int(month):02d}"
    return _checked(f"{year}-{int(month):02d}-{int(day):02d}") or f"{year}-{int(month):02d}"


@lru_cache(maxsize=4096)
def _checked(iso: str) -> str | None:
    try:
        return dt.date.fromisoformat(iso).isoformat()
    except ValueError:
        return None


_DATELINE = re.compile(
    rf"\b(?:(?P<m>{_MONTH})\b\.? (?P<d>\d{{1,2}}),? (?P<y>(?:19|20)\d{{2}})"
    rf"|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH})\b\.? (?P<y2>(?:19|20)\d{{2}}))",
    re.I,
)


def dateline(text: str) -> str | None:
    """The date of a dateline that opens the text ("ASTANA, Nov 30, 2023 - ..."), ISO."""
    head = text[:160]
    cut = min(
        (at for at in (head.find(" - "), head.find(" — "), head.find(" – ")) if at > 0), default=-1
    )
    label = re.match(r"\s*(?:date|dated|published|дата|日期)[:：]\s*", head, re.I)
    if label is not None:
        head = head[label.end() : label.end() + 40].split("\n")[0]
        iso = re.match(r"(?:19|20)\d{2}-\d{2}-\d{2}", head)
        if iso is not None:
            return _checked(iso.group())
    elif cut >= 0:
        head = head[:cut]
    else:
        return None
    match = _DATELINE.search(head)
    if match is None:
        return None
    group = match.groupdict()
    month, day = group["m"] or group["m2"], group["d"] or group["d2"]
    return _partial(group["y"] or group["y2"], str(_MONTHS[month.lower()]), day)
