import io
import json
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from answer import snippet
from django.contrib.auth.models import User
from django.http import JsonResponse
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from shop.analytics import reorder_levels, sales_frame
from shop.imports import import_stock
from shop.models import Author, Book, Customer, Order, OrderItem, StockReport
from shop.tasks import build_stock_report


def midnight(moment):
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


class Sales(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Ursula K. Le Guin")
        cls.dispossessed = Book.objects.create(title="The Dispossessed", slug="dispossessed", author=author)
        cls.lathe = Book.objects.create(title="The Lathe of Heaven", slug="lathe", author=author)
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))

    def sell(self, book, quantity, price="10.00", when=None, status=Order.Status.PAID):
        order = Order.objects.create(customer=self.customer, status=status)
        if when:
            Order.objects.filter(pk=order.pk).update(created_at=when)
        OrderItem.objects.create(order=order, book=book, quantity=quantity, unit_price=Decimal(price))

    def test_the_top_list_is_one_query_computed_in_the_database(self):
        self.sell(self.dispossessed, 3)
        self.sell(self.lathe, 1, "12.50")
        top = snippet(1)["top_sellers"]
        with self.assertNumQueries(1):
            rows = list(top)
        self.assertEqual([row["book__title"] for row in rows], ["The Dispossessed", "The Lathe of Heaven"])
        self.assertEqual(rows[0]["revenue"], Decimal("30"))

    def test_a_cart_is_not_a_sale(self):
        self.sell(self.lathe, 9, status=Order.Status.CART)
        self.assertEqual(list(snippet(1)["top_sellers"]), [])

    def test_two_books_with_one_title_stay_two_rows(self):
        other = Book.objects.create(title="The Lathe of Heaven", slug="lathe-2", author=self.lathe.author)
        now = midnight(timezone.now())
        for book, quantity in [(self.lathe, 3), (other, 5)]:
            self.sell(book, quantity, when=now - timedelta(days=1))
        self.assertEqual([row["revenue"] for row in snippet(1)["top_sellers"]], [Decimal("50"), Decimal("30")])
        since = now - timedelta(days=10)
        levels = reorder_levels(sales_frame(since, now), since, now)
        self.assertEqual(dict(zip(levels["slug"], levels["per_day"])), {"lathe": 0.3, "lathe-2": 0.5})

    def test_loading_the_frame_takes_one_query_and_leaves_carts_out(self):
        for _ in range(20):
            self.sell(self.dispossessed, 2)
        self.sell(self.lathe, 9, status=Order.Status.CART)
        with self.assertNumQueries(1):
            frame = sales_frame(timezone.now() - timedelta(days=1), timezone.now())
        self.assertEqual(len(frame), 20)
        self.assertEqual(frame["quantity"].sum(), 40)
        self.assertEqual(frame["unit_price"].dtype, np.dtype("float64"))

    def test_the_frame_begins_at_since_and_ends_before_until(self):
        until = midnight(timezone.now())
        since = until - timedelta(days=2)
        for quantity, when in [(1, since - timedelta(seconds=1)), (2, since), (4, until - timedelta(seconds=1)), (8, until)]:
            self.sell(self.lathe, quantity, when=when)
        self.assertEqual(sorted(sales_frame(since, until)["quantity"]), [2, 4])

    def test_an_evening_sale_belongs_to_the_day_of_the_shop_not_to_the_utc_day(self):
        self.sell(self.lathe, 1, when=datetime(2026, 3, 1, 23, 30, tzinfo=ZoneInfo("UTC")))
        february, april = (datetime(2026, month, 1, tzinfo=ZoneInfo("UTC")) for month in (2, 4))
        with timezone.override("Asia/Tokyo"):
            frame = sales_frame(february, april)
        self.assertEqual(frame["sold_at"].dt.date.iloc[0].isoformat(), "2026-03-02")

    def test_days_without_a_sale_count_as_zero_in_the_mean(self):
        now = midnight(timezone.now())
        since = now - timedelta(days=10)
        self.sell(self.dispossessed, 10, when=now - timedelta(days=2))
        levels = reorder_levels(sales_frame(since, now), since, now)
        row = levels.iloc[0]
        self.assertEqual(row["per_day"], 1.0)
        demand = np.array([10] + [0] * 9)
        self.assertEqual(row["reorder_at"], np.ceil(7 + 1.65 * np.sqrt(7) * demand.std(ddof=1)))

    def test_no_sales_at_all_give_an_empty_report(self):
        now = midnight(timezone.now())
        since = now - timedelta(days=10)
        self.assertEqual(len(reorder_levels(sales_frame(since, now), since, now)), 0)

    def test_a_day_of_twenty_three_hours_is_one_day(self):
        berlin = ZoneInfo("Europe/Berlin")
        since, until = datetime(2026, 3, 25, tzinfo=berlin), datetime(2026, 4, 4, tzinfo=berlin)
        for day in [since, datetime(2026, 3, 29, 23, 30, tzinfo=berlin), datetime(2026, 4, 3, 23, 30, tzinfo=berlin)]:
            self.sell(self.lathe, 2, when=day)
        with timezone.override(berlin):
            levels = reorder_levels(sales_frame(since, until), since, until)
        self.assertEqual(levels["per_day"].tolist(), [0.6])

    def test_the_task_stores_rows_that_the_view_serves_without_computing(self):
        today = midnight(timezone.now())
        for when in [today - timedelta(days=30), today - timedelta(seconds=1)]:
            self.sell(self.dispossessed, 2, when=when)
        for when in [today - timedelta(days=30, seconds=1), today]:
            self.sell(self.dispossessed, 900, when=when)
        pk = build_stock_report(days=30)
        self.assertEqual(StockReport.objects.get(pk=pk).rows[0]["slug"], "dispossessed")
        staff = User.objects.create_user("grace", is_staff=True)
        self.client.force_login(staff)
        with self.assertNumQueries(3):  # session, user, report
            response = self.client.get(reverse("stock-report"))
        self.assertEqual(response.json()["rows"][0]["per_day"], 0.13)

    def test_before_the_first_report_the_view_answers_with_no_rows(self):
        self.client.force_login(User.objects.create_user("grace", is_staff=True))
        self.assertEqual(self.client.get(reverse("stock-report")).json(), {"as_of": None, "rows": []})

    def test_the_report_is_for_staff_only(self):
        self.client.force_login(self.customer.user)
        self.assertEqual(self.client.get(reverse("stock-report")).status_code, 302)

    def test_a_frame_over_model_instances_has_a_single_column_of_objects(self):
        frame = pd.DataFrame(Book.objects.all())
        self.assertEqual(frame.shape, (2, 1))
        self.assertIsInstance(frame.iloc[0, 0], Book)

    def test_the_printed_sql_does_not_quote_its_parameters(self):
        printed = str(Book.objects.filter(title="The Dispossessed").query)
        self.assertIn("= The Dispossessed", printed)


class Imports(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Ursula K. Le Guin")
        for slug in ["lathe", "dispossessed", "earthsea"]:
            Book.objects.create(title=slug, slug=slug, author=author, stock=1)

    def test_good_rows_are_written_and_bad_cells_are_left_out(self):
        csv = "slug,stock,price\nlathe,12,9\ndispossessed,many,9\nearthsea,-4,9\nunknown,5,9\n"
        with self.assertNumQueries(4):  # one select and one update, in a savepoint
            self.assertEqual(import_stock(io.StringIO(csv)), 1)
        self.assertEqual(
            dict(Book.objects.values_list("slug", "stock")),
            {"lathe": 12, "dispossessed": 1, "earthsea": 1},
        )

    def test_half_a_copy_is_a_bad_cell(self):
        self.assertEqual(import_stock(io.StringIO("slug,stock\nlathe,2.5\nearthsea,3.0\n")), 1)
        self.assertEqual(Book.objects.get(slug="lathe").stock, 1)

    def test_a_file_that_breaks_in_the_middle_changes_nothing(self):
        csv = "slug,stock\nlathe,12\n" + "unknown,1\n" * 1500 + '"never closed,1\n'
        with self.assertRaises(pd.errors.ParserError):
            import_stock(io.StringIO(csv))
        self.assertEqual(Book.objects.get(slug="lathe").stock, 1)

    def test_a_file_without_the_columns_is_refused(self):
        with self.assertRaises(ValueError):
            import_stock(io.StringIO("isbn,count\n1,2\n"))


class Json(SimpleTestCase):
    def test_nan_comes_out_as_bare_nan_which_is_not_json(self):
        body = JsonResponse({"per_day": float("nan")}).content.decode()
        self.assertEqual(body, '{"per_day": NaN}')

        def refuse(constant):
            raise ValueError(constant)

        with self.assertRaises(ValueError):
            json.loads(body, parse_constant=refuse)

    def test_numpy_integers_are_refused_and_records_are_native(self):
        with self.assertRaises(TypeError):
            JsonResponse({"stock": np.int64(3)})
        record = pd.DataFrame({"stock": np.array([3], dtype="int64")}).to_dict("records")[0]
        self.assertIs(type(record["stock"]), int)
