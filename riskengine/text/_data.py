"""Reading of the word lists that ship with the package."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any


def load_json(name: str) -> Any:
    """Parsed content of `riskengine/data/text/<name>`."""
    path = resources.files("riskengine").joinpath("data", "text", name)
    return json.loads(path.read_text(encoding="utf-8"))
