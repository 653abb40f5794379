"""Runs the answer's own tests, and breaks the code under them to see each one fail."""

import os
import subprocess
import sys
import unittest
from unittest import mock

import django.conf

from answer import block_source
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.test import SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.urls import reverse

from shop import checkout, payments, urls
from shop.models import Author, Book, Customer, Order, Review
from shop.tests import test_catalog, test_models, test_pay
from shop.tests.test_models import ModelTests
from shop.tests.test_pay import PayTests


def outcome(case, name):
    result = unittest.TestResult()
    unittest.TestSuite([case(name)]).run(result)
    return result


class BrokenCode(TestCase):
    def assertCaught(self, case, name):
        result = outcome(case, name)
        self.assertEqual(result.testsRun, 1)
        self.assertEqual(len(result.failures) + len(result.errors), 1, result)

    def test_total_without_the_quantity_is_caught(self):
        def broken(order):
            return order.items.aggregate(total=Sum("unit_price"))["total"] or 0

        with mock.patch.object(test_models, "order_total", broken):
            self.assertCaught(
                test_models.ModelTests,
                "test_total_multiplies_price_by_quantity_and_is_zero_without_items",
            )

    def test_rating_without_validators_is_caught(self):
        with mock.patch.object(Review._meta.get_field("rating"), "validators", []):
            self.assertCaught(test_models.ModelTests, "test_rating_above_five_fails_validation")

    def test_wrong_amount_is_caught(self):
        with mock.patch.object(checkout, "order_total", lambda order: 1):
            self.assertCaught(
                test_pay.PayTests, "test_charges_the_total_and_marks_the_order_paid"
            )

    def test_order_paid_although_the_card_was_declined_is_caught(self):
        def broken(request, pk):
            Order.objects.filter(pk=pk).update(status=Order.Status.PAID)
            return checkout.JsonResponse({}, status=402)

        with mock.patch.object(urls.urlpatterns[-1], "callback", broken):
            self.assertCaught(test_pay.PayTests, "test_declined_card_leaves_the_cart_alone")

    def test_missing_login_check_and_orders_of_others_are_caught(self):
        name = "test_strangers_and_anonymous_visitors_are_kept_out"
        for right, wrong in [
            ("@login_required\n", ""),
            (".filter(customer__user=request.user)", ".all()"),
        ]:
            source = block_source("shop/checkout.py")
            self.assertEqual(source.count(right), 1)
            names = {"__package__": "shop", "__name__": "shop.broken_checkout"}
            exec(compile(source.replace(right, wrong), "broken_checkout.py", "exec"), names)
            with self.subTest(removed=right):
                with mock.patch.object(urls.urlpatterns[-1], "callback", names["pay"]):
                    self.assertCaught(test_pay.PayTests, name)


class TheClaims(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Octavia E. Butler")
        self.book = Book.objects.create(title="Kindred", slug="kindred", author=author)
        self.customer = Customer.objects.create(user=User.objects.create_user("ada"))

    def test_paying_takes_a_post(self):
        self.client.force_login(self.customer.user)
        order = Order.objects.create(customer=self.customer)
        self.assertEqual(self.client.get(reverse("order-pay", args=[order.pk])).status_code, 405)

    def test_save_stores_a_rating_that_validation_refuses(self):
        Review.objects.create(book=self.book, customer=self.customer, rating=6)
        self.assertEqual(Review.objects.get().rating, 6)

    def test_autospec_refuses_a_call_that_does_not_fit_the_signature(self):
        with mock.patch.object(payments, "charge", autospec=True) as charge:
            with self.assertRaises(TypeError):
                payments.charge("only one argument")
            charge.assert_not_called()
        with mock.patch.object(payments, "charge"):
            payments.charge("only one argument")  # a bare mock swallows it

    def test_patching_the_definition_misses_a_name_imported_from_it(self):
        names = {}
        exec("from shop.payments import charge", names)
        with mock.patch.object(payments, "charge", autospec=True):
            with self.assertRaises(NotImplementedError):
                names["charge"](1, "tok")

    def test_an_empty_cart_costs_nothing_and_is_not_charged(self):
        self.client.force_login(self.customer.user)
        order = Order.objects.create(customer=self.customer)
        with mock.patch.object(payments, "charge", autospec=True) as charge:
            self.assertEqual(self.client.post(reverse("order-pay", args=[order.pk])).status_code, 400)
        charge.assert_not_called()

    def test_only_the_order_is_locked(self):
        self.client.force_login(self.customer.user)
        with mock.patch.object(
            QuerySet, "select_for_update", autospec=True, side_effect=QuerySet.select_for_update
        ) as locked:
            self.client.post(reverse("order-pay", args=[1]))
        self.assertEqual(locked.call_args.kwargs, {"of": ("self",)})
        joined = Order.objects.filter(customer__user=self.customer.user)
        self.assertIn('JOIN "shop_customer"', str(joined.query))

    def test_settings_come_back_and_copies_do_not_follow(self):
        copied = django.conf.settings.TIME_ZONE
        with override_settings(TIME_ZONE="Asia/Tokyo"):
            self.assertEqual(django.conf.settings.TIME_ZONE, "Asia/Tokyo")
            self.assertEqual(copied, "UTC")
        self.assertEqual(django.conf.settings.TIME_ZONE, "UTC")

    def test_each_test_is_in_a_transaction_that_hides_a_missing_atomic(self):
        self.assertTrue(transaction.get_connection().in_atomic_block)
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with mock.patch.object(type(connection.ops), "for_update_sql", lambda *a, **k: ""):
                list(Order.objects.select_for_update())


class CommitsForReal(TransactionTestCase):
    def test_there_the_missing_atomic_is_an_error(self):
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with self.assertRaises(transaction.TransactionManagementError):
                list(Order.objects.select_for_update())


class NoDatabase(SimpleTestCase):
    def test_a_query_is_an_error(self):
        with self.assertRaisesMessage(AssertionError, "not allowed in SimpleTestCase"):
            Order.objects.count()


class WithPytest(TestCase):
    def test_the_factories_make_valid_books_and_the_list_needs_one_query(self):
        test_catalog.test_catalog_needs_one_query_however_many_books(self.client, self.assertNumQueries)
        self.assertEqual(Author.objects.count(), 3)

    def test_the_number_of_queries_would_be_noticed(self):
        test = test_catalog.test_catalog_needs_one_query_however_many_books
        with mock.patch("shop.views.Book.objects.select_related", lambda name: Book.objects.all()):
            with self.assertRaises(AssertionError):
                test(self.client, self.assertNumQueries)

    def test_pytest_django_runs_the_function_and_the_test_cases(self):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
             "shop/tests/test_catalog.py", "shop/tests/test_models.py"],
            cwd=django.conf.settings.BASE_DIR, capture_output=True, text=True, timeout=180,
            # Only pytest.ini says which settings these are.
            env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        )
        self.assertIn("4 passed", done.stdout, done.stdout + done.stderr)
