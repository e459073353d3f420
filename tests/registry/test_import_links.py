"""Links of the registers belong to the import that stands right after them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.registry.conftest import NOW, Register
from tracker.domain.audit import Act, Author
from tracker.registry.import_links import (
    REGISTERING,
    PlaceLink,
    find_last_of_undone,
    list_place_links,
)
from tracker.registry.keeping import keep_act

IMPORTER = Author(person_id=1, at=NOW)
OTHERS = (Author(person_id=2, at=NOW), Author(person_id=1, at=NOW - timedelta(seconds=1)))

ADDED = PlaceLink(number=1, act=Act.SHELTER_ADDED, import_id=7)
RETIRED = PlaceLink(number=2, act=Act.PLACE_RETIRED, import_id=7, undoing=True)
SPLIT = PlaceLink(number=3, act=Act.REPORTING_MODE_SET, import_id=8)


def test_links_of_the_same_person_and_moment_belong_to_the_next_import_or_undoing(
    session: Session, register: Register
) -> None:
    hall, school = register.hall, register.school
    keep_act(session, Act.SHELTER_ADDED, IMPORTER, hall)
    # An import does nothing of the kind.
    keep_act(session, Act.SHELTER_CHANGED, IMPORTER, hall)
    keep_act(session, Act.SHELTER_ADDED, IMPORTER, school)
    for other in OTHERS:
        keep_act(session, Act.PLACE_RESTORED, other, hall)
    keep_act(session, Act.IMPORTED, IMPORTER, 7)
    keep_act(session, Act.PLACE_RETIRED, IMPORTER, hall)
    keep_act(session, Act.IMPORT_UNDONE, IMPORTER, 7)
    keep_act(session, Act.PLACE_RESTORED, IMPORTER, hall)
    found = list_place_links(session, [hall])
    assert list(found) == [hall]
    assert [(link.act, link.import_id, link.undoing) for link in found[hall]] == [
        (Act.SHELTER_ADDED, 7, False),
        (Act.SHELTER_CHANGED, None, False),
        (Act.PLACE_RESTORED, None, False),
        (Act.PLACE_RESTORED, None, False),
        (Act.PLACE_RETIRED, 7, True),
        (Act.PLACE_RESTORED, None, False),
    ]


def test_what_undone_imports_and_their_undoing_did_is_nobodys_change() -> None:
    links = [ADDED, RETIRED, SPLIT]
    assert find_last_of_undone(links, {7, 8}, REGISTERING) == ADDED
    assert find_last_of_undone(links, {7}, REGISTERING) is None
    assert find_last_of_undone([SPLIT], {8}, REGISTERING) is None
    assert find_last_of_undone([], {7}, REGISTERING) is None
