"""People who came to count as something else, and numbers taken over as suggested."""

from datetime import date, timedelta

import pytest

from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter, Revisions
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, Form
from tracker.domain.days import OperationClock
from tracker.domain.indicators import Indicator
from tracker.registry.operation import change_operation

REASON = "Died in hospital on Friday."
LAST_WEEK = TODAY - timedelta(days=6)


@pytest.fixture
def injured(report: Reporter, places: Places) -> int:
    """A report of five injured people, two of them in hospital."""
    report(places.hall, TODAY, injured=9)
    return report(places.whole, TODAY, injured=5, hospitalised=2, killed=1).report_id


def move(people: str = "1", source: str = "injured", target: str = "killed") -> dict[str, str]:
    return {
        "reason": REASON,
        "move_people": people,
        "move_source": source,
        "move_target": target,
    }


def test_an_injured_person_who_died_is_one_act_and_one_sentence(
    olga: StrictClient, injured: int, revisions: Revisions
) -> None:
    receipt = olga.fill_in("entry.correct", move(), report_id=injured)
    assert receipt.heading == "Correction received"
    counts = {count.indicator: count.value for count in revisions()[-1].counts}
    assert counts == {Indicator.KILLED: 2, Indicator.INJURED: 4, Indicator.HOSPITALISED: 2}
    sentences = olga.see("entry.history", report_id=injured).texts("li[@class='event']/ul/li")
    assert sentences[0] == (
        "1 person moved from injured to killed. Injured: from 5 new to 4 new; "
        "Killed: from 1 new to 2 new"
    )
    assert len(sentences) == 4  # the others are the three counts of the original


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        (move(people=""), "move_people", "Enter how many people moved"),
        (move(people="some"), "move_people", "Enter the number of people who moved as a whole"),
        (move(people="6"), "move_people", "at most 5, the people injured"),
        (move(source=""), "move_source", "Select what they were counted as"),
        (move(target=""), "move_target", "Select what they count as now"),
        (move(target="missing"), "move_target", "Enter the number of people missing in the"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    olga: StrictClient, injured: int, sent: dict[str, str], field: str, message: str
) -> None:
    page = olga.fill_in("entry.correct", sent, status=422, report_id=injured)
    assert [error for error in page.errors() if message in error], page.errors()
    assert page.value("move_people") == sent["move_people"]
    assert page.find(f"*[@name='{field}']").get("aria-invalid") == "true"
    fold = next(
        f for f in page.find_all("details") if f.find(".//*[@name='move_people']") is not None
    )
    assert fold.get("open") is not None


def test_more_people_in_hospital_than_injured_are_refused_at_their_field(
    olga: StrictClient, injured: int, revisions: Revisions
) -> None:
    page = olga.fill_in("entry.correct", move(people="4"), status=422, report_id=injured)
    assert "taken to hospital as at most 1" in page.errors()[0]
    assert page.value("injured-value") == "5"
    corrected = olga.send_again(
        page, "entry.correct", {"hospitalised-value": "1"}, report_id=injured
    )
    assert corrected.heading == "Correction received"


def test_a_total_that_falls_into_another_number_names_it(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    total = Count(indicator=Indicator.INJURED, form=Form.TOTAL, value=24)
    report(places.whole, YESTERDAY, total, killed=3)
    typed = {"injured-value": "23", "injured-total": "y", "note": "One died."}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    assert "Why did the total of people injured fall?" in page.texts("legend")
    confirmed = {
        "confirmed": page.find("button[@name='confirmed']").get("value") or "",
        "fall-injured-kind": "reclassification",
    }
    page = olga.send_again(page, "entry.report", confirmed, status=422, place_id=places.whole)
    assert page.errors() == ["Choose what the people injured count as now"]
    killed = {**confirmed, "fall-injured-into": "killed", "killed-value": "1"}
    page = olga.send_again(page, "entry.report", killed, status=422, place_id=places.whole)
    # Another number than was warned of is looked at anew.
    killed["confirmed"] = page.find("button[@name='confirmed']").get("value") or ""
    receipt = olga.send_again(page, "entry.report", killed, place_id=places.whole)
    assert receipt.heading == "Report received"
    (fall,) = revisions()[-1].falls
    assert (fall.into, fall.people) == (Indicator.KILLED, 1)
    number = receipt.texts("strong[@class='receipt__number num']")[0]
    history = olga.see("entry.history", report_id=int(number)).text
    assert "1 person moved from injured to killed" in history


@pytest.fixture
def longer(writer: Writer, places: Places) -> None:
    """The operation began three weeks earlier, so that there is a history to compare with."""
    clock = OperationClock(start=date(2024, 7, 16), time_zone="Europe/Moscow", deadline_hour=10)
    with writer() as session:
        change_operation(session, name="Border region", clock=clock, household_size=2.5)


@pytest.mark.usefixtures("longer")
def test_a_suggested_number_is_taken_over_and_sent_with_one_button(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    for offset, value in enumerate((4186, 4188, 4192, 4185, 4190)):
        report(places.whole, LAST_WEEK + timedelta(days=offset), present=value)
    typed = {"present-value": "4327", "note": "from the list"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    assert "Did you mean 4,237, not 4,327?" in page.text
    (button,) = page.find_all("button[@name='take']")
    receipt = olga.send_again(
        page, "entry.report", {"take": button.get("value")}, place_id=places.whole
    )
    assert receipt.heading == "Report received"
    assert [count.value for count in revisions()[-1].counts] == [4237]
    assert revisions()[-1].note == "from the list"


@pytest.mark.usefixtures("longer")
def test_a_suggested_number_is_taken_over_in_a_correction_of_a_total_so_far(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    made = [
        report(
            places.whole,
            LAST_WEEK + timedelta(days=offset),
            Count(indicator=Indicator.ARRIVALS, form=Form.TOTAL, value=value),
        ).report_id
        for offset, value in enumerate((3990, 4030, 4070, 4110, 4150, 4190, 4230))
    ]
    typed = {"arrivals-value": "4327", "reason": "The list was longer."}
    page = olga.fill_in("entry.correct", typed, status=422, report_id=made[-1])
    (button,) = page.find_all("button[@name='take']")
    assert button.get("value") == "arrivals-4237"
    taken = {"take": button.get("value")}
    receipt = olga.send_again(page, "entry.correct", taken, report_id=made[-1])
    assert receipt.heading == "Correction received"
    (count,) = revisions()[-1].counts
    assert (count.value, count.form) == (4237, Form.TOTAL)


@pytest.mark.parametrize("sent", ["", "present-", "present-12x", "nothing-5", "-5"])
def test_a_suggestion_that_makes_no_sense_changes_nothing(
    olga: StrictClient, places: Places, revisions: Revisions, sent: str
) -> None:
    typed = {"present-value": "12", "take": sent}
    olga.fill_in("entry.report", typed, place_id=places.whole)
    assert [count.value for count in revisions()[-1].counts] == [12]
