"""The preview names districts that will report by their shelters, and what no longer counts."""

from datetime import date

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.strict_client import Page, StrictClient
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType

__all__ = ["client"]

OWN = "Date,District,Missing,Present,Killed,Injured\n"
OWN += "2024-08-06,Sudzha,6,,3,2\n2024-08-07,Sudzha,,31,,4\n"
NAMED = {
    "source": "Headquarters",
    "column_2": "missing",
    "column_4": "killed new",
    "column_5": "injured new",
}
SHELTERS = "Date,District,Shelter,Present\n2024-08-08,Sudzha,Hall,5\n2024-08-07,Sudzha,Barn,7\n"
CLAIMED = SHELTERS + "2024-08-09,Sudzha,,9\n2024-08-08,Sudzha,School,4\n"


def look_ahead(client: StrictClient, **typed: str) -> Page:
    page = send(client, upload(client, SHELTERS), {"source": "Headquarters"})
    assert "no longer adds to the totals: people missing or present" in page.text
    return send(client, page, {"others": "new shelter", **typed})


def test_what_a_district_said_as_a_whole_is_told_before_it_counts_no_longer(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, OWN)
    send(client, send(client, page, NAMED), {})
    page = look_ahead(client, by_shelter="y")
    assert "A district will report by shelters" in page.text
    told = "Sudzha, Kursk region, from 7 Aug 2024 on: last as a whole people present 31"
    assert f"{told} (7 Aug 2024); " in page.text
    assert "people missing 6 (6 Aug 2024)" in page.text
    assert "people injured so far 6 (7 Aug 2024)" in page.text
    assert "people killed" not in page.text
    back = client.see(page.links()["let it go on reporting as a whole"])
    assert ("by_shelter", "y") in back.form_data()
    kept = send(client, back, {"by_shelter": ""})
    assert "will report by shelters" not in kept.text
    page = send(client, send(client, back, {"by_shelter": "y"}), {})
    assert "Shelters that it registered: 2" in page.text
    assert "Districts that it let report by their shelters: 1" in page.text
    assert "brought back" not in page.text
    assert set(page.links()) >= {"Barn, Sudzha", "Hall, Sudzha", "Sudzha, Kursk region"}
    client.fill_in("imports.undo", {"reason": "wrong file"}, import_id=2)
    undone = client.see("imports.show_import", import_id=2).text
    assert "Undoing it took this back" in undone
    assert "Shelters that it registered: 2" in undone
    page = look_ahead(client, by_shelter="y")
    assert "A district will report by shelters" in page.text
    assert "Shelters that it brought back: 2" in send(client, page, {}).text
    page = upload(client, SHELTERS + "2024-08-09,Sudzha,Hall,5\n")
    page = send(client, page, {"source": "Headquarters"})
    assert "What will be recorded" in page.text
    assert "will report by shelters" not in page.text


def test_a_district_that_goes_on_as_a_whole_is_not_warned_of(
    client: StrictClient, places: Places
) -> None:
    page = look_ahead(client)
    assert "2 shelters will be registered" in page.text
    assert "will report by shelters" not in page.text
    assert "Reports about shelters that count in no total" in page.text
    assert "Sudzha, Kursk region, 2 days from 7 Aug 2024 to 8 Aug 2024 (2 reports)" in page.text
    back = client.see(page.links()["Let the districts of new shelters report by them"])
    assert ("by_shelter", "y") not in back.form_data()
    ticked = send(client, back, {"by_shelter": "y"})
    assert "A district will report by shelters" in ticked.text
    assert "count in no total" not in ticked.text


def test_reports_that_are_claims_or_about_other_days_are_told_with_what_to_do(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    with writer() as session:
        details = ShelterDetails(name="School", shelter_type=ShelterType.SCHOOL)
        add_shelter(session, parent_id=places.district, details=details, since=date(2024, 8, 9))
    page = send(client, upload(client, CLAIMED), {"source": "Headquarters"})
    page = send(client, page, {"others": "new shelter", "by_shelter": "y"})
    assert "Reports about whole areas that count in no total" in page.text
    assert (
        "Sudzha, Kursk region, 9 Aug 2024 (1 report): the import lets it report by its shelters "
        "from 7 Aug 2024 on"
    ) in page.text
    assert "To add up, reports have to be about the shelters of such a district" in page.text
    assert "Reports about days on which the place does not count" in page.text
    assert (
        "School, Sudzha, 8 Aug 2024 (1 report): in the register it is open from 9 Aug 2024 on"
    ) in page.text
    assert (
        "An administrator can say under “Areas” from which day on a shelter is open." in page.text
    )
