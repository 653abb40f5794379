import asyncio
import json
import threading
from decimal import Decimal
from unittest import mock

from answer import blocks, snippet
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django import VERSION
from django.contrib.auth.models import User
from django.core.asgi import get_asgi_application
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, transaction
from django.http import JsonResponse, StreamingHttpResponse
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import path

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
        async with asyncio.timeout(5):
            self.assertEqual(data(await anext(stream)), {"stock": 3})

        ticks = []

        async def tick(seconds):
            ticks.append(seconds)
            self.assertLess(len(ticks), 10, "the sale is never sent")
            if len(ticks) == 3:  # two quiet rounds, then a sale
                await Book.objects.filter(slug="dune").aupdate(stock=2)

        with mock.patch("shop.views.asyncio.sleep", tick):
            async with asyncio.timeout(5):
                self.assertEqual(data(await anext(stream)), {"stock": 2})
        self.assertEqual(ticks, [2, 2, 2], "nothing is sent while nothing changes")
        await stream.aclose()

    async def test_an_unknown_book_is_a_404_before_the_stream_begins(self):
        response = await self.async_client.get("/books/nothing/stock/")
        self.assertEqual(response.status_code, 404)

    async def test_a_visitor_who_leaves_ends_the_generator(self):
        response = await self.async_client.get("/books/dune/stock/")
        stream = aiter(response.streaming_content)
        async with asyncio.timeout(5):
            await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with self.assertRaises(asyncio.CancelledError):
            async with asyncio.timeout(5):
                await waiting
        with self.assertRaises(StopAsyncIteration):
            await anext(stream)

    def test_the_page_listens_for_the_event_the_view_sends(self):
        script = blocks("javascript")[0]
        self.assertIn('addEventListener("stock"', script)
        self.assertIn("/books/dune/stock/", script)


class WaitingTogether(SimpleTestCase):
    async def test_two_services_are_waited_for_at_the_same_time(self):
        both = asyncio.Barrier(2)

        async def slow(slug):
            await both.wait()  # passed only when the other call is under way as well
            return slug.upper()

        async with asyncio.timeout(5):
            page = await snippet(1)["product_page"]("dune", slow, slow)
        self.assertEqual(page, {"slug": "dune", "price": "DUNE", "reviews": "DUNE"})


class TheLimitsOfAsync(TestCase):
    async def test_transactions_do_not_work_in_async_code(self):
        with self.assertRaises(SynchronousOnlyOperation):
            with transaction.atomic():
                pass


both_open = asyncio.Barrier(2)


async def thread_of_this_request(request):
    thread = await sync_to_async(threading.get_ident)()
    same = await sync_to_async(threading.get_ident)()
    await both_open.wait()  # both requests are open at the same time
    return JsonResponse({"thread": thread, "same": same})


urlpatterns = [path("thread/", thread_of_this_request)]


class OneThreadPerRequest(SimpleTestCase):
    @override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"])
    async def test_each_asgi_request_has_a_thread_of_its_own_for_synchronous_code(self):
        application = get_asgi_application()

        async def get():
            scope = {"type": "http", "method": "GET", "path": "/thread/", "headers": []}
            request = ApplicationCommunicator(application, scope)
            await request.send_input({"type": "http.request", "body": b""})
            await request.receive_output()
            body = (await request.receive_output())["body"]
            await request.wait()
            return json.loads(body)

        async with asyncio.timeout(5):
            first, second = await asyncio.gather(get(), get())
        self.assertEqual(first["thread"], first["same"])
        self.assertNotEqual(first["thread"], second["thread"])


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

    def test_a_changed_row_has_to_be_read_again_up_to_django_5_2(self):
        self.item.refresh_from_db()
        self.item.quantity = 10
        self.item.save()
        seen = Decimal("29.70") if VERSION < (6, 0) else Decimal("99")
        self.assertEqual(self.item.total, seen)
        self.item.refresh_from_db()
        self.assertEqual(self.item.total, Decimal("99"))


class UnderWsgi(SimpleTestCase):
    def test_an_async_iterator_is_collected_whole_before_anything_is_sent(self):
        made = []

        async def events():
            for number in range(3):
                made.append(number)
                yield str(number)

        response = StreamingHttpResponse(events())
        with self.assertWarnsMessage(Warning, "asynchronous iterators"):
            first = next(iter(response))
        self.assertEqual((first, made), (b"0", [0, 1, 2]))
