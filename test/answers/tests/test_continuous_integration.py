import importlib
import os
import re
import subprocess
import sys
import unittest
from io import StringIO
from unittest import mock

import yaml
from answer import block_source
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.test import SimpleTestCase, TestCase
from django.test.runner import DiscoverRunner

from shop.models import Book
from shop.tests import test_project
from shop.tests.test_project import ProjectTests


class TheGuard(TestCase):
    def outcome(self):
        result = unittest.TestResult()
        name = "test_no_model_change_lacks_a_migration"
        unittest.TestSuite([test_project.ProjectTests(name)]).run(result)
        return result

    def test_passes_while_models_and_migrations_agree(self):
        self.assertTrue(self.outcome().wasSuccessful())

    def test_fails_and_names_the_change_when_a_migration_is_missing(self):
        with mock.patch.object(Book._meta.get_field("title"), "max_length", 300):
            result = self.outcome()
        self.assertEqual(len(result.failures), 1)
        self.assertIn("Alter field title on book", result.failures[0][1])

    def test_check_option_writes_no_file(self):
        before = sorted(os.listdir("shop/migrations"))
        with mock.patch.object(Book._meta.get_field("title"), "max_length", 300):
            with self.assertRaises(SystemExit) as caught:
                call_command("makemigrations", "--check", stdout=StringIO())
        self.assertEqual(caught.exception.code, 1)
        self.assertEqual(sorted(os.listdir("shop/migrations")), before)
        self.assertIsInstance(Book._meta.get_field("title"), models.CharField)


class TheChecks(SimpleTestCase):
    def test_deploy_check_fails_on_development_settings(self):
        with self.assertRaises(SystemCheckError) as caught:
            call_command("check", deploy=True, fail_level="WARNING", stderr=StringIO())
        self.assertIn("SECURE_HSTS_SECONDS", str(caught.exception))

    def test_runner_knows_the_options(self):
        parser = __import__("argparse").ArgumentParser()
        DiscoverRunner.add_arguments(parser)
        options = parser.parse_args(["--shuffle", "7", "--parallel", "2"])
        self.assertEqual((options.shuffle, options.parallel), (7, 2))


class ThePipelines(SimpleTestCase):
    def setUp(self):
        with open(".github/workflows/ci.yml") as file:
            self.job = yaml.safe_load(file)["jobs"]["test"]

    def commands(self):
        return [step["run"] for step in self.job["steps"] if "run" in step]

    def test_settings_read_what_the_workflow_provides(self):
        environment = self.job["env"]
        with mock.patch.dict(os.environ, environment):
            sys.modules.pop("config.settings_ci", None)
            settings = importlib.import_module(environment["DJANGO_SETTINGS_MODULE"])
        database = settings.DATABASES["default"]
        service = self.job["services"]["postgres"]
        self.assertEqual(database["ENGINE"], "django.db.backends.postgresql")
        self.assertEqual(database["PASSWORD"], service["env"]["POSTGRES_PASSWORD"])
        self.assertEqual(database["HOST"], "localhost")
        self.assertIn("shop", settings.INSTALLED_APPS)
        self.assertEqual(len(settings.PASSWORD_HASHERS), 1)

    def test_settings_refuse_to_start_without_a_password(self):
        clean = {key: value for key, value in os.environ.items() if not key.startswith("DB_")}
        with mock.patch.dict(os.environ, clean, clear=True):
            sys.modules.pop("config.settings_ci", None)
            with self.assertRaisesMessage(KeyError, "DB_PASSWORD"):
                importlib.import_module("config.settings_ci")

    def test_steps_lint_check_migrations_and_test_in_that_order(self):
        order = [
            next(at for at, line in enumerate(self.commands()) if wanted in line)
            for wanted in ("pip install", "ruff check", "makemigrations --check", "manage.py test")
        ]
        self.assertEqual(order, sorted(order))

    def test_the_workflow_runs_every_check_that_the_answer_lists(self):
        commands = "\n".join(self.commands())
        for wanted in (
            "ruff check .", "ruff format --check .", "check --deploy --fail-level WARNING",
            "makemigrations --check", "--branch", "--shuffle", "python -Wa", "coverage report", "pip-audit",
        ):
            self.assertIn(wanted, commands)

    def test_the_production_settings_are_those_of_the_bookshop_made_safe(self):
        with mock.patch.dict(os.environ, {"DJANGO_SECRET_KEY": "k"}):
            settings = importlib.import_module("config.settings_production")
        self.assertEqual((settings.DEBUG, settings.SECRET_KEY, settings.SECURE_SSL_REDIRECT), (False, "k", True))
        self.assertIn("shop", settings.INSTALLED_APPS)

    def test_the_deploy_step_passes_with_its_own_environment(self):
        step = next(step for step in self.job["steps"] if "check --deploy" in step.get("run", ""))
        command = step["run"].split()
        done = subprocess.run(
            [sys.executable, *command[1:]], capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], **step["env"]},
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        without_key = {key: value for key, value in step["env"].items() if "SECRET" not in key}
        done = subprocess.run(
            [sys.executable, *command[1:]], capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], **without_key},
        )
        self.assertIn("DJANGO_SECRET_KEY", done.stderr)

    def test_versions_are_strings_so_that_3_10_would_not_become_3_1(self):
        with open(".travis.yml") as file:
            travis = yaml.safe_load(file)
        for version in [travis["python"], *self.job["strategy"]["matrix"]["python"]]:
            self.assertIsInstance(version, str)

    def test_all_three_services_check_the_migrations(self):
        with open(".travis.yml") as file:
            travis = yaml.safe_load(file)["script"]
        self.assertIn("makemigrations --check", travis[0])
        self.assertIn("makemigrations --check", block_source("Jenkinsfile"))

    def test_all_three_services_test_on_postgresql(self):
        needed = {"DJANGO_SETTINGS_MODULE", "DB_HOST", "DB_PASSWORD"}
        with open(".travis.yml") as file:
            travis = yaml.safe_load(file)
        self.assertIn("docker", travis["services"])
        self.assertTrue(travis["dist"])
        image = self.job["services"]["postgres"]["image"]
        self.assertTrue(travis["before_install"][0].endswith(image))
        self.assertIn("POSTGRES_PASSWORD=ci-only", travis["before_install"][0])
        travis_env = dict(pair.split("=") for pair in travis["env"].split())
        jenkins_env = dict(re.findall(r"^    (\w+) = '?([^'\s]+)", block_source("Jenkinsfile"), re.M))
        for environment in (self.job["env"], travis_env, jenkins_env):
            self.assertLessEqual(needed, set(environment))
            self.assertEqual(environment["DJANGO_SETTINGS_MODULE"], "config.settings_ci")

    def test_only_outdated_runs_of_pull_requests_are_canceled(self):
        with open(".github/workflows/ci.yml") as file:
            rule = yaml.safe_load(file)["concurrency"]["cancel-in-progress"]
        self.assertIn("github.event_name == 'pull_request'", rule)
