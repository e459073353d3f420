"""Hard checks of a count's parts by sex and age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tracker.domain.breakdown import (
    MOST_PARTS,
    UNKNOWN_AGE,
    band_of,
    count_at_least,
    name_part,
)
from tracker.domain.checks import wording
from tracker.domain.checks.limits import LARGEST, NOUNS, OLDEST
from tracker.domain.counts import Count, Part
from tracker.domain.errors import InvalidCount


def check_parts(count: Count) -> Iterator[InvalidCount]:
    """Parts that cannot be true, alone or together."""
    message = _find_problem(count)
    if message is not None:
        yield InvalidCount(count.indicator, "parts", message)


def _find_problem(count: Count) -> str | None:
    noun, parts = NOUNS[count.indicator], count.parts
    if not parts:
        return None
    if len(parts) > MOST_PARTS:
        return f"Enter at most {MOST_PARTS} parts of the number of {noun}"
    if not all(_has_ages(part) for part in parts):
        return (
            f"Enter the ages of each part of the number of {noun} from young to old, 0 to {OLDEST}"
        )
    for part in parts:
        if not 0 <= part.value <= LARGEST:
            return wording.ask_in_range(f"the number of {noun} ({name_part(part)})")
    return _find_twice(count) or _find_excess(count)


def _has_ages(part: Part) -> bool:
    if part.age_from is None:
        return band_of(part) == UNKNOWN_AGE
    return 0 <= part.age_from <= (OLDEST if part.age_to is None else part.age_to) <= OLDEST


def _find_twice(count: Count) -> str | None:
    cells = Counter((part.sex, band_of(part)) for part in count.parts)
    for part in count.parts:
        if cells[part.sex, band_of(part)] > 1:
            return f"Enter the number of {NOUNS[count.indicator]} ({name_part(part)}) only once"
    return None


def _find_excess(count: Count) -> str | None:
    most = count.bounds.high
    least = count_at_least(count.parts)
    if most is None or least <= most:
        return None
    return wording.ask_smaller_parts(count.indicator, most, f"{least:,}")
