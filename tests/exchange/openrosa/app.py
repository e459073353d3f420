"""A phone's app as far as the form is concerned: it shows, asks for and checks answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree.ElementTree import Element, fromstring, tostring

from tests.exchange.openrosa.xpath import Evaluation, Value

XFORMS = "{http://www.w3.org/2002/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
_LOOKED_UP = re.compile(r"instance\('units'\)/root/item\[[^]]*\]/kind")


class App:
    """A form with its answers by the name of the question; `kind` is that of the unit chosen."""

    def __init__(self, xml: bytes, *, today: date, kind: str = "area") -> None:
        self.document = fromstring(xml)  # noqa: S314 -- made by the tracker itself
        self.today, self.kind = today, kind
        instance = self.find("model/instance")
        self.root = instance[0]
        self.binds = {bind.get("nodeset", ""): bind for bind in self.document.iter(f"{XFORMS}bind")}
        self.nodes = dict(self._walk(self.root, f"/{self._name(self.root)}"))
        self.by_name = {path.rsplit("/", 1)[1]: path for path in self.nodes}

    def find(self, path: str) -> Element:
        found = self.document.find(".//" + "/".join(XFORMS + tag for tag in path.split("/")))
        assert found is not None, path
        return found

    def _walk(self, parent: Element, above: str) -> Iterator[tuple[str, Element]]:
        for element in parent:
            path = f"{above}/{self._name(element)}"
            yield path, element
            yield from self._walk(element, path)

    def _name(self, element: Element) -> str:
        return element.tag.removeprefix(XFORMS)

    def answer(self, answers: Mapping[str, object]) -> None:
        for name, value in answers.items():
            self.nodes[self.by_name[name]].text = str(value)

    def list_problems(self) -> list[str]:
        """What the app says when the form is to be finished."""
        return list(self._check())

    def _check(self) -> Iterator[str]:
        known = self._blank_hidden(self._reckon())
        for path, bind in self.binds.items():
            if not self._is_relevant(path, known) or "/meta/" in path or len(self.nodes[path]):
                continue
            own, required = known[path], bind.get("required")
            if not own and required and self._evaluate(required, own, known):
                yield bind.get(f"{JAVAROSA}requiredMsg", "")
            constraint = bind.get("constraint")
            if own and constraint and not self._evaluate(constraint, own, known):
                yield bind.get(f"{JAVAROSA}constraintMsg", "")

    def _reckon(self) -> dict[str, str]:
        """The answers, with those that the app works out by itself."""
        answers = {path: node.text or "" for path, node in self.nodes.items()}
        shown = self._blank_hidden(answers)
        for path, bind in self.binds.items():
            calculate = bind.get("calculate")
            if calculate and "/meta/" not in path and self._is_relevant(path, answers):
                value = self._calculate(calculate, "", shown)
                said = f"{value:.0f}" if isinstance(value, float) else str(value)
                self.nodes[path].text = answers[path] = shown[path] = said
        return answers

    def _blank_hidden(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers as other rules see them: what is not asked is blank."""
        return {
            path: value if self._is_relevant(path, answers) else ""
            for path, value in answers.items()
        }

    def _is_relevant(self, path: str, answers: Mapping[str, str]) -> bool:
        steps = path.split("/")
        above = ["/".join(steps[:depth]) for depth in range(3, len(steps) + 1)]
        rules = [self.binds[one].get("relevant") for one in above if one in self.binds]
        return all(rule is None or self._evaluate(rule, "", answers) for rule in rules)

    def _evaluate(self, expression: str, own: str, answers: Mapping[str, str]) -> bool:
        return self._read(expression, own, answers).evaluate()

    def _calculate(self, expression: str, own: str, answers: Mapping[str, str]) -> Value:
        return self._read(expression, own, answers).calculate()

    def _read(self, expression: str, own: str, answers: Mapping[str, str]) -> Evaluation:
        plain = _LOOKED_UP.sub(f"'{self.kind}'", expression)
        return Evaluation(plain, own, answers, self.today)

    def write(self, instance_id: str, deprecated_id: str | None = None) -> bytes:
        """The form as it is sent."""
        meta = self.nodes[self.by_name["instanceID"]]
        meta.text = f"uuid:{instance_id}"
        if deprecated_id is not None:
            parent = self.nodes["/data/meta"]
            added = Element(f"{XFORMS}deprecatedID")
            added.text = f"uuid:{deprecated_id}"
            parent.append(added)
        plain = tostring(self.root, encoding="unicode")
        return re.sub(r"(?<=[</])\w+:|\sxmlns:\w+=\"[^\"]*\"", "", plain).encode()
