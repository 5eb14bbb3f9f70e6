"""Acts that an entry of the EU list names, and the listings they amount to.

What a listing's date is: the designation date where the entry states one. Otherwise the day
of the earliest act named in the entry, of entry into force if it is given, else of
publication; the basis is then `citation`. The entry names the acts that last set each part,
so the party may have been listed under an older act. An entry under several programmes has
a listing for each, dated by the acts of that programme alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.model.entity import Listing
from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.dates import date_range

AUTHORITY = "European Union"
# The same few acts are named by thousands of parts: a date is read once.
_day = lru_cache(maxsize=4096)(date_range)


@dataclass(frozen=True, slots=True)
class Act:
    """A regulation or decision.

    Attributes:
        programme: code of the regime (`UKR`); empty for an act behind a single part of the
            XML form, which does not say it.
        own: whether the entry itself names it, not only one of its parts.
    """

    programme: str
    title: str
    url: str
    when: DateRange | None
    own: bool


def act_of(part: Mapping[str, str], *, own: bool) -> Act | None:
    """The act of a `regulation` or `regulationSummary`; None where it is blank."""
    title = " ".join((part.get("numberTitle") or "").split())
    programme = (part.get("programme") or "").strip()
    if not title and not programme:
        return None
    when = _day(part.get("entryIntoForceDate") or "") or _day(part.get("publicationDate") or "")
    return Act(programme, title, (part.get("publicationUrl") or "").strip(), when, own)


def listings(
    acts: Iterable[Act], designated: DateRange | None, delisted: DateRange | None
) -> tuple[Listing, ...]:
    """A listing for each programme, in the order in which the entry names them."""
    acts = tuple(acts)
    named: dict[str, list[Act]] = {}
    for act in acts:
        if act.own:
            named.setdefault(act.programme, []).append(act)
    found = []
    for programme, own in (named or {"": []}).items():
        single = len(named) <= 1
        mine = [act for act in acts if single or act.programme == programme]
        dated = [(act.when, act.title, act.url) for act in mine if act.when is not None]
        earliest = min(dated, default=None)
        cited = [(act.title, act.url) for act in own]
        if earliest is not None:
            cited.insert(0, earliest[1:])
        stated = designated if single else None
        titles = dict.fromkeys(title for title, _ in cited if title)
        pages = dict.fromkeys(url for _, url in cited if url)
        found.append(
            Listing(
                program=programme or "not stated",
                authority=AUTHORITY,
                listed_on=stated or (earliest[0] if earliest else None),
                listed_on_basis="citation" if stated is None and earliest else "stated",
                delisted_on=delisted,
                citation="; ".join(titles),
                url=" ".join(pages),
            )
        )
    return tuple(found)
