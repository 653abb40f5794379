"""Runs the answer's own tests, and shows that each of them fails when the code is broken."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, TransactionTestCase
from django.test.runner import DiscoverRunner
from django.test.testcases import DatabaseOperationForbidden

from shop import confirmation, pricing, views
from shop.models import Author, Book
from shop.tests import test_book_list, test_confirmation, test_pricing
from shop.tests.test_book_list import BookListTests
from shop.tests.test_pricing import ShippingCostTests


def outcome(case, name):
    """The result of one of the answer's tests, run here and now."""
    result = unittest.TestResult()
    unittest.TestSuite([case(name)]).run(result)
    return result


class TheUnitTest(TestCase):
    name = "test_cost_by_country_and_subtotal"

    def test_passes_and_asks_no_database(self):
        with self.assertNumQueries(0):
            self.assertTrue(outcome(test_pricing.ShippingCostTests, self.name).wasSuccessful())

    def test_fails_when_the_free_limit_is_off_by_one_penny(self):
        def broken(subtotal, country):
            if country == "GB" and subtotal == 30:
                return pricing.Decimal("2.50")
            return pricing.shipping_cost(subtotal, country)

        with mock.patch.object(test_pricing, "shipping_cost", broken):
            result = outcome(test_pricing.ShippingCostTests, self.name)
        self.assertEqual(len(result.failures), 1)
        self.assertIn("country='GB'", str(result.failures[0][0]))


class TheIntegrationTest(TestCase):
    def test_first_test_fails_when_select_related_is_dropped(self):
        name = "test_shows_every_book_with_its_author_in_one_query"
        self.assertTrue(outcome(test_book_list.BookListTests, name).wasSuccessful())
        with mock.patch.object(views.Book.objects, "select_related", lambda *names: Book.objects.all()):
            result = outcome(test_book_list.BookListTests, name)
        self.assertEqual(len(result.failures), 1)
        self.assertIn("6 queries executed, 1 expected", result.failures[0][1])

    def test_second_test_fails_when_the_404_handling_breaks(self):
        name = "test_unknown_book_is_a_404"
        self.assertTrue(outcome(test_book_list.BookListTests, name).wasSuccessful())
        with mock.patch.object(views, "get_object_or_404", lambda *a, **k: Book(slug="x")), mock.patch.object(
            views, "render", lambda *a: HttpResponse("ok")
        ):
            result = outcome(test_book_list.BookListTests, name)
        self.assertEqual(len(result.failures), 1)

    def test_data_is_made_once_for_the_class(self):
        with mock.patch.object(Author.objects, "create", wraps=Author.objects.create) as create:
            result = unittest.TestResult()
            loader = unittest.defaultTestLoader
            unittest.TestSuite(loader.loadTestsFromTestCase(test_book_list.BookListTests)).run(result)
        self.assertEqual(result.testsRun, 2)
        self.assertEqual(create.call_count, 5)

    def test_a_page_with_the_wrong_books_also_answers_200(self):
        self.assertEqual(self.client.get("/books/").status_code, 200)


class TheClasses(SimpleTestCase):
    def test_simple_test_case_forbids_queries(self):
        with self.assertRaises(DatabaseOperationForbidden):
            Book.objects.count()


class Commits(TestCase):
    def test_callbacks_do_not_run_on_their_own_in_a_test_case(self):
        transaction.on_commit(lambda: mail.send_mail("Never", "", None, ["ada@shop.test"]))
        self.assertEqual(mail.outbox, [])

    def test_captured_callbacks_send_the_mail(self):
        name = "test_the_mail_goes_out_after_the_commit"
        self.assertTrue(outcome(test_confirmation.ConfirmationTests, name).wasSuccessful())

    def test_it_fails_when_the_mail_does_not_wait(self):
        name = "test_the_mail_goes_out_after_the_commit"
        with mock.patch.object(confirmation.transaction, "on_commit", lambda call: call()):
            result = outcome(test_confirmation.ConfirmationTests, name)
        self.assertEqual(len(result.failures), 1)

    async def test_async_client_is_there(self):
        response = await self.async_client.get("/books/")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(type(response.asgi_request).__name__, "ASGIRequest")


class TheRunner(TestCase):
    def test_the_database_is_a_test_database_and_debug_is_off(self):
        self.assertIn("memory", str(connection.settings_dict["NAME"]))
        self.assertFalse(settings.DEBUG)
        mail.send_mail("Hello", "", None, ["ada@shop.test"])
        self.assertEqual(len(mail.outbox), 1)

    def test_debug_is_switched_off_whatever_the_settings_say(self):
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        code = (
            "import django; from django.conf import settings; import config.settings as own;"
            "names = {n: getattr(own, n) for n in dir(own) if n.isupper()};"
            "settings.configure(**{**names, 'DEBUG': True}); django.setup();"
            "from django.test.runner import DiscoverRunner;"
            "runner = DiscoverRunner(verbosity=0); runner.setup_test_environment();"
            "print(settings.DEBUG)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment
        )
        self.assertEqual(done.stdout.strip(), "False", done.stderr)

    def test_discovery_finds_files_named_test_in_packages_only(self):
        self.assertIsNone(DiscoverRunner().pattern)  # unittest's own: test*.py
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for package in ("with_init", "without"):
            (folder / package).mkdir()
            for name in ("test_it.py", "checks.py"):
                (folder / package / name).write_text(
                    "import unittest\nclass T(unittest.TestCase):\n    def test(self): pass\n"
                )
        (folder / "with_init" / "__init__.py").touch()
        found = unittest.TestLoader().discover(str(folder), top_level_dir=str(folder))
        self.assertEqual(found.countTestCases(), 1)

    def test_the_cache_stays_the_projects_own(self):
        self.assertEqual(settings.CACHES["default"]["BACKEND"].split(".")[-1], "LocMemCache")
        cache.set("left", "over")
        self.addCleanup(cache.clear)
        self.assertEqual(cache.get("left"), "over")

    def test_the_client_skips_csrf_checks_unless_told_otherwise(self):
        self.assertEqual(self.client.post("/admin/login/", {}).status_code, 200)
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post("/admin/login/", {}).status_code, 403)

    def test_a_request_of_the_factory_has_no_user_and_no_session(self):
        request = RequestFactory().get("/")
        self.assertFalse(hasattr(request, "user") or hasattr(request, "session"))


class RealCommits(TransactionTestCase):
    def test_callbacks_run_by_themselves_in_a_transaction_test_case(self):
        with transaction.atomic():
            transaction.on_commit(lambda: mail.send_mail("Now", "", None, ["ada@shop.test"]))
            self.assertEqual(mail.outbox, [])
        self.assertEqual(len(mail.outbox), 1)
