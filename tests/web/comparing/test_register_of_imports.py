"""What an import changes in the registers is told with the import, and counted once."""

from datetime import UTC, datetime

from tests.exchange.importing.acts import mapped, take_in
from tests.web.comparing.test_many_at_once import NIGHT, PAGE, list_events
from tests.web.corrections.test_page import headings
from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import StrictClient, read
from tracker.exchange.importing import undo_import
from tracker.exchange.mapping import Constants
from tracker.registry.people import Role

ROWS = "Date,District,Site,Present\n2024-08-17,Whole,Barn,5\n"
SITES = mapped(
    {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
    places={"Whole / Barn": "new shelter"},
    report_by_shelter=True,
    constants=Constants(source="Office"),
)
AGAIN = datetime(2024, 8, 19, 22, tzinfo=UTC)


def test_a_district_that_an_import_switches_is_told_with_the_import(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    report(register.whole, day(10), present=31)
    maker = make_person(Role.ADMINISTRATOR, name="Maria")
    with writer() as session:
        number = take_in(session, ROWS, SITES, now=NIGHT, person_id=maker.id)
    (told,) = list_events(official.see(PAGE))
    assert told.startswith(f"Import {number} of made.csv: 1 report about 1 unit, 17 Aug 2024")
    assert "Whole: the district reports by its shelters from 17 Aug 2024 on" in told
    assert "People present 31 → 5 (\N{MINUS SIGN}26)" in told
    said = f"Import {number} was recorded"
    of_register = f"{said}: the register of Whole was changed"
    assert headings(official.see("corrections.show_corrections")) == [said, of_register]
    with writer() as session:
        undo_import(session, number, reason="wrong file", person_id=maker.id, now=AGAIN)
    late = "/overview/compare?earlier=2024-08-20T00:30&later=2024-08-20T12:00"
    page = official.see(late)
    (undone,) = list_events(page)
    assert f"Import {number} of made.csv was undone: 1 report" in undone
    assert "Whole: the district reports as a whole again" in undone
    assert "People present 5 → 31 (+26)" in undone
    assert next(read(row) for row in page.find_all("tbody/tr")).endswith("5 31 +26")
