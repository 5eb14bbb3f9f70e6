"""Reading YAML without its surprises.

Duplicate keys are refused, only `true` and `false` are booleans, and a date stays text
until a schema reads it.
"""

from __future__ import annotations

from collections.abc import Hashable
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from riskengine.errors import WatchlistError
from riskengine.text.yamldepth import too_deep

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Safe loader with the strictness described above."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key must be plain text", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        result: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return result


def _strict_resolvers() -> dict[str, list[tuple[str, Any]]]:
    strict: dict[str, list[tuple[str, Any]]] = {}
    for first, pairs in _Base.yaml_implicit_resolvers.items():
        kept = [
            pair
            for pair in pairs
            if pair[0] != "tag:yaml.org,2002:timestamp"
            and (pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF")
        ]
        if kept:
            strict[first] = kept
    return strict


_Loader.yaml_implicit_resolvers = _strict_resolvers()


def load_yaml(path: Path) -> Any:
    """The content of one YAML file.

    Raises:
        WatchlistError: the file cannot be read or is not valid YAML; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise WatchlistError(
            f"{path}: cannot be read: {reason}",
            hint="Check the path, or import the list again.",
            code="watchlist.file",
        ) from None
    try:
        if too_deep(text):
            raise WatchlistError(f"{path}: nested too deeply", code="watchlist.yaml")
        return yaml.load(text, Loader=_Loader)
    except (ValueError, RecursionError) as error:
        raise WatchlistError(f"{path}: {error}", code="watchlist.yaml") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark is not None else str(path)
        problem = getattr(error, "problem", None) or str(error)
        raise WatchlistError(f"{place}: {problem}", code="watchlist.yaml") from None


def packaged_yaml(name: str) -> Any:
    """The content of one of the package's own tables in `data/watchlist/`.

    Raises:
        WatchlistError: as `load_yaml`.
    """
    source = resources.files("riskengine") / "data" / "watchlist" / name
    with resources.as_file(source) as path:
        return load_yaml(Path(path))
