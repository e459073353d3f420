"""The map as files."""

import csv
import io

import pytest

from tests.registry.area_samples import SQUARE, collection, feature
from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.registry.area_files import AreaFile, import_areas
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import Position, ShelterType

MARK = "\ufeff"


@pytest.fixture
def reported(register: Register, report: Reporter, writer: Writer) -> Register:
    with writer() as session:
        boundary = {"type": "Polygon", "coordinates": [SQUARE]}
        file = collection(feature(boundary, name="Whole"))
        import_areas(
            session, AreaFile(content=file, parent_id=register.region, attribution="Survey")
        )
        for name, hidden in (("Shown hall", False), ("Hidden hall", True)):
            details = ShelterDetails(
                name=name,
                shelter_type=ShelterType.SCHOOL,
                position=Position(latitude=0.5, longitude=0.25),
                do_not_publish=hidden,
            )
            add_shelter(session, parent_id=register.by_shelter, details=details)
    report(register.whole, day(18), sheltered=60, capacity=50, arrivals=30)
    return register


def find_action(page: Page, ending: str) -> str:
    (action,) = (
        form.attrib["action"]
        for form in page.find_all("form[@method='post']")
        if ending in form.attrib.get("action", "")
    )
    return action


def save(client: StrictClient, address: str) -> str:
    answer = client.post(address, data={"csrf_token": client.token()})
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def read_lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline="")))


def test_the_file_holds_what_the_map_shows(official: StrictClient, reported: Register) -> None:
    page = official.see("dashboard.show_operation_map", measure="free", day=day(18))
    text = save(official, find_action(page, "/map.csv"))
    lines = read_lines(text)
    whole = lines[0]
    assert (whole["kind"], whole["name"], whole["day"]) == ("area", "Whole", "2024-08-18")
    assert (whole["measure"], whole["value"], whole["class"]) == ("free", "-10", "over capacity")
    assert (whole["occupancy"], whole["free_places"]) == ("1.2", "-10")
    assert (whole["arrivals_7_days"], whole["days_since_last_report"]) == ("30", "0")
    assert [line["name"] for line in lines if line["value"] == ""][:2] == [
        "By shelter",
        "Elsewhere",
    ]
    hall = lines[-1]
    assert (hall["kind"], hall["name"]) == ("shelter", "Shown hall")
    assert (hall["latitude"], hall["longitude"]) == ("0.5", "0.25")
    assert "Hidden hall" not in text
    assert {line["known_at"] for line in lines} == {"2024-08-20T09:00:00+00:00"}


def test_a_file_of_an_earlier_moment_holds_what_was_known(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_map", place_id=reported.region, known_at="2024-08-18T12:00")
    lines = read_lines(save(official, find_action(page, f"/places/{reported.region}/map.csv")))
    assert {line["value"] for line in lines} == {""}
    assert "Elsewhere" not in {line["name"] for line in lines}


def test_the_drawing_has_its_key_and_leads_nowhere(
    official: StrictClient, reported: Register
) -> None:
    page = official.see("dashboard.show_operation_map", day=day(18))
    drawing = save(official, find_action(page, "/map.svg"))
    assert "Occupancy, the whole operation, 18 Aug 2024" in drawing
    assert "over 100%" in drawing
    assert "Survey" in drawing
    assert "href" not in drawing
    assert "Hidden hall" not in drawing


def test_the_link_shows_the_same_view_again(official: StrictClient, reported: Register) -> None:
    page = official.see("dashboard.show_operation_map", measure="free", day=day(18))
    (link,) = page.find_all("a[@class='view-link__address']")
    again = official.see(link.attrib["href"].removeprefix("http://localhost"))
    assert "Free places on 18 Aug 2024" in again.text


@pytest.mark.usefixtures("register")
def test_what_cannot_be_saved_is_not_there(official: StrictClient) -> None:
    token = {"csrf_token": official.token()}
    assert official.post("/map.svg", data=token).status_code == 404  # no boundaries
    assert official.post("/map.pdf", data=token).status_code == 404
    answer = official.post("/map.csv?day=2024-09-30", data=token)
    assert (answer.status_code, answer.location) == (303, "/map?day=2024-09-30")
