"""The floor-area standard of the Sphere Handbook, as a hint beside a shelter's capacity."""

from __future__ import annotations

SQUARE_METRES_PER_PERSON = 3.5
"""Living space without kitchen and sanitation (Sphere Handbook 2018, shelter standard 3)."""


def count_people_by_floor_area(floor_area: float) -> int:
    """How many people the floor area is enough for.

    >>> count_people_by_floor_area(352.0)
    100
    """
    return int(floor_area / SQUARE_METRES_PER_PERSON)


def describe_floor_area(floor_area: float | None, capacity: int | None) -> str | None:
    """What the standard says, also of a capacity that exceeds it; None without a floor area.

    >>> describe_floor_area(350.0, None)
    'By the Sphere Handbook (3.5 m² per person), 350 m² are enough for 100 people.'
    """
    if floor_area is None:
        return None
    standard = f"the Sphere Handbook ({SQUARE_METRES_PER_PERSON} m² per person)"
    enough = count_people_by_floor_area(floor_area)
    if not capacity or capacity <= enough:
        return f"By {standard}, {floor_area:,.10g} m² are enough for {enough:,} people."
    each = floor_area / capacity
    return (
        f"A capacity of {capacity:,} leaves {each:.1f} m² per person. "
        f"By {standard}, {floor_area:,.10g} m² are enough for {enough:,}. "
        "Check the floor area and the capacity."
    )
