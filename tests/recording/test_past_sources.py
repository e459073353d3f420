"""Which sources there were at an earlier moment, and how they were graded."""

import pytest
from sqlalchemy.orm import Session

from tests.histories import JUDGE
from tests.recording.drafts import noon_of
from tracker.domain.audit import Act, Author
from tracker.domain.selection import Grade
from tracker.recording.grades import change_grade
from tracker.registry.keeping import keep_change
from tracker.registry.past_sources import list_sources_then, load_source_then
from tracker.registry.sources import add_source, restore_source, retire_source

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def office(operation: Session) -> int:
    """Always there, graded C at first, B from the second day on and D from the fourth."""
    source = add_source(operation, name="Office", grade=Grade.C)
    for on, grade in ((1, Grade.B), (3, Grade.D)):
        change_grade(operation, source, grade, reason="Seen.", person_id=JUDGE, now=noon_of(on))
    return source


def by(on: int) -> Author:
    return Author(person_id=JUDGE, at=noon_of(on))


@pytest.mark.parametrize(("on", "then"), [(0, "C"), (1, "B"), (2, "B"), (3, "D"), (4, "D")])
def test_a_source_has_the_grade_of_then(
    operation: Session, office: int, on: int, then: str
) -> None:
    assert load_source_then(operation, office, noon_of(on)).grade == then
    listed = {source.id: source.grade for source in list_sources_then(operation, noon_of(on))}
    assert listed[office] == then


def test_without_a_moment_they_are_as_they_are(operation: Session, office: int) -> None:
    assert load_source_then(operation, office, None).grade is Grade.D
    assert office in {source.id for source in list_sources_then(operation, None)}


def test_one_that_was_added_since_was_not_there(operation: Session, office: int) -> None:
    with keep_change(operation, Act.SOURCE_ADDED, by(2)) as subject:
        subject.id = add_source(operation, name="Hearsay", grade=Grade.E)

    def list_names(on: int) -> set[str]:
        return {source.name for source in list_sources_then(operation, noon_of(on))}

    assert list_names(2) - list_names(1) == {"Hearsay"}
    assert "Office" in list_names(1)


def test_it_was_retired_as_long_as_nobody_put_it_back(operation: Session, office: int) -> None:
    with keep_change(operation, Act.SOURCE_RETIRED, by(1), office):
        retire_source(operation, office)
    with keep_change(operation, Act.SOURCE_RESTORED, by(3), office):
        restore_source(operation, office)
    then = [load_source_then(operation, office, noon_of(on)).retired for on in range(4)]
    assert then == [False, True, True, False]
