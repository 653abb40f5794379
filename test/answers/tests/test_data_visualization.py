import json
import re
from datetime import date, datetime, timezone as tz
from decimal import Decimal
from unittest.mock import patch

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import seaborn as sns
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from shop.charts import revenue_by_month, revenue_chart
from shop.models import Author, Book, Customer, Order, OrderItem

PNG = b"\x89PNG\r\n\x1a\n"


class Dashboard(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Octavia Butler")
        cls.book = Book.objects.create(title="Kindred", slug="kindred", author=author)
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))
        cls.buyer = User.objects.create_user("grace")
        cls.buyer.user_permissions.add(Permission.objects.get(codename="view_order"))

    def setUp(self):
        cache.clear()
        plt.close("all")

    def sell(self, moment, quantity, status=Order.Status.PAID):
        order = Order.objects.create(customer=self.customer, status=status)
        Order.objects.filter(pk=order.pk).update(created_at=moment)
        OrderItem.objects.create(order=order, book=self.book, quantity=quantity, unit_price=Decimal("9.50"))

    def in_march(self):
        moment = datetime(2026, 3, 20, tzinfo=tz.utc)
        return patch("django.utils.timezone.now", return_value=moment)

    def test_the_database_sums_in_one_query_without_carts(self):
        for month, quantity, status in [(2, 1, "paid"), (2, 1, "shipped"), (3, 4, "paid"), (3, 9, "cart")]:
            self.sell(datetime(2026, month, 15, tzinfo=tz.utc), quantity, status)
        with self.in_march(), self.assertNumQueries(1):
            rows = revenue_by_month()
        self.assertEqual([row["revenue"] for row in rows[-2:]], [Decimal("19.00"), Decimal("38.00")])

    def test_months_without_a_sale_are_there_with_zero_and_older_ones_are_not(self):
        for year, month in [(2025, 3), (2025, 4), (2026, 1)]:
            self.sell(datetime(year, month, 15, tzinfo=tz.utc), 1)
        with self.in_march():
            rows = revenue_by_month()
        self.assertEqual([row["month"] for row in rows][:1] + [row["month"] for row in rows][-1:],
                         [date(2025, 4, 1), date(2026, 3, 1)])
        self.assertEqual([float(row["revenue"]) for row in rows], [9.5] + [0] * 8 + [9.5, 0, 0])

    def test_a_sale_belongs_to_the_month_of_the_shops_time_zone(self):
        self.sell(datetime(2026, 2, 28, 20, tzinfo=tz.utc), 1)
        with timezone.override("Asia/Tokyo"), self.in_march():
            self.assertEqual([row["revenue"] for row in revenue_by_month(2)], [0, Decimal("9.50")])

    def test_the_chart_is_a_png_and_leaves_no_pyplot_figure_behind(self):
        self.sell(timezone.now(), 1)
        for _ in range(3):
            self.assertTrue(revenue_chart(revenue_by_month()).startswith(PNG))
        self.assertEqual(plt.get_fignums(), [])

    def test_pyplot_and_seaborns_figure_level_functions_keep_their_figures(self):
        plt.figure()
        self.assertEqual(len(plt.get_fignums()), 1)
        sns.catplot(x=["a"], y=[1.0], kind="bar")
        self.assertEqual(len(plt.get_fignums()), 2)
        plt.close("all")

    def test_the_image_view_draws_once_and_then_serves_from_the_cache(self):
        self.sell(timezone.now(), 1)
        self.client.force_login(self.buyer)
        with patch("shop.views.revenue_chart", wraps=revenue_chart) as draw:
            first = self.client.get(reverse("revenue-png"))
            second = self.client.get(reverse("revenue-png"))
        self.assertEqual(draw.call_count, 1)
        self.assertEqual(first["Content-Type"], "image/png")
        self.assertIn("private", first["Cache-Control"])
        self.assertIn("max-age=300", first["Cache-Control"])
        self.assertTrue(second.content.startswith(PNG))

    def test_page_and_image_are_forbidden_without_the_permission(self):
        self.client.force_login(self.customer.user)
        for name in ["dashboard", "revenue-png"]:
            self.assertEqual(self.client.get(reverse(name)).status_code, 403)

    def test_the_page_shows_the_image_the_table_and_the_data_for_a_script(self):
        self.sell(datetime(2026, 3, 15, tzinfo=tz.utc), 2)
        self.client.force_login(self.buyer)
        with self.in_march():
            page = self.client.get(reverse("dashboard"))
        self.assertContains(page, '<img src="/dashboard/revenue.png"')
        self.assertContains(page, '<th scope="row">Mar 2026</th><td>19.00</td>')
        data = re.search(r'<script id="revenue-data" type="application/json">(.*?)</script>', page.content.decode())
        row = json.loads(data[1])[-1]
        self.assertIsInstance(row["revenue"], str)  # so the script calls Number()
        self.assertEqual(Decimal(row["revenue"]), 19)
        self.assertEqual(row["month"][:7], "2026-03")

    def test_json_script_escapes_what_would_close_the_script(self):
        from django.utils.html import json_script

        self.assertNotIn("</script><b>", json_script({"title": "</script><b>"}, "data"))

    def test_matplotlibs_svg_carries_inline_styles(self):
        from io import StringIO

        from matplotlib.figure import Figure

        figure, out = Figure(), StringIO()
        figure.subplots().plot([1, 2])
        figure.savefig(out, format="svg")
        self.assertIn('style="', out.getvalue())
