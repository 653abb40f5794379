"""Markdown -> questions -> fenced code blocks, each with the file and line it came from."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = frozenset(
    "python django html bash sql json yaml toml dockerfile nginx ini javascript graphql text po "
    "diff http".split()
)
ATTRIBUTES = frozenset({"title", "norun", "django"})

_HEADING = re.compile(r"^## +(?P<text>.+?)\s*$")
_ID = re.compile(r'\s*\{#(?P<id>[A-Za-z0-9_-]+)(?: title="[^"]*")?\}$')
# A question's last section. Its text is not part of the answer: test/exercises proves it.
_EXERCISE = re.compile(r"^### +Exercise\b", re.IGNORECASE)
# A fence may be in a list item or a quotation: everything before it is its indentation.
FENCE = re.compile(
    r"^(?P<prefix>[ >]*(?:(?:[-*+]|\d+[.)]) +)*[ ]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$"
)
ATTRIBUTE = re.compile(r'\s*(?P<name>[A-Za-z][\w-]*)(?:="(?P<value>[^"]*)")?(?=\s|$)')
TITLE = re.compile(r"^[\w.@+-]+(?:/[\w.@+-]+)*$")
_VERSION = re.compile(r"^(?P<below><)?(?P<major>\d+)\.(?P<minor>\d+)$")


def django_matches(condition: str, release: str) -> bool:
    """Whether a release such as "6.1" matches "6.0" (that one or newer) or "<6.0" (older ones)."""
    match = _VERSION.match(condition)
    if not match:
        raise ValueError(f'"{condition}" is neither a release such as "6.0" nor "<6.0"')
    named = (int(match["major"]), int(match["minor"]))
    given = tuple(int(part) for part in release.split(".")[:2])
    return given < named if match["below"] else given >= named


@dataclass(frozen=True)
class Problem:
    """A problem, at a place that can be opened. `line` is 1-based."""

    file: str
    line: int
    question: str
    message: str
    detail: str = ""


@dataclass
class Block:
    file: str
    first_line: int  # line in the Markdown file of the block's first line of code
    question: str
    language: str
    text: str
    title: str | None = None
    norun: str | None = None
    django: str | None = None  # the matching releases: "6.0" (or newer), "<6.0"
    number: int | None = None  # 1-based, among the answer's untitled python blocks
    tree: ast.Module | None = None

    @property
    def where(self) -> str:
        return f"{self.file}:{self.first_line}"

    def is_for(self, release: str) -> bool:
        """Whether the block applies to this release of Django."""
        return self.django is None or django_matches(self.django, release)

    def runs_on(self, release: str) -> bool:
        return self.norun is None and self.is_for(release)

    @property
    def kind(self) -> str:
        return f"{self.language} {self.title or (f'snippet {self.number}' if self.number else '')}".strip()


@dataclass
class Question:
    id: str
    file: str
    line: int
    collection: str
    text: str = ""  # the whole answer in Markdown, up to the exercise or the next question
    exercise: list[str] = field(default_factory=list)  # lines of `### Exercise`, from its heading
    exercise_line: int = 0  # the heading's line, 1-based
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self) -> list[Block]:
        """The code blocks, without plain text."""
        return [block for block in self.blocks if block.language != "text"]

    @property
    def python(self) -> list[Block]:
        return [block for block in self.blocks if block.language == "python"]

    @property
    def test_name(self) -> str:
        return "test_" + self.id.replace("-", "_")


def read_questions(root: Path, folder: Path) -> list[Question]:
    """Every question below `folder`, in reading order. Files are named relative to `root`."""
    questions: list[Question] = []
    readme = folder / "README.md"
    listed = re.findall(r"\]\(([^/)]+)/", readme.read_text(encoding="utf-8")) if readme.exists() else []

    def reading_order(path: Path) -> tuple[int, str, int, str]:
        name = path.parent.name
        number = re.match(r"\d+", path.name)
        place = listed.index(name) if name in listed else len(listed)
        return (place, name, int(number[0]) if number else 0, path.name)

    for path in sorted(folder.glob("*/*.md"), key=reading_order):
        if path.name.lower() != "readme.md":
            questions += parse(
                path.read_text(encoding="utf-8"), str(path.relative_to(root)), path.parent.name
            )
    return questions


def parse(markdown: str, file: str, collection: str) -> list[Question]:
    questions: list[Question] = []
    lines = markdown.split("\n")

    def end_question(at: int) -> None:
        if not questions:
            return
        owner = questions[-1]
        begins = owner.exercise_line - 1 if owner.exercise_line else at
        owner.text = "\n".join(lines[owner.line - 1 : begins])
        owner.exercise = lines[begins:at]

    at = 0
    while at < len(lines):
        line = lines[at].rstrip("\r")
        fence = FENCE.match(line)
        if fence:
            end, code = read_fence(lines, at, fence)
            owner = questions[-1] if questions else None
            if owner and not owner.exercise_line:
                _add_block(owner, fence["info"], code, at + 1, closed=end < len(lines))
            at = end + 1
            continue
        heading = _HEADING.match(line)
        if heading:
            end_question(at)
            text = heading["text"]
            explicit = _ID.search(text)
            questions.append(
                Question(
                    id=explicit["id"] if explicit else _slug(text),
                    file=file,
                    line=at + 1,
                    collection=collection,
                )
            )
        elif questions and not questions[-1].exercise_line and _EXERCISE.match(line):
            questions[-1].exercise_line = at + 1
        at += 1
    end_question(len(lines))
    return questions


def function_lines(tree: ast.Module) -> list[tuple[str, set[int]]]:
    """Every function of a block with the lines of its body (docstring excluded)."""
    found: list[tuple[str, set[int]]] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body
            if len(body) > 1 and _is_docstring(body[0]):
                body = body[1:]
            lines = set(range(body[0].lineno, (body[-1].end_lineno or body[-1].lineno) + 1))
            lines.discard(node.lineno)
            found.append((node.name, lines or {node.lineno}))
    return found


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def read_fence(lines: list[str], start: int, fence: re.Match[str]) -> tuple[int, str]:
    """The index of the closing line and the text between, without the fence's indentation."""
    quoted = fence["prefix"].count(">")
    indent = len(fence["prefix"])
    closing = re.compile(rf"^ *{re.escape(fence['fence'][0])}{{{len(fence['fence'])},}}\s*$")
    code: list[str] = []
    at = start + 1
    while at < len(lines):
        line = lines[at].rstrip("\r")
        if quoted:
            line = re.sub(rf"^(?: {{0,3}}> ?){{0,{quoted}}}", "", line)
        else:
            blank = len(line) - len(line.lstrip(" "))
            line = line[min(indent, blank) :]
        if closing.match(line):
            return at, "\n".join(code) + "\n"
        code.append(line)
        at += 1
    return at, "\n".join(code) + "\n"


def _add_block(question: Question, info: str, code: str, line: int, closed: bool) -> None:
    def problem(message: str, at: int = line) -> None:
        question.problems.append(Problem(question.file, at, question.id, message))

    if not closed:
        problem("the code block is never closed")
    info = info.strip()
    language = info.split(None, 1)[0] if info else ""
    if not language:
        problem("the code block names no language (for plain output use ```text)")
        return
    if language not in LANGUAGES:
        problem(f"unknown language {language!r}; known: {', '.join(sorted(LANGUAGES))}")
        return
    block = Block(question.file, line + 1, question.id, language, code)
    _read_attributes(block, info[len(language) :], problem)
    if language == "python":
        if block.title is None:
            block.number = 1 + sum(1 for other in question.python if other.title is None)
        try:
            flags = 0 if block.title else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            compile(code, question.file, "exec", flags=flags, dont_inherit=True)
            block.tree = ast.parse(code)
        except (SyntaxError, ValueError) as error:
            at = line + (getattr(error, "lineno", None) or 1)
            problem(f"the Python block does not compile: {getattr(error, 'msg', error)}", at)
    question.blocks.append(block)


_NEEDS = {
    "norun": 'norun needs a reason: norun="needs a GPU"',
    "title": 'title needs a file name: title="shop/models.py"',
    "django": 'django needs a release: django="6.0" (that one or newer) or django="<6.0"',
}


def _read_attributes(block: Block, text: str, problem) -> None:
    text = text.rstrip()
    at = 0
    seen: set[str] = set()
    while at < len(text):
        match = ATTRIBUTE.match(text, at)
        if not match:
            problem(f"cannot read the block's attributes: {text[at:].strip()!r}")
            return
        name, value = match["name"], match["value"]
        at = match.end()
        if name not in ATTRIBUTES:
            problem(f"unknown attribute {name!r}; known: {', '.join(sorted(ATTRIBUTES))}")
            continue
        if name in seen:
            problem(f"attribute {name!r} is given twice")
        seen.add(name)
        if not value or not value.strip():
            problem(_NEEDS[name])
            if name == "django":
                continue
            value = value or "no reason given"
        if name == "title" and (not TITLE.match(value) or ".." in value.split("/")):
            problem(f"title {value!r} is not a path inside the project")
            continue
        if name == "django" and not _VERSION.match(value):
            problem(_NEEDS[name])
            continue
        setattr(block, name, value)
