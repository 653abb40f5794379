"""Tests the proof itself: an exercise with a fault must fail, with a message that names it."""

from __future__ import annotations

import overlay
import prove
from blocks import parse
from exercise import Exercise, read
from processes import Processes

GOOD = '''
# Sums

## How does one add? {#adding}

### In short

It is added.

### Exercise {kind="repair" minutes="15"}

TASK

```python title="shop/sums.py" start
def add(a, b):
    return a - b
```

```python title="checks/test_sums.py" check
from django.test import SimpleTestCase

from shop.sums import add


class Sums(SimpleTestCase):
    def test_adds(self):
        """Two and three are five."""
        self.assertEqual(add(2, 3), 5, "Two and three are five.")

    def test_nothing_changes_nothing(self):
        """Adding nothing gives what was there."""
        self.assertEqual(add(2, 0), 2)
```

```python title="shop/sums.py" solution
def add(a, b):
    return a + b
```

#### Hint

Look at the sign.

#### After the checks

And with `Decimal`?
'''.replace("TASK", "word " * 80)

WRONG = '''
# Wrong

## Start: test_adds

## test_adds

```python title="shop/sums.py"
def add(a, b):
    return a
```

## Right: the other way round

```python title="shop/sums.py"
def add(a, b):
    return b + a
```

## test_adds, Sums.test_nothing_changes_nothing

```python title="shop/sums.py"
def add(a, b):
    return a * b
```
'''

# Replacements in the exercise or its wrong solutions, and the messages required for them.
READ = [
    ('kind="repair"', 'kind="mend"', 'kind="mend" is none of implement, repair, judge'),
    ('minutes="15"', 'minutes="soon"', 'minutes="soon" is not a number from 5 to 60'),
    (' minutes="15"', ' minutes="15" level="3"', "unknown attribute 'level'"),
    ("word " * 80, "Add.", "the task has 1 words, not 60 to 180"),
    ('sums.py" start', 'sums.py" begin', "unknown mark 'begin'; known: start, check, solution"),
    ('sums.py" start', 'sums.py"', 'neither "start" nor "check" nor "solution"'),
    ('sums.py" start', 'sums.py" start check', "marked start and check; one of them"),
    ('sums.py" start', 'sums.py" start norun="no"', "unknown attribute 'norun'"),
    ('title="shop/sums.py" start', "start", "the block names no file"),
    ('title="shop/sums.py" start', 'title="../sums.py" start', "'../sums.py' is not a path inside the project"),
    ('title="shop/sums.py" start', 'title="manage.py" start', "or the project writes it itself"),
    ("```python title=\"shop/sums.py\" start", "```text title=\"shop/sums.py\" start", "says that it is text"),
    ("checks/test_sums.py", "checks/sums.py", "is not checks/test_….py"),
    ("return a - b", "return a -", "shop/sums.py does not compile"),
    ('" solution', '" start', 'there is no block marked "solution"'),
    ('" check', '" start', 'only blocks marked "check" belong into checks/'),
    ("return a - b", "return a + b", "of the solution is the start's, word for word"),
    ("#### Hint", "#### Clue", 'unknown heading "Clue"'),
    ("#### Hint\n\nLook at the sign.", "", "there are 0 hints, not 1 to 3"),
    ("Look at the sign.", "", "hint 1 is empty"),
    ("#### After the checks", "### Read more", "must be the last section"),
    ('"""Adding nothing gives what was there."""', "pass", "neither a docstring nor an assertion with a message"),
    ("self.assertEqual(add(2, 0), 2)", "time.sleep(1)", "a check calls time.sleep()"),
    ("self.assertEqual(add(2, 0), 2)", "timezone.now()", "a check calls timezone.now()"),
    ("def add(a, b):\n    return a + b", "import celery", "imports celery, and an exercise needs Django alone"),
    ("```\n\n#### Hint", "\n\n#### Hint", "the code block is never closed"),
    (WRONG, None, "no wrong solution is kept: write test/exercises/wrong/adding.md"),
    ("## Start: test_adds", "## The start", "which checks fail at the start: ## Start: test_"),
    ("## Start: test_adds", "## Start:", "the start fails no check"),
    ("## test_adds\n", "## test_subtracts\n", "'test_subtracts' names no check"),
    (", Sums.test_nothing_changes_nothing", "", "no wrong solution is kept that test_sums.Sums.test_nothing"),
    ("return a * b", "return a + b", "is the solution's, word for word"),
    ("## test_adds\n", "## ,\n", "the heading names no check that must fail"),
    ("## test_adds\n", "## test_adds\n\n## test_adds\n", "the wrong solution has no block"),
]

# A check that passes only with the tables, and the rows, that migrating makes.
TABLES = '''
from django.core.management import call_command
from django.db import connection, connections
from django.test import SimpleTestCase, TestCase


def dump(database):
    """Without when each migration was applied."""
    database.ensure_connection()
    return [
        line.rsplit(",", 1)[0] if 'INTO "django_migrations"' in line else line
        for line in database.connection.iterdump()
    ]


class Tables(TestCase):
    def test_are_migrated(self):
        """The tables are those that migrating makes."""
        connections["new"] = connection.copy("new")
        connections["new"].settings_dict["NAME"] = ":memory:"
        call_command("migrate", database="new", verbosity=0)
        self.assertEqual(dump(connection), dump(connections["new"]))
        connections["new"].close()
'''

# One that passes only with the project's own settings, where the process had others before.
SETTINGS = '''
        from pathlib import Path

        from django.apps import apps
        from django.db import connections

        project = Path(__file__).resolve().parents[1]
        self.assertEqual(connections.settings["default"]["NAME"], project / "db.sqlite3")
        self.assertEqual(Path(apps.get_app_config("shop").path), project / "shop")
        self.assertEqual(add(2, 0), 2)
'''.strip()

# The same for what only a run shows; nothing is said of what is no fault.
RUN = [
    ("from django.test import SimpleTestCase", TABLES, ""),
    ("self.assertEqual(add(2, 0), 2)", SETTINGS, ""),
    ("return a - b", "return b + a", "the start: test_sums.Sums.test_adds must fail and passes"),
    ("## Start: test_adds", "## Start: test_adds, test_nothing_changes_nothing",
     "test_nothing_changes_nothing must fail and passes"),
    ("return a + b", "return a + 3", "the solution: test_sums.Sums.test_nothing_changes_nothing must pass and fails"),
    ("return a * b", "return b + a", "test_adds must fail and passes"),
    ("    return b + a", "    return b - a", '"Right: the other way round": test_sums.Sums.test_adds must pass'),
    ("    return a\n", "    return 0 * b\n", "test_nothing_changes_nothing must pass and fails"),
    ("from shop.sums import add", "from shop.sums import subtract", "the checks could not be run: ImportError"),
    ("def add(a, b):\n    return a - b", "def plus(a, b):\n    return a", "the checks could not be run: ImportError"),
    ("self.assertEqual(add(2, 0), 2)", 'self.skipTest("not today")', "was skipped: not today"),
    ("self.assertEqual(add(2, 0), 2)",
     'import socket; socket.create_connection(("192.0.2.1", 80))', "may not use the network"),
]


def run(processes: Processes | None) -> tuple[int, list[str]]:
    """How many faults were noticed, and messages about those that were not.

    Without `processes`, faults that only a run shows are skipped.
    """
    faults: list[str] = []
    passed = 0
    for old, new, expected in [("", "", ""), *READ]:
        said = [problem.message for problem in _with(old, new).problems]
        if (any(expected in message for message in said) if expected else not said):
            passed += 1
        else:
            faults.append(f"an exercise with {new!r} for {old!r} should be told {expected!r}, and is told {said}")
    for old, new, expected in RUN if processes else []:
        exercise = _with(old, new)
        said: list[str] = []
        for attempt in prove.attempts(exercise):
            done = prove.run(exercise, attempt, "newest", processes, keep=False)
            said += [problem.message for problem in done.problems]
            if expected and any(expected in message for message in said):
                break
        if (any(expected in message for message in said) if expected else not said):
            passed += 1
        else:
            faults.append(f"a run with {new!r} for {old!r} should end with {expected!r}, and says {said}")
    return passed, faults


def _with(old: str, new: str | None) -> Exercise:
    section, wrong = GOOD, WRONG
    if old == WRONG:
        wrong = None
    elif old:
        assert old in section or old in wrong, old
        wrong = wrong if old in section and old not in WRONG else wrong.replace(old, new or "", 1)
        section = section.replace(old, new or "", 1)
    return read(parse(section, "sums.md", "sums")[0], wrong, overlay.BOOKSHOP)
