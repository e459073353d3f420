"""The look of maps: five steps from calm to urgent, and no number; as in the style sheet."""

from __future__ import annotations

from dataclasses import dataclass, fields

STEPS = 5
"""How many steps there are: more cannot be told apart."""

FIRST_DEEP = 3
"""From this step on, what is written has the colour of the paper."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapLook:
    """Colours of one look, all different: pages swap one look for another by value.

    `step_0` to `step_4` grow steadily darker (on dark paper: brighter), so that they keep their
    order without colour. `missing` and the lines of `hatch` over it stand for no number.
    """

    step_0: str
    step_1: str
    step_2: str
    step_3: str
    step_4: str
    missing: str
    hatch: str
    line: str
    site: str
    cursor: str
    ink: str
    surface: str

    @property
    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def fill(self, step: int | None) -> str:
        """The colour of a step; None is no number."""
        return self.missing if step is None else self.colours[f"step_{step}"]

    def text(self, step: int | None) -> str:
        """The colour of what is written on a step."""
        return self.surface if step is not None and step >= FIRST_DEEP else self.ink


MAP_LIGHT = MapLook(
    step_0="#fdf3dc",
    step_1="#f7cf8a",
    step_2="#e8964a",
    step_3="#b9541f",
    step_4="#6e1f0a",
    missing="#e3e8eb",
    hatch="#a9b4bc",
    line="#6a7883",
    site="#0164d5",
    cursor="#5b21b6",
    ink="#14202b",
    surface="#ffffff",
)

MAP_DARK = MapLook(
    step_0="#3a2a18",
    step_1="#6d4317",
    step_2="#96561a",
    step_3="#e79b4b",
    step_4="#ffe3ae",
    missing="#2a3843",
    hatch="#4d5f6d",
    line="#8494a1",
    site="#0d7ff2",
    cursor="#c9a7ff",
    ink="#e8eef2",
    surface="#16212a",
)

MAP_PRINT = MapLook(**{**MAP_LIGHT.colours, "ink": "#000000", "line": "#444444"})

MAP_PAGE = MapLook(
    **{
        name: f"var(--map-{name.replace('_', '-')})"
        for name in MAP_LIGHT.colours
        if name not in {"ink", "surface"}
    },
    ink="var(--ink)",
    surface="var(--surface)",
)
"""Colours of pictures that stand in a page: the style sheet knows the reader's look."""


def map_map_colours(light: MapLook, other: MapLook) -> dict[str, str]:
    """The colour of `other` that takes the place of each colour of `light`."""
    return dict(zip(light.colours.values(), other.colours.values(), strict=True))
