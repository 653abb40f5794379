#!/usr/bin/env python3
"""Proves the code in the answers: builds a Django project from each answer's blocks and tests it.

    python3 test/answers/run.py                        every answer, on every release of Django
    python3 test/answers/run.py caching                the questions with "caching" in their id
    python3 test/answers/run.py --django 6.1 signals   on one release
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
import facts  # noqa: E402
import names  # noqa: E402
import overlay  # noqa: E402
import report  # noqa: E402
from blocks import Problem, Question, read_questions  # noqa: E402
from processes import Processes  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
# Resolved, so that worktrees that share the folder by a link share the environments too.
CACHE = (ROOT / ".vscode-test").resolve()

# Enforced in a full run only.
ANSWERS_WITH_CODE = 45
# Python blocks that cannot run by nature.
NORUN_MOST = 5


def main() -> int:
    options = _options()
    questions = read_questions(ROOT, ROOT / "questions")
    problems = _problems_of_the_whole(questions)
    if options.list:
        _print_list(questions)
        return 0
    chosen = _chosen(questions, options)
    if not chosen:
        print(f"No question's id has {' or '.join(options.names + options.only)}. `--list` names them all.")
        return 2
    full = len(chosen) == len(questions)
    releases = [r for r in environment.RELEASES if options.django in (None, r.name)]

    started = time.perf_counter()
    pythons, missing = environment.ensure_all(releases, CACHE, "THE ANSWERS WERE NOT RUN")
    installed = time.perf_counter()
    ready = [release.name for release in releases if release.name in pythons]
    checked = [execute.check_blocks(question) for question in chosen]
    stated = [facts.check(question) for question in chosen]
    unshown = names.check(chosen, pythons[ready[0]], overlay.BOOKSHOP) if ready else []
    # Question by question, so that no processor is left with one release's slow ones.
    jobs = [(question, name) for question in chosen for name in ready]
    processes = {name: Processes(pythons[name]) for name in ready}
    try:
        with ThreadPoolExecutor(options.jobs) as pool:
            outcomes = list(
                pool.map(lambda job: execute.run(job[0], job[1], processes[job[1]], options.keep), jobs)
            )
    finally:
        for each in processes.values():
            each.close()

    for outcome in checked + outcomes:
        report.print_problems(outcome, ROOT)
    whole = [*unshown, *(problem for one in stated for problem in one.problems)]
    whole += problems if full else []
    for problem in whole:
        print(f"\n{problem.file}:{problem.line} [{problem.question}] {problem.message}")
    report.print_notes(outcomes)
    report.print_table(chosen, checked + outcomes, stated, ready)
    norun = report.print_norun(chosen)

    failures: list[str] = []
    if full and ready:
        failures += report.not_run(outcomes)
        with_code = sum(1 for question in chosen if question.code)
        if with_code < ANSWERS_WITH_CODE:
            failures.append(f"{with_code} answers carry code; at least {ANSWERS_WITH_CODE} must.")
        if norun > NORUN_MOST:
            failures.append(f"{norun} Python blocks are marked norun; at most {NORUN_MOST} may be.")
    report.print_releases(outcomes, ready)
    stating = sum(1 for one in stated if one.facts)
    print(f"Facts found in the answers: {sum(one.facts for one in stated)}, in {stating} of {len(stated)} answers. "
          f"Names that a block does not show: {len(unshown)}.")
    seconds = time.perf_counter() - installed
    processor = sum(outcome.processor_seconds for outcome in outcomes)
    print(f"{seconds:.0f} s for {len(chosen)} answers ({processor:.0f} s of processor time in theirs), "
          f"{installed - started:.0f} s for the environments.")
    report.print_slowest(outcomes)
    for failure in failures:
        print(f"FAILED: {failure}")
    for reason in missing:
        print(reason)
    unavailable = len(missing) if os.environ.get("CI") == "true" else 0

    everything = checked + outcomes
    passed = sum(outcome.checks_passed + outcome.tests_passed for outcome in everything)
    passed += sum(one.facts for one in stated)
    failed = sum(outcome.failed for outcome in everything) + len(whole) + len(failures) + unavailable
    print(f"{passed if ready else 0} passed, {failed} failed")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[], metavar="NAME",
                        help="run the questions with this in their id")
    parser.add_argument("--only", nargs="+", action="extend", default=[], metavar="ID",
                        help="run these questions alone")
    parser.add_argument("--django", choices=[release.name for release in environment.RELEASES],
                        help="run on this release alone")
    parser.add_argument("--keep", action="store_true", help="keep each overlay and print its path")
    parser.add_argument("--jobs", type=int, default=(os.cpu_count() or 1) + 1, metavar="N",
                        help="answers at a time (default: one more than processors, since some wait)")
    parser.add_argument("--list", action="store_true", help="list the questions and stop")
    return parser.parse_args()


def _chosen(questions: list[Question], options: argparse.Namespace) -> list[Question]:
    if not options.names and not options.only:
        return questions
    return [
        question for question in questions
        if question.id in options.only or any(name in question.id for name in options.names)
    ]


def _problems_of_the_whole(questions: list[Question]) -> list[Problem]:
    """Problems across answers: an id used twice, a test that belongs to no question."""
    problems: list[Problem] = []
    seen: dict[str, Question] = {}
    for question in questions:
        if question.id in seen:
            other = seen[question.id]
            problems.append(Problem(question.file, question.line, question.id,
                                    f"the id is used at {other.file}:{other.line} already"))
        seen[question.id] = question
    tested = {question.test_name for question in questions}
    for path in sorted(facts.FACTS.glob("*.txt")):
        if path.stem not in seen:
            problems.append(Problem(f"test/answers/facts/{path.name}", 1, "-",
                                    "no question has this id, so the facts are never checked"))
    for test in sorted(overlay.TESTS.glob("test_*.py")):
        if test.stem not in tested:
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


if __name__ == "__main__":
    sys.exit(main())
