"""The picture of who stands above a party, as text, Markdown, Mermaid or JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from riskengine.model.interval import Stake
from riskengine.model.signal import ReferenceEvidence, Signal, TextEvidence
from riskengine.ownership.graph import VERBS, Edge
from riskengine.ownership.picture import Level, OwnershipPicture
from riskengine.report.contract import dumps
from riskengine.report.escape import markdown as escaped
from riskengine.report.escape import printable
from riskengine.territories import country_name
from riskengine.vocab import Polarity

_BASES = {
    "text": "from the text",
    "reference": "from reference lists",
    "file": "from a file",
}
_ENTITIES = str.maketrans(
    {"&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "#": "#35;"}
)
SCHEMA = "riskengine.own/1"


def render_ownership(picture: OwnershipPicture, form: str) -> str:
    """The picture in one of the forms `text`, `markdown`, `mermaid`, `json`."""
    match form:
        case "json":
            return dumps(_as_dict(picture))
        case "mermaid":
            return _mermaid(picture)
        case "markdown":
            return _markdown(picture)
        case _:
            return _text(picture)


def _share(edge: Edge) -> str:
    if edge.kind == "controls" and edge.stake.is_unknown:
        return ""
    return str(edge.stake)


def _qualified(edge: Edge) -> str:
    words = [] if edge.status == "current" else [edge.status]
    if edge.polarity is not Polarity.ASSERTED:
        words.append(edge.polarity.value)
    return ", ".join(words)


def _line(level: Level, picture: OwnershipPicture) -> str:
    edge = level.edge
    notes = [item for item in (_share(edge), edge.means, _qualified(edge)) if item]
    lists = picture.listed.get(edge.owner)
    if lists:
        notes.append(f"on {', '.join(lists)}")
    notes.append(_BASES[edge.basis])
    return f"{edge.owner} {VERBS[edge.kind]} {edge.asset}: {'; '.join(notes)}"


def _quote(item: TextEvidence) -> str:
    return f"“{printable(item.quote)}”"


def _proofs(edge: Edge) -> list[str]:
    found = []
    for item in edge.evidence:
        if isinstance(item, TextEvidence):
            found.append(_quote(item))
        elif isinstance(item, ReferenceEvidence):
            found.append(f"{item.statement} ({item.source})")
    return found


def _state(signal: Signal) -> str:
    tier = signal.get("tier")
    stake = signal.get("stake")
    words = [
        str(signal.get("owner_kind")).replace("_", " "),
        *([f"{str(tier).replace('_', ' ')} tier"] if tier else []),
        *([str(stake)] if isinstance(stake, Stake) else []),
        *([] if signal.get("status") == "current" else [str(signal.get("status"))]),
        *([] if signal.get("polarity") == "asserted" else [str(signal.get("polarity"))]),
        {"pattern": "by its name only"}.get(str(signal.get("basis")), f"by {signal.get('basis')}"),
    ]
    country = country_name(str(signal.get("country")))
    return f"{signal.get('owner')} ({country}): {', '.join(words)}"


def _backer(signal: Signal) -> str:
    country = signal.get("country")
    stake, state = signal.get("stake"), signal.get("state_country")
    words = [
        {"led": "led the round", "joined": "joined", "existing": "existing investor"}.get(
            str(signal.get("role")), "role not told"
        ),
        *([str(signal.get("amount"))] if signal.get("amount") else []),
        *([str(stake)] if isinstance(stake, Stake) else ["share not known"]),
        *([f"on {signal.get('listed_on_list')}"] if signal.get("listed_on_list") else []),
        *([_behind(signal, str(state))] if state else []),
        *([] if signal.get("status") == "current" else [str(signal.get("status"))]),
        *([] if signal.get("polarity") == "asserted" else [str(signal.get("polarity"))]),
    ]
    home = f" ({country_name(str(country))})" if country else ""
    return f"{signal.get('investor')}{home}: {', '.join(words)}"


def _behind(signal: Signal, state: str) -> str:
    tier = signal.get("state_tier")
    words = f", {str(tier).replace('_', ' ')} tier" if tier else ""
    basis = ", by its name only" if signal.get("state_basis") == "pattern" else ""
    return f"the state of {country_name(state)} behind it{words}{basis}"


def _tree(levels: tuple[Level, ...], picture: OwnershipPicture) -> list[tuple[int, str]]:
    """Lines with their depth: each tie, and under it what shows it."""
    found = []
    for level in levels:
        found.append((level.depth, _line(level, picture)))
        found.extend((level.depth + 1, proof) for proof in _proofs(level.edge))
    return found


def _backers(picture: OwnershipPicture) -> list[tuple[str, list[tuple[int, str]]]]:
    """A line for each backer, and the tree above it."""
    found = []
    for signal in picture.backers:
        quotes = [(1, _quote(item)) for item in signal.evidence if isinstance(item, TextEvidence)]
        above = picture.above_backers.get(str(signal.get("investor")), ())
        found.append((_backer(signal), [*quotes, *_tree(above, picture)]))
    return found


def _sections(picture: OwnershipPicture) -> list[tuple[str, list[str], str]]:
    regimes = [
        f"{item.title} ({item.status.replace('_', ' ')}): {item.verdict.value}; {item.arithmetic} "
        f"[{item.citation}]"
        for item in picture.regimes
    ]
    return [
        ("States behind it", [_state(item) for item in picture.states], "none known"),
        ("Ownership rules", regimes, "no owner known above it is on a list that a rule covers"),
        (
            "Names in files",
            [item.in_words() for item in picture.resolved],
            "no file of owners was given, or none has these names",
        ),
        ("Not known", list(picture.unknown), "no open question"),
    ]


def _text(picture: OwnershipPicture) -> str:
    lines = [
        f"{picture.subject}, as of {picture.as_of.isoformat()} (ruleset {picture.ruleset})",
        "",
    ]
    lines.append("Owners and controllers")
    for depth, line in _tree(picture.ties, picture):
        lines.append(f"{'  ' * depth}{line}")
    if not picture.ties:
        lines.append("  none known; that is no finding that there are none")
    lines += ["", "Backers"]
    for line, above in _backers(picture):
        lines.append(f"  {line}")
        lines.extend(f"  {'  ' * depth}{words}" for depth, words in above)
    if not picture.backers:
        lines.append("  none known")
    for title, items, nothing in _sections(picture):
        lines += ["", title, *(f"  {item}" for item in items or [nothing])]
    return "\n".join(lines) + "\n"


def _markdown(picture: OwnershipPicture) -> str:
    head = f"As of {picture.as_of.isoformat()}, ruleset {escaped(picture.ruleset)}."
    lines = [f"# {escaped(picture.subject)}: owners and backers", "", head, "", "## Owners", ""]
    for depth, line in _tree(picture.ties, picture):
        lines.append(f"{'  ' * (depth - 1)}- {escaped(line)}")
    if not picture.ties:
        lines.append("None known; that is no finding that there are none.")
    lines += ["", "## Backers", ""]
    for line, above in _backers(picture):
        lines.append(f"- {escaped(line)}")
        lines.extend(f"{'  ' * depth}- {escaped(words)}" for depth, words in above)
    if not picture.backers:
        lines.append("None known.")
    for title, items, nothing in _sections(picture):
        lines += ["", f"## {title}", ""]
        lines += [f"- {escaped(item)}" for item in items] or [f"{nothing[0].upper()}{nothing[1:]}."]
    return "\n".join(lines) + "\n"


def _mermaid(picture: OwnershipPicture) -> str:
    """A flow chart, owners above; ties that do not hold now are dotted."""
    numbers: dict[str, int] = {picture.subject: 0}
    arrows: dict[str, None] = {}

    def number(name: str) -> int:
        return numbers.setdefault(name, len(numbers))

    for signal in picture.backers:
        investor = number(str(signal.get("investor")))
        arrows[f'    n{investor} -.->|"{_quoted(_money(signal))}"| n0'] = None
    for level in (*picture.ties, *(one for all_ in picture.above_backers.values() for one in all_)):
        edge = level.edge
        words = (VERBS[edge.kind], _share(edge), edge.means, _qualified(edge))
        label = _quoted(", ".join(item for item in words if item))
        arrow = "-->" if edge.holds_now else "-.->"
        arrows[f'    n{number(edge.owner)} {arrow}|"{label}"| n{number(edge.asset)}'] = None
    nodes = []
    for name, place in numbers.items():
        lists = picture.listed.get(name)
        label = f"{name} (on {', '.join(lists)})" if lists else name
        nodes.append(f'    n{place}["{_quoted(label)}"]')
    return "\n".join(["flowchart TD", *nodes, *arrows]) + "\n"


def _money(signal: Signal) -> str:
    amount = signal.get("amount")
    return f"backs, {amount}" if amount else "backs"


def _quoted(text: str) -> str:
    """Text inside a quoted label, where Mermaid reads entities and nothing else."""
    return printable(text).translate(_ENTITIES)


def _as_dict(picture: OwnershipPicture) -> dict[str, Any]:
    def plain(signal: Signal) -> dict[str, Any]:
        found = {}
        for key, value in signal.values.items():
            found[key] = [value.low, value.high] if isinstance(value, Stake) else value
        return found

    def tie(level: Level) -> dict[str, Any]:
        edge = level.edge
        return {
            "depth": level.depth,
            "owner": edge.owner,
            "asset": edge.asset,
            "kind": edge.kind,
            "stake": [edge.stake.low, edge.stake.high],
            "means": edge.means,
            "status": edge.status,
            "polarity": edge.polarity.value,
            "basis": edge.basis,
            "owner_lists": list(picture.listed.get(edge.owner, ())),
            "evidence": _proofs(edge),
        }

    return {
        "schema": SCHEMA,
        "subject": picture.subject,
        "as_of": picture.as_of.isoformat(),
        "ruleset": picture.ruleset,
        "ties": [tie(level) for level in picture.ties],
        "above_backers": {
            name: [tie(level) for level in levels] for name, levels in picture.above_backers.items()
        },
        "states": [plain(item) for item in picture.states],
        "backers": [plain(item) for item in picture.backers],
        "regimes": [
            {
                "regime": item.regime,
                "title": item.title,
                "status": item.status,
                "verdict": item.verdict.value,
                "stake": [item.stake.low, item.stake.high],
                "path": list(item.path),
                "arithmetic": item.arithmetic,
                "citation": item.citation,
            }
            for item in picture.regimes
        ],
        "resolved": [asdict(item) for item in picture.resolved],
        "unknown": list(picture.unknown),
    }
