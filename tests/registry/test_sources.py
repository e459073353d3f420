"""The register of sources."""

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import refusal_of
from tracker.domain.errors import NotFound
from tracker.domain.selection import Grade
from tracker.registry.sources import (
    add_source,
    change_source,
    list_sources,
    load_source,
    restore_source,
    retire_source,
)


def test_a_source_is_kept_with_its_grade(session: Session) -> None:
    added = add_source(
        session,
        name=" Regional  governor ",
        grade=Grade.C,
        description="Social media",
        url="https://example.org/governor",
    )
    source = load_source(session, added)

    assert (source.name, source.grade, source.retired) == ("Regional governor", Grade.C, False)
    assert (source.description, source.url) == ("Social media", "https://example.org/governor")


def test_an_unknown_source_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound, match="There is no source 5"):
        load_source(session, 5)
    with pytest.raises(NotFound):
        retire_source(session, 5)


def test_sources_are_listed_by_name_without_regard_to_case(session: Session) -> None:
    for name in ("beta", "Alpha", "Ωmega", "Gamma"):
        add_source(session, name=name, grade=Grade.F)

    assert [source.name for source in list_sources(session)] == ["Alpha", "beta", "Gamma", "Ωmega"]


def test_a_retired_source_can_be_brought_back(session: Session) -> None:
    added = add_source(session, name="Office", grade=Grade.B)
    add_source(session, name="Other", grade=Grade.B)
    retire_source(session, added)

    assert [source.name for source in list_sources(session)] == ["Other"]
    assert [source.retired for source in list_sources(session, include_retired=True)] == [
        True,
        False,
    ]
    restore_source(session, added)
    assert len(list_sources(session)) == 2


def test_a_name_is_used_once_in_whatever_case(session: Session) -> None:
    first = add_source(session, name="Штаб", grade=Grade.B)
    second = add_source(session, name="Other", grade=Grade.B)

    with refusal_of("name", "There is a source called Штаб already"):
        add_source(session, name="ШТАБ", grade=Grade.A)
    retire_source(session, first)
    with refusal_of("name", "There is a retired source called Штаб"):
        change_source(session, second, name="штаб")
    change_source(session, first, name="ШТАБ")
    assert load_source(session, first).grade is Grade.B


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"description": "x" * 501}, "description"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "example.org"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://[::1"}, "url"),
        ({"url": "https://example.org/" + "x" * 500}, "url"),
    ],
)
def test_values_that_cannot_be_are_refused(session: Session, values: dict, field: str) -> None:
    with refusal_of(field):
        add_source(session, **{"name": "Office", "grade": Grade.A, **values})


def test_nothing_typed_is_nothing_kept(session: Session) -> None:
    source = load_source(
        session, add_source(session, name="Office", grade=Grade.A, description=" ", url="")
    )

    assert (source.description, source.url) == (None, None)
