"""Filled-in forms become reports and corrections, each once."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.web.collect.conftest import HOST, Phone, read_message
from tests.web.entry.conftest import TODAY, Places, Reporter, Revisions
from tests.web.fixtures import START, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Channel, RevisionKind
from tracker.recording.history import load_report
from tracker.registry.people import Role
from tracker.store.reports import ConflictRow, ReportRow


def test_an_app_asks_first_where_to_send(phone: Phone) -> None:
    response = phone.head()
    assert response.status_code == 204
    assert response.headers["Location"] == f"{HOST}{phone.address}/submission"
    assert response.headers["X-OpenRosa-Version"] == "1.0"
    assert int(response.headers["X-OpenRosa-Accept-Content-Length"]) > 100_000


def test_a_filled_in_form_is_a_report(
    phone: Phone, places: Places, revisions: Revisions, source: int, writer: Writer
) -> None:
    xml = phone.fill_in(
        places.hall,
        present=412,
        sheltered=0,
        arrivals=300,
        arrivals_qualifier="more_than",
        arrivals_high=400,
        arrivals_words="over 300",
        injured=24,
        injured_form="total",
        killed_qualifier="in_words",
        killed_words="several",
        note="Calm night.",
    )
    instance = uuid4()
    response = phone.send(xml.write(str(instance)))
    assert response.status_code == 201
    assert read_message(response) == "Report 1 is received."
    (revision,) = revisions()
    counts = {count.indicator: count for count in revision.counts}
    assert counts[Indicator.PRESENT].value == 412
    assert counts[Indicator.SHELTERED].value == 0
    assert counts[Indicator.ARRIVALS].said == "more than 300 (at most 400)"
    assert counts[Indicator.INJURED].form is Form.TOTAL
    assert counts[Indicator.KILLED].qualifier is Qualifier.IN_WORDS
    assert Indicator.CAPACITY not in counts
    assert revision.note == "Calm night."
    assert revision.channel is Channel.PHONE
    with writer() as session:
        (row,) = session.execute(select(ReportRow.__table__))
    assert (row.place_id, row.day, row.source_id) == (places.hall, TODAY, source)


def test_a_form_sent_again_counts_once(phone: Phone, places: Places, revisions: Revisions) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    assert phone.send(xml).status_code == 201
    again = phone.send(xml)
    assert again.status_code == 202
    assert read_message(again) == "Report 1 is received. It was here already."
    assert len(revisions()) == 1


def test_households_and_parts_by_sex_and_age_are_taken(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    response = phone.report(
        places.hall,
        present_qualifier="about",
        present_detail="households parts",
        present_households=10,
        present_household_size=2.35,
        present_f_0_4=3,
        present_unknown_0_17=12,
        present_m_60_up=0,
        present_m_age_unknown=2,
        arrivals=300,
        arrivals_qualifier="more_than",
        arrivals_detail="parts",
        arrivals_unknown_0_17=121,
    )
    assert response.status_code == 201, read_message(response)
    present, arrivals = (
        next(count for count in revisions()[0].counts if count.indicator is indicator)
        for indicator in (Indicator.PRESENT, Indicator.ARRIVALS)
    )
    assert (present.said, present.households, present.household_size) == ("about 24", 10, 2.35)
    assert {(p.sex, p.age_from, p.age_to): p.value for p in present.parts} == {
        (Sex.FEMALE, 0, 4): 3,
        (Sex.UNKNOWN, 0, 17): 12,
        (Sex.MALE, 60, None): 0,
        (Sex.MALE, None, None): 2,
    }
    assert arrivals.parts == (Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121),)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (b"<arrivals_f_0_4>8</arrivals_f_0_4>", "Enter parts of at most 5 together"),
        (b"<arrivals_f_0_4>few</arrivals_f_0_4>", "Enter each part of the number of arrivals as"),
        (b"<arrivals_households>9</arrivals_households>", "Enter the number of arrivals as 23"),
    ],
)
def test_the_server_checks_households_and_parts_too(
    phone: Phone, places: Places, revisions: Revisions, told: bytes, message: str
) -> None:
    xml = phone.fill_in(places.hall, arrivals=5).write(str(uuid4()))
    name = told[1 : told.index(b">")]
    response = phone.send(re.sub(rb"<%s ?/>" % name, told, xml))
    assert response.status_code == 422
    assert read_message(response).startswith(message)
    assert not revisions()


def test_a_form_in_several_requests_counts_once(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    assert phone.send(xml, **{"*isIncomplete*": "yes"}).status_code == 201
    assert phone.send(xml).status_code == 202
    assert len(revisions()) == 1


def test_other_numbers_under_the_same_id_are_kept_beside_the_first(
    phone: Phone, places: Places, revisions: Revisions, writer: Writer
) -> None:
    instance = str(uuid4())
    phone.send(phone.fill_in(places.hall, present=5).write(instance))
    response = phone.send(phone.fill_in(places.hall, present=6).write(instance))
    assert response.status_code == 409
    assert "already sent with other numbers" in read_message(response)
    assert len(revisions()) == 1
    with writer() as session:
        (body,) = session.scalars(select(ConflictRow.body))
    assert body["counts"][0]["value"] == 6


def test_a_form_may_come_as_a_field(phone: Phone, places: Places) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    data = {"xml_submission_file": xml.decode()}
    response = phone.client.post(f"{phone.address}/submission", data=data)
    assert response.status_code == 201


def test_a_form_may_come_in_chunks_of_unknown_length(phone: Phone, places: Places) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    body = (
        b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\n'
        b"Content-Type: text/xml\r\n\r\n" + xml + b"\r\n--x--\r\n"
    )
    response = phone.client.post(
        f"{phone.address}/submission",
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=x",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 201


@pytest.mark.parametrize("fallen", ["", "mistake"])
def test_what_looks_unlikely_is_kept_for_a_reviewer_instead_of_asked_about(
    phone: Phone, places: Places, report: Reporter, revisions: Revisions, fallen: str
) -> None:
    report(places.hall, START, present=100, capacity=50)
    phone.report(places.hall, TODAY - timedelta(days=1), injured=9, injured_form="total")
    response = phone.report(
        places.hall, present=100, sheltered=90, injured=5, injured_form="total", fall=fallen
    )
    assert response.status_code == 201
    kept = {(w.code, w.indicator) for w in revisions()[-1].confirmed}
    assert ("over_capacity", Indicator.SHELTERED) in kept
    assert ("fall", Indicator.INJURED) in kept
    (fall,) = revisions()[-1].falls
    assert fall.kind.value == (fallen or "correction")


def test_the_reviewer_learns_that_nobody_was_asked(
    phone: Phone, places: Places, report: Reporter, client_of: Callable[..., StrictClient]
) -> None:
    report(places.hall, START, present=100, capacity=50)
    phone.report(places.hall, present=100, sheltered=90)
    reviewer = client_of(Role.REVIEWER, name="Rita")
    page = reviewer.see("review.review_report", report_id=2)
    assert "Sent despite a warning" in page.text
    assert "It was sent by phone, where nobody was asked." in page.text
    assert "Reported by phone" in page.text
    assert (
        "Sent by phone, where nobody was asked: Check the number of people sheltered" in page.text
    )


def test_a_report_about_an_earlier_day_is_late_as_elsewhere(
    phone: Phone, places: Places, writer: Writer, revisions: Revisions
) -> None:
    phone.report(places.hall, START, present=5)
    with writer() as session:
        assert load_report(session, 1).is_late
    assert [warning.code for warning in revisions()[0].confirmed] == ["late"]


def test_a_changed_form_corrects_the_report(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    first, second = uuid4(), uuid4()
    phone.send(phone.fill_in(places.hall, present=5, arrivals=3).write(str(first)))
    changed = phone.fill_in(places.hall, present=50, reason="A nought was missing.")
    xml = changed.write(str(second), str(first))
    response = phone.send(xml)
    assert response.status_code == 201
    assert read_message(response) == "Report 1 is corrected."
    assert phone.send(xml).status_code == 202
    _, correction = revisions()
    assert correction.kind is RevisionKind.CORRECTION
    assert correction.reason == "A nought was missing."
    assert [count.value for count in correction.counts] == [50]
    assert correction.channel is Channel.PHONE
    again = phone.change(second, places.hall, present=51, note="Counted again.")
    assert again.status_code == 201
    assert revisions()[-1].reason == "Counted again."


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"present": 6}, "Enter the reason for the correction."),
        ({"present": 6, "reason": "x", "day": START}, "Keep district or shelter, day and source"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    phone: Phone, places: Places, revisions: Revisions, answers: dict[str, object], message: str
) -> None:
    first = uuid4()
    phone.send(phone.fill_in(places.hall, present=5).write(str(first)))
    response = phone.change(first, places.hall, **answers)
    assert response.status_code == 422
    assert read_message(response).startswith(message)
    assert len(revisions()) == 1


def test_a_correction_of_what_was_changed_meanwhile_is_refused(
    phone: Phone, places: Places
) -> None:
    first = uuid4()
    phone.send(phone.fill_in(places.hall, present=5).write(str(first)))
    assert phone.change(first, places.hall, present=6, reason="x").status_code == 201
    response = phone.change(first, places.hall, present=7, reason="y")
    assert response.status_code == 409
    assert "Somebody changed this report" in read_message(response)


def test_a_correction_waits_for_what_it_corrects(phone: Phone, places: Places) -> None:
    response = phone.change(UUID(int=5), places.hall, present=6, reason="x")
    assert response.status_code == 404
    assert "send that one first" in read_message(response)


def test_a_reason_without_a_correction_is_not_lost(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    phone.report(places.hall, present=6, note="Calm.", reason="Miscounted.")
    assert revisions()[0].note == "Calm.\nReason for the correction: Miscounted."


def test_shelter_numbers_of_people_outside_shelters_are_not_taken(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    phone.report(places.outside, present=6, sheltered=3)
    assert [count.indicator for count in revisions()[0].counts] == [Indicator.PRESENT]


def test_a_day_that_is_no_day_is_refused(phone: Phone, places: Places) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    response = phone.send(xml.replace(str(TODAY).encode(), b"yesterday"))
    assert response.status_code == 422
    assert "as a day" in read_message(response)
