"""Whether rows of a file meet that may add up, as reading all of them told: kept with the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from tracker.exchange.detecting import Asked, Question, read_question
from tracker.exchange.importing import Plan
from tracker.web.imports.outlooks import sign_mapping
from tracker.web.shared.kept_files import KeptFile

_MEETING = "meeting"


def keep_meeting(file: KeptFile, plan: Plan) -> None:
    """Keep the question that all rows of a file raise under a mapping, or that they raise none."""
    asked = [asdict(one) for one in plan.questions if one.asked is Asked.ADDING]
    file.write_note(_MEETING, json.dumps([sign_mapping(plan.mapping), asked]))


def settle_meeting(file: KeptFile, found: Sequence[Question]) -> tuple[Question, ...]:
    """Questions that the first rows raise, but that of rows that meet as all rows raise it."""
    said = file.read_note(_MEETING)
    if said is None or file.mapping is None or file.mapping.add_rows is not None:
        return tuple(found)
    signature, asked = json.loads(said)
    if signature != sign_mapping(file.mapping):
        return tuple(found)
    others = (question for question in found if question.asked is not Asked.ADDING)
    return (*others, *map(read_question, asked))
