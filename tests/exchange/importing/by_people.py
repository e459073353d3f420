"""Tables with a row for people of each sex and age, and what is planned of them."""

from tests.exchange.importing.acts import mapped, refusals
from tracker.domain.counts import Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout
from tracker.exchange.importing import Plan

F, M, UNKNOWN = Sex.FEMALE, Sex.MALE, Sex.UNKNOWN
HEAD = "Date,District,What,Sex,Age,Value\n"
COLUMNS = {
    "Date": "day",
    "District": "area",
    "What": "indicator",
    "Sex": "sex",
    "Age": "age",
    "Value": "number",
}
WORDS = mapped({"came": "arrivals new", "there": "present", "beds": "capacity"}).columns
LONG = mapped(COLUMNS, layout=Layout.ROWS, words=WORDS)
ADDING = mapped(COLUMNS, layout=Layout.ROWS, words=WORDS, add_parts=True)

Told = dict[tuple[Sex, int | None, int | None], int]


def rows(*lines: str, head: str = HEAD) -> str:
    return head + "".join(f"2024-08-07,Whole,{line}\n" for line in lines)


def parts(made: Plan, indicator: Indicator = Indicator.PRESENT) -> Told:
    assert refusals(made) == []
    (planned,) = made.planned
    count = next(c for c in planned.stated.counts if c.indicator is indicator)
    return {(p.sex, p.age_from, p.age_to): p.value for p in count.parts}


def total(made: Plan) -> int | None:
    assert refusals(made) == []
    (planned,) = made.planned
    (count,) = planned.stated.counts
    return count.value


def reasons(made: Plan) -> set[str]:
    assert made.planned == ()
    return {refused.reason for refused in made.refused}
