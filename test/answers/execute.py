"""Runs one answer: overlay, its own process, and the results mapped back to the Markdown."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import overlay as overlays
from blocks import Block, Problem, Question, function_lines
from merge import Origin
from processes import NotEnded, Processes, clean_environment

TIMEOUT_SECONDS = 300
# A frame of the test machinery in a traceback, with the source line and the marks below it.
NOISE = re.compile(
    r'^  File "[^"]*(?:/unittest/\w+\.py|/inside/driver\.py|<frozen [^"]*>)", line .*\n(?:    .*\n)*',
    re.MULTILINE,
)
_FRAME = re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+)')


@dataclass
class Outcome:
    question: Question
    release: str
    problems: list[Problem] = field(default_factory=list)
    checks_passed: int = 0
    tests_passed: int = 0
    tests_failed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    other_release: int = 0  # tests for other releases of Django
    warnings: int = 0
    executed: set[int] = field(default_factory=set)  # indexes into question.blocks
    never_called: list[tuple[Block, str]] = field(default_factory=list)
    seconds: float = 0.0
    processor_seconds: float = 0.0
    folder: Path | None = None  # kept overlay

    @property
    def failed(self) -> int:
        return len(self.problems)

    def compiled_only(self) -> list[tuple[Block, str]]:
        """The Python blocks that did not run, each with the reason."""
        return [
            (block, block.norun or "no test runs it")
            for index, block in self._python()
            if index not in self.executed
        ]

    def python_blocks(self) -> int:
        """The Python blocks for this release."""
        return len(self._python())

    def _python(self) -> list[tuple[int, Block]]:
        return [
            (index, block)
            for index, block in enumerate(self.question.blocks)
            if block.language == "python" and block.is_for(self.release)
        ]


def run(question: Question, release: str, processes: Processes, keep: bool) -> Outcome:
    """Builds one answer's project and tests it on one release of Django."""
    outcome = Outcome(question, release)
    started = time.perf_counter()
    if not question.code:
        return outcome
    test = overlays.TESTS / f"{question.test_name}.py"
    if not test.exists():
        outcome.problems.append(
            Problem(question.file, question.line, question.id,
                    f"the answer has code and no test: write test/answers/tests/{test.name}")
        )
    if any(b.runs_on(release) and b.language == "python" and b.tree is None for b in question.blocks):
        return outcome  # without that block everything else would fail too, less clearly
    folder = Path(tempfile.mkdtemp(prefix=f"answer-{release}-{question.id}-")).resolve()
    try:
        built = overlays.build(question, folder, release)
        outcome.problems += built.problems
        result = _drive(outcome, built, processes, test.stem if test.exists() else "")
        if result is not None:
            _read_result(outcome, built, result, has_test=test.exists())
    finally:
        if keep:
            outcome.folder = folder
        else:
            shutil.rmtree(folder, ignore_errors=True)
    outcome.seconds = time.perf_counter() - started
    return outcome


def check_blocks(question: Question) -> Outcome:
    """The block checks that need only this Python; each broken block is one failure."""
    outcome = Outcome(question, release="", problems=list(question.problems))
    outcome.checks_passed += sum(1 for block in outcome.question.python if block.tree)
    for block in outcome.question.blocks:
        if block.norun or block.language not in ("json", "toml", "ini", "bash"):
            continue
        try:
            if block.language == "json":
                json.loads(block.text)
            elif block.language == "toml":
                tomllib.loads(block.text)
            elif block.language == "ini":
                _read_ini(block.text)
            elif not _bash_parses(block.text):
                continue
        except json.JSONDecodeError as error:
            _block_problem(outcome, block, error.lineno, f"the JSON does not parse: {error.msg}")
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            _block_problem(outcome, block, int(line[1]) if line else 1, f"the TOML does not parse: {error}")
        except configparser.Error as error:
            line, what = _ini_fault(error)
            _block_problem(outcome, block, line, f"the INI file does not parse: {what}")
        except _BashError as error:
            _block_problem(outcome, block, error.line, f"the shell cannot read it: {error}")
        else:
            outcome.checks_passed += 1
    return outcome


def _read_ini(text: str) -> None:
    """As systemd and pip read it: only `=` separates, keys may repeat, nothing is interpolated."""
    configparser.ConfigParser(delimiters=("=",), strict=False, interpolation=None).read_string(text)


def _ini_fault(error: configparser.Error) -> tuple[int, str]:
    if isinstance(error, configparser.MissingSectionHeaderError):
        return error.lineno, "a line stands above the first [section]"
    if isinstance(error, configparser.ParsingError):
        line, text = error.errors[0]
        return line, f"{text} is neither a [section] nor a key with ="
    return 1, error.message


class _BashError(Exception):
    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


def _bash_parses(text: str) -> bool:
    """Whether the check was possible. Raises if bash rejects the text."""
    bash = shutil.which("bash")
    if not bash or os.name == "nt":
        return False
    done = subprocess.run([bash, "-n"], input=text, capture_output=True, text=True)
    if done.returncode:
        message = done.stderr.strip().splitlines()[0] if done.stderr.strip() else "syntax error"
        line = re.search(r"line (\d+): (.*)", message)
        raise _BashError(line[2] if line else message, int(line[1]) if line else 1)
    return True


def _block_problem(outcome: Outcome, block: Block, line: int, message: str, detail: str = "") -> None:
    outcome.problems.append(
        Problem(block.file, block.first_line + max(1, line) - 1, block.question, message, detail)
    )


def _drive(
    outcome: Outcome, built: overlays.Overlay, processes: Processes, test_module: str
) -> dict | None:
    question = outcome.question
    result = built.folder / "answer_result.json"
    environment = {
        **clean_environment(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(built.folder),
        "CELERY_TASK_ALWAYS_EAGER": "1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(processes.kept / "matplotlib"),  # its list of fonts takes seconds to make
        **_environment_of(built.folder / f"{test_module}.py"),
    }
    log = built.folder / "answer_output.txt"
    arguments = [str(built.folder), test_module, str(result)]
    if overlays.leaves_tables(
        (block.title, block.text) for block in question.blocks if block.title and block.runs_on(outcome.release)
    ):
        arguments.append(str(processes.tables))
    try:
        code = processes.run(arguments, built.folder, environment, log, TIMEOUT_SECONDS)
    except NotEnded:
        outcome.problems.append(
            Problem(question.file, question.line, question.id,
                    f"still running after {TIMEOUT_SECONDS} s", _tail(log))
        )
        return None
    if not result.exists():
        outcome.problems.append(
            Problem(question.file, question.line, question.id,
                    f"the process ended with {code} and left no result", _tail(log))
        )
        return None
    return json.loads(result.read_text(encoding="utf-8"))


def _environment_of(test: Path) -> dict[str, str]:
    """The variables in a test's literal ENVIRONMENT; settings read them before it is imported."""
    if not test.exists():
        return {}
    for node in ast.parse(test.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ENVIRONMENT":
            return ast.literal_eval(node.value)
    return {}


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])


def _read_result(outcome: Outcome, built: overlays.Overlay, result: dict, has_test: bool) -> None:
    question = outcome.question
    if result["setup_error"]:
        error = result["setup_error"]
        detail = _locate(error["traceback"], built)
        outcome.problems.append(
            _problem_at(question, built, error["traceback"],
                        f"the project does not start: {_first_line(error['message'])}", detail)
        )
    for check in result["checks"]:
        block = question.blocks[check["index"]]
        if check["error"] is None:
            outcome.checks_passed += 1
        else:
            _block_problem(outcome, block, check["line"], f"the {block.language} block: {check['error']}")
    ran = 0
    for test in result["tests"]:
        if test["block"] is not None:
            block = question.blocks[test["block"]]
            if test["outcome"] == "passed":
                outcome.checks_passed += 1
            else:
                _block_problem(outcome, block, 1, f"the SQL does not run: {test['message']}")
            continue
        ran += 1
        if test["outcome"] == "passed":
            outcome.tests_passed += 1
        elif test["outcome"] == "skipped" and "Django" in test["message"]:
            outcome.other_release += 1
        elif test["outcome"] == "skipped":
            outcome.skipped.append((test["id"], test["message"]))
        else:
            outcome.tests_failed += 1
            outcome.problems.append(
                _problem_at(question, built, test["traceback"],
                            f"{test['id']}: {_first_line(test['message'])}",
                            _locate(test["traceback"], built) or test["message"])
            )
    for warning in result["warnings"]:
        outcome.warnings += 1
        trace = f'File "{warning["path"]}", line {warning["line"]}'
        outcome.problems.append(
            _problem_at(question, built, trace, f"warning: {_first_line(warning['message'])}",
                        _locate(trace, built))
        )
    if has_test and not ran and not result["setup_error"] and not result["skipped_whole"]:
        outcome.problems.append(
            Problem(question.file, question.line, question.id, f"{question.test_name}.py holds no test")
        )
    outcome.processor_seconds = result["processor_seconds"]
    _measure(outcome, built, result["coverage"])


def _first_line(message: str) -> str:
    return message.strip().split("\n", 1)[0][:300]


def _place(built: overlays.Overlay, path: str, line: int) -> Origin | None:
    try:
        relative = Path(path).relative_to(built.folder).as_posix()
    except ValueError:
        return None
    return built.origins.get(relative, {}).get(line)


def _problem_at(question: Question, built: overlays.Overlay, trace: str, message: str, detail: str) -> Problem:
    """The problem at the innermost frame inside a block, else at the question's heading."""
    place = Origin(question.file, question.line)
    for frame in _FRAME.finditer(trace):
        place = _place(built, frame["path"], int(frame["line"])) or place
    return Problem(place.file, place.line, question.id, message, detail)


def _locate(trace: str, built: overlays.Overlay) -> str:
    """The traceback with the answer's and the test's lines named as they are in the repository."""

    def name(frame: re.Match[str]) -> str:
        place = _place(built, frame["path"], int(frame["line"]))
        if place:
            return f'File "{place.file}", line {place.line}'
        path = Path(frame["path"])
        if path.parent == built.folder and path.name.startswith("test_"):
            return f'File "test/answers/tests/{path.name}", line {frame["line"]}'
        return frame[0].replace(str(built.folder) + os.sep, "")

    return _FRAME.sub(name, NOISE.sub("", trace)).rstrip()


def _measure(outcome: Outcome, built: overlays.Overlay, coverage: dict[str, list[int]]) -> None:
    """Which blocks ran: a line in a function did or, in a block without functions, any line."""
    seen: set[tuple[str, int]] = set()
    for path, lines in coverage.items():
        for line in lines:
            place = built.origins.get(path, {}).get(line)
            if place:
                seen.add((place.file, place.line))
    for index, block in enumerate(outcome.question.blocks):
        if block.tree is None or not block.runs_on(outcome.release):
            continue
        ran = {
            line for line in range(1, block.text.count("\n") + 1)
            if (block.file, block.first_line + line - 1) in seen
        }
        functions = function_lines(block.tree)
        if any(ran & lines for _, lines in functions) or (ran and not functions):
            outcome.executed.add(index)
            outcome.never_called += [(block, name) for name, lines in functions if not ran & lines]
