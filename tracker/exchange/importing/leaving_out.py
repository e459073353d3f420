"""Why rows of a file are left out, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

CALLED_TOTAL = "called a total"
LIKE_TOTAL = "the name begins or ends as that of a total"
OWN_SUM = "a sum of reporting units in our own export, which nobody reported"
SUM_OF_OTHERS = "the sum of all others of the day"
PLACE_SKIPPED = "the place is left out"
NOT_TOLD = "not told on its day, but carried, reckoned or hidden"
NOT_USED = "the indicator is not used"
_MOST_NAMED = 3


def say_filter(column: str, kept: Collection[str]) -> str:
    """`“Type” is not “Beds” or “Mats”`, of many words only how many there are."""
    if len(kept) > _MOST_NAMED:
        return f"“{column}” is none of the {len(kept):,} that are chosen"
    return f"“{column}” is not {' or '.join(f'“{word}”' if word else 'blank' for word in kept)}"


def list_left_out(left_out: Sequence[tuple[str, int]]) -> list[str]:
    """A line for each reason: `1,785 rows: “Type” is not “Beds”`."""
    return [f"{rows:,} row{'' if rows == 1 else 's'}: {why}" for why, rows in left_out]
