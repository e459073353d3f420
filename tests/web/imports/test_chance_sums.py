"""A registered place that adds up to others by chance stops nobody on the page of columns."""

import pytest

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient
from tracker.registry.areas import add_area

__all__ = ["client"]

ROWS = "Date,District,Present\n2024-08-07,Rylsk,10\n2024-08-07,Tim,20\n2024-08-07,{},30\n"
SOURCE = {"source": "Headquarters"}


@pytest.fixture(autouse=True)
def _others(places: Places, writer: Writer) -> None:
    with writer() as session:
        for name in ("Rylsk", "Tim"):
            add_area(session, name=name, parent_id=places.region)


def test_the_page_asks_nothing_and_the_preview_leaves_no_question_open(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, ROWS.format("Sudzha"))
    assert "the sum of other rows" not in page.text
    preview = send(client, page, SOURCE)
    assert "without an answer" not in preview.text
    send(client, preview)
    assert said(writer, places.district) == [30]


def test_it_asks_about_a_sum_that_is_registered_nowhere(client: StrictClient) -> None:
    page = upload(client, ROWS.format("Oblast"))
    assert "Row 4 (“Oblast”) looks like the sum of other rows" in page.text
    assert send(client, page, SOURCE, status=422).errors() == ["Select one of the answers"]
