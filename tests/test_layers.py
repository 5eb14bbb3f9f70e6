"""Imports point one way: a package may import only from its own layer's parts or below."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "vocab", "model"),
    ("signal_catalogue", "text", "identifiers", "territories"),
    ("config", "documents", "watchlist", "rules"),
    ("extract", "matching", "ownership", "signals"),
    ("score",),
    ("engine",),
    ("batch", "runlog", "report"),
    ("cli", "__main__"),
)
# A package that may use one of its own layer, named one way only.
WITHIN_LAYER = {
    ("model", "vocab"),
    ("model", "errors"),
    ("text", "territories"),
    ("signals", "ownership"),
    ("watchlist", "config"),
    ("rules", "config"),
    ("report", "runlog"),
    ("rules", "watchlist"),
    ("__main__", "cli"),
}
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
PACKAGE = Path(__file__).resolve().parent.parent / "riskengine"


def part_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    parts: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            names = (
                [f"{module}.{a.name}" for a in node.names] if module == "riskengine" else [module]
            )
        else:
            continue
        parts.update(name.split(".")[1] for name in names if name.startswith("riskengine."))
    return parts - {"__version__"}


MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path != PACKAGE / "__init__.py" and "_bundle" not in path.parts
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_to_lower_layers(path: Path) -> None:
    own = part_of(path)
    assert own in LEVEL, f"{own} is in no layer; add it to LAYERS"
    for other in sorted(imported_parts(path) - {own}):
        assert other in LEVEL, f"{path} imports riskengine.{other}, which is in no layer"
        allowed = LEVEL[other] < LEVEL[own] or (own, other) in WITHIN_LAYER
        assert allowed, f"{path.relative_to(PACKAGE)} must not import riskengine.{other}"


def test_relative_imports_are_not_used() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        relative = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]
        assert not relative, path
