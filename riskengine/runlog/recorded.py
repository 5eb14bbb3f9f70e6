"""Subjects of recorded assessments, with their signals as they were.

A run is the JSON that `risk score --format json` writes, one assessment in a file or one a
line, or a folder of such files.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskengine.errors import InputError, plain_reason
from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.signal_catalogue import CATALOGUE, FieldSpec, signal

SCHEMA = "riskengine.assessment/1"
ENDINGS = (".json", ".jsonl")


@dataclass(frozen=True, slots=True)
class RecordedSubject:
    """One subject of a recorded run.

    Attributes:
        run: the file it stands in.
        signals: as recorded, without their evidence, which no rule looks at.
        score: as recorded; None where the subject was not assessed.
        ruleset_sha256: the policy of the recorded score.
    """

    run: str
    name: str
    as_of: dt.date
    signals: tuple[Signal, ...]
    score: int | None
    ruleset_sha256: str


def read_runs(paths: Iterable[Path]) -> Iterator[RecordedSubject]:
    """Subjects of every run, files of a folder in order of their names.

    Raises:
        InputError: a file cannot be read or is no assessment; names file and line.
    """
    for path in paths:
        for file in _files(path):
            for where, payload in _documents(file):
                yield from _subjects(file.name, where, payload)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(item for item in path.iterdir() if item.suffix in ENDINGS and item.is_file())
    if not found:
        raise InputError(
            f"no recorded run in {path}",
            hint="Give a file written by `risk score --format json --out FILE`.",
            code="input.run",
        )
    return found


def _documents(file: Path) -> Iterator[tuple[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(str(file), f"cannot be read: {plain_reason(error)}") from None
    if file.suffix != ".jsonl":
        yield str(file), _parsed(str(file), text)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            where = f"{file}, line {number}"
            yield where, _parsed(where, line)


def _parsed(where: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _fault(where, f"is no JSON: {error}") from None


def _fault(where: str, message: str) -> InputError:
    return InputError(
        f"{where} {message}",
        hint="A run is what `risk score --format json` writes.",
        code="input.run",
    )


def _subjects(run: str, where: str, payload: Any) -> Iterator[RecordedSubject]:
    if not isinstance(payload, Mapping) or payload.get("schema") != SCHEMA:
        found = payload.get("schema") if isinstance(payload, Mapping) else None
        raise _fault(where, f"is no assessment of schema {SCHEMA} (found {found!r})")
    try:
        as_of = dt.date.fromisoformat(payload["as_of"])
        policy = str(payload["ruleset"]["sha256"])
        for item in payload["subjects"]:
            name = str(item["name"])
            signals = tuple(recorded_signal(name, raw) for raw in item["signals"])
            score = item["score"]
            if score is not None and type(score) is not int:
                raise ValueError(f"score {score!r}")
            yield RecordedSubject(run, name, as_of, signals, score, policy)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"misses {error}" if isinstance(error, KeyError) else f"holds a fault: {error}"
        raise _fault(where, what) from None


def recorded_signal(subject: str, raw: Mapping[str, Any]) -> Signal:
    """A signal from its JSON form. A field that this version does not know is an error.

    Raises:
        ValueError: the type, a field or a value is not what the catalogue declares.
        KeyError: a key is missing.
    """
    spec = CATALOGUE.get(raw["type"])
    if spec is None:
        raise ValueError(f"no signal {raw['type']!r} in the catalogue")
    values: dict[str, Value] = {}
    for name, value in raw["values"].items():
        field = spec.fields.get(name)
        if field is None:
            raise ValueError(f"signal {spec.name!r} has no field {name!r}")
        values[name] = _value(field, value)
    return signal(spec.name, subject, **values)


def _value(field: FieldSpec, raw: Any) -> Value:
    if field.type == "stake" and raw is not None:
        low, high = raw
        return Stake(float(low), float(high))
    if field.type == "date" and raw is not None:
        return dt.date.fromisoformat(raw)
    value: Value = raw
    return value
