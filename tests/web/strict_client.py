"""A client that takes endpoint names and refuses pages that are not well made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.tracing import unwatched
from tests.web.markup import parse
from tracker.extensions import current_database
from tracker.registry.people import Person, find_by_email

TOKEN = "a" * 40
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that passed the checks."""

    response: TestResponse
    document: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """All words of the page's main part, with single spaces."""
        main = self.document.find(".//main")
        return read(self.document if main is None else main)

    @property
    def heading(self) -> str:
        return read(self.find("h1"))

    @property
    def title(self) -> str:
        return read(self.find("title"))

    def find(self, path: str) -> Element:
        """The first element at an ElementTree path below the page, such as `table[@class='x']`."""
        found = self.document.find(f".//{path}")
        assert found is not None, f"the page has no {path}"
        return found

    def find_all(self, path: str) -> list[Element]:
        return self.document.findall(f".//{path}")

    def texts(self, path: str) -> list[str]:
        """The words of each element at the path."""
        return [read(element) for element in self.find_all(path)]

    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {read(a): a.get("href", "") for a in self.find_all("a")}

    def errors(self) -> list[str]:
        """The problems listed above the form."""
        found = self.document.find(".//*[@id='error-summary']")
        return [] if found is None else [read(item) for item in found.iter("li")]

    def value(self, name: str) -> str | None:
        """What the control of this name holds; None when it is not there or not checked."""
        return next((data[name] for data in self.all_form_data() if name in data), None)

    def all_form_data(self) -> list[dict[str, str]]:
        """What the browser would send for each form of the page's main part."""
        return [dict(_list_controls(form)) for form in self.find("main").iter("form")]

    def form_data(self, *, number: int = 0) -> list[tuple[str, str]]:
        """What the browser would send for the n-th form of the page's main part."""
        form = self.find("main").findall(".//form")[number]
        return list(_list_controls(form))


def _list_controls(form: Element) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "textarea":
            yield name, (control.text or "").removeprefix("\n")
        elif control.tag == "select":
            for option in _list_chosen(control):
                yield name, option.get("value", read(option))
        elif control.tag == "input" and _is_sent(control):
            yield name, control.get("value", "on" if control.get("type") == "checkbox" else "")


def _list_chosen(select: Element) -> list[Element]:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    # A browser chooses the first option of a list in which nothing is chosen.
    return chosen or (options[:1] if select.get("multiple") is None else [])


def _is_sent(control: Element) -> bool:
    if control.get("type") in {"checkbox", "radio"}:
        return control.get("checked") is not None
    return control.get("type") not in {"submit", "file"}


def read(element: Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


class StrictClient(FlaskClient):
    """Checks every page it gets."""

    application: Flask

    def sign_in_as(self, person: Person) -> None:
        """Start a session without the cost of a password."""
        with self.application.app_context(), current_database().reader() as session:
            credentials = find_by_email(session, person.email)
        assert credentials is not None
        with self.session_transaction() as browser:
            browser.clear()
            browser["_user_id"] = credentials.session_key
            browser["_fresh"] = True

    def address(self, endpoint: str, **values: Any) -> str:
        """An endpoint's address; what already is one stays as it is."""
        if endpoint.startswith("/"):
            return endpoint
        with self.application.test_request_context():
            return url_for(endpoint, **values)

    def see(self, endpoint: str, *, status: int = 200, **values: Any) -> Page:
        """Open a page and check it."""
        response = self.get(self.address(endpoint, **values))
        assert response.status_code == status, describe(response)
        return check_page(response)

    def send(
        self, endpoint: str, data: dict[str, Any] | None = None, *, status: int = 303, **values: Any
    ) -> TestResponse:
        """Post data with a valid token, without opening the form first."""
        body = {"csrf_token": self.token(), **(data or {})}
        response = self.post(self.address(endpoint, **values), data=body)
        assert response.status_code == status, describe(response)
        if response.mimetype == "text/html" and not response.location:
            check_page(response)
        return response

    def fill_in(
        self,
        endpoint: str,
        typed: dict[str, Any] | None = None,
        *,
        status: int = 303,
        **values: Any,
    ) -> Page:
        """Open a page, type into its first form, and send all the form holds.

        Gives the page that follows: the one redirected to, or the form again with status 422.
        """
        page = self.see(endpoint, **values)
        return self.send_again(page, endpoint, typed, status=status, **values)

    def send_again(
        self,
        page: Page,
        endpoint: str,
        typed: dict[str, Any] | None = None,
        *,
        status: int = 303,
        **values: Any,
    ) -> Page:
        """Send the first form of a page that is open already."""
        data: dict[str, Any] = {}
        for name, value in page.form_data():
            data.setdefault(name, []).append(value)
        data.update(typed or {})
        response = self.post(self.address(endpoint, **values), data=data)
        assert response.status_code == status, describe(response)
        if response.location:
            response = self.get(response.location)
        return check_page(response)

    def form_token(self, endpoint: str, **values: Any) -> str:
        """The token that a page's first form carries."""
        return self.see(endpoint, **values).value("csrf_token") or ""

    def token(self) -> str:
        """A token that belongs to this client's session."""
        with self.session_transaction() as browser:
            browser["csrf_token"] = TOKEN
        key = self.application.secret_key
        return str(URLSafeTimedSerializer(key or "", salt="wtf-csrf-token").dumps(TOKEN))


def describe(response: TestResponse) -> str:
    """What came instead of what a test expected."""
    words = re.sub(r"<[^>]+>|\s+", " ", response.get_data(as_text=True))
    return f"{response.request.path}: {response.status} {response.location or words[:600]}"


@unwatched
def check_page(response: TestResponse) -> Page:
    """Check a page for what every page has to be."""
    assert response.mimetype == "text/html", describe(response)
    document = parse(response.get_data(as_text=True))
    page = Page(response=response, document=document)
    headings = [read(heading) for heading in document.iter("h1")]
    assert len(headings) == 1, f"a page has one h1, not {headings}"
    assert page.title.startswith(headings[0]), f"{page.title!r} starts with {headings[0]!r}"
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "ids twice: {i for i in ids if ids.count(i) > 1}"
    check_labels(document)
    check_errors(document, set(ids))
    check_nothing_inline(response, document)
    return page


def check_labels(document: Element) -> None:
    """Every control has a label."""
    labelled = {label.get("for") for label in document.iter("label")}
    for tag in ("input", "select", "textarea"):
        for control in document.iter(tag):
            if control.get("type") in UNLABELLED:
                continue
            named = control.get("aria-label") or control.get("aria-labelledby")
            assert named or control.get("id") in labelled, f"{control.attrib} has no label"


def check_errors(document: Element, ids: set[str | None]) -> None:
    """Every problem listed leads to its field, and every marked field names its problem."""
    summary = document.find(".//*[@id='error-summary']")
    for link in summary.iter("a") if summary is not None else ():
        target = link.get("href", "").removeprefix("#")
        assert target in ids, f"the problem {read(link)!r} leads nowhere"
    for control in document.iter():
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for target in control.get(name, "").split():
                assert target in ids, f"{name}={target!r} of {control.attrib} names nothing"
        if control.get("aria-invalid") == "true":
            assert control.get("aria-describedby"), f"{control.attrib} does not name its problem"
            assert summary is not None, "a page with problems lists them"


def check_nothing_inline(response: TestResponse, document: Element) -> None:
    """No script or style inside the page but what carries the nonce, nothing from elsewhere."""
    policy = response.headers.get("Content-Security-Policy", "")
    for element in document.iter():
        inline = [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert not inline, f"<{element.tag}> has {inline}"
        if element.tag == "script" and element.get("type") != "application/json":
            assert f"'nonce-{element.get('nonce')}'" in policy, "a script without the nonce"
        if element.tag == "style":
            assert f"'nonce-{element.get('nonce')}'" in policy, "a style without the nonce"
        for name in ("src", "action", "data"):
            value = element.get(name, "")
            assert "//" not in value.partition("?")[0], f"<{element.tag}> loads {value}"
