"""What leaves the tracker for everybody is the same whether a small number of people is 1 or 2."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_people import table_at
from tests.web.exports.test_page import USUAL
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import Content, Format
from tracker.web.dashboard.drawn.drawings import DRAWINGS

SMALL = Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=1)
PARTS = (
    SMALL,
    Part(sex=Sex.MALE, age_from=5, age_to=11, value=70),
    Part(sex=Sex.FEMALE, age_from=18, age_to=59, value=80),
)
DAYS = "from=2024-08-16&to=2024-08-18"

FILES = {
    "corrections.save_corrections",
    "dashboard.save_chart",
    "dashboard.save_completeness",
    "dashboard.save_map",
    "dashboard.save_operation_chart",
    "dashboard.save_operation_completeness",
    "dashboard.save_operation_map",
    "exports.save_export",
    "situation.save_numbers",
    "situation.save_pdf",
}
"""Files that may be handed on to everybody; pages of people who sign in show small numbers."""

WORK = {"imports.save_mapping", "imports.save_mapping_file", "imports.save_refused"}
"""Files for whoever imports: rows of the file that was sent, and a mapping."""


def list_addresses(register: Register) -> Iterator[str]:
    for place in ("/overview", f"/places/{register.whole}", f"/places/{register.hall}"):
        for chart in DRAWINGS:
            for form in ("csv", "svg"):
                yield f"{place}/{chart}.{form}?{DAYS}"
        before = "" if place == "/overview" else place
        yield f"{before}/completeness.csv?{DAYS}"
        yield f"{before}/map.csv?day=2024-08-18"  # no boundaries are known: there is no picture
    yield "/corrections.csv"
    yield "/situation/2024-08-18.csv"
    yield "/situation/2024-08-18.pdf"


def read_all(official: StrictClient, register: Register) -> dict[str, bytes]:
    token = {"csrf_token": official.token()}
    found = {}
    for address in list_addresses(register):
        response = official.post(address, data=token)
        assert response.status_code == 200, address
        found[address] = response.get_data()
    for content in Content:
        for form in Format:
            asked = {"content": content.value, "format": form.value, "audience": "public"}
            response = official.post("/exports/file", data=USUAL | asked | token)
            if response.status_code == 200:
                found[f"{content} {form}"] = response.get_data()
    return found


def test_no_file_for_everybody_tells_a_small_number_of_people(
    official: StrictClient, register: Register, report: Reporter, writer: Writer, app: Flask
) -> None:
    for place in (register.whole, register.hall):
        report(place, day(17), count(Indicator.PRESENT, 900, parts=PARTS), arrivals=7)
    one = read_all(official, register)
    with writer() as session:
        session.execute(text("DROP TRIGGER tr_report_count_part_no_update"))
        changed = session.execute(text("UPDATE report_count_part SET value = 2 WHERE value = 1"))
        assert changed.rowcount == 2
    two = read_all(official, register)
    assert len(one) > 40
    assert [name for name in one if one[name] != two[name]] == []
    ages = one[f"/overview/present-by-age.csv?{DAYS}"].decode()
    assert "present_f_5-11" in ages
    assert "hidden" in ages
    assert "hidden" in one[f"/overview/present-by-age.svg?{DAYS}"].decode()


def test_every_file_is_among_those_that_are_looked_at(app: Flask) -> None:
    saved = {rule.endpoint for rule in app.url_map.iter_rules() if ".save_" in rule.endpoint}
    assert saved == FILES | WORK


@pytest.mark.parametrize("form", ["csv", "svg"])
def test_the_page_shows_them_to_people_who_work_with_them(
    official: StrictClient, register: Register, report: Reporter, form: str
) -> None:
    report(register.whole, day(17), count(Indicator.PRESENT, 900, parts=PARTS))
    page = official.see("dashboard.show_operation_displaced", to=day(18))
    assert table_at(page, "present-by-age-numbers")[1][:3] == ["5–11", "1", "70"]  # noqa: RUF001
    address = f"/overview/present-by-age.{form}?{DAYS}"
    response = official.post(address, data={"csrf_token": official.token()})
    assert "hidden" in response.get_data(as_text=True)
