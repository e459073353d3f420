"""Whatever keeps a planned report out of the totals is told, with what to do about it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, mapped, outcomes, plan, take_in
from tests.exchange.importing.test_taking_back_together import counted
from tests.exchange.importing.test_uncounted import HEAD, KIND, SITES, TICKED, set_mode, warned
from tests.histories import FIRST, SECOND, SPLIT, WHOLE
from tests.recording.drafts import LATE, level, report
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing import Outcome, list_warnings, undo_import
from tracker.exchange.mapping import Constants
from tracker.recording.reports import record_report
from tracker.registry.shelter_changes import set_shelter_status
from tracker.store.places import PlaceRow
from tracker.totals.update import reweigh

DAY = date(2024, 8, 9)
CLAIMS = "count as claims only"
OFF = "count on other days only"
LONG = mapped(
    {
        "Date": "day",
        "District": "area",
        "Site": "shelter",
        "Present": "present",
        "Arrivals": "arrivals new",
        "Places": "capacity",
    },
    other_places="new shelter",
)
LONG_HEAD = "Date,District,Site,Present,Arrivals,Places\n"


def test_reports_about_a_district_that_reports_by_its_shelters_are_claims(
    operation: Session,
) -> None:
    set_mode(operation, DAY, ReportingMode.BY_SHELTER, SPLIT)
    rows = "2024-08-08,Split,,5\n2024-08-09,Split,,6\n2024-08-11,Split,,7\n2024-08-11,Whole,,1\n"
    told = warned(operation, HEAD + rows, SITES)
    assert set(told) == {CLAIMS}
    assert told[CLAIMS].words == (
        "2 reports are about a district on a day on which it reports by its shelters, or about an "
        "area above districts. They are claims: kept, shown beside the sums, and added to none."
    )
    assert told[CLAIMS].lines == [
        (
            "Split, Region, 2 days from 9 Aug 2024 to 11 Aug 2024 (2 reports): it reports by its "
            "shelters from 9 Aug 2024 on"
        )
    ]
    assert told[CLAIMS].remedy.startswith("To add up, reports have to be about the shelters of")
    assert "above" not in told[CLAIMS].remedy
    assert not told[CLAIMS].by_mapping


def test_what_the_import_itself_lets_report_by_shelters_is_held_against_the_whole(
    operation: Session,
) -> None:
    rows = HEAD + "2024-08-08,Whole,Hall,5\n2024-08-07,Whole,,6\n2024-08-09,Whole,,7\n"
    told = warned(operation, rows, TICKED)[CLAIMS]
    assert told.lines == [
        (
            "Whole, Region, 9 Aug 2024 (1 report): the import lets it report by its shelters from "
            "8 Aug 2024 on"
        )
    ]
    assert told.words.startswith("1 report is about a district on a day on which it reports by its")
    assert CLAIMS not in warned(operation, rows, SITES)
    take_in(operation, rows, TICKED)
    again = warned(operation, rows, TICKED)[CLAIMS]
    assert "it reports by its shelters from 8 Aug 2024 on" in again.lines[0]


def test_reports_about_regions_are_claims(operation: Session) -> None:
    told = warned(operation, HEAD + "2024-08-09,Region,,5\n", SITES)[CLAIMS]
    assert told.lines == [
        "Region, Country, 9 Aug 2024 (1 report): only districts, and what lies in them, add up"
    ]
    assert told.remedy == "To add up, reports have to be about districts, or what lies in them."
    set_mode(operation, DAY, ReportingMode.BY_SHELTER, SPLIT)
    rows = HEAD + "2024-08-09,Region,,5\n2024-08-09,Split,,5\n2024-08-08,Region,,5\n"
    both = warned(operation, rows, SITES)[CLAIMS]
    assert [line.split(",")[0] for line in both.lines] == ["Split", "Region"]
    assert both.words.startswith("3 reports are about a district on a day")
    assert both.remedy.endswith(told.remedy)
    assert both.remedy.count("To add up") == 2


def test_a_report_before_the_first_day_of_its_place_is_told(operation: Session) -> None:
    set_mode(operation, date(2024, 8, 6), ReportingMode.BY_SHELTER, SPLIT)
    with reweigh(operation, [SECOND, WHOLE]):
        later = update(PlaceRow).where(PlaceRow.id.in_([SECOND, WHOLE]))
        operation.execute(later.values(valid_from=DAY))
    rows = "2024-08-08,Split,Second,5\n2024-08-09,Split,Second,5\n2024-08-08,Whole,,5\n"
    told = warned(operation, HEAD + rows + "2024-08-08,Split,First,5\n", SITES)
    assert set(told) == {OFF}
    assert told[OFF].lines == [
        "Second, Split, 8 Aug 2024 (1 report): it counts from 9 Aug 2024 on",
        "Whole, Region, 8 Aug 2024 (1 report): it counts from 9 Aug 2024 on",
    ]
    assert told[OFF].words.startswith("2 reports are about days on which nothing that they say of")
    assert told[OFF].words.endswith(" or on standby. They are kept.")
    assert "Of" not in told[OFF].words.split(". ")[-1]


def test_a_new_shelter_counts_from_the_first_day_of_its_district(operation: Session) -> None:
    with reweigh(operation, [WHOLE]):
        operation.execute(update(PlaceRow).where(PlaceRow.id == WHOLE).values(valid_from=DAY))
    told = warned(operation, HEAD + "2024-08-08,Whole,Hall,5\n2024-08-09,Whole,Hall,5\n", TICKED)
    assert told[OFF].lines == ["Hall (new), 8 Aug 2024 (1 report): it counts from 9 Aug 2024 on"]


def test_a_new_shelter_is_open_from_the_first_day_of_any_source_on(operation: Session) -> None:
    mapping = mapped(
        {
            "Date": "day",
            "District": "area",
            "Site": "shelter",
            "By": "source",
            "Present": "present",
        },
        other_places="new shelter",
        report_by_shelter=True,
        constants=Constants(),
    )
    rows = "2024-08-09,Whole,Hall,Source 1,5\n2024-08-08,Whole,Hall,Source 2,5\n"
    told = warned(operation, "Date,District,Site,By,Present\n" + rows, mapping)
    assert set(told) == {"new shelters", "report by shelters"}


def test_of_a_closed_shelter_what_happened_counts_and_what_is_does_not(operation: Session) -> None:
    set_mode(operation, date(2024, 8, 6), ReportingMode.BY_SHELTER, SPLIT)
    set_shelter_status(operation, FIRST, since=DAY, status=ShelterStatus.CLOSED)
    rows = "2024-08-08,Split,First,5,,\n2024-08-09,Split,First,5,,3\n2024-08-10,Split,First,,5,\n"
    told = warned(operation, LONG_HEAD + rows, LONG)
    assert set(told) == {OFF}
    shut = "in the register it is open from 6 Aug 2024 on, then closed from 9 Aug 2024 on"
    assert told[OFF].lines == [f"First, Split, 9 Aug 2024 (1 report): {shut}"]
    partly = rows + "2024-08-11,Split,First,5,1,\n2024-08-12,Split,First,0,1,0\n"
    more = warned(operation, LONG_HEAD + partly, LONG)[OFF]
    assert more.lines == [
        f"First, Split, 9 Aug 2024 (1 report): {shut}",
        f"First, Split, 11 Aug 2024 (1 report): {shut}",
    ]
    assert "They" not in more.words
    assert "Of 1 further report about shelters that are closed or on standby only a" in more.words
    only = warned(operation, LONG_HEAD + "2024-08-11,Split,First,5,1,\n", LONG)[OFF]
    assert only.words.startswith("Of 1 report about shelters that are closed or on standby only a")
    assert "An administrator can say" in only.remedy


def test_of_a_shelter_on_standby_only_the_usable_places_do_not_count(operation: Session) -> None:
    set_mode(operation, date(2024, 8, 6), ReportingMode.BY_SHELTER, SPLIT)
    set_shelter_status(operation, FIRST, since=DAY, status=ShelterStatus.STANDBY)
    rows = "2024-08-10,Split,First,5,,\n2024-08-11,Split,First,,,9\n"
    assert warned(operation, LONG_HEAD + rows, LONG)[OFF].lines == [
        (
            "First, Split, 11 Aug 2024 (1 report): in the register it is open from 6 Aug 2024 on, "
            "then on standby from 9 Aug 2024 on"
        )
    ]


def test_a_closed_shelter_of_a_district_as_a_whole_is_told_as_closed(operation: Session) -> None:
    set_shelter_status(operation, FIRST, since=DAY, status=ShelterStatus.CLOSED)
    rows = "2024-08-09,Split,First,5,,\n2024-08-10,Split,First,,5,\n2024-08-11,Split,First,5,1,\n"
    told = warned(operation, LONG_HEAD + rows, replace(LONG, report_by_shelter=True))
    assert [line.partition(":")[0] for line in told[OFF].lines] == [
        "First, Split, 9 Aug 2024 (1 report)"
    ]
    assert [line.partition(":")[0] for line in told["count in no total"].lines] == [
        "Split, Region, 2 days from 10 Aug 2024 to 11 Aug 2024 (2 reports)"
    ]


def test_a_shelter_that_is_brought_back_counts_from_its_first_day_in_the_file_on(
    operation: Session,
) -> None:
    number = take_in(operation, HEAD + "2024-08-10,Whole,Hall,5\n", TICKED)
    undo_import(operation, number, reason="wrong file", person_id=1, now=NOW)
    for day in ("08", "11"):
        told = warned(operation, HEAD + f"2024-08-{day},Whole,Hall,5\n", TICKED)
        assert set(told) == {"new shelters", "report by shelters"}


def test_what_a_person_reported_and_the_file_repeats_is_told(operation: Session) -> None:
    own = report(level(Indicator.PRESENT, 5), on=3, place_id=FIRST, confirmed=LATE)
    record_report(operation, own, now=NOW)
    made = plan(operation, HEAD + "2024-08-09,Split,First,5\n", SITES)
    assert outcomes(made) == [Outcome.UNCHANGED]
    (told,) = list_warnings(operation, made)
    assert (told.kind, told.words[:8]) == (KIND, "1 report")


def test_statements_do_not_grow_with_places_and_days(operation: Session) -> None:
    set_mode(operation, date(2024, 8, 6), ReportingMode.BY_SHELTER, SPLIT)
    set_shelter_status(operation, FIRST, since=date(2024, 8, 6), status=ShelterStatus.CLOSED)
    asked = []
    for many in (1, 8):
        rows = "".join(
            f"2024-08-{6 + at:02},{area},{site},5\n"
            for at in range(many)
            for area, site in (
                ("Region", ""),
                ("Split", ""),
                ("Split", "First"),
                ("Whole", f"Hall {at}"),
            )
        )
        made = plan(operation, HEAD + rows, SITES)
        operation.expire_all()
        with counted(operation) as said:
            kinds = [warning.kind for warning in list_warnings(operation, made)]
        assert kinds == ["new shelters", KIND, CLAIMS, OFF]
        asked.append(len(said))
    assert 0 < asked[0] == asked[1]
