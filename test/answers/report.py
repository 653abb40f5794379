"""The report at the end of a run: problems first, then the table, then the totals."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from blocks import Question
from execute import Outcome
from facts import Checked


def print_problems(outcome: Outcome, root: Path) -> None:
    on = f" on Django {outcome.release}" if outcome.release else ""
    for problem in outcome.problems:
        print(f"\n{problem.file}:{problem.line} [{problem.question}{on}] {problem.message}")
        if problem.detail:
            print("\n".join("    " + line for line in problem.detail.splitlines()))
    for test, reason in outcome.skipped:
        print(f"\n{outcome.question.file}:{outcome.question.line} [{outcome.question.id}{on}] "
              f"skipped {test}: {reason}")
    if outcome.folder:
        print(f"\n[{outcome.question.id}{on}] overlay kept in {outcome.folder}")


def print_notes(outcomes: list[Outcome]) -> None:
    """Functions that no test calls on any release."""
    uncalled: Counter[str] = Counter()
    measured: Counter[str] = Counter()
    for outcome in outcomes:
        for index in outcome.executed:
            measured[outcome.question.blocks[index].where] += 1
    places = {}
    for outcome in outcomes:
        for block, name in outcome.never_called:
            note = (f"{block.where} [{block.question}] {block.title or f'snippet {block.number}'}: "
                    f"no test calls {name}()")
            uncalled[note] += 1
            places[note] = block.where
    notes = [note for note in uncalled if uncalled[note] == measured[places[note]]]
    if notes:
        print("\nFunctions that no test calls:")
        print("\n".join("  " + note for note in notes))


def print_table(
    questions: list[Question], outcomes: list[Outcome], stated: list[Checked], releases: list[str]
) -> None:
    columns = ["blocks"]
    for release in releases:
        columns += [f"run {release}", f"tests {release}"]
    columns += ["facts", "failed"]
    ids = [len(q.id) for q in questions] + [len(q.collection) for q in questions]
    width = max([*ids, 24])

    def row(name: str, members: list[Question]) -> None:
        mine = {q.id for q in members}
        cells = [str(sum(len(q.blocks) for q in members))]
        for release in releases:
            those = [o for o in outcomes if o.release == release and o.question.id in mine]
            executed = sum(len(o.executed) for o in those)
            cells.append(f"{executed} of {sum(o.python_blocks() for o in those)}")
            cells.append(str(sum(o.tests_passed + o.tests_failed for o in those)))
        cells.append(str(sum(one.facts for one in stated if one.question.id in mine) or "-"))
        failed = sum(len(one.problems) for one in stated if one.question.id in mine)
        failed += sum(o.failed for o in outcomes if o.question.id in mine)
        cells.append(str(failed or "-"))
        print(name.ljust(width) + "".join(cell.rjust(12) for cell in cells))

    print("\n" + "question".ljust(width) + "".join(name.rjust(12) for name in columns))
    collections = list(dict.fromkeys(q.collection for q in questions))
    for collection in collections:
        members = [q for q in questions if q.collection == collection]
        print("-" * (width + 12 * len(columns)))
        for question in members:
            row(question.id, [question])
        if len(members) > 1:
            row(collection.upper(), members)
    if len(collections) > 1:
        print("=" * (width + 12 * len(columns)))
        row("ALL", questions)


def not_run(outcomes: list[Outcome]) -> list[str]:
    """The Python blocks that no test ran on a matching release, and that give no reason."""
    return [
        f"{block.where} [{block.question}] {block.kind}: no test runs it on Django {outcome.release}"
        for outcome in outcomes
        for block, _ in outcome.compiled_only()
        if not block.norun
    ]


def print_norun(questions: list[Question]) -> int:
    """The blocks that cannot run by nature, each with its reason; returns how many are Python."""
    blocks = [block for question in questions for block in question.blocks if block.norun]
    if blocks:
        print("\nBlocks that are not run:")
        for block in blocks:
            print(f"  {block.where} [{block.question}] {block.kind}: {block.norun}")
    return sum(1 for block in blocks if block.language == "python")


def print_slowest(outcomes: list[Outcome]) -> None:
    """The answers that took the most processor time, if that is informative."""
    if len(outcomes) > 10:
        slowest = sorted(outcomes, key=lambda outcome: -outcome.processor_seconds)[:5]
        print("Most of it took " + ", ".join(
            f"{one.question.id} on {one.release} ({one.processor_seconds:.1f} s)" for one in slowest
        ) + ".")


def print_releases(outcomes: list[Outcome], releases: list[str]) -> None:
    print()
    for release in releases:
        those = [o for o in outcomes if o.release == release]
        python = sum(o.python_blocks() for o in those)
        executed = sum(len(o.executed) for o in those)
        all_python = sum(len(o.question.python) for o in those)
        others = f" ({all_python - python} more are for other releases)" if all_python > python else ""
        print(
            f"Django {release}: {executed} of {python} Python blocks ran{others}, "
            f"{sum(o.tests_passed for o in those)} tests passed, "
            f"{sum(o.warnings for o in those)} warnings."
        )
