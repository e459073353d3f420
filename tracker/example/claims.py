"""What was published on 7 August 2024 about the whole region: claims, never added to anything."""

from __future__ import annotations

from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.example.acts import Act, Desk, Statement
from tracker.example.calendar import day_of, moment_of
from tracker.example.numbers import total
from tracker.example.places import REGION
from tracker.example.sources import AUTHORITIES, GOVERNOR, OFFICIALS

STATED = 7

EVACUATED = Count(
    indicator=Indicator.EVACUATED,
    form=Form.TOTAL,
    value=None,
    qualifier=Qualifier.IN_WORDS,
    words="several thousand",
)

# "Prepared" says that the places exist, not that they were open: as usable capacity they would
# promise beds for that night which nobody promised.
PREPARED = Count(
    indicator=Indicator.CAPACITY_STANDBY,
    form=Form.LEVEL,
    value=2_500,
    words="shelters prepared for 2,500 displaced people",
)

RELOCATED = Count(
    indicator=Indicator.EVACUATED,
    form=Form.TOTAL,
    value=300,
    qualifier=Qualifier.MORE_THAN,
    parts=(Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121),),
)

CASUALTIES = (
    total(Indicator.KILLED, 3),
    total(Indicator.INJURED, 24),
    total(Indicator.HOSPITALISED, 13),
)

CLAIMS: tuple[Act, ...] = (
    Statement(
        moment=moment_of(STATED, "17:10"),
        place=REGION,
        day=day_of(STATED),
        desk=Desk.REGION,
        source=GOVERNOR,
        counts=(EVACUATED, PREPARED),
        note=(
            "Residents of areas near the fighting, already evacuated. "
            "“Shelters prepared” is entered as standby places: nobody said that they were open. "
            "The situation is “under control”; all public events cancelled."
        ),
    ),
    Statement(
        moment=moment_of(STATED, "17:25"),
        place=REGION,
        day=day_of(STATED),
        desk=Desk.REGION,
        source=AUTHORITIES,
        counts=(RELOCATED,),
        note="People relocated, 121 of them children.",
    ),
    Statement(
        moment=moment_of(STATED, "17:40"),
        place=REGION,
        day=day_of(STATED),
        desk=Desk.REGION,
        source=OFFICIALS,
        counts=CASUALTIES,
        note=(
            "Civilians, since the fighting began on the morning of 6 August in the districts of "
            "Sudzha and Korenevo (settlements Nikolaevo-Darino and Oleshnia)."
        ),
    ),
)
