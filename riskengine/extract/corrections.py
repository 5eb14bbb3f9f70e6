"""Applying an analyst's corrections to a reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from riskengine.errors import InputError
from riskengine.extract.correction_file import Added, Corrections, Details, NewParty, Which
from riskengine.extract.lexicon import load_yaml
from riskengine.model.interval import Stake
from riskengine.model.reading import (
    Correction,
    CorrectionSheet,
    Document,
    Extraction,
    Mention,
    Party,
    Relation,
    Span,
)

_CODE = "input.corrections"
_FRAME = "analyst"


def apply(extraction: Extraction, given: Corrections) -> Extraction:
    """The reading with the corrections in it, and a record of each.

    Raises:
        InputError: the corrections belong to another document, quote what is not in it, or
            name a party or relation that is not there. Nothing is applied then.
    """
    document = extraction.document
    if given.document != document.sha256:
        raise _fault(
            given,
            f"belongs to the document with SHA-256 {given.document[:12]}..., and this one has "
            f"{document.sha256[:12]}...",
            "Read the document as it now is, check each correction, and set `document`.",
        )
    parties = [*extraction.parties, *(_party(item, document, given) for item in given.parties)]
    names = _names(parties)
    relations = list(extraction.relations)
    done: list[Correction] = []
    for number, entry in enumerate(given.entries, 1):
        where = f"correction {number}"
        if entry.add is not None:
            relation = _added(entry.add, document, names, given, where)
            relations.append(relation)
            done.append(Correction("add", relation, entry.reason))
        elif entry.strike is not None:
            for found in _meant(entry.strike, relations, names, given, where):
                relations.remove(found)
                done.append(Correction("strike", found, entry.reason))
        elif entry.change is not None and entry.to is not None:
            for found in _meant(entry.change, relations, names, given, where):
                after = _changed(found, entry.to, given)
                relations[relations.index(found)] = after
                done.append(Correction("change", after, entry.reason, before=found))
    relations.sort(key=lambda item: (item.evidence.start, item.evidence.end))
    parties.sort(key=lambda item: item.mentions[0].start)
    return dataclasses.replace(
        extraction,
        parties=tuple(parties),
        relations=tuple(relations),
        corrected=CorrectionSheet(given.by, given.on.isoformat(), given.sha256, tuple(done)),
    )


def _names(parties: Sequence[Party]) -> dict[str, str]:
    """Every spelling that means one party only -> its canonical name."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        for name in party.names:
            owners.setdefault(name, set()).add(party.canonical)
    single = {name: next(iter(found)) for name, found in owners.items() if len(found) == 1}
    return single | {party.canonical: party.canonical for party in parties}


def _party(new: NewParty, document: Document, given: Corrections) -> Party:
    mentions = []
    at = document.text.find(new.name)
    while at >= 0:
        mentions.append(Mention(new.name, at, at + len(new.name)))
        at = document.text.find(new.name, at + len(new.name))
    if not mentions:
        raise _fault(
            given,
            f"party {new.name!r} does not stand in the text",
            "Spell it as the text does.",
        )
    return Party(new.name, new.kind, tuple(mentions))


def _resolve(name: str, names: dict[str, str], given: Corrections, where: str) -> str:
    if name in names:
        return names[name]
    if name.partition(":")[0] in ("STATE", "MIL") and name.partition(":")[2]:
        return name
    data = load_yaml("lists.yaml")
    if any(name in data[kind] for kind in ("lists", "regimes") if kind in data):
        return name
    raise _fault(
        given,
        f"{where}: {name!r} is no party of the text, list code or state",
        "Use a name as `risk extract` prints it, or declare it under `parties`.",
    )


def _added(
    entry: Added, document: Document, names: dict[str, str], given: Corrections, where: str
) -> Relation:
    count = document.text.count(entry.quote)
    if count != 1:
        raise _fault(
            given,
            f"{where}: the quote stands {count} times in the text"
            if count
            else f"{where}: the quote does not stand in the text",
            "Quote the passage exactly, and enough of it to be found once.",
        )
    start = document.text.index(entry.quote)
    blank = Relation(
        type=entry.type,
        subject=_resolve(entry.subject, names, given, where),
        object=_resolve(entry.object, names, given, where),
        polarity=entry.polarity,
        evidence=Span(start, start + len(entry.quote)),
    )
    return _changed(blank, entry, given)


def _meant(
    which: Which,
    relations: Sequence[Relation],
    names: dict[str, str],
    given: Corrections,
    where: str,
) -> list[Relation]:
    subject = _resolve(which.subject, names, given, where)
    object_ = _resolve(which.object, names, given, where)
    found = [
        item
        for item in relations
        if (item.type, item.subject, item.object) == (which.type, subject, object_)
        and which.polarity in (None, item.polarity)
    ]
    if not found:
        near = [f"{item.subject} -> {item.object}" for item in relations if item.type == which.type]
        shown = "; ".join(near[:5]) if near else "none at all"
        raise _fault(
            given,
            f"{where}: no {which.type.value} relation {subject} -> {object_} was read",
            f"Of that type there are: {shown}.",
        )
    return found


def _changed(relation: Relation, to: Details, given: Corrections) -> Relation:
    said = to.model_fields_set
    percent = to.percent if "percent" in said else relation.percent
    stake = relation.stake
    if "percent" in said:
        stake = Stake(percent, percent) if percent is not None else None
    return dataclasses.replace(
        relation,
        polarity=to.polarity if to.polarity is not None else relation.polarity,
        speaker=to.speaker if "speaker" in said else relation.speaker,
        by=to.by if "by" in said else relation.by,
        date=to.date if "date" in said else relation.date,
        percent=percent,
        stake=stake,
        amount=to.amount if "amount" in said else relation.amount,
        status=to.status if "status" in said else relation.status,
        tier="high",
        tier_reason=f"stated by {given.by} in a correction",
        frame=_FRAME,
    )


def _fault(given: Corrections, what: str, hint: str) -> InputError:
    return InputError(f"{given.origin}: {what}", hint=hint, code=_CODE)
