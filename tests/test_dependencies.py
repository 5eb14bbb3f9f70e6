"""What the package may and may not depend on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

BARRED = {"pyicu", "normality", "rigour", "icu"}  # need ICU headers to install; decision 0001


def pinned(repository: Path) -> dict[str, str]:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    return dict(line.lower().split("==") for line in rows)


def test_every_dependency_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(item for extra in extras for item in extra)]
    names = {re.split(r"[<>=!~\[ ]", item)[0].lower() for item in wanted}
    assert names <= set(pinned(repository))


def test_nothing_that_needs_icu_is_installed(repository: Path) -> None:
    assert not BARRED & set(pinned(repository))


def test_the_constraints_name_no_host(repository: Path) -> None:
    text = (repository / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text
