"""The exercise in the districts that take people in: shelters, and what lies outside them."""

from __future__ import annotations

from tracker.domain.qualifiers import Qualifier
from tracker.example import places
from tracker.example.acts import Desk
from tracker.example.calendar import LAST
from tracker.example.places import name_outside
from tracker.example.units import Unit, days

CITY_SHELTERS = (
    Unit(
        place=places.SPORTS_HALL_1,
        desk=Desk.CITY,
        sheltered=(
            (6, 180),
            (7, 244),
            (8, 285),
            (9, 290),
            (10, 268),
            (13, 250),
            (15, 234),
            (17, 236),
            (20, 246),
            (28, 214),
            (35, 196),
        ),
        places=((6, 260), (15, 240), (18, 260)),
        detailed=days(12, 19, 26, 33),
        notes={15: "20 places are blocked while the heating is repaired."},
    ),
    Unit(
        place=places.RECEPTION_1,
        desk=Desk.CITY,
        sheltered=(
            (6, 196),
            (7, 214),
            (8, 290),
            (9, 305),
            (10, 280),
            (11, 228),
            (12, 206),
            (14, 190),
            (21, 182),
            (28, 150),
            (35, 118),
        ),
        places=((6, 220),),
        notes={
            8: "People sleep in the corridors. More buses are announced for tonight.",
            10: "The first groups move to collective centre no. 1.",
        },
    ),
    Unit(
        place=places.SCHOOL_1,
        desk=Desk.CITY,
        sheltered=(
            (7, 205),
            (8, 214),
            (9, 217),
            (10, 216),
            (13, 212),
            (20, 204),
            (27, 150),
            (29, 60),
            (30, 0),
        ),
        places=((7, 220),),
        last=30,
        surprises={18: 14},
        notes={
            18: "Counted bed by bed: 14 more than the lists of arrivals and departures make.",
            30: "Closed from tomorrow: lessons begin.",
        },
    ),
    Unit(
        place=places.HOTEL_1,
        desk=Desk.CITY,
        sheltered=((8, 150), (9, 156), (10, 157), (14, 154), (22, 149), (30, 146), (35, 140)),
        places=((8, 160),),
        detailed=days(8, 12, 16, 20, 24, 28, 32),
        unchanged=days(11, 18, 25, 31),
    ),
    Unit(
        place=places.COLLECTIVE_1,
        desk=Desk.CITY,
        sheltered=((10, 288), (11, 302), (13, 309), (20, 306), (28, 312), (35, 300)),
        places=((10, 320),),
        detailed=days(14, 28),
        late={22: 1},
    ),
    Unit(
        place=name_outside("Kursk (city)"),
        desk=Desk.CITY,
        hosted=((6, 26), (7, 104), (8, 260), (10, 560), (13, 780), (20, 880), (28, 900), (35, 860)),
        vague={7: Qualifier.ABOUT},
        notes={7: "Families with relatives, as told by the neighbourhoods by telephone."},
    ),
)

OTHER_SHELTERS = (
    Unit(
        place=places.TENTS_1,
        desk=Desk.REGION,
        sheltered=((11, 170), (12, 205), (14, 221), (18, 214), (24, 170), (30, 132), (35, 96)),
        places=((11, 240),),
        unchanged=days(20, 27),
    ),
    Unit(
        place=places.SCHOOL_2,
        desk=Desk.REGION,
        sheltered=((7, 118), (8, 143), (10, 147), (15, 144), (18, 136), (19, 0)),
        places=((7, 150),),
        last=19,
        notes={19: "A water main burst. Closed until it is repaired; everybody has moved."},
    ),
    Unit(
        place=places.SCHOOL_2,
        desk=Desk.REGION,
        sheltered=((23, 96), (26, 122), (35, 110)),
        places=((23, 150),),
    ),
    Unit(
        place=places.COLLECTIVE_2,
        desk=Desk.REGION,
        sheltered=(
            (9, 146),
            (10, 170),
            (13, 174),
            (18, 158),
            (19, 226),
            (22, 222),
            (23, 176),
            (26, 158),
            (35, 140),
        ),
        places=((9, 180), (19, 230), (24, 180)),
        notes={19: "50 camp beds put up for people from school no. 2."},
    ),
    Unit(
        place=places.SCHOOL_3,
        desk=Desk.REGION,
        sheltered=((7, 108), (8, 132), (9, 137), (12, 135), (17, 133), (25, 121), (35, 104)),
        places=((7, 140),),
        silent=days((18, 24)),
        notes={25: "No telephone for a week. Arrivals and departures as totals so far."},
    ),
    Unit(
        place=places.HOTEL_2,
        desk=Desk.REGION,
        sheltered=((8, 92), (9, 113), (10, 117), (14, 115), (22, 112), (35, 98)),
        places=((8, 120),),
        unchanged=days(13, 17, 21),
        silent=days(35),
    ),
    Unit(
        place=places.COLLECTIVE_3,
        desk=Desk.REGION,
        sheltered=((12, 64), (14, 93), (18, 84), (19, 108), (22, 107), (24, 90), (35, 74)),
        places=((12, 110),),
        reckoned=days((15, 17), (26, 28), (34, LAST)),
    ),
    Unit(
        place=places.SPORTS_HALL_3,
        desk=Desk.REGION,
        sheltered=((9, 120), (10, 144), (11, 152), (14, 155), (21, 139), (35, 108)),
        places=((9, 160),),
    ),
)

OUTSIDE = (
    Unit(
        place=name_outside("Kursk district"),
        desk=Desk.REGION,
        hosted=((7, 30), (10, 180), (14, 340), (22, 390), (35, 370)),
    ),
    Unit(
        place=name_outside("Oboyan district"),
        desk=Desk.REGION,
        hosted=((7, 20), (10, 110), (14, 170), (18, 176), (19, 216), (35, 190)),
    ),
    Unit(
        place=name_outside("Lgov (city)"),
        desk=Desk.REGION,
        hosted=((7, 40), (10, 120), (15, 165), (35, 130)),
        late={11: 3},
    ),
    Unit(
        place=name_outside("Kurchatov (city)"),
        desk=Desk.REGION,
        hosted=((8, 35), (12, 150), (18, 190), (35, 180)),
    ),
    Unit(
        place=name_outside("Medvenka district"),
        desk=Desk.REGION,
        hosted=((12, 100), (18, 140), (35, 120)),
        opens_with_flows=False,
    ),
    Unit(
        place=name_outside("Zheleznogorsk (city)"),
        desk=Desk.REGION,
        hosted=((8, 25), (12, 160), (20, 240), (35, 225)),
        silent=days(22, 23),
    ),
)

WHOLE = (
    Unit(
        place="Bolshoye Soldatskoye district",
        desk=Desk.REGION,
        sheltered=(
            (7, 104),
            (8, 131),
            (9, 126),
            (10, 112),
            (11, 94),
            (12, 87),
            (20, 79),
            (35, 52),
        ),
        hosted=((7, 40), (10, 130), (20, 120), (35, 90)),
        places=((7, 90),),
        notes={8: "The boarding house is over-full; there is no second building."},
    ),
    Unit(
        place="Solntsevo district",
        desk=Desk.REGION,
        sheltered=((8, 52), (9, 66), (12, 68), (22, 60), (35, 41)),
        hosted=((8, 22), (13, 88), (35, 70)),
        places=((8, 70),),
        late={16: 2},
    ),
    Unit(
        place="Fatezh district",
        desk=Desk.REGION,
        sheltered=((9, 48), (10, 57), (14, 58), (25, 47), (35, 30)),
        hosted=((9, 15), (14, 75), (35, 52)),
        places=((9, 60),),
    ),
    Unit(
        place="Medvenka district",
        desk=Desk.REGION,
        hosted=((8, 30), (11, 96)),
        last=11,
    ),
)

_SMALL: tuple[tuple[str, int, int, int], ...] = (
    ("Lgov district", 7, 72, 50),
    ("Kurchatov district", 8, 64, 48),
    ("Oktyabrsky district", 8, 112, 90),
    ("Zheleznogorsk district", 9, 52, 44),
    ("Zolotukhino district", 9, 60, 52),
    ("Konyshyovka district", 8, 44, 30),
    ("Manturovo district", 10, 36, 26),
    ("Pristen district", 9, 54, 40),
    ("Shchigry (city)", 9, 66, 58),
    ("Shchigry district", 10, 40, 34),
    ("Gorshechnoye district", 11, 24, 20),
    ("Kastornoye district", 11, 22, 18),
    ("Sovetsky district", 10, 32, 28),
    ("Cheremisinovo district", 10, 30, 24),
    ("Ponyri district", 9, 46, 36),
    ("Dmitriyev district", 10, 28, 22),
    ("Tim district", 19, 38, 30),
)
"""Districts with families only: name, first day, most people, people in the end."""

_VAGUE: dict[str, dict[int, Qualifier]] = {
    "Gorshechnoye district": {11: Qualifier.AT_LEAST},
    "Ponyri district": {9: Qualifier.IN_WORDS, 13: Qualifier.BETWEEN},
    "Tim district": {19: Qualifier.ABOUT},
}

FAMILIES = tuple(
    Unit(
        place=place,
        desk=Desk.REGION,
        hosted=((first, most // 2), (first + 4, most), (26, most), (35, end)),
        every=2,
        vague=_VAGUE.get(place, {}),
    )
    for place, first, most, end in _SMALL
)

# The quiet end of the border: it fell silent and nobody followed it up.
SILENT = Unit(
    place="Khomutovka district",
    desk=Desk.REGION,
    hosted=((9, 26), (14, 58), (20, 54)),
    last=20,
)

UNITS = (*CITY_SHELTERS, *OTHER_SHELTERS, *OUTSIDE, *WHOLE, *FAMILIES, SILENT)
