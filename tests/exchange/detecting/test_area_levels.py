"""The level of areas that the tag or the head of their column says."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import Column, examine, find_area_level, suggest

BELOW = (
    "names places below districts, and the register ends with districts: each of these places is "
    "asked about. Where the file has all of a district, choose the district for each, and to add "
    "rows up. Where it has some only, their sum is not the number of the district: leave them out."
)


@pytest.mark.parametrize(
    ("name", "tag", "level"),
    [
        ("Where", "#adm2+name", 2),
        ("Region", "#adm3+code", 3),
        ("#adm1+name", "#adm1+name", 1),
        ("Place", "#country+name", None),
        ("ADM2_EN", None, 2),
        ("admin 3", None, 3),
        ("adm 25", None, None),
        ("District of arrival", None, 2),
        ("Районы", None, 2),
        ("Область", None, 1),
        ("Country", None, 0),
        ("City", None, None),
        ("Place", None, None),
    ],
)
def test_a_column_says_the_level_of_its_areas(
    name: str, tag: str | None, level: int | None
) -> None:
    assert find_area_level(Column(index=0, name=name, tag=tag)) == level


ROWS = [["Rylsk district", "Rylsk town", "A"], ["Rylsk district", "Village", "B"]]


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        (["#adm2+name", "#adm3+name"], ["area above", "area"]),
        (["#adm1", "#adm2", "#adm3"], ["not used", "area above", "area"]),
        (["ADM2_EN", "ADM1_EN", "Town"], ["area above", "not used", "area"]),
        (["District", "Town"], ["area above", "area"]),
        (["Район", "Город", "Дата"], ["area above", "area", "not used"]),
        (["District", "Town", "Shelter"], ["area", "not used", "shelter"]),
        (["#adm2", "#adm3", "#loc"], ["area", "not used", "shelter"]),
        (["Town", "District"], ["not used", "area"]),
        (["#adm3", "#adm2"], ["area", "area above"]),
        (["Region", "Town"], ["area above", "area"]),
    ],
)
def test_places_below_districts_are_the_area_unless_rows_are_about_shelters(
    heads: list[str], roles: list[str]
) -> None:
    made = survey([[*heads, "Present"], *([*row[: len(heads)], 5] for row in ROWS)])
    found = suggest(made).meanings
    assert [found[name].words for name in heads] == roles


def test_places_below_districts_are_told() -> None:
    for head, told in (
        ("#adm2,#adm3", "#adm3"),
        ("#adm1,#adm3", "#adm3"),
        ("District,Town", "Town"),
        ("Region,Town", None),
    ):
        made = survey(f"{head},Present\nRylsk district,Rylsk town,5\nRylsk district,Village,6\n")
        words = [notice.words for notice in examine(made, suggest(made)).notices]
        assert words == [f"{told} {BELOW}"] * bool(told)
