"""Areas of a file under names in another script: asked about on the page and by the command."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.web.admin.conftest import Register
from tests.web.admin.test_area_import import PAGE, names, run, upload
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.registry.areas import add_area
from tracker.registry.people import Role

RUSSIAN = "name;p_code\nСуджа;RU3801\nЛьгов;RU3802\n"


def ask(admin: StrictClient, register: Register) -> tuple[Page, str]:
    """The page that asks, and its address."""
    form = admin.see(PAGE)
    data = dict(form.form_data()) | {"file": upload(RUSSIAN), "parent": str(register.region)}
    answer = admin.post(admin.address(PAGE), data=data)
    assert answer.status_code == 303
    return admin.see(answer.location), answer.location


def test_likely_names_are_confirmed_on_a_page_of_their_own(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page, address = ask(admin, register)
    assert page.value("area_row_2") == str(register.district)
    assert page.value("area_row_3") == ""
    assert names(writer, register.region) == ["Sudzha"]
    done = admin.send_again(page, address)
    assert "The file is imported: 1 added, 1 updated, 0 unchanged." in done.text
    assert names(writer, register.region) == ["Sudzha", "Льгов"]
    assert admin.get(address).status_code == 404


def test_it_does_not_stand_among_the_counts_that_were_begun(
    admin: StrictClient, register: Register
) -> None:
    _, address = ask(admin, register)
    token = address.split("?")[0].rsplit("/", 1)[-1]
    assert token not in admin.get("/imports").get_data(as_text=True)


def test_what_is_another_area_is_added(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page, address = ask(admin, register)
    admin.send_again(page, address, {"area_row_2": ""})
    assert names(writer, register.region) == ["Sudzha", "Льгов", "Суджа"]


def test_one_area_cannot_be_two(admin: StrictClient, register: Register, writer: Writer) -> None:
    page, address = ask(admin, register)
    again = admin.send_again(page, address, {"area_row_3": str(register.district)}, status=422)
    assert again.errors() == ["Nothing was imported, because 1 area could not be taken in."]
    assert "Name it once: it stands in row 2 too" in again.text
    assert names(writer, register.region) == ["Sudzha"]


def test_answers_stay_with_their_rows_when_the_register_changes_meanwhile(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page, address = ask(admin, register)
    with writer() as session:
        added = add_area(session, name="Lgov", parent_id=register.region)
    typed = {"area_row_2": "", "area_row_3": str(register.district)}
    again = admin.send_again(page, address, typed, status=422)
    assert again.errors() == ["What is asked has changed since. Look through the areas once more"]
    assert names(writer, register.region) == ["Lgov", "Sudzha"]
    assert again.value("area_row_2") == ""
    assert again.value("area_row_3") == str(register.district)
    typed = {"area_row_2": str(register.district), "area_row_3": str(added)}
    admin.send_again(again, address, typed)
    assert names(writer, register.region) == ["Lgov", "Sudzha"]


def test_an_answer_is_not_given_to_the_next_area(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    page, address = ask(admin, register)
    with writer() as session:
        add_area(session, name="Льгов", parent_id=register.region)
    again = admin.send_again(page, address, status=422)
    assert again.value("area_row_2") == str(register.district)
    assert again.value("area_row_3") is None
    done = admin.send_again(again, address)
    assert "The file is imported: 0 added, 2 updated, 0 unchanged." in done.text
    assert names(writer, register.region) == ["Sudzha", "Льгов"]


def test_what_lies_in_another_area_is_asked_about_again(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    table = "level;name\nregion;Курская область\ndistrict;Суджа\n"
    form = admin.see(PAGE)
    data = dict(form.form_data()) | {"file": upload(table), "parent": str(register.country)}
    address = admin.post(admin.address(PAGE), data=data).location
    page = admin.see(address)
    assert page.value("area_row_2") == str(register.region)
    assert page.value("area_row_3") == str(register.district)
    again = admin.send_again(page, address, {"area_row_2": ""}, status=422)
    assert again.value("area_row_2") == ""
    assert again.value("area_row_3") is None
    again = admin.send_again(again, address, {"area_row_2": str(register.region)}, status=422)
    assert again.value("area_row_3") == str(register.district)
    done = admin.send_again(again, address)
    assert "The file is imported: 0 added, 0 updated, 2 unchanged." in done.text
    assert names(writer, register.region) == ["Sudzha"]


def test_the_file_of_another_person_is_not_there(
    admin: StrictClient, register: Register, client_of: Callable[..., StrictClient]
) -> None:
    _, address = ask(admin, register)
    other = client_of(Role.ADMINISTRATOR, name="Olga")
    assert other.get(address).status_code == 404


def test_the_command_asks_unless_it_is_told(
    app: Flask, register: Register, writer: Writer, tmp_path: Path
) -> None:
    code, words = run(app, tmp_path, RUSSIAN, "--parent", "RU38")
    assert code == 1  # nobody answers
    assert "  Суджа: Sudzha\n  Льгов: not there, to be added\n" in words
    assert names(writer, register.region) == ["Sudzha"]
    code, words = run(app, tmp_path, RUSSIAN, "--parent", "RU38", "--match")
    assert (code, "1 added, 1 updated" in words) == (0, True)
    assert names(writer, register.region) == ["Sudzha", "Льгов"]
    run(app, tmp_path, RUSSIAN, "--parent", "RU38", "--no-match")
    assert names(writer, register.region) == ["Sudzha", "Льгов", "Суджа"]
