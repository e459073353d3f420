"""Which people each row of a file counts is chosen, and told, on the page of columns."""

from datetime import date

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Sex
from tracker.recording.history import list_place_reports

__all__ = ["client"]

HEAD = "Date,District,Sex,Age group,Present\n"
ROWS = HEAD + "2024-08-07,Sudzha,F,0-4,20\n2024-08-07,Sudzha,M,elderly,30\n"
WHOLE = "2024-08-07,Sudzha,total,,90\n"


def test_rows_of_people_are_suggested_told_and_recorded(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, ROWS + WHOLE)
    assert (page.value("column_2"), page.value("column_3")) == ("sex", "not used")
    page = upload(
        client, ROWS + WHOLE + "2024-08-07,Sudzha,M,5-11,9\n2024-08-07,Sudzha,M,60+,8\n" * 4
    )
    assert (page.value("column_2"), page.value("column_3")) == ("sex", "age")
    assert (
        "Of “Age group” nothing is known of “elderly”: rows with such words are refused"
        in page.text
    )
    names = [name for name, _ in page.form_data(number=1)]
    assert [name for name in names if name.startswith("people_")] == ["people_4"]
    page = send(client, page, {"source": "Headquarters"})
    assert page.title.startswith("What will be recorded")
    assert "Write an age such as “0 to 4”, “60 and older”, “unknown” or “total”" in page.text
    send(client, page)
    with writer() as session:
        (report,) = list_place_reports(session, places.district, date(2024, 8, 7), date(2024, 8, 8))
    (count,) = report.counts
    assert count.value == 90
    told = {(part.sex, part.age_from, part.age_to): part.value for part in count.parts}
    assert told == {(Sex.FEMALE, 0, 4): 20, (Sex.MALE, 5, 11): 9, (Sex.MALE, 60, None): 8}


def test_a_column_of_people_that_is_not_used_is_told(client: StrictClient, places: Places) -> None:
    page = upload(client, HEAD + "2024-08-07,Sudzha,F,0-4,20\n" + WHOLE)
    page = send(client, page, {"column_2": "not used", "column_3": "not used"}, status=422)
    assert "“Sex” says which people rows count, but is not used" in page.text
    page = send(client, page, {"source": "Headquarters"})
    assert "Which people rows count is not read" in page.text


def test_parts_are_added_up_where_the_box_is_ticked(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    rows = HEAD + "2024-08-07,Sudzha,F,,20\n2024-08-07,Sudzha,M,,30\n"
    page = send(client, upload(client, rows), {"column_3": "not used", "source": "Headquarters"})
    assert "Add a row with all people: only parts of present are told." in page.text
    columns = client.see(page.response.request.path.replace("preview", "columns"))
    page = send(client, columns, {"add_parts": "y"})
    columns = client.see(page.response.request.path.replace("preview", "columns"))
    assert ("add_parts", "y") in columns.form_data(number=1)
    send(client, page)
    with writer() as session:
        (report,) = list_place_reports(session, places.district, date(2024, 8, 7), date(2024, 8, 8))
    assert [(count.value, len(count.parts)) for count in report.counts] == [(50, 2)]
