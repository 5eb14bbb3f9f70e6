"""Writing what a benchmark printed into a section of `docs/matching-quality.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "matching-quality.md"


def write_section(marker: str, lines: Sequence[str], path: Path = DOCUMENT) -> None:
    """Put lines between the comments of a marker, in place of what stands there.

    Raises:
        SystemExit: the document has no such marker.
    """
    start, end = f"<!-- {marker}: start -->", f"<!-- {marker}: end -->"
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path.name} has no section between {start} and {end}")
    body = "\n".join(["```text", *lines, "```"])
    path.write_text(f"{before}{start}\n\n{body}\n\n{end}{after}", encoding="utf-8")
