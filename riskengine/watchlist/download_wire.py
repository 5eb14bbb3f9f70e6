"""One request and its answer over `requests`: redirects, proxies, deadlines, faults in words.

`requests` is imported on first use only. Redirects are followed here and not by `requests`,
because each hop is checked: never away from TLS, and without TLS never to another host.
"""

from __future__ import annotations

import ipaddress
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from riskengine.watchlist.download_body import FetchError

if TYPE_CHECKING:
    import requests

_MAX_REDIRECTS = 5
_PIECE = 65_536
_NO_PROXY = "no_proxy"


@dataclass(slots=True)
class Wire:
    """How requests are sent.

    Attributes:
        connect, read: seconds to connect, and between two pieces of an answer.
        proxies: as `proxies_from` gives them.
        ca_bundle: file of certificates to trust; empty for the usual ones.
        agent: the User-Agent.
        session_factory: gives the session; None for a plain one.
    """

    connect: float
    read: float
    proxies: Mapping[str, str]
    ca_bundle: str
    agent: str
    session_factory: Callable[[], requests.Session] | None = None
    _session: requests.Session | None = None

    @contextmanager
    def get(
        self, url: str, headers: Mapping[str, str], deadline: float
    ) -> Iterator[requests.Response]:
        """The answer, its body not read yet.

        Args:
            deadline: on the clock of `time.monotonic`.

        Raises:
            FetchError: no answer came, or a redirect leads where it must not.
        """
        first = url
        for _ in range(_MAX_REDIRECTS + 1):
            answer = self._send(url, headers, deadline)
            location = answer.headers.get("Location", "")
            if answer.status_code not in (301, 302, 303, 307, 308) or not location:
                try:
                    yield answer
                finally:
                    answer.close()
                return
            answer.close()
            target = _joined(url, location)
            if not may_follow(url, target):
                raise FetchError(
                    f"a redirect from {_place(url)} to {_place(target)} was not followed:"
                    " it leaves the host or the encryption"
                )
            url = target
        raise FetchError(f"more than {_MAX_REDIRECTS} redirects from {_place(first)}")

    def pieces(self, answer: requests.Response, deadline: float) -> Iterator[bytes]:
        """The body as sent, piece by piece, not unpacked.

        Raises:
            FetchError: the connection broke or the deadline passed.
        """
        import urllib3.exceptions

        # `read1` returns what has come; `read` waits for a full piece, so that a server that
        # drips could hold it beyond any deadline. Old urllib3 has only `read`.
        read = getattr(answer.raw, "read1", answer.raw.read)
        while True:
            if time.monotonic() > deadline:
                raise FetchError("the answer was too slow: the time allowed for it is over")
            try:
                data = read(_PIECE, decode_content=False)
            except urllib3.exceptions.ReadTimeoutError:
                slow = f"nothing more came for {self.read:g} s"
                raise FetchError(f"the answer was cut short: {slow}", again=True) from None
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                broke = _why(error)
                raise FetchError(f"the answer was cut short: {broke}", again=True) from None
            if not data:
                return
            yield data

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _send(self, url: str, headers: Mapping[str, str], deadline: float) -> requests.Response:
        import requests

        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchError("the time allowed for the file is over")
        if self._session is None:
            self._session = (self.session_factory or requests.Session)()
            self._session.trust_env = False  # nothing below the command line reads it
        session = self._session

        def ask() -> requests.Response:
            return session.get(
                url,
                headers={"User-Agent": self.agent, "Accept-Encoding": "gzip", **headers},
                stream=True,
                allow_redirects=False,
                timeout=(min(self.connect, left), min(self.read, left)),
                proxies=_for_host(self.proxies, url),
                verify=self.ca_bundle or True,
            )

        try:
            return _within(left, ask)
        except TimeoutError:
            raise FetchError("no answer came in the time allowed for the file") from None
        except requests.exceptions.SSLError as error:
            raise FetchError(f"the server's certificate was not accepted: {_why(error)}") from None
        except requests.exceptions.Timeout:
            raise FetchError(f"no answer from {_place(url)} in time", again=True) from None
        except requests.exceptions.ConnectionError as error:
            who = "the proxy" if isinstance(error, requests.exceptions.ProxyError) else _place(url)
            raise FetchError(f"no connection to {who}: {_why(error)}", again=True) from None
        except (requests.exceptions.RequestException, OSError, ValueError) as error:
            raise FetchError(f"{_place(url)} cannot be asked: {_why(error)}") from None


def _within(seconds: float, ask: Callable[[], requests.Response]) -> requests.Response:
    """The answer of `ask`, or `TimeoutError` after some seconds.

    The timeouts of a socket count from one byte to the next, so a server that sends its
    headers byte by byte outlasts them all, and so does a name server that is silent. The
    thread is left behind in that case; it closes what it gets.
    """
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
    late = threading.Event()

    def work() -> None:
        try:
            answer = ask()
        except Exception as error:
            answers.put(error)
            return
        answers.put(answer)
        if late.is_set():
            answer.close()

    threading.Thread(target=work, name="download", daemon=True).start()
    try:
        outcome = answers.get(timeout=seconds)
    except queue.Empty:
        late.set()
        raise TimeoutError from None
    if isinstance(outcome, Exception):
        raise outcome
    return cast("requests.Response", outcome)


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def may_follow(url: str, target: str) -> bool:
    """Whether a redirect is safe: to TLS always, without TLS only within the same host."""
    try:
        before, after = urlsplit(url), urlsplit(target)
    except ValueError:
        return False
    if after.scheme == "https":
        return bool(after.hostname)
    same_host = before.netloc.lower() == after.netloc.lower()
    return before.scheme == after.scheme == "http" and same_host


def _place(url: str) -> str:
    """Scheme, host and path; what follows may be a token."""
    return url.partition("?")[0].partition("#")[0]


def _why(error: BaseException) -> str:
    """The innermost reason of a fault, in few words."""
    import urllib3.exceptions

    todo: list[object] = [error]
    seen: list[BaseException] = []
    while todo and len(seen) < 20:
        one = todo.pop(0)
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            todo += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    for one in seen:
        if isinstance(one, urllib3.exceptions.NameResolutionError):
            return "the host name is not known"
        if isinstance(one, urllib3.exceptions.IncompleteRead):
            return "the connection ended before all of it had come"
    for one in reversed(seen):
        if isinstance(one, OSError) and one.strerror:
            return str(one.strerror).lower()
    return " ".join(str(error).split())[:200] or type(error).__name__


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks to wait; None if it does not say, or not readably.

    A date is measured against the answer's own Date, so no clock is needed.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(wait.total_seconds(), 0.0)


def proxies_from(environment: Mapping[str, str]) -> dict[str, str]:
    """The proxy settings of an environment: `http`, `https`, `all` and `no_proxy`.

    Reads `HTTPS_PROXY` and the like; the lower-case spelling wins, as in most programs.
    """
    found = {}
    for scheme in ("http", "https", "all", "no"):
        name = f"{scheme}_proxy"
        value = environment.get(name, environment.get(name.upper(), "")).strip()
        if value:
            found[_NO_PROXY if scheme == "no" else scheme] = value
    return found


def _for_host(proxies: Mapping[str, str], url: str) -> dict[str, str]:
    """The proxies to use for an address: none where `no_proxy` names its host."""
    used = {scheme: proxy for scheme, proxy in proxies.items() if scheme != _NO_PROXY}
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return used
    for entry in proxies.get(_NO_PROXY, "").lower().replace(",", " ").split():
        name, _, wanted = entry.rpartition(":") if entry.count(":") == 1 else (entry, "", "")
        name = name.removeprefix("*").lstrip(".")
        named = host == name or (bool(name) and host.endswith(f".{name}"))
        if wanted and wanted != str(port or {"http": 80, "https": 443}.get(parts.scheme, 0)):
            continue
        if entry == "*" or named or _in_network(host, name):
            return {}
    return used


def _in_network(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
