from unittest import mock

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import path

from answer import block_source, snippet
from config.urls import urlpatterns as site_urls
from shop import views
from shop.chat import recent_messages, post_message
from shop.models import Author, Book, ChatMessage

urlpatterns = [path("books/<slug:slug>/stock/", views.stock_stream), *site_urls]


class ChatTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann")
        author = Author.objects.create(name="Mary Shelley")
        cls.book, cls.other = (
            Book.objects.create(title=title, slug=title.lower(), author=author, stock=3)
            for title in ("Frankenstein", "Mathilda")
        )

    def test_a_message_is_saved_before_it_is_sent(self):
        sent = post_message(self.ann, self.book.pk, {"text": "  It is alive! "})
        message = ChatMessage.objects.get()
        self.assertEqual(sent, {"id": message.pk, "user": "ann", "text": "It is alive!"})
        self.assertEqual(message.book, self.book)

    def test_what_is_not_a_message_is_refused_and_not_saved(self):
        for content in ({}, {"text": "  "}, {"text": "x" * 501}, ["text"], None, "text", {"text": None}):
            with self.subTest(content=content), self.assertRaises(ValidationError):
                post_message(self.ann, self.book.pk, content)
        self.assertFalse(ChatMessage.objects.exists())

    def test_a_reconnecting_client_gets_what_it_missed_of_its_room_in_order(self):
        sent = [post_message(self.ann, self.book.pk, {"text": text}) for text in ("one", "two", "three")]
        post_message(self.ann, self.other.pk, {"text": "elsewhere"})
        with self.assertNumQueries(1):
            self.assertEqual(recent_messages(self.book.pk, sent[0]["id"]), sent[1:])

    def test_a_new_visitor_gets_the_newest_messages_oldest_first(self):
        sent = [post_message(self.ann, self.book.pk, {"text": str(number)}) for number in range(4)]
        self.assertEqual(recent_messages(self.book.pk, limit=2), sent[2:])

    def test_an_absurdly_large_id_is_no_error(self):
        self.assertEqual(recent_messages(self.book.pk, after=10**30), [])

    def test_a_group_name_made_of_the_key_is_one_that_channels_accepts(self):
        # Letters, digits, hyphens, underscores and periods, below 100 characters; a slug may have 220.
        self.assertGreater(Book._meta.get_field("slug").max_length, 100)
        self.assertRegex(f"book-chat-{self.book.pk}", r"^[a-zA-Z0-9_.-]{1,99}$")


class SettingsTest(SimpleTestCase):
    def test_daphne_comes_first_and_the_asgi_application_is_the_one_shown(self):
        names = snippet(1, INSTALLED_APPS=["django.contrib.staticfiles", "shop"])
        self.assertEqual(names["INSTALLED_APPS"][0], "daphne")
        module, _, name = names["ASGI_APPLICATION"].rpartition(".")
        self.assertIn(f"{name} = ProtocolTypeRouter(", block_source(module.replace(".", "/") + ".py"))


@override_settings(ROOT_URLCONF=__name__)
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

    async def test_an_unknown_book_ends_the_stream(self):
        response = await self.async_client.get("/books/nothing/stock/")
        self.assertEqual([event async for event in response.streaming_content], [])
