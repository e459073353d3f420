"""The map as Plotly draws it under the strict policy, and real boundaries in place of cells."""

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.acts import press
from tests.journeys.conftest import Visitor
from tests.journeys.test_accessibility import find_violations
from tests.journeys.watching import Watch
from tracker.example.layout import list_cells
from tracker.example.people import ADMINISTRATOR, OFFICIAL

BOUNDARIES = "kursk_oblast_districts.geojson"
DAY = "/map?day=2024-09-04"
NAMES = {
    "Беловский район": "Belaya district",
    "Большесолдатский район": "Bolshoye Soldatskoye district",
    "Глушковский район": "Glushkovo district",
    "Горшеченский район": "Gorshechnoye district",
    "Дмитриевский район": "Dmitriyev district",
    "Железногорский район": "Zheleznogorsk district",
    "Золотухинский район": "Zolotukhino district",
    "Касторенский район": "Kastornoye district",
    "Конышевский район": "Konyshyovka district",
    "Кореневский район": "Korenevo district",
    "Курский район": "Kursk district",
    "Курчатовский район": "Kurchatov district",
    "Льговский район": "Lgov district",
    "Мантуровский район": "Manturovo district",
    "Медвенский район": "Medvenka district",
    "Обоянский район": "Oboyan district",
    "Октябрьский район": "Oktyabrsky district",
    "Поныровский район": "Ponyri district",
    "Пристенский район": "Pristen district",
    "Рыльский район": "Rylsk district",
    "Советский район": "Sovetsky district",
    "Солнцевский район": "Solntsevo district",
    "Суджанский район": "Sudzha district",
    "Тимский район": "Tim district",
    "Фатежский район": "Fatezh district",
    "Хомутовский район": "Khomutovka district",
    "Черемисиновский район": "Cheremisinovo district",
    "Щигровский район": "Shchigry district",
    "Курск": "Kursk (city)",
    "Железногорск": "Zheleznogorsk (city)",
    "Курчатов": "Kurchatov (city)",
    "Льгов": "Lgov (city)",
    "Щигры": "Shchigry (city)",
}
"""How the example calls the areas of the file."""


WIDTHS = (320, 360, 768, 1280)
COVERED = """() => {
    const plot = document.getElementById("map");
    const shown = (part) => part.getClientRects().length > 0;
    const list = (wanted) => [...plot.querySelectorAll(wanted)].filter(shown)
        .map((part) => [part.textContent, part.getBoundingClientRect()]);
    // The letters themselves are lower than the line that holds them.
    const trim = ([said, {left, right, top, bottom}]) => {
        const less = (bottom - top) * 0.15 / Math.max(1, said.length / 12);
        return [said, {left: left + 1, right: right - 1, top: top + less, bottom: bottom - less}];
    };
    const labels = list(".scattergeo text, .map-labels text").map(trim);
    const dots = list(".scattergeo path.point, .map-site");
    const meet = ([, one], [, two]) => one.left < two.right && two.left < one.right
        && one.top < two.bottom && two.top < one.bottom;
    const edge = plot.getBoundingClientRect();
    const cut = labels.filter(([, box]) => box.left < edge.left || box.right > edge.right
        || box.top < edge.top || box.bottom > edge.bottom);
    const over = labels.filter((label, at) => [...labels.slice(at + 1), ...dots]
        .some((other) => meet(label, other)));
    return [labels.length, [...cut, ...over].map(([said]) => said)];
}"""
"""How many labels there are, and which are cut or lie over another or over a shelter."""


def find_covered_labels(page: Page) -> tuple[int, list[str]]:
    labels, found = page.evaluate(COVERED)
    return labels, found


def open_map(page: Page, address: str = DAY) -> None:
    page.goto(address)
    expect(page.locator("#map .choroplethlocation")).to_have_count(len(NAMES))


def test_a_map_is_drawn_without_asking_anybody_outside(visit: Visitor, watch: Watch) -> None:
    page = visit(OFFICIAL)
    open_map(page)
    fills = {path.get_attribute("fill") for path in page.locator("#map .choroplethlocation").all()}
    assert len(fills) > 2
    hatched = page.locator("#map .choroplethlocation[fill='rgb(227, 232, 235)']").first
    expect(hatched).to_have_css("fill", 'url("#map-hatch")')
    assert not watch.outside


@pytest.mark.parametrize("scripts", [True, False])
def test_no_label_is_cut_or_hides_another_or_a_shelter(visit: Visitor, *, scripts: bool) -> None:
    page = visit(OFFICIAL, java_script_enabled=scripts)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if scripts:
            open_map(page)
        else:
            page.goto(DAY)
        labels, found = find_covered_labels(page)
        assert (labels > 9, found) == (True, [])


def test_a_click_leads_to_the_area(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    open_map(page)
    # By place, not by element: Plotly lays the labels over the areas.
    area = page.locator("#map .choroplethlocation").first
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] - 8)
    expect(page.locator("#map .hovertext")).to_contain_text("Usable places")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(re.compile(r"/places/\d+$"))


def test_keys_go_from_area_to_area_and_enter_opens_one(visit: Visitor) -> None:
    page = visit(OFFICIAL)
    open_map(page)
    worst = page.locator("#numbers tbody th a").first.inner_text()
    status = page.get_by_role("status")
    page.locator("#map").press("ArrowRight")
    expect(status).to_contain_text(worst)
    page.locator("#map").press("End")
    expect(status).to_contain_text("not known")
    page.locator("#map").press("Escape")
    page.locator("#map").press("ArrowRight")
    page.locator("#map").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(worst)


def test_without_scripts_the_picture_has_links(visit: Visitor) -> None:
    page = visit(OFFICIAL, java_script_enabled=False)
    page.goto(DAY)
    worst = page.locator("#numbers tbody th a").first.inner_text()
    page.locator(f"#map a[aria-label^='{worst}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(worst)


def test_real_boundaries_take_the_place_of_the_schematic_map(
    visit: Visitor, shared_data: Path
) -> None:
    official = visit(OFFICIAL)
    official.goto(DAY)
    expect(official.get_by_text("Schematic map:")).to_be_visible()
    page, said = visit(ADMINISTRATOR), "© OpenStreetMap contributors"
    page.goto("/admin/areas/import")
    page.get_by_label("File", exact=True).set_input_files(shared_data / BOUNDARIES)
    page.get_by_label("The areas lie in").select_option(label="Kursk region, Russia")
    page.get_by_label("Boundaries come from").fill(said)
    press(page, "Import")
    for russian, english in NAMES.items():
        chosen = page.get_by_label(russian, exact=True).locator("option:checked")
        expect(chosen).to_have_text(english)
    assert not find_violations(page)
    press(page, "Import")
    expect(page.get_by_text(f"0 added, {len(NAMES)} updated, 0 unchanged")).to_be_visible()
    for width in WIDTHS:
        official.set_viewport_size({"width": width, "height": 800})
        open_map(official)
        labels, found = find_covered_labels(official)
        assert (labels > 9, found) == (True, [])
    expect(official.get_by_text("Schematic map:")).to_have_count(0)
    expect(official.get_by_text(f"Boundaries: {said}.")).to_be_visible()
    assert {name for name, _ in list_cells()} == set(NAMES.values())


def test_the_command_takes_the_same_boundaries_once_confirmed(
    visit: Visitor, served_app: Flask, shared_data: Path
) -> None:
    arguments = ["import-areas", str(shared_data / BOUNDARIES), "--parent", "Kursk region"]
    arguments += ["--attribution", "© OpenStreetMap contributors"]
    runner = served_app.test_cli_runner()
    asked = runner.invoke(args=arguments, input="y\n")
    assert asked.exit_code == 0, asked.output
    assert "  Суджанский район: Sudzha district\n" in asked.output
    assert f"0 added, {len(NAMES)} updated" in asked.output
    page = visit(OFFICIAL)
    open_map(page)
    expect(page.get_by_text("Schematic map:")).to_have_count(0)
