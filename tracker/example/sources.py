"""The example's sources: those of the published claims, and invented ones of the exercise."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.domain.selection import Grade
from tracker.example.acts import Desk
from tracker.registry.sources import add_source

GOVERNOR = "Regional governor"
AUTHORITIES = "Regional authorities"
OFFICIALS = "Russian officials"
MILITARY = "Russian military"
WAR_STUDIES = "Institute for the Study of War"
RED_CROSS = "Red Cross branch (exercise)"
KITCHENS = "Field kitchens (exercise)"
UNSIGNED = "Unsigned message (exercise)"

_GRADED = "The grade is this example's, not a finding."
_INVENTED = f"Invented for the exercise. {_GRADED}"

_SOURCES: tuple[tuple[str, str, Grade, str], ...] = (
    (
        GOVERNOR,
        GOVERNOR,
        Grade.C,
        f"Alexei Smirnov, governor of Kursk region in August 2024, on social media. {_GRADED}",
    ),
    (AUTHORITIES, AUTHORITIES, Grade.C, f"Authorities of Kursk region. {_GRADED}"),
    (OFFICIALS, OFFICIALS, Grade.C, f"Officials of the Russian state. {_GRADED}"),
    (
        MILITARY,
        MILITARY,
        Grade.E,
        (
            "Stated by 7 August 2024: 260 soldiers killed and 50 armoured vehicles (7 of them "
            "tanks) destroyed on the other side; some 300 attackers, 11 tanks and more than 20 "
            "vehicles at the start. No official comment from Ukraine. Military losses are not "
            "counted here. "
            f"{_GRADED}"
        ),
    ),
    (
        WAR_STUDIES,
        WAR_STUDIES,
        Grade.B,
        (
            "By 7 August 2024 it could neither confirm nor deny what was claimed about the "
            f"fighting, and could not verify the images. {_GRADED}"
        ),
    ),
    (Desk.CITY, "District coordinator, Kursk city (exercise)", Grade.B, _INVENTED),
    (Desk.BORDER, "District coordinator, border districts (exercise)", Grade.C, _INVENTED),
    (Desk.REGION, "Displacement desk of the region (exercise)", Grade.B, _INVENTED),
    (RED_CROSS, RED_CROSS, Grade.C, _INVENTED),
    (KITCHENS, KITCHENS, Grade.C, _INVENTED),
    (UNSIGNED, UNSIGNED, Grade.F, _INVENTED),
)


def add_sources(session: Session) -> dict[str, int]:
    """Register everything; answers ids by name, those of the desks by the desk."""
    return {
        key: add_source(session, name=name, grade=grade, description=description)
        for key, name, grade, description in _SOURCES
    }
