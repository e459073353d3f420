"""Attributes that narrow or change what a hashtag means: asked about and never passed over."""

import pytest

from tests.exchange.tables import survey
from tracker.exchange.detecting import examine, suggest, tell_narrowed
from tracker.exchange.detecting.hxl import explain_tag, find_narrowing, read_tag
from tracker.exchange.meanings import NOT_USED, read_meaning


def explained(text: str) -> str | None:
    tag = read_tag(text)
    assert tag is not None, text
    found = explain_tag(tag)
    assert found is None or read_meaning(found.words) == found
    return found.words if found else None


def narrowing(text: str) -> tuple[str, ...]:
    tag = read_tag(text)
    assert tag is not None, text
    return find_narrowing(tag)


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("#affected+idps+adults", "adults"),
        ("#affected+idps+elderly", "elderly"),
        ("#affected+idps+infants", "infants"),
        ("#affected+idps+adolescents+f", "adolescents"),
        ("#affected+idps+pwd", "pwd"),
        ("#affected+idps+returnees", "returnees"),
        ("#affected+idps+target", "target"),
        ("#affected+idps+change", "change"),
        ("#affected+idps+prev", "prev"),
        ("#affected+idps+stock+planned", "planned"),
        ("#affected+idps+noncamp", "noncamp"),
        ("#affected+idps+x_anything", "x_anything"),
        ("#affected+killed+military", "military"),
        ("#affected+killed+soldiers", "soldiers"),
        ("#affected+killed+injured", "injured"),
        ("#affected+killed+idps", "idps"),
        ("#affected+idps+f+m", "f m"),
        ("#affected+idps+f+sex_unknown", "f sex_unknown"),
        ("#affected+idps+age_5", "age_5"),
        ("#affected+idps+age_11_5", "age_11_5"),
        ("#affected+idps+lt0", "lt0"),
        ("#affected+idps+age_5_11+age_12_17", "age_12_17 age_5_11"),
        ("#affected+idps+hh+f", "hh"),
        ("#affected+idps+hh+children", "hh"),
        ("#affected+idps+i", "i"),
        ("#capacity+shelter+used", "used"),
        ("#capacity+shelter+hh", "hh"),
        ("#adm2+origin", "origin"),
        ("#adm1+dest+name", "dest"),
        ("#loc+distribution", "distribution"),
        ("#date+next", "next"),
        ("#org+impl", "impl"),
        ("#meta+source+former", "former"),
    ],
)
def test_a_tag_with_an_attribute_that_may_change_it_is_not_understood(tag: str, names: str) -> None:
    assert explained(tag) is None
    assert narrowing(tag) == tuple(names.split())


@pytest.mark.parametrize(
    ("tag", "meaning"),
    [
        ("#affected+idps+age_lt5", "present, 0 to 4"),
        ("#affected+idps+under5+f", "present, female, 0 to 4"),
        ("#affected+idps+u5", "present, 0 to 4"),
        ("#affected+idps+children+age_5_11", "present, 5 to 11"),
        ("#affected+idps+infants+age0_2", "present, 0 to 2"),
        ("#affected+idps+adults+m+age_18_59", "present, male, 18 to 59"),
        ("#affected+idps+elderly+age_60plus", "present, 60 and older"),
        ("#affected+idps+elderly+age_ge65", "present, 65 and older"),
        ("#affected+idps+sex_unknown+age_unknown", "present, unknown"),
        ("#affected+idps+sex_unknown+children", "present, unknown sex, 0 to 17"),
        ("#affected+idps+sex_unknown", "present, unknown sex"),
        ("#affected+idps+age_unknown", "present, unknown age"),
        ("#affected+idps+f", "present, female"),
        ("#affected+idps+f+age_unknown", "present, female, unknown age"),
        ("#affected+idps+displaced+people+i_en", "present"),
        ("#affected+idps+incamp+sheltered", "sheltered"),
        ("#affected+idps+est", "present"),
        ("#affected+killed+civilians+total", "killed total so far"),
        ("#affected+idps+hh+num", "present in households"),
        ("#capacity+beds+total+est", "capacity"),
        ("#adm2+name+i_ru", "area"),
        ("#adm2+name+ru", "area"),
        ("#country+iso3", "area above"),
        ("#date+displacement+start", "day"),
    ],
)
def test_attributes_that_change_nothing_or_say_which_people_are_read(
    tag: str, meaning: str
) -> None:
    assert explained(tag) == meaning
    assert narrowing(tag) == ()


@pytest.mark.parametrize("tag", ["#loc+type", "#org+type", "#loc+url", "#date+approved"])
def test_what_only_goes_with_a_name_or_day_is_left_aside_without_a_word(tag: str) -> None:
    assert explained(tag) is None
    assert narrowing(tag) == ()


TAGS = "#adm2+name,#date+occurred,#affected+idps,#affected+killed+military+new\n"
ROWS = "District,Date,IDPs,Losses\n{tags}Tim,2024-08-07,5,2\nLgov,2024-08-07,6,1\n"


def test_a_column_that_is_left_aside_for_its_attributes_is_told() -> None:
    found = survey(ROWS.format(tags=TAGS))
    suggestion = suggest(found)
    assert suggestion.meanings["Losses"] == NOT_USED
    (notice,) = examine(found, suggestion).notices
    assert notice.columns == ("Losses",)
    assert notice.words.startswith(
        "“Losses” (#affected+killed+military+new) is not used: +military (soldiers) may change "
        "what it means"
    )
    chosen = read_meaning("killed new")
    assert chosen is not None
    assert list(tell_narrowed(found, suggestion.meanings | {"Losses": chosen})) == []


def test_a_narrowed_column_without_a_name_or_without_cells() -> None:
    bare = "#adm2,#date,#affected+idps+adults+x\nTim,2024-08-07,3\n"
    found = survey(bare)
    (notice,) = tell_narrowed(found, suggest(found).meanings)
    assert notice.words.startswith(
        "“#affected+adults+idps+x” is not used: +adults (people of an age that it does not say) "
        "and +x may change"
    )
    found = survey("#adm2,#date,#affected+idps,#affected+idps+adults\nTim,2024-08-07,3,\n")
    assert list(tell_narrowed(found, suggest(found).meanings)) == []
