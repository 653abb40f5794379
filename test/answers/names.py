"""Every name a Python block uses is imported or defined by it, or stands in the file it belongs to.

A block with a title may use what its file in the bookshop defines, and what the answer's other blocks
with that title define; what a file imports does not count, for the reader does not see it. A snippet
may take a few values from its surroundings, such as `request`.
"""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

from blocks import Block, Problem, Question

# What a snippet may take from where it is put: values, never modules, classes or functions.
SURROUNDINGS = frozenset(
    "request user username password book books order customer author review slug".split()
)
# Blocks that do not keep to it yet: "<question id> <title or snippet number> <name>".
EXCEPTIONS = Path(__file__).resolve().parent / "names.txt"

_PYFLAKES = """
import ast, json, sys
from pyflakes import checker, messages
found = []
for text in json.load(sys.stdin):
    report = checker.Checker(ast.parse(text)).messages
    kinds = (messages.UndefinedName, messages.UndefinedLocal)
    found.append([(m.lineno, m.message_args[0]) for m in report if isinstance(m, kinds)])
json.dump(found, sys.stdout)
"""


def check(questions: list[Question], python: Path, bookshop: Path) -> list[Problem]:
    """The undefined names of these questions' blocks; exceptions that have become needless as well."""
    blocks = [(question, block) for question in questions for block in question.python if block.tree]
    done = subprocess.run(
        [str(python), "-c", _PYFLAKES], input=json.dumps([block.text for _, block in blocks]),
        capture_output=True, text=True,
    )
    if done.returncode:
        raise RuntimeError(f"pyflakes cannot be run: {done.stderr}")
    excepted = {
        line.strip() for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    } if EXCEPTIONS.exists() else set()
    used: set[str] = set()
    problems: list[Problem] = []
    for (question, block), found in zip(blocks, json.loads(done.stdout)):
        given = _given(question, block, bookshop)
        for line, name in dict((name, (line, name)) for line, name in reversed(found)).values():
            if name in given:
                continue
            key = f"{question.id} {block.title or block.number} {name}"
            if key in excepted:
                used.add(key)
                continue
            problems.append(
                Problem(block.file, block.first_line + line - 1, question.id,
                        f"{block.title or f'snippet {block.number}'} uses {name} and does not show "
                        f"where it comes from")
            )
    ids = {question.id for question in questions}
    problems += [
        Problem("test/answers/names.txt", 1, key.split(" ")[0], f"no exception is needed any more: {key}")
        for key in sorted(excepted - used) if key.split(" ")[0] in ids
    ]
    return problems


def _given(question: Question, block: Block, bookshop: Path) -> set[str]:
    if block.title is None:
        return set(SURROUNDINGS)
    names: set[str] = set()
    file = bookshop / block.title
    if file.exists():
        names |= _defined(ast.parse(file.read_text(encoding="utf-8")))
    for other in question.python:
        if other.title == block.title and other.tree:
            names |= _defined(other.tree)
    return names


def _defined(tree: ast.Module) -> set[str]:
    """What a module defines at its top level, imports left out."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            names.add(node.name)
        elif not isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {
                part.id for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return names
