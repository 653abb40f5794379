"""Proves an exercise on one release of Django: runs the start, the solution and wrong solutions."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import overlay
from blocks import Problem
from execute import NOISE
from exercise import Exercise, File
from processes import NotEnded, Processes, clean_environment

TIMEOUT_SECONDS = 60
# The bookshop's answers queue tasks with Celery; an exercise needs Django alone.
LEFT_OUT = ("__pycache__", "*.sqlite3", "README.md", "celery.py")


@dataclass
class Attempt:
    """A state of the project, and the checks that must fail in it."""

    name: str
    file: str
    line: int
    files: list[File]
    fails: set[str]
    reverse: bool = False


@dataclass
class Run:
    exercise: Exercise
    attempt: Attempt
    release: str
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0
    processor_seconds: float = 0.0
    said: dict[str, str] = field(default_factory=dict)  # each failed check's message
    folder: Path | None = None

    def say(self, message: str, detail: str = "") -> None:
        order = ", in reverse order" if self.attempt.reverse else ""
        self.problems.append(Problem(
            self.attempt.file, self.attempt.line, f"{self.exercise.id} on Django {self.release}",
            f"{self.attempt.name}{order}: {message}", detail,
        ))


def attempts(exercise: Exercise) -> list[Attempt]:
    """The runs of an exercise. In each, the checks that are not named must pass."""
    question = exercise.question
    solved = _replaced(exercise.start, exercise.solution)
    solution = ("the solution", question.file, exercise.solution[0].line, solved, set())
    return [
        Attempt("the start", question.file, question.exercise_line, exercise.start, set(exercise.start_fails)),
        Attempt(*solution),
        Attempt(*solution, reverse=True),
        *(
            Attempt(f'"{wrong.name}"', exercise.wrong_file, wrong.line,
                    _replaced(solved, wrong.files), set(wrong.fails))
            for wrong in exercise.wrong
        ),
    ]


def run(exercise: Exercise, attempt: Attempt, release: str, processes: Processes, keep: bool) -> Run:
    """Builds the project, runs `checks` like `manage.py test checks`, and verifies the outcome."""
    done = Run(exercise, attempt, release)
    folder = Path(tempfile.mkdtemp(prefix=f"exercise-{release}-{exercise.id}-")).resolve()
    try:
        _build(folder, exercise, attempt)
        result = _drive(done, folder, processes)
        if result is not None:
            _judge(done, result, folder)
    finally:
        if keep:
            done.folder = folder
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return done


def _replaced(base: list[File], files: list[File]) -> list[File]:
    paths = {file.path for file in files}
    return [*(file for file in base if file.path not in paths), *files]


def _build(folder: Path, exercise: Exercise, attempt: Attempt) -> None:
    shutil.copytree(
        overlay.BOOKSHOP, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*LEFT_OUT)
    )
    (folder / "config/__init__.py").write_text("", encoding="utf-8")
    for file in [*attempt.files, *exercise.checks]:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
        if file.path.endswith(".py"):
            for parent in Path(file.path).parents:
                init = folder / parent / "__init__.py"
                if parent != Path(".") and not init.exists():
                    init.write_text("", encoding="utf-8")
    plan = {
        "blocks": [], "make_migrations": {"apps": [], "fresh": False},
        "offline": True, "reverse": attempt.reverse,
    }
    (folder / "answer_blocks.json").write_text(json.dumps(plan), encoding="utf-8")


def _drive(done: Run, folder: Path, processes: Processes) -> dict | None:
    log, result = folder / "exercise_output.txt", folder / "exercise_result.json"
    environment = {
        **clean_environment(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(folder),
        "FULL_PASSWORD_HASHING": "1",  # as long as on the person's machine
    }
    arguments = [str(folder), "checks", str(result)]
    if overlay.leaves_tables((file.path, file.text) for file in done.attempt.files):
        arguments.append(str(processes.tables))
    # Django's apps are imported as they are, unless it is otherwise configured or watched.
    changes_settings = any(
        "settings" in file.path or "class_prepared" in file.text for file in done.attempt.files
    )
    settings = None if changes_settings else overlay.SETTINGS
    started = time.perf_counter()
    try:
        code = processes.run(arguments, folder, environment, log, TIMEOUT_SECONDS, settings)
    except NotEnded:
        done.say(f"still running after {TIMEOUT_SECONDS} s", _tail(log))
        return None
    done.seconds = time.perf_counter() - started
    if not result.exists():
        done.say(f"the process ended with {code} and left no result", _tail(log))
        return None
    return json.loads(result.read_text(encoding="utf-8"))


def _judge(done: Run, result: dict, folder: Path) -> None:
    done.processor_seconds = result["processor_seconds"]
    if result["setup_error"]:
        error = result["setup_error"]
        done.say(f"the project does not start: {_first_line(error['message'])}", _trace(error["traceback"], folder))
        return
    known = set(done.exercise.names)
    ran: set[str] = set()
    failed: dict[str, dict] = {}
    for test in result["tests"]:
        name = test["id"].split(" ")[0].removeprefix("checks.")
        if name not in known:
            # The module or its class could not be set up: none of its checks has reported anything.
            done.say(f"the checks could not be run: {_first_line(test['message'])}", _trace(test["traceback"], folder))
            return
        ran.add(name)
        if test["outcome"] == "skipped":
            done.say(f"{name} was skipped: {test['message']}")
        elif test["outcome"] != "passed":
            failed.setdefault(name, test)
    done.said = {name: _first_line(test["message"]) for name, test in failed.items()}
    for name in sorted(known - ran):
        done.say(f"{name} did not run")
    for name in sorted(failed.keys() - done.attempt.fails):
        test = failed[name]
        done.say(f"{name} must pass and fails: {_first_line(test['message'])}",
                 _trace(test["traceback"], folder))
    for name in sorted((done.attempt.fails & ran) - failed.keys()):
        done.say(f"{name} must fail and passes")
    for warning in result["warnings"]:
        where = warning["path"].replace(f"{folder}/", "")
        done.say(f"warning: {_first_line(warning['message'])} ({where}:{warning['line']})")


def _first_line(message: str) -> str:
    # The assertion's message follows the compared values.
    told = re.split(r"\n| : ", message.strip())
    return (f"{told[0]} … {told[-1]}" if len(told) > 1 and told[-1] else told[0])[:400]


def _trace(trace: str, folder: Path) -> str:
    """The end of a traceback, which says most, without the test machinery."""
    return "\n".join(NOISE.sub("", trace).replace(f"{folder}/", "").strip().splitlines()[-24:])


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])
