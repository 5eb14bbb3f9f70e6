"""Where things are: the bundle, the user's home, rulesets. The only reader of the environment
below the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import SettingsError

HOME_VARIABLE = "RISKENGINE_HOME"


def bundle_directory() -> Path:
    """Folder that holds `rulesets/` and `watchlists/`.

    In an installed package they lie inside it; in a checkout, beside it.

    Raises:
        SettingsError: neither is there, so the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_bundle", package.parent):
        if (candidate / "watchlists").is_dir() and (candidate / "rulesets").is_dir():
            return candidate
    raise SettingsError(
        "the bundled watchlists and rulesets are missing",
        hint="Install riskengine again; its files are incomplete.",
        code="settings.bundle",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths that one run uses.

    Attributes:
        home: the user's own state: imported snapshots, compiled indexes, run records.
        bundle: folder with the shipped `rulesets/` and `watchlists/`.
    """

    home: Path
    bundle: Path

    @classmethod
    def resolve(
        cls, home: Path | None = None, *, environment: Mapping[str, str] | None = None
    ) -> Settings:
        """Explicit home first, then `RISKENGINE_HOME`, then the platform's data folder."""
        environment = os.environ if environment is None else environment
        if home is None:
            if value := environment.get(HOME_VARIABLE, ""):
                home = Path(value).expanduser()
            else:
                import platformdirs

                home = Path(platformdirs.user_data_dir("riskengine", appauthor=False))
        return cls(home=home, bundle=bundle_directory())

    @property
    def cache_directory(self) -> Path:
        return self.home / "cache"

    @property
    def own_watchlists(self) -> Path:
        """Folder of the user's imported lists; may not exist yet."""
        return self.home / "watchlists"

    @property
    def bundled_watchlists(self) -> Path:
        return self.bundle / "watchlists"

    @property
    def allow_directory(self) -> Path:
        """Folder of the user's allow lists; may not exist."""
        return self.home / "allow"

    @property
    def watchlist_directories(self) -> tuple[Path, ...]:
        """Folders of snapshots, strongest first: a user's import replaces the bundled list.

        Raises:
            SettingsError: the user's `watchlists` is not a folder.
        """
        own, bundled = self.own_watchlists, self.bundled_watchlists
        if (own.exists() or own.is_symlink()) and not own.is_dir():
            raise SettingsError(
                f"{own} is not a folder",
                hint="Your own lists belong in a folder of that name.",
                code="settings.home",
            )
        return (own, bundled) if own.is_dir() else (bundled,)

    def ruleset_directory(self, name_or_path: str) -> Path:
        """Folder of a ruleset given by a path or by the name of a shipped one.

        Raises:
            SettingsError: there is no such ruleset; the message names those there are.
        """
        for candidate in (Path(name_or_path).expanduser(), self._shipped(name_or_path)):
            if candidate is not None and (candidate / "ruleset.yaml").is_file():
                return candidate
        root = self.bundle / "rulesets"
        known = sorted(path.parent.name for path in root.glob("*/ruleset.yaml"))
        raise SettingsError(
            f"no ruleset {name_or_path!r}",
            hint=f"Shipped rulesets: {', '.join(known)}. Or name a folder with a ruleset.yaml.",
            code="settings.ruleset",
        )

    def _shipped(self, name: str) -> Path | None:
        plain = name not in {"", ".", ".."} and "/" not in name and "\\" not in name
        return self.bundle / "rulesets" / name if plain else None
