"""What browsers would have to repair is refused, and nothing else."""

import pytest

from tests.web.markup import parse
from tests.web.strict_client import read

PAGE = '<!doctype html>\n<html lang="en"><head><title>T</title>{}</head><body>{}</body></html>'


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>left open</p>",
        "<p><span>closed around what is open</p>",
        "</div>",
        "</p>",
        "<p>twice</p></p>",
        "<p><div>no paragraph holds this</div></p>",
        "<p><ul><li>nor that</li></ul></p>",
        "<ul><li>one<li>two</ul>",
        "<p><b><i>crossed</b></i></p>",
        "<h1>closed by another</h2>",
        "<h2><h1>inside</h1></h2>",
        '<a href="/x"><a href="/y">inside</a></a>',
        "<form><form></form></form>",
        "<button><button></button></button>",
        "<table><tbody><tr><td>1</td></tr></tbody><div></div></table>",
        "<table><tbody><td>without a row</td></tbody></table>",
        "<table><tr><td>without a body</td></tr></table>",
        "<table><form><tbody></tbody></form></table>",
        "<div><tr></tr></div>",
        "<select><input></select>",
        "<img></img>",
        "<body>",
        "<svg><p>no drawing</p></svg>",
        "<textarea>without an end",
        "<script>without an end",
        '<p class="a" class="b">twice</p>',
        '<p class="a"id="b">run together</p>',
        "<p class=>without a value</p>",
        "<p>a < b</p>",
        "<p>&such; &amp so</p>",
        "<div/>",
        "<p>\x01</p>",
        "<!-->",
    ],
)
def test_what_browsers_would_repair_is_refused(body: str) -> None:
    with pytest.raises(AssertionError):
        parse(PAGE.format("", body))


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>No doctype</title></head><body></body></html>",
        PAGE.format("<div></div>", ""),
        PAGE.format("", "") + "<p>after the end</p>",
    ],
)
def test_so_is_what_stands_outside_its_part(page: str) -> None:
    with pytest.raises(AssertionError):
        parse(page)


def test_what_is_well_made_is_read_as_it_was_written() -> None:
    body = """
    <p hidden data-x='a > b'>One &amp; two<br>three<!-- <p> --> four</p>
    <noscript><ul><li>five</li></ul></noscript>
    <textarea><p></textarea><script nonce="n">if (a < b && "</p>") c()</script>
    <svg viewBox="0 0 1 1"><path d="M0 0"/><use href="#u"></use></svg>
    <table><tbody><tr><td>six</td></tr></tbody></table>"""
    document = parse(PAGE.format('<meta charset="utf-8">', body))
    paragraph, area = document.find(".//p"), document.find(".//textarea")
    assert paragraph is not None
    assert area is not None
    assert paragraph.attrib == {"hidden": "", "data-x": "a > b"}
    assert read(paragraph) == "One & twothree four"
    assert area.text == "<p>"
    assert [read(item) for item in document.iter("li")] == ["five"]
    assert document.findtext(".//script") == 'if (a < b && "</p>") c()'
    assert document.find(".//{http://www.w3.org/2000/svg}path") is not None
    assert document.findtext("body/table/tbody/tr/td") == "six"


def test_the_place_of_a_repair_is_told() -> None:
    with pytest.raises(AssertionError, match=r"'p', 'div', .* became .*'p', '/p'"):
        parse(PAGE.format("", "<p><div></div></p>"))
