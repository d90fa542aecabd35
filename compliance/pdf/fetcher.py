"""What a document may load: the assets handed over with it, and nothing else.

WeasyPrint's own fetcher follows file: and http: addresses; with it a document could embed
/etc/passwd as an attachment. This one ends the rendering instead.
"""

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from compliance.pdf.printed import Assets

# Relative addresses resolve against this, so that they are refused and not silently left out.
BASE = "https://relative.invalid/"
LONGEST_SHOWN = 80


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves in-memory assets (`app:` address -> bytes, media type) and inline `data:` ones."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, timeout=1)
        self._assets = assets
        # Pictures inside SVG are drawn where even a fatal error is swallowed, so it is noted too.
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self._assets:
            body, media_type = self._assets[url]
            return URLFetcherResponse(url, body, {"Content-Type": media_type})
        if url.startswith("data:"):
            return super().fetch(url, headers)
        self.refused.append(url[:LONGEST_SHOWN])
        raise FatalURLFetchingError
