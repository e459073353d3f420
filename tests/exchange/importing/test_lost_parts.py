"""Parts by sex and age that cannot be kept are refused or told of, and never just gone."""

from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, outcomes, plan, refusals
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import Outcome, Plan, WarningKind, list_warnings
from tracker.exchange.importing.lost_parts import MOST_KEPT

HEAD = "Date,District,Present,Children,Arrivals\n"
MAPPING = mapped(
    {
        "Date": "day",
        "District": "area",
        "Present": "present",
        "Children": "present, 0 to 17",
        "Arrivals": "arrivals new",
    }
)


def tell(session: Session, made: Plan) -> list[tuple[str, list[str]]]:
    found = list_warnings(session, made)
    assert all(one.kind is WarningKind.PARTS and one.remedy for one in found)
    return [(one.words[:30], list(one.lines)) for one in found]


def test_a_vague_part_is_told_of_and_its_count_is_kept(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,300,~120,\n2024-08-08,Whole,100,<5,\n"
    rows += "2024-08-09,Whole,50,several,\n2024-08-10,Whole,50,20,\n"
    made = plan(operation, rows, MAPPING)
    assert outcomes(made) == [Outcome.ADDED] * 4
    counts = [planned.stated.counts[0] for planned in made.planned]
    assert [(count.value, len(count.parts)) for count in counts] == [
        (300, 0),
        (100, 0),
        (50, 0),
        (50, 1),
    ]
    assert tell(operation, made) == [
        (
            "3 parts by sex or age are not ",
            [
                "row 2: present, 0 to 17: about 120",
                "row 3: present, 0 to 17: less than 5",
                "row 4: present, 0 to 17: “several”",
            ],
        )
    ]


def test_a_row_with_nothing_but_parts_is_refused(operation: Session) -> None:
    rows = HEAD + "2024-08-07,Whole,,55,\n2024-08-08,Whole,,~5,\n2024-08-09,Whole,,,\n"
    made = plan(operation, rows, MAPPING)
    assert (outcomes(made), made.blank) == ([], 1)
    said = "Fill in the number of people present: only a part of it is told, 0 to 17: "
    assert refusals(made) == [("row 2", f"{said}55"), ("row 3", f"{said}about 5")]
    assert tell(operation, made) == []


def test_a_part_without_all_is_told_of_beside_other_counts(operation: Session) -> None:
    made = plan(operation, HEAD + "2024-08-07,Whole,,55,7\n2024-08-08,Whole,60,55,\n", MAPPING)
    assert made.refused == ()
    assert [[count.indicator for count in p.stated.counts] for p in made.planned] == [
        [Indicator.ARRIVALS],
        [Indicator.PRESENT],
    ]
    assert tell(operation, made) == [
        ("1 part by sex or age is not re", ["row 2: present, 0 to 17: 55"])
    ]


def test_of_many_parts_that_are_not_kept_the_first_are_named(operation: Session) -> None:
    ages = {f"Age {age}": f"present, {age} to {age + 1}" for age in range(20, 40, 2)}
    columns = {"Date": "day", "District": "area", "Present": "present", **ages}
    rows = "".join(f"2024-08-{day:02},Whole,300{',~2' * len(ages)}\n" for day in range(7, 20))
    made = plan(operation, ",".join(columns) + "\n" + rows, mapped(columns))
    assert (made.vague_parts.number, len(made.vague_parts.first)) == (13 * len(ages), MOST_KEPT)
