"""The way of a file through the pages of an import, as tests go it."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, check_page, describe
from tracker.recording.history import list_place_reports
from tracker.registry.people import Person


@pytest.fixture
def client(app: Flask, anna: Person) -> StrictClient:
    made = app.test_client()
    assert isinstance(made, StrictClient)
    made.sign_in_as(anna)
    return made


def upload(
    client: StrictClient, content: str | bytes, name: str = "daily.csv", **more: str
) -> Page:
    sent = content.encode() if isinstance(content, str) else content
    page = client.see("imports.upload")
    data = dict(page.form_data()) | {"file": (BytesIO(sent), name), **more}
    return follow(client, client.post(client.address("imports.upload"), data=data))


def follow(client: StrictClient, response: TestResponse, status: int = 200) -> Page:
    """The page that a form leads to, by however many steps."""
    while response.location:
        response = client.get(response.location)
    assert response.status_code == status, describe(response)
    return check_page(response)


def refuse(client: StrictClient, content: bytes, name: str = "daily.csv") -> list[str]:
    typed = {"file": (BytesIO(content), name)}
    return client.fill_in("imports.upload", typed, status=422).errors()


def send(
    client: StrictClient, page: Page, typed: dict[str, str] | None = None, status: int = 200
) -> Page:
    """Send the last form of a page to where the page is."""
    last = len(page.find("main").findall(".//form")) - 1
    data = dict(page.form_data(number=last)) | (typed or {})
    return follow(client, client.post(page.response.request.path, data=data), status)


def said(writer: Writer, place_id: int) -> list[int | None]:
    with writer() as session:
        found = list_place_reports(session, place_id, date(2024, 8, 6), date(2024, 9, 1))
    return [r.counts[0].value for r in found if not r.standing.withdrawn]
