from decimal import Decimal
from unittest import skipIf
from unittest.mock import patch

from django import VERSION
from django.conf import global_settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection, models
from django.http import Http404, HttpRequest
from django.test import Client, SimpleTestCase, TestCase, override_settings
from django.test.utils import isolate_apps
from django.urls import path, reverse
from django.utils import timezone, translation
from shop import legacy, views
from shop.models import Author, Book, Customer, Order, OrderItem
from shop.tests import test_smoke

NEW = override_settings(NEW_BESTSELLERS=True)


class Bestsellers(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))
        cls.order = Order.objects.create(customer=cls.customer, status=Order.Status.PAID)
        for n in range(12):
            author = Author.objects.create(name=f"Author {n}")
            book = Book.objects.create(title=f"Book {n}", slug=f"book-{n}", author=author)
            OrderItem.objects.create(order=cls.order, book=book, quantity=n + 1, unit_price=Decimal(5))
        cart = Order.objects.create(customer=cls.customer)
        OrderItem.objects.create(order=cart, book=book, quantity=500, unit_price=Decimal(5))
        cls.url = reverse("bestsellers")

    def read(self, **query):
        return self.client.get(self.url, query).content.decode().strip()

    def test_old_and_new_show_the_same_page(self):
        for query in [{}, {"since": "2020-02-29"}, {"since": "2999-01-01"}]:
            with self.subTest(query):
                old = self.read(**query)
                with NEW:
                    self.assertEqual(self.read(**query), old)
        self.assertTrue(self.read().startswith("<ol><li>Book 11 by Author 11: 12</li>"))

    def test_the_old_view_needs_twenty_one_queries_and_the_new_one(self):
        with self.assertNumQueries(1 + 2 * 10):
            self.read()
        with NEW, self.assertNumQueries(3):  # one, and the savepoint around it
            self.read()

    def test_the_old_view_runs_sql_from_the_address_and_the_new_one_refuses_it(self):
        attack = "2999-01-01' OR 'a' = 'a"
        self.assertIn("Book 11", self.read(since=attack))
        with NEW:
            self.assertEqual(self.client.get(self.url, {"since": attack}).status_code, 400)

    def test_only_the_new_view_escapes_a_title(self):
        Book.objects.filter(slug="book-11").update(title="<script>alert(1)</script>")
        self.assertIn("<script>", self.read())
        with NEW:
            self.assertNotIn("<script>", self.read())


class Strangler(TestCase):
    def answer(self, method, new):
        from shop.strangler import replaced_by

        def old(request):
            return "old"

        request = HttpRequest()
        request.method = method
        return replaced_by(new, flag="NEW_BESTSELLERS")(old)(request)

    def broken(self, request):
        raise RuntimeError("not ready")

    def test_without_the_flag_the_new_view_is_not_called(self):
        with patch.object(views, "bestsellers") as new:
            self.assertEqual(self.answer("GET", new), "old")
        new.assert_not_called()

    @NEW
    def test_a_failing_read_falls_back_and_is_logged(self):
        with self.assertLogs("shop.strangler", "ERROR"):
            self.assertEqual(self.answer("GET", self.broken), "old")

    @NEW
    def test_a_database_error_leaves_the_old_view_a_working_transaction(self):
        def new(request):
            Author.objects.create(name="half done")
            with connection.cursor() as cursor:
                cursor.execute("SELECT nothing FROM nowhere")

        with self.assertLogs("shop.strangler", "ERROR"):
            self.assertEqual(self.answer("GET", new), "old")
        self.assertEqual(Author.objects.count(), 0)

    @NEW
    def test_a_failing_write_is_not_done_twice(self):
        with self.assertRaises(RuntimeError):
            self.answer("POST", self.broken)

    @NEW
    def test_a_refusal_of_the_new_view_is_not_overruled_by_the_old_one(self):
        for refusal in [Http404, PermissionDenied, SuspiciousOperation]:
            def new(request, refusal=refusal):
                raise refusal

            with self.subTest(refusal.__name__), self.assertNoLogs("shop.strangler"):
                with self.assertRaises(refusal):
                    self.answer("GET", new)

    @NEW
    def test_with_the_flag_the_new_view_answers(self):
        self.assertEqual(self.answer("GET", lambda request: "new"), "new")


@override_settings(ROOT_URLCONF="shop.urls")
class Smoke(test_smoke.SmokeTests):
    def test_the_pages_of_the_shop_are_among_those_visited(self):
        with patch.object(Client, "get", autospec=True, side_effect=Client.get) as get:
            self.test_every_page_without_arguments_answers()
        visited = [call.args[1] for call in get.call_args_list]
        self.assertEqual(sorted(visited), ["/bestsellers/"] * 2 + ["/books/"] * 2)


@override_settings(ROOT_URLCONF="test_legacy_modernization")
class TheSmokeTestCanFail(TestCase):
    def test_a_page_that_is_broken_only_behind_the_login_is_found(self):
        self.assertEqual(self.client.get("/broken/").status_code, 302)
        case = test_smoke.SmokeTests("test_every_page_without_arguments_answers")
        with self.assertRaisesMessage(ZeroDivisionError, "broken page"):
            case.test_every_page_without_arguments_answers()


@login_required
def broken_page(request):
    raise ZeroDivisionError("broken page")


urlpatterns = [path("broken/", broken_page, name="broken")]


class Gone(SimpleTestCase):
    def test_what_the_table_calls_gone_is_gone_in_this_django(self):
        import django.conf.urls
        from django.utils import encoding

        for owner, name in [
            (django.conf.urls, "url"), (translation, "ugettext"), (encoding, "force_text"),
            (HttpRequest, "is_ajax"), (timezone, "utc"), (global_settings, "DEFAULT_FILE_STORAGE"),
        ]:
            with self.subTest(name):
                self.assertFalse(hasattr(owner, name))

    @isolate_apps("shop")
    def test_index_together_is_refused_and_unique_together_still_allowed(self):
        with self.assertRaisesMessage(TypeError, "index_together"):
            class Old(models.Model):
                name = models.CharField(max_length=10)

                class Meta:
                    app_label = "shop"
                    index_together = [["name"]]

        class Allowed(models.Model):
            name = models.CharField(max_length=10)

            class Meta:
                app_label = "shop"
                unique_together = [["name"]]

        self.assertEqual(Allowed._meta.unique_together, (("name",),))

    @skipIf(VERSION < (6, 1), "new in Django 6.1")
    def test_fetch_modes_and_deletes_in_the_database_are_there(self):
        from django.db.models import DB_CASCADE, FETCH_PEERS  # noqa: F401

        self.assertTrue(hasattr(models.QuerySet, "fetch_mode"))

    def test_the_new_names_are_there(self):
        self.assertIn("default", global_settings.STORAGES)
        self.assertTrue(hasattr(models, "GeneratedField"))
        self.assertIsNotNone(legacy.bestsellers)
