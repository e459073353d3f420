"""A visitor without a browser: signs in, and fills in forms as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.operations import PASSWORD
from bench.servers import HOST, Server


@dataclass(kw_only=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str


@dataclass(kw_only=True, slots=True)
class Visitor:
    """Keeps the session of one person at one server."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The header that shows the session."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, email: str) -> None:
        """Sign in by the form."""
        fields = read_fields(self.get("/sign-in").text)
        answer = self.post("/sign-in", fields | {"email": email, "password": PASSWORD})
        if answer.status != 303:
            raise RuntimeError(f"{email} could not sign in: status {answer.status}")

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send("GET", path, None)

    def post(self, path: str, fields: dict[str, str] | Sequence[tuple[str, str]]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        connection = HTTPConnection(HOST, self.server.port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        if self.cookies:
            headers["Cookie"] = self.cookie
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(status=response.status, text=text)


def read_fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form as it stands, without its buttons."""
    reader = _FieldReader()
    reader.feed(page)
    return reader.fields


class _FieldReader(HTMLParser):
    """Collects the fields of the form that has the most."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._form: dict[str, str] = {}
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field with its value."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._form = {}
        elif tag == "input" and name:
            self._note_input(name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self._form:
                self._form[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._form[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Keep the largest form: the others are for signing out and the like."""
        if tag == "select":
            self._select = None
        if tag == "form" and len(self._form) > len(self.fields):
            self.fields = self._form

    def _note_input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        is_off = kind in {"checkbox", "radio"} and "checked" not in given
        if not is_off and kind not in {"submit", "button"}:
            self._form[name] = given.get("value", "")
