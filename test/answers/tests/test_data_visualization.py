import json
import re
from datetime import datetime, timezone as tz
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

    def sell(self, month, quantity, status=Order.Status.PAID):
        order = Order.objects.create(customer=self.customer, status=status)
        Order.objects.filter(pk=order.pk).update(created_at=datetime(2026, month, 15, tzinfo=tz.utc))
        OrderItem.objects.create(order=order, book=self.book, quantity=quantity, unit_price=Decimal("9.50"))

    def test_the_database_returns_one_row_a_month_in_one_query_without_carts(self):
        self.sell(1, 1)
        self.sell(1, 1)
        self.sell(2, 4)
        self.sell(2, 9, Order.Status.CART)
        with self.assertNumQueries(1):
            rows = revenue_by_month()
        self.assertEqual([row["revenue"] for row in rows], [Decimal("19.00"), Decimal("38.00")])

    def test_the_chart_is_a_png_and_leaves_no_pyplot_figure_behind(self):
        self.sell(1, 1)
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
        self.sell(1, 1)
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
        self.sell(3, 2)
        self.client.force_login(self.buyer)
        page = self.client.get(reverse("dashboard"))
        self.assertContains(page, '<img src="/dashboard/revenue.png"')
        self.assertContains(page, '<th scope="row">Mar 2026</th><td>19.00</td>')
        data = re.search(r'<script id="revenue-data" type="application/json">(.*?)</script>', page.content.decode())
        row = json.loads(data[1])[0]
        self.assertIsInstance(row["revenue"], str)  # so the script calls Number()
        self.assertEqual(Decimal(row["revenue"]), 19)
        self.assertEqual(row["month"][:7], "2026-03")

    def test_without_sales_the_page_says_so_and_asks_for_no_image(self):
        self.client.force_login(self.buyer)
        page = self.client.get(reverse("dashboard"))
        self.assertContains(page, "No sales yet.")
        self.assertNotContains(page, "<img")

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
