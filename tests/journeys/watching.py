"""What browsers did beside showing pages: requests that left the server, complaints."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

INNER_SCHEMES = {"blob", "data"}
"""Addresses that no network ever sees."""

FIRST_ERROR = 400
FAILED = 500
ERROR_STATUS = "Failed to load resource: the server responded with a status of"


class Watch:
    """Collects what must not happen in any page of the browser contexts it watches."""

    def __init__(self, origin: str) -> None:
        self._host = urlsplit(origin).netloc
        self._refused_pages: set[str] = set()
        self._complaints: list[tuple[str, str]] = []
        self.outside: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Watch all pages of a context."""
        context.on("request", self._see_request)
        context.on("response", self._see_response)
        context.on("console", self._see_message)
        context.on("weberror", self._see_error)

    @property
    def complaints(self) -> list[str]:
        """Errors and warnings of consoles and scripts, refusals by the content security policy."""
        return [
            f"{url}: {text}"
            for url, text in self._complaints
            # A browser reports a page with an error status even where that is the right answer.
            if not (text.startswith(ERROR_STATUS) and url in self._refused_pages)
        ]

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.netloc != self._host and address.scheme not in INNER_SCHEMES:
            self.outside.append(request.url)

    def _see_response(self, response: Response) -> None:
        if response.status >= FIRST_ERROR and response.request.is_navigation_request():
            self._refused_pages.add(response.url)
        if response.status >= FAILED:
            self._complaints.append((response.url, f"status {response.status}"))

    def _see_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append((message.location["url"], message.text))

    def _see_error(self, error: WebError) -> None:
        self._complaints.append((error.page.url if error.page else "", str(error.error)))
