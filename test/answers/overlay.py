"""A fresh copy of the bookshop with one answer's blocks plugged in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from blocks import Block, Problem, Question
from merge import Origin, SourceFile

HERE = Path(__file__).resolve().parent
BOOKSHOP = HERE.parents[1] / "questions" / "bookshop"
SETTINGS = BOOKSHOP / "config" / "settings.py"
TESTS = HERE / "tests"
INSIDE = HERE / "inside"


@dataclass
class Overlay:
    folder: Path
    # overlay file (relative) -> line of it -> place in the Markdown
    origins: dict[str, dict[int, Origin]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def build(question: Question, folder: Path, release: str) -> Overlay:
    overlay = Overlay(folder)
    shutil.copytree(
        BOOKSHOP,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3", "README.md"),
    )
    python: dict[str, SourceFile] = {}
    for block in question.blocks:
        if not block.runs_on(release) or (block.language == "python" and block.tree is None):
            continue
        if block.title and block.title.endswith(".py"):
            if block.language != "python":
                overlay.problems.append(
                    Problem(block.file, block.first_line, question.id,
                            f"{block.title} is a Python file, the block says {block.language}")
                )
                continue
            _merge(python, folder, block)
        elif block.title:
            _write(folder / block.title, block.text)
        elif block.number is not None:
            _write_snippet(overlay, block)

    for name, source in python.items():
        text, origins = source.render()
        _write(folder / name, text)
        overlay.origins[name] = origins
        for parent in Path(name).parents:
            init = folder / parent / "__init__.py"
            if parent != Path(".") and not init.exists():
                init.write_text("", encoding="utf-8")

    _write(
        folder / "answer_blocks.json",
        json.dumps(
            {
                "question": question.id,
                "make_migrations": _make_migrations(question, release),
                "blocks": [
                    {
                        "index": index,
                        "language": block.language,
                        "title": block.title,
                        "number": block.number,
                        "norun": block.norun,
                        "django": block.django,
                        "for_this_django": block.is_for(release),
                        "text": block.text,
                        "file": block.file,
                        "first_line": block.first_line,
                    }
                    for index, block in enumerate(question.blocks)
                ],
            }
        ),
    )
    shutil.copy(INSIDE / "answer.py", folder / "answer.py")
    test = TESTS / f"{question.test_name}.py"
    if test.exists():
        shutil.copy(test, folder / test.name)
    return overlay


def leaves_tables(files: Iterable[tuple[str, str]]) -> bool:
    """Whether a project's migrations are the bookshop's and those of its packages, with these files.

    Each is its path and its text.
    """
    return not any(
        re.search(r"models|migrations", path) or "models.Model" in text for path, text in files
    )


def _merge(python: dict[str, SourceFile], folder: Path, block: Block) -> None:
    assert block.title
    if block.title not in python:
        existing = folder / block.title
        text = existing.read_text(encoding="utf-8") if existing.exists() else ""
        python[block.title] = SourceFile.read(text)
        if not text.strip():
            python[block.title].statements = []
    python[block.title].merge(block.text, Origin(block.file, block.first_line))


def _write_snippet(overlay: Overlay, block: Block) -> None:
    """Makes a snippet a file of its own, so that coverage and tracebacks can show its lines."""
    name = f"answer_snippets/snippet_{block.number}.py"
    _write(overlay.folder / name, block.text)
    overlay.origins[name] = {
        at: Origin(block.file, block.first_line + at - 1)
        for at in range(1, block.text.count("\n") + 1)
    }


def _make_migrations(question: Question, release: str) -> dict[str, object]:
    """Which apps need `makemigrations`, and whether the shop's history must be rewritten."""
    running = [block for block in question.python if block.runs_on(release) and block.title]
    touched = {
        block.title.split("/")[0]
        for block in running
        if re.search(r"(^|/)models(\.py|/[^/]+\.py)$", block.title or "")
    }
    given = {
        block.title.split("/")[0] for block in running if "/migrations/" in (block.title or "")
    }
    fresh = any("AUTH_USER_MODEL =" in block.text for block in running)
    return {"apps": sorted(touched - given), "fresh": fresh and not given}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
