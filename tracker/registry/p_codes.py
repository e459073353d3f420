"""What looks wrong with an area's P-code: reasons to look again, never to refuse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.registry.tree import Place

_COUNTRY = re.compile(r"[A-Z]{2,3}")
_BELOW = re.compile(r"[A-Z]{2,3}[0-9]+")


def list_code_warnings(areas: Sequence[Place]) -> dict[int, tuple[str, ...]]:
    """Warnings by area id, only of areas that have any; `areas` must hold their parents as well."""
    codes = {area.id: area.p_code for area in areas}
    uses = Counter(code for code in codes.values() if code)
    warnings: dict[int, tuple[str, ...]] = {}
    for area in areas:
        parent_code = codes.get(area.parent_id) if area.parent_id is not None else None
        found = check_p_code(area.p_code, parent_code, level=area.level)
        if area.p_code and uses[area.p_code] > 1:
            found = (*found, f"Another area has the P-code {area.p_code} too")
        if found:
            warnings[area.id] = found
    return warnings


def check_p_code(code: str | None, parent_code: str | None, *, level: int) -> tuple[str, ...]:
    """What looks wrong with a code, given the code of the area above.

    A P-code is the two or three letters of the country (ISO 3166), below it with digits, and begins
    with the code of the area above. Countries may do otherwise, so this only warns.

    >>> check_p_code("RU3801", "RU38", level=2)
    ()
    """
    if not code:
        return ()
    warnings = []
    pattern, example = (_COUNTRY, "UA") if level == 0 else (_BELOW, "UA5902")
    if not pattern.fullmatch(code):
        kind = "the country's two or three capital letters"
        wanted = kind if level == 0 else f"{kind}, then digits"
        warnings.append(f"The P-code {code} is not {wanted}, as in {example}")
    if parent_code and not code.startswith(parent_code):
        warnings.append(f"The P-code {code} does not begin with {parent_code}, that of its parent")
    return tuple(warnings)
