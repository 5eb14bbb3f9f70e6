from __future__ import annotations

import datetime as dt
import hashlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from riskengine.errors import WatchlistError
from riskengine.watchlist.download import (
    Download,
    DownloadFile,
    FetchResult,
    FetchStatus,
    FileState,
    Timeouts,
    downloads_for,
    fetch,
    load_downloads,
    proxies_from,
    read_downloads,
)
from riskengine.watchlist.download_body import not_what_was_asked
from riskengine.watchlist.download_wire import may_follow
from tests.watchlist.list_server import ListServer, Reply, packed, serving

CSV = b'1,"EXAMPLE TRADING CO","company"\n' * 200
XML = b'<?xml version="1.0"?><list><entry id="1"/></list>'
QUICK = Timeouts(connect=0.5, read=0.5, total=3.0)
MODIFIED = "Sun, 02 Aug 2026 23:30:00 GMT"


@pytest.fixture
def server() -> Iterator[ListServer]:
    with serving() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    return []


def plan(*files: DownloadFile) -> Download:
    return Download("example", files, ("x-list",))


def csv_file(server: ListServer, path: str = "/list.csv", **more: Any) -> DownloadFile:
    return DownloadFile(server.url(path), path.lstrip("/"), "csv", **more)


def get(
    files: Download | DownloadFile,
    folder: Path,
    *,
    previous: dict[str, FileState] | None = None,
    waits: list[float] | None = None,
    timeout: Timeouts = QUICK,
    **more: Any,
) -> FetchResult:
    wanted = files if isinstance(files, Download) else plan(files)
    slept = [] if waits is None else waits
    return fetch(
        wanted, folder, previous=previous or {}, timeout=timeout, sleep=slept.append, **more
    )


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_stored_hashed_and_dated(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV, ETag='"one"', Last_Modified=MODIFIED, Content_Type="text/csv")
    result = get(csv_file(server), tmp_path / "new" / "folder")
    assert result.status is FetchStatus.NEW
    assert [path.read_bytes() for path in result.paths] == [CSV]
    assert result.published_on == dt.date(2026, 8, 2)
    assert result.states == {
        "list.csv": FileState(
            server.url("/list.csv"),
            '"one"',
            MODIFIED,
            hashlib.sha256(CSV).hexdigest(),
            len(CSV),
            dt.date(2026, 8, 2),
        )
    }
    assert left_over(tmp_path / "new" / "folder") == ["list.csv"]


def test_without_last_modified_the_day_of_the_answer_counts(
    server: ListServer, tmp_path: Path
) -> None:
    server.put("/list.csv", CSV)
    result = get(csv_file(server), tmp_path)
    assert result.published_on is not None
    assert abs(result.published_on - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)


@pytest.mark.parametrize("header", ["ETag", "Last_Modified"])
def test_an_unchanged_file_is_asked_for_conditionally(
    server: ListServer, tmp_path: Path, header: str
) -> None:
    value = MODIFIED if header == "Last_Modified" else '"one"'
    server.put("/list.csv", CSV, **{header: value})
    first = get(csv_file(server), tmp_path)
    second = get(csv_file(server), tmp_path, previous=first.states)
    assert second.status is FetchStatus.UNCHANGED
    assert second.states == first.states
    assert second.paths == first.paths
    sent = server.requests[-1][1]
    asked = "If-None-Match" if header == "ETag" else "If-Modified-Since"
    assert sent[asked] == value


def test_the_same_content_under_a_new_etag_is_unchanged(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV, ETag='"one"', Last_Modified=MODIFIED)
    first = get(csv_file(server), tmp_path)
    server.put("/list.csv", CSV, ETag='"two"')
    second = get(csv_file(server), tmp_path, previous=first.states)
    assert second.status is FetchStatus.UNCHANGED
    assert second.states["list.csv"].etag == '"two"'
    assert second.published_on == dt.date(2026, 8, 2)
    assert left_over(tmp_path) == ["list.csv"]


def test_changed_content_replaces_the_file(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV, ETag='"one"')
    first = get(csv_file(server), tmp_path)
    server.put("/list.csv", CSV + b"2,more\n", ETag='"two"')
    second = get(csv_file(server), tmp_path, previous=first.states)
    assert second.status is FetchStatus.NEW
    assert second.paths[0].read_bytes() == CSV + b"2,more\n"


@pytest.mark.parametrize("harm", ["remove", "change", "other address"])
def test_without_the_old_file_nothing_is_asked_conditionally(
    server: ListServer, tmp_path: Path, harm: str
) -> None:
    server.put("/list.csv", CSV, ETag='"one"')
    server.put("/moved.csv", CSV, ETag='"one"')
    first = get(csv_file(server), tmp_path)
    file = csv_file(server)
    if harm == "remove":
        (tmp_path / "list.csv").unlink()
    elif harm == "change":
        (tmp_path / "list.csv").write_bytes(CSV[:-1] + b"\r")
    else:
        file = DownloadFile(server.url("/moved.csv"), "list.csv", "csv")
    second = get(file, tmp_path, previous=first.states)
    assert second.status is FetchStatus.NEW
    assert (tmp_path / "list.csv").read_bytes() == CSV
    assert "If-None-Match" not in server.requests[-1][1]


def test_a_304_that_was_not_asked_for_is_no_file(server: ListServer, tmp_path: Path) -> None:
    server.queue["/list.csv"].append(Reply(status=304))
    result = get(csv_file(server), tmp_path)
    assert result.status is FetchStatus.FAILED
    assert "304" in result.reason


def test_one_failed_file_fails_the_set_and_leaves_the_old_files(
    server: ListServer, tmp_path: Path
) -> None:
    both = plan(csv_file(server, "/a.csv"), csv_file(server, "/b.csv"))
    server.put("/a.csv", b"1,old\n")
    server.put("/b.csv", b"2,old\n")
    first = get(both, tmp_path)
    assert first.status is FetchStatus.NEW
    server.put("/a.csv", b"1,new\n")
    del server.files["/b.csv"]
    second = get(both, tmp_path, previous=first.states)
    assert second.status is FetchStatus.FAILED
    assert second.paths == ()
    assert second.states == {}
    assert second.reason.startswith("b.csv: the server answered 404")
    assert [file.status for file in second.files] == [FetchStatus.FAILED] * 2
    assert second.files[0].reason == "not handed on, because b.csv failed"
    assert left_over(tmp_path) == ["a.csv", "b.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"1,old\n"


def test_a_set_is_new_when_one_file_is_and_hands_on_all(server: ListServer, tmp_path: Path) -> None:
    both = plan(csv_file(server, "/a.csv"), csv_file(server, "/b.csv"))
    server.put("/a.csv", b"1,old\n", ETag='"a"')
    server.put("/b.csv", b"2,old\n", ETag='"b"')
    first = get(both, tmp_path)
    server.put("/b.csv", b"2,new\n", ETag='"c"')
    second = get(both, tmp_path, previous=first.states)
    assert second.status is FetchStatus.NEW
    assert [file.status for file in second.files] == [FetchStatus.UNCHANGED, FetchStatus.NEW]
    assert [path.read_bytes() for path in second.paths] == [b"1,old\n", b"2,new\n"]


@pytest.mark.parametrize(
    "fault",
    [
        Reply(CSV, fault="cut"),
        Reply(fault="reset"),
        Reply(CSV, fault="chunked_cut"),
        Reply(b"busy", status=500),
        Reply(b"busy", status=503),
        Reply(b""),
        Reply(packed(CSV)[:-20], headers={"Content-Encoding": "gzip"}),
        Reply(b"not packed at all", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["cut", "reset", "chunked cut", "500", "503", "empty", "gzip cut", "gzip damaged"],
)
def test_a_passing_fault_is_tried_again(
    server: ListServer, tmp_path: Path, waits: list[float], fault: Reply
) -> None:
    server.put("/list.csv", CSV)
    server.queue["/list.csv"].append(fault)
    result = get(csv_file(server), tmp_path, waits=waits)
    assert result.status is FetchStatus.NEW, result.reason
    assert result.paths[0].read_bytes() == CSV
    assert waits == [0.5]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("cut", "cut short"),
        ("reset", "connection reset"),
        ("chunked_cut", "cut short"),
    ],
)
def test_a_lasting_fault_is_told_in_words(
    server: ListServer, tmp_path: Path, waits: list[float], fault: str, words: str
) -> None:
    server.queue["/list.csv"].extend(Reply(CSV, fault=fault) for _ in range(3))
    result = get(csv_file(server), tmp_path, waits=waits, retries=2)
    assert result.status is FetchStatus.FAILED
    assert words in result.reason
    assert "(tried 3 times)" in result.reason
    assert waits == [0.5, 1.0]
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_not_tried_again(
    server: ListServer, tmp_path: Path, waits: list[float], status: int
) -> None:
    server.queue["/list.csv"].append(Reply(b"no", status=status))
    result = get(csv_file(server), tmp_path, waits=waits)
    assert result.status is FetchStatus.FAILED
    assert str(status) in result.reason
    assert waits == []
    assert server.asked("/list.csv") == 1


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "2"}, 2.0),
        ({"Retry-After": "99999"}, 60.0),
        ({"Retry-After": "soon"}, 0.5),
        ({}, 0.5),
        ({"Retry-After": "-3"}, 0.5),
    ],
)
def test_too_many_requests_waits_as_long_as_asked(
    server: ListServer, tmp_path: Path, waits: list[float], headers: dict[str, str], wait: float
) -> None:
    server.put("/list.csv", CSV)
    server.queue["/list.csv"].append(Reply(b"slow down", 429, headers))
    patient = Timeouts(0.5, 0.5, 120.0)
    assert get(csv_file(server), tmp_path, waits=waits, timeout=patient).status is FetchStatus.NEW
    assert waits == [wait]


def test_retry_after_may_be_a_date(server: ListServer, tmp_path: Path, waits: list[float]) -> None:
    server.put("/list.csv", CSV)
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )
    server.queue["/list.csv"].append(Reply(b"", 503, {"Retry-After": later}))
    patient = Timeouts(0.5, 0.5, 120.0)
    assert get(csv_file(server), tmp_path, waits=waits, timeout=patient).status is FetchStatus.NEW
    assert 17 <= waits[0] <= 20


def test_no_wait_goes_beyond_the_deadline(
    server: ListServer, tmp_path: Path, waits: list[float]
) -> None:
    server.queue["/list.csv"].append(Reply(b"", 429, {"Retry-After": "30"}))
    result = get(csv_file(server), tmp_path, waits=waits)
    assert "no time was left" in result.reason
    assert waits == []


@pytest.mark.parametrize("fault", ["drip", "drip_headers"])
def test_a_dripping_server_is_left_at_the_deadline(
    server: ListServer, tmp_path: Path, fault: str
) -> None:
    server.queue["/list.csv"].append(Reply(CSV, fault=fault))
    start = time.monotonic()
    result = get(csv_file(server), tmp_path, timeout=Timeouts(0.3, 0.3, 0.5), retries=3)
    assert time.monotonic() - start < 1.5
    assert result.status is FetchStatus.FAILED
    assert "time allowed" in result.reason
    assert left_over(tmp_path) == []


def test_a_silent_server_is_a_failed_file(tmp_path: Path, waits: list[float]) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/list.csv"
        file = DownloadFile(url, "list.csv", "csv")
        result = get(file, tmp_path, waits=waits, timeout=Timeouts(0.2, 0.2, 30.0), retries=1)
    assert "no answer from" in result.reason
    assert waits == [0.5]


def test_nobody_at_the_address_is_a_failed_file(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    file = DownloadFile(f"http://127.0.0.1:{port}/list.csv?token=secret", "list.csv", "csv")
    result = get(file, tmp_path, retries=0)
    assert "connection refused" in result.reason
    assert "secret" not in result.reason


def test_an_unknown_host_is_a_failed_file(
    tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    file = DownloadFile("https://lists.example/list.csv", "list.csv", "csv")
    result = get(file, tmp_path, waits=waits, retries=1)
    assert "the host name is not known" in result.reason
    assert waits == [0.5]


def test_a_missing_file_of_certificates_is_told(tmp_path: Path) -> None:
    file = DownloadFile("https://127.0.0.1:9/list.csv", "list.csv", "csv")
    result = get(file, tmp_path, ca_bundle=str(tmp_path / "none.pem"))
    assert "none.pem" in result.reason


def test_the_session_may_be_given(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV)
    made: list[requests.Session] = []

    def session() -> requests.Session:
        made.append(requests.Session())
        made[-1].headers["X-Test"] = "yes"
        return made[-1]

    assert get(csv_file(server), tmp_path, session_factory=session).status is FetchStatus.NEW
    assert len(made) == 1
    assert server.requests[0][1]["X-Test"] == "yes"
    assert server.requests[0][1]["User-Agent"].startswith("riskengine/")


@pytest.mark.parametrize("url", ["http://", "nothing", "ftp://127.0.0.1/a", "http://[::1/a"])
def test_an_address_that_is_none_is_a_failed_file(tmp_path: Path, url: str) -> None:
    result = get(DownloadFile(url, "list.csv", "csv"), tmp_path, retries=0)
    assert result.status is FetchStatus.FAILED
    assert result.reason


@pytest.mark.parametrize(
    ("content", "body", "kind"),
    [
        ("csv", b"<!DOCTYPE html><html><body>Sorry</body></html>", "text/csv"),
        ("csv", CSV, "text/html; charset=utf-8"),
        ("csv", b'{"error": "not found"}', "application/json"),
        ("xml", b"\n <HTML><body>Log in</body></HTML>", "application/xml"),
        ("xml", b"id,name\n", "text/xml"),
        ("xlsx", b"<html></html>", "application/octet-stream"),
        ("xlsx", CSV, "application/octet-stream"),
        ("json", CSV, "application/json"),
    ],
)
def test_something_else_than_the_list_is_refused(
    server: ListServer, tmp_path: Path, content: Any, body: bytes, kind: str
) -> None:
    server.put("/file", body, Content_Type=kind)
    result = get(DownloadFile(server.url("/file"), "file", content), tmp_path)
    assert result.status is FetchStatus.FAILED
    assert "came instead of" in result.reason or "does not look like" in result.reason
    assert left_over(tmp_path) == []
    assert server.asked("/file") == 1


@pytest.mark.parametrize(
    ("content", "head"),
    [
        ("xml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>"),
        ("xml", "\ufeff<?xml version='1.0'?><a/>".encode("utf-16-le")),
        ("xml", b"\r\n<a/>"),
        ("xlsx", b"PK\x03\x04rest"),
        ("csv", b"\xef\xbb\xbfid,name\n"),
        ("csv", b'"1","A < B"\n'),
        ("json", b'\n{"a": 1}'),
    ],
)
def test_what_was_asked_for_is_taken(content: Any, head: bytes) -> None:
    assert not_what_was_asked(content, "application/octet-stream", head) == ""


def test_a_packed_answer_is_unpacked(server: ListServer, tmp_path: Path) -> None:
    parts = packed(CSV) + packed(b"2,second part\n")
    server.put("/list.csv", parts, Content_Encoding="gzip")
    result = get(csv_file(server), tmp_path)
    assert result.paths[0].read_bytes() == CSV + b"2,second part\n"
    assert result.states["list.csv"].bytes == len(CSV) + 14
    assert server.requests[0][1]["Accept-Encoding"] == "gzip"


def test_a_chunked_answer_is_read(server: ListServer, tmp_path: Path) -> None:
    server.queue["/list.csv"].append(Reply(CSV, fault="chunked"))
    result = get(csv_file(server), tmp_path)
    assert result.paths[0].read_bytes() == CSV


def test_a_packing_not_asked_for_is_refused(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV, Content_Encoding="br")
    assert "'br'" in get(csv_file(server), tmp_path).reason


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_file_beyond_the_limit_is_given_up(
    server: ListServer, tmp_path: Path, gzipped: bool
) -> None:
    large = b"1,x\n" * 500_000
    headers = {"Content_Encoding": "gzip"} if gzipped else {}
    server.put("/list.csv", packed(large) if gzipped else large, **headers)
    result = get(csv_file(server, max_bytes=100_000), tmp_path)
    assert "larger than 100,000 bytes" in result.reason
    assert left_over(tmp_path) == []


def test_a_redirect_on_the_same_host_is_followed(server: ListServer, tmp_path: Path) -> None:
    server.put("/there.csv", CSV)
    server.queue["/list.csv"].append(Reply(status=302, headers={"Location": "/there.csv"}))
    result = get(csv_file(server), tmp_path)
    assert result.status is FetchStatus.NEW
    assert result.states["list.csv"].url == server.url("/list.csv")


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/list.csv",
        "//localhost:{port}/list.csv",
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
    ],
)
def test_a_redirect_elsewhere_without_encryption_is_refused(
    server: ListServer, tmp_path: Path, target: str
) -> None:
    location = target.format(port=server.port)
    server.queue["/start.csv"].append(Reply(status=302, headers={"Location": location}))
    server.put("/list.csv", CSV)
    result = get(csv_file(server, "/start.csv"), tmp_path)
    assert result.status is FetchStatus.FAILED
    assert "redirect" in result.reason
    assert server.asked("/list.csv") == 0


@pytest.mark.parametrize(
    ("url", "target", "followed"),
    [
        ("https://a.example/1", "https://storage.example/2", True),
        ("http://a.example/1", "https://a.example/1", True),
        ("http://a.example/1", "http://A.example/2", True),
        ("http://a.example/1", "http://a.example:8080/2", False),
        ("https://a.example/1", "http://a.example/1", False),
        ("https://a.example/1", "https:///2", False),
    ],
)
def test_a_redirect_never_leaves_the_encryption(url: str, target: str, followed: bool) -> None:
    assert may_follow(url, target) is followed


def test_redirects_without_end_are_refused(server: ListServer, tmp_path: Path) -> None:
    loop = Reply(status=302, headers={"Location": "/list.csv"})
    server.queue["/list.csv"].extend([loop] * 20)
    assert "more than 5 redirects" in get(csv_file(server), tmp_path).reason


def test_a_server_without_tls_cannot_pass_for_one_with_it(
    server: ListServer, tmp_path: Path
) -> None:
    url = f"https://127.0.0.1:{server.port}/list.csv"
    result = get(DownloadFile(url, "list.csv", "csv"), tmp_path, retries=0)
    assert "certificate was not accepted" in result.reason


@pytest.mark.parametrize("how", ["text", "address", "list of hashes"])
@pytest.mark.parametrize("right", [True, False])
def test_a_checksum_is_verified(server: ListServer, tmp_path: Path, how: str, right: bool) -> None:
    server.put("/list.csv", CSV)
    wanted = hashlib.sha256(CSV if right else b"other").hexdigest()
    other = hashlib.sha256(b"third").hexdigest()
    text = {
        "address": f"{wanted.upper()}\n",
        "list of hashes": f"{other}  third.csv\n{wanted}  list.csv\n",
    }
    if how == "text":
        file = csv_file(server, sha256=wanted)
    else:
        sums = server.put("/list.sha256", text[how].encode())
        file = csv_file(server, sha256_url=sums)
    result = get(file, tmp_path)
    assert result.status is (FetchStatus.NEW if right else FetchStatus.FAILED)
    assert ("expected was" in result.reason) is not right
    assert left_over(tmp_path) == (["list.csv"] if right else [])


def test_a_checksum_that_cannot_be_had_fails_the_file(server: ListServer, tmp_path: Path) -> None:
    server.put("/list.csv", CSV)
    sums = server.put("/list.sha256", b"no hash here")
    assert "no single SHA-256" in get(csv_file(server, sha256_url=sums), tmp_path).reason


def test_a_wrong_checksum_is_seen_on_an_unchanged_file_too(
    server: ListServer, tmp_path: Path
) -> None:
    server.put("/list.csv", CSV, ETag='"one"')
    first = get(csv_file(server), tmp_path)
    wrong = csv_file(server, sha256="0" * 64)
    assert get(wrong, tmp_path, previous=first.states).status is FetchStatus.FAILED
    assert (tmp_path / "list.csv").exists()


def test_a_folder_that_cannot_be_written_is_an_error_with_a_hint(
    server: ListServer, tmp_path: Path
) -> None:
    server.put("/list.csv", CSV)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WatchlistError) as caught:
        get(csv_file(server), tmp_path / "file")
    assert caught.value.hint
    assert caught.value.code == "download.folder"


def test_a_name_that_is_taken_by_a_folder_is_an_error_and_leaves_nothing(
    server: ListServer, tmp_path: Path
) -> None:
    server.put("/list.csv", CSV)
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(WatchlistError):
        get(csv_file(server), tmp_path)
    assert left_over(tmp_path) == ["list.csv"]


def test_a_proxy_is_used_only_when_given(
    server: ListServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/list.csv", CSV)
    dead = "http://127.0.0.1:9"
    monkeypatch.setenv("http_proxy", dead)
    assert get(csv_file(server), tmp_path / "a").status is FetchStatus.NEW
    through = get(csv_file(server), tmp_path / "b", proxies={"http": dead}, retries=0)
    assert "no connection to the proxy" in through.reason
    around = {"http": dead, "no_proxy": "127.0.0.0/8"}
    assert get(csv_file(server), tmp_path / "c", proxies=around).status is FetchStatus.NEW


def test_the_proxy_gets_the_request(server: ListServer, tmp_path: Path) -> None:
    url = "http://lists.example/list.csv"
    server.put(url, CSV)
    proxy = f"http://127.0.0.1:{server.port}"
    result = get(DownloadFile(url, "list.csv", "csv"), tmp_path, proxies={"http": proxy})
    assert result.status is FetchStatus.NEW
    assert server.asked(url) == 1


def test_proxies_come_from_the_environment_given() -> None:
    environment = {
        "HTTPS_PROXY": "http://upper:1",
        "https_proxy": "http://lower:1",
        "ALL_PROXY": "socks5://all:1",
        "NO_PROXY": "localhost,.example",
        "HTTP_PROXY": " ",
    }
    assert proxies_from(environment) == {
        "https": "http://lower:1",
        "all": "socks5://all:1",
        "no_proxy": "localhost,.example",
    }


def test_a_published_set_comes_through_unharmed(
    server: ListServer, tmp_path: Path, shared_dir: Path
) -> None:
    source = shared_dir / "lists" / "us" / "ofac-cons-2025-12-19"
    files = []
    for path in sorted(source.glob("*.csv")):
        server.put(f"/{path.name}", packed(path.read_bytes()), Content_Encoding="gzip")
        files.append(csv_file(server, f"/{path.name}"))
    assert len(files) == 4
    result = get(plan(*files), tmp_path)
    assert result.status is FetchStatus.NEW
    for path in result.paths:
        assert path.read_bytes() == (source / path.name).read_bytes()


def test_the_official_table_is_sound() -> None:
    table = load_downloads()
    assert set(table) >= {"ofac-sdn", "ofac-consolidated", "csl", "un", "eu", "uk", "ch", "ca"}
    assert [file.name for file in table["ofac-sdn"].files] == [
        "sdn.csv",
        "add.csv",
        "alt.csv",
        "sdn_comments.csv",
    ]
    assert all(file.url.startswith("https://") for one in table.values() for file in one.files)


def test_lists_of_one_publication_are_fetched_once() -> None:
    found = downloads_for(["us-bis-uvl", "un-sc", "us-bis-el"])
    assert [item.id for item in found] == ["csl", "un"]


def test_a_list_without_an_address_says_so() -> None:
    with pytest.raises(WatchlistError, match="jp-meti-eul") as caught:
        downloads_for(["jp-meti-eul", "eu-fsf"])
    assert "eu-fsf" in caught.value.hint


_ENTRY = """downloads:
  - id: a
    title: A
    list_ids: [x-a]
    documented: https://example.org/page
    files:
      - {url: "https://example.org/a.csv", name: a.csv, content: csv}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://example.org/a.csv", "http://example.org/a.csv"),
        ("name: a.csv", "name: ../a.csv"),
        ("content: csv", "content: pdf"),
        ("content: csv", "content: csv, colour: red"),
        ("list_ids: [x-a]", "list_ids: [x-a, x-a]"),
        ("list_ids: [x-a]", "list_ids: []"),
        ("    title: A\n", ""),
        ("downloads:", "others:"),
    ],
)
def test_a_table_with_a_mistake_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "downloads.yaml"
    path.write_text(_ENTRY)
    assert read_downloads(path)["a"].files[0].max_bytes > 0
    assert old in _ENTRY
    path.write_text(_ENTRY.replace(old, new))
    with pytest.raises(WatchlistError, match=r"downloads\.yaml") as caught:
        read_downloads(path)
    assert caught.value.code == "download.table"


def test_nothing_of_the_network_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys, riskengine.watchlist.download\n"
        "assert not {'requests', 'urllib3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
