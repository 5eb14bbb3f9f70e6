"""Names in English by a spaCy model that the user brings and whose hash is checked.

Packages on public indexes carry names of models without being them, so no model is named as a
dependency: the user gives a folder and the hash that it must have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from riskengine.errors import SettingsError
from riskengine.extract.providers.contract import Named

_LONGEST = 100_000
"""Characters a model is given at once: its memory grows with the text."""


def folder_sha256(folder: Path) -> str:
    """Hash over the relative paths and contents of all files of a folder, in order of path."""
    digest = hashlib.sha256()
    files = sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*"))
    for name, file in files:
        if file.is_file():
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{content}  {name}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


class SpacyProvider:
    """The entity recogniser of a spaCy pipeline."""

    script = "Latn"

    def __init__(self, pipeline: Any, label: str) -> None:
        self._pipeline = pipeline
        self.label = label

    @classmethod
    def open(cls, folder: Path, sha256: str) -> SpacyProvider:
        """Load a model after checking that it is the one meant.

        Raises:
            SettingsError: no folder, another hash, or no usable model.
        """
        if not folder.is_dir():
            raise _fault(f"{folder} is no folder", "Name the folder that holds the model.")
        found = folder_sha256(folder)
        if found != sha256:
            raise _fault(
                f"the model in {folder} has the hash {found}, not the one named",
                "Use it only if you know where it comes from, and then name this hash.",
            )
        import spacy

        try:
            pipeline = spacy.load(folder)
        except (OSError, ValueError, ImportError) as error:
            raise _fault(f"{folder} is no usable model: {error}", "Check its version.") from None
        if not {"ner", "entity_ruler"} & set(pipeline.pipe_names):
            raise _fault(f"the model in {folder} finds no names", "Use one with a recogniser.")
        meta = pipeline.meta
        label = f"spacy {spacy.__version__}, {meta['lang']}_{meta['name']} {meta['version']}"
        return cls(pipeline, f"{label}, sha256 {sha256[:12]}")

    def organisations(self, text: str) -> Sequence[Named]:
        """Organisations in the text."""
        found = []
        for at in range(0, len(text), _LONGEST):
            doc = self._pipeline(text[at : at + _LONGEST])
            found += [
                Named(at + span.start_char, at + span.end_char)
                for span in doc.ents
                if span.label_ == "ORG"
            ]
        return tuple(found)


def _fault(what: str, hint: str) -> SettingsError:
    return SettingsError(what, hint=hint, code="settings.engine")
