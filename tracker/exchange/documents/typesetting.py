"""Set a document as PDF from a template and plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from tracker.exchange.documents.fonts import Typefaces, find_typefaces, load_fonts

TEMPLATES = Path(__file__).parent
Standard = Literal["ua-1"]
ACCESSIBLE: Standard = "ua-1"
"""PDF/UA-1: what a screen reader needs is in it."""


def set_pdf(
    template: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    typefaces: Typefaces | None = None,
) -> bytes:
    """The PDF of a template of this folder, made at a moment.

    The template finds `values` as JSON in its input `report`; pictures are SVG documents in it.
    Whatever is in them stays text: nothing of it is read as markup. The file says that it is
    accessible unless it holds letters that no font here has.
    """
    chosen = typefaces or find_typefaces()
    told = json.dumps({**values, "families": chosen.families})
    source = (TEMPLATES / template).read_bytes()
    try:
        return _compile(source, told, now, ACCESSIBLE)
    except typst.TypstError:
        # A letter without a font is what it refuses; a box in its place is legal in a plain PDF.
        return _compile(source, told, now, None)


def _compile(source: bytes, told: str, now: datetime, standard: Standard | None) -> bytes:
    return typst.compile(
        source,
        font_paths=load_fonts(),
        format="pdf",
        sys_inputs={"report": told},
        timestamp=int(now.timestamp()),
        pdf_standards=standard,
    )
