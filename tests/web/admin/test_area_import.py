"""Importing areas on the page and by the command."""

import json
from io import BytesIO
from pathlib import Path

from flask import Flask

from tests.registry.area_samples import collection, feature
from tests.web.admin.conftest import Register
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.registry.boundaries import find_boundary
from tracker.registry.places import list_children

TABLE = "name;p_code\nSudzha;RU3801\nKorenevo;RU3802\n"
PAGE = "admin.import_areas"


def upload(content: str | bytes) -> tuple[BytesIO, str]:
    encoded = content.encode() if isinstance(content, str) else content
    return BytesIO(encoded), "areas"


def names(writer: Writer, place_id: int) -> list[str]:
    with writer() as session:
        return [place.name for place in list_children(session, place_id)]


def test_a_table_is_taken_in(admin: StrictClient, register: Register, writer: Writer) -> None:
    page = admin.fill_in(PAGE, {"file": upload(TABLE)}, parent=register.region)

    assert "The file is imported: 1 added, 1 updated, 0 unchanged." in page.text
    assert names(writer, register.region) == ["Korenevo", "Sudzha"]


def test_boundaries_are_taken_in_with_whom_they_come_from(
    admin: StrictClient, register: Register, writer: Writer, shared_data: Path
) -> None:
    everything = json.loads((shared_data / "kursk_oblast_districts.geojson").read_bytes())
    # Above 500 kB the test client itself opens a file that it does not close.
    content = json.dumps(everything | {"features": everything["features"][20:]}).encode()
    typed = {"file": upload(content), "attribution": "© OpenStreetMap contributors"}
    page = admin.fill_in(PAGE, typed, parent=register.other_region)

    assert "13 added" in page.text
    with writer() as session:
        district = next(
            p for p in list_children(session, register.other_region) if p.name.startswith("Суд")
        )
        boundary = find_boundary(session, district.id)
        assert find_boundary(session, register.elsewhere) is None
    assert boundary is not None
    assert boundary.attribution == "© OpenStreetMap contributors"
    assert boundary.size > 10_000
    page = admin.see("admin.show_area", place_id=district.id)
    assert "from © OpenStreetMap contributors" in page.text


def test_of_a_file_with_problems_nothing_is_taken_in(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"file": upload(TABLE + ";RU3803\n"), "attribution": "Somebody"}
    page = admin.fill_in(PAGE, typed, parent=register.region, status=422)

    assert page.errors() == ["Nothing was imported, because 1 area could not be taken in."]
    assert page.texts("tbody/tr") == ["Row 4 none Enter the name of the district"]
    assert "1 would be added, 1 updated" in page.text
    assert page.value("attribution") == "Somebody"
    assert page.value("parent") == str(register.region)
    assert names(writer, register.region) == ["Sudzha"]


BOUNDED = collection(feature(name="Korenevo"))


def test_whom_boundaries_come_from_is_asked_for_at_its_field(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    typed = {"file": upload(BOUNDED), "parent": str(register.region)}
    page = admin.fill_in(PAGE, typed, status=422)
    said = "Enter whom the boundaries come from, or say that you made them"
    assert page.errors() == [said]
    assert page.links()[said] == "#attribution"
    assert names(writer, register.region) == ["Sudzha"]
    done = admin.send_again(page, PAGE, {"file": upload(BOUNDED), "is_own": "y"})
    assert "1 added" in done.text
    with writer() as session:
        korenevo = next(p for p in list_children(session, register.region) if p.name == "Korenevo")
        boundary = find_boundary(session, korenevo.id)
    assert boundary is not None
    assert boundary.attribution == "made for this operation"


def test_what_the_areas_lie_in_is_asked_for_once_at_its_field(
    admin: StrictClient, register: Register
) -> None:
    many = collection(*(feature(name=f"District {number}") for number in range(33)))
    page = admin.fill_in(PAGE, {"file": upload(many), "is_own": "y"}, status=422)
    said = "Choose what the areas lie in: the file does not say it"
    assert page.errors() == [said]
    assert page.links()[said] == "#parent"
    assert not page.texts("tbody/tr")


def test_a_file_is_asked_for(admin: StrictClient, register: Register) -> None:
    assert admin.fill_in(PAGE, {}, status=422).errors() == ["Select a file"]


def test_a_file_that_is_none_is_refused_at_its_field(
    admin: StrictClient, register: Register
) -> None:
    page = admin.fill_in(PAGE, {"file": upload(b"\xff\xfe")}, status=422)
    assert page.errors() == ["Save the file as UTF-8, then choose it again"]


def test_the_column_with_the_names_may_be_said(
    admin: StrictClient, register: Register, writer: Writer
) -> None:
    table = "title,kind\nKorenevo,x\n"
    page = admin.fill_in(PAGE, {"file": upload(table)}, parent=register.region, status=422)
    assert page.errors() == ["Say which column holds the names. The file has kind, title"]
    assert page.find("main//details").get("open") is not None
    typed = {"file": upload(table), "name_column": "title", "parent": str(register.region)}
    admin.send_again(page, PAGE, typed)
    assert "Korenevo" in names(writer, register.region)


def run(app: Flask, tmp_path: Path, content: str, *options: str) -> tuple[int, str]:
    file = tmp_path / "areas.csv"
    file.write_text(content, encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["import-areas", str(file), *options])
    return result.exit_code, result.output


def test_the_command_takes_a_file_in_and_says_what_it_did(
    app: Flask, register: Register, writer: Writer, tmp_path: Path
) -> None:
    code, words = run(app, tmp_path, TABLE, "--parent", "RU38")

    assert code == 0
    assert words.splitlines() == [
        "added: Korenevo",
        "updated: Sudzha",
        "The file is imported: 1 added, 1 updated, 0 unchanged.",
    ]
    assert names(writer, register.region) == ["Korenevo", "Sudzha"]
    again = run(app, tmp_path, TABLE, "--parent", "kursk region")
    assert again == (0, "The file is imported: 0 added, 0 updated, 2 unchanged.\n")


def test_the_command_refuses_a_file_as_a_whole(
    app: Flask, register: Register, writer: Writer, tmp_path: Path
) -> None:
    code, words = run(app, tmp_path, TABLE + ";RU3803\n", "--parent", "RU38")

    assert code == 1
    assert "row 4: no name: Enter the name of the district." in words
    assert "Nothing was imported" in words
    assert "added: " not in words
    assert names(writer, register.region) == ["Sudzha"]


def test_the_command_refuses_an_unknown_parent(
    app: Flask, register: Register, tmp_path: Path
) -> None:
    assert run(app, tmp_path, TABLE, "--parent", "Nowhere") == (
        1,
        "Error: There is no country or region Nowhere. Add it first.\n",
    )


def test_the_command_asks_whom_boundaries_come_from(
    app: Flask, register: Register, writer: Writer, tmp_path: Path
) -> None:
    content = BOUNDED.decode()
    code, words = run(app, tmp_path, content, "--parent", "RU38")
    assert code == 1
    assert words.endswith("or say that you made them. Use --attribution or --own-boundaries.\n")
    code, words = run(app, tmp_path, content)
    assert code == 1
    assert words.endswith("what the areas lie in: the file does not say it. Use --parent.\n")
    code, words = run(app, tmp_path, content, "--parent", "RU38", "--own-boundaries")
    assert (code, "1 added" in words) == (0, True)


def test_the_command_takes_names_from_the_column_said(
    app: Flask, register: Register, writer: Writer, tmp_path: Path
) -> None:
    options = ("--parent", "RU38", "--name-column", "title", "--p-code-column", "a")
    code, _ = run(app, tmp_path, "title,a,b\nNew,1,2", *options, "--national-code-column", "b")

    assert code == 0
    with writer() as session:
        new = next(p for p in list_children(session, register.region) if p.name == "New")
    assert (new.p_code, new.national_code) == ("1", "2")
