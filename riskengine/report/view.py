"""What the readable reports show, gathered once for every format.

Templates decide the words' order and dress; nothing here knows a format.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskengine import territories
from riskengine.model.assessment import Assessment, Finding, SubjectAssessment
from riskengine.model.entity import SnapshotInfo
from riskengine.model.match import Match
from riskengine.model.reading import Extraction, Relation
from riskengine.model.signal import (
    ComparisonEvidence,
    Evidence,
    ListingEvidence,
    OwnershipEvidence,
    ReferenceEvidence,
    Signal,
    TextEvidence,
)
from riskengine.signals.context import readable
from riskengine.vocab import ListingState, ListRole, Polarity, RelationType

_CLAIM_TYPES = {
    RelationType.MILITARY_LINK: "{subject} has a link to {object}",
    RelationType.SUPPLIES_TO: "{subject} supplies {object}",
    RelationType.VIOLATED: "{subject} broke {object}",
    RelationType.FRONT_FOR: "{subject} acts for {object}",
    RelationType.LISTED_ON: "{subject} is on {object}",
    RelationType.DELISTED_FROM: "{subject} was removed from {object}",
    RelationType.OWNED_BY: "{subject} is owned by {object}",
    RelationType.CONTROLLED_BY: "{subject} is controlled by {object}",
    RelationType.SUBSIDIARY_OF: "{subject} is a subsidiary of {object}",
    RelationType.INVESTED_IN: "{subject} invested in {object}",
    RelationType.STATE_BACKED: "{subject} is backed by {object}",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that is not simply asserted, or one that such a claim answers."""

    statement: str
    polarity: str
    speaker: str
    quote: str
    line: int


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence in words. `where` is a place in the text or in a list."""

    kind: str
    text: str
    where: str


def line_of(text: str, offset: int) -> int:
    """Line of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def evidence_line(evidence: Evidence, text: str) -> EvidenceLine:
    match evidence:
        case TextEvidence(start, end, quoted):
            return EvidenceLine("text", quoted, f"line {line_of(text, start)}, {start}–{end}")
        case ListingEvidence(list_id, entity_id, listed_name, listed_on, citation):
            dated = f"listed {listed_on.replace('/', ' to ')}" if listed_on else "date not on file"
            place = f"{list_id}, {dated}" + (f", {citation}" if citation else "")
            return EvidenceLine("listing", f"{listed_name} [{entity_id}]", place)
        case OwnershipEvidence(path):
            return EvidenceLine("ownership", "; ".join(path), "ownership")
        case ReferenceEvidence(entity_id, statement, source):
            return EvidenceLine("reference", f"{statement} [{entity_id}]", source)
        case ComparisonEvidence(query_name, listed_name, confidence, reason):
            return EvidenceLine(
                "comparison",
                f"{query_name} ~ {listed_name}: {confidence:.2f}, {reason}",
                "name comparison",
            )


def claims(extraction: Extraction, name: str) -> tuple[Claim, ...]:
    """Claims about one party that somebody alleges, denies or only plans, beside the
    assertions that they answer, in text order."""
    about = [item for item in extraction.relations if name in {item.subject, item.object}]
    contested = {
        (item.type, item.subject, item.object)
        for item in about
        if item.polarity is not Polarity.ASSERTED
    }
    shown = [item for item in about if (item.type, item.subject, item.object) in contested]
    return tuple(_claim(item, extraction) for item in shown)


def _claim(relation: Relation, extraction: Extraction) -> Claim:
    text = extraction.document.text
    span = relation.evidence
    statement = _CLAIM_TYPES[relation.type].format(
        subject=readable(relation.subject), object=readable(relation.object)
    )
    return Claim(
        statement=statement,
        polarity=relation.polarity.value,
        speaker=relation.speaker or "the text",
        quote=span.of(text),
        line=line_of(text, span.start),
    )


@dataclass(frozen=True, slots=True)
class MatchGroup:
    """Matches that read as one line: of one party, or of one list with one spelling.

    Attributes:
        info: the list; None for a party, whose entries may stand on several.
        party_reasons: why the entries describe one party; empty for a group by list.
    """

    query_name: str
    matches: tuple[Match, ...]
    info: SnapshotInfo | None = None
    party_reasons: tuple[str, ...] = ()


def match_groups(
    matches: Sequence[Match], infos: Mapping[str, SnapshotInfo]
) -> tuple[MatchGroup, ...]:
    """Groups in match order; every match is in exactly one.

    A party with several entries is a group of its own, so that it is not counted once per
    list; what is left is grouped by list and spelling.
    """
    entries = Counter(match.party_key for match in matches)
    found: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        several = entries[match.party_key] > 1
        key = ("", match.party_key) if several else (match.entity.list_id, match.query_name)
        found.setdefault(key, []).append(match)
    return tuple(
        MatchGroup(
            members[0].query_name,
            tuple(members),
            infos[list_id] if list_id else None,
            tuple(dict.fromkeys(why for match in members for why in match.party_reasons))
            if not list_id
            else (),
        )
        for (list_id, _), members in found.items()
    )


@dataclass(frozen=True, slots=True)
class Backer:
    """One row of the backers' table."""

    investor: str
    role: str
    country: str
    state: str
    lists: str
    share: str


def backers(signals: Sequence[Signal]) -> tuple[Backer, ...]:
    """Investors of a subject, in signal order."""
    return tuple(_backer(item) for item in signals if item.type == "backer")


def _backer(item: Signal) -> Backer:
    state_country = item.get("state_country")
    state = "none known"
    if state_country is not None:
        tier = str(item.get("state_tier") or "").replace("_", " ")
        state = " ".join(part for part in (country(state_country), tier) if part)
        basis = item.get("state_basis")
        if basis == "pattern":
            state += " (by name only)"
    role = str(item.get("role") or "unknown")
    status, polarity = item.get("status"), item.get("polarity")
    if status in {"former", "planned"}:
        role = f"{status}"
    if polarity != "asserted":
        role += f" ({polarity})"
    return Backer(
        investor=str(item.get("investor")),
        role=role,
        country=country(item.get("country")),
        state=state,
        lists=str(item.get("listed_on_list") or "none"),
        share=str(item.get("stake") or "not stated"),
    )


def lists_in_force(subject: SubjectAssessment) -> tuple[str, ...]:
    """Lists that the subject is on as of the day, by match; sorted."""
    return tuple(
        sorted(
            {
                str(item.get("list_id"))
                for item in subject.signals
                if item.type == "listing" and item.get("state") in {"active", "uncertain"}
            }
        )
    )


def listing_states(match: Match, as_of: dt.date) -> tuple[str, ...]:
    """Each listing of a match in words: date, how it is known, citation, state on the day."""
    words = []
    for listing in match.entity.listings:
        state = listing.state(as_of)
        parts = [
            f"listed {listing.listed_on.in_words()}" if listing.listed_on else "date not on file"
        ]
        if listing.listed_on is not None and listing.listed_on_basis != "stated":
            parts[0] += f" (from the {listing.listed_on_basis})"
        if listing.delisted_on is not None:
            parts.append(f"removed {listing.delisted_on.in_words()}")
        if listing.citation:
            parts.append(listing.citation)
        if state is ListingState.FUTURE:
            parts.append("not yet listed on the as-of date")
        elif state is ListingState.FORMER:
            parts.append("no longer listed on the as-of date")
        words.append(", ".join(parts))
    return tuple(dict.fromkeys(words))


def age_in_words(info: SnapshotInfo, as_of: dt.date) -> str:
    """`12 days old`, or how much newer than the as-of date."""
    age = info.age_days(as_of)
    return f"{age} days old" if age >= 0 else f"{-age} days newer than the as-of date"


def country(code: object) -> str:
    """English name of a country code; "unknown" for None."""
    return territories.country_name(code) if isinstance(code, str) else "unknown"


def finding_groups(findings: Sequence[Finding]) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """Findings by family, in score order."""
    families = dict.fromkeys(finding.family for finding in findings)
    return tuple(
        (
            family.value.replace("_", " "),
            tuple(finding for finding in findings if finding.family is family),
        )
        for family in families
    )


def deciding(subject: SubjectAssessment, count: int = 3) -> tuple[Finding, ...]:
    """The findings with the most points, strongest first."""
    if subject.score is None:
        return ()
    scored = [finding for finding in subject.score.findings if finding.points > 0]
    return tuple(sorted(scored, key=lambda item: (-item.points, item.rule))[:count])


def assessment_view(assessment: Assessment) -> dict[str, object]:
    """Everything a template needs."""
    infos = {info.list_id: info for info in assessment.snapshots}
    principal = assessment.subject(assessment.principal) if assessment.principal else None
    watch = [info for info in assessment.snapshots if info.role is ListRole.WATCHLIST]
    reference = [info for info in assessment.snapshots if info.role is ListRole.REFERENCE]
    shown = [principal] if principal is not None else []
    return {
        "assessment": assessment,
        "extraction": assessment.extraction,
        "document": assessment.extraction.document,
        "is_name": assessment.extraction.document.kind == "name",
        "principal": principal,
        "shown": shown,
        "others": [item for item in assessment.subjects if item is not principal],
        "infos": infos,
        "watchlists": watch,
        "references": reference,
        "as_of": assessment.as_of.isoformat(),
        "round": assessment.extraction.round,
    }
