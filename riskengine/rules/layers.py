"""The chain of rulesets that extend one another, read from disk, the lowest base first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from riskengine.config import bundle_directory
from riskengine.errors import Fault, SettingsError
from riskengine.model.assessment import RulesetRef
from riskengine.rules.faults import did_you_mean, validate
from riskengine.rules.files import MAIN, RulesetFiles, find_files
from riskengine.rules.schema import ExtensionModel
from riskengine.rules.yamltree import Tree


@dataclass(slots=True)
class Layer:
    """The files of one ruleset of the chain.

    Attributes:
        own: `ruleset.yaml` as it was written, before anything is laid over it.
        extension: that file checked; None for the lowest base and for a faulty file.
    """

    files: RulesetFiles
    header: Tree
    own: dict[str, Any]
    topics: list[Tree] = field(default_factory=list)
    regimes: Tree | None = None
    extension: ExtensionModel | None = None

    @property
    def id(self) -> str:
        return self.ref.id

    @property
    def ref(self) -> RulesetRef:
        """Identity without the hash."""
        texts = [str(self.own.get(key, "")) for key in ("id", "version", "title", "perspective")]
        return RulesetRef(texts[0], texts[1], "", texts[2], texts[3])

    def faults(self) -> list[Fault]:
        trees = [self.header, *self.topics, *([self.regimes] if self.regimes else [])]
        return [fault for tree in trees for fault in tree.faults]


def read_layers(folder: Path) -> tuple[list[Layer], bool]:
    """Every ruleset of the chain, and whether the chain is whole.

    Raises:
        RulesetError: a folder holds no `ruleset.yaml`, or files that would not be read.
    """
    layers: list[Layer] = []
    trail = [folder]
    while True:
        here = trail[-1]
        label = f"{here.name}/" if layers else ""
        layer = _read(find_files(here, label=label))
        layers.insert(0, layer)
        if "extends" not in layer.own:
            if "overrides" in layer.own:
                hint = "name the base: 'extends: default', say"
                layer.header.fault(("overrides",), "nothing to override", hint, key=True)
                del layer.header.data["overrides"]
            return layers, True
        layer.extension = validate(ExtensionModel, layer.header, (), layer.own)
        base = _base(layer, trail)
        if base is None:
            return layers, False
        trail.append(base)


def _read(files: RulesetFiles) -> Layer:
    header = files.read(files.main)
    return Layer(
        files=files,
        header=header,
        own=dict(header.data) if isinstance(header.data, dict) else {},
        topics=[files.read(path) for path in files.topics],
        regimes=None if files.regimes is None else files.read(files.regimes),
    )


def _base(layer: Layer, trail: list[Path]) -> Path | None:
    """Folder of the base of the last ruleset of the trail, or None with a fault."""
    tree, here = layer.header, trail[-1]
    name = layer.own["extends"]
    if not isinstance(name, str) or not name.strip():
        return None  # the model has said so
    candidates = [path for path in _candidates(here, name) if (path / MAIN).is_file()]
    # A copy named as the shipped ruleset that it extends is not its own base.
    others = [path for path in candidates if path.resolve() != here.resolve()]
    if not candidates:
        known = sorted(path.parent.name for path in here.parent.glob(f"*/{MAIN}"))
        known += sorted(path.parent.name for path in _shipped().glob(f"*/{MAIN}"))
        hint = did_you_mean(name, set(known) - {here.name})
        tree.fault(("extends",), f"no ruleset {name!r} to extend", hint)
        return None
    base = (others or candidates)[0]
    if base.resolve() in [path.resolve() for path in trail]:
        names = " -> ".join([*(path.name for path in trail), base.name])
        tree.fault(("extends",), f"a ruleset cannot extend itself: {names}")
        return None
    return base


def _candidates(here: Path, name: str) -> list[Path]:
    if "/" in name or "\\" in name or name in (".", ".."):
        return [here / name]
    return [here.parent / name, _shipped() / name, here / name]


def _shipped() -> Path:
    try:
        return bundle_directory() / "rulesets"
    except SettingsError:
        return Path("rulesets")
