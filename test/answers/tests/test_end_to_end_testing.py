import json
import re
from io import StringIO
from unittest import mock
from urllib.parse import urljoin
from urllib.request import urlopen

import requests
from answer import block_source
from django.contrib.auth.models import User
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, TestCase, TransactionTestCase, override_settings
from selenium.common.exceptions import TimeoutException

from e2e import pages, test_reserve
from shop.models import Book

CYPRESS = block_source("cypress/e2e/reserve.cy.js")


def seed():
    output = StringIO()
    call_command("seed_e2e", stdout=output)
    return output.getvalue()


class TheSeed(TestCase):
    def test_refuses_to_run_outside_the_end_to_end_environment(self):
        with self.assertRaisesMessage(CommandError, "Refusing to run"):
            seed()
        self.assertEqual((Book.objects.count(), User.objects.count()), (0, 0))

    @override_settings(E2E=True)
    def test_brings_the_data_back_to_the_known_state(self):
        seed()
        Book.objects.update(stock=0)
        seed()
        self.assertEqual(Book.objects.get().stock, 3)
        self.assertEqual(User.objects.count(), 1)

    @override_settings(E2E=True)
    def test_printed_key_is_a_login_and_later_seeds_leave_it_valid(self):
        key = seed().strip()
        seed()
        self.client.cookies["sessionid"] = key
        self.assertEqual(self.client.post("/api/books/nautilus/reserve/").status_code, 200)
        self.assertEqual(str(self.client.session["_auth_user_id"]), str(User.objects.get().pk))

    @override_settings(E2E=True)
    def test_account_has_no_password_to_log_in_with(self):
        seed()
        self.assertFalse(self.client.login(username="e2e", password=""))


@override_settings(E2E=True)
class TheApi(TestCase):
    url = "/api/books/nautilus/reserve/"

    def setUp(self):
        key = seed().strip()
        self.strict = Client(enforce_csrf_checks=True)
        self.strict.cookies["sessionid"] = key

    def test_lowers_the_stock_until_it_is_sold_out(self):
        self.client.force_login(User.objects.get())
        answers = [self.client.post(self.url) for _ in range(4)]
        self.assertEqual([answer.status_code for answer in answers], [200, 200, 200, 409])
        self.assertEqual(answers[0].json(), {"stock": 2})

    def test_refuses_the_anonymous_visitor(self):
        self.assertEqual(self.client.post(self.url).status_code, 401)

    def test_form_of_the_page_carries_the_token_that_the_script_sends(self):
        page = self.strict.get("/books/nautilus/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        self.assertEqual(self.strict.post(self.url).status_code, 403)
        sent = self.strict.post(self.url, {"csrfmiddlewaretoken": token})
        self.assertEqual(json.loads(sent.content), {"stock": 2})

    def test_every_selector_of_the_browser_tests_is_on_the_page(self):
        page = self.strict.get("/books/nautilus/").text
        sources = CYPRESS + block_source("e2e/pages.py") + block_source("shop/static/shop/reserve.js")
        wanted = set(re.findall(r"\[data-testid=(\w+)\]", sources))
        self.assertEqual(wanted, {"stock", "reserve", "form"})
        for name in wanted:
            self.assertIn(f'data-testid="{name}"', page)

    def test_cypress_gets_its_key_from_the_command_that_seeds(self):
        config = block_source("cypress.config.js")
        self.assertIn('["manage.py", "seed_e2e"]', config)
        self.assertIn('cy.task("seed")', CYPRESS)
        self.assertRegex(config, r"seed: \(\) => execFileSync\(.*\.trim\(\)")
        self.assertNotIn("cy.exec", CYPRESS)

    def test_numbers_and_addresses_in_the_cypress_test_are_those_of_the_shop(self):
        page = self.strict.get(re.search(r'cy\.visit\("(.+?)"\)', CYPRESS)[1])
        before, after = re.findall(r'"have.text", "(\d)"', CYPRESS)
        self.assertContains(page, f'data-testid="stock">{before}</output>')
        address = re.search(r'cy\.intercept\("POST", "(.+?)"\)', CYPRESS)[1]
        self.assertIn(f'action="{address}"', page.text)
        self.client.force_login(User.objects.get())
        self.assertEqual(str(self.client.post(address).json()["stock"]), after)


class PlainBrowser:
    """A stand-in for the browser: it loads pages, and on a click does what reserve.js does."""

    def __init__(self, session_key=None, options=None):
        self.session, self.options = requests.Session(), options
        if session_key:
            self.session.cookies["sessionid"] = session_key

    def get(self, url):
        self.page = self.session.get(url)
        stock = re.search(r'data-testid="stock">(\d+)<', self.page.text)
        self.stock = stock and stock[1]

    def add_cookie(self, cookie):
        assert self.page is not None  # a real browser refuses a cookie without an open site
        self.session.cookies[cookie["name"]] = cookie["value"]

    def quit(self):
        self.session.close()

    def find_element(self, by, selector):
        name = re.fullmatch(r"\[data-testid=(\w+)\]", selector)[1]
        assert by == "css selector" and f'data-testid="{name}"' in self.page.text
        return self  # as the element: it has a text, and can be clicked

    @property
    def text(self):
        return self.stock

    def click(self):
        action = re.search(r'action="(.+?)"', self.page.text)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page.text)[1]
        sent = self.session.post(urljoin(self.page.url, action), {"csrfmiddlewaretoken": token})
        answer = sent.json()
        self.stock = str(answer.get("stock", answer.get("detail")))


@override_settings(E2E=True)
class ThePageObject(StaticLiveServerTestCase):
    def page(self):
        browser = PlainBrowser(seed().strip())
        self.addCleanup(browser.session.close)
        return pages.BookPage(browser, self.live_server_url).open("nautilus")

    def test_reserves_until_the_book_is_sold_out(self):
        page = self.page()
        page.wait_for_stock(3)
        for left in (2, 1, 0):
            page.reserve().wait_for_stock(left)
        page.reserve().wait_for_stock("Sold out.")
        self.assertEqual(Book.objects.get().stock, 0)

    def test_waiting_for_the_wrong_stock_ends_with_a_timeout(self):
        wait = pages.WebDriverWait
        with mock.patch.object(pages, "WebDriverWait", lambda browser, seconds: wait(browser, 0.1)):
            with self.assertRaises(TimeoutException):
                self.page().wait_for_stock(7)


class TheSeleniumTest(test_reserve.ReserveTests):
    """The answer's own test, against the live server; only the browser is a stand-in."""

    @classmethod
    def setUpClass(cls):
        with mock.patch.object(test_reserve.webdriver, "Chrome", PlainBrowser):
            super().setUpClass()

    def test_the_browser_has_no_window(self):
        self.assertIn("--headless=new", self.browser.options.arguments)

    def test_without_a_login_nothing_is_reserved(self):
        self.browser.session.cookies.clear()
        page = pages.BookPage(self.browser, self.live_server_url).open("nautilus")
        page.reserve().wait_for_stock("Log in first.")
        self.assertEqual(Book.objects.get().stock, 3)

    def test_the_class_commits_and_has_no_data_of_the_class(self):
        self.assertTrue(issubclass(StaticLiveServerTestCase, TransactionTestCase))
        self.assertFalse(issubclass(StaticLiveServerTestCase, TestCase))
        self.assertFalse(hasattr(StaticLiveServerTestCase, "setUpTestData"))
        self.assertIs(StaticLiveServerTestCase.serialized_rollback, False)
        self.assertFalse(connection.in_atomic_block)


@override_settings(E2E=True)
class TheLiveServer(StaticLiveServerTestCase):
    def test_serves_the_page_and_its_script(self):
        seed()
        with urlopen(self.live_server_url + "/books/nautilus/") as answer:
            script = re.search(r'<script src="(.+?)"', answer.read().decode())[1]
        with urlopen(self.live_server_url + script) as answer:
            self.assertIn("new FormData(form)", answer.read().decode())
