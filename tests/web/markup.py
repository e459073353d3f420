"""A page's HTML as a tree, if browsers take it as it was written."""

import re
from itertools import zip_longest
from xml.etree.ElementTree import Element, fromstring

import turbohtml

TAG = re.compile(
    r"""<!--.*?-->|<(/?[a-z][^\s/>]*+)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
RAW = re.compile(
    r"(<(script|style|textarea|title)\b[^>]*+>).*?(?=</\2\s*>)", re.DOTALL | re.IGNORECASE
)
"""Elements in which nothing that looks like a tag is one."""
DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


def parse(html: str) -> Element:
    """Parse HTML, refusing what browsers would have to repair; what is no HTML has its namespace.

    They repair what is left open, closed twice or put where it may not be by adding, moving and
    dropping tags: where the tree has the very tags of the text, nothing was repaired. An end that
    might be left out is missed, too.
    """
    assert DOCTYPE.match(html), f"no doctype: {html[:100]!r}"
    document = turbohtml.parse(html)
    problems = [f"line {problem.line}: {problem.code}" for problem in document.errors]
    assert not problems, problems
    written, taken = list_tags(html), list_tags(document.serialize())
    assert written == taken, find_repair(html, written, taken)
    return fromstring(document.canonicalize())  # noqa: S314 (written by the parser itself)


def list_tags(html: str) -> list[str]:
    """The names of all tags in their order, ends with a slash; shorthand is written out."""
    tags: list[str] = []
    for name, rest in TAG.findall(RAW.sub(r"\1", html)):
        if name:
            tags.append(name)
            if rest.endswith("/") and name not in VOID:
                tags.append(f"/{name}")
    return tags


def find_repair(html: str, written: list[str], taken: list[str]) -> str:
    """Where the tree begins to differ from the text."""
    pairs = enumerate(zip_longest(written, taken))
    at = next(at for at, (ours, theirs) in pairs if ours != theirs)
    return f"tag {at} of {len(written)}: {written[at - 3 : at + 3]} became {taken[at - 3 : at + 3]}"
