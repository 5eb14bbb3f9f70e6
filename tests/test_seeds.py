"""The seeds' expected assessments and reports are what the engine writes today."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import yaml


def test_expected_assessments_and_reports_are_current(repository: Path) -> None:
    script = repository / "scripts" / "run_seeds.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_seeds_cover_the_bands_and_three_languages(repository: Path) -> None:
    index = yaml.safe_load((repository / "seeds" / "index.yaml").read_text(encoding="utf-8"))
    assert len(index) >= 6
    bands = set()
    for path in (repository / "seeds" / "expected").glob("*.json"):
        subjects = json.loads(path.read_text(encoding="utf-8"))["subjects"]
        bands.add(subjects[0]["band"])
    assert {"low", "high", "critical"} <= bands
    texts = {path.stem for path in (repository / "seeds").glob("*.md")}
    assert any(name.endswith("-ru") for name in texts)
    assert any(name.endswith("-zh") for name in texts)
