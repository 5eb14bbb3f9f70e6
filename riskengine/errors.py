"""Errors a caller may meet, as one small tree.

    RiskEngineError
    ├── InputError         the document, table or name cannot be read or judged
    ├── WatchlistError     a snapshot or manifest is missing, damaged or inconsistent
    ├── RulesetError       a ruleset cannot be loaded; carries every fault found
    └── SettingsError      a setting, path or option makes no sense

Every error has a stable `code`, says what is wrong and where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class RiskEngineError(Exception):
    """Root of the tree.

    Args:
        message: what is wrong and where, in one sentence.
        hint: what the reader can do next; empty when there is nothing useful to say.
        code: stable identifier for programs, such as `input.empty`.
    """

    default_code = "error"

    def __init__(self, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or self.default_code

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class InputError(RiskEngineError):
    """The document, table or name cannot be read or judged."""

    default_code = "input"


class WatchlistError(RiskEngineError):
    """A snapshot or manifest is missing, damaged or inconsistent."""

    default_code = "watchlist"


class SettingsError(RiskEngineError):
    """A setting, path or option makes no sense."""

    default_code = "settings"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a text file that a person edits.

    `line` and `column` count from 1; 0 means that the place is not known.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}" if self.column else f":{self.line}"
        text = f"{place}: {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class RulesetError(RiskEngineError):
    """A ruleset cannot be loaded. `faults` holds every mistake found, in file order."""

    default_code = "ruleset"

    def __init__(self, message: str, faults: Sequence[Fault] = (), *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))

    def __str__(self) -> str:
        lines = [self.message, *(f"  {fault}" for fault in self.faults)]
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


def plain_reason(error: Exception) -> str:
    """What a third-party or system error says, without its number and file name."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
