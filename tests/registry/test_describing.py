"""What the registers say of something, before and after there is anything."""

from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tracker.registry.describing import NAME, describe_operation


def test_nothing_is_said_of_an_operation_before_there_is_one(session: Session) -> None:
    assert describe_operation(session, 1) == {}


def test_an_operation_is_told_by_the_labels_of_its_page(
    session: Session, register: Register
) -> None:
    told = describe_operation(session, 1)
    assert (told[NAME], told["First day"], told["Deadline hour"]) == (
        "Border region",
        "2024-08-06",
        10,
    )
