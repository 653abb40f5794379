#!/usr/bin/env python3
"""Proves the code in the answers: builds a Django project from each answer's blocks and tests it.

    python3 test/answers/run.py                        every answer
    python3 test/answers/run.py --only <id> [<id> ...] these answers
    python3 test/answers/run.py --list                 the ids, and what is there

README.md next to this file says how a block becomes code that runs.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import environment  # noqa: E402
import execute  # noqa: E402
import overlay  # noqa: E402
import report  # noqa: E402
from blocks import Problem, Question, read_questions  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
# Resolved, so that worktrees that share the folder by a link share the environment too.
VENV = (ROOT / ".vscode-test").resolve() / "answers-venv"

# Held in a full run only.
ANSWERS_WITH_CODE = 45
PYTHON_EXECUTED = 0.90


def main() -> int:
    options = _options()
    questions = read_questions(ROOT, ROOT / "questions")
    problems = _problems_of_the_whole(questions)
    if options.list:
        _print_list(questions)
        return 0
    chosen = questions
    if options.only:
        unknown = sorted(set(options.only) - {question.id for question in questions})
        if unknown:
            print(f"There is no question {', '.join(unknown)}. `--list` names them all.")
            return 2
        chosen = [question for question in questions if question.id in options.only]

    try:
        python = environment.ensure(VENV)
    except environment.Unavailable as reason:
        return _no_environment(reason)

    started = time.perf_counter()
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(lambda q: execute.run(q, python, options.keep), chosen))

    full = not options.only
    for outcome in outcomes:
        report.print_problems(outcome, ROOT)
    if full:
        for problem in problems:
            print(f"\n{problem.file}:{problem.line} [{problem.question}] {problem.message}")
    report.print_notes(outcomes)
    report.print_table(outcomes)
    report.print_compiled_only(outcomes)

    failed = sum(outcome.failed for outcome in outcomes) + (len(problems) if full else 0)
    checks = sum(outcome.checks_passed for outcome in outcomes)
    tests = sum(outcome.tests_passed for outcome in outcomes)
    with_code = sum(1 for outcome in outcomes if outcome.question.code)
    share = report.share_executed(outcomes)
    blocks = sum(len(outcome.question.blocks) for outcome in outcomes)
    python_blocks = sum(len(outcome.question.python) for outcome in outcomes)
    executed = sum(len(outcome.executed) for outcome in outcomes)
    print(f"\n{with_code} of {len(outcomes)} answers carry code: {blocks} blocks, {python_blocks} of them Python.")
    print(f"Python blocks executed: {executed} of {python_blocks} ({share:.1%}).")
    print(f"Tests passed: {tests}. Block checks passed: {checks}. {time.perf_counter() - started:.0f} s.")
    if full:
        if with_code < ANSWERS_WITH_CODE:
            failed += 1
            print(f"FAILED: at least {ANSWERS_WITH_CODE} answers must carry code.")
        if share < PYTHON_EXECUTED:
            failed += 1
            print(f"FAILED: at least {PYTHON_EXECUTED:.0%} of the Python blocks must be executed.")
    print(f"{tests + checks} passed, {failed} failed")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="ID", help="run these questions alone")
    parser.add_argument("--keep", action="store_true", help="keep each overlay and print its path")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N",
                        help="answers at a time (default: one per processor)")
    parser.add_argument("--list", action="store_true", help="list the questions and stop")
    return parser.parse_args()


def _problems_of_the_whole(questions: list[Question]) -> list[Problem]:
    """What no single answer can show: an id used twice, a test that belongs to no question."""
    problems: list[Problem] = []
    seen: dict[str, Question] = {}
    for question in questions:
        if question.id in seen:
            other = seen[question.id]
            problems.append(Problem(question.file, question.line, question.id,
                                    f"the id is used at {other.file}:{other.line} already"))
        seen[question.id] = question
    names = {question.test_name for question in questions}
    for test in sorted(overlay.TESTS.glob("test_*.py")):
        if test.stem not in names:
            problems.append(Problem(f"test/answers/tests/{test.name}", 1, "-",
                                    "no question has this id, so the test never runs"))
        elif not next(q for q in questions if q.test_name == test.stem).code:
            problems.append(Problem(f"test/answers/tests/{test.name}", 1, "-",
                                    "the answer has no code, so the test never runs"))
    return problems


def _print_list(questions: list[Question]) -> None:
    for question in questions:
        test = (overlay.TESTS / f"{question.test_name}.py").exists()
        print(f"{question.id:40} {len(question.blocks):3} blocks  {'tested' if test else '-':7} "
              f"{question.file}:{question.line}")


def _no_environment(reason: Exception) -> int:
    line = "!" * 78
    print(f"{line}\nTHE CODE IN THE ANSWERS WAS NOT RUN.\n{reason}\n{line}")
    if os.environ.get("CI") == "true":
        print("0 passed, 1 failed")
        return 1
    print("0 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
