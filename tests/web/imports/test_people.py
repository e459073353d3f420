"""Which people a column counts is chosen beside what it counts."""

from datetime import date

import pytest

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Sex
from tracker.exchange.mapping import read_mapping
from tracker.exchange.meanings import read_meaning
from tracker.recording.history import list_place_reports
from tracker.web.imports.people_choices import join_meaning, list_people, split_meaning

__all__ = ["client"]

ROWS = "Date,District,Men,Women,Children,Present total,Beds\n2024-08-07,Sudzha,20,30,40,90,5\n"
PARTS = {
    "column_2": "present",
    "people_2": "male, 18 and older",
    "column_3": "present",
    "people_3": "female, 18 and older",
    "column_4": "present",
    "people_4": "0 to 17",
    "source": "Headquarters",
}


def test_parts_are_chosen_by_sex_and_age(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, ROWS)
    assert page.value("people_2") == ""
    page = send(client, page, PARTS)
    assert page.title.startswith("What will be recorded")
    seen = client.see(page.response.request.path.replace("preview", "columns"))
    assert (seen.value("column_4"), seen.value("people_4")) == ("present", "0 to 17")
    send(client, page)
    with writer() as session:
        (report,) = list_place_reports(session, places.district, date(2024, 8, 7), date(2024, 8, 8))
    parts = next(count.parts for count in report.counts if count.parts)
    told = {(part.sex, part.age_from, part.age_to): part.value for part in parts}
    assert told == {
        (Sex.MALE, 18, None): 20,
        (Sex.FEMALE, 18, None): 30,
        (Sex.UNKNOWN, 0, 17): 40,
    }


def test_people_go_with_counts_of_people_only(client: StrictClient, places: Places) -> None:
    page = upload(client, ROWS)
    wrong = {"people_6": "female", "column_2": "present in households", "column_5": "present"}
    page = send(client, page, PARTS | wrong, status=422)
    assert set(page.errors()) == {
        "Select everybody: households have no sex and age",
        "Select everybody: capacity counts no people",
        (
            "Choose one column for People present: a report has room for one number of it. Or let "
            "columns that count the same in the same way be added up (add_columns in a mapping)"
        ),
    }


def test_a_column_of_words_has_no_people(client: StrictClient, places: Places) -> None:
    names = [name for name, _ in upload(client, ROWS).form_data(number=1)]
    assert [name for name in names if name.startswith("people_")] == [
        f"people_{index}" for index in range(2, 7)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "present",
        "killed new, male",
        "present, female, 0 to 4",
        "present, 0 to 4",
        "present, unknown sex, 0 to 4",
        "present, unknown sex",
        "present, male, unknown age",
        "day",
    ],
)
def test_meanings_are_put_together_again(words: str) -> None:
    meaning = read_meaning(words)
    assert meaning is not None
    plain, people = split_meaning(meaning)
    again = read_meaning(plain)
    assert again is not None
    assert join_meaning(again, people) == meaning


def test_people_of_a_shared_mapping_that_are_not_usual_stay_to_be_chosen() -> None:
    assert len(list_people([])) == 36
    mapping = read_mapping(
        '[columns]\n"A" = "present, female, 6 to 9"\n"B" = "present, unknown sex, 6 to 9"\n'
    )
    used = [m.measure for m in mapping.columns.values() if m.measure]
    assert {choice.value for choice in list_people(used)} > {
        "female, 6 to 9",
        "unknown sex, 6 to 9",
        "unknown",
    }


def test_what_a_point_sets_off_is_asked_once_a_column_is_chosen(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, "Date;District;X\n2024-08-07;Sudzha;1.000\n2024-08-08;Sudzha;1.037\n")
    assert "what the point in" not in page.text
    page = send(client, page, {"column_2": "present", "source": "Headquarters"}, status=422)
    assert page.errors() == ["Select one of the answers"]
    assert "Nothing says what the point in 1.000 of “X” sets off." in page.text
    page = send(client, page, {"answer_0": "thousands"})
    assert page.title.startswith("What will be recorded")
    assert "2,037" in page.text or "1,037" in page.text
