"""Where things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.config import HOME_VARIABLE, Settings
from riskengine.errors import SettingsError


def test_an_explicit_home_wins_over_the_environment(tmp_path: Path) -> None:
    environment = {HOME_VARIABLE: str(tmp_path / "env")}
    assert Settings.resolve(tmp_path / "own", environment=environment).home == tmp_path / "own"
    assert Settings.resolve(environment=environment).home == tmp_path / "env"
    assert Settings.resolve(environment={}).home.is_absolute()


def test_own_lists_are_added_only_where_they_exist(tmp_path: Path) -> None:
    settings = Settings.resolve(tmp_path)
    assert len(settings.watchlist_directories) == 1
    (tmp_path / "watchlists").mkdir()
    assert settings.watchlist_directories[0] == tmp_path / "watchlists"


def test_rulesets_by_name_and_by_folder(tmp_path: Path) -> None:
    settings = Settings.resolve(tmp_path)
    assert (settings.ruleset_directory("default") / "ruleset.yaml").is_file()
    own = tmp_path / "mine"
    own.mkdir()
    (own / "ruleset.yaml").write_text("id: mine\n")
    assert settings.ruleset_directory(str(own)) == own


@pytest.mark.parametrize("name", ["nosuch", "", ".", "..", "../default", "a/b"])
def test_an_unknown_ruleset_names_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="default"):
        Settings.resolve(tmp_path).ruleset_directory(name)
