"""Every problem that a program is told has a type that the reference page explains."""

import pytest
from flask import Flask

from tracker.web.shared.problems import EXPLAINED, TITLES, Kind, write_problem


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Kind.REFUSED),
        (403, Kind.NOT_ALLOWED),
        (404, Kind.NOT_FOUND),
        (405, Kind.WRONG_METHOD),
        (409, Kind.REFUSED),
        (413, Kind.TOO_LARGE),
        (429, Kind.TOO_MANY_CALLS),
        (500, Kind.FAILED),
        (503, Kind.UNAVAILABLE),
    ],
)
def test_a_status_has_its_kind(app: Flask, status: int, kind: Kind) -> None:
    told = write_problem(status, None).get_json()
    assert told == {"type": f"{EXPLAINED}#{kind}", "title": TITLES[kind], "status": status}


def test_a_kind_that_is_said_goes_before_that_of_the_status(app: Flask) -> None:
    told = write_problem(409, "Why", kind=Kind.IN_USE, report=None, seq=2).get_json()
    assert told["type"] == f"{EXPLAINED}#in-use"
    assert (told["detail"], told["seq"]) == ("Why", 2)
    assert "report" not in told


def test_each_kind_is_explained(app: Flask) -> None:
    page = app.test_client().get(EXPLAINED).get_data(as_text=True)
    assert [kind for kind in Kind if f'<h3 id="{kind}">' not in page] == []
