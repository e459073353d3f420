"""Columns that count parts of one number are added up where a mapping says so."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tracker.domain.counts import Count
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.importing.planning import MappingUnfit
from tracker.exchange.mapping import read_mapping, write_mapping

COLUMNS = {"Date": "day", "District": "area"}
FROM = {"IDPs from Sudzha": "present", "IDPs from Rylsk": "present", "Arrivals": "arrivals new"}
ADDING = mapped(COLUMNS | FROM, add_columns=True)


def find_counts(session: Session, cells: str) -> dict[str, Count]:
    rows = f"Date,District,IDPs from Sudzha,IDPs from Rylsk,Arrivals\n2024-08-07,Whole,{cells}\n"
    found = plan(session, rows, read_mapping(write_mapping(ADDING)))
    assert not found.refused
    (one,) = found.planned
    return {count.indicator.value: count for count in one.stated.counts}


@pytest.mark.parametrize(
    ("cells", "value", "qualifier"),
    [
        ("10,20,3", 30, Qualifier.EXACT),
        ("10,0,3", 10, Qualifier.EXACT),
        ("10,,3", 10, Qualifier.AT_LEAST),
        ("about 10,20,3", 30, Qualifier.ABOUT),
        ("about 10,,3", 10, Qualifier.ABOUT),
    ],
)
def test_columns_that_count_the_same_are_added_up(
    operation: Session, cells: str, value: int, qualifier: Qualifier
) -> None:
    found = find_counts(operation, cells)
    assert (found["present"].value, found["present"].qualifier) == (value, qualifier)
    assert (found["arrivals"].value, found["arrivals"].qualifier) == (3, Qualifier.EXACT)


def test_blank_columns_say_nothing(operation: Session) -> None:
    assert set(find_counts(operation, ",,3")) == {"arrivals"}


def test_columns_are_added_up_only_where_it_is_said_and_they_count_in_the_same_way(
    operation: Session,
) -> None:
    rows = "Date,District,IDPs from Sudzha,IDPs from Rylsk,Arrivals\n2024-08-07,Whole,1,2,3\n"
    with pytest.raises(MappingUnfit, match="Or let columns that count the same in the same way be"):
        plan(operation, rows, replace(ADDING, add_columns=False))
    for other in ("present in households", "present, female"):
        columns = COLUMNS | FROM | {"IDPs from Rylsk": other}
        unlike = mapped(columns, add_columns=True)
        if other.endswith("female"):
            assert not plan(operation, rows.replace("1,2", "2,1"), unlike).refused
        else:
            with pytest.raises(MappingUnfit, match="Choose one column for People present"):
                plan(operation, rows, unlike)
