"""What names in a file stand for: chosen, typed, or decided once for all editions."""

import pytest

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, follow, send, upload
from tests.web.imports.test_long_files import wait
from tests.web.strict_client import StrictClient
from tracker.exchange.mapping import NEW_SHELTER, load_mapping
from tracker.registry.areas import add_area
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType, list_shelters
from tracker.web.imports.place_form import MOST_SHOWN
from tracker.web.shared import opened_files

__all__ = ["client"]

HEAD = "Date,District,Shelter,Present\n"
SOURCE = {"source": "Headquarters"}
HALL_IN = "Russia / Kursk region / {} / Hall"


@pytest.fixture
def halls(places: Places, writer: Writer) -> None:
    """Two shelters of one name in two districts."""
    with writer() as session:
        rylsk = add_area(session, name="Rylsk", parent_id=places.region)
        for district in (places.district, rylsk):
            details = ShelterDetails(name="Hall", shelter_type=ShelterType.SCHOOL)
            add_shelter(session, parent_id=district, details=details)


def test_a_shelter_without_a_district_is_told_from_its_namesakes(
    client: StrictClient, halls: None
) -> None:
    page = upload(client, "Date,Shelter,Present\n2024-08-07,Hall,5\n")
    page = send(client, page, SOURCE)
    assert "2 shelters are called so, and the file does not say in which district" in page.text
    offered = [option.get("value") for option in page.find_all("select[@name='place_0']//option")]
    assert offered == ["", HALL_IN.format("Rylsk"), HALL_IN.format("Sudzha"), "skip"]
    page = send(client, page, {"place_0": HALL_IN.format("Rylsk")})
    assert "Hall, Rylsk" in page.text


def test_districts_of_a_region_that_is_not_registered_are_asked_about(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,Region,District,Present\n2024-08-07,Belgorod region,Sudzha,5\n"
    page = send(client, upload(client, rows), SOURCE)
    assert "Belgorod region / Sudzha" in page.text
    assert "“Belgorod region” is no one area above districts in the register." in page.text
    page = send(client, page, {"place_0": "skip"})
    assert "1 of them left out" in page.text


@pytest.mark.parametrize(("head", "title"), [("District", "names"), ("Place", "recorded")])
def test_a_column_of_districts_names_no_region(
    client: StrictClient, places: Places, head: str, title: str
) -> None:
    page = send(client, upload(client, f"Date,{head},Present\n2024-08-07,Kursk,5\n"), SOURCE)
    assert title in page.title


def test_towns_of_a_district_are_asked_about_beside_it(
    client: StrictClient, places: Places
) -> None:
    rows = "#date,#adm2+name,#adm3+name,#meta+source,#affected+idps\n"
    rows += "2024-08-07,Sudzha,Sudzha,Headquarters,5\n2024-08-07,Sudzha,Village,Headquarters,7\n"
    page = upload(client, rows)
    assert "#adm3+name names places below districts" in page.text
    page = send(client, page, {})
    assert "names" in page.title
    for number, words in enumerate(("Sudzha / Sudzha", "Sudzha / Village")):
        assert words in page.text
        offered = page.find_all(f"select[@name='place_{number}']//option")
        assert "Russia / Kursk region / Sudzha" in [option.get("value") for option in offered]


@pytest.mark.parametrize(
    ("typed", "chosen", "told"),
    [
        ("Nowhere", "", "Choose a place from the list: “Nowhere” is not registered"),
        ("Hall", "", "Choose one of 2 places called “Hall” from the list, by its district"),
        ("Sudzha", "skip", "Choose one of the answers or another place, not both"),
    ],
)
def test_a_place_that_is_typed_must_be_one(
    client: StrictClient, halls: None, typed: str, chosen: str, told: str
) -> None:
    page = send(client, upload(client, HEAD + "2024-08-07,,Tent,5\n"), SOURCE)
    page = send(client, page, {"typed_0": typed, "place_0": chosen}, status=422)
    assert page.errors() == [told]
    assert page.value("typed_0") == typed


@pytest.mark.parametrize("typed", ["RU38", " russia / kursk region / rylsk / hall "])
def test_any_place_can_be_typed(client: StrictClient, halls: None, typed: str) -> None:
    page = send(client, upload(client, HEAD + "2024-08-07,,Tent,5\n"), SOURCE)
    page = send(client, page, {"typed_0": typed})
    assert "To be added1" in page.text
    again = client.see("imports.match", token=page.response.request.path.split("/")[-2], again=1)
    assert "names 1 place, which was found in the register" in again.text


def test_the_page_stays_light_with_many_names_and_places(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    with writer() as session:
        for number in range(100):
            details = ShelterDetails(name=f"Site {number}", shelter_type=ShelterType.SCHOOL)
            add_shelter(session, parent_id=places.district, details=details)
    rows = "".join(f"2024-08-07,,Tent {number},5\n" for number in range(MOST_SHOWN + 5))
    page = send(client, upload(client, HEAD + rows), SOURCE)
    assert "5 further places are not listed" in page.text
    assert len(page.response.data) < 1_200 * MOST_SHOWN + 100_000
    assert len(page.find_all("datalist")) == 1


def test_new_shelters_of_the_next_edition_are_registered_without_a_question(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    first = HEAD + "2024-08-07,Sudzha,Hall,5\n"
    page = send(client, upload(client, first), SOURCE)
    page = send(client, page, {"others": NEW_SHELTER, "shelter_type": "school"})
    assert page.title.startswith("What will be recorded")
    send(client, page, {"mapping_name": "Sites"})
    page = upload(client, first + "2024-08-08,Sudzha,Barn,7\n", mapping="Sites")
    assert page.title.startswith("What will be recorded")
    assert "1 shelter will be registered." in page.text
    assert "Sudzha / Barn" in page.text
    back = client.see(page.links()["say what the names stand for"])
    assert back.value("others") == NEW_SHELTER
    asked = send(client, back, {"others": "ask"})
    assert "Choose the place that “Sudzha / Barn” stands for" in asked.text
    send(client, send(client, back, {"others": NEW_SHELTER}))
    with writer() as session:
        assert {s.place.name for s in list_shelters(session)} == {"Hall", "Barn"}
        assert load_mapping(session, "Sites").other_places == NEW_SHELTER


def test_names_that_are_left_out_are_so_in_the_next_edition(
    client: StrictClient, places: Places
) -> None:
    page = send(client, upload(client, HEAD + "2024-08-07,Sudzha,Hall,5\n"), SOURCE)
    page = send(client, page, {"others": "skip"})
    assert "1 of them left out" in page.text


def test_what_is_decided_of_places_stays_where_only_sources_are_asked_for(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    rows = "Date,District,Shelter,By,Present\n2024-08-07,Sudzha,Hall,HQ,5\n"
    page = send(client, upload(client, rows), {"column_3": "source"})
    page = send(
        client, page, {"source_0": "Headquarters", "others": NEW_SHELTER, "by_shelter": "y"}
    )
    send(client, page, {"mapping_name": "Sites"})
    page = upload(client, rows.replace("HQ,5", "Office,6"), mapping="Sites")
    page = send(client, page, {"source_0": "Headquarters", "by_shelter": "y"})
    send(client, page, {"mapping_name": "Sites"})
    with writer() as session:
        kept = load_mapping(session, "Sites")
    assert (kept.other_places, kept.report_by_shelter) == (NEW_SHELTER, True)


def test_a_name_in_other_letters_is_offered_and_not_decided(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,District,Present\n2024-08-07,Суджа,5\n2024-08-07,Суджанский район,7\n"
    page = send(client, upload(client, rows), SOURCE)
    path = "Russia / Kursk region / Sudzha"
    for number in range(2):
        likely = page.find_all(
            f"select[@name='place_{number}']/optgroup[@label='Called much the same']/option"
        )
        assert [option.get("value") for option in likely] == [path]
        assert page.value(f"place_{number}") == ""
    page = send(client, page, {"place_0": path, "place_1": "skip"})
    assert "To be added1" in page.text


@pytest.mark.parametrize("heavy", [1, 1_000_000])
def test_a_column_of_sites_that_names_districts_is_offered_as_them(
    client: StrictClient, places: Places, monkeypatch: pytest.MonkeyPatch, heavy: int
) -> None:
    monkeypatch.setattr(opened_files, "HEAVY", heavy)
    page = upload(client, "Site,Date,Present\nSudzha,2024-08-07,5\n")
    wait()
    page = follow(client, client.get(page.response.request.path))
    assert page.value("column_0") == "area"
