"""A column that does not say its form is a total so far beside one that is plainly the day's."""

from dataclasses import replace

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest
from tracker.exchange.meanings import read_meaning


def read(*heads: str, tag: str = "", day: str = "2") -> dict[str, str]:
    numbers = ",".join(["31", *[day] * (len(heads) - 1)])
    rows = f"District,Date,{','.join(heads)}\n{tag}Tim district,2024-08-20,{numbers}\n"
    found = suggest(survey(rows))
    return {name: m.words for name, m in found.meanings.items() if m.measure}


@pytest.mark.parametrize("day", ["2", "0", ""], ids=["filled", "nobody", "blank"])
@pytest.mark.parametrize(
    ("head", "daily"),
    [
        ("Killed", "Killed new"),
        ("killed", "killed_new"),
        ("Killed", "Killed (24h)"),
        ("Killed", "Killed today"),
        ("Killed", "Newly killed"),
        ("Погибло", "Погибло за сутки"),
        ("Погибшие", "Погибло за последние сутки"),
    ],
)
def test_it_is_so_far_beside_what_the_day_counts(head: str, daily: str, day: str) -> None:
    assert read(head, daily, day=day) == {head: "killed total so far"}


def test_it_is_so_far_whichever_stands_first_and_whatever_else_is_counted() -> None:
    assert read("Killed today", "Killed", "Injured today", "Injured", "Present") == {
        "Killed": "killed total so far",
        "Injured": "injured total so far",
        "Present": "present",
    }


@pytest.mark.parametrize(
    "beside",
    ["Injured today", "Killed", "Killed women today", "Killed by mines today", "Present", "Date"],
)
def test_it_is_new_beside_anything_else(beside: str) -> None:
    assert read("Killed total so far", "Killed today") == {
        "Killed total so far": "killed total so far"
    }
    assert read("Killed", beside)["Killed"] == "killed new"


def test_another_column_may_be_the_total_so_far() -> None:
    assert read("Killed", "Killed today", "Killed so far") == {
        "Killed so far": "killed total so far"
    }


def test_hashtags_tell_it_like_heads() -> None:
    for day in ("2", ""):
        tags = "#adm2,#date,#affected+killed,#affected+killed+new\n"
        assert read("Dead", "Dead there", tag=tags, day=day) == {"Dead": "killed total so far"}


def test_it_is_told_why_a_column_is_taken_for_a_total_so_far() -> None:
    for day in ("2", ""):
        found = survey(f"District,Date,Killed,Killed (24h)\nTim district,2024-08-20,31,{day}\n")
        begun = suggest(found)
        told = [one for one in examine(found, begun).notices if "read as a total" in one.words]
        assert [(one.words, one.columns) for one in told] == [
            (
                (
                    "“Killed” is read as a total so far, since “Killed (24h)” beside it is what "
                    "was new on the day. Choose new for it if that is not so."
                ),
                ("Killed", "Killed (24h)"),
            )
        ]
        new = read_meaning("killed new")
        assert new is not None
        chosen = replace(begun, meanings={**begun.meanings, "Killed": new})
        assert not [n for n in examine(found, chosen).notices if "read as a total" in n.words]
    plain = survey("District,Date,Killed so far,Killed (24h)\nTim district,2024-08-20,31,2\n")
    assert not [n for n in examine(plain, suggest(plain)).notices if "read as a total" in n.words]
