"""Elements of SVG as text, with every value escaped."""

from __future__ import annotations

from html import escape

Value = str | int | float | None


def element(name: str, *inside: str, **attributes: Value) -> str:
    """An element with attributes; those that are None are left out, `_` in names stands for `-`.

    What is inside is taken as it is: elements, or text made by `say`.

    >>> element("circle", cx="50%", r=2.5, stroke_width=None)
    '<circle cx="50%" r="2.5"/>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_write(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not inside:
        return f"<{name}{said}/>"
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def say(text: str) -> str:
    """Text inside an element."""
    return escape(text)


def _write(value: Value) -> str:
    """Numbers as short as they can be: a picture has thousands of them."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
