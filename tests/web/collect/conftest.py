"""A coordinator's phone: a code made on the page, and an app that uses its address."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.exchange.openrosa.app import App
from tests.web.entry.conftest import (
    TODAY,
    Places,
    coordinator,
    noon,
    olga,
    places,
    registered,
    report,
    revisions,
    source,
)
from tests.web.fixtures import START
from tests.web.strict_client import StrictClient
from tracker.exchange.openrosa import make_form

__all__ = ["coordinator", "noon", "olga", "places", "registered", "report", "revisions", "source"]

HOST = "http://localhost"


def read_xml(response: TestResponse) -> ET.Element:
    """A document of the protocol, with the headers that every answer must have."""
    assert response.content_type == "text/xml; charset=utf-8"
    assert response.headers["X-OpenRosa-Version"] == "1.0"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.date is not None
    return ET.fromstring(response.get_data())  # noqa: S314 -- our own answer


def read_message(response: TestResponse) -> str:
    """What the app shows."""
    root = read_xml(response)
    assert root.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    return root.findtext("{*}message") or ""


class Phone:
    """A phone that was set up with an address."""

    def __init__(self, app: Flask, address: str) -> None:
        self.client = app.test_client()
        self.address = address

    def get(self, part: str, **options: Any) -> TestResponse:
        return self.client.get(self.address + part, **options)

    def head(self) -> TestResponse:
        return self.client.head(f"{self.address}/submission")

    def fill_in(self, place_id: int, day: date = TODAY, **answers: Any) -> App:
        """The form with these answers."""
        app = App(make_form("Border region", START, 2.5).xml, today=TODAY)
        app.answer({"day": day, "unit": place_id, "source": 1, **answers})
        assert app.list_problems() == []
        return app

    def send(self, xml: bytes, **fields: str) -> TestResponse:
        """Send a filled-in form as apps do."""
        file = (io.BytesIO(xml), "submission.xml", "text/xml")
        return self.client.post(
            f"{self.address}/submission", data={"xml_submission_file": file, **fields}
        )

    def report(self, place_id: int, day: date = TODAY, **answers: Any) -> TestResponse:
        """Fill a new form in and send it."""
        return self.send(self.fill_in(place_id, day, **answers).write(str(uuid4())))

    def change(self, earlier: UUID, place_id: int, **answers: Any) -> TestResponse:
        """Change a form that was sent already."""
        return self.send(self.fill_in(place_id, **answers).write(str(uuid4()), str(earlier)))


def make_address(client: StrictClient, **typed: object) -> str:
    """Make a phone code as a person does, and read its address off the page."""
    page = client.fill_in("accounts.list_phone_codes", {"name": "Red phone", **typed}, status=200)
    assert page.heading == "Your phone code"
    address = page.texts("code[@data-secret]")[0]
    assert address.startswith(f"{HOST}/collect/")
    return address.removeprefix(HOST)


@pytest.fixture
def phone(app: Flask, olga: StrictClient, places: Places) -> Phone:
    """The coordinator's phone."""
    return Phone(app, make_address(olga))
