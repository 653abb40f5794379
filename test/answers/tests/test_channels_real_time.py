import subprocess
import sys
import warnings
from unittest import mock

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import AsyncClient, SimpleTestCase, TestCase, override_settings

from answer import block_source, snippet
from shop.chat import PAGE, missed_messages, post_message, room_for
from shop.models import Author, Book, ChatMessage

PATIENCE = 30  # seconds, for a machine that is busy with other answers
IN_MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


def post(*arguments):
    """As somebody who has waited for their pause to end."""
    cache.clear()
    return post_message(*arguments)


class ChatTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann")
        author = Author.objects.create(name="Mary Shelley")
        cls.book, cls.other = (
            Book.objects.create(title=title, slug=title.lower(), author=author, stock=3)
            for title in ("Frankenstein", "Mathilda")
        )

    def setUp(self):
        cache.clear()

    def test_a_message_is_saved_before_it_is_sent(self):
        sent = post_message(self.ann, self.book.pk, {"text": "  It is alive! "})
        message = ChatMessage.objects.get()
        self.assertEqual(sent, {"id": message.pk, "user": "ann", "text": "It is alive!"})
        self.assertEqual(message.book, self.book)

    def test_what_is_not_a_message_is_refused_and_not_saved(self):
        for content in ({}, {"text": "  "}, {"text": "x" * 501}, ["text"], None, "text", {"text": None}):
            with self.subTest(content=content), self.assertRaises(ValidationError):
                post(self.ann, self.book.pk, content)
        self.assertFalse(ChatMessage.objects.exists())

    def test_a_second_message_has_to_wait(self):
        post_message(self.ann, self.book.pk, {"text": "one"})
        with self.assertRaisesMessage(ValidationError, "One message a second"):
            post_message(self.ann, self.book.pk, {"text": "two"})

    def test_only_an_active_account_that_is_logged_in_has_a_room(self):
        session = SessionStore()
        session.create()
        self.assertEqual(room_for(self.ann, session, "mathilda"), self.other.pk)
        self.assertIsNone(room_for(self.ann, session, "nothing"))
        self.assertIsNone(room_for(AnonymousUser(), session, "mathilda"))
        self.assertIsNone(room_for(self.ann, SessionStore(), "mathilda"))
        User.objects.update(is_active=False)
        self.assertIsNone(room_for(self.ann, session, "mathilda"))

    def fill(self, count):
        ChatMessage.objects.bulk_create(
            ChatMessage(user=self.ann, book=self.book, text=str(number)) for number in range(count)
        )

    def test_page_by_page_a_reconnecting_client_gets_all_it_missed(self):
        self.fill(2 * PAGE + 30)
        first = ChatMessage.objects.order_by("pk").first().pk
        got, after = [], first
        while page := missed_messages(self.book.pk, after):
            got += [message["id"] for message in page]
            after = got[-1]
        self.assertEqual(got, list(range(first + 1, first + 2 * PAGE + 30)))

    def test_it_gets_those_of_its_room_only_in_one_query(self):
        sent = [post(self.ann, self.book.pk, {"text": text}) for text in ("one", "two", "three")]
        post(self.ann, self.other.pk, {"text": "elsewhere"})
        with self.assertNumQueries(1):
            self.assertEqual(missed_messages(self.book.pk, sent[0]["id"]), sent[1:])

    def test_a_new_visitor_gets_the_newest_page_oldest_first(self):
        self.fill(PAGE + 2)
        texts = [int(message["text"]) for message in missed_messages(self.book.pk, 0)]
        self.assertEqual(texts, list(range(2, PAGE + 2)))

    def test_an_absurdly_large_id_is_no_error(self):
        self.assertEqual(missed_messages(self.book.pk, 10**30), [])

    def test_a_group_name_made_of_the_key_is_one_that_channels_accepts(self):
        # Letters, digits, hyphens, underscores and periods, below 100 characters; a slug may have 220.
        self.assertGreater(Book._meta.get_field("slug").max_length, 100)
        self.assertRegex(f"book-chat-{self.book.pk}", r"^[a-zA-Z0-9_.-]{1,99}$")


class SettingsTest(SimpleTestCase):
    def test_daphne_comes_first_and_the_asgi_application_is_the_one_shown(self):
        names = snippet(1)
        self.assertEqual(names["INSTALLED_APPS"][0], "daphne")
        module, _, name = names["ASGI_APPLICATION"].rpartition(".")
        self.assertIn(f"{name} = ProtocolTypeRouter(", block_source(module.replace(".", "/") + ".py"))


@override_settings(CHANNEL_LAYERS=IN_MEMORY)
class SocketTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Mary Shelley")
        cls.book = Book.objects.create(title="Mathilda", slug="mathilda", author=author)
        cls.ann, cls.ben = (User.objects.create_user(name) for name in ("ann", "ben"))

    def setUp(self):
        cache.clear()

    async def cookie(self, user):
        self.browser = AsyncClient()  # one for each person: a second login would end the first
        await self.browser.aforce_login(user)
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={self.browser.cookies[name].value}".encode()

    async def socket(self, user=None, slug="mathilda", origin=b"https://testserver"):
        """A socket through the answer's whole config/asgi.py, and whether it was accepted."""
        from config.asgi import application

        headers = [(b"host", b"testserver")]
        if origin:
            headers.append((b"origin", origin))
        if user:
            headers.append((b"cookie", await self.cookie(user)))
        socket = WebsocketCommunicator(application, f"/ws/books/{slug}/", headers=headers)
        with self.settings(ALLOWED_HOSTS=["testserver"]):
            accepted, _ = await socket.connect(PATIENCE)
        return socket, accepted

    async def test_a_message_reaches_everybody_in_the_room(self):
        ann, _ = await self.socket(self.ann)
        ben, _ = await self.socket(self.ben)
        await ann.send_json_to({"text": "Hello"})
        message = (await ben.receive_json_from(PATIENCE))["messages"][0]
        self.assertEqual((message["user"], message["text"]), ("ann", "Hello"))
        self.assertEqual((await ann.receive_json_from(PATIENCE))["messages"], [message])
        await ann.send_json_to({"text": "Again"})
        self.assertEqual(await ann.receive_json_from(PATIENCE), {"errors": ["One message a second, please."]})
        await ben.send_json_to({"after": 0})
        self.assertEqual(await ben.receive_json_from(PATIENCE), {"messages": [message], "more": False})
        await ann.disconnect()
        await ben.disconnect()

    async def test_a_full_page_says_that_there_is_more(self):
        await ChatMessage.objects.abulk_create(
            ChatMessage(user=self.ann, book=self.book, text=str(number)) for number in range(PAGE + 1)
        )
        first = (await ChatMessage.objects.order_by("pk").afirst()).pk
        ann, _ = await self.socket(self.ann)
        await ann.send_json_to({"after": first})
        page = await ann.receive_json_from(PATIENCE)
        self.assertEqual((len(page["messages"]), page["more"]), (PAGE, True))
        await ann.send_json_to({"after": page["messages"][-1]["id"]})
        self.assertEqual(await ann.receive_json_from(PATIENCE), {"messages": [], "more": False})
        await ann.disconnect()

    async def test_strangers_unknown_books_and_other_sites_are_refused(self):
        for arguments in (
            {}, {"user": self.ann, "slug": "nothing"}, {"user": self.ann, "origin": b"https://evil.example"},
            {"user": self.ann, "origin": None},  # an app that sends no Origin
        ):
            with self.subTest(arguments):
                _, accepted = await self.socket(**arguments)
                self.assertFalse(accepted)

    async def test_an_account_that_is_closed_later_loses_its_socket(self):
        ann, accepted = await self.socket(self.ann)
        self.assertTrue(accepted)
        await User.objects.filter(pk=self.ann.pk).aupdate(is_active=False)
        await ann.send_json_to({"text": "Still here"})
        closed = await ann.receive_output(PATIENCE)
        self.assertEqual((closed["type"], closed["code"]), ("websocket.close", 4403))
        self.assertFalse(await ChatMessage.objects.aexists())

    async def test_channels_drops_old_connections_before_each_message(self):
        ann, _ = await self.socket(self.ann)
        with mock.patch("channels.consumer.aclose_old_connections") as close:
            for _ in range(2):
                await ann.send_json_to({"after": 0})
                await ann.receive_json_from(PATIENCE)
        self.assertEqual(close.await_count, 2)
        with mock.patch("channels.db.close_old_connections") as close:
            await database_sync_to_async(lambda: None)()
        self.assertEqual(close.call_count, 2)  # before and after
        await ann.disconnect()

    async def test_so_does_one_that_logs_out(self):
        ann, _ = await self.socket(self.ann)
        await self.browser.alogout()
        await ann.send_json_to({"after": 0})
        self.assertEqual((await ann.receive_output(PATIENCE))["code"], 4403)

    async def test_a_view_reaches_the_group_and_a_full_channel_drops_messages(self):
        ann, _ = await self.socket(self.ann)
        event = {"type": "chat.message", "message": {"id": 1, "user": "shop", "text": "Sale"}}
        await get_channel_layer().group_send(f"book-chat-{self.book.pk}", event)
        self.assertEqual((await ann.receive_json_from(PATIENCE))["messages"][0]["text"], "Sale")
        await ann.disconnect()
        layer = get_channel_layer()
        await layer.group_add("crowd", "somebody")
        for _ in range(layer.capacity + 5):
            await layer.group_send("crowd", event)
        self.assertEqual(layer.channels["somebody"].qsize(), layer.capacity)


class WsgiTest(TestCase):
    def test_under_wsgi_an_async_iterator_is_collected_whole(self):
        from django.http import StreamingHttpResponse

        seen = []

        async def three():
            for number in range(3):
                seen.append(number)
                yield b"x"

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            next(iter(StreamingHttpResponse(three())))
        self.assertEqual(seen, [0, 1, 2])


class StockStreamTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Mary Shelley")
        Book.objects.create(title="Frankenstein", slug="frankenstein", author=author, stock=3)

    async def test_it_sends_an_event_at_once_and_at_each_change_until_the_book_is_gone(self):
        books = Book.objects.filter(slug="frankenstein")
        steps = [lambda: books.aupdate(stock=3), lambda: books.aupdate(stock=2), books.adelete]

        async def sleep(seconds):
            self.assertEqual(seconds, 2)
            await steps.pop(0)()

        response = await self.async_client.get("/books/frankenstein/stock/")
        with mock.patch("shop.views.asyncio.sleep", sleep):
            events = [event.decode() async for event in response.streaming_content]
        self.assertEqual(events, ["event: stock\ndata: 3\n\n", "event: stock\ndata: 2\n\n"])
        self.assertEqual(steps, [])
        self.assertEqual(response["Content-Type"], "text/event-stream")
        self.assertEqual(response["Cache-Control"], "no-cache")
        self.assertEqual(response["X-Accel-Buffering"], "no")

    def test_a_stream_gives_its_connection_back_after_each_look(self):
        from shop.views import read_stock

        with mock.patch("shop.views.close_old_connections") as close:
            self.assertEqual(read_stock("frankenstein"), 3)
            close.assert_called_once_with()
            with mock.patch("shop.views.Book.objects.filter", side_effect=RuntimeError):
                self.assertRaises(RuntimeError, read_stock, "frankenstein")
        self.assertEqual(close.call_count, 2)

    async def test_each_open_stream_keeps_a_thread_of_its_own(self):
        import asyncio
        import threading

        from asgiref.testing import ApplicationCommunicator
        from django.core.asgi import get_asgi_application

        threads = []

        def stock(slug):
            threads.append(threading.current_thread())
            return 3

        path = "/books/frankenstein/stock/"
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
                 "path": path, "raw_path": path.encode(), "query_string": b"", "headers": [(b"host", b"testserver")]}
        with mock.patch("shop.views.read_stock", stock):
            streams = [ApplicationCommunicator(get_asgi_application(), dict(scope)) for _ in range(2)]
            for stream in streams:
                await stream.send_input({"type": "http.request", "body": b"", "more_body": False})
            for stream in streams:
                self.assertEqual((await stream.receive_output(PATIENCE))["status"], 200)
                await stream.receive_output(PATIENCE)
            self.assertEqual(len({thread.ident for thread in threads}), 2)
            self.assertTrue(all(thread.is_alive() for thread in threads))
            for stream in streams:
                await stream.send_input({"type": "http.disconnect"})
                await stream.wait(PATIENCE)
        await asyncio.sleep(0)

    async def test_an_unknown_book_is_a_404_so_that_the_browser_does_not_come_back(self):
        response = await self.async_client.get("/books/nothing/stock/")
        self.assertEqual(response.status_code, 404)


class FreshProcessTest(SimpleTestCase):
    def test_the_merged_asgi_file_can_be_imported_first(self):
        done = subprocess.run(
            [sys.executable, "-c", "import config.asgi"], capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stderr)
