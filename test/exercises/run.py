#!/usr/bin/env python3
"""Proves that the exercises can be failed and solved, and what their checks notice.

    python3 test/exercises/run.py                           every exercise, on every Django release
    python3 test/exercises/run.py middleware                questions with "middleware" in their id
    python3 test/exercises/run.py --django 6.1 middleware   on one release
    python3 test/exercises/run.py --say middleware          also what each failed check says
    python3 test/exercises/run.py --keep middleware         keep the projects, print their paths
    python3 test/exercises/run.py --list                    the ids, and what is there

README.md next to this file explains what is proven. The environments and the processes are those of
test/answers.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "answers")]

import environment  # noqa: E402
import overlay  # noqa: E402
import prove  # noqa: E402
import rules  # noqa: E402
from blocks import Problem, read_questions  # noqa: E402
from exercise import WRONG, Exercise, kept, read  # noqa: E402
from processes import Processes  # noqa: E402

ROOT = HERE.parents[1]
# Resolved, so that worktrees that share the folder by a link share the environments too.
CACHE = (ROOT / ".vscode-test").resolve()


def main() -> int:
    options = _options()
    every = [
        read(question, kept(question), overlay.BOOKSHOP)
        for question in read_questions(ROOT, ROOT / "questions")
        if question.exercise
    ]
    if options.list:
        for one in every:
            print(f"{one.id:36} {one.kind:10} {one.minutes} min  {len(one.names)} checks  "
                  f"{len(one.wrong)} wrong  {one.size} bytes  {one.question.file}:{one.question.exercise_line}")
        return 0
    chosen = _chosen(every, options)
    if not chosen and (options.names or options.only):
        print(f"No exercise's id has {' or '.join(options.names + options.only)}. `--list` names them all.")
        return 2
    releases = [r for r in environment.RELEASES if options.django in (None, r.name)]

    pythons, missing = environment.ensure_all(releases, CACHE, "THE EXERCISES WERE NOT RUN")
    started = time.perf_counter()
    ready = [release.name for release in releases if release.name in pythons]
    processes = {name: Processes(pythons[name]) for name in ready}
    jobs = [
        (one, attempt, name)
        for one in chosen if one.checks and one.solution and not one.problems
        for attempt in prove.attempts(one)
        for name in ready
    ]
    whole = len(chosen) == len(every)
    ruled, unruled = rules.run(processes[ready[-1]] if ready and whole else None)
    try:
        with ThreadPoolExecutor(options.jobs) as pool:
            runs = list(pool.map(lambda job: prove.run(*job, processes[job[2]], options.keep), jobs))
    finally:
        for each in processes.values():
            each.close()

    problems = [problem for one in chosen for problem in one.problems]
    problems += [problem for run in runs for problem in run.problems]
    if whole:
        problems += _problems_of_the_whole(every)
    for problem in problems:
        print(f"\n{problem.file}:{problem.line} [{problem.question}] {problem.message}")
        if problem.detail:
            print("\n".join("    " + line for line in problem.detail.splitlines()))
    for run in runs:
        if run.folder:
            print(f"\n[{run.exercise.id} on {run.release}] {run.attempt.name}: kept in {run.folder}")
    if options.say:
        _print_said(runs)
    if chosen:
        _print_table(chosen, runs)
    seconds = time.perf_counter() - started
    if runs:
        slowest = sorted(runs, key=lambda run: -run.processor_seconds)[:3]
        print(f"\n{seconds:.0f} s for {len(runs)} runs. Most processor time took " + ", ".join(
            f"{run.exercise.id}, {run.attempt.name}, on {run.release} ({run.processor_seconds:.1f} s)"
            for run in slowest) + ".")
    for fault in unruled:
        print(f"FAILED: {fault}")
    for reason in missing:
        print(reason)
    failed = len(problems) + len(unruled) + (len(missing) if os.environ.get("CI") == "true" else 0)
    print(f"{sum(not run.problems for run in runs) + ruled} passed, {failed} failed")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[], metavar="NAME",
                        help="run the exercises of questions with this in their id")
    parser.add_argument("--only", nargs="+", action="extend", default=[], metavar="ID",
                        help="run the exercises of these questions alone")
    parser.add_argument("--django", choices=[release.name for release in environment.RELEASES],
                        help="run on this release alone")
    parser.add_argument("--say", action="store_true", help="print what each failed check says")
    parser.add_argument("--keep", action="store_true", help="keep each project and print its path")
    parser.add_argument("--jobs", type=int, default=(os.cpu_count() or 1) + 1, metavar="N",
                        help="runs at a time (default: one more than processors, since some wait)")
    parser.add_argument("--list", action="store_true", help="list the exercises and stop")
    return parser.parse_args()


def _chosen(every: list[Exercise], options: argparse.Namespace) -> list[Exercise]:
    if not options.names and not options.only:
        return every
    return [one for one in every if one.id in options.only or any(name in one.id for name in options.names)]


def _problems_of_the_whole(every: list[Exercise]) -> list[Problem]:
    known = {one.id for one in every}
    return [
        Problem(f"test/exercises/wrong/{path.name}", 1, "-", "no question with this id has an exercise")
        for path in sorted(WRONG.glob("*.md"))
        if path.stem not in known
    ]


def _print_said(runs: list[prove.Run]) -> None:
    for run in runs:
        if run.said and not run.attempt.reverse:
            print(f"\n[{run.exercise.id} on {run.release}] {run.attempt.name}")
            for name, message in run.said.items():
                print(f"    {name}\n        {message}")


def _print_table(chosen: list[Exercise], runs: list[prove.Run]) -> None:
    width = max(len(one.id) for one in chosen)
    head = ("kind", "minutes", "checks", "wrong", "bytes", "runs", "failed")
    print("\n" + "exercise".ljust(width) + "".join(name.rjust(11) for name in head))
    for one in chosen:
        own = [run for run in runs if run.exercise is one]
        failed = len(one.problems) + sum(len(run.problems) for run in own)
        cells = (one.kind, one.minutes, len(one.names), len(one.wrong), one.size, len(own), failed or "-")
        print(one.id.ljust(width) + "".join(str(cell).rjust(11) for cell in cells))
    kinds = [one.kind for one in chosen]
    folders = {one.question.file for one in chosen}
    print(f"\n{len(chosen)} exercises in {len(folders)} categories: "
          + ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("implement", "repair", "judge")) + ".")


if __name__ == "__main__":
    sys.exit(main())
