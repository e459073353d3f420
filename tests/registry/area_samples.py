"""Small files of areas, and what became of them."""

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.registry.area_files import (
    AreaFile,
    ImportOutcome,
    import_areas,
)
from tracker.registry.places import list_children
from tracker.store.places import AreaShapeRow

DAY = date(2024, 8, 15)
SQUARE = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
HOLE = [[0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.2, 0.2]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(geometry: Any = POLYGON, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def load_shape(session: Session, place_id: int) -> tuple[Any, str | None]:
    query = select(AreaShapeRow).where(AreaShapeRow.place_id == place_id)
    row = session.execute(query).scalar_one()
    session.refresh(row)
    return json.loads(row.geometry), row.attribution


def import_table(session: Session, table: str, parent_id: int | None = None) -> ImportOutcome:
    return import_areas(session, AreaFile(content=table.encode(), parent_id=parent_id))


def names_in(session: Session, parent_id: int | None) -> list[str]:
    return [place.name for place in list_children(session, parent_id)]


def reasons(outcome: ImportOutcome) -> list[tuple[str, str]]:
    return [(refused.where, refused.reason) for refused in outcome.refused]
