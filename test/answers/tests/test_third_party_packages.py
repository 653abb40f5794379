import importlib
import os
import subprocess
import sys
from unittest import mock

from django.test import SimpleTestCase, TestCase

from shop.book_filter import BookFilter
from shop.filters import filter_books
from shop.models import Author, Book


class FilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lem = Author.objects.create(name="Stanisław Lem")
        cls.other = Author.objects.create(name="Other")
        for title, author, price in [
            ("Solaris", cls.lem, "8"), ("Fiasco", cls.lem, "15"), ("Else", cls.other, "5")
        ]:
            Book.objects.create(title=title, slug=title.lower(), author=author, price=price)

    def titles(self, **params):
        queryset, form = filter_books(Book.objects.all(), params)
        self.assertEqual(form.errors, {})
        return [book.title for book in queryset]

    def test_without_parameters_all_books_are_listed(self):
        self.assertEqual(self.titles(), ["Else", "Fiasco", "Solaris"])

    def test_author_and_price_narrow_the_list_together(self):
        self.assertEqual(self.titles(author=str(self.lem.pk)), ["Fiasco", "Solaris"])
        self.assertEqual(self.titles(author=str(self.lem.pk), max_price="8"), ["Solaris"])

    def test_the_package_gives_the_same_lists(self):
        for params in ({}, {"author": str(self.lem.pk)}, {"max_price": "8"}, {"max_price": "0"},
                       {"author": str(self.lem.pk), "max_price": "8"}):
            found = BookFilter(params, queryset=Book.objects.all()).qs
            self.assertEqual([book.title for book in found], self.titles(**params), params)

    def test_the_package_ignores_a_field_with_invalid_input(self):
        params = {"max_price": "cheap", "author": str(self.lem.pk)}
        found = BookFilter(params, queryset=Book.objects.all()).qs
        self.assertEqual([book.title for book in found], ["Fiasco", "Solaris"])
        self.assertEqual(list(filter_books(Book.objects.all(), params)[0]), [])

    def test_a_limit_of_zero_is_a_limit(self):
        self.assertEqual(self.titles(max_price="0"), [])

    def test_nonsense_gives_no_books_and_an_error_to_show(self):
        queryset, form = filter_books(Book.objects.all(), {"max_price": "cheap", "author": "999"})
        with self.assertNumQueries(0):
            self.assertEqual(list(queryset), [])
        self.assertEqual(set(form.errors), {"max_price", "author"})


class OptionalPackageTests(SimpleTestCase):
    def settings_with(self, found):
        sys.modules.pop("config.settings_dev", None)
        with mock.patch("importlib.util.find_spec", return_value=found):
            return importlib.import_module("config.settings_dev")

    def test_the_toolbar_is_used_when_it_is_installed(self):
        settings = self.settings_with(object())
        self.assertIn("debug_toolbar", settings.INSTALLED_APPS)
        self.assertEqual(
            settings.MIDDLEWARE[0], "debug_toolbar.middleware.DebugToolbarMiddleware"
        )

    def test_nothing_changes_when_it_is_not(self):
        from config import settings as base

        settings = self.settings_with(None)
        self.assertTrue(settings.DEBUG)
        self.assertEqual(settings.INSTALLED_APPS, base.INSTALLED_APPS)
        self.assertEqual(settings.MIDDLEWARE, base.MIDDLEWARE)
        self.assertNotIn("debug_toolbar", base.INSTALLED_APPS)

    def test_the_toolbar_works_with_its_urls_and_the_project_without_it(self):
        code = (
            "import django; django.setup();"
            "from django.test import Client;"
            "from django.core.management import call_command; call_command('migrate', verbosity=0);"
            "page = Client(SERVER_NAME='localhost').get('/books/');"
            "print(page.status_code, b'djDebug' in page.content)"
        )
        for settings, expected in (("settings_dev", "200 True"), ("settings", "200 False")):
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": f"config.{settings}"}
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, env=environment
            )
            self.assertEqual(done.stdout.strip(), expected, done.stderr)
