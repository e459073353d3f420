"""Registered places that add up to those beside them are no totals: they are taken in and told."""

from dataclasses import replace

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.tables import survey
from tests.histories import REGION
from tests.properties import holds_for
from tracker.exchange.detecting import Asked, Question
from tracker.exchange.importing import (
    Plan,
    WarningKind,
    list_warnings,
    settle_sums,
    sum_by_day,
)
from tracker.registry.areas import add_area

COLUMNS = {"Date": "day", "District": "area", "Shelter": "shelter", "Killed": "killed new"}
SKIPPING = mapped(COLUMNS, skip_totals=True)
HEAD = "Date,District,Shelter,Killed\n"


def read(session: Session, *days: dict[str, int]) -> Plan:
    rows = HEAD
    for day, told in enumerate(days, start=7):
        for name, value in told.items():
            district, _, shelter = name.partition("/")
            rows += f"2024-08-{day:02},{district},{shelter},{value}\n"
    return plan(session, rows, SKIPPING)


def add_third(session: Session) -> None:
    add_area(session, name="Third", parent_id=REGION)


def list_told(session: Session, made: Plan) -> list[str]:
    found = [w for w in list_warnings(session, made) if w.kind is WarningKind.TOTALS]
    assert all(w.heading == "Rows that add up to others and are taken in" for w in found)
    return [line for warning in found for line in warning.lines]


def test_a_district_that_adds_up_to_others_on_the_only_day_is_taken_in_and_told(
    operation: Session,
) -> None:
    add_third(operation)
    made = read(operation, {"Whole": 10, "Split": 20, "Third": 30})
    assert (made.left_out, len(made.planned), made.sums) == (0, 3, ())
    assert list_told(operation, made) == ["row 4"]


def test_so_is_one_that_does_for_days_on_end_with_small_numbers(operation: Session) -> None:
    add_third(operation)
    days = ((1, 1, 2), (0, 1, 1), (2, 1, 3))
    made = read(operation, *(dict(zip(("Whole", "Split", "Third"), n, strict=True)) for n in days))
    assert (made.left_out, sum(s.value or 0 for s in sum_by_day(made.planned))) == (0, 12)


def test_an_area_above_the_others_and_a_district_of_its_shelters_are_left_out(
    operation: Session,
) -> None:
    add_third(operation)
    region = read(operation, {"Region": 61, "Whole": 10, "Split": 20, "Third": 31})
    assert (region.sums, list_told(operation, region)) == ((2,), [])
    shelters = read(operation, {"Split/First": 10, "Split/Second": 21, "Split": 31})
    assert (shelters.sums, list_told(operation, shelters)) == ((4,), [])


def test_a_district_beside_the_shelters_of_another_is_taken_in(operation: Session) -> None:
    made = read(operation, {"Split/First": 10, "Split/Second": 20, "Whole": 30})
    assert (made.sums, list_told(operation, made)) == ((), ["row 4"])


def test_what_is_not_registered_or_beside_nothing_that_is_is_left_out(operation: Session) -> None:
    unknown = read(operation, {"Whole": 10, "Split": 20, "Elsewhere": 30})
    assert unknown.sums == (4,)
    alone = read(operation, {"Village A": 10, "Village B": 20, "Whole": 30})
    assert alone.sums == (4,)


def ask(session: Session, rows: str) -> list[str]:
    found = plan(session, HEAD + rows, replace(SKIPPING, skip_totals=None)).questions
    return [question.words for question in found if question.asked is Asked.TOTALS]


def test_it_is_asked_about_sums_only_where_an_answer_leaves_any_out(operation: Session) -> None:
    add_third(operation)
    others = "2024-08-07,Whole,,10\n2024-08-07,Split,,20\n"
    assert ask(operation, others + "2024-08-07,Third,,30\n") == []
    for name in ("Elsewhere", "Region"):
        (words,) = ask(operation, others + f"2024-08-07,{name},,30\n")
        assert words.startswith(f"Row 4 (“{name}”) looks like the sum")
    assert ask(operation, others + "2024-08-07,Total,,30\n")
    assert ask(operation, others + "2024-08-07,Third,,30\n" + "2024-08-08,Whole,,1\n") == []


def test_of_more_rows_than_were_looked_at_it_is_asked(operation: Session) -> None:
    add_third(operation)
    rows = "2024-08-07,Whole,,10\n2024-08-07,Split,,20\n2024-08-07,Third,,30\n"
    found = survey(HEAD + rows)
    asked = plan(operation, HEAD + rows, replace(SKIPPING, skip_totals=None))
    question = Question(asked=Asked.TOTALS, words="Sums?", options=())
    cut = replace(found, first=found.first[:2])
    assert settle_sums(operation, found, asked.mapping, [question]) == ()
    assert settle_sums(operation, cut, asked.mapping, [question]) == (question,)


@holds_for(25, days=st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=3))
def test_no_registered_district_among_its_siblings_is_left_out(
    operation: Session, days: list[tuple[int, int, int]]
) -> None:
    with operation.begin_nested() as point:
        add_third(operation)
        names = ("Whole", "Split", "Third")
        made = read(operation, *(dict(zip(names, n, strict=True)) for n in days))
        point.rollback()
    assert (made.left_out, len(made.planned)) == (0, 3 * len(days))
    assert all(2 * max(days[(row - 2) // 3]) == sum(days[(row - 2) // 3]) for row in made.kept_sums)
