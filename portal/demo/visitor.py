"""A browser of few words: pages, cookies and forms, with the standard library alone."""

import re
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

PATIENCE = 30.0  # seconds
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
    """What a browser ended up with after all redirects."""

    address: str
    status: int
    html: str

    def shows(self, words: str) -> bool:
        """Whether the page has these words, whatever breaks its lines."""
        return words in SPACE.sub(" ", unescape(self.html))


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser of their own. `site` is where it starts, such as http://here:8000."""

    site: str
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._open(path, None)

    def send(self, path: str, **fields: str) -> Page:
        """Open the page at an address, fill its form in and send it off."""
        token = HIDDEN.search(self.get(path).html)
        given = fields | {"csrfmiddlewaretoken": token[1] if token else ""}
        return self._open(path, urlencode(given).encode())

    def _open(self, path: str, body: bytes | None) -> Page:
        address = urljoin(self.site, path)
        request = Request(address, data=body, headers={"Referer": address})  # noqa: S310
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return _page(answer)
        except HTTPError as refused:
            with refused:
                return _page(refused)


def _page(answer: HTTPResponse | HTTPError) -> Page:
    html = answer.read().decode(errors="replace")
    return Page(answer.geturl() or "", answer.status or 0, html)
