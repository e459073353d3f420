"""Files with a row for each part say what files with a column for each say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tracker.exchange.detecting import Layout
from tracker.exchange.importing import Plan
from tracker.exchange.mapping import Constants
from tracker.exchange.meanings import MEASURES

BANDS = [(0, 4), (5, 11), (12, 17), (18, 59), (60, None), (None, None)]
CELLS = [
    (sex, band) for sex in ("female", "male", "") for band in BANDS if sex or band[0] is not None
]
SAID = {
    "": ("", "total", "Both sexes", "всего"),
    "female": ("F", "women", "жен", "female"),
    "male": ("m", "Male", "мужчин", "men"),
}


def say_age(band: tuple[int | None, int | None], at: int) -> str:
    low, high = band
    if low is None:
        return ("", "total", "все возрасты")[at % 3]
    if high is None:
        return (f"{low}+", f"{low} and older", f"{low} лет и старше")[at % 3]
    return (f"{low}-{high}", f"{low} to {high}", f"{low}–{high} лет")[at % 3]


def say_column(cell: tuple[str, tuple[int | None, int | None]]) -> str:
    sex, (low, high) = cell
    if low is None:
        return f"present, {sex}"
    people = f"present, {sex}, " if sex else "present, "
    return f"{people}{low} and older" if high is None else f"{people}{low} to {high}"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_long_file_gives_the_reports_of_a_wide_one(operation: Session, data: Any) -> None:
    told: dict[int, dict[Any, int]] = data.draw(
        st.dictionaries(
            st.sampled_from([7, 8, 9]),
            st.dictionaries(st.sampled_from(CELLS), st.integers(0, 50), max_size=6),
            min_size=1,
        )
    )
    used = sorted({cell for cells in told.values() for cell in cells}, key=CELLS.index)
    wide = ["Date,District,All" + "".join(f",C{at}" for at in range(len(used)))]
    long = []
    for day, cells in told.items():
        whole = sum(cells.values()) + data.draw(st.integers(0, 9))
        values = [str(cells.get(cell, "")) for cell in used]
        wide.append(",".join((f"2024-08-0{day},Whole,{whole}", *values)))
        long.append(f"2024-08-0{day},Whole,,,{whole}")
        for (sex, band), value in cells.items():
            at = data.draw(st.integers(0, 3))
            long.append(f"2024-08-0{day},Whole,{SAID[sex][at]},{say_age(band, at)},{value}")
    long = data.draw(st.permutations(long))
    columns = {"Date": "day", "District": "area", "All": "present"}
    columns |= {f"C{at}": say_column(cell) for at, cell in enumerate(used)}
    by_column = plan(operation, "\n".join(wide) + "\n", mapped(columns))
    by_row = plan(
        operation,
        "\n".join(["Date,District,Sex,Age,Value", *long]) + "\n",
        mapped(
            {"Date": "day", "District": "area", "Sex": "sex", "Age": "age", "Value": "number"},
            layout=Layout.ROWS,
            constants=Constants(source="Source 1", indicator=MEASURES["present"]),
        ),
    )
    # Parts that are more than a sum of them are refused in both.
    assert {one.reason for one in by_row.refused} == {one.reason for one in by_column.refused}
    assert say_reports(by_row) == say_reports(by_column)


def say_reports(made: Plan) -> dict[date, Any]:
    return {one.stated.day: one.stated.counts for one in made.planned}
