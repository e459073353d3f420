"""What looks wrong with P-codes."""

import pytest
from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tracker.registry.areas import change_area
from tracker.registry.p_codes import check_p_code, list_code_warnings
from tracker.registry.places import list_areas


@pytest.mark.parametrize(
    ("code", "parent", "level"),
    [
        (None, "RU38", 2),
        ("RU", None, 0),
        ("RUS", None, 0),
        ("RU38", "RU", 1),
        ("RUS38", None, 1),
        ("RU3801", "RU38", 2),
        ("RU3801", None, 2),
    ],
)
def test_usual_codes_pass(code: str | None, parent: str | None, level: int) -> None:
    assert check_p_code(code, parent, level=level) == ()


@pytest.mark.parametrize(
    "code", ["ru38", "R38", "RU", "RUSS38", "38", "RU-38", "RU38A", "\u0420\u042338"]
)
def test_unusual_codes_are_pointed_out(code: str) -> None:
    (warning,) = check_p_code(code, None, level=1)

    assert warning.startswith(f"The P-code {code} is not")


def test_a_country_has_letters_only() -> None:
    assert len(check_p_code("RU38", None, level=0)) == 1


def test_a_code_begins_with_that_of_its_parent() -> None:
    assert check_p_code("RU4601", "RU38", level=2) == (
        "The P-code RU4601 does not begin with RU38, that of its parent",
    )


def test_warnings_are_listed_by_area(session: Session, register: Register) -> None:
    change_area(session, register.country, name="Country", p_code="RU")
    change_area(session, register.region, name="Region", p_code="RU38")
    change_area(session, register.whole, name="Whole", p_code="UA3801")
    change_area(session, register.elsewhere, name="Elsewhere", p_code="UA3801")

    warnings = list_code_warnings(list_areas(session))

    assert set(warnings) == {register.whole, register.elsewhere}
    assert warnings[register.elsewhere] == ("Another area has the P-code UA3801 too",)
    assert len(warnings[register.whole]) == 2
