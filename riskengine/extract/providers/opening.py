"""From the words of an option to an engine."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

from riskengine.errors import SettingsError
from riskengine.extract.providers.contract import Provider

_SPACY = re.compile(r"spacy:(?P<folder>.+)@sha256:(?P<sha256>[0-9a-f]{64})")


def open_provider(spec: str) -> Provider:
    """The engine called `natasha` or `spacy:FOLDER@sha256:HASH`.

    Raises:
        SettingsError: no such engine, it is not installed, or the model is not the one named.
    """
    if spec == "natasha":
        _installed("natasha", "ru")
        from riskengine.extract.providers.natasha_ru import NatashaProvider

        return NatashaProvider.open()
    if found := _SPACY.fullmatch(spec):
        _installed("spacy", "nlp")
        from riskengine.extract.providers.spacy_en import SpacyProvider

        return SpacyProvider.open(Path(found["folder"]), found["sha256"])
    raise SettingsError(
        f"no engine {spec!r}",
        hint="Use natasha, or spacy:FOLDER@sha256:HASH with a model's folder and its hash.",
        code="settings.engine",
    )


def _installed(module: str, extra: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError as error:
        raise SettingsError(
            f"the engine {module} cannot be loaded: {error}",
            hint=f"Install it with: pip install 'riskengine[{extra}]'",
            code="settings.engine",
        ) from None
