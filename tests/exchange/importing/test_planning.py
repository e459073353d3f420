"""What an import would do: read by its mapping, matched, checked, and compared with what stands."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import (
    WIDE,
    draft,
    mapped,
    outcomes,
    plan,
    refusals,
    take_in,
)
from tests.exchange.tables import survey
from tests.histories import FIRST, SECOND, WHOLE
from tests.recording.drafts import LATE, level, noon_of, report
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.errors import NothingToReport
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import Layout, Number
from tracker.exchange.importing import (
    LatestSums,
    MappingUnfit,
    Outcome,
    PartSum,
    keep_latest,
    list_warnings,
    record_import,
    sum_by_day,
)
from tracker.exchange.importing.added_numbers import add_numbers
from tracker.exchange.mapping import Constants
from tracker.recording.reports import record_report

DAY = date(2024, 8, 7)
HEAD = "Date,District,Arrivals,Present\n"


def test_each_row_becomes_a_report(operation: Session) -> None:
    made = plan(operation, HEAD + "2024-08-07,Whole,5,120\n2024-08-08,whole,0,n/a\n")
    assert outcomes(made) == [Outcome.ADDED, Outcome.ADDED]
    first, second = (planned.stated for planned in made.planned)
    assert (first.place_id, first.day, first.source_id, first.rows) == (WHOLE, DAY, 1, (2,))
    assert [count.value for count in first.counts] == [5, 120]
    assert [count.value for count in second.counts] == [0]
    assert second.blank == {Indicator.PRESENT}
    assert (made.rows, made.refused, made.head) == (2, (), tuple(HEAD.strip().split(",")))


def test_vague_numbers_keep_their_words(operation: Session) -> None:
    made = plan(operation, HEAD + "2024-08-07,Whole,>300,300-400\n")
    assert made.planned[0].stated.counts == (
        Count(
            indicator=Indicator.ARRIVALS,
            form=Form.NEW,
            value=300,
            qualifier=Qualifier.MORE_THAN,
        ),
        Count(
            indicator=Indicator.PRESENT,
            form=Form.LEVEL,
            value=None,
            qualifier=Qualifier.BETWEEN,
            low=300,
            high=400,
        ),
    )


def test_constants_stand_for_what_the_file_lacks(operation: Session) -> None:
    mapping = mapped(
        {"Arrivals": "arrivals new"},
        constants=Constants(area="Split", shelter="First", day="2024-08-07", source="Source 2"),
    )
    (planned,) = plan(operation, "Arrivals,Note\n5,x\n", mapping).planned
    stated = planned.stated
    assert (stated.place_id, stated.day, stated.source_id) == (FIRST, DAY, 2)


def test_sources_of_rows_are_matched(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "By": "source", "Present": "present"},
        constants=Constants(),
        sources={"moph": "Source 3"},
    )
    rows = "Date,District,By,Present\n2024-08-07,Whole,moph,5\n2024-08-07,Whole,ocha,7\n"
    rows += "2024-08-07,Whole,,7\n"
    made = plan(operation, rows, mapping)
    assert [p.stated.source_id for p in made.planned] == [3]
    assert [reason for _, reason in refusals(made)] == [
        "Choose the source that “ocha” stands for",
        "Enter the source",
    ]
    assert made.open_sources == ("ocha",)


def test_names_of_places_and_sources_are_asked_about_at_once(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "By": "source", "Present": "present"},
        constants=Constants(),
    )
    made = plan(operation, "Date,District,By,Present\n2024-08-07,Nowhere,ocha,5\n", mapping)
    assert ([p.key.area for p in made.open_places], made.open_sources) == (["Nowhere"], ("ocha",))


def test_parts_and_households_are_kept(operation: Session) -> None:
    mapping = mapped(
        {
            "Date": "day",
            "District": "area",
            "Arrivals": "arrivals new",
            "Girls": "arrivals new, female, 0 to 17",
            "Families": "present in households",
        }
    )
    rows = "Date,District,Arrivals,Girls,Families\n2024-08-07,Whole,5,2,10\n"
    rows += "2024-08-08,Whole,5,~2,n/a\n2024-08-09,Whole,5,9,\n"
    made = plan(operation, rows, mapping)
    first, second = (planned.stated.counts for planned in made.planned)
    assert first[0].parts == (Part(sex=Sex.FEMALE, age_from=0, age_to=17, value=2),)
    assert (first[1].value, first[1].households, first[1].household_size) == (25, 10, 2.5)
    assert second[0].parts == ()
    ((_, reason),) = refusals(made)
    assert "9" in reason


def test_a_total_so_far_that_falls_is_explained(operation: Session) -> None:
    mapping = mapped({"Date": "day", "District": "area", "Killed": "killed total so far"})
    rows = "Date,District,Killed\n2024-08-09,Whole,7\n2024-08-07,Whole,5\n2024-08-08,Whole,3\n"
    rows += "2024-08-08,First,1\n2024-08-10,Whole,>8\n2024-08-11,Whole,3-4\n"
    made = plan(operation, rows, mapping)
    assert made.falls == ("Whole, Region: the total of killed falls from 5 to 3 on 8 Aug 2024",)
    notes = {p.stated.day.day: p.stated.note for p in made.planned if p.stated.note}
    assert notes == {8: "As in the file: the total of killed falls from 5 to 3 on 8 Aug 2024"}


def test_each_fall_names_its_place_new_shelters_too(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "Site": "shelter", "Killed": "killed total so far"},
        constants=Constants(area="Split", source="Source 1"),
        places={"Split / New hall": "new shelter", "Split / Old hall": "new shelter"},
    )
    rows = "Date,Site,Killed\n"
    for name, then in (("Old hall", 8), ("First", 7), ("New hall", 6)):
        rows += f"2024-08-07,{name},9\n2024-08-08,{name},{then}\n"
    words = "the total of killed falls from 9 to"
    assert sorted(plan(operation, rows, mapping).falls) == [
        f"First, Split: {words} 7 on 8 Aug 2024",
        f"New hall (new): {words} 6 on 8 Aug 2024",
        f"Old hall (new): {words} 8 on 8 Aug 2024",
    ]


def test_sums_are_told_per_indicator_and_day(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,120\n2024-08-07,Region,7,300-400\n2024-08-08,Whole,1,n/a\n"
    sums = sum_by_day(plan(operation, rows).planned)
    assert [(s.day.day, s.indicator, s.value, s.counts, s.without_value) for s in sums] == [
        (7, Indicator.ARRIVALS, 12, 2, 0),
        (7, Indicator.PRESENT, 120, 2, 1),
        (8, Indicator.ARRIVALS, 1, 1, 0),
    ]


def test_sums_say_what_of_them_is_vague_and_what_was_left_blank(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,>40\n2024-08-07,Region,7,\n"
    sums = sum_by_day(plan(operation, rows).planned)
    assert [(s.indicator, s.value, s.counts, s.vague, s.blank) for s in sums] == [
        (Indicator.ARRIVALS, 12, 2, 0, 0),
        (Indicator.PRESENT, 40, 1, 1, 1),
    ]


PEOPLE = mapped(
    {
        "Date": "day",
        "District": "area",
        "Women": "present, female",
        "Children": "present, 0 to 17",
        "Present": "present",
    }
)


def test_parts_are_summed_by_themselves(operation: Session) -> None:
    rows = (
        "Date,District,Women,Children,Present\n2024-08-07,Whole,20,12,50\n"
        "2024-08-07,Region,5,,30\n2024-08-07,Country,,,7\n2024-08-08,Whole,,,9\n"
    )
    first, second = sum_by_day(plan(operation, rows, PEOPLE).planned)
    assert (first.value, second.parts) == (87, ())
    women = Part(sex=Sex.FEMALE, age_from=None, age_to=None, value=25)
    children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=12)
    assert first.parts == (
        PartSum(part=women, counts=2, blank=1),
        PartSum(part=children, counts=1, blank=2),
    )


def test_the_latest_sums_keep_parts_as_far_as_there_is_room(operation: Session) -> None:
    days = "".join(f"2024-08-0{day},Whole,2,{day % 7 and 1},{day}\n" for day in (6, 7, 8, 9))
    days = days.replace(",2,0,", ",2,,")
    sums = sum_by_day(
        plan(operation, f"Date,District,Women,Children,Present\n{days}", PEOPLE).planned
    )
    latest = keep_latest(sums, most=3, most_parts=3)
    assert [(s.day.day, s.value, len(s.parts)) for s in latest.sums] == [
        (7, 7, 0),
        (8, 8, 0),
        (9, 9, 2),
    ]
    assert (latest.sums_left, latest.parts_left) == (1, 3)
    everything = keep_latest(sums, most=4, most_parts=8)
    assert everything == LatestSums(sums=sums, sums_left=0, parts_left=0)


def test_a_mapping_that_does_not_fit_is_refused(operation: Session) -> None:
    with pytest.raises(MappingUnfit, match="no column “Arrivals”") as refused:
        plan(operation, "Date,District,Present\n2024-08-07,Whole,5\n")
    assert len(refused.value.problems) == 1


def test_another_source_stands_beside_as_a_rival(operation: Session) -> None:
    record_report(operation, report(level(Indicator.PRESENT, 9), on=1, source_id=2), now=noon_of(1))
    record_report(
        operation,
        report(level(Indicator.PRESENT, 9), on=1, place_id=SECOND, source_id=2),
        now=noon_of(1),
    )
    rows = HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,5,120\n2024-08-07,Region,5,120\n"
    made = plan(operation, rows)
    assert {p.stated.rows: p.outcome for p in made.planned} == {
        (2,): Outcome.RIVAL,
        (3,): Outcome.ADDED,
        (4,): Outcome.ADDED,
    }


def test_a_persons_own_report_is_never_touched(operation: Session) -> None:
    record_report(operation, report(level(Indicator.PRESENT, 120), on=1), now=noon_of(1))
    record_report(
        operation, report(level(Indicator.PRESENT, 7), on=2, confirmed=LATE), now=noon_of(9)
    )
    rows = "Date,District,Arrivals,Present\n2024-08-07,Whole,,120\n2024-08-08,Whole,,8\n"
    assert outcomes(plan(operation, rows)) == [Outcome.UNCHANGED, Outcome.RIVAL]


def test_shelters_that_are_not_registered_are_planned_as_new(operation: Session) -> None:
    mapping = mapped(
        {"Date": "day", "Site": "shelter", "Present": "present"},
        constants=Constants(area="Split", source="Source 1"),
        places={"Split / New hall": "new shelter", "Split / Old hall": "new shelter"},
    )
    rows = "Date,Site,Present\n2024-08-07,New hall,5\n2024-08-08,Old hall,7\n"
    rows += "2024-08-08,New hall,6\n2024-08-07,First,1\n2024-08-07,Other hall,1\n"
    made = plan(operation, rows, mapping)
    assert [matched.key.shelter for matched in made.created] == ["New hall", "Old hall"]
    assert sorted(p.stated.place_id for p in made.planned) == [-2, -1, -1, FIRST]
    assert [matched.key.shelter for matched in made.open_places] == ["Other hall"]


def test_an_import_that_changes_nothing_is_not_recorded(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,5,120\n"
    take_in(operation, rows)
    again = plan(operation, rows)
    assert outcomes(again) == [Outcome.UNCHANGED]
    assert not again.keeps_anything
    with pytest.raises(NothingToReport, match="known already"):
        record_import(operation, again, draft(), now=noon_of(20))


def test_progress_is_told_of_rows_read_and_of_rows_compared(operation: Session) -> None:
    from tracker.exchange.importing import plan_import  # noqa: PLC0415

    seen: list[tuple[int, int]] = []
    made = survey(HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,5,120\n")
    plan_import(
        operation,
        made,
        WIDE,
        now=noon_of(20),
        progress=lambda done, every: seen.append((done, every)),
    )
    assert seen == [(2, 4), (4, 4)]


def test_two_columns_of_one_day_are_held_against_each_other(operation: Session) -> None:
    mapping = mapped(
        {"District": "area", "What": "indicator"},
        layout=Layout.DAYS,
        words=mapped({"there": "present", "girls": "present, female"}).columns,
    )
    rows = "District,What,2024-08-07,7 August 2024,2024-08-09\nWhole,there,5,6,7\n"
    rows += "Whole,snow,1,1,1\nSplit,girls,n/a,n/a,n/a\n"
    made = plan(operation, rows, mapping)
    assert [p.stated.day.day for p in made.planned] == [9]
    reason = "Keep one of two numbers for present: row 2 says 5, row 2 says 6"
    assert refusals(made) == [("row 2", reason)]
    assert (made.left_out, made.blank) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "added"),
    [
        (Number(value=2), Number(value=3), Number(value=5)),
        (
            Number(value=2),
            Number(value=3, qualifier=Qualifier.AT_MOST),
            Number(value=5, qualifier=Qualifier.ABOUT, low=2, high=5),
        ),
        (
            Number(value=2),
            Number(value=None, qualifier=Qualifier.BETWEEN, low=3, high=4),
            Number(value=None, qualifier=Qualifier.BETWEEN, low=5, high=6),
        ),
        (
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="dozens"),
            Number(value=2),
            Number(value=2, qualifier=Qualifier.AT_LEAST),
        ),
        (
            Number(value=500, qualifier=Qualifier.ABOUT),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several"),
            Number(value=500, qualifier=Qualifier.ABOUT),
        ),
        (
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several"),
            Number(value=500, qualifier=Qualifier.AT_MOST),
            Number(value=500, qualifier=Qualifier.ABOUT),
        ),
        (
            Number(value=500, qualifier=Qualifier.MORE_THAN),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several"),
            Number(value=501, qualifier=Qualifier.AT_LEAST),
        ),
        (
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several"),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="dozens"),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several; dozens"),
        ),
        (
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several; dozens"),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="dozens"),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="several; dozens"),
        ),
        (
            Number(value=None, qualifier=Qualifier.BETWEEN, low=10, high=20),
            Number(value=None, qualifier=Qualifier.IN_WORDS, words="dozens"),
            Number(
                value=None, qualifier=Qualifier.IN_WORDS, low=10, words="between 10 and 20; dozens"
            ),
        ),
    ],
)
def test_vague_numbers_add_up_with_their_doubt(one: Number, other: Number, added: Number) -> None:
    assert add_numbers(one, other) == added


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["about 500", "several"], "about 500"),
        (["up to 500", "several dozen"], "about 500"),
        (["about 5", "several", "3"], "about 8 (at least 3)"),
        (["several", "several dozen"], "“several; several dozen”"),
    ],
)
def test_a_number_beside_words_is_not_lost_where_rows_are_added_up(
    operation: Session, numbers: list[str], said: str
) -> None:
    rows = HEAD + "".join(f"2024-08-07,Whole,,{number}\n" for number in numbers)
    (planned,) = plan(operation, rows, replace(WIDE, add_rows=True)).planned
    assert [count.said for count in planned.stated.counts] == [said]


def test_a_sum_of_nothing_but_words_and_ranges_is_not_known(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,0,12-15\n2024-08-07,Split,n/a,several\n"
    sums = sum_by_day(plan(operation, rows).planned)
    assert [(s.indicator, s.value, s.without_value) for s in sums] == [
        (Indicator.ARRIVALS, 0, 0),
        (Indicator.PRESENT, None, 2),
    ]


def test_falls_are_told_where_something_is_recorded_only(operation: Session) -> None:
    mapping = mapped({"Date": "day", "District": "area", "Killed": "killed total so far"})
    rows = "Date,District,Killed\n2024-08-07,Whole,5\n2024-08-08,Whole,3\n"
    kinds = [w.kind for w in list_warnings(operation, plan(operation, rows, mapping))]
    assert kinds == ["falls"]
    take_in(operation, rows, mapping)
    assert list_warnings(operation, plan(operation, rows, mapping)) == []
