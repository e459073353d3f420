"""Who may report by phone: only who has a working code, and only about own units."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.audit.links import read_links
from tests.web.collect.conftest import HOST, Phone, make_address, read_message
from tests.web.entry.conftest import TODAY, Places, Revisions
from tests.web.fixtures import PASSWORD, Writer
from tests.web.strict_client import StrictClient
from tracker.exchange.openrosa import LARGEST_XML, draw_code, write_settings
from tracker.registry.people import Person, Role, set_roles
from tracker.registry.tokens import TokenDraft, TokenUse, add_token
from tracker.store.accounts import AccessTokenRow
from tracker.web.collect import submitting
from tracker.web.shared.bearers import FAILURES_FROM_ONE_ADDRESS

TOKEN_TIME = datetime(2024, 8, 8, 9, 0, tzinfo=UTC)
NOT_LISTED = "This district or shelter is not among those that you report for"


def is_refused(phone: Phone) -> bool:
    xml = phone.fill_in(1, present=5).write(str(uuid4()))
    answers = [phone.get("/formList"), phone.get("/daily-report.xml"), phone.get("/manifest")]
    answers += [phone.get("/media/units.csv"), phone.send(xml)]
    assert phone.head().status_code == answers[0].status_code
    assert len({answer.status_code for answer in answers}) == 1
    return answers[0].status_code == 403 and "phone code does not work" in read_message(answers[0])


def test_the_code_holds_what_the_app_needs(olga: StrictClient, places: Places) -> None:
    page = olga.fill_in("accounts.list_phone_codes", {"name": "Red phone"}, status=200)
    address = page.texts("code[@data-secret]")[0]
    settings = write_settings(server_url=address, project="Border region")
    drawn = draw_code(settings)
    assert drawn in page.response.get_data(as_text=True)


def test_a_code_is_shown_once_and_only_its_hash_is_kept(
    phone: Phone, olga: StrictClient, writer: Writer
) -> None:
    token = phone.address.split("/")[2]
    page = olga.see("accounts.list_phone_codes")
    assert "Red phone" in page.text
    assert token not in page.response.get_data(as_text=True)
    with writer() as session:
        (row,) = session.execute(select(AccessTokenRow.__table__))
        assert token not in repr(row)
        assert all(token not in repr(link) for link in read_links(session))
        assert "collect" in read_links(session)[-1]["details"]
    assert row.may_write


def test_a_code_needs_a_name_and_there_are_not_too_many(olga: StrictClient) -> None:
    page = olga.fill_in("accounts.list_phone_codes", {"name": " "}, status=422)
    assert page.errors() == [
        "Enter a name by which you will know it, such as Red phone",
    ]
    for number in range(20):
        make_address(olga, name=f"Phone {number}")
    page = olga.fill_in("accounts.list_phone_codes", {"name": "One more"}, status=422)
    assert "You have 20 phone codes" in page.errors()[0]


def test_a_wrong_code_opens_nothing_even_for_somebody_signed_in(
    app: Flask, olga: StrictClient, places: Places
) -> None:
    assert is_refused(Phone(app, "/collect/guessed"))
    wrong = Phone(app, "/collect/guessed")
    wrong.client = olga
    assert is_refused(wrong)


def test_a_revoked_code_opens_nothing(phone: Phone, olga: StrictClient) -> None:
    page = olga.see("accounts.list_phone_codes")
    action = page.find("form[@action='/phones/1/revoke']").get("action") or ""
    olga.send(action)
    assert is_refused(phone)
    assert "Revoked 8 Aug 2024" in olga.see("accounts.list_phone_codes").text


def test_a_new_password_ends_all_codes(phone: Phone, olga: StrictClient) -> None:
    typed = {"password": PASSWORD, "new_password": "another good one", "repeated": ""}
    typed["repeated"] = typed["new_password"]
    olga.fill_in("accounts.change_password", typed)
    assert is_refused(phone)


@pytest.mark.parametrize("use", [TokenUse.API, TokenUse.FEED])
def test_tokens_for_other_doors_open_nothing_here(
    app: Flask, writer: Writer, coordinator: Person, use: TokenUse
) -> None:
    draft = TokenDraft(use=use, name="Other", may_write=True)
    with writer() as session:
        token = add_token(session, coordinator.id, draft, now=TOKEN_TIME)
    assert is_refused(Phone(app, f"/collect/{token}"))


def test_who_is_no_coordinator_any_more_reports_nothing(
    phone: Phone, writer: Writer, coordinator: Person
) -> None:
    with writer() as session:
        set_roles(session, coordinator.id, [Role.OFFICIAL])
    response = phone.get("/formList")
    assert response.status_code == 403
    assert "Only coordinators" in read_message(response)


def test_wrong_codes_cannot_be_tried_for_ever(app: Flask, places: Places) -> None:
    limit = FAILURES_FROM_ONE_ADDRESS[0].amount
    wrong = Phone(app, "/collect/guessed")
    statuses = [wrong.get("/formList").status_code for _ in range(limit + 1)]
    assert statuses == [403] * limit + [429]
    assert "too many tries" in read_message(wrong.get("/formList"))


def test_nobody_reports_about_units_of_others(
    phone: Phone, places: Places, revisions: Revisions
) -> None:
    for place_id in (places.foreign, places.region, 999):
        response = phone.report(place_id, present=5)
        assert response.status_code == 422
        assert read_message(response).startswith(NOT_LISTED)
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    unit = f"<unit>{places.hall}</unit>".encode()
    response = phone.send(xml.replace(unit, b"<unit>Hall</unit>"))
    assert read_message(response) == "Choose a district or shelter from the list."
    assert not revisions()


def test_a_narrowed_phone_reports_about_its_units_only(
    app: Flask, olga: StrictClient, places: Places
) -> None:
    narrowed = Phone(app, make_address(olga, areas=[str(places.hall)]))
    assert narrowed.report(places.hall, present=5).status_code == 201
    assert read_message(narrowed.report(places.school, present=5)).startswith(NOT_LISTED)


def test_nobody_corrects_reports_of_others(
    app: Flask, phone: Phone, places: Places, client_of: Callable[..., StrictClient]
) -> None:
    first = uuid4()
    phone.send(phone.fill_in(places.hall, present=5).write(str(first)))
    other = client_of(Role.COORDINATOR, name="Pavel", assigned=(places.foreign,))
    response = Phone(app, make_address(other)).change(first, places.hall, present=6, reason="x")
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"present": b"-5"}, "Enter the number of people present as 0 or more, without a minus"),
        ({"present": b"many"}, "Enter the number of people present as a whole number"),
        ({"present_qualifier": b"nearly"}, "Select how sure the number of people present is"),
        ({"killed_form": b"level"}, "Select new or total so far"),
        ({"killed_form": b"both"}, "Select new or total so far"),
        ({"source": b"99"}, "Choose a source from the list"),
        ({"day": str(TODAY + timedelta(days=1)).encode()}, "Enter today, 8 August 2024"),
    ],
)
def test_what_no_app_sends_is_refused_in_words(
    phone: Phone, places: Places, revisions: Revisions, answers: dict[str, bytes], message: str
) -> None:
    form = phone.fill_in(places.hall, present=5, killed=1).write(str(uuid4()))
    for name, value in answers.items():
        form = re.sub(
            b"<%s>[^<]*</%s>" % (name.encode(), name.encode()),
            b"<%s>%s</%s>" % (name.encode(), value, name.encode()),
            form,
        )
    response = phone.send(form)
    assert response.status_code == 422
    assert read_message(response).startswith(message)
    assert not revisions()


def test_what_is_no_form_is_refused_in_words(phone: Phone) -> None:
    assert phone.send(b"<!DOCTYPE data><data/>").status_code == 400
    huge = phone.client.post(
        f"{phone.address}/submission",
        data=b"x" * 1_100_000,
        content_type="multipart/form-data; boundary=x",
    )
    assert (huge.status_code, "too large" in read_message(huge)) == (413, True)
    larger = phone.send(b"<data>" + b" " * LARGEST_XML)
    assert (larger.status_code, "256 kB" in read_message(larger)) == (413, True)
    nothing = phone.client.post(f"{phone.address}/submission", data={"other": "x"})
    assert read_message(nothing) == "The request has no part xml_submission_file."


def test_nothing_is_asked_before_there_is_an_operation(
    app: Flask, writer: Writer, make_person: Callable[..., Person]
) -> None:
    person = make_person(Role.COORDINATOR)
    draft = TokenDraft(use=TokenUse.COLLECT, name="Early", may_write=True)
    with writer() as session:
        token = add_token(session, person.id, draft, now=TOKEN_TIME)
    phone = Phone(app, f"/collect/{token}")
    for part in ("/formList", "/daily-report.xml", "/manifest"):
        assert phone.get(part).status_code == 404
    assert phone.send(b"<data/>").status_code == 404


def test_the_address_is_never_logged(
    phone: Phone, app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = phone.address.split("/")[2]

    def fail(_part: object = None) -> bytes:
        raise RuntimeError("broken")

    monkeypatch.setattr(submitting, "read_part", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        with caplog.at_level(logging.INFO):
            response = phone.send(b"<data/>")
            logging.getLogger("werkzeug").info('"POST %s/submission HTTP/1.1" 500', phone.address)
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert response.status_code == 500
    assert "stays on the phone" in read_message(response)
    assert "/collect/…/submission" in caplog.text
    assert token not in caplog.text
    assert token not in response.get_data(as_text=True)


def test_unknown_addresses_below_a_code_tell_nothing(phone: Phone) -> None:
    response = phone.get("/people")
    assert response.status_code == 404
    assert phone.address.split("/")[2] not in response.get_data(as_text=True)
    assert phone.get("/submission").status_code == 405
    assert HOST not in read_message(phone.get("/media/x"))
