"""Runs the coverage tool with the answer's configuration on the answer's own code."""

import multiprocessing
import os
import subprocess
import sys
import tomllib
import unittest
from decimal import Decimal
from pathlib import Path
from unittest import mock

from answer import block_source, blocks
from django import VERSION
from django.test import SimpleTestCase
from django.test.runner import get_max_test_processes

from shop import delivery
from shop.tests import test_delivery
from shop.tests.test_delivery import DeliveryTests

HERE = Path(__file__).resolve().parent


class TheTool(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls.coverage, "erase")
        cls.coverage("erase")
        cls.test_run = cls.coverage("run", "manage.py", "test", "shop.tests.test_delivery")
        cls.data_files = sorted(path.name for path in HERE.glob(".coverage.*"))
        cls.early = cls.coverage("report", "--include=shop/delivery.py")

    @staticmethod
    def coverage(*arguments):
        clean = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
        return subprocess.run(
            [sys.executable, "-m", "coverage", *arguments],
            cwd=HERE, env=clean, capture_output=True, text=True,
        )

    def test_configuration_is_read_and_the_tests_pass_under_it(self):
        self.assertEqual(self.test_run.returncode, 0, self.test_run.stderr)
        self.assertIn("OK", self.test_run.stderr)

    def test_report_is_the_one_in_the_answer_and_the_threshold_fails_the_build(self):
        done = self.coverage("report", "--include=shop/delivery.py")
        self.assertEqual(done.returncode, 2)
        (shown,) = blocks("text")
        self.assertEqual(done.stdout.split(), shown.split())

    def test_every_process_writes_a_file_and_the_report_combines_them_by_itself(self):
        self.assertTrue(self.data_files)
        self.assertIn("6->8, 8->10", self.early.stdout)
        self.assertEqual(list(HERE.glob(".coverage.*")), [])

    def test_line_coverage_alone_would_be_complete(self):
        done = self.coverage("report", "--include=shop/delivery.py", "--format=markdown")
        row = next(line for line in done.stdout.splitlines() if "delivery" in line)
        missed = [cell.strip() for cell in row.strip("|").split("|")][2]
        self.assertEqual(missed, "0")

    def test_source_counts_modules_that_no_test_imports(self):
        (HERE / "shop" / "forgotten.py").write_text("def never():\n    return 1\n")
        self.addCleanup((HERE / "shop" / "forgotten.py").unlink)
        self.coverage("run", "manage.py", "test", "shop.tests.test_delivery")
        self.coverage("combine")
        done = self.coverage("report", "--include=shop/forgotten.py", "--fail-under=0")
        self.assertIn("0%", done.stdout)

    def test_model_file_is_almost_covered_although_nothing_tests_it(self):
        done = self.coverage("report", "--include=shop/models.py", "--format=total", "--fail-under=0")
        self.assertGreater(int(done.stdout), 80)

    def test_migrations_and_tests_are_left_out(self):
        done = self.coverage("report", "--fail-under=0", "--skip-empty")
        self.assertNotIn("migrations", done.stdout)
        self.assertNotIn("test_delivery", done.stdout)


class InParallel(SimpleTestCase):
    """Two test classes in two worker processes; each of them runs the other half of the code."""

    files = {
        "shop/tests/test_standard_delivery.py": """
from django.test import SimpleTestCase
from shop.delivery import delivery_fee

class StandardDeliveryTests(SimpleTestCase):
    def test_small_order(self):
        self.assertEqual(str(delivery_fee(20)), "3.50")
""",
        "manage_parallel.py": """
import multiprocessing, os, sys

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    multiprocessing.set_start_method(sys.argv.pop(1))
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
""",
    }

    def setUp(self):
        for name, text in self.files.items():
            (HERE / name).write_text(text)
            self.addCleanup((HERE / name).unlink)
        self.addCleanup(TheTool.coverage, "erase")

    def measure(self, method, *options):
        TheTool.coverage("erase")
        labels = ["shop.tests.test_delivery", "shop.tests.test_standard_delivery"]
        done = TheTool.coverage(
            "run", *options, "manage_parallel.py", method, "test", *labels, "--parallel", "2"
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        report = ("report", "--include=shop/delivery.py", "--format=total", "--fail-under=0")
        return TheTool.coverage(*report).stdout.strip()

    def test_forked_and_spawned_workers_are_measured(self):
        for method in multiprocessing.get_all_start_methods():
            if method != "forkserver" or VERSION >= (6, 0):  # Django 5.2 runs in one process there
                with self.subTest(method=method):
                    self.assertEqual(self.measure(method), "100")

    def test_forkserver_runs_in_parallel_from_django_6_on(self):
        with mock.patch("multiprocessing.get_start_method", return_value="forkserver"):
            with mock.patch.dict(os.environ, {"DJANGO_TEST_PROCESSES": "4"}):
                self.assertEqual(get_max_test_processes(), 4 if VERSION >= (6, 0) else 1)

    def test_without_the_entry_the_workers_are_missing(self):
        self.assertLess(int(self.measure("spawn", "--concurrency=thread")), 50)


class TheConfiguration(SimpleTestCase):
    def test_pragma_still_excludes_beside_exclude_also(self):
        import coverage

        config = coverage.Coverage(config_file=str(HERE / "pyproject.toml"), data_file=None)
        lines = config.get_option("report:exclude_lines")
        also = tomllib.loads(block_source("pyproject.toml"))["tool"]["coverage"]["report"]["exclude_also"]
        self.assertTrue(any("pragma" in line for line in lines))
        self.assertEqual(config.get_option("report:exclude_also"), also)
        self.assertTrue(config.get_option("run:branch"))


class TheLimit(SimpleTestCase):
    def test_tests_at_80_and_20_miss_a_wrong_limit_and_a_test_at_50_finds_it(self):
        changed = block_source("shop/delivery.py").replace(">= 50", "> 50")
        names = {}
        exec(compile(changed, "changed_delivery.py", "exec"), names)
        for total in (80, 20):
            right = delivery.delivery_fee(Decimal(total))
            self.assertEqual(names["delivery_fee"](Decimal(total)), right)
        self.assertNotEqual(names["delivery_fee"](Decimal(50)), delivery.delivery_fee(Decimal(50)))

    def test_single_test_of_the_answer_checks_the_express_fee(self):
        with mock.patch.object(test_delivery, "delivery_fee", lambda *a, **k: Decimal("9.50")):
            result = unittest.TestResult()
            name = "test_express_for_a_large_order"
            unittest.TestSuite([test_delivery.DeliveryTests(name)]).run(result)
        self.assertEqual(len(result.failures), 1)
