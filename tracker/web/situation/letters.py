"""Which letters a report holds, to say so where no font is made for them."""

from __future__ import annotations

import re
from typing import Any

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def find_arabic(value: Any) -> bool:
    """Whether any text in a value made of dictionaries, lists and texts has Arabic letters."""
    if isinstance(value, str):
        return _ARABIC.search(value) is not None
    if isinstance(value, dict):
        return any(map(find_arabic, value.values()))
    return isinstance(value, list | tuple) and any(map(find_arabic, value))
