"""Whether numbers are new or totals so far is asked on the page of columns, and never guessed."""

from collections.abc import Callable

from flask import Flask

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.imports.test_command import run
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person

__all__ = ["client"]

Write = Callable[..., str]
NUMBERS = (1, 3, 5, 9, 9)
WIDE = "Date,District,Killed\n" + "".join(
    f"2024-08-{day:02},Sudzha,{number}\n" for day, number in enumerate(NUMBERS, 7)
)
SOURCE = {"source": "Headquarters"}
QUESTION = "Are the numbers of “Killed” new on the day, or totals so far?"


def test_the_question_has_no_answer_of_its_own(client: StrictClient, places: Places) -> None:
    page = upload(client, WIDE)
    assert QUESTION in page.text
    assert page.value("form_killed") is None
    refused = send(client, page, SOURCE, status=422)
    assert refused.errors() == ["Select one of the answers"]


def test_a_total_so_far_is_recorded_as_one(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    preview = send(client, upload(client, WIDE), SOURCE | {"form_killed": "total"})
    assert "Killed so far: 9" in preview.text
    assert "without an answer" not in preview.text
    seen = client.see(preview.response.request.path.replace("preview", "columns"))
    assert (seen.value("form_killed"), seen.value("column_2")) == ("total", "killed total so far")
    # What is chosen for the column does not go before the answer.
    turned = send(client, seen, {"form_killed": "new"})
    assert "Killed so far: 9" not in turned.text
    assert "without an answer" not in turned.text
    seen = client.see(preview.response.request.path.replace("preview", "columns"))
    assert (seen.value("form_killed"), seen.value("column_2")) == ("new", "killed new")
    send(client, turned)
    assert sorted(filter(None, said(writer, places.district))) == list(NUMBERS)


def test_hashtags_that_leave_it_open_lead_to_the_question(
    client: StrictClient, places: Places
) -> None:
    rows = "#date,#adm2,#affected+killed,#meta+source\n2024-08-07,Sudzha,9,Headquarters\n"
    page = upload(client, rows)
    assert "Neither +new nor +cumulative says it." in page.text
    assert send(client, page, {}, status=422).errors() == ["Select one of the answers"]
    assert "Killed so far: 9" in send(client, page, {"form_killed": "total"}).text
    told = upload(client, rows.replace("+killed", "+killed+cumulative"))
    assert "Killed so far: 9" in told.text


def test_an_answer_stays_where_something_else_is_missing(
    client: StrictClient, places: Places
) -> None:
    page = send(client, upload(client, WIDE), {"form_killed": "total"}, status=422)
    assert page.errors() == ["Select the source of the numbers"]
    assert page.value("form_killed") == "total"
    assert "Killed so far: 9" in send(client, page, SOURCE).text


def test_a_column_that_is_chosen_for_its_numbers_is_asked_about_then(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, WIDE.replace("Killed", "Lost"))
    page = send(client, page, SOURCE | {"column_2": "killed new"}, status=422)
    assert page.errors() == ["Select one of the answers"]
    assert "Killed so far: 9" in send(client, page, {"form_killed": "total"}).text
    page = upload(client, WIDE.replace("Killed", "Lost"))
    so_far = send(client, page, SOURCE | {"column_2": "killed total so far"})
    assert "Killed so far: 9" in so_far.text


def test_what_all_numbers_count_is_asked_about(client: StrictClient, places: Places) -> None:
    heads = ",".join(f"2024-08-{day:02}" for day in range(7, 12))
    page = upload(client, f"District,{heads}\nSudzha,{','.join(map(str, NUMBERS))}\n")
    assert "totals so far?" not in page.text
    page = send(client, page, SOURCE | {"indicator": "killed new"}, status=422)
    assert "Are the numbers of killed new on the day, or totals so far?" in page.text
    assert "Killed so far: 9" in send(client, page, {"form_killed": "total"}).text


def test_words_of_indicators_are_answered_together(client: StrictClient, places: Places) -> None:
    rows = WIDE.replace("Killed", "Indicator,Value").replace("Sudzha,", "Sudzha,Killed,")
    preview = send(client, upload(client, rows), SOURCE | {"form_killed": "total"})
    assert "Killed so far: 9" in preview.text


def test_a_column_of_forms_is_one_and_told_where_it_is_not_used(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,District,Indicator,Value,Type\n2024-08-07,Sudzha,Killed,9,cumulative\n"
    page = upload(client, rows)
    assert page.value("column_4") == "form"
    assert "Killed so far: 9" in send(client, page, SOURCE).text
    unused = {"column_4": "not used", "word_0": "killed new"}
    preview = send(client, page, SOURCE | unused)
    assert "Which numbers are new is not read" in preview.text
    seen = client.see(preview.response.request.path.replace("preview", "columns"))
    assert "“Type” says which numbers are new and which are totals so far" in seen.text


def test_the_command_reads_them_as_the_mapping_says_and_tells_of_it(
    app: Flask, anna: Person, places: Places, write: Write, writer: Writer
) -> None:
    said_new = '[columns]\nDate = "day"\nDistrict = "area"\nKilled = "killed new"\n'
    said_new += '[constants]\nsource = "Headquarters"\n'
    code, words = run(app, write(WIDE), "--mapping", write(said_new, "new.toml"), "--dry-run")
    assert code == 0, words
    assert QUESTION in words
    assert 'or surely_new = ["killed"].' in words
    sure = write(f'surely_new = ["killed"]\n{said_new}', "sure.toml")
    code, words = run(app, write(WIDE), "--mapping", sure)
    assert (code, QUESTION in words) == (0, False), words
    assert sorted(filter(None, said(writer, places.district))) == list(NUMBERS)
    tagged = "#date,#adm2,#affected+killed,#meta+source\n" + "".join(
        f"{row},Headquarters\n" for row in WIDE.splitlines()[1:]
    )
    code, words = run(app, write(tagged, "tagged.csv"))
    assert code == 1
    assert "- Are the numbers of “#affected+killed” new on the day" in words
