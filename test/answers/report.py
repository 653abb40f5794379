"""What a person reads at the end: problems first, then the table, then the totals."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from execute import Outcome

COLUMNS = ("blocks", "python", "run", "compiled", "tests", "failed")


def print_problems(outcome: Outcome, root: Path) -> None:
    for problem in outcome.problems:
        print(f"\n{problem.file}:{problem.line} [{problem.question}] {problem.message}")
        if problem.detail:
            print("\n".join("    " + line for line in problem.detail.splitlines()))
    for test, reason in outcome.skipped:
        print(f"\n{outcome.question.file}:{outcome.question.line} [{outcome.question.id}] "
              f"skipped {test}: {reason}")
    if outcome.folder:
        print(f"\n[{outcome.question.id}] overlay kept in {outcome.folder}")


def print_notes(outcomes: list[Outcome]) -> None:
    notes = [
        f"{block.file}:{block.first_line} [{block.question}] {block.title or f'snippet {block.number}'}: "
        f"no test calls {name}()"
        for outcome in outcomes
        for block, name in outcome.never_called
    ]
    if notes:
        print("\nFunctions that no test calls:")
        print("\n".join("  " + note for note in notes))


def print_table(outcomes: list[Outcome]) -> None:
    width = max([len(o.question.id) for o in outcomes] + [len(o.question.collection) for o in outcomes] + [24])
    print("\n" + "question".ljust(width) + "".join(name.rjust(10) for name in COLUMNS))
    collections = list(dict.fromkeys(o.question.collection for o in outcomes))
    for collection in collections:
        members = [o for o in outcomes if o.question.collection == collection]
        print("-" * (width + 10 * len(COLUMNS)))
        for outcome in members:
            print(outcome.question.id.ljust(width) + _cells([outcome]))
        if len(members) > 1:
            print(collection.upper().ljust(width) + _cells(members))
    if len(collections) > 1:
        print("=" * (width + 10 * len(COLUMNS)))
        print("ALL".ljust(width) + _cells(outcomes))


def _cells(outcomes: list[Outcome]) -> str:
    python = sum(len(o.question.python) for o in outcomes)
    run = sum(len(o.executed) for o in outcomes)
    numbers = (
        sum(len(o.question.blocks) for o in outcomes),
        python,
        run,
        python - run,
        sum(o.tests_passed + o.tests_failed for o in outcomes),
        sum(o.failed for o in outcomes),
    )
    return "".join((str(number) if number else "-").rjust(10) for number in numbers)


def print_compiled_only(outcomes: list[Outcome]) -> None:
    compiled = [item for outcome in outcomes for item in outcome.compiled_only()]
    if compiled:
        reasons = Counter(reason for _, reason in compiled)
        print("\nPython blocks that only compiled:")
        for reason, count in reasons.most_common():
            print(f"  {count:3} {reason}")
            for block, why in compiled:
                if why == reason:
                    print(f"        {block.where} [{block.question}] {block.title or f'snippet {block.number}'}")
    other = [
        (block, block.norun)
        for outcome in outcomes
        for block in outcome.question.blocks
        if block.norun and block.language != "python"
    ]
    if other:
        print("\nOther blocks that were not run:")
        for block, reason in other:
            print(f"  {block.where} [{block.question}] {block.kind}: {reason}")


def share_executed(outcomes: list[Outcome]) -> float:
    python = sum(len(o.question.python) for o in outcomes)
    return sum(len(o.executed) for o in outcomes) / python if python else 0.0
