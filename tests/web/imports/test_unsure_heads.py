"""Columns whose heads leave open what they count: nothing is chosen on their page."""

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient

__all__ = ["client"]

WIDE = "Date,District,IDPs from Sudzha,IDPs from Rylsk\n2024-08-07,Sudzha,5,7\n"
LONG = "Date,District,Indicator,Value\n2024-08-07,Sudzha,{},5\n2024-08-07,Sudzha,Killed,9\n"


def test_what_a_column_with_unknown_words_counts_has_to_be_chosen(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, WIDE)
    assert "Choose what these are, since nothing is known of words in them" in page.text
    assert page.value("column_2") == page.value("column_3") == ""
    neither = send(client, page, {"source": "Headquarters"}, status=422)
    assert neither.errors() == [
        "Choose what “IDPs from Sudzha” counts",
        "Choose what “IDPs from Rylsk” counts",
    ]
    again = send(client, neither, {"column_3": "not used"}, status=422)
    assert again.errors() == ["Choose what “IDPs from Sudzha” counts"]
    assert again.value("column_3") == "not used"
    preview = send(client, again, {"column_2": "present"})
    assert "People present" in preview.text
    # Chosen is chosen, also where it is not used.
    back = client.see(page.response.request.path)
    assert (back.value("column_2"), back.value("column_3")) == ("present", "not used")
    assert "nothing is known of words" not in back.text
    send(client, preview)
    assert said(writer, places.district) == [5]


def test_what_an_indicator_with_unknown_words_counts_has_to_be_chosen(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, LONG.format("IDPs from Rylsk"))
    assert [page.value(f"word_{n}") for n in (0, 1)] == ["", "killed new"]
    again = send(client, page, {"source": "Headquarters"}, status=422)
    assert again.errors() == ["Choose what “IDPs from Rylsk” counts"]
    preview = send(client, again, {"word_0": "present", "word_1": "not used"})
    back = client.see(page.response.request.path)
    assert back.value("word_0") == "present"
    send(client, preview)
    assert said(writer, places.district) == [5]


def test_whether_numbers_are_thousands_has_to_be_answered(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    rows = "Date,District,Present (thousands)\n2024-08-07,Sudzha,5\n"
    page = upload(client, rows)
    assert page.value("answer_0") is None
    again = send(client, page, {"source": "Headquarters"}, status=422)
    assert again.errors() == ["Select one of the answers"]
    plain = send(client, again, {"answer_0": ""})
    assert client.see(page.response.request.path).value("answer_0") == ""
    assert "5,000" not in plain.text
    back = client.see(page.response.request.path)
    send(client, send(client, back, {"answer_0": "thousands"}))
    assert said(writer, places.district) == [5000]


def test_parts_in_columns_of_their_own_are_added_up_with_a_box(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, WIDE)
    both = {"source": "Headquarters", "column_2": "present", "column_3": "present"}
    again = send(client, page, both, status=422)
    (error,) = again.errors()
    assert error.startswith("Choose one column for People present")
    send(client, send(client, again, {"add_columns": "y"}))
    assert said(writer, places.district) == [12]
