"""What the reviewer finds out about sources: one counts another thing, one was right."""

from __future__ import annotations

from tracker.domain.indicators import Indicator
from tracker.domain.rulings import RulingKind
from tracker.domain.selection import Grade
from tracker.example.acts import Act, Desk, Regrading, SeriesRuling, Statement
from tracker.example.calendar import day_of, moment_of
from tracker.example.numbers import level
from tracker.example.places import COLLECTIVE_2
from tracker.example.sources import KITCHENS, RED_CROSS

SHELTERED = Indicator.SHELTERED

SECOND_THOUGHTS: tuple[Act, ...] = (
    *(
        Statement(
            moment=moment_of(number, "20:20"),
            place=COLLECTIVE_2,
            day=day_of(number),
            desk=Desk.REGION,
            source=KITCHENS,
            counts=(level(SHELTERED, people),),
            note="Evening meals given out.",
        )
        for number, people in ((14, 263), (15, 271), (16, 268), (17, 259))
    ),
    SeriesRuling(
        moment=moment_of(16, "12:40"),
        place=COLLECTIVE_2,
        source=KITCHENS,
        indicator=SHELTERED,
        kind=RulingKind.DIFFERENT,
        reason="It counts everybody fed, also the families hosted nearby. Fewer sleep there.",
    ),
    Regrading(
        moment=moment_of(24, "09:30"),
        source=RED_CROSS,
        grade=Grade.B,
        reason="Its counts of 9 and 16 August were made bed by bed and held.",
    ),
)
