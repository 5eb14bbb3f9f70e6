"""Faults of a checked YAML file, each with the line that it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from riskengine.errors import Fault

_NAMELESS = "missing"  # pydantic's type for a field that is not there


def faults_text(path: Path, error: ValidationError) -> str:
    """All faults, one a line, in the order of the file."""
    return "\n".join(f"  {fault}" for fault in faults(path, error))


def faults(path: Path, error: ValidationError) -> list[Fault]:
    """The faults of a file that has been read as YAML but breaks its schema."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    found = []
    for item in error.errors():
        line, place = _place(root, item["loc"])
        message = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            message = "no such field"
        elif item["type"] == _NAMELESS:
            message = "this field is needed"
        found.append(Fault(path.name, line, 0, f"{place}: {message}" if place else message))
    return sorted(found)


def _place(root: Any, loc: tuple[int | str, ...]) -> tuple[int, str]:
    """Line of the deepest part of a location that the file has, and the location in words."""
    node, line, words = root, 1, ""
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    node, line = value, key.start_mark.line + 1
                    break
        elif isinstance(node, yaml.SequenceNode) and str(part).isdigit():
            index = int(part)
            if index < len(node.value):
                node = node.value[index]
                line = node.start_mark.line + 1
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return line, words
