"""Forms sent again by who may no longer report: the same is answered, nothing else is kept."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.web.collect.conftest import Phone
from tests.web.entry.conftest import NOW, Places
from tests.web.fixtures import Writer
from tracker.recording.history import load_report
from tracker.registry.people import Person, Role, set_assignments, set_roles
from tracker.store.reports import ConflictRow, ReportRow


@pytest.mark.parametrize("lost", ["assignment", "role"])
def test_a_form_sent_again_counts_once_whatever_its_person_may_do_by_then(
    phone: Phone,
    places: Places,
    writer: Writer,
    coordinator: Person,
    lost: str,
) -> None:
    first, second = uuid4(), uuid4()
    new = phone.fill_in(places.hall, present=5).write(str(first))
    changed = phone.fill_in(places.hall, present=6, reason="x").write(str(second), str(first))
    assert [phone.send(form).status_code for form in (new, changed)] == [201, 201]
    with writer() as session:
        if lost == "role":
            set_roles(session, coordinator.id, [Role.OFFICIAL])
        else:
            set_assignments(session, coordinator.id, [places.school], now=NOW)
    assert phone.head().status_code == 204
    assert [phone.send(form).status_code for form in (new, changed)] == [202, 202]
    # Only what the id stands for may be sent without a right to report: nothing else is kept.
    refused = 403 if lost == "role" else 422
    other = phone.fill_in(places.hall, present=7, reason="x")
    elsewhere = phone.fill_in(places.foreign, present=5)
    for form, instance in [(other, first), (other, second), (other, uuid4()), (elsewhere, first)]:
        assert phone.send(form.write(str(instance))).status_code == refused
    refused = 403 if lost == "role" else 404
    for instance in (first, second, uuid4()):
        correction = phone.fill_in(places.hall, present=7, reason="x")
        assert phone.send(correction.write(str(instance), str(first))).status_code == refused
    with writer() as session:
        assert len(load_report(session, 1).revisions) == 2
        assert len(session.scalars(select(ReportRow.id)).all()) == 1
        assert not session.scalars(select(ConflictRow.id)).all()
