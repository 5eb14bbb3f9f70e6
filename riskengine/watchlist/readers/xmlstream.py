"""Large XML files, one record at a time.

Document types are refused outright: no publisher uses one, and every attack on XML parsers
needs one. Namespaces are dropped from names, because publishers change them between editions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, suppress
from functools import lru_cache
from typing import Any

from lxml import etree

from riskengine.watchlist.readers.contract import Account, whole_file_fault
from riskengine.watchlist.source import Source

Element = Any  # lxml ships no types
_SPACE = b" \t\r\n\xef\xbb\xbf"


def local_name(tag: str) -> str:
    """A tag or attribute name without its namespace."""
    return tag.rpartition("}")[2]


_local = lru_cache(maxsize=4096)(local_name)


def looks_like_xml(source: Source, root: str, *, namespace: str = "") -> bool:
    """Whether the head is XML whose root element has this local name.

    Args:
        namespace: text that the root's start tag must hold, such as the end of a namespace.
    """
    found = _root_of(source.head)
    return found is not None and found[0] == root and namespace in found[1]


def root_name(source: Source) -> str:
    """Local name of the root element; "" where the head is not XML."""
    found = _root_of(source.head)
    return found[0] if found is not None else ""


def _root_of(head: bytes) -> tuple[str, str] | None:
    """Local name and start tag of the root element, from the first bytes of a file."""
    start = head.lstrip(_SPACE)
    if not start.startswith(b"<") or start[:9].lower() == b"<!doctype":
        return None
    parser = etree.XMLPullParser(events=("start",), **_OPTIONS)
    with suppress(etree.XMLSyntaxError):  # what comes before a fault still tells the root
        parser.feed(start)
    for _, element in parser.read_events():
        tag = str(element.tag)
        attributes = " ".join(f'{key}="{value}"' for key, value in element.attrib.items())
        return local_name(tag), f"{tag} {' '.join(map(str, element.nsmap.values()))} {attributes}"
    return None


_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class XmlStream:
    """Records of an XML file: each outermost element that has one of the wanted names.

    Iterate once. Memory stays that of one record, whatever the size of the file.

    Attributes:
        root: local name of the root element; known once iteration has begun.
        attributes: the root's attributes by local name.
        line: line of the record last yielded, for messages.
        outside: local names of the elements that stand between records, in order of first
            meeting; grows while iterating.

    Raises (while iterating):
        WatchlistError: not well formed, cut short, or with a document type.
    """

    def __init__(self, source: Source, tags: Collection[str]) -> None:
        self._source = source
        self._tags = frozenset(tags)
        self.root = ""
        self.namespace = ""
        self.attributes: dict[str, str] = {}
        self.line = 0
        self.outside: dict[str, None] = {}

    def __iter__(self) -> Iterator[Element]:
        with ExitStack() as stack:
            stream = stack.enter_context(self._source.open())
            try:
                yield from self._records(stream)
            except etree.XMLSyntaxError as error:
                raise whole_file_fault(
                    self._source, f"not well-formed XML: {error.msg}", "Download it again."
                ) from None

    def _records(self, stream: Any) -> Iterator[Element]:
        inside: Element | None = None
        for event, element in etree.iterparse(stream, events=("start", "end"), **_OPTIONS):
            if event == "start":
                if not self.root:
                    self._begin(element)
                elif inside is None:
                    if _local(element.tag) in self._tags:
                        inside = element
                    else:
                        self.outside[_local(element.tag)] = None
                continue
            if inside is None:
                # Between records: nothing here is needed again.
                self._forget(element)
            elif element is inside:
                inside = None
                self.line = element.sourceline or 0
                yield _plain(element)
                self._forget(element)

    def _begin(self, root: Element) -> None:
        if root.getroottree().docinfo.doctype:
            raise whole_file_fault(
                self._source, "has a document type declaration, which no published list has"
            )
        self.root = _local(root.tag)
        self.namespace = str(root.tag)[1:].partition("}")[0] if "}" in root.tag else ""
        self.attributes = {_local(key): value for key, value in root.attrib.items()}

    @staticmethod
    def _forget(element: Element) -> None:
        parent = element.getparent()
        if parent is None:
            return
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del parent[0]


def _plain(record: Element) -> Element:
    """The same record with namespaces gone from tags and attributes."""
    for element in record.iter():
        if not isinstance(element.tag, str):  # an entity that was not resolved
            raise etree.XMLSyntaxError(f"entity {element.text}", 0, element.sourceline or 0, 0)
        if "}" in element.tag:
            element.tag = _local(element.tag)
        for key in [key for key in element.attrib if "}" in key]:
            element.set(_local(key), element.attrib.pop(key))
    return record


def text(element: Element | None, path: str = "") -> str:
    """Text of an element or of the first child at a path, spaces made single; "" if none."""
    found = element if not path or element is None else element.find(path)
    if found is None:
        return ""
    if not len(found):
        return " ".join((found.text or "").split())
    return " ".join("".join(found.itertext()).split())


def texts(element: Element, path: str) -> list[str]:
    """Texts of all children at a path, empty ones left out."""
    return [value for child in element.findall(path) if (value := text(child))]


def attribute(element: Element | None, name: str) -> str:
    """An attribute's value, spaces made single; "" if there is none."""
    return "" if element is None else " ".join((element.get(name) or "").split())


def audit(record: Element, known: frozenset[str], account: Account) -> None:
    """Count filled elements and attributes of a record, and report those not known.

    Args:
        known: local names: `TAG` for elements, `TAG@NAME` for attributes.
    """
    fields = account.fields
    filled: set[str] = set()
    for element in record.iter():
        tag = element.tag
        if tag not in known:
            account.odd("element", tag)
        elif element.text and not element.text.isspace():
            filled.add(tag)
        for name, value in element.attrib.items():
            key = f"{tag}@{name}"
            if key not in known:
                account.odd("element", key)
            elif value:
                filled.add(key)
    fields.update(filled)
