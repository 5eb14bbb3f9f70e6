"""Names in Russian by natasha, whose models come inside its package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from riskengine.extract.providers.contract import Named


class NatashaProvider:
    """natasha's recogniser for news, with the models of its own package."""

    script = "Cyrl"

    def __init__(self, segmenter: Any, tagger: Any, make: Any) -> None:
        self._segmenter, self._tagger, self._make = segmenter, tagger, make
        self.label = f"natasha {version('natasha')}"

    @classmethod
    def open(cls) -> NatashaProvider:
        """Load the models, about half a second."""
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

        return cls(Segmenter(), NewsNERTagger(NewsEmbedding()), Doc)

    def organisations(self, text: str) -> Sequence[Named]:
        """Organisations in the text."""
        doc = self._make(text)
        doc.segment(self._segmenter)
        if not doc.tokens:
            return ()
        doc.tag_ner(self._tagger)
        return tuple(Named(span.start, span.stop) for span in doc.spans if span.type == "ORG")
