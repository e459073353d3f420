"""What programs send again after their person moved on: the same is answered, nothing else kept."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, day, new_report
from tests.web.api.test_sending import errors, present
from tests.web.fixtures import NOW, Writer
from tracker.recording.history import load_report
from tracker.registry.people import Role, change_person, set_assignments, set_roles
from tracker.store.reports import ConflictRow


def test_the_same_sent_again_counts_once_whatever_the_person_may_do_by_then(
    olga: Caller, register: Register, writer: Writer, sources: dict[str, int]
) -> None:
    made = new_report(register.whole)
    path = f"/reports/{olga.post('/reports', made)['report']}"
    change = {"submission_id": str(uuid4()), "based_on": 1, "reason": "Counted twice"}
    correction = {**change, "counts": present(9)}
    withdrawal = {**change, "submission_id": str(uuid4()), "based_on": 2}
    acts = {"/reports": made, f"{path}/corrections": correction, f"{path}/withdrawals": withdrawal}
    for to in (f"{path}/corrections", f"{path}/withdrawals"):
        olga.post(to, acts[to])
    with writer() as session:
        set_assignments(session, olga.person.id, [register.elsewhere], now=NOW)
        # A report that named no source has the one that its person had then.
        change_person(
            session,
            olga.person.id,
            email=olga.person.email,
            display_name="Olga",
            active=True,
            source_id=sources["Rumour"],
        )
    for to, body in acts.items():
        assert olga.post(to, body, status=200)["repeated"] is True
    # Nothing else is taken under any id, nor kept beside the first: there is no right to write.
    ids = [str(uuid4()), *(body["submission_id"] for body in acts.values())]
    for to, refused in zip(acts, (422, 404, 404), strict=True):
        other = {"counts": present(10)} if "counts" in acts[to] else {"reason": "Another"}
        for submission in ids:
            olga.post(to, {**acts[to], **other, "submission_id": submission}, status=refused)
    with writer() as session:
        assert not session.scalars(select(ConflictRow.id)).all()


def test_who_lost_the_role_is_told_what_counts_and_keeps_nothing_new(
    olga: Caller, register: Register, report: Reporter, writer: Writer, caller_of: CallerMaker
) -> None:
    report(register.by_shelter, day(18), present=5)
    made = new_report(register.whole)
    path = f"/reports/{olga.post('/reports', made)['report']}"
    change = {"submission_id": str(uuid4()), "based_on": 1, "reason": "Counted twice"}
    correction = {**change, "counts": present(9)}
    withdrawal = {**change, "submission_id": str(uuid4()), "based_on": 2}
    acts = {"/reports": made, f"{path}/corrections": correction, f"{path}/withdrawals": withdrawal}
    for to in (f"{path}/corrections", f"{path}/withdrawals"):
        olga.post(to, acts[to])
    with writer() as session:
        set_roles(session, olga.person.id, [Role.OFFICIAL])
    for to, body in acts.items():
        assert olga.post(to, body, status=200)["repeated"] is True
        new = {**body, "submission_id": str(uuid4())}
        other = {**body, "note": "Another"} if "day" in body else {**body, "reason": "Another"}
        sent_instead: list[Any] = [new, other, {**body, "submission_id": 5}, {}, [], "x"]
        for sent in sent_instead:
            told = olga.post(to, sent, status=403)
            assert "belongs to another role" in told["detail"]
    # Somebody else's id opens nothing.
    caller_of(Role.OFFICIAL, name="Other").post("/reports", made, status=403)
    with writer() as session:
        assert not session.scalars(select(ConflictRow.id)).all()


def test_an_id_opens_no_other_report_of_the_place(
    olga: Caller, register: Register, writer: Writer, sources: dict[str, int]
) -> None:
    made = new_report(register.whole)
    olga.post("/reports", made)
    other = olga.post("/reports", new_report(register.whole, source=sources["Rumour"]))["report"]
    change = {"submission_id": str(uuid4()), "based_on": 1, "reason": "Counted twice"}
    olga.post("/reports/1/withdrawals", change)
    with writer() as session:
        set_assignments(session, olga.person.id, [register.elsewhere], now=NOW)
    for submission in (made["submission_id"], change["submission_id"]):
        again = {**change, "submission_id": submission}
        olga.post(f"/reports/{other}/withdrawals", again, status=404)
        olga.post(f"/reports/{other}/corrections", {**again, "counts": present(9)}, status=404)
    with writer() as session:
        assert len(load_report(session, other).revisions) == 1
        assert not session.scalars(select(ConflictRow.id)).all()


def test_an_unchanged_unit_is_confirmed_again_without_a_right_only_as_it_was(
    olga: Caller, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(18), present=5)
    body = {"submission_id": str(uuid4()), "place": register.whole, "day": "2024-08-20"}
    olga.post("/reports/unchanged", body)
    with writer() as session:
        set_assignments(session, olga.person.id, [register.elsewhere], now=NOW)
    assert olga.post("/reports/unchanged", body, status=200)["repeated"] is True
    told = {"/place": "Choose a place that you report for"}
    earlier = {**body, "day": "2024-08-19"}
    assert errors(olga.post("/reports/unchanged", earlier, status=422)) == told
    counted = {**body, "counts": present(5)}
    assert errors(olga.post("/reports", counted, status=422)) == told
    with writer() as session:
        assert not session.scalars(select(ConflictRow.id)).all()
