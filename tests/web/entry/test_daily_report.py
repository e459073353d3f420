"""The daily report: what the page shows, and what it records."""

from datetime import date

from sqlalchemy import func, select

from tests.web.entry.conftest import YESTERDAY, Places, Reporter, Revisions
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel
from tracker.registry.sources import list_sources
from tracker.store.reports import RevisionRow


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


def test_what_the_form_of_a_place_does_not_ask_for_is_not_read(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.outside)
    typed = {"present-value": "77", "sheltered-value": "40", "capacity-value": "x"}
    olga.send_again(page, "entry.report", typed, place_id=places.outside)
    (revision,) = revisions()
    assert [count.indicator for count in revision.counts] == [Indicator.PRESENT]
