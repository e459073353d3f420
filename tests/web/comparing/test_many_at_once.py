"""An import, its undoing, and decisions made at once are each one act on the page."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.exchange.importing.acts import mapped, take_in
from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.exchange.importing import undo_import
from tracker.exchange.mapping import Constants
from tracker.recording.decisions import decide_each
from tracker.registry.people import Role

PAGE = "/overview/compare?earlier=2024-08-18T18:30&later=2024-08-20T12:00"
FILE = "Date,District,Present\n" + "".join(f"2024-08-{d},Whole,{100 + d}\n" for d in range(8, 19))
COLUMNS = {"Date": "day", "District": "area", "Present": "present"}
NIGHT = datetime(2024, 8, 19, 20, tzinfo=UTC)


def list_events(page: Page) -> list[str]:
    return [read(item) for item in page.find_all("li") if item.get("class") == "event"]


@pytest.fixture
def imported(register: Register, report: Reporter, writer: Writer, make_person: PersonMaker) -> int:
    """A file about eleven days, and a late report of a person."""
    report(register.whole, day(7), present=90)
    maker = make_person(Role.ADMINISTRATOR, name="Maria")
    mapping = mapped(COLUMNS, constants=Constants(source="Office"))
    with writer() as session:
        more = {"edition": "as of Monday", "person_id": maker.id}
        number = take_in(session, FILE, mapping, now=NIGHT, **more)
    report(register.elsewhere, day(18), present=7, at=NIGHT.replace(hour=21))
    return number


def test_an_import_is_told_as_one_act_with_its_own_effect(
    official: StrictClient, client_of: Callable[..., StrictClient], imported: int
) -> None:
    page = official.see(PAGE)
    late, whole = list_events(page)
    assert "about Elsewhere for 18 Aug 2024 was recorded" in late
    assert "Not reported before: people present 7" in late
    heading = (
        f"Import {imported} of made.csv, as of Monday: 11 reports about 1 unit,"
        " 8 Aug 2024 to 18 Aug 2024"
    )
    assert heading in whole
    assert "19 Aug 2024, 23:00, Maria" in whole
    assert "18 Aug 2024: People present 90 → 118 (+28)" in whole
    assert heading not in page.links()
    alone = official.see(page.links()["All that it changed by itself"])
    assert "Compared: right before and right after 19 August 2024, 23:00" in alone.text
    assert [heading in event for event in list_events(alone)] == [True]
    totals = [read(row) for row in alone.find_all("tbody/tr")]
    assert totals == ["People present 18 to 19 Aug 2024 90 118 +28"]
    everything = official.see(alone.links()["Show all 11 rows of this table"])
    days = [read(row).split(" Aug")[0] for row in everything.find_all("tbody/tr")]
    assert days == [f"People present {said}" for said in ("18 to 19", *range(17, 7, -1))]
    administrator = client_of(Role.ADMINISTRATOR).see(PAGE)
    assert administrator.links()[heading] == f"/imports/{imported}"


def test_an_undone_import_is_told_with_its_reason(
    official: StrictClient, imported: int, writer: Writer, make_person: PersonMaker
) -> None:
    judge = make_person(Role.ADMINISTRATOR, name="Judge")
    with writer() as session:
        moment = NIGHT.replace(hour=22)
        undo_import(session, imported, reason="another year", person_id=judge.id, now=moment)
        mapping = mapped(COLUMNS, constants=Constants(source="Office"))
        take_in(session, FILE, mapping, now=moment.replace(minute=5), person_id=judge.id)
    again, undone, *_ = list_events(official.see(PAGE))
    assert again.startswith(f"Import {imported + 1} of made.csv: 11 reports")
    assert undone.startswith(f"Import {imported} of made.csv, as of Monday was undone: 11 reports")
    assert "Reason: another year" in undone
    assert "18 Aug 2024: People present 125 → 97 (\N{MINUS SIGN}28)" in undone


def test_many_acts_are_shown_when_asked_for(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    for number in range(7, 19):
        report(register.whole, day(number), present=number, at=NIGHT)
    page = official.see(PAGE)
    assert len(list_events(page)) == 10
    assert len(list_events(official.see(page.links()["Show all 12 acts"]))) == 12


def test_decisions_made_at_once_fold_what_they_consist_of(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    made = [report(register.whole, day(n), present=n).report_id for n in (15, 16, 17)]
    judge = make_person(Role.REVIEWER, name="Judge")
    drafts = [
        DecisionDraft(
            report_id=number,
            seq=1,
            kind=DecisionKind.REJECTED,
            person_id=judge.id,
            reason="twice",
            submission_id=uuid4(),
        )
        for number in made
    ]
    with writer() as session:
        decide_each(session, drafts, now=NIGHT)
    (event,) = list_events(official.see(PAGE))
    assert event.startswith(
        "3 reports about 1 unit for 15 Aug 2024 to 17 Aug 2024 were rejected at once"
    )
    assert "15 to 18 Aug 2024: People present 15 → not reported" in event
    assert "The 3 of which it consists" in event
    assert f"Report {made[0]} about Whole for 15 Aug 2024 was rejected. People present: 15" in event
    assert "Reason: twice" in event
