"""A line of business is the party's only where the text describes the party by it."""

from __future__ import annotations

import datetime as dt

import pytest

from riskengine.model.reading import Document, Extraction, Mention, Party
from riskengine.model.signal import TextEvidence
from riskengine.ownership import StateRegister, build_graph
from riskengine.signals import Context, build_signals
from riskengine.vocab import PartyKind

DAY = dt.date(2025, 6, 1)


def activities(text: str, name: str, kind: str = "text") -> dict[str, str]:
    """Sector to quoted words for the party of that name."""
    starts = [at for at in range(len(text)) if text.startswith(name, at)]
    mentions = tuple(Mention(name, at, at + len(name)) for at in starts)
    read = Extraction(
        Document(text=text, sha256="0" * 64, kind=kind),
        (Party(name, PartyKind.COMPANY, mentions),),
    )
    context = Context(
        extraction=read,
        as_of=DAY,
        infos={},
        matches={},
        references={},
        graph=build_graph(read, {}, lambda _: pytest.fail("no reference"), DAY),
        register=StateRegister(read, {}, lambda _: None, {}),
        regimes={},
    )
    found = [item for item in build_signals(name, context) if item.type == "activity"]
    for item in found:
        for proof in item.evidence:
            assert isinstance(proof, TextEvidence)
            assert text[proof.start : proof.end] == proof.quote
            assert name in proof.quote
    return {str(item.get("sector")): str(item.get("words")) for item in found}


DESCRIBED = {
    "Chinese artificial intelligence (AI) startup Lanhai raised money.": ("Lanhai", "ai"),
    "Investors in AI model developer Lanhai met.": ("Lanhai", "ai"),
    "The fund backed chipmaker Lanhai in May.": ("Lanhai", "semiconductors"),
    "Lanhai, a quantum computing company in Hefei, has new owners.": ("Lanhai", "quantum"),
    "Lanhai, one of China's best-known developers of large language models, grew.": (
        "Lanhai",
        "ai",
    ),
    "Lanhai (LH) is a Shanghai-based maker of memory chips.": ("Lanhai", "semiconductors"),
    "Lanhai designs graphics chips in Shanghai.": ("Lanhai", "semiconductors"),
    "Lanhai, which is a startup focused on machine learning, hired.": ("Lanhai", "ai"),
    "量子计算公司蓝海完成新一轮融资。": ("蓝海", "quantum"),
    "蓝海是一家专注于人工智能的初创公司。": ("蓝海", "ai"),
    "蓝海是国内领先的芯片设计公司。": ("蓝海", "semiconductors"),
    "蓝海主要研发大模型。": ("蓝海", "ai"),
    "Фонд вложил деньги в производителя микросхем «Ланхай».": ("Ланхай", "semiconductors"),
    "Разработчик систем искусственного интеллекта «Ланхай» растёт.": ("Ланхай", "ai"),
    "«Ланхай», китайский стартап в области ИИ, растёт.": ("Ланхай", "ai"),
    "«Ланхай» — разработчик квантовых компьютеров из Китая.": ("Ланхай", "quantum"),
}


@pytest.mark.parametrize("text", DESCRIBED)
def test_a_description_gives_its_party_a_sector(text: str) -> None:
    name, sector = DESCRIBED[text]
    assert list(activities(text, name)) == [sector]


@pytest.mark.parametrize(
    "text",
    [
        "Lanhai supplies chipmaker Severny and others.",
        "Lanhai, a supplier of glass to chipmaker Severny, grew.",
        "Lanhai, a unit of chipmaker Severny, grew.",
        "AI startup backer Lanhai raised a fund.",
        "Lanhai, an AI startup investor, grew.",
        "Lanhai, a chip company's landlord, grew.",
        "Lanhai is not an AI company.",
        "Lanhai does not make chips.",
        "Battery maker Lanhai bought chips. AI is popular.",
        "Lanhai Semiconductor Fund invested. Lanhai did not comment on AI.",
        "Lanhai met with an AI startup.",
        "Lanhai makes warehouse robots.",
    ],
)
def test_a_sector_named_elsewhere_is_not_the_partys(text: str) -> None:
    assert activities(text, "Lanhai") == {}


@pytest.mark.parametrize(
    "text",
    [
        "蓝海为芯片公司提供设备。",
        "蓝海是芯片公司东方的子公司。",
        "蓝海并非人工智能公司。",
        "蓝海采购芯片，与量子计算公司合作。",
    ],
)
def test_so_in_chinese(text: str) -> None:
    assert activities(text, "蓝海") == {}


def test_the_other_party_of_such_a_sentence_has_the_sector() -> None:
    text = "Lanhai, a supplier of glass to chipmaker Severny, grew."
    assert activities(text, "Severny") == {"semiconductors": "chipmaker Severny"}


def test_a_name_alone_describes_nobody() -> None:
    assert activities("AI startup Lanhai", "Lanhai", kind="name") == {}
