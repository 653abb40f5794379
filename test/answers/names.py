"""Checks that a block imports or defines the names it uses, or its file defines them.

A block with a title may use what its file in the bookshop defines, and what the answer's other
blocks with that title define; a file's imports do not count, since the reader does not see them.
`from .settings import *` provides what that file defines. A snippet may take a few values from its
surroundings, such as `request`.
"""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

from blocks import Block, Problem, Question

# What a snippet may take from its surroundings: values, never modules, classes or functions.
SURROUNDINGS = frozenset(
    "request user username password book books order customer author review slug".split()
)

_PYFLAKES = """
import ast, json, sys
from pyflakes import checker, messages
found = []
for text in json.load(sys.stdin):
    report = checker.Checker(ast.parse(text)).messages
    kinds = (messages.UndefinedName, messages.UndefinedLocal, messages.ImportStarUsage)
    found.append([(m.lineno, m.message_args[0]) for m in report if isinstance(m, kinds)])
json.dump(found, sys.stdout)
"""


def check(questions: list[Question], python: Path, bookshop: Path) -> list[Problem]:
    """The undefined names of these questions' blocks."""
    blocks = [(question, block) for question in questions for block in question.python if block.tree]
    done = subprocess.run(
        [str(python), "-c", _PYFLAKES], input=json.dumps([block.text for _, block in blocks]),
        capture_output=True, text=True,
    )
    if done.returncode:
        raise RuntimeError(f"pyflakes cannot be run: {done.stderr}")
    problems: list[Problem] = []
    for (question, block), found in zip(blocks, json.loads(done.stdout)):
        given = _given(question, block, bookshop)
        for line, name in dict((name, (line, name)) for line, name in reversed(found)).values():
            if name in given:
                continue
            problems.append(
                Problem(block.file, block.first_line + line - 1, question.id,
                        f"{block.title or f'snippet {block.number}'} uses {name} and does not show "
                        f"where it comes from")
            )
    return problems


def _given(question: Question, block: Block, bookshop: Path) -> set[str]:
    if block.title is None:
        return set(SURROUNDINGS)
    names = _defined_in(block.title, question, bookshop)
    for node in block.tree.body if block.tree else []:
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            above = block.title.split("/")[: -node.level] if node.level else []
            module = [*above, *(node.module or "__init__").split(".")]
            names |= _defined_in("/".join(module) + ".py", question, bookshop)
    return names


def _defined_in(title: str, question: Question, bookshop: Path) -> set[str]:
    """What a file of the project defines, in the bookshop or in the answer's blocks."""
    names: set[str] = set()
    file = bookshop / title
    if file.exists():
        names |= _defined(ast.parse(file.read_text(encoding="utf-8")))
    for other in question.python:
        if other.title == title and other.tree:
            names |= _defined(other.tree)
    return names


def _defined(tree: ast.Module) -> set[str]:
    """What a module defines at its top level, without imports."""
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
