"""Imports as acts on published totals: on the page, in the file and in the feed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.exchange.importing.acts import take_in
from tests.web.corrections.test_feed import ATOM, make_address, read, strip_host, text
from tests.web.corrections.test_file import read as read_file
from tests.web.corrections.test_page import KILLED_BY_DAY, headings
from tests.web.entry.conftest import NOW, YESTERDAY, Places
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.domain.published import ActKind
from tracker.registry.people import Person, Role
from tracker.store.published import PublishedActRow, PublishedChangeRow

OLD = {
    ActKind.LATE: "An import came late",
    ActKind.CORRECTION: "An import corrected reports",
    ActKind.WITHDRAWAL: "An import was undone",
}


@pytest.fixture
def imported(source: int, places: Places, writer: Writer, coordinator: Person) -> int:
    """An import of a number of yesterday."""
    with writer() as session:
        rows = f"Date,District,Killed\n{YESTERDAY},Whole district,4\n"
        return take_in(session, rows, KILLED_BY_DAY, now=NOW, person_id=coordinator.id)


@pytest.fixture
def old(imported: int, writer: Writer) -> None:
    """Acts of imports as they were kept before imports had acts of their own."""
    with writer() as session:
        act = dict(session.execute(select(PublishedActRow.__table__)).mappings().one())
        query = select(PublishedChangeRow.__table__)
        changes = [dict(row) for row in session.execute(query).mappings()]
        for number, kind in enumerate(OLD, act["id"] + 1):
            row = act | {"id": number, "kind": kind.value, "import_id": None}
            session.execute(insert(PublishedActRow).values(row))
            moved = [change | {"act_id": number} for change in changes]
            session.execute(insert(PublishedChangeRow), moved)


@pytest.mark.usefixtures("old")
def test_acts_of_imports_from_before_are_told_as_such(
    client: StrictClient, official: StrictClient, places: Places, imported: int
) -> None:
    page = official.see("corrections.show_corrections", place=places.whole)
    said = [*reversed(OLD.values()), f"Import {imported} was recorded"]
    assert headings(page) == said
    assert [row["what"] for row in read_file(official, place=places.whole)] == said
    feed = read(client, strip_host(make_address(official, place=places.whole)))
    titles = [text(entry, "title") for entry in feed.findall(f"{ATOM}entry")]
    assert [title.partition(":")[0] for title in titles] == said


def test_an_import_leads_to_its_page_for_those_who_may_open_it(
    app: Flask,
    official: StrictClient,
    client_of: Callable[..., StrictClient],
    imported: int,
) -> None:
    said, address = f"Import {imported} was recorded", f"/imports/{imported}"
    reviewer = client_of(Role.REVIEWER, name="Ivan")
    assert reviewer.see("corrections.show_corrections").links()[said] == address
    assert said not in official.see("corrections.show_corrections").links()
    reader = app.test_client()
    assert isinstance(reader, StrictClient)
    for person, is_linked in ((reviewer, True), (official, False)):
        feed = read(reader, strip_host(make_address(person)))
        links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
        assert (f"http://localhost{address}" in links) == is_linked
