import asyncio
import json
import time
from decimal import Decimal
from unittest import mock

from answer import blocks, snippet
from django.contrib.auth.models import User
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase

from shop.models import Author, Book, Customer, Order, OrderItem


def data(chunk):
    event, payload = chunk.decode().strip().split("\n")
    assert event == "event: stock"
    return json.loads(payload.removeprefix("data: "))


class StockStream(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Frank Herbert")
        cls.book = Book.objects.create(title="Dune", slug="dune", author=author, stock=3)

    async def test_the_stream_sends_the_stock_and_then_each_change(self):
        response = await self.async_client.get("/books/dune/stock/")
        self.assertTrue(response.streaming)
        self.assertTrue(response.is_async)
        self.assertEqual(response["Content-Type"], "text/event-stream")
        self.assertEqual(response["X-Accel-Buffering"], "no")

        stream = aiter(response.streaming_content)
        self.assertEqual(data(await anext(stream)), {"stock": 3})

        ticks = []

        async def tick(seconds):
            ticks.append(seconds)
            if len(ticks) == 3:  # two quiet rounds, then a sale
                await Book.objects.filter(slug="dune").aupdate(stock=2)

        with mock.patch("shop.views.asyncio.sleep", tick):
            self.assertEqual(data(await anext(stream)), {"stock": 2})
        self.assertEqual(ticks, [2, 2, 2], "nothing is sent while nothing changes")
        await stream.aclose()

    async def test_an_unknown_book_is_a_404_before_the_stream_begins(self):
        response = await self.async_client.get("/books/nothing/stock/")
        self.assertEqual(response.status_code, 404)

    async def test_a_visitor_who_leaves_ends_the_generator(self):
        response = await self.async_client.get("/books/dune/stock/")
        stream = aiter(response.streaming_content)
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await waiting
        with self.assertRaises(StopAsyncIteration):
            await anext(stream)

    def test_the_page_listens_for_the_event_the_view_sends(self):
        script = blocks("javascript")[0]
        self.assertIn('addEventListener("stock"', script)
        self.assertIn("/books/dune/stock/", script)


class WaitingTogether(SimpleTestCase):
    async def test_two_slow_services_cost_the_time_of_one(self):
        async def slow(slug):
            await asyncio.sleep(0.2)
            return slug.upper()

        started = time.perf_counter()
        page = await snippet(1)["product_page"]("dune", slow, slow)
        self.assertLess(time.perf_counter() - started, 0.35)
        self.assertEqual(page, {"slug": "dune", "price": "DUNE", "reviews": "DUNE"})


class TheLimitsOfAsync(TestCase):
    async def test_transactions_do_not_work_in_async_code(self):
        with self.assertRaises(SynchronousOnlyOperation):
            with transaction.atomic():
                pass


class GeneratedTotal(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Frank Herbert")
        book = Book.objects.create(title="Dune", slug="dune", author=author)
        customer = Customer.objects.create(user=User.objects.create_user("ada"))
        order = Order.objects.create(customer=customer)
        self.item = OrderItem.objects.create(
            order=order, book=book, quantity=3, unit_price=Decimal("9.90")
        )

    def test_the_database_computes_the_total_and_filters_by_it(self):
        self.item.refresh_from_db()
        self.assertEqual(self.item.total, Decimal("29.70"))
        self.assertEqual(OrderItem.objects.filter(total__gt=29).count(), 1)

    def test_rows_written_outside_django_stay_in_step(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE shop_orderitem SET quantity = 10")
        self.assertEqual(OrderItem.objects.get().total, Decimal("99"))
