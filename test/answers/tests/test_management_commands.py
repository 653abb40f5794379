import subprocess
import sys
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from answer import on_django, snippet
from shop.carts import add_item, expire_carts
from shop.models import Author, Book, Customer, Order, OrderItem


class ExpireCartsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.customer = Customer.objects.create(user=User.objects.create_user("ann"))
        cls.book = Book.objects.create(
            title="Emma", slug="emma", author=Author.objects.create(name="Jane Austen")
        )
        cls.old_carts = [cls.order("cart", 61) for _ in range(3)]
        cls.kept = [cls.order("cart", 59), cls.order("paid", 61), cls.order("shipped", 400)]

    @classmethod
    def order(cls, status, age):
        order = Order.objects.create(customer=cls.customer, status=status)
        long_ago = timezone.now() - timedelta(days=age)
        Order.objects.filter(pk=order.pk).update(created_at=long_ago, touched_at=long_ago)
        OrderItem.objects.create(order=order, book=cls.book, unit_price=5)
        return order

    def run_command(self, *args, **options):
        out = StringIO()
        call_command("expire_carts", *args, stdout=out, no_color=True, **options)
        return out.getvalue()

    def test_it_deletes_old_carts_with_their_items_and_nothing_else(self):
        self.assertEqual(self.run_command(days=60), "3 carts deleted.\n")
        self.assertCountEqual(Order.objects.all(), self.kept)
        self.assertEqual(OrderItem.objects.count(), 3)

    def test_an_old_cart_that_somebody_uses_is_kept(self):
        used = self.old_carts[0]
        self.assertEqual(add_item(used, self.book, 2).unit_price, self.book.price)
        self.assertEqual(self.run_command(days=60), "2 carts deleted.\n")
        self.assertIn(used, Order.objects.all())
        self.assertEqual(str(used), f"Order {used.pk}")

    def test_a_second_run_changes_nothing(self):
        self.run_command(days=60)
        self.assertEqual(self.run_command(days=60), "0 carts deleted.\n")
        self.assertCountEqual(Order.objects.all(), self.kept)

    def test_a_dry_run_only_counts(self):
        self.assertEqual(snippet(1)["report"], "3 carts would be deleted.\n")
        self.assertEqual(Order.objects.count(), 6)

    def test_the_default_is_thirty_days(self):
        self.assertEqual(self.run_command("--dry-run"), "4 carts would be deleted.\n")

    def test_it_works_in_batches_and_reports_them_when_asked(self):
        self.assertEqual(list(expire_carts(60, batch_size=2)), [2, 1])
        self.assertEqual(
            self.run_command(days=30, batch_size=1, verbosity=2), "1 so far\n1 carts deleted.\n"
        )

    def test_each_batch_has_a_transaction_of_its_own(self):
        with CaptureQueriesContext(connection) as queries:
            list(expire_carts(60, batch_size=2))
        # The test's own transaction makes each one a savepoint: two batches and the empty look.
        outer = [query["sql"] for query in queries if query["sql"].startswith("SAVEPOINT")]
        self.assertGreaterEqual(len(outer), 3)

    def test_locked_rows_are_skipped(self):
        # SQLite has no row locks and drops the clause, so what the query set was asked is what counts.
        with mock.patch.object(
            QuerySet, "select_for_update", autospec=True, side_effect=QuerySet.select_for_update
        ) as locked:
            self.run_command(days=60)
        self.assertTrue(locked.called)
        self.assertTrue(all(call.kwargs == {"skip_locked": True} for call in locked.call_args_list))

    def test_nonsense_is_a_command_error_for_the_caller(self):
        for options in ({"days": 0}, {"batch_size": 0}):
            with self.subTest(options), self.assertRaisesMessage(CommandError, "at least 1"):
                self.run_command(**options)
        with self.assertRaisesMessage(CommandError, "invalid int value"):
            self.run_command("--days", "many")


class CommandLineTest(TestCase):
    def manage(self, *args):
        return subprocess.run(
            [sys.executable, "manage.py", *args], cwd=settings.BASE_DIR, capture_output=True, text=True
        )

    def test_a_command_error_is_a_message_on_stderr_and_exit_code_one(self):
        done = self.manage("expire_carts", "--days", "0")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("CommandError: --days and --batch-size must be at least 1.", done.stderr)

    def test_the_returncode_of_the_exception_becomes_the_exit_code(self):
        self.assertEqual(CommandError("no", returncode=3).returncode, 3)

    def test_help_is_free(self):
        done = self.manage("expire_carts", "--help")
        self.assertIn("Deletes carts that nobody has touched for a number of days.", done.stdout)
        self.assertIn("days untouched (default: 30)", done.stdout)

    def test_the_shell_imports_all_models_and_from_6_0_a_few_more(self):
        done = self.manage("shell", "-c", "print(Book.__name__)")
        self.assertEqual(done.stdout.splitlines()[-1], "Book")
        for name in ("settings", "connection", "timezone"):
            done = self.manage("shell", "-c", f"print({name!r} in globals())")
            self.assertEqual(done.stdout.splitlines()[-1], str(on_django("6.0")))
