"""Runs the answer's own tests, breaks the code under them, and checks the claims around them."""

import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import requests
from answer import block_source
from django.contrib.auth.models import User
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core import mail
from django.db import connection
from django.shortcuts import redirect
from django.test import Client, LiveServerTestCase, TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.wait import WebDriverWait

from shop import cart, payments, urls
from shop.models import Author, Book, Order
from shop.tests import pages, test_browser, test_purchase
from shop.tests.test_purchase import PurchaseTests

SURVIVES = "test_anonymous_cart_survives_the_login_and_becomes_an_order"
LAST_COPY = "test_last_copy_is_sold_once_and_the_loser_keeps_the_cart"


def make_book(**fields):
    author = Author.objects.create(name="Stanislaw Lem")
    return Book.objects.create(title="Solaris", slug="solaris", author=author, **fields)


class BrokenCode(TestCase):
    def assertCaught(self, name):
        result = unittest.TestResult()
        unittest.TestSuite([test_purchase.PurchaseTests(name)]).run(result)
        self.assertEqual((result.testsRun, len(result.failures) + len(result.errors)), (1, 1))

    def test_forgotten_mail_is_caught(self):
        with mock.patch.object(cart, "send_mail"):
            self.assertCaught(SURVIVES)

    def test_stock_that_is_not_reduced_is_caught(self):
        with mock.patch.object(cart, "F", lambda name: 2):  # 2 - 1: as many as before
            self.assertCaught(SURVIVES)
            self.assertCaught(LAST_COPY)

    def test_cart_that_is_not_stored_is_caught(self):
        forgetful = lambda request, slug: redirect("book-detail", slug)  # noqa: E731
        add = next(pattern for pattern in urls.urlpatterns if pattern.name == "cart-add")
        with mock.patch.object(add, "callback", forgetful):
            self.assertCaught(SURVIVES)

    def test_card_that_is_never_charged_is_caught(self):
        with mock.patch.object(cart, "payments", mock.Mock(CardDeclined=payments.CardDeclined)):
            self.assertCaught(SURVIVES)
            self.assertCaught("test_declined_card_leaves_no_order_and_the_stock_as_it_was")


class TheFlow(TestCase):
    def setUp(self):
        self.charge = self.enterContext(mock.patch.object(payments, "charge", autospec=True))
        self.book = make_book(stock=1)
        self.ada = User.objects.create_user("ada", "ada@shop.test")

    def test_empty_cart_is_a_400_and_an_anonymous_order_asks_for_a_login(self):
        self.assertEqual(self.client.post("/cart/order/").status_code, 302)
        self.client.force_login(self.ada)
        self.assertEqual(self.client.post("/cart/order/").status_code, 400)

    def test_sold_out_rolls_back_everything_that_came_before_it(self):
        other = Book.objects.create(title="Eden", slug="eden", author=self.book.author, stock=5)
        with self.assertRaises(cart.OutOfStock):
            cart.create_order(self.ada, {str(other.pk): 2, str(self.book.pk): 2}, "tok_1")
        other.refresh_from_db()
        self.assertEqual((other.stock, Order.objects.count()), (5, 0))
        self.charge.assert_not_called()

    def test_an_order_is_paid_once_the_money_is_there_and_never_a_cart(self):
        order = cart.create_order(self.ada, {str(self.book.pk): 1}, "tok_1")
        self.assertEqual(order.status, Order.Status.PAID)

    def test_books_are_locked_in_the_same_order_whatever_the_cart_says(self):
        other = Book.objects.create(title="Eden", slug="eden", author=self.book.author, stock=5)
        cart_of_ada = {str(other.pk): 1, str(self.book.pk): 1}
        with CaptureQueriesContext(connection) as captured:
            cart.create_order(self.ada, cart_of_ada, "tok_1")
        updates = [query["sql"] for query in captured if "UPDATE" in query["sql"]]
        locked = [int(re.search(r'"id" = (\d+)', sql)[1]) for sql in updates]
        self.assertEqual(locked, [self.book.pk, other.pk])

    def test_client_skips_csrf_checks_unless_told_otherwise(self):
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(self.client.post("/cart/add/solaris/").status_code, 302)
        self.assertEqual(strict.post("/cart/add/solaris/").status_code, 403)
        page = strict.get("/books/solaris/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        sent = strict.post("/cart/add/solaris/", {"csrfmiddlewaretoken": token})
        self.assertRedirects(sent, "/books/solaris/")


class TheProvider(TestCase):
    def test_no_money_is_asked_for_without_a_client_of_the_provider(self):
        with self.assertRaises(NotImplementedError):
            payments.charge(1, "tok_1")


class RealCommit(TransactionTestCase):
    def setUp(self):
        self.enterContext(mock.patch.object(payments, "charge", autospec=True))

    def test_mail_leaves_after_the_commit_and_never_after_a_rollback(self):
        book = make_book(stock=1)
        ada = User.objects.create_user("ada", "ada@shop.test")
        cart.create_order(ada, {str(book.pk): 1}, "tok_1")
        self.assertEqual(len(mail.outbox), 1)
        with self.assertRaises(cart.OutOfStock):
            cart.create_order(ada, {str(book.pk): 1}, "tok_1")
        self.assertEqual(len(mail.outbox), 1)

    def test_broken_mail_server_does_not_make_a_placed_order_fail(self):
        make_book(stock=1)
        self.client.force_login(User.objects.create_user("ada", "ada@shop.test"))
        self.client.post("/cart/add/solaris/")
        with mock.patch.object(cart, "send_mail", side_effect=OSError("no mail server")):
            with self.assertLogs("django.db.backends.base", "ERROR"):
                response = self.client.post("/cart/order/")
        self.assertEqual((response.status_code, Order.objects.count()), (201, 1))
        self.assertNotIn("cart", self.client.session)


class TheServerForTheBrowser(StaticLiveServerTestCase):
    def test_serves_the_page_with_the_elements_that_the_browser_test_looks_for(self):
        book = make_book()
        with urlopen(self.live_server_url + book.get_absolute_url()) as answer:
            page = answer.read().decode()
        wanted = re.findall(r'By\.ID, "([\w-]+)"', block_source("shop/tests/pages.py"))
        self.assertEqual(wanted, ["add-to-cart", "cart-count"])
        for name in wanted:
            self.assertIn(f'id="{name}"', page)

    def test_serves_static_files_of_apps(self):
        with urlopen(self.live_server_url + "/static/admin/css/base.css") as answer:
            self.assertEqual(answer.status, 200)


class PlainBrowser:
    """As much of a browser as the answer's test needs: pages, cookies and forms, no JavaScript."""

    def __init__(self, options):
        assert "--headless=new" in options.arguments
        self.session = requests.Session()

    def get(self, url):
        self.page = self.session.get(url)

    def find_element(self, by, name):
        assert by == "id"
        self.text = re.search(rf'id="{name}"[^>]*>([^<]*)<', self.page.text)[1]
        return self  # as the element: it has a text, and can be clicked

    def click(self):
        action = re.search(r'action="(.+?)"', self.page.text)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page.text)[1]
        self.page = self.session.post(
            urljoin(self.page.url, action), {"csrfmiddlewaretoken": token}
        )

    def quit(self):
        self.session.close()


class TheBrowserTest(test_browser.CartBrowserTests):
    """The answer's test against the live server, with a stand-in for Chrome."""

    @classmethod
    def setUpClass(cls):
        patch = mock.patch.object(test_browser.webdriver, "Chrome", PlainBrowser)
        patch.start()
        cls.addClassCleanup(patch.stop)
        super().setUpClass()

    def test_fails_when_the_button_puts_nothing_into_the_cart(self):
        with mock.patch.object(PlainBrowser, "click"), mock.patch.object(
            pages, "WebDriverWait", lambda browser, seconds: WebDriverWait(browser, 0.1)
        ):
            with self.assertRaises(TimeoutException):
                self.test_button_puts_the_book_into_the_cart()


class ThePlainLiveServer(LiveServerTestCase):
    def test_serves_what_was_collected_and_not_the_files_of_apps(self):
        with tempfile.TemporaryDirectory() as folder, self.settings(STATIC_ROOT=folder):
            (Path(folder) / "shop.css").write_text("main { color: black }")
            with urlopen(self.live_server_url + "/static/shop.css") as answer:
                self.assertEqual(answer.status, 200)
            with self.assertRaises(HTTPError) as caught:
                urlopen(self.live_server_url + "/static/admin/css/base.css")
        caught.exception.close()
        self.assertEqual(caught.exception.code, 404)
