"""Tallies that look like totals so far are asked about, unless a head, a tag or a row says it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.tables import survey
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import (
    Asked,
    Calendar,
    Question,
    ask_about_forms,
    examine,
    suggest,
    suggest_indicators,
)
from tracker.exchange.detecting.form_questions import FEWEST_DAYS, RISES_TO_A_FALL
from tracker.exchange.mapping import begin_mapping, list_open_questions
from tracker.exchange.meanings import MEASURES

KILLED = (1, 3, 5, 9, 9, 12, 20, 25, 31)
FIRST = date(2024, 8, 10)


def days(number: int) -> list[date]:
    return [FIRST + timedelta(days=at) for at in range(number)]


def columns(head: str, *series: tuple[str, tuple[int | str, ...]]) -> str:
    """A table with one column of counts: each series is a place with its numbers."""
    rows = [f"{head}\n"]
    for place, values in series:
        rows += [
            f"{place},{day},{value}\n" for day, value in zip(days(len(values)), values, strict=True)
        ]
    return "".join(rows)


def ask(rows: str, *words: str, measure: str | None = None) -> tuple[Question, ...]:
    found = survey(rows)
    counted = replace(
        suggest(found),
        words=suggest_indicators(words),
        indicator=MEASURES[measure] if measure else None,
    )
    return tuple(ask_about_forms(found, counted))


def test_numbers_that_rise_from_day_to_day_and_do_not_fall_are_asked_about() -> None:
    (question,) = ask(columns("District,Date,Killed", ("Tim district", KILLED)))
    assert question == Question(
        asked=Asked.FORM,
        column="Killed",
        words="Are the numbers of “Killed” new on the day, or totals so far? Nothing says it, and "
        "they rise from day to day and do not fall: 1, 3, 5 … 31 in Tim district.",
        options=question.options,
        likely=None,
        indicator=Indicator.KILLED,
        about=("Killed",),
    )
    assert [(option.value, option.words) for option in question.options] == [
        ("new", "New on the day: together 115 in these 9 days"),
        ("total", "Total so far: 31 up to 18 August 2024"),
    ]


@pytest.mark.parametrize("name", ["Evacuated", "Arrivals", "Departures", "Injured", "Ранено"])
def test_every_tally_is_asked_about(name: str) -> None:
    assert len(ask(columns(f"District,Date,{name}", ("Tim", KILLED)))) == 1


def test_a_level_may_rise() -> None:
    for name in ("Present", "Missing", "Capacity"):
        assert ask(columns(f"District,Date,{name}", ("Tim", KILLED))) == ()


@pytest.mark.parametrize(
    "head",
    [
        "Killed, new",
        "Killed daily",
        "Killed per day",
        "Killed (24 hours)",
        "Killed on the day",
        "Killed, cumulative",
        "Killed so far",
        "Total killed",
        "Погибло за сутки",
        "Погибло за последние сутки",
        "Погибло нарастающим итогом",
        "Погибло с начала событий",
        "Погибло всего",
    ],
)
def test_nothing_is_asked_where_the_head_says_it(head: str) -> None:
    assert ask(columns(f'District,Date,"{head}"', ("Tim", KILLED))) == ()


def test_a_head_that_says_otherwise_than_is_chosen_is_asked_about() -> None:
    found = survey(columns("District,Date,Killed so far", ("Tim", KILLED)))
    begun = suggest(found)
    new = {**begun.meanings, "Killed so far": suggest_indicators(["Killed"])["Killed"]}
    assert len(list(ask_about_forms(found, replace(begun, meanings=new)))) == 1


def test_hashtags_say_it_or_are_asked_about() -> None:
    head = "#adm2,#date,#affected+killed"
    assert len(ask(columns(head, ("Tim", KILLED)))) == 1
    for said in ("new", "cumulative", "total"):
        assert ask(columns(f"{head}+{said}", ("Tim", KILLED))) == ()
    above = "District,Date,Killed so far\n"
    found = suggest(survey(above + columns(head, ("Tim", KILLED))))
    assert found.measures == (MEASURES["killed total so far"],)


def ask_page(rows: str) -> tuple[Question, ...]:
    found = survey(rows)
    return examine(found, suggest(found)).questions


def test_hashtags_that_leave_it_open_are_asked_about_whatever_the_numbers() -> None:
    tags = "#adm2,#date,#affected+killed,#affected+killed+f,#affected+injured+new"
    rows = f"{tags}\nTim,2024-08-10,5,1,2\n"
    (question,) = ask_page(rows)
    assert question.words == (
        "Are the numbers of “#affected+killed” and “#affected+f+killed” new on the day, or totals "
        "so far? Neither +new nor +cumulative says it."
    )
    assert [option.value for option in question.options] == ["new", "total"]
    assert (question.asked, question.likely) == (Asked.FORM, None)
    assert (question.indicator, len(question.about)) == (Indicator.KILLED, 2)
    assert ask_page(f"District,Date,Killed so far,Killed so far women,New\n{rows}") == ()
    for said in ("new", "cumulative"):
        assert ask_page(f"#adm2,#date,#affected+killed+{said}\nTim,2024-08-10,5\n") == ()
    assert ask_page("#adm2,#date,#affected+idps\nTim,2024-08-10,5\n") == ()
    assert ask_page("District,Date,Killed\nTim,2024-08-10,5\n") == ()


def test_of_hashtags_it_is_asked_once_and_not_of_events() -> None:
    (question,) = ask_page(columns("#adm2,#date,#affected+killed", ("Tim", KILLED)))
    assert "they rise from day to day" in question.words
    events = "#adm2,#date,#affected+killed,#meta+id\nTim,2024-08-10,5,1\nTim,2024-08-10,7,2\n"
    assert [question.asked for question in ask_page(events)] == [Asked.ADDING]


@pytest.mark.parametrize(
    "series",
    [
        (1, 3, 5, 9),
        (4, 4, 4, 4, 4, 4),
        (0, 0, 0, 0, 0, 0),
        (0, 0, 0, 0, 7),
        (1, 3, 2, 5, 9, 12, 13),
        (1, 3, "", 5, 9),
        (9, 7, 5, 3, 1),
    ],
    ids=["short", "constant", "zeros", "one event", "falls", "few numbers", "sinks"],
)
def test_what_shows_nothing_is_not_asked_about(series: tuple[int | str, ...]) -> None:
    assert ask(columns("District,Date,Killed", ("Tim", series))) == ()


def test_a_gap_ends_no_series() -> None:
    assert ask(columns("District,Date,Killed", ("Tim", (1, "", 3, 5, "", 9, 9))))


def test_all_places_together_tell() -> None:
    rising, falling = ("Tim", KILLED), ("Belaya", (5, 1, 4, 0, 2))
    head = "District,Date,Killed"
    assert ask(columns(head, rising, falling)) == ()
    assert ask(columns(head, rising, ("Belaya", (5, 1, 4, 0)))), "too few days of the other"
    assert ask(columns(head, ("Tim", (0, 0, 0, 0, 0)), ("Belaya", KILLED)))


def test_a_single_correction_among_many_rises_is_no_fall_of_new_numbers() -> None:
    many = tuple(range(1, RISES_TO_A_FALL + 2))
    (question,) = ask(columns("District,Date,Killed", ("Tim", (*many, 15))))
    assert "and hardly ever fall: 1, 2, 3 … 15" in question.words
    assert ask(columns("District,Date,Killed", ("Tim", (*many[:-1], 15)))) == ()


@pytest.mark.parametrize(
    "values",
    [
        (2, 4, 6, 14, 12, 15, 18, 20, 22),
        (31, 35, 39, 38, 42, 45, 45, 51, 55),
        (1000, 1500, 2100, 2080, 2600, 2950),
        (40, 50, 49, 60, 70, 69, 80, 90, 95),
        (55, 80, 85, 85, 91, 99, 99, 104, 103),
    ],
)
def test_corrections_downward_are_no_falls_of_new_numbers(values: tuple[int, ...]) -> None:
    (question,) = ask(columns("District,Date,Killed", ("Tim", values)))
    assert "they rise from day to day and hardly ever fall: " in question.words
    assert ask(columns("District,Date,Killed", ("Tim", values), ("Belaya", KILLED)))


@pytest.mark.parametrize(
    "values",
    [
        (20, 24, 18, 40, 50, 60),
        (40, 60, 59, 80, 79, 100, 120),
        (100, 103, 92, 105, 107, 109, 112),
        (100, 160, 120, 180, 190, 200, 210, 215),
        (40, 50, 49, 60, 70),
    ],
    ids=["a fourth", "too often", "little more than fallen", "far", "too few rises"],
)
def test_numbers_that_fall_more_than_by_corrections_are_not_asked_about(
    values: tuple[int, ...],
) -> None:
    assert ask(columns("District,Date,Killed", ("Tim", values))) == ()


def test_days_are_taken_in_their_order_and_not_in_that_of_the_file() -> None:
    head, *rows = columns("District,Date,Killed", ("Tim", KILLED)).splitlines(keepends=True)
    assert ask(head + "".join(reversed(rows)))
    shuffled = rows[4:] + rows[:4]
    assert ask(head + "".join(shuffled))


def test_either_order_of_day_and_month_counts_until_it_is_told() -> None:
    rows = "".join(f"Tim,0{at}/0{at + 1}/2024,{value}\n" for at, value in enumerate(KILLED[:5], 1))
    assert ask(f"District,Date,Killed\n{rows}")


def test_events_of_one_day_make_no_series() -> None:
    rows = columns("District,Date,Killed", ("Tim", KILLED))
    assert ask(rows + "Tim,2024-08-10,7\n") == ()
    assert ask(rows + "Tim,2024-08-10,1\n"), "the same row again"


def test_sources_sexes_and_units_are_apart() -> None:
    rows = [
        f"Tim,{day},{source},{value}\n"
        for source, more in (("A", 0), ("B", 40))
        for day, value in zip(days(9), (value + more for value in KILLED), strict=True)
    ]
    assert ask("District,Date,Source,Killed\n" + "".join(rows))


def test_a_place_that_only_its_first_row_names_has_all_of_them() -> None:
    head, *rows = columns(
        "District,Date,Killed", ("Tim", KILLED), ("Belaya", tuple(3 * n for n in KILLED))
    ).splitlines(keepends=True)
    bare = [row if at % 9 == 0 else row[row.index(",") :] for at, row in enumerate(rows)]
    (question,) = ask(head + "".join(bare))
    assert question.words.endswith("93 in Belaya.")


def test_words_of_the_column_of_indicators_are_asked_about_each_and_together() -> None:
    rows = "".join(
        f"Tim,{day},Killed,{value}\nTim,{day},Present,7\nBelaya,{day},Погибло,{value}\n"
        f"Tim,{day},Injured daily,{value}\n"
        for day, value in zip(days(9), KILLED, strict=True)
    )
    head = "District,Date,Indicator,Value\n"
    (question,) = ask(head + rows, "Killed", "Present", "Погибло", "Injured daily")
    assert question.about == ("Killed", "Погибло")
    assert question.words.startswith("Are the numbers of “Killed” and “Погибло” new")
    so_far = survey(head.replace("Value", "Cumulative value") + rows)
    begun = begin_mapping(so_far)
    assert begun.words["Killed"].measure == MEASURES["killed total so far"]
    assert begun.words["Injured daily"].measure == MEASURES["injured new"]
    assert list_open_questions(so_far, begun, Calendar()) == ()
    assert ask(head + rows) == (), "nothing is known of the words"


def test_a_row_that_says_it_is_not_asked_about() -> None:
    rows = [f"Tim,{day},Killed,{value},TYPE\n" for day, value in zip(days(9), KILLED, strict=True)]
    text = "District,Date,Indicator,Value,Type\n" + "".join(rows)
    assert ask(text.replace("TYPE", "daily"), "Killed") == ()
    assert ask(text.replace("TYPE", "daily", 3).replace("TYPE", ""), "Killed")


def test_a_column_for_each_day_is_asked_about_by_word_or_for_all_numbers() -> None:
    heads = ",".join(f"{day}" for day in days(9))
    numbers = ",".join(map(str, KILLED))
    by_word = f"District,Indicator,{heads}\nTim,Killed,{numbers}\nTim,Present,{numbers}\n"
    (question,) = ask(by_word, "Killed", "Present")
    assert question.about == ("Killed",)
    (question,) = ask(f"District,{heads}\nTim,{numbers}\n", measure="killed new")
    assert question.about == ()
    assert question.words.startswith("Are the numbers of killed new on the day, or totals so far?")
    backwards = ",".join(f"{day}" for day in reversed(days(9)))
    turned = ",".join(map(str, reversed(KILLED)))
    assert ask(f"District,{backwards}\nTim,{turned}\n", measure="killed new")
    assert ask(f"District,{heads}\nTim,{numbers}\n", measure="present") == ()
    bare = ",".join(f"{day.day} Aug" for day in days(9))
    assert ask(f"District,{bare}\nTim,{numbers}\n", measure="killed new")


def test_numbers_of_one_day_show_nothing() -> None:
    assert ask("District,Killed\n" + "".join(f"D{n},{n}\n" for n in range(9))) == ()


def test_numbers_are_read_as_their_column_writes_them() -> None:
    written = ('"1,037"', '"1,038"', '"1,040"', '">1,100"', '"1,200"')
    assert ask(columns("District,Date,Killed", ("Tim", written)))


def test_the_same_in_both_forms_has_to_be_chosen() -> None:
    rows = [
        f"Tim,{day},Killed,{value},{kind}\n"
        for day, value in zip(days(9), KILLED, strict=True)
        for kind in ("cumulative", "daily")
    ]
    found = survey("District,Date,Indicator,Value,Type\n" + "".join(rows))
    (question,) = examine(found, suggest(found)).questions
    assert (question.asked, question.column, question.likely) == (Asked.ONLY, "Type", None)
    assert [o.value for o in question.options] == ["cumulative", "daily", ""]
    apart = survey("District,Date,Indicator,Value,Type\n" + "".join(rows[0::4] + rows[3::4]))
    assert examine(apart, suggest(apart)).questions == ()


Series = dict[str, list[int | None]]


def is_asked(table: Series) -> bool:
    """What ought to be asked, worked out by hand: whether adding up and the last one differ."""
    rises, small, large, risen, fallen, differs = 0, 0, 0, 0, 0, False
    for values in table.values():
        told = [value for value in values if value is not None]
        if len(told) < FEWEST_DAYS:
            continue
        has_risen = False
        for at in range(1, len(told)):
            change = told[at] - told[at - 1]
            if change > 0:
                rises, risen, has_risen = rises + 1, risen + change, True
            elif change < 0 and -change < told[at - 1] / 4:
                small, fallen = small + 1, fallen - change
            elif change < 0:
                large += 1
        differs = differs or (has_risen and sum(told[:-1]) > 0)
    corrected = small == 0 or (rises >= 4 and small <= rises / 3 and fallen <= risen / 4)
    return differs and large * RISES_TO_A_FALL <= rises and corrected


STEPS = st.lists(st.none() | st.integers(-1, 3), min_size=1, max_size=40)


def add_up(steps: list[int | None], begin: int = 3) -> list[int | None]:
    level, values = begin, list[int | None]()
    for step in steps:
        level = max(0, level + (step or 0))
        values.append(None if step is None else level)
    return values


ANY = st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=12)
RISING = st.lists(st.none() | st.integers(0, 3), min_size=1, max_size=40).map(add_up)
CORRECTED = STEPS.map(lambda steps: add_up(steps, 12))


@given(
    table=st.dictionaries(
        st.sampled_from("ABCD"),
        ANY | RISING | STEPS.map(add_up) | CORRECTED,
        min_size=1,
        max_size=4,
    ),
    turned=st.booleans(),
)
def test_just_what_looks_like_a_total_so_far_is_asked_about(table: Series, *, turned: bool) -> None:
    wide = ["District,Date,Killed\n"]
    for place, values in table.items():
        rows = [
            f"{place} district,{day},{'' if value is None else value}\n"
            for day, value in zip(days(len(values)), values, strict=True)
        ]
        wide += reversed(rows) if turned else rows
    longest = max(map(len, table.values()))
    by_day = [f"District,Indicator,{','.join(map(str, days(longest)))}\n"]
    by_day += [
        f"{place} district,Killed,"
        + ",".join("" if value is None else f"{value}" for value in values)
        + "\n"
        for place, values in table.items()
    ]
    expected = is_asked(table)
    assert bool(ask("".join(wide))) is expected
    if longest >= FEWEST_DAYS:
        assert bool(ask("".join(by_day), "Killed")) is expected
