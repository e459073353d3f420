"""What was asked for, as the audit trail keeps it."""

from __future__ import annotations

from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import ExportRequest
from tracker.web.shared.moments import say_local


def describe_request(asked: ExportRequest, time_zone: str) -> dict[str, str]:
    """All that was chosen, by the names of the form's fields; what is as usual is left out."""
    found = {
        "content": asked.content.value,
        "format": asked.format.value,
        "audience": asked.audience.value,
        "place": str(asked.place_id) if asked.place_id is not None else "",
        "from": asked.first.isoformat() if asked.content.has_days else "",
        "to": asked.last.isoformat() if asked.has_numbers else "",
        "rows": asked.rows.value if asked.content.is_values else "",
        "indicators": ",".join(asked.indicators) if len(asked.indicators) < len(Indicator) else "",
        "known_at": say_local(asked.known_at, time_zone) if asked.known_at else "",
    }
    return {name: value for name, value in found.items() if value}
