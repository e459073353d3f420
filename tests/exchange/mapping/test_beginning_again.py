"""What is suggested for the columns of a table that a mapping was not made for."""

from tests.exchange.importing.acts import mapped
from tests.exchange.tables import survey
from tracker.exchange.mapping import suppose_missing

ROWS = "Date,District,In shelter,Killed,Injured\n2024-08-08,Sudzha,5,1,2\n"


def test_a_mapping_of_which_nothing_is_missing_stays_as_it_is() -> None:
    mapping = mapped({"Date": "day", "District": "area", "Killed": "killed new"})
    assert suppose_missing(mapping, survey(ROWS)) is mapping


def test_what_another_column_is_already_is_not_suggested() -> None:
    columns = {"Date": "day", "District": "area", "Sheltered": "sheltered", "Killed": "injured new"}
    made = suppose_missing(mapped(columns), survey(ROWS))
    said = {name: meaning.words for name, meaning in made.columns.items()}
    assert said == columns | {"In shelter": "sheltered"}


def test_what_may_count_something_else_is_left_to_a_person() -> None:
    rows = "Date,District,In shelter,Killed by mines\n2024-08-08,Sudzha,5,1\n"
    made = suppose_missing(
        mapped({"Date": "day", "District": "area", "Was": "present"}), survey(rows)
    )
    assert set(made.columns) == {"Date", "District", "Was", "In shelter"}
