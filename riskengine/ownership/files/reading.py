"""Open a file of owners, tell its format by its content, and read it."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree

from riskengine.errors import InputError
from riskengine.ownership.files.bods import read_bods
from riskengine.ownership.files.filed import Filing, OwnershipFile
from riskengine.ownership.files.ftm import read_ftm
from riskengine.ownership.files.gleif import read_entities, read_exceptions, read_relationships
from riskengine.ownership.files.psc import read_psc
from riskengine.ownership.files.table import read_ofac_links, read_table

FORMATS = {
    "table": "CSV or TSV, a row for each owner and asset",
    "bods": "Beneficial Ownership Data Standard 0.4 or 0.2, JSON or JSON lines",
    "gleif-lei": "GLEIF level 1, LEI-CDF, XML or JSON",
    "gleif-rr": "GLEIF level 2, RR-CDF, XML or JSON",
    "gleif-exceptions": "GLEIF reporting exceptions, XML or JSON",
    "uk-psc": "UK people with significant control, JSON lines or API answer",
    "ftm": "FollowTheMoney, JSON lines",
    "ofac-links": "OFAC profile relationships, CSV",
}
_Reader = Callable[[Iterable[tuple[str, Any]], Filing], None]
_READERS: dict[str, _Reader] = {
    "bods": read_bods,
    "gleif-lei": read_entities,
    "gleif-rr": read_relationships,
    "gleif-exceptions": read_exceptions,
    "uk-psc": read_psc,
    "ftm": read_ftm,
}
_XML = {
    "LEIRecord": "gleif-lei",
    "RelationshipRecord": "gleif-rr",
    "Exception": "gleif-exceptions",
}
_MOST = 2**31
"""Bytes of an unpacked file that are read into memory at most."""


def read_ownership(path: Path, mapping: Mapping[str, str] | None = None) -> OwnershipFile:
    """Read one file, plain, `.gz` or `.zip` with one member.

    Args:
        mapping: for tables, our name of a column to the table's.

    Raises:
        InputError: the file is missing, damaged, or of no known format.
    """
    raw = _unpacked(path)
    filing = Filing()
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise InputError(f"{path.name} is empty", hint="Name another file.", code="input.empty")
    if start.startswith(b"<"):
        format_ = _read_xml(path.name, raw, filing)
    elif start[:1] in (b"{", b"["):
        format_ = _read_json(path.name, raw, filing)
    else:
        format_ = _read_rows(path.name, raw, filing, mapping or {})
    with path.open("rb") as stored:
        sha256 = hashlib.file_digest(stored, "sha256").hexdigest()
    return replace(filing.done(path.name, format_), sha256=sha256)


def _unpacked(path: Path) -> bytes:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                members = [item for item in packed.infolist() if not item.is_dir()]
                if len(members) != 1:
                    raise InputError(
                        f"{path.name} holds {len(members)} files",
                        hint="Unpack it and name one.",
                        code="input.archive",
                    )
                with packed.open(members[0]) as stream:
                    raw = stream.read(_MOST + 1)
        elif path.suffix == ".gz":
            with gzip.open(path) as stream:
                raw = stream.read(_MOST + 1)
        else:
            with path.open("rb") as plain:
                raw = plain.read(_MOST + 1)
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"{path.name}: {reason}", hint="Name a readable file.", code="input.missing"
        ) from None
    if len(raw) > _MOST:
        raise InputError(
            f"{path.name} is larger than 2 GB", hint="Split it.", code="input.too_large"
        )
    return raw


def _read_xml(name: str, raw: bytes, filing: Filing) -> str:
    formats: list[str] = []

    def records() -> Iterator[tuple[str, Any]]:
        parser = etree.iterparse(
            io.BytesIO(raw),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
        )
        for _, element in parser:
            local = str(element.tag).rpartition("}")[2]
            if local in _XML:
                if not formats:
                    formats.append(_XML[local])
                yield f"line {element.sourceline}", _as_dict(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    found = records()
    try:
        first = next(found, None)
        if first is None:
            raise InputError(
                f"{name}: no LEI, relationship or exception records in this XML",
                hint="Known formats: " + "; ".join(FORMATS.values()) + ".",
                code="input.format",
            )
        _READERS[formats[0]](chain((first,), found), filing)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"{name}: damaged XML: {error}", hint="Fetch the file again.", code="input.damaged"
        ) from None
    return formats[0]


def _as_dict(element: Any) -> Any:
    """Children by local name, several of one name as a list; the text of a leaf."""
    if len(element) == 0:
        return (element.text or "").strip()
    found: dict[str, Any] = {}
    for child in element:
        key, value = str(child.tag).rpartition("}")[2], _as_dict(child)
        if key not in found:
            found[key] = value
        elif isinstance(found[key], list):
            found[key].append(value)
        else:
            found[key] = [found[key], value]
    return found


def _read_json(name: str, raw: bytes, filing: Filing) -> str:
    records = _json_records(name, raw)
    parts = [record for _, record in records if isinstance(record, dict)]
    format_ = next((known for record in parts[:20] if (known := _json_format(record))), "")
    if not format_:
        raise InputError(
            f"{name}: JSON of no known format",
            hint="Known formats: " + "; ".join(FORMATS.values()) + ".",
            code="input.format",
        )
    for place, record in records:
        if not isinstance(record, dict):
            filing.records += 1
            filing.problem(place, "not an object")
    objects = [(place, record) for place, record in records if isinstance(record, dict)]
    _READERS[format_](objects, filing)
    return format_


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: {error}", hint="Save it as UTF-8.", code="input.encoding"
        ) from None


def _json_records(name: str, raw: bytes) -> list[tuple[str, Any]]:
    """Items of an array, of an envelope's `records`, or one a line."""
    text = _text(name, raw)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [
            (f"line {number}", line)
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith(("}", "]")):
            raise InputError(
                f"{name}: damaged JSON: {error}", hint="Fetch the file again.", code="input.damaged"
            ) from None
        found = []
        for place, line in lines:
            try:
                found.append((place, json.loads(line)))
            except json.JSONDecodeError as fault:
                found.append((place, str(fault)))
        return found
    if isinstance(whole, dict):
        inner = next(
            (
                whole[key]
                for key in ("records", "relations", "exceptions", "statements")
                if isinstance(whole.get(key), list)
            ),
            None,
        )
        whole = [whole] if inner is None else inner
    return [(f"record {number}", item) for number, item in enumerate(whole, 1)]


def _json_format(record: Mapping[str, Any]) -> str:
    if "recordType" in record or "statementType" in record:
        return "bods"
    if "Relationship" in record:
        return "gleif-rr"
    if "ExceptionCategory" in record:
        return "gleif-exceptions"
    if "LEI" in record and "Entity" in record:
        return "gleif-lei"
    if "schema" in record and "properties" in record:
        return "ftm"
    if "company_number" in record or "items" in record or "kind" in (record.get("data") or {}):
        return "uk-psc"
    return ""


def _read_rows(name: str, raw: bytes, filing: Filing, mapping: Mapping[str, str]) -> str:
    text = _text(name, raw)
    head = text.partition("\n")[0]
    mark = max(",;\t|", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark, restkey="")
    header = list(reader.fieldnames or ())
    rows = ((f"line {reader.line_num}", row) for row in reader)
    if {"From-ProfileID", "To-ProfileID", "RelationTypeID"} <= set(header):
        read_ofac_links(rows, filing)
        return "ofac-links"
    read_table(header, rows, filing, mapping)
    return "table"
