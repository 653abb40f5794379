"""Runs inside the virtual environment, in one overlay: block checks, then Django's test runner.

    python driver.py <overlay> <test module or ""> <result.json> [<folder that keeps tables>]

Results go to the result file; the runner outside maps them to places in the Markdown.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import time
import traceback
import warnings
from pathlib import Path

import kept_bytecode
import kept_tables

OVERLAY = Path(sys.argv[1]).resolve()
TEST_MODULE = sys.argv[2]
RESULT = Path(sys.argv[3])
TABLES = Path(sys.argv[4]) if sys.argv[4:] else None

# (category, regular expression of the module), each with the reason.
NOT_OURS = []

if sys.dont_write_bytecode:  # else the process that this one was forked from has seen to it
    kept_bytecode.keep()

# From Python 3.12 on, the interpreter can report lines to coverage, at half the cost.
if sys.version_info >= (3, 12):
    os.environ.setdefault("COVERAGE_CORE", "sysmon")

SPEC = json.loads((OVERLAY / "answer_blocks.json").read_text(encoding="utf-8"))

COVERAGE = None
if SPEC["blocks"]:
    import coverage

    COVERAGE = coverage.Coverage(
        data_file=None, config_file=False, include=[str(OVERLAY / "*")], omit=[str(OVERLAY / "test_*")]
    )
    COVERAGE.start()

sys.path.insert(0, str(OVERLAY))
os.chdir(OVERLAY)

import django  # noqa: E402

# An answer must not teach what the next Django, Python or library removes. Django's own
# "RemovedIn..." warnings are of these two classes.
for category in (DeprecationWarning, PendingDeprecationWarning):
    warnings.simplefilter("error", category)
# Warnings between third-party packages are not the answer's fault.
for category, module in NOT_OURS:
    warnings.filterwarnings("ignore", category=category, module=module)

# A million rounds per password in a test prove no more than one, except in tests about the rounds.
if "FULL_PASSWORD_HASHING" not in os.environ:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations = 1

OUT = {"checks": [], "tests": [], "coverage": {}, "setup_error": None, "warnings": [], "skipped_whole": None}


def note_warning(message, category, filename, lineno, file=None, line=None):
    OUT["warnings"].append(
        {"message": f"{category.__name__}: {message}", "path": filename, "line": lineno}
    )


warnings.showwarning = note_warning


def refuse_network():
    """Proofs must work without a network; only connections to this machine are allowed."""
    import socket

    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"the tests may not use the network, and this wants {address[0]}")
        return connect(self, address)

    socket.socket.connect = connect_here


def check_block(block):
    """Parses one block with the tool that would read it; raises with a `line` if it is broken."""
    language, text = block["language"], block["text"]
    if language in ("django", "html"):
        from django.template import TemplateSyntaxError, engines
        from django.template.base import Template

        engine = engines["django"].engine
        engine.debug, before = True, engine.debug
        try:
            Template(text, engine=engine)
        except TemplateSyntaxError as error:
            error.line = getattr(error, "template_debug", {}).get("line", 1)
            raise
        finally:
            engine.debug = before
    elif language == "yaml":
        import yaml

        try:
            list(yaml.compose_all(text))
        except yaml.MarkedYAMLError as error:
            place = error.problem_mark or error.context_mark
            broken = ValueError(f"{error.context or ''} {error.problem or ''}".strip())
            broken.line = place.line + 1 if place else 1
            raise broken from error
    elif language == "graphql":
        import graphql

        try:
            graphql.parse(text)
        except graphql.GraphQLSyntaxError as error:
            error.line = error.locations[0].line if error.locations else 1
            raise


def runs(block):
    return not block["norun"] and block["for_this_django"]


def check_blocks():
    for block in SPEC["blocks"]:
        if not runs(block) or block["language"] not in ("django", "html", "yaml", "graphql"):
            continue
        try:
            check_block(block)
        except Exception as error:
            OUT["checks"].append(
                {
                    "index": block["index"],
                    "line": getattr(error, "line", 1),
                    "error": f"{type(error).__name__}: {error}",
                }
            )
        else:
            OUT["checks"].append({"index": block["index"], "error": None})


def make_migrations():
    """New migrations for the apps whose models the answer changes without showing any."""
    from django.core.management import CommandError, call_command

    wanted = SPEC["make_migrations"]
    if not wanted["apps"]:
        return
    for app in wanted["apps"]:
        folder = OVERLAY / app / "migrations"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()

    def make(apps):
        """The output of makemigrations if it fails; empty if it succeeds."""
        said = io.StringIO()
        importlib.invalidate_caches()
        try:
            call_command("makemigrations", *apps, interactive=False, stdout=said, stderr=said)
        except (CommandError, SystemExit) as error:
            return f"{said.getvalue()}\n{error}".strip()
        return ""

    failed = wanted["fresh"] or make(wanted["apps"])
    if failed:
        # A required column, or a swapped user model, cannot be added to a history without answers
        # to questions; the database is new, so the history may be new as well.
        for old in (OVERLAY / "shop" / "migrations").glob("0*.py"):
            old.unlink()
            sys.modules.pop(f"shop.migrations.{old.stem}", None)
        failed = make(sorted({*wanted["apps"], "shop"}))
    importlib.invalidate_caches()
    if failed:
        raise RuntimeError(f"makemigrations failed: {failed.splitlines()[-1]}\n{failed}")


def run_tests():
    import unittest

    from django.test import TestCase
    from django.test.runner import DiscoverRunner

    tests = OUT["tests"]

    class Result(unittest.TextTestResult):
        def startTest(self, test):
            super().startTest(test)
            test._started = time.perf_counter()
            test._failed = False

        def note(self, test, outcome, error=None):
            tests.append(
                {
                    "id": test.id(),
                    "block": getattr(test, "block_index", None),
                    "outcome": outcome,
                    "seconds": time.perf_counter() - getattr(test, "_started", time.perf_counter()),
                    "message": "" if error is None else (
                        error if isinstance(error, str) else f"{error[0].__name__}: {error[1]}"
                    ),
                    "traceback": "" if error is None or isinstance(error, str) else "".join(
                        traceback.format_exception(*error)
                    ),
                }
            )

        def addSuccess(self, test):
            super().addSuccess(test)
            self.note(test, "passed")

        def addFailure(self, test, error):
            super().addFailure(test, error)
            self.note(test, "failed", error)

        def addError(self, test, error):
            super().addError(test, error)
            self.note(test, "failed", error)

        def addSubTest(self, test, subtest, error):
            super().addSubTest(test, subtest, error)
            if error is not None:
                self.note(subtest, "failed", error)

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            self.note(test, "skipped", reason)

        def addExpectedFailure(self, test, error):
            super().addExpectedFailure(test, error)
            self.note(test, "passed")

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            self.note(test, "failed", "marked as an expected failure, but it passed")

    class SqlBlock(TestCase):
        databases = "__all__"

        def __init__(self, block):
            super().__init__("runs_on_sqlite")
            self.block_index = block["index"]
            self.text = block["text"]

        def runs_on_sqlite(self):
            import sqlparse
            from django.db import connection

            with connection.cursor() as cursor:
                for statement in sqlparse.split(self.text):
                    bare = sqlparse.format(statement, strip_comments=True).strip().rstrip(";")
                    if bare:
                        cursor.execute(bare)
                        cursor.fetchall()

    class Runner(DiscoverRunner):
        def setup_databases(self, **options):
            with kept_tables.keep(TABLES) if TABLES else contextlib.nullcontext():
                return super().setup_databases(**options)

        def get_resultclass(self):
            return Result

        def build_suite(self, test_labels=None, **kwargs):
            suite = self.test_suite()
            if TEST_MODULE:
                try:
                    importlib.import_module(TEST_MODULE)
                except unittest.SkipTest as reason:
                    OUT["skipped_whole"] = str(reason)
                else:
                    suite = super().build_suite([TEST_MODULE], **kwargs)
            for block in SPEC["blocks"]:
                if block["language"] == "sql" and runs(block):
                    suite.addTest(SqlBlock(block))
            return suite

    has_sql = any(b["language"] == "sql" and runs(b) for b in SPEC["blocks"])
    if TEST_MODULE or has_sql:
        Runner(verbosity=0, interactive=False, reverse=SPEC.get("reverse", False)).run_tests([])


try:
    if SPEC.get("offline"):
        refuse_network()
    django.setup()
    make_migrations()
    check_blocks()
    run_tests()
except BaseException as error:
    OUT["setup_error"] = {
        "message": f"{type(error).__name__}: {error}",
        "traceback": traceback.format_exc(),
    }
finally:
    if COVERAGE:
        COVERAGE.stop()
        data = COVERAGE.get_data()
        for measured in data.measured_files():
            try:
                relative = str(Path(measured).resolve().relative_to(OVERLAY))
            except ValueError:
                continue
            OUT["coverage"][Path(relative).as_posix()] = sorted(data.lines(measured) or [])
    OUT["processor_seconds"] = sum(os.times()[:4])
    RESULT.write_text(json.dumps(OUT), encoding="utf-8")
