"""Names of a file that are not registered come close to those that are, in either script."""

import json
from datetime import date
from pathlib import Path

import pytest

from tracker.exchange.mapping.close_names import MOST_NAMES, CloseNames
from tracker.registry.tree import Place, PlaceKind

DISTRICTS = {
    "Беловский район": "Belovsky District",
    "Большесолдатский район": "Bolshesoldatskiy raion",
    "Глушковский район": "Gluškovskij rajon",
    "Горшеченский район": "Gorshechensky",
    "Дмитриевский район": "Dmitriyevskiy rayon",
    "Железногорский район": "Zheleznogorskii raion",
    "Золотухинский район": "Zolotukhino",
    "Касторенский район": "Kastorensky District",
    "Конышевский район": "Konyshyovka district",
    "Кореневский район": "Korenevo",
    "Курский район": "Kursky District",
    "Курчатовский район": "Kurchatovsky District",
    "Льговский район": "Lʹgovskij rajon",
    "Мантуровский район": "Manturovo district",
    "Медвенский район": "Medvenka",
    "Обоянский район": "Oboyan District",
    "Октябрьский район": "Oktyabrsky r-n",
    "Поныровский район": "Ponyri",
    "Пристенский район": "Pristen District",
    "Рыльский район": "Ryl'sk district",
    "Советский район": "Sovetskiy",
    "Солнцевский район": "Solntsevo District",
    "Суджанский район": "Sudzha",
    "Тимский район": "Tim",
    "Фатежский район": "Fatež",
    "Хомутовский район": "Khomutovka district",
    "Черемисиновский район": "Cheremisinovo",
    "Щигровский район": "Shchigrovskii",
    "Курск": "Kursk City",
    "Железногорск": "city of Zheleznogorsk",
    "Курчатов": "Kurchatov",
    "Льгов": "L'gov (town)",
    "Щигры": "Schtschigry",
}
"""The districts and cities of a published file of boundaries, and each in Latin letters."""


def name_places(*names: str) -> CloseNames:
    return CloseNames(
        Place(
            id=number,
            kind=PlaceKind.AREA,
            level=2,
            parent_id=None,
            name=name,
            p_code=None,
            national_code=None,
            valid_from=date(2024, 8, 6),
            valid_until=None,
            path=(),
        )
        for number, name in enumerate(names)
    )


def find(names: list[str], asked: str) -> list[str]:
    found = name_places(*names).find(asked, lambda _place: True)
    return [names[number] for number in found]


@pytest.fixture(scope="module")
def cyrillic(shared_data: Path) -> list[str]:
    content = json.loads((shared_data / "kursk_oblast_districts.geojson").read_bytes())
    return [feature["properties"]["district"] for feature in content["features"]]


def test_each_district_is_found_by_its_name_in_latin_letters(cyrillic: list[str]) -> None:
    assert set(cyrillic) == set(DISTRICTS)
    found = {name: find(cyrillic, latin)[:2] for name, latin in DISTRICTS.items()}
    assert [name for name, likely in found.items() if name not in likely] == []
    first = [name for name, likely in found.items() if likely[0] == name]
    assert len(first) >= 31, set(found) - set(first)


def test_each_district_in_latin_letters_is_found_by_its_name(cyrillic: list[str]) -> None:
    latin = list(DISTRICTS.values())
    found = {name: find(latin, name)[:2] for name in cyrillic}
    assert [name for name, likely in found.items() if DISTRICTS[name] not in likely] == []


@pytest.mark.parametrize(
    ("registered", "asked"),
    [
        ("Sudzha", "Суджанский район"),
        ("Sudzhansky District", "Суджанский р-н"),
        ("Kursk", "г. Курск"),
        ("Kursk region", "Курская обл."),
        ("Lipetsk oblast", "Липецкая область"),
        ("Сумська область", "Sumy oblast"),
        ("Сумська область", "Сумская область"),
        ("Харківський район", "Kharkiv Raion"),
        ("Харків", "Kharkov"),
        ("Слов'янська міська громада", "Sloviansk urban hromada"),
        ("м. Київ", "Kyiv"),
        ("Gornal", "с. Горналь"),
        ("пос. Большое Солдатское", "Bolshoye Soldatskoye"),
    ],
)
def test_the_same_name_in_other_letters_is_found_first(registered: str, asked: str) -> None:
    beside = ["Rylsk district", "Рыльский район", "Область", "District of Tim", "Город Тим"]
    assert find([*beside, registered], asked)[:1] == [registered]


def test_what_a_place_is_does_not_make_names_alike() -> None:
    assert find(["Tim municipal district", "Тимский муниципальный район"], "Рыльск") == []
    assert find(["Тимский муниципальный район"], "Фатежский муниципальный район") == []
    assert find(["Old city"], "City") == []
    # Of a name that says nothing else it is all there is.
    assert find(["Область", "Old city"], "oblast") == ["Область"]


def test_of_names_that_sound_alike_the_same_kind_comes_first() -> None:
    names = ["Курский район", "Курск", "Курская область"]
    assert find(names, "Kursk")[0] == "Курск"
    assert find(names, "Kurskii raion")[0] == "Курский район"
    assert find(names, "Kurskaya oblast")[0] == "Курская область"
    assert sorted(find(names, "Kursk")) == sorted(names)


def test_only_places_that_suit_are_found_and_a_few_of_them() -> None:
    names = [f"Школа {number}" for number in range(30)]
    close = name_places(*names)
    assert len(close.find("Shkola 3", lambda _place: True)) == MOST_NAMES
    assert close.find("Shkola 3", lambda place: place.id == 17) == (17,)
    assert close.find("Shkola 3", lambda _place: False) == ()
    assert close.find("!", lambda _place: True) == ()
