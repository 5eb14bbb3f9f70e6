"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder of reference material beside the checkout.

    Absent, the test skips; with RISKENGINE_REQUIRE_SHARED=1 it fails instead, so that a
    run that must use the material cannot pass without it.
    """
    folder = ROOT.parent / "shared"
    if folder.is_dir():
        return folder
    if os.environ.get("RISKENGINE_REQUIRE_SHARED") == "1":
        pytest.fail("RISKENGINE_REQUIRE_SHARED=1, but there is no shared/ beside the checkout")
    pytest.skip("no shared/ folder beside the checkout")
