"""Compile the labelled articles in tests/articles/source/ to JSON Lines with exact offsets.

Articles are written by hand with keys and quoted fragments; this script works out every
character offset, so that a label cannot drift away from its text. It stops at the first
article set with faults and reports all of them: a mention that is not in the text, a fragment
that fits no sentence or several, a relation that names a party nobody declared.

Usage:
    python scripts/label_articles.py            write dev.jsonl and heldout.jsonl
    python scripts/label_articles.py --check    only compare, exit 1 when a file is out of date
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from riskengine.vocab import Band, PartyKind, Polarity, RelationType

ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "articles"
SPLITS = ("dev", "heldout")

_ARTICLE_KEYS = {
    "id", "title", "date", "genre", "lang", "countries", "text", "organisations", "people",
    "relations", "round", "risk", "not_mentions",
}  # fmt: skip
_OPTIONAL_ARTICLE_KEYS = {"people", "relations", "round", "not_mentions", "organisations"}
_DETAILS = ("speaker", "by", "date", "percent", "amount", "status")
_STATUSES = {"former", "removed"}
_LISTS = {
    "US-ENTITY-LIST", "US-SDN", "US-1260H", "US-BLACKLIST", "US-MEU", "US-UVL", "US-NS-CMIC",
    "US-SSI", "US-FCC", "US-UFLPA", "CN-UEL", "CN-ECL", "EU-SANCTIONS", "UK-SANCTIONS",
    "UN-SANCTIONS", "KR-SANCTIONS", "JP-SANCTIONS", "CH-SANCTIONS", "CA-SANCTIONS",
    "AU-SANCTIONS", "UA-SANCTIONS", "JP-EUL", "RU-SANCTIONS", "TW-SHTC",
}  # fmt: skip
_REGIMES = {
    "US-IMPORT-CONTROLS",
    "US-EXPORT-CONTROLS", "US-SANCTIONS", "EU-SANCTIONS", "EU-EXPORT-CONTROLS", "UK-SANCTIONS",
    "UK-EXPORT-CONTROLS", "UN-SANCTIONS", "JP-EXPORT-CONTROLS", "CN-EXPORT-CONTROLS",
}  # fmt: skip
_CLOSED_OBJECTS = {
    RelationType.LISTED_ON: _LISTS,
    RelationType.DELISTED_FROM: _LISTS,
    RelationType.VIOLATED: _REGIMES,
}
_UNSPACED_LANGUAGES = {"zh", "ja"}  # sentences follow each other without a space


class LabelError(ValueError):
    """A source file says something that its own text does not bear out."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the source text, placed in the compiled text (end exclusive)."""

    text: str
    start: int
    end: int


class _StrictLoader(yaml.SafeLoader):
    """A safe loader that refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise LabelError(f"a key is given twice, {str(node.start_mark).strip()}")
        return mapping


def lay_out(source: str, lang: str) -> tuple[str, tuple[Sentence, ...]]:
    """Join the lines of a source text, one sentence each, and place every sentence.

    A blank line starts a new paragraph. A line that starts with a bullet keeps its own line.
    """
    gap = "" if lang in _UNSPACED_LANGUAGES else " "
    text = ""
    separator = ""
    sentences = []
    for line in source.strip().split("\n"):
        line = line.strip()
        if not line:
            separator = "\n"
            continue
        if line.startswith(("- ", "• ", "* ")):
            separator = "\n"
        text += separator if text else ""
        sentences.append(Sentence(line, len(text), len(text) + len(line)))
        text += line
        separator = gap
    return text, tuple(sentences)


def find_mentions(text: str, wanted: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Find every occurrence of every wanted string; longer strings claim their span first.

    Args:
        text: the compiled text.
        wanted: mention string -> key of its party.

    Returns:
        Party key -> its mentions in text order, offsets end exclusive.

    Raises:
        LabelError: a string never occurs outside a longer mention.
    """
    taken = [False] * len(text)
    found: dict[str, list[dict[str, Any]]] = {}
    for string in sorted(wanted, key=lambda s: (-len(s), s)):
        hits = 0
        for match in re.finditer(_whole(string), text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            found.setdefault(wanted[string], []).append(
                {"text": string, "start": start, "end": end}
            )
            hits += 1
        if hits == 0:
            raise LabelError(f"mention {string!r} does not occur outside a longer mention")
    for mentions in found.values():
        mentions.sort(key=lambda m: m["start"])
    return found


def _whole(string: str) -> str:
    """Pattern for the string as whole words; scripts without spaces have no word edges."""
    pattern = re.escape(string)
    if re.match(r"[^\W\d_]", string[0]) and not _unspaced(string[0]):
        pattern = r"(?<!\w)" + pattern
    if re.match(r"\w", string[-1]) and not _unspaced(string[-1]):
        pattern += r"(?![^\W_])"
    return pattern


def _unspaced(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"


def compile_article(source: dict[str, Any], split: str) -> dict[str, Any]:
    """Turn one hand-written article into a labelled record.

    Raises:
        LabelError: with every fault of this article, one to a line.
    """
    missing = _ARTICLE_KEYS - _OPTIONAL_ARTICLE_KEYS - source.keys()
    unknown = source.keys() - _ARTICLE_KEYS
    if missing or unknown:
        raise LabelError(f"missing keys {sorted(missing)}, unknown keys {sorted(unknown)}")
    text, sentences = lay_out(source["text"], source["lang"])
    faults: list[str] = []
    if not isinstance(source["date"], str):
        faults.append("the date must be quoted")
    organisations: dict[str, dict[str, Any]] = source.get("organisations") or {}
    people: dict[str, dict[str, Any]] = source.get("people") or {}
    names = {key: str(party["name"]) for key, party in {**organisations, **people}.items()}
    if len(names) != len(organisations) + len(people) or len(set(names.values())) != len(names):
        faults.append("two parties share a key or a name")

    wanted: dict[str, str] = {}
    for key, party in [*organisations.items(), *people.items()]:
        for string in party.get("as", [party["name"]]):
            if wanted.setdefault(string, key) != key:
                faults.append(f"mention {string!r} is claimed by {wanted[string]} and {key}")
    for string in source.get("not_mentions", []):
        wanted.setdefault(string, "")
    try:
        mentions = find_mentions(text, wanted)
    except LabelError as error:
        mentions = {}
        faults.append(str(error))

    relations = []
    for number, row in enumerate(source.get("relations") or [], start=1):
        try:
            relations.append(_relation(row, text, sentences, names))
        except LabelError as error:
            faults.append(f"relation {number} {row[:3]}: {error}")
    spoken = [json.dumps(r, sort_keys=True) for r in relations]
    if len(set(spoken)) != len(spoken):
        faults.append("a relation is given twice")
    try:
        funding = _round(source.get("round"), text, names)
        risk = _risk(source["risk"])
        organisation_records = [
            {
                "canonical": party["name"],
                "kind": PartyKind(party["kind"]).value,
                "optional": bool(party.get("optional", False)),
                "mentions": mentions.get(key, []),
            }
            for key, party in organisations.items()
        ]
    except ValueError as error:
        faults.append(str(error))
    if faults:
        raise LabelError("\n".join(f"{source['id']}: {fault}" for fault in faults))
    return {
        "id": source["id"],
        "title": source["title"],
        "date": source["date"],
        "source_url": None,
        "provenance": "synthetic",
        "genre": source["genre"],
        "lang": source["lang"],
        "countries": source["countries"],
        "text": text,
        "organisations": organisation_records,
        "people": [
            {"canonical": party["name"], "mentions": mentions.get(key, [])}
            for key, party in people.items()
        ],
        "relations": relations,
        "round": funding,
        "risk": risk,
        "split": split,
    }


def _relation(
    row: list[Any], text: str, sentences: tuple[Sentence, ...], names: dict[str, str]
) -> dict[str, Any]:
    """One row: type, subject, object, polarity, fragment of its sentence, optional details."""
    if len(row) not in (5, 6):
        raise LabelError("wants type, subject, object, polarity, fragment and maybe details")
    details: dict[str, Any] = row[5] if len(row) == 6 else {}
    unknown = details.keys() - set(_DETAILS)
    if unknown:
        raise LabelError(f"unknown details {sorted(unknown)}")
    try:
        kind, polarity = RelationType(row[0]), Polarity(row[3])
    except ValueError as error:
        raise LabelError(str(error)) from None
    if row[1] not in names:
        raise LabelError(f"subject {row[1]!r} is not declared")
    if details.get("status") not in {None, *_STATUSES}:
        raise LabelError(f"status must be one of {sorted(_STATUSES)}")
    amount = details.get("amount")
    if amount is not None and amount not in text:
        raise LabelError(f"amount {amount!r} is not in the text")
    evidence = _sentence_with(row[4], sentences)
    return {
        "type": kind.value,
        "subject": names[row[1]],
        "object": _object(kind, row[2], names),
        "polarity": polarity.value,
        "speaker": _voice(details.get("speaker"), text, names),
        "by": _voice(details.get("by"), text, names),
        "date": details.get("date"),
        "percent": details.get("percent"),
        "amount": amount,
        "status": details.get("status"),
        "evidence": evidence.text,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
    }


def _object(kind: RelationType, value: str, names: dict[str, str]) -> str:
    closed = _CLOSED_OBJECTS.get(kind)
    if closed is not None:
        if value not in closed:
            raise LabelError(f"object {value!r} is not a known list or regime")
        return value
    prefix = {RelationType.STATE_BACKED: "STATE:", RelationType.MILITARY_LINK: "MIL:"}.get(kind)
    if prefix is not None and value.startswith(prefix):
        return value
    if value not in names or kind is RelationType.STATE_BACKED:
        raise LabelError(f"object {value!r} is not declared")
    return names[value]


def _voice(value: str | None, text: str, names: dict[str, str]) -> str | None:
    """Who speaks or acts: a declared party, or words that stand in the text."""
    if value is None or value in names:
        return None if value is None else names[value]
    if value not in text:
        raise LabelError(f"{value!r} is neither a declared party nor in the text")
    return value


def _sentence_with(fragment: str, sentences: tuple[Sentence, ...]) -> Sentence:
    hits = [sentence for sentence in sentences if fragment in sentence.text]
    if len(hits) != 1:
        raise LabelError(f"fragment {fragment!r} fits {len(hits)} sentences, wants one")
    return hits[0]


def _round(
    source: dict[str, Any] | None, text: str, names: dict[str, str]
) -> dict[str, Any] | None:
    if source is None:
        return None
    if source.keys() - {"company", "amount", "valuation", "series"}:
        raise LabelError("round has unknown keys")
    if source["company"] not in names:
        raise LabelError(f"round company {source['company']!r} is not declared")
    for key in ("amount", "valuation", "series"):
        if source.get(key) is not None and source[key] not in text:
            raise LabelError(f"round {key} {source[key]!r} is not in the text")
    return {
        "company": names[source["company"]],
        "amount": source.get("amount"),
        "valuation": source.get("valuation"),
        "series": source.get("series"),
    }


def _risk(source: dict[str, Any]) -> dict[str, Any]:
    if source.keys() != {"band", "accepted", "reasons"}:
        raise LabelError("risk wants band, accepted and reasons")
    bands = [Band(value).value for value in [source["band"], *source["accepted"]]]
    if bands[0] not in bands[1:]:
        raise LabelError("the band itself must be accepted")
    return {"band": bands[0], "reasons": source["reasons"], "accepted": bands[1:]}


def compile_split(folder: Path, split: str) -> str:
    """Compile every `<split>-*.yaml` of a folder, sorted by id, to JSON Lines text.

    Raises:
        LabelError: with all the faults of all its articles.
    """
    faults: list[str] = []
    records: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob(f"{split}-*.yaml")):
        for source in yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader):
            try:
                record = compile_article(source, split)
            except LabelError as error:
                faults.append(f"{path.name}: {error}")
                continue
            if record["id"] in records:
                faults.append(f"{path.name}: id {record['id']} is used twice")
            records[record["id"]] = record
    if faults:
        raise LabelError("\n".join(faults))
    return "".join(json.dumps(records[key], ensure_ascii=False) + "\n" for key in sorted(records))


def main() -> int:
    """Write the compiled files, or only compare them; return the exit code."""
    parser = argparse.ArgumentParser(description="Compile the labelled articles.")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check = parser.parse_args().check
    stale = False
    for split in SPLITS:
        target = ARTICLES / f"{split}.jsonl"
        try:
            compiled = compile_split(ARTICLES / "source", split)
        except LabelError as error:
            print(error, file=sys.stderr)
            return 1
        if not check:
            target.write_text(compiled, encoding="utf-8", newline="\n")
        elif not target.is_file() or target.read_text(encoding="utf-8") != compiled:
            print(f"{target.name} is out of date: run scripts/label_articles.py", file=sys.stderr)
            stale = True
        print(f"{target.name}: {compiled.count(chr(10))} articles")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
