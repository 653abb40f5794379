"""The exercises of the built-in questions, and the wrong solutions kept for each.

Everything that can be checked by reading is checked here: missing pieces, unknown marks, checks
that teach nothing, imports that need more than Django, checks that look at the clock.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from blocks import ATTRIBUTE, FENCE, LANGUAGES, TITLE, Problem, Question, read_fence

WRONG = Path(__file__).resolve().parent / "wrong"

KINDS = ("implement", "repair", "judge")
MARKS = ("start", "check", "solution")
MINUTES = (5, 60)
TASK_WORDS = (60, 180)
HINTS = (1, 3)
CHECK_PATH = re.compile(r"^checks/test_\w+\.py$")
# The project writes these itself.
RESERVED = ("README.md", "requirements.txt", "manage.py", "checks/__init__.py")
# The modules of Python, Django and its dependencies; the project's folders.
IMPORTABLE = frozenset(sys.stdlib_module_names) | {"django", "asgiref", "sqlparse"}

_HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<text>.+?)\s*$")
_KIND = re.compile(r"^Exercise(?:\s*\{(?P<attributes>[^}]*)\})?$", re.IGNORECASE)
# Calls whose result depends on when, or how fast, a check runs.
_CLOCK = frozenset("sleep perf_counter monotonic time time_ns process_time today utcnow".split())
_NOW = frozenset("now localdate localtime".split())


@dataclass
class File:
    """A file of a block. `line` is where its text starts in the Markdown, 1-based."""

    path: str
    text: str
    line: int


@dataclass
class Wrong:
    """Another solution: files that replace those of the solution, and the checks that must fail."""

    name: str  # the heading
    line: int
    fails: list[str]  # full check names: "test_books.BookList.test_one_query"; none if it is right
    files: list[File] = field(default_factory=list)


@dataclass
class Exercise:
    question: Question
    kind: str = "implement"
    minutes: int | None = None
    task: list[str] = field(default_factory=list)
    start: list[File] = field(default_factory=list)
    checks: list[File] = field(default_factory=list)
    solution: list[File] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    start_fails: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, File] = field(default_factory=dict)  # of all checks, in full

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def wrong_file(self) -> str:
        return f"test/exercises/wrong/{self.id}.md"

    @property
    def size(self) -> int:
        """Of the section, in bytes."""
        return len("\n".join(self.question.exercise).encode())

    def say(self, line: int, message: str, file: str | None = None) -> None:
        self.problems.append(Problem(file or self.question.file, line, self.id, message))


def kept(question: Question) -> str | None:
    """The text of the file with the wrong solutions, if there is one."""
    path = WRONG / f"{question.id}.md"
    return path.read_text(encoding="utf-8") if path.exists() else None


def read(question: Question, wrong: str | None, bookshop: Path) -> Exercise:
    """The question's exercise with its wrong solutions; `problems` lists their faults."""
    exercise = Exercise(question)
    _read_section(exercise)
    _read_checks(exercise)
    _read_wrong(exercise, wrong)
    _look_at_pieces(exercise)
    _look_at_imports(exercise, bookshop)
    return exercise


def _read_section(exercise: Exercise) -> None:
    lines = exercise.question.exercise
    first = exercise.question.exercise_line
    _read_heading(exercise, lines[0], first)
    part = "task"
    at = 1
    while at < len(lines):
        line = lines[at]
        fence = FENCE.match(line.rstrip("\r"))
        if fence:
            end, text = read_fence(lines, at, fence)
            if end >= len(lines):
                exercise.say(first + at, "the code block is never closed")
            _read_block(exercise, fence["info"].strip(), text, first + at, part)
            at = end + 1
            continue
        heading = _HEADING.match(line)
        if heading and len(heading["marks"]) == 3:
            exercise.say(first + at, f'"{heading["text"]}" comes after the exercise, which must be the last section')
            return
        if heading and heading["text"].lower() == "hint":
            part = "hint"
            exercise.hints.append("")
        elif heading and heading["text"].lower() == "after the checks":
            part = "after"
        elif heading:
            exercise.say(first + at, f'unknown heading "{heading["text"]}": there are "Hint" and "After the checks"')
        elif part == "hint":
            exercise.hints[-1] += line + "\n"
        elif part == "task":
            exercise.task.append(line)
        at += 1


def _read_heading(exercise: Exercise, line: str, number: int) -> None:
    match = _KIND.match(line.strip().lstrip("#").strip())
    if not match:
        exercise.say(number, 'the heading is not ### Exercise {kind="repair" minutes="15"}')
        return
    given = {m["name"]: m["value"] or "" for m in ATTRIBUTE.finditer(match["attributes"] or "")}
    for name in given.keys() - {"kind", "minutes"}:
        exercise.say(number, f"unknown attribute {name!r}; known: kind, minutes")
    exercise.kind = given.get("kind", "")
    if exercise.kind not in KINDS:
        exercise.say(number, f'kind="{exercise.kind}" is none of {", ".join(KINDS)}')
    minutes = given.get("minutes", "")
    if minutes.isdigit() and MINUTES[0] <= int(minutes) <= MINUTES[1]:
        exercise.minutes = int(minutes)
    else:
        exercise.say(number, f'minutes="{minutes}" is not a number from {MINUTES[0]} to {MINUTES[1]}')


def _read_block(exercise: Exercise, info: str, text: str, line: int, part: str) -> None:
    language, _, rest = info.partition(" ")
    if language not in LANGUAGES:
        exercise.say(line, f"unknown language {language!r}; known: {', '.join(sorted(LANGUAGES))}")
    title, marks = None, []
    for match in ATTRIBUTE.finditer(rest):
        if match["value"] is None:
            marks.append(match["name"])
        elif match["name"] == "title":
            title = match["value"]
        else:
            exercise.say(line, f"unknown attribute {match['name']!r}; a block of an exercise has a title and a mark")
    for mark in marks:
        if mark not in MARKS:
            exercise.say(line, f"unknown mark {mark!r}; known: {', '.join(MARKS)}")
    known = [mark for mark in marks if mark in MARKS]
    if not known:
        if title is not None and not marks:
            exercise.say(line, f'the block of {title} is marked neither "start" nor "check" nor "solution"')
        return  # an example within the task or a hint
    if len(known) > 1:
        exercise.say(line, f"the block is marked {' and '.join(known)}; one of them")
        return
    if part != "task":
        exercise.say(line, f'a block marked "{known[0]}" comes before the hints')
    file = _file(exercise, title, text, line, language, exercise.question.file)
    if file is None:
        return
    group = {"start": exercise.start, "check": exercise.checks, "solution": exercise.solution}[known[0]]
    if any(other.path == file.path for other in group):
        exercise.say(line, f'there is a "{known[0]}" block of {file.path} already')
    is_check = bool(CHECK_PATH.match(file.path))
    if known[0] == "check" and not is_check:
        exercise.say(line, f"{file.path} is not checks/test_….py, so the checks in it are never run")
    if known[0] != "check" and file.path.startswith("checks/"):
        exercise.say(line, f'only blocks marked "check" belong into checks/, and {file.path} is a "{known[0]}"')
    group.append(file)


def _file(
    exercise: Exercise, title: str | None, text: str, line: int, language: str, source: str
) -> File | None:
    if title is None:
        exercise.say(line, 'the block names no file: title="shop/views.py"', source)
        return None
    if not TITLE.match(title) or ".." in title.split("/") or title in RESERVED:
        exercise.say(line, f"title {title!r} is not a path inside the project, or the project writes it itself", source)
        return None
    if title.endswith(".py") != (language == "python"):
        exercise.say(line, f"the block of {title} says that it is {language}", source)
    if language == "python":
        try:
            compile(text, title, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            at = getattr(error, "lineno", None) or 1
            exercise.say(line + at, f"{title} does not compile: {getattr(error, 'msg', error)}", source)
    return File(title, text, line + 1)


def _tree(file: File) -> ast.Module:
    try:
        return ast.parse(file.text)
    except (SyntaxError, ValueError):
        return ast.Module([], [])  # reported where it was read


def _read_checks(exercise: Exercise) -> None:
    """Reads the names of all checks, and reports problems found in their code."""
    for file in exercise.checks:
        tree = _tree(file)
        module = Path(file.path).stem
        for owner in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
            for method in owner.body:
                if not isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    continue
                if method.name.startswith("test"):
                    exercise.names[f"{module}.{owner.name}.{method.name}"] = file
                    if not _teaches(method):
                        exercise.say(file.line + method.lineno - 1,
                                     f"{method.name} has neither a docstring nor an assertion with a message")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (name := _clock(node)):
                exercise.say(file.line + node.lineno - 1,
                             f"a check calls {name}(), so that it depends on the clock; give a fixed time")
    if exercise.checks and not exercise.names:
        exercise.say(exercise.checks[0].line, "there is no method named test_… in a class of the checks")


def _teaches(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if len((ast.get_docstring(method) or "").split()) >= 4:
        return True
    for node in ast.walk(method):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = [*node.args[1:], *(k.value for k in node.keywords if k.arg in ("msg", "msg_prefix"))]
            if node.func.attr == "fail":
                words += node.args
            if node.func.attr.startswith(("assert", "fail")) and any(
                isinstance(part, ast.Constant) and isinstance(part.value, str) and len(part.value.split()) >= 4
                for word in words for part in ast.walk(word)
            ):
                return True
    return False


def _clock(call: ast.Call) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _CLOCK or (name in _NOW and not call.args):
        return ast.unparse(call.func)
    return None


def _read_wrong(exercise: Exercise, text: str | None) -> None:
    """`wrong/<id>.md`: a heading for each wrong solution, which names the checks that must fail."""
    source = exercise.wrong_file
    if text is None:
        exercise.say(exercise.question.exercise_line, f"no wrong solution is kept: write {source}")
        return
    lines = text.split("\n")
    current: Wrong | None = None
    started = False
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence:
            end, text = read_fence(lines, at, fence)
            language, _, rest = fence["info"].strip().partition(" ")
            title = next((m["value"] for m in ATTRIBUTE.finditer(rest) if m["name"] == "title"), None)
            if title is not None or current is not None:
                file = _file(exercise, title, text, at + 1, language, source)
                if file and current is None:
                    exercise.say(at + 1, "the block stands below no heading of a wrong solution", source)
                elif file and current:
                    current.files.append(file)
            at = end + 1
            continue
        heading = _HEADING.match(lines[at])
        if heading and len(heading["marks"]) == 2:
            text = heading["text"]
            is_start = text.lower().startswith("start:")
            is_right = text.lower().startswith("right:")
            names = text.partition(":")[2] if is_start else "" if is_right else text
            fails = _named(exercise, names, at + 1)
            current = None
            if is_start:
                started = True
                exercise.start_fails = fails
            else:
                current = Wrong(text, at + 1, fails)
                exercise.wrong.append(current)
        at += 1
    if not started:
        exercise.say(1, "it does not say which checks fail at the start: ## Start: test_…, test_…", source)
    elif not exercise.start_fails:
        exercise.say(1, "the start fails no check, so there is nothing to do", source)
    for wrong in exercise.wrong:
        if not wrong.fails and not wrong.name.lower().startswith("right:"):
            exercise.say(wrong.line, "the heading names no check that must fail", source)
        if not wrong.files:
            exercise.say(wrong.line, "the wrong solution has no block", source)
        for file in wrong.files:
            if any(own.path == file.path and own.text == file.text for own in exercise.solution):
                exercise.say(file.line, f"{file.path} is the solution's, word for word", source)
    noticed = {name for wrong in exercise.wrong for name in wrong.fails}
    for name, file in exercise.names.items():
        if name not in noticed:
            exercise.say(file.line, f"no wrong solution is kept that {name} fails for: add one to {source}")


def _named(exercise: Exercise, text: str, line: int) -> list[str]:
    """The full names of the checks that a heading names, in short if that is unambiguous."""
    found = []
    for word in text.replace("`", "").replace(",", " ").split():
        full = [name for name in exercise.names if name == word or name.endswith(f".{word}")]
        if len(full) == 1:
            found += full
        else:
            what = "names no check" if not full else f"could be {' or '.join(full)}"
            exercise.say(line, f"{word!r} {what}; there are {', '.join(exercise.names) or 'none'}", exercise.wrong_file)
    return found


def _look_at_pieces(exercise: Exercise) -> None:
    line = exercise.question.exercise_line
    for mark, files in (("start", exercise.start), ("check", exercise.checks), ("solution", exercise.solution)):
        if not files and mark != "start":
            exercise.say(line, f'there is no block marked "{mark}"')
    words = len(re.findall(r"\S*\w\S*", " ".join(exercise.task)))
    if not TASK_WORDS[0] <= words <= TASK_WORDS[1]:
        exercise.say(line, f"the task has {words} words, not {TASK_WORDS[0]} to {TASK_WORDS[1]}")
    if not HINTS[0] <= len(exercise.hints) <= HINTS[1]:
        exercise.say(line, f"there are {len(exercise.hints)} hints, not {HINTS[0]} to {HINTS[1]}")
    for at, hint in enumerate(exercise.hints, start=1):
        if not hint.strip():
            exercise.say(line, f"hint {at} is empty")
    for file in exercise.solution:
        if any(other.path == file.path and other.text == file.text for other in exercise.start):
            exercise.say(file.line, f"{file.path} of the solution is the start's, word for word: leave it out")


def _look_at_imports(exercise: Exercise, bookshop: Path) -> None:
    """Only Django may need installing."""
    groups = [(exercise.question.file, [*exercise.start, *exercise.checks, *exercise.solution])]
    groups += [(exercise.wrong_file, wrong.files) for wrong in exercise.wrong]
    own = {path.name for path in bookshop.iterdir() if path.is_dir()} | {"checks"}
    for source, files in groups:
        folders = own | {file.path.split("/")[0].removesuffix(".py") for file in files}
        for file in files:
            for node in ast.walk(_tree(file)):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                for name in names:
                    if name.split(".")[0] not in IMPORTABLE | folders:
                        exercise.say(file.line + getattr(node, "lineno", 1) - 1,
                                     f"{file.path} imports {name}, and an exercise needs Django alone", source)
