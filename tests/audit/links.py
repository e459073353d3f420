"""What stands in the chain, read plainly."""

import hashlib
import json
from datetime import UTC
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from tracker.store.audit import LINK


def read_links(session: Session | Connection) -> list[dict[str, Any]]:
    """All links in order."""
    query = select(LINK).order_by(LINK.c.number)
    return [dict(row) for row in session.execute(query).mappings()]


def work_out_hash(link: dict[str, Any]) -> bytes:
    """The hash of a link by the documentation, sharing no code with the tracker."""
    moment = link["recorded_at"].astimezone(UTC)
    said = [
        1,
        link["act"],
        link["subject_id"],
        link["content"].hex() if link["content"] else None,
        link["person_id"],
        moment.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        link["details"],
    ]
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    number = int(link["number"]).to_bytes(8, "big")
    return hashlib.sha256(link["previous"] + number + text.encode()).digest()


def assert_whole(links: list[dict[str, Any]]) -> None:
    """Numbers without gaps, each link with the hash of the one before, each hash right."""
    assert [link["number"] for link in links] == list(range(1, len(links) + 1))
    assert links[0]["previous"] == bytes(32)
    for before, link in pairwise(links):
        assert link["previous"] == before["hash"]
    for link in links:
        assert link["hash"] == work_out_hash(link)
