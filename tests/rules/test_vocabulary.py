"""Codes that no signal can carry are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.rules.vocabulary import COUNTRY_FIELDS, LIST_FIELDS
from riskengine.signal_catalogue import CATALOGUE
from riskengine.watchlist.catalogue import known_lists
from tests.rules.small import MAIN, faults, load, rule
from tests.rules.test_inheritance import REGIMES


def test_every_country_field_of_the_catalogue_is_known() -> None:
    fields = [field for spec in CATALOGUE.values() for field in spec.fields.values()]
    said = {field.name for field in fields if "ISO 3166" in field.doc}
    assert said | {"state_country"} == COUNTRY_FIELDS
    named = {field.name for field in fields if field.name.endswith(("list_id", "_on_list"))}
    assert named == LIST_FIELDS


@pytest.mark.parametrize(
    ("test", "said", "hint"),
    [
        ("{country: UK}", "'country' wants a country code, found 'UK'", "'GB'"),
        ("{country: {in: [China]}}", "found 'China'", "'CN'"),
        ("{country: cn}", "found 'cn'", "'CN'"),
        ("{country: QQ}", "found 'QQ'", "ISO 3166-1"),
        ("{country: $places}", "found 'EUR' (from $places)", ""),
        ("{listed_on_list: us-bis-ell}", "no watchlist 'us-bis-ell'", "us-bis-el"),
        ("{listed_on_list: my-list}", "no watchlist 'my-list'", "custom-"),
    ],
)
def test_a_code_that_is_none_is_refused(tmp_path: Path, test: str, said: str, hint: str) -> None:
    main = MAIN.replace("lists:\n", "lists:\n  places: {doc: Places., values: [CN, EUR]}\n")
    (fault,) = faults(tmp_path, rule(f"{{signal: backer, where: {test}}}"), ruleset=main)
    assert said in fault.message
    assert hint in fault.hint
    assert fault.line > 2


@pytest.mark.parametrize(
    "test", ["{country: XK}", "{listed_on_list: custom-own}", "{listed_on_list: eu-fsf}"]
)
def test_codes_in_use_and_lists_of_ones_own_pass(tmp_path: Path, test: str) -> None:
    assert load(tmp_path, rule(f"{{signal: backer, where: {test}}}"))


def test_every_list_of_the_catalogue_is_known(tmp_path: Path) -> None:
    ids = ", ".join(known_lists())
    assert load(tmp_path, rule(f"{{signal: backer, where: {{listed_on_list: [{ids}]}}}}"))


def test_a_regime_that_the_ruleset_lacks_is_refused(tmp_path: Path) -> None:
    when = "{signal: ownership_regime, where: {regime: fivty}}"
    (fault,) = faults(tmp_path, rule(when), regimes=REGIMES)
    assert fault.message == "no regime 'fivty' in regimes.yaml"
    assert "'fifty'" in fault.hint
    assert load(tmp_path, rule(when.replace("fivty", "fifty")), regimes=REGIMES)


def test_a_regime_covers_lists_that_exist(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, regimes=REGIMES.replace("us-ofac-sdn", "us-ofac-sdnn"))
    assert (fault.file, fault.line) == ("regimes.yaml", 10)
    assert "us-ofac-sdn" in fault.hint
