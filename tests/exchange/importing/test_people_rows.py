"""Files in which each row counts people of one sex or age."""

from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, outcomes, plan, refusals, take_in
from tests.exchange.importing.by_people import (
    ADDING,
    COLUMNS,
    HEAD,
    LONG,
    UNKNOWN,
    WORDS,
    F,
    M,
    parts,
    reasons,
    rows,
)
from tests.exchange.tables import survey
from tracker.domain.counts import Part
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout
from tracker.exchange.detecting.people import WRITE_AGE, WRITE_SEX
from tracker.exchange.importing import Outcome, WarningKind, list_warnings
from tracker.exchange.mapping import (
    Constants,
    begin_mapping,
    read_mapping,
    write_mapping,
)
from tracker.exchange.meanings import MEASURES


def test_rows_of_a_sex_and_an_age_are_parts_of_the_row_of_all_people(operation: Session) -> None:
    made = plan(
        operation,
        rows(
            "there,F,0-4,20",
            "came,women,,30",
            "there,total,all ages,300",
            "there,м,60+,11",
            "came,,,70",
            "there,female,5 to 11,12",
            "came,Мужчины,всего,25",
        ),
        LONG,
    )
    assert parts(made) == {(F, 0, 4): 20, (M, 60, None): 11, (F, 5, 11): 12}
    assert parts(made, Indicator.ARRIVALS) == {(F, None, None): 30, (M, None, None): 25}
    (planned,) = made.planned
    values = {count.indicator: count.value for count in planned.stated.counts}
    assert values == {Indicator.PRESENT: 300, Indicator.ARRIVALS: 70}
    assert (made.repeated, made.left_out, made.blank) == (0, 0, 0)


def test_words_that_are_not_understood_refuse_their_row_alone(operation: Session) -> None:
    made = plan(
        operation,
        rows(
            "there,,,90", "there,other,,5", "there,F,elderly,6", "there,girls,60+,3", "there,M,,40"
        ),
        LONG,
    )
    assert refusals(made) == [
        (
            "row 3, column D",
            f"{WRITE_SEX}. This is “other”",
        ),
        (
            "row 4, column E",
            f"{WRITE_AGE}. This is “elderly”",
        ),
        ("row 5, column D", "Mend the sex or the age: nobody is both. This is “girls”"),
    ]
    (planned,) = made.planned
    (count,) = planned.stated.counts
    assert count.parts == (Part(sex=M, age_from=None, age_to=None, value=40),)


def test_parts_without_a_row_of_all_people_are_refused_with_what_to_do(operation: Session) -> None:
    lines = rows("there,F,,20", "there,M,,30")
    (reason,) = reasons(plan(operation, lines, LONG))
    assert reason == (
        "Add a row with all people: only parts of present are told. Or let parts be added up that "
        "are everybody together (add_parts in a mapping)"
    )
    assert len(plan(operation, lines, LONG).refused) == 2
    blank = plan(operation, rows("there,,,", "there,F,,20"), LONG)
    assert len(blank.refused) == 2


def test_two_numbers_of_the_same_people_contradict_each_other(operation: Session) -> None:
    made = plan(operation, rows("there,,,90", "there,F,0-4,20", "there,f,0 to 4,21"), LONG)
    assert reasons(made) == {
        "Keep one of two numbers for present, female, 0 to 4: row 3 says 20, row 4 says 21"
    }
    events = mapped(COLUMNS, layout=Layout.ROWS, words=WORDS, add_rows=True)
    lines = rows("there,,,90", "there,F,0-4,20", "there,f,0 to 4,21", "there,,,10")
    assert parts(plan(operation, lines, events)) == {(F, 0, 4): 41}


def test_places_and_households_have_no_parts(operation: Session) -> None:
    words = mapped({"beds": "capacity", "hh": "present in households"}).columns
    mapping = mapped(COLUMNS, layout=Layout.ROWS, words=words)
    made = plan(operation, rows("beds,,,40", "beds,F,,20", "hh,,,10", "hh,,0-4,3"), mapping)
    assert refusals(made) == [
        ("row 3", "Keep the row of all people only: capacity counts no people"),
        ("row 5", "Keep the row of all people only: households have no sex and age"),
    ]


def test_the_qualifier_of_a_row_is_of_its_people_and_parts_are_exact(operation: Session) -> None:
    columns = {**COLUMNS, "Sure": "qualifier"}
    mapping = mapped(columns, layout=Layout.ROWS, words=WORDS)
    head = HEAD.replace("\n", ",Sure\n")
    lines = ("there,,,90,about", "there,F,,20,exact", "there,M,,30,about", "there,M,0-4,~5,")
    made = plan(operation, rows(*lines, head=head), mapping)
    vague = "Enter an exact number, or leave it blank: parts by sex and age are exact"
    assert refusals(made) == [("row 4, column F", vague), ("row 5, column F", vague)]
    (planned,) = made.planned
    assert planned.stated.counts[0].said == "about 90"
    assert [part.value for part in planned.stated.counts[0].parts] == [20]


def test_ages_from_and_to_are_read_as_our_own_exports_have_them(operation: Session) -> None:
    head = "Date,District,What,sex,age_from,age_to,Value\n"
    columns = {name: words for name, words in COLUMNS.items() if name not in ("Sex", "Age")}
    columns |= {"sex": "sex", "age_from": "age from", "age_to": "age to"}
    mapping = mapped(columns, layout=Layout.ROWS, words=WORDS)
    lines = (
        *("there,,,,90", "there,f,0,4,20", "there,f,,,3", "there,m,60,,9", "there,unknown,,,2"),
        *("there,,12,17,5", "there,m,0,,11"),
    )
    assert parts(plan(operation, rows(*lines, head=head), mapping)) == {
        (F, 0, 4): 20,
        (F, None, None): 3,
        (M, 60, None): 9,
        (M, 0, None): 11,
        (UNKNOWN, None, None): 2,
        (UNKNOWN, 12, 17): 5,
    }
    wrong = plan(operation, rows("there,,,,9", "there,f,9,4,1", "there,f,,4,1", head=head), mapping)
    assert [where for where, _ in refusals(wrong)] == ["row 3, column E", "row 4, column E"]
    assert refusals(wrong)[0][1].endswith(". This is “9 to 4”")


def test_one_column_per_count_has_a_row_for_each_sex(operation: Session) -> None:
    columns = {
        "Date": "day",
        "District": "area",
        "Sex": "sex",
        "Came": "arrivals new",
        "There": "present",
        "Children": "present, 0 to 17",
        "Beds": "capacity",
    }
    head = "Date,District,Sex,Came,There,Children,Beds\n"
    lines = ("total,9,90,40,7", "women,4,50,,7", "men,5,40,19,")
    made = plan(operation, rows(*lines, head=head), mapped(columns))
    assert parts(made) == {
        (F, None, None): 50,
        (M, 0, 17): 19,
        (M, None, None): 21,
        (UNKNOWN, 0, 17): 21,
    }
    assert parts(made, Indicator.ARRIVALS) == {(F, None, None): 4, (M, None, None): 5}
    alone = plan(operation, rows("women,4,50,,7", head=head), mapped(columns))
    assert len(alone.refused) == 1


def test_what_a_column_counts_of_others_is_refused(operation: Session) -> None:
    columns = {"Date": "day", "District": "area", "Age": "age", "There": "present"}
    columns |= {"Children": "present, 0 to 17", "Families": "arrivals new in households"}
    head = "Date,District,Age,There,Children,Families\n"
    lines = ("all,90,40,7", "60+,5,,", "60+,5,1,", "18-59,6,,2")
    made = plan(operation, rows(*lines, head=head), mapped(columns))
    assert refusals(made) == [
        (
            "row 4, column E",
            "Mend the sex or the age: nobody is both in the row and of present, 0 to 17",
        ),
        ("row 5, column F", "Keep the row of all people only: households have no sex and age"),
    ]


def test_one_column_per_day_has_a_row_for_each_sex(operation: Session) -> None:
    mapping = mapped(
        {"District": "area", "Sex": "sex"},
        layout=Layout.DAYS,
        constants=Constants(source="Source 1", indicator=MEASURES["present"]),
    )
    table = "District,Sex,2024-08-07,2024-08-08,2024-08-13\n"
    table += "Whole,F,5,6,\nWhole,M,7,9,\nWhole,total,12,16,20\n"
    made = plan(operation, table, mapping)
    assert refusals(made) == []
    found = [(p.stated.day.day, len(p.stated.counts[0].parts)) for p in made.planned]
    assert found == [(7, 2), (8, 2), (13, 0)]


def test_a_file_twice_is_unchanged_and_an_edition_corrects_what_changed(operation: Session) -> None:
    first = rows("there,,,90", "there,F,,50", "there,M,,40", "came,,,7", "came,F,,4")
    take_in(operation, first, LONG)
    assert outcomes(plan(operation, first, LONG)) == [Outcome.UNCHANGED]
    again = rows("came,F,,4", "there,M,,40", "there,F,,50", "came,,,7", "there,,,90")
    assert outcomes(plan(operation, again, LONG)) == [Outcome.UNCHANGED]
    (planned,) = plan(operation, first.replace("there,F,,50", "there,F,,49"), LONG).planned
    assert planned.outcome is Outcome.CORRECTED
    changed = [c for c in planned.counts if c not in planned.before]
    assert [(c.indicator, sorted(p.value for p in c.parts)) for c in changed] == [
        (Indicator.PRESENT, [40, 49])
    ]
    (without,) = plan(operation, first.replace("there,F,,50", "there,F,,"), LONG).planned
    assert without.outcome is Outcome.CORRECTED


def test_rows_of_people_that_are_not_read_are_told_before(operation: Session) -> None:
    unread = {name: words for name, words in COLUMNS.items() if words not in ("sex", "age")}
    lines = rows("there,,,90", "there,F,0-4,50", "there,M,5-11,40")
    made = plan(operation, lines, mapped(unread, layout=Layout.ROWS, words=WORDS))
    assert len(made.refused) == 3
    (warning,) = list_warnings(operation, made)
    assert (warning.kind, warning.remedy) == (
        WarningKind.PEOPLE,
        "Give the column the meaning “sex” or “age” in the mapping.",
    )
    assert [line.split(" says")[0] for line in warning.lines] == ["“Sex”", "“Age”"]
    assert list_warnings(operation, plan(operation, lines, LONG)) == []


def test_a_mapping_keeps_the_columns_of_people() -> None:
    assert read_mapping(write_mapping(ADDING)) == ADDING
    assert '"Sex" = "sex"' in write_mapping(ADDING)
    assert "add_parts = true" in write_mapping(ADDING)


def test_rows_by_sex_are_no_sums_of_each_other(operation: Session) -> None:
    head = "Date,District,Sex,There\n"
    lines = "".join(
        f"2024-08-07,{place},{sex},{value}\n"
        for place, values in (("Whole", (2, 3, 5)), ("Split", (4, 6, 10)))
        for sex, value in zip(("F", "M", "total"), values, strict=True)
    )
    table = survey(head + lines)
    mapping = begin_mapping(table)
    assert mapping.columns["Sex"].words == "sex"
    columns = {"Date": "day", "District": "area", "Sex": "sex", "There": "present"}
    made = plan(operation, head + lines, mapped(columns, skip_totals=True))
    assert (made.left_out, len(made.planned), made.sums) == (0, 2, ())
