import os
import pickle
import re
import warnings
from pathlib import Path
from unittest import skipIf
from unittest.mock import patch

import django
import yaml
from answer import block_source, blocks
from django.conf import global_settings
from django.core.cache import cache, caches
from django.core.checks import run_checks
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import models
from django.db.models import Q
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import deprecation
from django.utils.deprecation import RemovedAfterNextVersionWarning, RemovedInNextVersionWarning
from shop.compat import check_constraint
from shop.models import Author, Book
from shop.tests.test_upgrade import UpgradeTests  # noqa: F401  (collected and run from here)

LTS = skipIf(django.VERSION >= (6, 0), "said of Django 5.2")
NEWEST = skipIf(django.VERSION < (6, 1), "said of Django 6.1")


class Warnings(SimpleTestCase):
    @LTS
    def test_the_alias_is_the_class_of_the_next_release(self):
        self.assertIs(RemovedInNextVersionWarning, deprecation.RemovedInDjango60Warning)

    @NEWEST
    def test_nothing_goes_in_6_2_and_django_2028_follows(self):
        self.assertIs(RemovedAfterNextVersionWarning, deprecation.RemovedInDjango2028Warning)
        self.assertFalse(issubclass(RemovedAfterNextVersionWarning, RemovedInNextVersionWarning))

    @NEWEST
    def test_what_6_1_deprecates_warns(self):
        with self.assertWarns(RemovedAfterNextVersionWarning):
            Book.objects.select_related()

    def error_patterns(self, **environment):
        with warnings.catch_warnings(), patch.dict(os.environ, environment, clear=True):
            warnings.resetwarnings()
            exec(block_source("config/settings.py"), {"os": os, "CACHES": {"default": {}}})
            return [
                pattern for action, _, category, pattern, _ in warnings.filters
                if category is RemovedInNextVersionWarning and pattern is not None and action == "error"
            ]

    def test_outside_ci_a_warning_stays_a_warning(self):
        self.assertEqual(self.error_patterns(), [])
        workflow = yaml.safe_load(blocks("yaml")[0])
        self.assertEqual(workflow["jobs"]["test"]["steps"][-1]["env"], {"STRICT_WARNINGS": "1"})

    def test_the_setting_makes_errors_of_warnings_in_our_modules_only(self):
        found = self.error_patterns(STRICT_WARNINGS="1")
        self.assertEqual(len(found), 1)
        for module, ours in [("shop", True), ("shop.models", True), ("config.urls", True),
                             ("shopping_cart", False), ("django.db.models", False)]:
            with self.subTest(module):
                self.assertEqual(bool(found[0].match(module)), ours)

    @LTS
    def test_the_old_constraint_argument_warns(self):
        with self.assertWarns(RemovedInNextVersionWarning):
            models.CheckConstraint(check=Q(price__gte=0), name="price_not_negative")


    @NEWEST
    def test_the_old_constraint_argument_is_gone(self):
        with self.assertRaises(TypeError):
            models.CheckConstraint(check=Q(price__gte=0), name="price_not_negative")


class Compat(SimpleTestCase):
    def test_on_this_django_the_constraint_is_made_without_a_warning(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            constraint = check_constraint(condition=Q(price__gte=0), name="price_not_negative")
        self.assertEqual(constraint.condition, Q(price__gte=0))

    @LTS
    def test_on_an_older_django_the_old_argument_is_used(self):
        with patch.object(django, "VERSION", (4, 2, 20, "final", 0)), self.assertWarns(RemovedInNextVersionWarning):
            constraint = check_constraint(condition=Q(price__gte=0), name="price_not_negative")
        self.assertEqual(constraint.condition, Q(price__gte=0))


class Migrations(TestCase):
    def test_the_upgrade_test_fails_when_a_default_changes_the_models(self):
        class Stale(models.Model):
            class Meta:
                app_label = "shop"

        from django.apps import apps

        self.addCleanup(apps.clear_cache)
        self.addCleanup(apps.all_models["shop"].pop, "stale")
        with self.assertRaises(SystemExit):
            call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


class SharedState(TestCase):
    def test_a_pickled_queryset_from_another_django_warns(self):
        Book.objects.create(title="Kindred", slug="kindred", author=Author.objects.create(name="O. Butler"))
        with patch.object(django, "__version__", "4.2.20"):
            old = pickle.dumps(Book.objects.all())
        with self.assertWarnsMessage(RuntimeWarning, "4.2.20"):
            pickle.loads(old)

    def test_the_new_release_does_not_read_the_entries_of_the_old_one(self):
        cache.set("books", "from the old release", version=1)
        self.assertEqual(caches["default"].version, 52)
        self.assertIsNone(cache.get("books"))


class Obstacles(TestCase):
    @override_settings(CSRF_TRUSTED_ORIGINS=["shop.example.com"])
    def test_a_trusted_origin_without_a_scheme_fails_the_checks(self):
        self.assertIn("4_0.E001", [message.id for message in run_checks()])

    def test_logging_out_takes_a_post(self):
        self.assertEqual(self.client.get("/accounts/logout/").status_code, 405)

    def test_the_defaults_and_settings_named_are_those_of_this_release(self):
        self.assertTrue(global_settings.USE_TZ)
        field = "BigAutoField" if django.VERSION >= (6, 0) else "AutoField"
        self.assertEqual(global_settings.DEFAULT_AUTO_FIELD, f"django.db.models.{field}")
        for name in ["USE_L10N", "DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"]:
            self.assertFalse(hasattr(global_settings, name), name)

    def test_a_removed_setting_is_ignored_in_silence(self):
        with override_settings(DEFAULT_FILE_STORAGE="storages.backends.s3.S3Storage", USE_L10N=True):
            self.assertEqual(run_checks(), [])
            self.assertEqual(type(storages["default"]).__name__, "FileSystemStorage")

    def minimum(self, database):
        path = Path(django.__file__).parent / f"db/backends/{database}/features.py"
        return path.read_text()

    @LTS
    def test_the_database_minimum_is_postgresql_14(self):
        self.assertIn("minimum_database_version = (14,)", self.minimum("postgresql"))

    @NEWEST
    def test_the_database_minimums_of_6_1(self):
        self.assertIn("minimum_database_version = (15,)", self.minimum("postgresql"))
        self.assertRegex(self.minimum("mysql"), r"(?s)minimum_database_version.*\(10, 11\).*\(8, 4\)")

    def test_the_workflow_lets_only_the_next_version_fail(self):
        workflow = yaml.safe_load(blocks("yaml")[0])
        rows = workflow["jobs"]["test"]["strategy"]["matrix"]["include"]
        self.assertEqual([(row["django"], row["experimental"]) for row in rows], [("4.2", False), ("5.0", True)])
