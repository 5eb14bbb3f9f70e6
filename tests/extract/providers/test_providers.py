"""Optional engines: they fill gaps, displace nothing, and are named in the result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from riskengine.errors import SettingsError
from riskengine.extract import read
from riskengine.extract.providers import Named, open_provider
from riskengine.extract.providers.spacy_en import folder_sha256
from riskengine.model.reading import Document, Extraction


@dataclass
class Stub:
    """An engine that knows a few words."""

    words: tuple[str, ...]
    script: str = "Latn"
    label: str = "stub 1.0"

    def organisations(self, text: str) -> Sequence[Named]:
        return [
            Named(match.start(), match.end())
            for word in self.words
            for match in re.finditer(re.escape(word), text)
        ]


def reading(text: str, *providers: Stub) -> Extraction:
    return read(Document(text, "0" * 64, "text", "Memo"), providers=providers)


def test_a_name_that_only_the_engine_knows_becomes_a_party_with_its_relations() -> None:
    text = "Фирма зарятрейд владеет 30% акций ООО «Кедр»."
    assert [item.canonical for item in reading(text).parties] == ["ООО «Кедр»"]
    helped = reading(text, Stub(("зарятрейд",), "Cyrl"))
    owned = [(item.subject, item.object, item.percent) for item in helped.relations]
    assert owned == [("ООО «Кедр»", "зарятрейд", 30.0)]
    assert helped.engines == ("stub 1.0",)


def test_the_core_keeps_its_own_bounds_where_both_found_a_name() -> None:
    text = "Birch Holding owns 40% of Larkspur Optics Ltd."
    assert reading(text, Stub(("Larkspur", "Birch"))).parties == reading(text).parties


def test_an_engine_is_asked_for_its_own_script_only() -> None:
    text = "Birch Holding owns 40% of Larkspur Optics Ltd."
    found = reading(text, Stub(("owns",), "Cyrl"))
    assert [item.canonical for item in found.parties] == ["Birch Holding", "Larkspur Optics Ltd."]


def test_offsets_outside_the_text_are_left_out() -> None:
    class Wild(Stub):
        def organisations(self, text: str) -> Sequence[Named]:
            return [Named(-3, 4), Named(5, 5), Named(2, len(text) + 9)]

    text = "Birch Holding owns 40% of Larkspur Optics Ltd."
    assert reading(text, Wild(())).parties == reading(text).parties


@pytest.mark.parametrize("spec", ["gpt", "spacy:model", "spacy:model@sha256:xyz", ""])
def test_an_unknown_engine_is_refused(spec: str) -> None:
    with pytest.raises(SettingsError, match="no engine"):
        open_provider(spec)


def test_natasha_finds_an_organisation_without_quotes() -> None:
    pytest.importorskip("natasha", reason="the extra riskengine[ru] is not installed")
    provider = open_provider("natasha")
    text = "Фирма Заря Восток поставляла станки, сообщил Минфин."
    names = [text[item.start : item.end] for item in provider.organisations(text)]
    assert "Минфин" in names
    assert provider.label.startswith("natasha ")
    assert provider.organisations("") == ()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    spacy = pytest.importorskip("spacy", reason="the extra riskengine[nlp] is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "larkspur optics"}])
    folder = tmp_path / "model"
    pipeline.to_disk(folder)
    return folder


def test_a_spacy_model_is_loaded_when_its_hash_is_the_one_named(model: Path) -> None:
    provider = open_provider(f"spacy:{model}@sha256:{folder_sha256(model)}")
    assert list(provider.organisations("buy larkspur optics now")) == [Named(4, 19)]


def test_a_changed_spacy_model_is_refused(model: Path) -> None:
    digest = folder_sha256(model)
    (model / "extra.txt").write_text("x")
    with pytest.raises(SettingsError, match="not the one named"):
        open_provider(f"spacy:{model}@sha256:{digest}")


def test_the_hash_of_a_folder_depends_on_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = folder_sha256(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = folder_sha256(tmp_path)
    (tmp_path / "b").write_text("2")
    assert len({first, second, folder_sha256(tmp_path)}) == 3
