"""The daily report: what the page shows, what it records, what it asks and refuses."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter, Revisions
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel
from tracker.registry.people import Role
from tracker.registry.sources import list_sources, retire_source
from tracker.store.reports import ConflictRow, RevisionRow


def is_open(page: Page, code: str) -> bool:
    """Whether the fold that holds a count's detail is open."""
    folds = page.find_all("details")
    return any(
        fold.get("open") is not None
        for fold in folds
        if fold.find(f".//*[@id='{code}-qualifier']") is not None
    )


def test_blank_is_not_reported_and_zero_is(olga: StrictClient, places: Places) -> None:
    page = olga.fill_in(
        "entry.report", {"present-value": "412", "arrivals-value": "0"}, place_id=places.whole
    )
    assert page.heading == "Report received"
    assert "People present: 412" in page.text
    assert "Arrivals: 0 new" in page.text
    assert "Departures" not in page.text


def test_the_page_says_what_blank_means(olga: StrictClient, places: Places) -> None:
    assert (
        "Blank is not reported, 0 is zero" in olga.see("entry.report", place_id=places.whole).text
    )


def test_every_indicator_has_its_field_in_its_section(olga: StrictClient, places: Places) -> None:
    page = olga.see("entry.report", place_id=places.hall)
    assert page.texts("legend") == ["Displaced people", "Shelter", "Casualties among civilians"]
    names = {name for name, _ in page.form_data()}
    assert {f"{indicator}-value" for indicator in Indicator} <= names


def test_people_outside_shelters_have_no_shelter_section(
    olga: StrictClient, places: Places
) -> None:
    page = olga.see("entry.report", place_id=places.outside)
    assert page.texts("legend") == ["Displaced people", "Casualties among civilians"]


def test_the_last_value_and_its_day_stand_beside_the_field(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.whole, date(2024, 8, 6), arrivals=30, present=400)
    report(places.whole, YESTERDAY, arrivals=12)
    report(places.outside, YESTERDAY, present=77)
    page = olga.see("entry.report", place_id=places.whole)
    assert "last: 12 on 7 Aug, 42 in total" in page.text
    assert "last: 412 on 7 Aug, reckoned" in page.text
    assert "reckoned: 412" in page.text
    assert "77" not in page.text
    assert "no earlier value" in page.text


def test_arrivals_known_in_words_only_leave_nothing_to_reckon(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.whole, YESTERDAY, present=400)
    typed = {"arrivals-words": "many", "departures-value": "x"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    assert "last: 400 on 7 Aug" in page.text
    assert "reckoned:" not in page.text


def test_a_vague_last_value_is_shown_in_its_words(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    vague = Count(
        indicator=Indicator.EVACUATED,
        form=Form.NEW,
        value=None,
        qualifier=Qualifier.IN_WORDS,
        words="several thousand",
    )
    report(places.whole, YESTERDAY, vague)
    page = olga.see("entry.report", place_id=places.whole)
    assert "last: “several thousand” on 7 Aug" in page.text


def test_all_detail_of_a_count_is_recorded(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    asked = olga.see("entry.report", place_id=places.whole)
    page = olga.send_again(
        asked, "entry.report", {"breakdown": "evacuated"}, status=200, place_id=places.whole
    )
    olga.send_again(
        page,
        "entry.report",
        {
            "evacuated-value": "300",
            "evacuated-total": "y",
            "evacuated-qualifier": "more_than",
            "evacuated-words": "more than 300 relocated",
            "evacuated-part-unknown-0-17": "121",
            "evacuated-part-f-60-": "40",
            "present-households": "10",
            "present-household_size": "2,35",
            "missing-low": "3",
            "missing-high": "5",
            "killed-words": "a few",
            "note": "  Two buses.\r\nOne more comes.  ",
        },
        place_id=places.whole,
    )
    (revision,) = revisions()
    by_code = {count.indicator: count for count in revision.counts}
    assert by_code[Indicator.EVACUATED] == Count(
        indicator=Indicator.EVACUATED,
        form=Form.TOTAL,
        value=300,
        qualifier=Qualifier.MORE_THAN,
        words="more than 300 relocated",
        parts=by_code[Indicator.EVACUATED].parts,
    )
    assert set(by_code[Indicator.EVACUATED].parts) == {
        Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121),
        Part(sex=Sex.FEMALE, age_from=60, age_to=None, value=40),
    }
    present = by_code[Indicator.PRESENT]
    assert (present.value, present.households, present.household_size) == (24, 10, 2.35)
    assert by_code[Indicator.MISSING].qualifier is Qualifier.BETWEEN
    assert by_code[Indicator.KILLED].qualifier is Qualifier.IN_WORDS
    assert revision.note == "Two buses.\nOne more comes."
    assert revision.channel is Channel.FORM


def test_one_bound_beside_a_number_makes_it_approximate(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    typed = {"present-value": "300", "present-low": "280"}
    olga.fill_in("entry.report", typed, place_id=places.whole)
    assert revisions()[0].counts[0].qualifier is Qualifier.ABOUT


def test_a_ticked_total_without_a_number_reports_nothing(
    olga: StrictClient, places: Places
) -> None:
    page = olga.fill_in("entry.report", {"killed-total": "y"}, status=422, place_id=places.whole)
    assert page.errors() == ["Enter at least one number, 0 where there is none"]


def test_the_breakdown_comes_when_asked_for_and_keeps_what_was_typed(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    blank = olga.see("entry.report", place_id=places.whole)
    assert not [name for name, _ in blank.form_data() if "-part-" in name]
    typed = {"present-value": "4 12", "note": "busy", "breakdown": "present"}
    page = olga.send_again(blank, "entry.report", typed, status=200, place_id=places.whole)
    assert page.value("present-value") == "4 12"
    assert page.value("note") == "busy"
    assert page.value("present-part-m-18-59") == ""
    assert is_open(page, "present")
    assert not is_open(page, "arrivals")
    assert not revisions()


def test_places_have_no_breakdown_and_no_households(olga: StrictClient, places: Places) -> None:
    page = olga.see("entry.report", place_id=places.hall)
    values = {button.get("value") for button in page.find_all("button[@name='breakdown']")}
    assert "present" in values
    assert "capacity" not in values
    assert "capacity-households" not in {name for name, _ in page.form_data()}


def test_enter_in_a_field_sends_the_report(olga: StrictClient, places: Places) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    first = page.find("main//form//button")
    assert first.get("name") is None
    assert first.get("tabindex") == "-1"


@pytest.mark.parametrize(
    ("typed", "message", "field"),
    [
        ({"arrivals-value": "twelve"}, "Enter the number of arrivals as a whole", "arrivals-value"),
        ({"arrivals-value": "-3"}, "without a minus sign", "arrivals-value"),
        ({"present-value": "1.204"}, "without decimals", "present-value"),
        ({"present-value": "9" * 5000}, "up to 10,000,000", "present-value"),
        ({"present-value": "99999999"}, "at most 10,000,000", "present-value"),
        ({"present-value": "5", "present-low": "x"}, "the lowest number", "present-low"),
        (
            {"present-low": "9", "present-high": "5"},
            "Enter the highest number of people present as at least 9",
            "present-high",
        ),
        ({"present-qualifier": "about"}, "after “about”", "present-value"),
        ({"present-qualifier": "sure", "present-value": "5"}, "Select how", "present-qualifier"),
        ({"present-qualifier": "in_words"}, "Enter the words", "present-words"),
        ({"present-words": "w" * 501}, "at most 500 characters", "present-words"),
        ({"present-households": "many"}, "number of households", "present-households"),
        (
            {"present-households": "9", "present-household_size": "0"},
            "Enter the people per household",
            "present-household_size",
        ),
        (
            {"present-households": "9", "present-household_size": "few"},
            "Enter the people per household",
            "present-household_size",
        ),
        (
            {"present-households": "10", "present-value": "7"},
            "10 households of 2.5",
            "present-households",
        ),
        (
            {"present-value": "5", "present-part-f-0-4": "9"},
            "the parts are at least 9",
            "present-part-f-0-4",
        ),
        (
            {"present-value": "5", "present-part-f-0-4": "x"},
            "Enter each part",
            "present-part-f-0-4",
        ),
        (
            {"present-value": "5", "sheltered-value": "9"},
            "Enter the number of people sheltered as at most 5",
            "sheltered-value",
        ),
        (
            {"injured-value": "2", "hospitalised-value": "3"},
            "people taken to hospital as at most 2",
            "hospitalised-value",
        ),
        ({"present-value": "5", "source": ""}, "Select a source", "source"),
        ({"present-value": "5", "source": "999"}, "Choose a source", "source"),
        ({"present-value": "5", "note": "n" * 2001}, "at most 2,000 characters", "note"),
    ],
)
def test_a_hard_error_stands_at_its_field_and_in_the_summary(
    olga: StrictClient, places: Places, typed: dict[str, str], message: str, field: str
) -> None:
    page = olga.fill_in(
        "entry.report", {"departures-value": "7", **typed}, status=422, place_id=places.hall
    )
    assert any(message in error for error in page.errors()), page.errors()
    control = page.find(f"*[@id='{field}']")
    assert control.get("aria-invalid") == "true"
    for name, value in {"departures-value": "7", **typed}.items():
        assert page.value(name) == value or name == "source" or "qualifier" in name


def test_an_error_in_a_fold_opens_it(olga: StrictClient, places: Places) -> None:
    page = olga.fill_in("entry.report", {"killed-high": "some"}, status=422, place_id=places.whole)
    assert is_open(page, "killed")
    assert not is_open(page, "injured")


def test_a_retired_source_is_refused_and_not_offered(
    olga: StrictClient, places: Places, writer: Writer, source: int
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    with writer() as session:
        retire_source(session, source)
    again = olga.send_again(
        page, "entry.report", {"present-value": "5"}, status=422, place_id=places.whole
    )
    assert again.errors() == ["Choose a source from the list"]
    assert again.texts("option")[-1] == "Select a source"


def test_the_persons_own_source_is_chosen_beforehand(
    olga: StrictClient, places: Places, source: int
) -> None:
    assert olga.see("entry.report", place_id=places.whole).value("source") == str(source)


def test_signs_no_database_keeps_are_left_out(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    typed = {"present-value": "5", "note": "calm\x00 night\x07"}
    olga.fill_in("entry.report", typed, place_id=places.whole)
    assert revisions()[0].note == "calm night"


# --- soft warnings --------------------------------------------------------------------------------


def warned_page(olga: StrictClient, places: Places, report: Reporter, value: str) -> Page:
    report(places.hall, YESTERDAY, present=100, capacity=120)
    typed = {"present-value": value, "sheltered-value": "130", "note": "crowded"}
    return olga.fill_in("entry.report", typed, status=422, place_id=places.hall)


def confirmation_of(page: Page) -> str:
    return page.find("button[@name='confirmed']").get("value") or ""


def test_a_soft_warning_is_asked_once_and_its_confirmation_kept(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    page = warned_page(olga, places, report, "140")
    assert "130 is 10 more than the usable places of 7 August 2024, 120" in page.text
    assert not page.errors()
    assert page.value("note") == "crowded"
    assert page.links()["Change the numbers"] == "#sheltered-value"
    assert len(revisions()) == 1
    receipt = olga.send_again(
        page, "entry.report", {"confirmed": confirmation_of(page)}, place_id=places.hall
    )
    assert receipt.heading == "Report received"
    kept = {warning.key for warning in revisions()[-1].confirmed}
    assert "over_capacity:sheltered" in kept


def test_other_numbers_than_those_confirmed_are_asked_about_again(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    page = warned_page(olga, places, report, "140")
    typed = {"confirmed": confirmation_of(page), "sheltered-value": "131"}
    again = olga.send_again(page, "entry.report", typed, status=422, place_id=places.hall)
    assert "131 is 11 more" in again.text
    assert len(revisions()) == 1


def test_a_second_report_of_the_same_source_is_asked_about(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    first = report(places.whole, TODAY, present=10)
    shown = olga.see("entry.report", place_id=places.whole)
    assert f"Report {first.report_id}" in shown.links()
    page = olga.send_again(
        shown, "entry.report", {"present-value": "11"}, status=422, place_id=places.whole
    )
    assert f"correct report {first.report_id} instead" in page.text


# --- days -----------------------------------------------------------------------------------------


def test_a_past_day_is_asked_about_and_marked_late(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.whole, day="2024-08-06")
    assert page.heading == "Past report for Whole district"
    assert "late" in page.texts("span[@class='mark mark--warn']")
    page = olga.send_again(
        page, "entry.report", {"present-value": "5"}, status=422, place_id=places.whole
    )
    assert "6 August 2024 is late" in page.text
    receipt = olga.send_again(
        page, "entry.report", {"confirmed": confirmation_of(page)}, place_id=places.whole
    )
    assert "6 Aug 2024" in receipt.text
    assert "late" in receipt.text


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2024-08-09", "Enter today, 8 Aug, or a day before it"),
        ("2024-08-05", "Enter 6 Aug, the first day of the operation"),
        ("yesterday", "Enter the day as a day, such as 2024-08-08"),
    ],
)
def test_a_day_nobody_can_report_about_is_refused(
    olga: StrictClient, places: Places, day: str, message: str
) -> None:
    page = olga.see("entry.report", status=400, place_id=places.whole, day=day)
    assert message in page.errors()[0]
    assert page.find("input[@name='day']").get("value") == day


@pytest.mark.parametrize("day", ["2024-08-09", "2024-08-05", "0001-01-01", "9999-12-31", "x"])
def test_such_a_day_sent_keeps_what_was_typed(
    olga: StrictClient, places: Places, day: str, revisions: Revisions
) -> None:
    page = olga.fill_in(
        "entry.report", {"day": day, "present-value": "7"}, status=422, place_id=places.whole
    )
    assert page.errors()
    assert page.value("present-value") == "7"
    assert page.value("day") == "2024-08-08"
    assert not revisions()


def test_the_day_of_the_address_holds_where_the_form_sends_none(
    olga: StrictClient, places: Places, source: int, revisions: Revisions
) -> None:
    olga.send(
        "entry.report",
        {"submission_id": str(uuid4()), "source": str(source), "present-value": "5"},
        place_id=places.whole,
        day="2024-08-08",
    )
    assert len(revisions()) == 1


def test_neighbouring_days_are_linked_within_the_operation(
    olga: StrictClient, places: Places
) -> None:
    today = olga.see("entry.report", place_id=places.whole)
    assert "Day before, 7 Aug 2024" in today.links()
    assert not [words for words in today.links() if words.startswith("Day after")]
    first = olga.see("entry.report", place_id=places.whole, day="2024-08-06")
    assert "Day after, 7 Aug 2024" in first.links()
    assert not [words for words in first.links() if words.startswith("Day before")]


# --- sent twice -----------------------------------------------------------------------------------


def test_a_double_tap_leads_to_the_same_receipt(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    first = olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    second = olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    assert first.response.request.path == second.response.request.path
    assert len(revisions()) == 1


def test_the_same_form_with_other_numbers_is_a_conflict_that_keeps_both(
    olga: StrictClient, places: Places, revisions: Revisions, writer: Writer
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    conflict = olga.send_again(
        page, "entry.report", {"present-value": "6"}, status=409, place_id=places.whole
    )
    assert "Both versions are kept" in conflict.text
    assert "People present: 5" in conflict.text
    assert "People present: 6" in conflict.text
    assert len(revisions()) == 1
    with writer() as session:
        (body,) = session.scalars(select(ConflictRow.body))
    assert body["counts"][0]["value"] == 6


def test_a_form_without_its_number_is_shown_again(olga: StrictClient, places: Places) -> None:
    typed = {"submission_id": "lost", "present-value": "5"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    assert page.errors() == ["Send the form again: it had lost its number"]
    receipt = olga.send_again(page, "entry.report", place_id=places.whole)
    assert receipt.heading == "Report received"


# --- sessions that ended --------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [("csrf_token",), ("csrf_token", "_user_id")])
def test_a_form_open_for_too_long_loses_nothing(
    olga: StrictClient, places: Places, revisions: Revisions, lost: tuple[str, ...]
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    data = dict(page.form_data()) | {"present-value": "412", "note": "typed long"}
    with olga.session_transaction() as browser:
        for name in lost:
            browser.pop(name)
    response = olga.post(
        olga.address("entry.report", place_id=places.whole),
        data=data,
        headers={"Origin": "http://localhost"},
    )
    assert response.status_code == 400
    text = response.get_data(as_text=True)
    assert 'name="present-value" value="412"' in text
    assert 'value="typed long"' in text
    assert not revisions()


def test_a_form_sent_after_the_account_was_signed_out_elsewhere_loses_nothing(
    olga: StrictClient, places: Places
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    data = dict(page.form_data()) | {"present-value": "412"}
    with olga.session_transaction() as browser:
        browser["_user_id"] = "ended"
    response = olga.post(
        olga.address("entry.report", place_id=places.whole),
        data=data,
        headers={"Origin": "http://localhost"},
    )
    assert 'name="present-value" value="412"' in response.get_data(as_text=True)
    assert "sign in in another tab" in response.get_data(as_text=True)


# --- access ---------------------------------------------------------------------------------------


def test_places_of_others_do_not_exist(olga: StrictClient, places: Places) -> None:
    for place_id in (places.foreign, places.region, 9999, 10**18):
        olga.see("entry.report", status=404, place_id=place_id)
        olga.send("entry.report", status=404, place_id=place_id)
        olga.send("entry.unchanged", status=404, place_id=place_id)


def test_ids_too_large_for_a_database_name_nothing(olga: StrictClient) -> None:
    olga.see(f"/units/{10**20}/report", status=404)
    olga.see(f"/reports/{10**20}", status=404)


def test_an_assigned_region_covers_all_beneath(
    client: StrictClient, make_person: PersonMaker, places: Places, source: int
) -> None:
    person = make_person(Role.COORDINATOR, name="Nina", source_id=source, assigned=(places.region,))
    client.sign_in_as(person)
    for place_id in (places.whole, places.hall, places.outside):
        client.see("entry.report", place_id=place_id)
    client.see("entry.report", status=404, place_id=places.foreign)


def test_a_report_about_an_area_that_is_no_unit_is_a_claim(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.by_shelter)
    assert "never added to it" in page.text
    receipt = olga.send_again(
        page, "entry.report", {"evacuated-value": "900"}, place_id=places.by_shelter
    )
    assert "It changes no total" in receipt.text


def test_a_problem_of_a_count_the_page_does_not_show_stands_above_it(
    olga: StrictClient, places: Places
) -> None:
    typed = {"sheltered-value": "x", "present-value": "5"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.outside)
    assert "Enter the number of people sheltered" in page.errors()[0]


def test_a_closed_shelter_is_named_so(olga: StrictClient, places: Places) -> None:
    page = olga.see("entry.report", place_id=places.school)
    assert "This shelter is closed on this day" in page.text


# --- confirm unchanged ----------------------------------------------------------------------------


def test_one_tap_repeats_the_levels(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    report(places.hall, YESTERDAY, present=100, arrivals=7, capacity=120)
    data = {"submission_id": str(uuid4()), "day": "2024-08-08"}
    first = olga.send("entry.unchanged", data, place_id=places.hall)
    second = olga.send("entry.unchanged", data, place_id=places.hall)
    assert first.location == second.location
    confirmed = revisions()[-1]
    assert confirmed.channel is Channel.UNCHANGED
    assert {count.indicator for count in confirmed.counts} == {
        Indicator.PRESENT,
        Indicator.CAPACITY,
    }
    assert len(revisions()) == 2
    report_id = (first.location or "").split("/")[2]
    history = olga.see("entry.history", report_id=report_id)
    assert "Confirmed as unchanged 8 Aug 2024, 12:00, Olga" in history.text


def test_the_report_page_offers_it_where_levels_stand(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    blank = olga.see("entry.report", place_id=places.hall)
    assert "Confirm unchanged" not in blank.text
    report(places.hall, YESTERDAY, present=100)
    page = olga.see("entry.report", place_id=places.hall)
    data = dict(page.form_data(number=1))
    data.pop("csrf_token")
    olga.send("entry.unchanged", data, place_id=places.hall)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"submission_id": str(uuid4())}, "There are no earlier numbers to confirm"),
        ({"submission_id": "x"}, "Send the form again"),
        ({"submission_id": str(uuid4()), "day": "2024-08-09"}, "or a day before it"),
    ],
)
def test_where_nothing_can_be_confirmed_the_report_page_says_why(
    olga: StrictClient, places: Places, data: dict[str, str], message: str
) -> None:
    response = olga.send("entry.unchanged", data, place_id=places.hall)
    assert message in olga.see(response.location or "").text


def test_without_a_source_of_ones_own_nothing_is_confirmed(
    client: StrictClient, make_person: PersonMaker, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=100)
    client.sign_in_as(make_person(Role.COORDINATOR, name="Nina", assigned=(places.hall,)))
    response = client.send("entry.unchanged", {"submission_id": str(uuid4())}, place_id=places.hall)
    page = client.see(response.location or "")
    assert "your account has none of its own" in page.text
    assert page.value("source") == ""
    assert "Confirm unchanged" not in client.see("entry.list_units").text


def test_a_confirmation_that_was_a_report_before_is_a_conflict(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=100)
    page = olga.see("entry.report", place_id=places.hall)
    olga.send_again(page, "entry.report", {"present-value": "100"}, place_id=places.hall)
    data = {"submission_id": page.value("submission_id"), "day": "2024-08-08"}
    olga.send("entry.unchanged", data, status=409, place_id=places.hall)


def test_every_source_can_be_chosen(
    olga: StrictClient, places: Places, writer: Writer, revisions: Revisions
) -> None:
    with writer() as session:
        names = [source.name for source in list_sources(session)]
    page = olga.see("entry.report", place_id=places.whole)
    for name in names:
        assert f"{name} (grade B)" in page.texts("option")


def test_nothing_is_recorded_by_looking(olga: StrictClient, places: Places, writer: Writer) -> None:
    olga.see("entry.report", place_id=places.whole)
    with writer() as session:
        assert session.scalar(select(func.count()).select_from(RevisionRow)) == 0
