"""Which files make a ruleset, and the hash that names their exact state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import Fault, RulesetError
from riskengine.rules.yamltree import Tree, read_tree

MAIN = "ruleset.yaml"
REGIMES = "regimes.yaml"
TEST_SUFFIX = ".test.yaml"


@dataclass(frozen=True, slots=True)
class RulesetFiles:
    """Paths by role, each sorted by name.

    `label` goes before file names in messages; it tells a base's files from one's own.
    """

    folder: Path
    label: str
    main: Path
    regimes: Path | None
    topics: tuple[Path, ...]
    tests: tuple[Path, ...]

    def sha256(self) -> str:
        """Hash over name, length and bytes of every file that can change a score."""
        digest = hashlib.sha256()
        counted = [self.main, *self.topics, *([self.regimes] if self.regimes else [])]
        for path in sorted(counted):
            content = path.read_bytes()
            digest.update(f"{path.name}\n{len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()

    def read(self, path: Path) -> Tree:
        """The data of one of the files, under the name that messages give it."""
        return read_tree(path, self.label + path.name)


def find_files(folder: Path, *, label: str = "") -> RulesetFiles:
    """Sort the files of a ruleset folder by role.

    Raises:
        RulesetError: there is no such folder, no ruleset.yaml, or a file that would be
            silently left out because of its ending.
    """
    if not folder.is_dir():
        hint = "give a folder that holds ruleset.yaml"
        raise RulesetError(f"no ruleset folder {folder}", hint=hint)
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise RulesetError(f"ruleset folder {folder} cannot be read: {error.strerror}") from None
    faults = [
        Fault(
            label + name,
            0,
            0,
            "would not be read",
            f"rename it to {Path(name).with_suffix('.yaml')}",
        )
        for name in names
        if name.endswith((".yml", ".YAML", ".YML"))
    ]
    if MAIN not in names:
        hint = "a ruleset needs a ruleset.yaml with id, version, bands and families"
        faults.append(Fault(label + MAIN, 0, 0, "is missing", hint))
    if faults:
        raise RulesetError(f"ruleset {folder} cannot be loaded:", faults)
    yaml_names = [name for name in names if name.endswith(".yaml")]
    tests = tuple(folder / name for name in yaml_names if name.endswith(TEST_SUFFIX))
    topics = tuple(
        folder / name
        for name in yaml_names
        if not name.endswith(TEST_SUFFIX) and name not in (MAIN, REGIMES)
    )
    regimes = folder / REGIMES if REGIMES in names else None
    return RulesetFiles(folder, label, folder / MAIN, regimes, topics, tests)
