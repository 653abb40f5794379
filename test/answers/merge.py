"""Merges an answer's Python block into a file of the bookshop, by name.

A top-level class or function of the same name is replaced in place, imports go to the top,
everything else goes to the end. An import below code stays below it: it may depend on that code, as
an import of models does on `get_asgi_application()`. Something new that a replaced definition needs
at import time (a base class, a manager, a constant) is put in front of it, as a person would. Each
line keeps its origin, so that coverage and tracebacks lead back to the Markdown.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import NamedTuple


class Origin(NamedTuple):
    file: str
    line: int


@dataclass
class Statement:
    kind: str  # "docstring", "future", "import", "definition" or "other"
    lines: list[tuple[str, Origin | None]]
    binds: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)


@dataclass
class SourceFile:
    """A Python file under construction."""

    statements: list[Statement] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, origin: Origin | None = None) -> SourceFile:
        return cls(_statements(text, origin))

    def merge(self, text: str, origin: Origin) -> None:
        if not self.statements:
            self.statements = _statements(text, origin)
            return
        incoming = _statements(text, origin)
        for new in [statement for statement in incoming if statement.kind == "future"]:
            self.statements.insert(self._after("docstring"), new)
        for new in [statement for statement in incoming if statement.kind == "import"]:
            self.statements.insert(self._after("docstring", "future", "import"), new)

        placed: list[Statement] = []
        fresh: list[Statement] = []
        for new in incoming:
            if new.kind == "definition" and (old := self._definition(new.binds)) is not None:
                self.statements[old] = new
                placed.append(new)
            elif new.kind in ("definition", "other", "docstring"):
                fresh.append(new)

        end = len(self.statements)
        for new in reversed(fresh):
            users = [at for at, s in enumerate(self.statements) if _in(s, placed) and s.uses & new.binds]
            if users:
                self.statements.insert(users[0], new)
                placed.append(new)
                end += 1
            else:
                self.statements.insert(end, new)

    def render(self) -> tuple[str, dict[int, Origin]]:
        """The file's text, and the origin of each line (1-based) that came from a block."""
        lines: list[str] = []
        origins: dict[int, Origin] = {}
        for statement in self.statements:
            for text, origin in statement.lines:
                lines.append(text)
                if origin:
                    origins[len(lines)] = origin
        return "\n".join(lines) + "\n", origins

    def _after(self, *kinds: str) -> int:
        at = 0
        while at < len(self.statements) and self.statements[at].kind in kinds:
            at += 1
        return at

    def _definition(self, names: set[str]) -> int | None:
        for at, statement in enumerate(self.statements):
            if statement.kind == "definition" and statement.binds == names:
                return at
        return None


def _in(statement: Statement, group: list[Statement]) -> bool:
    return any(statement is other for other in group)


def _statements(text: str, origin: Origin | None) -> list[Statement]:
    tree = ast.parse(text)
    rows = text.rstrip("\n").split("\n")
    found: list[Statement] = []
    done = 0  # rows already assigned to a statement
    for index, node in enumerate(tree.body):
        end = node.end_lineno or node.lineno
        numbered = [
            (rows[at], Origin(origin.file, origin.line + at) if origin else None)
            for at in range(done, end)
        ]
        done = max(done, end)
        if found and not numbered:  # a second statement on the same line, after a semicolon
            found[-1].binds |= _binds(node)
            found[-1].uses |= _uses(node)
            continue
        kind = _kind(node, index)
        if kind == "import" and any(one.kind in ("definition", "other") for one in found):
            kind = "other"
        found.append(Statement(kind, numbered, _binds(node), _uses(node)))
    if done < len(rows):
        rest = [
            (rows[at], Origin(origin.file, origin.line + at) if origin else None)
            for at in range(done, len(rows))
        ]
        if found:
            found[-1].lines += rest
        else:
            found.append(Statement("other", rest))
    return found


def _kind(node: ast.stmt, index: int) -> str:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return "future"
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return "import"
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return "definition"
    if index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return "docstring"
    return "other"


def _binds(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _uses(node: ast.stmt) -> set[str]:
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }
