"""Files with very many columns: days need no choice each, and too many are refused."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, refuse, said, send, upload
from tests.web.strict_client import StrictClient
from tracker.config import LIMITS_KEY
from tracker.exchange.reading import Limits

__all__ = ["client"]

DAYS = [date(2024, 8, 7) + timedelta(days=n) for n in range(3)]
HEAD = ",".join(["District", "Note", *map(str, DAYS)])


def test_columns_headed_by_days_share_one_line(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, f"{HEAD}\nSudzha,,5,7,\n")
    assert "1 row in 5 columns" in page.text
    assert "2024-08-07 to 2024-08-09 Counts of the days in the heads 3 columns 2" in page.text
    chosen = {"indicator": "arrivals new", "source": "Headquarters"}
    names = [name for name, _ in page.form_data(number=1)]
    assert [name for name in names if name.startswith("column_")] == ["column_0", "column_1"]
    send(client, send(client, page, chosen))
    assert said(writer, places.district) == [7, 5]


def test_another_layout_lets_columns_headed_by_days_be_chosen(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, f"{HEAD}\nSudzha,,5,7,\n")
    typed = {"layout": "one column per count", "source": "Headquarters", "day": "2024-08-07"}
    page = send(client, page, typed, status=422)
    assert page.errors() == ["Choose at least one column with counts"]
    page = send(client, page, {"column_2": "arrivals new"})
    assert page.title.startswith("What will be recorded")


def test_too_many_columns_are_refused_in_one_sentence(
    client: StrictClient, places: Places, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, LIMITS_KEY, Limits(columns=4))
    assert refuse(client, f"{HEAD}\nSudzha,,5,7,\n".encode()) == [
        "Leave out columns that are not needed: a table may have 4, and this one has more"
    ]
    page = upload(client, "District,Date,Arrivals\nSudzha,2024-08-07,5,,,\n")
    assert "1 row in 4 columns" in page.text
