"""The JSON contracts: plain dictionaries of assessments and extractions, keys in fixed order."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from riskengine.model.assessment import Assessment, Finding, Score, SubjectAssessment
from riskengine.model.entity import SnapshotInfo
from riskengine.model.interval import Stake
from riskengine.model.match import ClearedMatch, ComparisonRow, Match
from riskengine.model.reading import (
    CorrectionSheet,
    Coverage,
    Document,
    Extraction,
    FundingRound,
    Party,
    Relation,
)
from riskengine.model.signal import (
    ComparisonEvidence,
    Evidence,
    ListingEvidence,
    OwnershipEvidence,
    ReferenceEvidence,
    Signal,
    TextEvidence,
    Value,
)

ASSESSMENT_SCHEMA = "riskengine.assessment/1"
EXTRACTION_SCHEMA = "riskengine.extraction/1"

Json = dict[str, Any]


def dumps(value: Json) -> str:
    """Readable, deterministic JSON with a final newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def extraction_dict(extraction: Extraction, *, with_text: bool = True) -> Json:
    """Extraction in the label schema, plus principal and notes."""
    document = extraction.document
    text = document.text
    result: Json = {
        "schema": EXTRACTION_SCHEMA,
        "title": document.title,
        "sha256": document.sha256,
        "principal": extraction.principal,
    }
    if with_text:
        result["text"] = text
    result["organisations"] = [_party(p) for p in extraction.parties if not p.is_person]
    result["people"] = [_party(p) for p in extraction.parties if p.is_person]
    result["relations"] = [
        _placed(_relation(item, text), document, item) for item in extraction.relations
    ]
    result["round"] = _round(extraction.round, text)
    result["notes"] = list(extraction.notes)
    result["engines"] = list(extraction.engines)
    result["coverage"] = _coverage(extraction.coverage)
    result["corrections"] = _corrections(extraction.corrected, text)
    return result


def _coverage(coverage: Coverage | None) -> Json | None:
    if coverage is None:
        return None
    return {
        "words": coverage.words,
        "sentences": coverage.sentences,
        "paragraphs": coverage.paragraphs,
        "without_relations": list(coverage.barren),
        "names_only": [
            {"paragraph": number, "language": language} for number, language in coverage.names_only
        ],
    }


def _corrections(sheet: CorrectionSheet | None, text: str) -> Json | None:
    if sheet is None:
        return None
    return {
        "by": sheet.by,
        "on": sheet.on,
        "sha256": sheet.sha256,
        "entries": [
            {
                "action": entry.action,
                "reason": entry.reason,
                "relation": _relation(entry.relation, text),
                "before": _relation(entry.before, text) if entry.before is not None else None,
            }
            for entry in sheet.entries
        ],
    }


def _party(party: Party) -> Json:
    result: Json = {"canonical": party.canonical}
    if not party.is_person:
        result["kind"] = party.kind.value
    result["country"] = party.country
    if party.is_person:
        result["role"] = party.role
    result["mentions"] = [
        {"text": mention.text, "start": mention.start, "end": mention.end}
        for mention in party.mentions
    ]
    return result


def _relation(relation: Relation, text: str) -> Json:
    span = relation.evidence
    return {
        "type": relation.type.value,
        "subject": relation.subject,
        "object": relation.object,
        "polarity": relation.polarity.value,
        "speaker": relation.speaker,
        "by": relation.by,
        "date": relation.date,
        "percent": relation.percent,
        "stake": _value(relation.stake),
        "amount": relation.amount,
        "status": relation.status,
        "role": relation.role,
        "tier": relation.tier,
        "tier_reason": relation.tier_reason,
        "evidence": span.of(text),
        "evidence_start": span.start,
        "evidence_end": span.end,
    }


def _placed(row: Json, document: Document, relation: Relation) -> Json:
    """A row with the page or paragraph of its evidence, where the source has such."""
    place = document.place_of(relation.evidence.start)
    return {**row, "evidence_place": place} if place else row


def _round(funding: FundingRound | None, text: str) -> Json | None:
    if funding is None:
        return None
    return {
        "company": funding.company,
        "amount": funding.amount,
        "amount_converted": funding.amount_converted,
        "valuation": funding.valuation,
        "series": funding.series,
        "evidence": [
            {"start": span.start, "end": span.end, "quote": span.of(text)}
            for span in funding.evidence
        ],
    }


def assessment_dict(assessment: Assessment) -> Json:
    """Assessment in the documented schema."""
    extraction = assessment.extraction
    document = extraction.document
    reading = extraction_dict(extraction, with_text=False)
    return {
        "schema": ASSESSMENT_SCHEMA,
        "engine_version": assessment.engine_version,
        "as_of": assessment.as_of.isoformat(),
        "cutoff": assessment.cutoff,
        "ruleset": {
            "id": assessment.ruleset.id,
            "version": assessment.ruleset.version,
            "sha256": assessment.ruleset.sha256,
            "title": assessment.ruleset.title,
            "perspective": assessment.ruleset.perspective,
        },
        "snapshots": [_snapshot(info, assessment) for info in assessment.snapshots],
        "source": {
            "kind": document.kind,
            "sha256": document.sha256,
            "title": document.title,
            "origin": document.origin,
        },
        "principal": assessment.principal,
        "subjects": [_subject(item, assessment.as_of) for item in assessment.subjects],
        "claims": reading["relations"],
        "round": reading["round"],
        "engines": reading["engines"],
        "coverage": reading["coverage"],
        "corrections": reading["corrections"],
        "notes": list(assessment.notes),
        "missing_lists": list(assessment.missing_lists),
        "allow_lists": [
            {"name": item.name, "sha256": item.sha256, "entries": item.entries}
            for item in assessment.allow_lists
        ],
    }


def _snapshot(info: SnapshotInfo, assessment: Assessment) -> Json:
    age = info.age_days(assessment.as_of)
    return {
        "list_id": info.list_id,
        "title": info.title,
        "role": info.role.value,
        "list_date": info.list_date.isoformat(),
        "sha256": info.sha256,
        "records": info.records,
        "former": info.former,
        "age_days": age,
        "stale": age > info.stale_after_days,
        "complete": info.complete,
        "note": info.note,
    }


def _subject(subject: SubjectAssessment, as_of: dt.date) -> Json:
    score = subject.score
    result: Json = {
        "name": subject.name,
        "kind": subject.kind.value,
        "country": subject.country,
        "status": subject.status.value,
        "status_reason": subject.status_reason,
        "score": score.value if score else None,
        "band": score.band.value if score else None,
        "recommendation": score.recommendation if score else None,
        "matches": matches_list(subject.matches, as_of),
        "near_misses": matches_list(subject.near_misses, as_of),
        "cleared": cleared_list(subject.cleared, as_of),
        "ownership": [
            {
                "regime": item.regime,
                "title": item.title,
                "status": item.status,
                "verdict": item.verdict.value,
                "interval": _value(item.stake),
                "path": list(item.path),
                "arithmetic": item.arithmetic,
                "citation": item.citation,
            }
            for item in subject.ownership
        ],
        "signals": [_signal(item) for item in subject.signals],
    }
    result.update(_score(score))
    result["counterfactuals"] = [
        {
            "change": item.change,
            "facts": list(item.facts),
            "score": item.score,
            "band": item.band.value,
        }
        for item in subject.counterfactuals
    ]
    result["near_rules"] = [
        {
            "rule": item.rule,
            "title": item.title,
            "missing": item.missing,
            "points": item.points,
            "score": item.score,
            "band": item.band.value,
        }
        for item in subject.near_rules
    ]
    result["open_questions"] = list(subject.open_questions)
    return result


def _score(score: Score | None) -> Json:
    if score is None:
        return {"findings": [], "waterfall": [], "shadow_findings": [], "shadow_score": None}
    return {
        "findings": [_finding(item) for item in score.findings],
        "waterfall": [
            {"label": row.label, "points": row.points, "running": row.running, "rule": row.rule}
            for row in score.waterfall
        ],
        "shadow_findings": [_finding(item) for item in score.shadow],
        "shadow_score": score.shadow_value,
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "family": finding.family.value,
        "points": finding.points,
        "polarity": finding.polarity.value,
        "reason": finding.reason,
        "citation": finding.citation,
        "evidence": [evidence_dict(item) for item in finding.evidence],
    }


def matches_list(matches: Sequence[Match], as_of: dt.date) -> list[Json]:
    """Matches, one row per listing of the matched entity, with its state on the day."""
    rows: list[Json] = []
    for match in matches:
        entity = match.entity
        for listing in entity.listings or (None,):
            rows.append(
                {
                    "entity_id": entity.id,
                    "party": match.party_key,
                    "party_reasons": list(match.party_reasons),
                    "list_id": entity.list_id,
                    "program": listing.program if listing else None,
                    "listed_name": match.listed_name,
                    "primary_name": entity.caption,
                    "query_name": match.query_name,
                    "confidence": round(match.confidence, 4),
                    "verdict": match.verdict.value,
                    "candidates": match.candidates,
                    "reason": match.reason,
                    "breakdown": breakdown(match.rows),
                    "listed_on": str(listing.listed_on) if listing and listing.listed_on else None,
                    "listed_on_basis": listing.listed_on_basis if listing else None,
                    "delisted_on": (
                        str(listing.delisted_on) if listing and listing.delisted_on else None
                    ),
                    "state": listing.state(as_of).value if listing else None,
                    "citation": listing.citation if listing else entity.source,
                    "licence_requirement": listing.licence_requirement if listing else None,
                    "licence_policy": listing.licence_policy if listing else None,
                }
            )
    return rows


def breakdown(rows: Sequence[ComparisonRow]) -> list[Json]:
    """Rows of a comparison; their values add up to the confidence."""
    return [
        {"left": row.left, "right": row.right, "how": row.how, "value": row.value} for row in rows
    ]


def cleared_list(cleared: Sequence[ClearedMatch], as_of: dt.date) -> list[Json]:
    """Matches that an allow list takes out: rows as of `matches_list`, and who, why, until when."""
    return [
        {
            **row,
            "cleared_by": item.by,
            "cleared_reason": item.reason,
            "cleared_until": item.until.isoformat() if item.until else None,
            "allow_list": item.file,
        }
        for item in cleared
        for row in matches_list([item.match], as_of)
    ]


def _signal(item: Signal) -> Json:
    return {
        "type": item.type,
        "values": {name: _value(value) for name, value in item.items},
        "evidence": [evidence_dict(proof) for proof in item.evidence],
    }


def evidence_dict(evidence: Evidence) -> Json:
    """One pointer to what was relied on; `kind` says which."""
    match evidence:
        case TextEvidence(start, end, quoted):
            return {"kind": "text", "start": start, "end": end, "quote": quoted}
        case ListingEvidence(list_id, entity_id, listed_name, listed_on, citation):
            return {
                "kind": "listing",
                "list_id": list_id,
                "entity_id": entity_id,
                "listed_name": listed_name,
                "listed_on": listed_on,
                "citation": citation,
            }
        case OwnershipEvidence(path):
            return {"kind": "ownership", "path": list(path)}
        case ReferenceEvidence(entity_id, statement, source):
            return {
                "kind": "reference",
                "entity_id": entity_id,
                "statement": statement,
                "source": source,
            }
        case ComparisonEvidence(query_name, listed_name, confidence, reason):
            return {
                "kind": "comparison",
                "query_name": query_name,
                "listed_name": listed_name,
                "confidence": round(confidence, 4),
                "reason": reason,
            }


def _value(value: Value) -> Any:
    if isinstance(value, Stake):
        return [value.low, value.high]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return value.isoformat()
