"""Names of one area in two scripts."""

import pytest

from tracker.registry.area_files.likeness import pair_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Суджанский район", "Sudzha district"),
        ("Беловский район", "Belaya district"),
        ("Большесолдатский район", "Bolshoye Soldatskoye district"),
        ("Конышёвский район", "Konyshyovka raion"),
        ("Щигры", "Shchigry (city)"),
        ("Сумський район", "Sumy district"),
        ("Sudzha district", "Суджанский район"),
        ("Курская область", "Kursk Oblast"),
        ("Белгородская область", "Belgorod region"),
        ("Краснодарский край", "Krasnodar Krai"),
        ("Россия", "Russia"),
        ("Україна", "Ukraine"),
        ("Kursk Oblast", "Kursk region"),
    ],
)
def test_names_in_two_scripts_are_one_area(one: str, other: str) -> None:
    beside = [other, "Tim district", "Тимский район", "Rylsk (city)"]
    assert pair_names([one], beside) == {one: other}


def test_a_city_is_not_the_district_around_it() -> None:
    assert pair_names(["Курск"], ["Kursk district"]) == {}
    assert pair_names(["Курский район", "Курск"], ["Kursk (city)", "Kursk district"]) == {
        "Курский район": "Kursk district",
        "Курск": "Kursk (city)",
    }


def test_each_name_is_given_once() -> None:
    assert pair_names(["Тим", "Тима"], ["Tim"]) == {"Тим": "Tim"}


def test_names_that_only_begin_alike_are_not_one() -> None:
    assert pair_names(["Суджанский район"], ["Sovetsky district"]) == {}


def test_in_one_script_other_names_are_other_areas() -> None:
    assert pair_names(["North 1 district"], ["North 2 district"]) == {}
    assert pair_names(["Северный район"], ["Северский район"]) == {}


def test_a_name_of_nothing_but_what_it_is_pairs_with_none() -> None:
    assert pair_names(["район"], ["Tim district"]) == {}
