"""The form field of measured numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from wtforms import Field
from wtforms.widgets import NumberInput

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": "."})  # noqa: RUF001 (signs as keyboards send them)


class MeasureField(Field):
    """A number with a fraction, such as a floor area or degrees; None when left blank.

    Fractions may be set off by a point or a comma. `noun` names the number in messages, `example`
    shows how to write it.
    """

    widget = NumberInput(step="any")

    def __init__(self, label: str, *, noun: str, example: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.noun = noun
        self.example = example

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.10g}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; three digits after a comma could be thousands and are refused."""
        typed = unicodedata.normalize("NFKC", "".join(map(str, valuelist))).strip()
        self.data: float | None = None
        if not typed:
            return
        text = typed.translate(_SIGNS)
        plain = text if _THOUSANDS.fullmatch(text) else text.replace(",", ".")
        if not _PLAIN.fullmatch(plain):
            raise ValueError(f"Enter {self.noun} as a number, such as {self.example}")
        self.data = float(plain)
