"""Which of OFAC's lists an entry of a CSV set is on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskengine.watchlist.readers.ofac.remarks import RemarkPart

SDN, SSI, NSCMIC, CONS = "us-ofac-sdn", "us-ofac-ssi", "us-ofac-nscmic", "us-ofac-cons"
AUTHORITY = "US Department of the Treasury, Office of Foreign Assets Control"
_LIST_OF_PROGRAM = {"UKRAINE-EO13662": SSI, "CMIC-EO13959": NSCMIC}
_ORDER = re.compile(r"EO(\d{5})")
# Every party blocked under EO 14024 bears this warning, so it tells a blocked party that was
# under a directive before from one that still is under no more than the directive.
_BLOCKED = re.compile(r"Section 11 of Executive Order (\d{5})")


def lists_of_entry(
    codes: Sequence[str], remarks: Sequence[RemarkPart], default: str
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """List id -> its programmes among those of one entry, and the programmes of no list here.

    Args:
        codes: programmes of the entry, as printed.
        remarks: its remarks.
        default: `us-ofac-sdn` for the SDN set, where every programme is of that list;
            `us-ofac-cons` for the consolidated set.

    OFAC prints on an entry of the consolidated set all programmes of the party, those for
    which it is blocked (and so on the SDN list) too. Beside a sectoral or CMIC programme,
    another one counts as of the remaining non-SDN lists only where the remark prints a
    directive or measure under it and does not call the party blocked.
    """
    if default == SDN:
        return {SDN: tuple(codes)}, ()
    out: dict[str, tuple[str, ...]] = {}
    for list_id in (SSI, NSCMIC):
        own = tuple(code for code in codes if _LIST_OF_PROGRAM.get(code) == list_id)
        if own:
            out[list_id] = own
    others = [code for code in codes if code not in _LIST_OF_PROGRAM]
    kept = others if not out else [code for code in others if _by_directive(code, remarks)]
    if kept or not out:
        out[CONS] = tuple(kept)
    return out, tuple(code for code in others if code not in kept)


def _by_directive(code: str, remarks: Sequence[RemarkPart]) -> bool:
    if code.startswith(("NS-", "561", "FSE-")):
        return True
    found = _ORDER.search(code)
    if found is None:
        return False
    order = found[1]
    if any(order in _BLOCKED.findall(part.text) for part in remarks):
        return False
    return any(part.what in ("measure", "listing") and order in part.text for part in remarks)
