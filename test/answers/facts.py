"""The facts that an answer must state: `facts/<id>.txt`, checked in its Markdown.

A line at the margin says the fact in words. The indented lines below it are what the answer must
contain, each on its own: a piece of text, or a regular expression between slashes. `not:` in front
says what it must not contain; `short:` looks in "In short" only. Case, line breaks, backticks and
emphasis make no difference. `#` begins a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from blocks import Problem, Question

FACTS = Path(__file__).resolve().parent / "facts"
_CONDITION = re.compile(r"^(?P<marks>(?:(?:not|short):\s*)*)(?P<wanted>.+)$")


@dataclass
class Fact:
    says: str
    line: int
    conditions: list[str] = field(default_factory=list)


@dataclass
class Checked:
    question: Question
    facts: int = 0
    problems: list[Problem] = field(default_factory=list)


def check(question: Question) -> Checked:
    """Looks for each fact of the question in its answer."""
    checked = Checked(question)
    path = FACTS / f"{question.id}.txt"
    if not path.exists():
        checked.problems.append(
            Problem(question.file, question.line, question.id,
                    f"nothing says what the answer must state: write test/answers/facts/{path.name}")
        )
        return checked
    whole = _plain(question.text)
    short = _plain(_section(question.text, "In short"))
    facts = read(path.read_text(encoding="utf-8"))
    if not facts:
        checked.problems.append(
            Problem(f"test/answers/facts/{path.name}", 1, question.id, "there is no fact in it")
        )
    for fact in facts:
        missing = [wanted for wanted in fact.conditions if not _holds(wanted, whole, short)]
        if not fact.conditions:
            missing = ["nothing is said of what the answer must contain"]
        checked.facts += not missing
        checked.problems += [
            Problem(f"test/answers/facts/{path.name}", fact.line, question.id,
                    f"the answer does not say it: {fact.says} [{wanted}]")
            for wanted in missing
        ]
    return checked


def read(text: str) -> list[Fact]:
    facts: list[Fact] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            facts.append(Fact(line.strip(), number))
        elif facts:
            facts[-1].conditions.append(line.strip())
        else:
            facts.append(Fact("(a condition above the first fact)", number))
    return facts


def _holds(condition: str, whole: str, short: str) -> bool:
    match = _CONDITION.match(condition)
    if not match:
        return False
    text = short if "short:" in match["marks"] else whole
    wanted = match["wanted"]
    if len(wanted) > 2 and wanted[0] == wanted[-1] == "/":
        found = re.search(wanted[1:-1], text, re.IGNORECASE) is not None
    else:
        found = _plain(wanted) in text
    return found != ("not:" in match["marks"])


def _plain(markdown: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[`*]", "", markdown)).strip().lower()


def _section(markdown: str, title: str) -> str:
    match = re.search(rf"^### {re.escape(title)}\s*$(.*?)(?=^### |\Z)", markdown, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""
