"""Meanings are written in words and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.counts import Sex
from tracker.exchange.meanings import (
    MEASURES,
    Group,
    Meaning,
    Role,
    count_of,
    read_group,
    read_meaning,
    read_measure,
)


@given(
    st.sampled_from(sorted(MEASURES)),
    st.sampled_from(Sex),
    st.sampled_from([(None, None), (0, 4), (0, 17), (60, None), (0, None)]),
)
def test_every_meaning_is_read_back(
    words: str, sex: Sex, band: tuple[int | None, int | None]
) -> None:
    measure = MEASURES[words]
    plain = count_of(measure.indicator, measure.form, households=measure.households)
    assert read_meaning(words) == plain
    if measure.indicator.definition.people and not measure.households:
        group = Group(sex=sex, age_from=band[0], age_to=band[1])
        part = count_of(measure.indicator, measure.form, group)
        assert read_meaning(part.words) == part


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COUNT])
def test_roles_are_read_back(role: Role) -> None:
    assert read_meaning(role.value) == Meaning(role=role)


@pytest.mark.parametrize(
    "words",
    ["", "count", "rain", "present, tall", "capacity, female", "present in households, female"],
)
def test_other_words_mean_nothing(words: str) -> None:
    assert read_meaning(words) is None


def test_spaces_do_not_matter() -> None:
    assert read_measure(" killed   total so far ") == MEASURES["killed total so far"]
    assert read_group("unknown") == Group(sex=Sex.UNKNOWN, age_from=None, age_to=None)
