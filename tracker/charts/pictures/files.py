"""Pictures as files of their own: complete SVG documents, for saving and for print."""

from __future__ import annotations

from html import escape

from tracker.charts.appearance import Appearance
from tracker.charts.lettering import wrap_text
from tracker.charts.pictures.key import Key, write_key
from tracker.charts.pictures.plot import Size
from tracker.charts.pictures.svg import element, say

CAPACITY_SIZE = Size(width=960, height=620)
MARGIN, HEAD, FOOT = 20, 34, 26
FOOT_TYPE, LEADING = 12, 17
"""The size of the type in the foot, and from line to line of it."""
FONTS = "'Noto Sans', 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"


def size_tallies(panels: int) -> Size:
    """The size of a picture with so many panels, one above the other."""
    return Size(width=960, height=60 + 170 * max(1, panels))


def make_document(picture: str) -> str:
    """A picture with a shape of its own as a document, without any words around it."""
    named = picture.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1)
    return named.replace('font-family="inherit"', f'font-family="{escape(FONTS)}"', 1)


def write_document(  # noqa: PLR0917 (a picture, and all the words it needs away from its page)
    picture: str, size: Size, appearance: Appearance, heading: str, foot: str, key: Key = ()
) -> str:
    """The document that holds a picture of a size, between words that say what it is and of when.

    Away from its page a picture has no other words. `key` stands below it, where it has none of its
    own.
    """
    below, rows = write_key(key, appearance, size.width, size.height + 8)
    width = size.width + 2 * MARGIN
    lines = wrap_text(foot, size.width, FOOT_TYPE)
    more = LEADING * (len(lines) - 1)
    height = size.height + rows + 2 * MARGIN + HEAD + FOOT + more
    return element(
        "svg",
        element("rect", width=width, height=height, fill=appearance.surface),
        element(
            "text",
            say(heading),
            x=MARGIN,
            y=MARGIN + 14,
            font_size=18,
            font_weight=700,
            fill=appearance.ink,
        ),
        element("g", picture, below, transform=f"translate({MARGIN} {MARGIN + HEAD})"),
        *(
            element(
                "text",
                say(line),
                x=MARGIN,
                y=height - MARGIN - more + LEADING * at,
                font_size=FOOT_TYPE,
                fill=appearance.quiet,
            )
            for at, line in enumerate(lines)
        ),
        xmlns=NAMESPACE,
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        font_family=FONTS,
    )
