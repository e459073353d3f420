"""Imports in the trail: what they changed in the registers in words, and where they lead."""

from datetime import UTC, datetime

import pytest

from tests.web.audit.test_trail import anna, list_lines
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.audit.chain import append
from tracker.domain.audit import Act, Author, Entry

__all__ = ["anna"]

AT = datetime(2024, 8, 8, tzinfo=UTC)


def keep(writer: Writer, act: Act, subject_id: int, **details: object) -> None:
    with writer() as session:
        by = Author(person_id=None, at=AT)
        append(session, Entry(act=act, by=by, subject_id=subject_id, details=details))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"Reports from 2024-08-07": ["by shelter", None]},
            "Reports from 7 Aug 2024: by its shelters → as a whole",
        ),
        ({"Reports from 2024-08-07": [None, "by shelter"]}, "7 Aug 2024: by its shelters"),
        ({"Reports from 2024-08-07": ["whole", "by shelter"]}, "as a whole → by its shelters"),
        ({"Status from 2024-08-07": [None, "open"]}, "Status from 7 Aug 2024: open"),
        ({"Retired from": [None, "2024-08-06"]}, "Retired from: 6 Aug 2024"),
        ({"Retired from": ["2024-08-06", None]}, "Retired from: 6 Aug 2024 → none"),
        ({"First day": ["2024-08-06", "soon"]}, "First day: 6 Aug 2024 → soon"),
        ({"Name": ["2024-08-06", "Hall"]}, "Name: 2024-08-06 → Hall"),
    ],
)
def test_days_and_ways_of_reporting_read_as_on_other_pages(
    anna: StrictClient, writer: Writer, changes: dict[str, list[str | None]], told: str
) -> None:
    keep(writer, Act.REPORTING_MODE_SET, 4, name="Whole", changes=changes)
    assert told in list_lines(anna.see("audit.show_trail"))[0]


def test_an_import_and_its_undoing_lead_to_its_page(anna: StrictClient, writer: Writer) -> None:
    keep(writer, Act.IMPORTED, 3, name="toronto.csv")
    keep(writer, Act.IMPORT_UNDONE, 3, name="3", reason="wrong file")
    page = anna.see("audit.show_trail")
    undone, imported, *_ = list_lines(page)
    assert "A command undid import 3" in undone
    assert "wrong file" in undone
    assert "A command imported toronto.csv" in imported
    links = page.links()
    assert links["A command imported toronto.csv"] == "/imports/3"
    assert links["A command undid import 3"] == "/imports/3"
    keep(writer, Act.SOURCE_CHANGED, 3, name="Staff", changes={})
    assert "A command changed the source Staff" not in anna.see("audit.show_trail").links()
