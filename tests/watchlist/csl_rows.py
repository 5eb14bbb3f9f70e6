"""Small Consolidated Screening List files in the official layout, with invented parties."""

from __future__ import annotations

_HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,"
    "vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,"
    "source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,"
    "source_information_url,ids"
)
COLUMNS = _HEADER.split(",")
UVL = "Unverified List (UVL) - Bureau of Industry and Security"


def csl_row(**values: str) -> str:
    return ",".join('"' + values.get(column, "").replace('"', '""') + '"' for column in COLUMNS)


def csl_csv(*, uvl: int) -> str:
    """A file of so many entries of the Unverified List, the `type` column blank as it is."""
    rows = [
        csl_row(
            _id=f"x{number}",
            source=UVL,
            name=f"Acme Works {number} Co., Ltd.",
            addresses=f"{number} Main Road, Shenzhen, CN",
            source_list_url="https://example.org",
        )
        for number in range(1, uvl + 1)
    ]
    return "\n".join([",".join(COLUMNS), *rows]) + "\n"
