"""Tables of owners: one row for each pair, columns found by name, and OFAC's table of links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from riskengine.errors import InputError
from riskengine.model.interval import Stake
from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing
from riskengine.ownership.files.values import country_of, day_of, share_of
from riskengine.vocab import EntityKind

Row = Mapping[str, str]

_OWNERS = {
    "owner": "owns",
    "shareholder": "owns",
    "holder": "owns",
    "investor": "owns",
    "股东": "owns",
    "parent": "parent_of",
    "parent_company": "parent_of",
    "母公司": "parent_of",
    "controller": "controls",
    "actual_controller": "controls",
    "supervising_body": "controls",
    "实际控制人": "controls",
}
_ASSETS = (
    "asset", "company", "subsidiary", "issuer", "subject", "target", "entity", "full_name",
    "name", "short_name", "公司", "公司名称",
)  # fmt: skip
_OTHER = {
    "percent": ("percent", "percentage", "share", "stake", "pct", "持股比例"),
    "low": ("percent_min", "min_percent", "low", "minimum"),
    "high": ("percent_max", "max_percent", "high", "maximum"),
    "kind": ("tie", "kind", "relation_kind"),
    "means": ("means", "relation", "controller_nature", "note"),
    "since": ("since", "start", "start_date", "from"),
    "until": ("until", "end", "end_date", "to"),
    "seen": ("as_of", "list_date"),
    "joint": ("joint", "arrangement"),
    "source": ("source", "official_source", "url"),
    "owner_country": ("owner_country",),
    "country": ("country", "asset_country"),
    "code": ("ts_code", "lei", "id", "asset_id"),
}
_LANGUAGE = re.compile(r"_(?:zh|en|ru|ja|researcher|in_source|en_researcher)$")
_KINDS = frozenset({"owns", "votes", "parent_of", "controls", "interest"})
_NOBODY = frozenset({"无实际控制人", "无", "none", "no actual controller", "n/a", "-"})
_SEVERAL = re.compile(r"\s*[,，、;；]\s*")
_HAN = re.compile(r"[一-鿿]")


def read_table(
    header: Sequence[str],
    rows: Iterable[tuple[str, Row]],
    filing: Filing,
    mapping: Mapping[str, str],
) -> None:
    """Rows of a table.

    Owners and assets may have names in several columns (`owner_zh`, `owner_en`); the first that
    is filled is the key of the party. A table without an owner's column lists parties.

    Args:
        mapping: our name of a column (`owner`, `asset`, `percent`, ...) to the table's.

    Raises:
        InputError: no column tells the asset, or the mapping names none of the table's.
    """
    for ours, theirs in mapping.items():
        if theirs not in header:
            raise InputError(
                f"the table has no column {theirs!r}, to which {ours!r} is mapped",
                hint=f"Its columns: {', '.join(header)}.",
                code="input.columns",
            )
    plain = {name: _plain(name) for name in header}
    owner_columns = [name for name in header if plain[name] in _OWNERS]
    if "owner" in mapping:
        owner_columns = [mapping["owner"]]
    asset_columns: list[str] = [mapping["asset"]] if "asset" in mapping else []
    for wanted in _ASSETS:
        if asset_columns:
            break
        asset_columns = [name for name in header if plain[name] == wanted]
    if asset_columns and plain[asset_columns[0]] in ("full_name", "short_name"):
        asset_columns += [name for name in header if plain[name] == "name"]
    if not asset_columns:
        raise InputError(
            "no column tells the company that is owned",
            hint=f"Name it, as asset=COLUMN. The columns: {', '.join(header)}.",
            code="input.columns",
        )
    default = _OWNERS.get(plain[owner_columns[0]], "owns") if owner_columns else ""
    columns = {
        ours: mapping.get(ours) or next((name for name in header if plain[name] in names), None)
        for ours, names in _OTHER.items()
    }
    for place, row in rows:
        filing.records += 1

        def cell(ours: str, row: Row = row) -> str:
            column = columns[ours]
            return (row.get(column) or "").strip() if column else ""

        assets = _names(row, asset_columns)
        if not assets:
            filing.problem(place, f"no name in {', '.join(asset_columns)}")
            continue
        code = cell("code")
        asset = filing.party(
            FiledParty(
                id=assets[0],
                name=assets[0],
                kind=EntityKind.UNKNOWN,
                names=tuple(assets[1:]),
                countries=country_of(cell("country")),
                identifiers=(f"{columns['code']}:{code}",) if code else (),
            )
        )
        owners = _names(row, owner_columns)
        if not owners or owners[0].lower() in _NOBODY:
            if owner_columns:
                filing.note(place, owners[0] if owners else "no owner told", asset)
            continue
        try:
            stake = _stake(cell)
            seen = day_of(cell("seen"))
            since, until = day_of(cell("since")) or seen, day_of(cell("until"))
        except ValueError as error:
            filing.problem(place, str(error))
            continue
        kind = cell("kind") if cell("kind") in _KINDS else default
        together = _SEVERAL.split(owners[0]) if default == "controls" else owners[:1]
        several = len(together) > 1 and bool(_HAN.search(owners[0]))
        for name in together if several else owners[:1]:
            owner = filing.party(
                FiledParty(
                    id=name,
                    name=name,
                    names=() if several else tuple(owners[1:]),
                    countries=country_of(cell("owner_country")),
                )
            )
            filing.tie(
                FiledTie(
                    owner,
                    asset,
                    kind,
                    stake,
                    cell("means"),
                    since,
                    until,
                    cell("joint") or (f"{owners[0]}" if several else ""),
                    cell("source"),
                    place,
                )
            )


def _plain(column: str) -> str:
    """A column's name without its language: `owner_name_zh` is `owner`."""
    name = _LANGUAGE.sub("", column.strip().lower().replace(" ", "_"))
    return name if name in _ASSETS else name.removesuffix("_name")


def _names(row: Row, columns: Iterable[str]) -> list[str]:
    found = ((row.get(column) or "").strip() for column in columns)
    return list(dict.fromkeys(name for name in found if name))


def _stake(cell: object) -> Stake:
    assert callable(cell)
    whole = share_of(cell("percent"))
    if whole is not None:
        return whole
    low, high = share_of(cell("low")), share_of(cell("high"))
    if low is None and high is None:
        return Stake()
    return Stake(low.low if low else 0.0, high.high if high else 100.0)


_OFAC_LINKS = {
    "15003": ("controls", "owned or controlled by"),
    "92019": ("controls", "owns, controls or operates"),
    "15002": ("interest", "acting for or on behalf of"),
    "91725": ("interest", "leader or official of"),
    "91900": ("interest", "principal executive officer"),
    "92122": ("interest", "property in the interest of"),
}
"""Relation types of OFAC's advanced file. 92019 reads from the owner, the others towards it."""


def read_ofac_links(rows: Iterable[tuple[str, Row]], filing: Filing) -> None:
    """Links between profiles, by their numbers. No shares are told."""
    for place, row in rows:
        filing.records += 1
        start, end = row.get("From-ProfileID", ""), row.get("To-ProfileID", "")
        type_ = row.get("RelationTypeID", "")
        if not start or not end:
            filing.problem(place, "a link without two profiles")
            continue
        known = _OFAC_LINKS.get(type_)
        former = row.get("Former", "").lower() == "true"
        if known is None or former:
            filing.note(place, "former link" if former else f"relation {type_}: not about owners")
            continue
        asset, owner = (end, start) if type_ == "92019" else (start, end)
        kind, means = known
        filing.tie(
            FiledTie(
                filing.party(_profile(owner)),
                filing.party(_profile(asset)),
                kind,
                means=means,
                place=place,
            )
        )


def _profile(number: str) -> FiledParty:
    return FiledParty(f"ofac:{number}", f"ofac:{number}", identifiers=(f"ofac:{number}",))
