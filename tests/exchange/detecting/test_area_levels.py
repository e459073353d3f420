"""The level of areas that the tag or the head of their column says."""

import pytest

from tracker.exchange.detecting import Column, find_area_level


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
