"""Getting a file from an address somebody entered, without being led into a network of ours.

The name is resolved once, every address it has must be public, and the connection goes to the
address that was checked: a name that resolves otherwise a moment later leads nowhere. Redirects
start again from the beginning (OWASP, Server-Side Request Forgery Prevention).
"""

import http.client
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

HTTPS_PORT = 443
LONGEST_ADDRESS = 2000
REDIRECTS = {301, 302, 303, 307, 308}
# Public by their number, yet not to be asked: Azure's platform address, and the ranges in which
# an IPv4 address is wrapped (NAT64, 6to4, Teredo).
NEVER = tuple(
    ip_network(one) for one in ("168.63.129.16/32", "64:ff9b::/96", "2002::/16", "2001::/32")
)


class FetchRefused(Exception):
    """An address that is not asked, or did not answer; a sentence fit for people."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one file may cost, redirects included."""

    size: int = 4 << 20  # bytes
    seconds: float = 20
    redirects: int = 3


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Every address that a name has now. Raises OSError when it has none."""
    found = getaddrinfo(host, port, type=SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Where may be asked. `allowed` names hosts ("name:port") that the operator lets in although
    they are private; only there http without TLS will do. `resolve` finds the addresses of a name.
    """

    allowed: frozenset[str] = frozenset()
    resolve: Callable[[str, int], Sequence[str]] = addresses_of
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True)
class _Target:
    """One address, taken apart and found fit to be asked."""

    url: SplitResult
    host: str
    port: int
    secure: bool

    @property
    def path(self) -> str:
        written = (self.url.path or "/") + (f"?{self.url.query}" if self.url.query else "")
        # Letters that a request line cannot hold, as a browser would send them.
        return quote(written, safe="/?%:@!$&'()*+,;=~[]|")


def fetch(address: str, *, guard: Guard, limits: Limits | None = None) -> bytes:
    """The bytes behind an https (or webcal) address. Raises FetchRefused."""
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        target = checked(address, guard)
        status, where, body = _ask(target, guard, limits.size, deadline)
        if status in REDIRECTS and where:
            address = _joined(target, where)
        elif status == http.client.OK:
            return body
        else:
            raise FetchRefused(f"That address answered with an error ({status}).")
    raise FetchRefused("That address leads on and on to others.")


def checked(address: str, guard: Guard) -> _Target:
    """The address, if its form is fit to be asked. Raises FetchRefused; asks nobody."""
    try:
        url = urlsplit(address.strip())
        host, port = url.hostname or "", url.port
    except ValueError:
        raise FetchRefused("That is not an address. Copy it whole.") from None
    if not host or len(address) > LONGEST_ADDRESS or not address.strip().isprintable():
        raise FetchRefused("That is not an address. Copy it whole.")
    if url.username is not None or url.password is not None:
        raise FetchRefused("An address with a name or a password in it is not asked.")
    secure = url.scheme in {"https", "webcal", "webcals"}
    port = port or (HTTPS_PORT if secure else http.client.HTTP_PORT)
    if f"{host}:{port}" not in guard.allowed and (not secure or port != HTTPS_PORT):
        raise FetchRefused("Only addresses that begin with https:// are asked, without a port.")
    if not secure and url.scheme != "http":
        raise FetchRefused("Only addresses that begin with https:// are asked.")
    scheme = "https" if secure else "http"
    return _Target(url._replace(scheme=scheme, fragment=""), host, port, secure)


def _joined(target: _Target, where: str) -> str:
    try:
        return urljoin(target.url.geturl(), where)
    except ValueError:
        raise FetchRefused("That address leads to another one that is none.") from None


def is_public(address: str) -> bool:
    """Whether an address is of the public internet: not private, loopback, link-local, metadata."""
    with suppress(ValueError):
        number: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
        if isinstance(number, IPv6Address) and number.ipv4_mapped:
            number = number.ipv4_mapped
        wrapped = any(number in network for network in NEVER if network.version == number.version)
        return number.is_global and not (number.is_multicast or number.is_reserved or wrapped)
    return False


def _ask(
    target: _Target, guard: Guard, size: int, deadline: float
) -> tuple[int, str | None, bytes]:
    last: Exception | None = None
    for address in _resolved(target, guard):
        connection = _Pinned(target, address, guard, deadline)
        try:
            with connection:
                return connection.get(target.path, size)
        except (OSError, http.client.HTTPException) as error:
            last = error
        if time.monotonic() >= deadline:
            raise FetchRefused("That address took too long to answer.") from last
    raise FetchRefused("That address could not be reached.") from last


def _resolved(target: _Target, guard: Guard) -> Sequence[str]:
    try:
        addresses = guard.resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(f"There is no {target.host} on the internet.") from error
    allowed = f"{target.host}:{target.port}" in guard.allowed
    if not addresses or not (allowed or all(is_public(address) for address in addresses)):
        raise FetchRefused("That address leads into a private network, which is not asked.")
    return addresses


class _Pinned(http.client.HTTPConnection):
    """A connection to one number; name and certificate stay those of the address."""

    def __init__(self, target: _Target, number: str, guard: Guard, deadline: float) -> None:
        self.default_port = HTTPS_PORT if target.secure else http.client.HTTP_PORT
        self.deadline, left = deadline, max(deadline - time.monotonic(), 0.01)
        super().__init__(target.host, target.port, timeout=left)
        self.number, self.tls = number, guard.tls if target.secure else None
        # `sock` is taken away once an answer begins that ends with the connection.
        self.cable: socket | None = None
        # A server that sends a byte now and then would never run into the timeout of a read.
        self.watch = Timer(left, self._cut)

    def connect(self) -> None:
        """Connect to the number that was checked, whatever the name says by now."""
        self.sock = self.cable = create_connection((self.number, self.port), self.timeout)
        if self.tls:
            secured = self.tls.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = self.cable = secured
            # Only now, so that the watch can cut a greeting that does not end.
            secured.do_handshake()

    def __enter__(self) -> "_Pinned":
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.cancel()
        self.close()
        if self.cable:
            self.cable.close()

    def get(self, path: str, size: int) -> tuple[int, str | None, bytes]:
        """Status, where it leads, and at most `size` bytes. Raises FetchRefused for more."""
        # Nothing compressed: a small answer must not become a large one.
        headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
        self.request("GET", path, headers=headers | {"User-Agent": "Countersign"})
        with closing(self.getresponse()) as answer:
            if answer.status != http.client.OK:
                return answer.status, answer.headers.get("Location"), b""
            body = answer.read(size + 1)
            if len(body) > size:
                raise FetchRefused(f"What is there is larger than {size >> 20} MB.")
            if answer.length or time.monotonic() >= self.deadline:
                raise http.client.IncompleteRead(body, answer.length)
        return http.client.OK, None, body

    def _cut(self) -> None:
        if self.cable:
            with suppress(OSError):
                self.cable.shutdown(SHUT_RDWR)
