"""What the pages say of a head of several rows, and of hashtags in it."""

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient

__all__ = ["client"]


GROUPED = "District,Date,Killed,\n,,total,new\nSudzha,2024-08-07,3,1\nSudzha,2024-08-08,5,2\n"


def test_a_head_of_two_rows_is_told_kept_and_can_be_chosen_otherwise(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, GROUPED)
    assert "Its head has 2 rows, 1 to 2" in page.text
    assert page.value("column_2") == "killed total so far"
    assert dict(page.form_data(number=0))["table-head_rows"] == "2"
    form = page.find("main").findall(".//form")[0]
    typed = dict(page.form_data(number=0)) | {"table-head_row": "1"}
    response = client.post(form.get("action"), data=typed | {"table-head_rows": "1"})
    single = client.see(response.location)
    assert "Its head has" not in single.text
    assert "column D" in single.text
    response = client.post(form.get("action"), data=typed | {"table-head_rows": ""})
    page = client.see(response.location)
    assert "Its head has 2 rows, 1 to 2" in page.text
    page = send(client, page, {"source": "Headquarters"})
    assert page.title.startswith("What will be recorded")
    send(client, page, {"mapping_name": "Grouped"})
    assert said(writer, places.district) == [5, 3]
    later = upload(client, GROUPED.replace(",5,2", ",6,3"), mapping="Grouped")
    send(client, later, {})
    assert said(writer, places.district) == [6, 3]


def test_hashtags_lead_straight_to_the_preview_unless_one_is_narrowed(
    client: StrictClient, places: Places
) -> None:
    rows = "#date+occurred,#adm2+name,#meta+source,#affected+idps{}\n2024-08-08,Sudzha,{},5\n"
    page = upload(client, rows.format("+ind+stock", "Headquarters"))
    assert page.title.startswith("What will be recorded")
    page = upload(client, rows.format("+target", "Headquarters"))
    assert page.title.startswith("What the columns mean")
    assert "+target (what is planned) may change what it means" in page.text


def test_the_year_of_days_without_one_is_asked_for(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, "District,7 Aug,8 Aug,9 Aug\nSudzha,5,6,7\n")
    assert "have no year. In which year is 7 Aug?" in page.text
    assert not page.value("answer_0")
    typed = {"source": "Headquarters", "indicator": "present"}
    page = send(client, page, typed, status=422)
    assert page.errors() == ["Select one of the answers"]
    page = send(client, page, typed | {"answer_0": "2024"})
    page = send(client, page)
    assert said(writer, places.district) == [7, 6, 5]
