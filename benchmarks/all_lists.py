"""Import every list there is beside the checkout into one home, for the other benchmarks.

    python benchmarks/all_lists.py --shared ../shared --home DIR

An edition that waits in quarantine is accepted: what is measured afterwards is names, not how
trustworthy an edition is. Prints lists and their entities.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from riskengine.watchlist.importing import Provenance, accept, import_files
from riskengine.watchlist.readers.own.mapped import MappedReader
from riskengine.watchlist.readers.own.mapping import load_mapping
from riskengine.watchlist.vault import Vault

MAPPINGS = Path(__file__).resolve().parent.parent / "watchlists" / "mappings"
TODAY = dt.date(2026, 11, 23)
# Files (one set a line), the list date where the files state none, and a mapping.
SETS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("us/ofac-sdn-2026-08-02",), "2026-08-02", ""),
    (("us/ofac-cons-2025-12-19",), "2025-12-19", ""),
    (("un/un_sc_consolidated_20260227.xml.gz",), "", ""),
    (("eu/fsf_xml_1_1_rebuilt_20260501.xml.gz",), "2026-05-01", ""),
    (("uk/uksl_rebuilt_20260822.xml.gz",), "2026-08-22", ""),
    (("ca/sema-lmes_rebuilt_20260822.xml.gz",), "2026-08-22", ""),
    (("au/dfat_regulation8_consolidated_202412.xlsx",), "2024-12-31", ""),
    (("jp/meti_foreign_end_user_list_20250929.xlsx",), "2025-09-29", ""),
    (("jp/mof_asset_freeze_20260305.xlsx",), "2026-03-05", ""),
    (("cn/mofcom_lists_20260719.json",), "2026-07-19", ""),
    (("nz/mfat_russia_register_records_20260225.jsonl.gz",), "2026-02-25", "custom-nz-russia"),
    (("tr/hmb_asset_freeze_records_20260225.jsonl.gz",), "2026-02-25", "custom-tr-hmb"),
    (("ua/opensanctions_ua_war_sanctions_targets.simple_20260313.csv.gz",), "2026-03-13", ""),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    vault = Vault(options.home / "watchlists")
    for paths, day, mapping in SETS:
        report = import_files(
            vault,
            [options.shared / "lists" / path for path in paths],
            provenance=Provenance(TODAY),
            list_date=dt.date.fromisoformat(day) if day else None,
            reader=MappedReader(load_mapping(MAPPINGS / f"{mapping}.yaml")) if mapping else None,
        )
        for outcome in report.outcomes:
            told = f"{outcome.entities} entities"
            if outcome.quarantined:
                accept(
                    vault,
                    outcome.list_id,
                    outcome.name,
                    by="benchmark",
                    reason="measured, not relied on",
                    today=TODAY,
                )
                told += ", accepted"
            print(f"{paths[0]}: {outcome.list_id}, {told}")


if __name__ == "__main__":
    main()
