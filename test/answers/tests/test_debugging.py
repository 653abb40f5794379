import io
import logging
import unittest
from contextlib import redirect_stdout
from unittest import mock

from answer import block_source, snippet
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import load_command_class
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views.debug import SafeExceptionReporterFilter

from config.urls import urlpatterns as site_urls
from shop import views
from shop.models import Author, Book, Customer
from shop.recommendations import recommended_for
from shop.request_id import RequestIdFilter, current_id
from shop.tests import test_recommendations
from shop.tests.test_recommendations import RecommendationTests

logger = logging.getLogger("shop.probe")


def noisy(request):
    logger.info("looking at the cart")
    raise ZeroDivisionError("total / 0")


urlpatterns = [*site_urls, path("noisy/", noisy)]


class Lines(logging.Handler):
    """Formats records as the answer's console handler does."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.addFilter(RequestIdFilter())
        pattern = settings.LOGGING["formatters"]["line"]["format"]
        self.setFormatter(logging.Formatter(pattern, style="{"))

    def emit(self, record):
        self.lines.append(self.format(record))


class RequestIds(SimpleTestCase):
    def setUp(self):
        self.enterContext(self.settings(ROOT_URLCONF=__name__))
        self.client.raise_request_exception = False
        self.handler = Lines()
        logging.getLogger().addHandler(self.handler)
        self.addCleanup(logging.getLogger().removeHandler, self.handler)

    def test_error_response_and_all_its_log_lines_carry_the_same_id(self):
        response = self.client.get("/noisy/")
        self.assertEqual(response.status_code, 500)
        name = f"[{response['X-Request-ID']}]"
        info, error = self.handler.lines
        self.assertIn(f"INFO {name} shop.probe: looking at the cart", info)
        self.assertIn(f"ERROR {name} django.request: Internal Server Error: /noisy/", error)
        self.assertIn("ZeroDivisionError: total / 0", error)

    def test_the_line_about_a_404_carries_the_id_although_it_comes_last(self):
        with self.settings(MIDDLEWARE=["shop.request_id.request_id_middleware"]):
            response = self.client.get("/nowhere/")
        (line,) = self.handler.lines
        self.assertIn(f"WARNING [{response['X-Request-ID']}] django.request: Not Found", line)

    def test_without_the_requests_own_id_that_line_would_have_none(self):
        def by_context_alone(self, record):
            record.request_id = current_id.get()
            return True

        with mock.patch.object(RequestIdFilter, "filter", by_context_alone):
            self.client.get("/nowhere/")
        self.assertIn("WARNING [-] django.request: Not Found", self.handler.lines[0])

    def test_every_request_has_an_id_of_its_own_and_none_is_left_over(self):
        first, second = self.client.get("/noisy/"), self.client.get("/noisy/")
        self.assertNotEqual(first["X-Request-ID"], second["X-Request-ID"])
        self.assertEqual(len(first["X-Request-ID"]), 12)
        self.assertEqual(current_id.get(), "-")

    def test_configuration_prints_each_django_line_once(self):
        django_logger = logging.getLogger("django")
        self.assertEqual(django_logger.handlers, [])
        self.assertTrue(django_logger.propagate)
        (console,) = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
        self.assertIsInstance(console.filters[0], RequestIdFilter)


class Queries(TestCase):
    @classmethod
    def setUpTestData(cls):
        for number in range(5):
            author = Author.objects.create(name=f"Author {number}")
            Book.objects.create(title=f"Book {number}", slug=f"book-{number}", author=author)

    def test_grouping_by_shape_shows_the_n_plus_one_first(self):
        printed = io.StringIO()
        everything = lambda *names: Book.objects.all()  # noqa: E731
        with mock.patch.object(views.Book.objects, "select_related", everything), redirect_stdout(printed):
            snippet(1)
        count, sql = printed.getvalue().splitlines()[0].split(" ", 1)
        self.assertEqual(count, "5")
        self.assertIn('FROM "shop_author"', sql)
        self.assertIn("SCAN shop_book", printed.getvalue())  # the plan

    def test_the_logger_of_the_database_speaks_only_with_debug(self):
        with self.assertNoLogs("django.db.backends", "DEBUG"):
            Book.objects.count()
        with self.settings(DEBUG=True), self.assertLogs("django.db.backends", "DEBUG") as logs:
            Book.objects.count()
        self.assertIn("SELECT COUNT", logs.output[0])

    def test_the_test_command_opens_the_debugger_on_demand(self):
        parser = load_command_class("django.core", "test").create_parser("manage.py", "test")
        self.assertTrue(parser.parse_args(["--pdb"]).pdb)

    def test_an_error_page_masks_names_like_key_and_pass_only(self):
        cleansed = SafeExceptionReporterFilter().cleanse_setting
        self.assertEqual(cleansed("STRIPE_KEY", "s"), "********************")
        self.assertEqual(cleansed("DATABASE_PASSWORD", "s"), "********************")
        self.assertEqual(cleansed("INTERNAL_URL", "s"), "s")

    def test_connection_queries_stay_empty_without_debug(self):
        Book.objects.count()
        self.assertEqual(connection.queries, [])
        with self.settings(DEBUG=True), CaptureQueriesContext(connection) as captured:
            Book.objects.count()
        self.assertEqual(len(captured), 1)


class TheSample(TestCase):
    def outcome(self):
        result = unittest.TestResult()
        name = "test_one_customers_recommendations_do_not_leak_to_another"
        unittest.TestSuite([test_recommendations.RecommendationTests(name)]).run(result)
        return result

    def test_regression_test_fails_on_the_old_code_and_passes_on_the_new(self):
        self.assertTrue(self.outcome().wasSuccessful())
        new = block_source("shop/recommendations.py")
        old = new.replace('f"recommended:{customer.pk}"', '"recommended"')
        self.assertNotEqual(old, new)
        names = {"__package__": "shop", "__name__": "shop.old_recommendations"}
        exec(compile(old, "old_recommendations.py", "exec"), names)
        with mock.patch.object(test_recommendations, "recommended_for", names["recommended_for"]):
            result = self.outcome()
        self.assertEqual(len(result.failures), 1)
        self.assertIn("Frankenstein", result.failures[0][1])

    def test_book_bought_a_minute_ago_is_recommended_until_the_key_is_deleted(self):
        self.addCleanup(cache.clear)
        ada = Customer.objects.create(user=User.objects.create_user("ada"))
        author = Author.objects.create(name="Mary Shelley")
        book = Book.objects.create(title="Frankenstein", slug="frankenstein", author=author)
        recommended_for(ada)
        ada.orders.create(status="paid").items.create(book=book, unit_price=book.price)
        self.assertEqual(recommended_for(ada), [book])
        cache.delete(f"recommended:{ada.pk}")
        self.assertEqual(recommended_for(ada), [])

    def test_second_look_comes_from_the_cache(self):
        self.addCleanup(cache.clear)
        ada = Customer.objects.create(user=User.objects.create_user("ada"))
        recommended_for(ada)
        with self.assertNumQueries(0):
            recommended_for(ada)
