"""YAML text to plain data that remembers line and column, refusing YAML's surprises.

PyYAML's own constructor drops duplicate keys, reads a bare `NO` as false and `1.10` as a
number. Here the text is only composed into nodes, which keep their marks; the conversion
is ours and reports whatever a reader of the file could misunderstand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from riskengine.errors import Fault
from riskengine.text.yamldepth import too_deep

KeyPath = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


_MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; both numbers count from 1."""

    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Tree:
    """The data of one file and where each part of it stands.

    Attributes:
        file: name to print in faults.
        data: str, int, float, bool, date, None, and lists and str-keyed dicts of these.
        faults: what was wrong with the YAML itself; more are added by later stages.
        grafts: parts of `data` that were put in from another file, and where they stand there.
        refused: scalars that were refused as YAML; what they stand for is no second fault.
        written: decimal numbers as they stand in the file, where a last zero may matter.
    """

    file: str
    data: Any = None
    marks: dict[KeyPath, Mark] = field(default_factory=dict)
    key_marks: dict[KeyPath, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    grafts: dict[KeyPath, tuple[Tree, KeyPath]] = field(default_factory=dict)
    refused: set[KeyPath] = field(default_factory=set)
    written: dict[KeyPath, str] = field(default_factory=dict)

    def graft(self, path: KeyPath, value: Any, source: Tree, place: KeyPath) -> None:
        """Put `value`, which stands at `place` of `source`, at `path` of this tree.

        The part around it must be a mapping. Faults of the value then name the other file.
        """
        around = self.data
        for part in path[:-1]:
            around = around[part]
        around[path[-1]] = value
        inside = [old for old in self.grafts if old[: len(path)] == path]
        for old in inside:
            del self.grafts[old]
        self.grafts[path] = (source, place)

    def place(self, path: KeyPath, *, key: bool = False) -> tuple[str, Mark]:
        """File and mark of the value at `path`, or of its key; else of what is around it."""
        tree, path = self.origin(path)
        if key and path in tree.key_marks:
            return tree.file, tree.key_marks[path]
        while path and path not in tree.marks:
            path = path[:-1]
        return tree.file, tree.marks.get(path, Mark(1, 1))

    def origin(self, path: KeyPath) -> tuple[Tree, KeyPath]:
        """The file that the part at `path` was written in, and its path there."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.grafts:
                source, start = self.grafts[path[:end]]
                return source.origin((*start, *path[end:]))
        return self, path

    def mark(self, path: KeyPath, *, key: bool = False) -> Mark:
        """As `place`, without the file."""
        return self.place(path, key=key)[1]

    def fault(self, path: KeyPath, message: str, hint: str = "", *, key: bool = False) -> None:
        tree, place = self.origin(path)
        if not key and place in tree.refused:
            return
        file, mark = self.place(path, key=key)
        self.faults.append(Fault(file, mark.line, mark.column, message, hint))


def read_tree(path: Path, name: str) -> Tree:
    """Read one file. Problems are in `Tree.faults`; `data` is None when nothing was read."""
    tree = Tree(name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        tree.faults.append(Fault(name, 0, 0, f"cannot be read: {error.strerror or error}"))
        return tree
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text (byte {error.start})"
        tree.faults.append(Fault(name, 0, 0, message, "save the file as UTF-8"))
        return tree
    return parse_tree(text, name)


def parse_tree(text: str, name: str) -> Tree:
    """As `read_tree`, from text."""
    tree = Tree(name)
    try:
        if too_deep(text):
            tree.faults.append(Fault(name, 0, 0, "is nested too deeply to be read"))
            return tree
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        tree.faults.append(_syntax_fault(error, text, name))
        return tree
    except yaml.reader.ReaderError as error:
        tree.faults.append(_control_character(error, text, name))
        return tree
    except yaml.YAMLError as error:
        tree.faults.append(Fault(name, 0, 0, f"is not YAML: {' '.join(str(error).split())}"))
        return tree
    except RecursionError:
        tree.faults.append(Fault(name, 0, 0, "is nested too deeply to be read"))
        return tree
    if node is None:
        tree.faults.append(Fault(name, 1, 1, "is empty", "fill it or delete it"))
        return tree
    try:
        tree.data = _Converter(tree).convert(node, ())
    except RecursionError:
        tree.faults.append(Fault(name, 0, 0, "is nested too deeply to be read"))
    return tree


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, name: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())] or here[column - 1 : column] == "\t":
        return Fault(name, line, column, "tab used for indentation", "indent with spaces")
    problem = error.problem or "cannot be read"
    hint = ""
    opened = error.context_mark
    if opened and "flow" in (error.context or ""):
        hint = f"close the bracket that opens on line {opened.line + 1}"
    elif opened and "quoted scalar" in (error.context or ""):
        hint = f"close the quote that opens on line {opened.line + 1}"
    elif "block" in (error.context or ""):
        hint = "lines of one block start in the same column"
    elif "alias" in problem or "anchor" in (error.context or ""):
        hint = "text that begins with '*' or '&' needs quotes"
    if "single document" in (error.context or ""):
        hint = "one document per file: remove the '---' line"
    elif "mapping values are not allowed" in problem:
        hint = "a text that contains ': ' needs quotes"
    return Fault(name, line, column, f"is not YAML: {problem}", hint)


def _control_character(error: yaml.reader.ReaderError, text: str, name: str) -> Fault:
    before = text[: error.position]
    column = len(before) - before.rfind("\n")
    code = error.character if isinstance(error.character, int) else ord(error.character)
    message = f"the character U+{code:04X} cannot stand in YAML"
    return Fault(name, before.count("\n") + 1, column, message, "remove it")


class _Converter:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node, path: KeyPath) -> Any:
        self.tree.marks[path] = _mark(node)
        if id(node) in self.seen:
            # An alias gives the same node again; nested ones can grow without bound.
            # Its mark is that of the anchor, so the key beside it is named instead.
            message = "YAML aliases are not used here"
            self.tree.fault(path, message, "write the value out", key=True)
            return None
        self.seen.add(id(node))
        kind = node.tag.removeprefix(_TAG)
        if not isinstance(node, yaml.ScalarNode) and kind not in ("map", "seq"):
            self.tree.fault(path, *_refusal(kind, ""))
            self.tree.refused.add(path)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> Mapping[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            place = (*path, key)
            if key in result:
                first = self.tree.key_marks[place].line
                mark = _mark(key_node)
                message = f"duplicate key {key!r}, first given on line {first}"
                self.tree.faults.append(
                    Fault(self.tree.file, mark.line, mark.column, message, "keep one of the two")
                )
                continue
            self.tree.key_marks[place] = _mark(key_node)
            result[key] = self.convert(value_node, place)
        return result

    def _key(self, node: yaml.Node, path: KeyPath) -> str | None:
        mark = _mark(node)
        if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "str":
            return str(node.value)
        if not isinstance(node, yaml.ScalarNode):
            message, hint = "a list or mapping cannot be a key", "write one word before the colon"
            self.tree.faults.append(Fault(self.tree.file, mark.line, mark.column, message, hint))
            return None
        value = node.value
        hint = "merge keys are not used here: write the keys out"
        if value != "<<":
            hint = f"put it in quotes if it is meant as text: '{value}'"
        message = f"key {value} is not text"
        self.tree.faults.append(Fault(self.tree.file, mark.line, mark.column, message, hint))
        return None

    def _scalar(self, node: yaml.Node, path: KeyPath) -> Any:
        text = str(node.value)
        kind = node.tag.removeprefix(_TAG)
        if kind == "str":
            return text
        if kind == "null":
            return None
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind in ("int", "float") and len(text) > _MAX_DIGITS:
            self.tree.fault(path, "a number of more digits than any rule needs")
            return 0
        if kind == "int" and _WHOLE.fullmatch(text):
            return int(text)
        if kind == "float" and _DECIMAL.fullmatch(text):
            self.tree.written[path] = text
            return float(text)
        if kind == "timestamp" and _DAY.fullmatch(text):
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                self.tree.fault(path, f"there is no day {text}")
                return None
        self.tree.fault(path, *_refusal(kind, text))
        self.tree.refused.add(path)
        return text


def _refusal(kind: str, text: str) -> tuple[str, str]:
    if kind == "bool":
        hint = f"write true or false, or quote it if it is text (the code for Norway is '{text}')"
        if text.upper() != "NO":
            hint = f"write true or false, or quote it if it is text: '{text}'"
        return f"bare {text} would be read as a truth value", hint
    if kind in ("int", "float"):
        return f"unusual number {text}", f"write it in plain decimals, or quote it: '{text}'"
    if kind == "timestamp":
        return f"{text} is not a plain date", "write YYYY-MM-DD"
    return f"tag !{kind.lstrip('!')} is not used here", "remove the tag"


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)


def walk(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every leaf of converted data with its path, in file order."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, (*path, index))
    else:
        yield path, data
