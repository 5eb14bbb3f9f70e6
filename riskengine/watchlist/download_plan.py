"""Where the lists are published: the official addresses, as a checked table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from riskengine.errors import WatchlistError
from riskengine.watchlist.yamlfile import load_yaml

Content = Literal["csv", "xml", "xlsx", "json"]
MAX_MEGABYTES = 300  # the largest list published today is about 130 MB


@dataclass(frozen=True, slots=True)
class DownloadFile:
    """One file of a list.

    Attributes:
        url: its official address.
        name: the file name to give it; a plain base name.
        content: what it must be; an answer that is plainly something else is refused.
        sha256: expected hash of the file; empty where the publisher states none.
        sha256_url: address of a text file that begins with, or names, the expected hash.
        max_bytes: size, unpacked, beyond which the download is given up.
    """

    url: str
    name: str
    content: Content
    sha256: str = ""
    sha256_url: str = ""
    max_bytes: int = MAX_MEGABYTES * 1024**2


@dataclass(frozen=True, slots=True)
class Download:
    """The files of one publication, fetched all together or not at all.

    Attributes:
        id: permanent id of the publication (`ofac-sdn`).
        list_ids: the lists that are taken from it.
        documented: the publisher's page that names the addresses.
    """

    id: str
    files: tuple[DownloadFile, ...]
    list_ids: tuple[str, ...] = ()
    title: str = ""
    documented: str = ""


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


_HTTPS = r"^https://[a-z0-9.-]+/\S*$"


class _File(_Strict):
    url: str = Field(pattern=_HTTPS)
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
    content: Content
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    sha256_url: str = Field(default="", pattern=rf"^$|{_HTTPS}")
    max_megabytes: int = Field(default=MAX_MEGABYTES, ge=1, le=2048)

    def plain(self) -> DownloadFile:
        return DownloadFile(
            url=self.url,
            name=self.name,
            content=self.content,
            sha256=self.sha256,
            sha256_url=self.sha256_url,
            max_bytes=self.max_megabytes * 1024**2,
        )


class _Publication(_Strict):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    list_ids: list[str] = Field(min_length=1)
    documented: str = Field(pattern=_HTTPS)
    files: list[_File] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> _Publication:
        _once((file.name.lower() for file in self.files), "the file name")
        return self


class _Table(_Strict):
    downloads: list[_Publication] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> _Table:
        _once((item.id for item in self.downloads), "the id")
        _once((one for item in self.downloads for one in item.list_ids), "the list")
        return self


def _once(values: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value} stands twice")
        seen.add(value)


def read_downloads(path: Path) -> Mapping[str, Download]:
    """The downloads of a table in the form of `data/watchlist/downloads.yaml`, by id.

    Raises:
        WatchlistError: the file cannot be read or breaks the schema; names every fault.
    """
    data = load_yaml(path)
    try:
        table = _Table.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in item['loc']) or 'table'}: {item['msg']}"
            for item in error.errors()
        )
        raise WatchlistError(
            f"{path}: not a table of downloads: {faults}",
            hint="Each download needs id, title, list_ids, documented and files"
            " (url over https, name, content).",
            code="download.table",
        ) from None
    return {
        item.id: Download(
            id=item.id,
            files=tuple(file.plain() for file in item.files),
            list_ids=tuple(item.list_ids),
            title=item.title,
            documented=item.documented,
        )
        for item in table.downloads
    }


@lru_cache(maxsize=1)
def load_downloads() -> Mapping[str, Download]:
    """The official downloads that come with the package, by id, in the table's order."""
    source = resources.files("riskengine") / "data" / "watchlist" / "downloads.yaml"
    with resources.as_file(source) as path:
        return read_downloads(path)


def downloads_for(
    list_ids: Iterable[str], downloads: Mapping[str, Download] | None = None
) -> tuple[Download, ...]:
    """The downloads that serve these lists, each once, in the table's order.

    Raises:
        WatchlistError: a list has no download.
    """
    table = load_downloads() if downloads is None else downloads
    wanted = set(list_ids)
    served = {list_id for item in table.values() for list_id in item.list_ids}
    if missing := sorted(wanted - served):
        raise WatchlistError(
            f"no official address of a file is known for: {', '.join(missing)}",
            hint=f"Lists with one: {', '.join(sorted(served))}. For others, download the file"
            " yourself and import it.",
            code="download.unknown",
        )
    return tuple(item for item in table.values() if wanted.intersection(item.list_ids))


def manifest_addresses(list_id: str) -> list[dict[str, str]]:
    """Official addresses of a list as its manifest keeps them; empty where there are none."""
    return [
        {"name": file.name, "url": file.url, "content": file.content}
        for plan in load_downloads().values()
        if list_id in plan.list_ids
        for file in plan.files
    ]
