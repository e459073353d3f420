"""One form makes one report, however often and by whomever it is sent."""

import pytest
from sqlalchemy import select

from tests.web.entry.conftest import Places, Revisions
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.registry.people import Role
from tracker.store.reports import ConflictRow


def test_a_double_tap_leads_to_the_same_receipt(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    first = olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    second = olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    assert first.response.request.path == second.response.request.path
    assert len(revisions()) == 1


def test_the_same_form_with_other_numbers_is_a_conflict_that_keeps_both(
    olga: StrictClient, places: Places, revisions: Revisions, writer: Writer
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    olga.send_again(page, "entry.report", {"present-value": "5"}, place_id=places.whole)
    conflict = olga.send_again(
        page, "entry.report", {"present-value": "6"}, status=409, place_id=places.whole
    )
    assert "Both versions are kept" in conflict.text
    assert "People present: 5" in conflict.text
    assert "People present: 6" in conflict.text
    assert len(revisions()) == 1
    with writer() as session:
        (body,) = session.scalars(select(ConflictRow.body))
    assert body["counts"][0]["value"] == 6


def test_a_form_without_its_number_is_shown_again(olga: StrictClient, places: Places) -> None:
    typed = {"submission_id": "lost", "present-value": "5"}
    page = olga.fill_in("entry.report", typed, status=422, place_id=places.whole)
    assert page.errors() == ["Send the form again: it had lost its number"]
    receipt = olga.send_again(page, "entry.report", place_id=places.whole)
    assert receipt.heading == "Report received"


@pytest.mark.parametrize("lost", [("csrf_token",), ("csrf_token", "_user_id")])
def test_a_form_open_for_too_long_loses_nothing(
    olga: StrictClient, places: Places, revisions: Revisions, lost: tuple[str, ...]
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    data = dict(page.form_data()) | {"present-value": "412", "note": "typed long"}
    with olga.session_transaction() as browser:
        for name in lost:
            browser.pop(name)
    response = olga.post(
        olga.address("entry.report", place_id=places.whole),
        data=data,
        headers={"Origin": "http://localhost"},
    )
    assert response.status_code == 400
    text = response.get_data(as_text=True)
    assert 'name="present-value" value="412"' in text
    assert 'value="typed long"' in text
    assert not revisions()


def test_a_form_sent_after_the_account_was_signed_out_elsewhere_loses_nothing(
    olga: StrictClient, places: Places
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    data = dict(page.form_data()) | {"present-value": "412"}
    with olga.session_transaction() as browser:
        browser["_user_id"] = "ended"
    response = olga.post(
        olga.address("entry.report", place_id=places.whole),
        data=data,
        headers={"Origin": "http://localhost"},
    )
    assert 'name="present-value" value="412"' in response.get_data(as_text=True)
    assert "sign in in another tab" in response.get_data(as_text=True)


def test_places_of_others_do_not_exist(olga: StrictClient, places: Places) -> None:
    for place_id in (places.foreign, places.region, 9999, 10**18):
        olga.see("entry.report", status=404, place_id=place_id)
        olga.send("entry.report", status=404, place_id=place_id)
        olga.send("entry.unchanged", status=404, place_id=place_id)


def test_ids_too_large_for_a_database_name_nothing(olga: StrictClient) -> None:
    olga.see(f"/units/{10**20}/report", status=404)
    olga.see(f"/reports/{10**20}", status=404)


def test_an_assigned_region_covers_all_beneath(
    client: StrictClient, make_person: PersonMaker, places: Places, source: int
) -> None:
    person = make_person(Role.COORDINATOR, name="Nina", source_id=source, assigned=(places.region,))
    client.sign_in_as(person)
    for place_id in (places.whole, places.hall, places.outside):
        client.see("entry.report", place_id=place_id)
    client.see("entry.report", status=404, place_id=places.foreign)


def test_a_report_about_an_area_that_is_no_unit_is_a_claim(
    olga: StrictClient, places: Places, revisions: Revisions
) -> None:
    page = olga.see("entry.report", place_id=places.by_shelter)
    assert "never added to it" in page.text
    receipt = olga.send_again(
        page, "entry.report", {"evacuated-value": "900"}, place_id=places.by_shelter
    )
    assert "It changes no total" in receipt.text


def test_a_closed_shelter_is_named_so(olga: StrictClient, places: Places) -> None:
    page = olga.see("entry.report", place_id=places.school)
    assert "This shelter is closed on this day" in page.text
