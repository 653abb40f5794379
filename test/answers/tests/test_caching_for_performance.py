import re

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client, SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views.decorators.cache import cache_page
from django.views.decorators.vary import vary_on_cookie

from answer import snippet
from config.urls import urlpatterns as site_urls
from shop.catalog import genre_books, get_or_refresh
from shop.models import Author, Book, Customer, Genre, Order, OrderItem


def form(request):
    template = engines["django"].from_string("{% csrf_token %}")
    return HttpResponse(template.render({}, request))


def hello(request):
    return HttpResponse(f"Hello {request.user}")


urlpatterns = [
    path("plain/", hello),
    path("trap/", cache_page(60)(hello)),
    path("trap/login/", cache_page(60)(login_required(hello))),
    path("form/", cache_page(60)(form)),
    path("vary/", cache_page(60)(vary_on_cookie(hello))),
    *site_urls,
]


class RedisSettingsTest(SimpleTestCase):
    def test_the_settings_build_djangos_own_redis_cache_without_connecting(self):
        names = snippet(1)
        with override_settings(CACHES=names["CACHES"]):
            redis = caches["default"]
            self.assertEqual(type(redis).__module__, "django.core.cache.backends.redis")
            self.assertEqual(redis.make_key("a"), "bookshop:1:a")
            self.assertEqual(redis.default_timeout, 300)
            client = redis._cache.get_client()
            options = client.connection_pool.connection_kwargs
        self.assertEqual((options["host"], options["db"]), ("cache.internal", 1))
        self.assertEqual(options["socket_timeout"], 1)
        self.assertEqual(names["SESSION_ENGINE"], "django.contrib.sessions.backends.cached_db")

    def test_the_session_engine_exists(self):
        import importlib

        self.assertTrue(importlib.import_module(snippet(1)["SESSION_ENGINE"]).SessionStore)

    def test_redis_clear_flushes_the_whole_database(self):
        from unittest import mock

        with override_settings(CACHES=snippet(1)["CACHES"]):
            with mock.patch("redis.Redis.flushdb") as flushdb:
                caches["default"].clear()
        flushdb.assert_called_once_with()

    def test_several_locations_write_to_the_first_and_read_from_the_others(self):
        from django.core.cache.backends.redis import RedisCache

        redis = RedisCache(["redis://first", "redis://second"], {})
        host = lambda write: redis._cache.get_client(write=write).connection_pool.connection_kwargs["host"]
        self.assertEqual((host(True), host(False)), ("first", "second"))


@override_settings(ROOT_URLCONF=__name__)
class CachingTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Italo Calvino")
        cls.genre = Genre.objects.create(name="Fiction")
        cls.book = Book.objects.create(title="Invisible Cities", slug="invisible", author=cls.author)
        cls.book.genres.add(cls.genre)
        cls.ann, cls.ben = (User.objects.create_user(name) for name in ("ann", "ben"))
        for user in (cls.ann, cls.ben):
            order = Order.objects.create(customer=Customer.objects.create(user=user))
            OrderItem.objects.create(order=order, book=cls.book, unit_price="9.99")

    def setUp(self):
        cache.clear()

    def test_a_cached_view_queries_once_and_tells_the_browser_too(self):
        with self.assertNumQueries(1):
            first = self.client.get("/books/")
            second = self.client.get("/books/")
        self.assertEqual(first.content, second.content)
        self.assertEqual(first["Cache-Control"], "max-age=300")

    def test_the_query_string_and_the_language_are_part_of_the_key(self):
        from django.utils import timezone, translation

        self.client.get("/books/")
        with self.assertNumQueries(1):
            self.client.get("/books/?page=2")
        with translation.override("de"), self.assertNumQueries(1):
            self.client.get("/books/")
        with timezone.override("Asia/Tokyo"), self.assertNumQueries(1):
            self.client.get("/books/")

    def test_a_header_is_part_of_the_key_only_when_vary_names_it(self):
        from django.http import HttpResponse
        from django.test import RequestFactory
        from django.views.decorators.cache import cache_page
        from django.views.decorators.vary import vary_on_headers

        def view(request):
            return HttpResponse("fragment" if request.headers.get("HX-Request") else "page")

        def answers(view, path):
            fragment = RequestFactory().get(path, headers={"HX-Request": "true"})
            return [view(r).content for r in (RequestFactory().get(path), fragment)]

        self.assertEqual(answers(cache_page(60)(view), "/wrong/"), [b"page", b"page"])
        varying = cache_page(60)(vary_on_headers("HX-Request")(view))
        self.assertEqual(answers(varying, "/right/"), [b"page", b"fragment"])

    def greetings(self, url):
        """What Ann, then Ben, then somebody without an account read there."""
        texts = []
        for user in (self.ann, self.ben):
            self.client.force_login(user)
            texts.append(self.client.get(url).content.decode())
        self.client.logout()
        return [*texts, self.client.get(url).content.decode()]

    def test_cache_page_hands_one_visitors_page_to_everybody_because_the_session_varies_too_late(self):
        self.assertEqual(self.greetings("/trap/"), ["Hello ann"] * 3)
        self.assertEqual(self.greetings("/trap/login/"), ["Hello ann"] * 3)

    def test_a_cached_form_carries_the_first_visitors_token_and_fails_for_the_next(self):
        first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
        token = re.search('value="([^"]+)"', first.get("/form/").content.decode()).group(1)
        self.assertIn(token, second.get("/form/").content.decode())
        post = {"csrfmiddlewaretoken": token}
        self.assertEqual(first.post("/form/", post).status_code, 200)
        self.assertEqual(second.post("/form/", post).status_code, 403)

    def test_vary_on_cookie_below_cache_page_gives_each_visitor_a_copy(self):
        self.assertEqual(self.greetings("/vary/"), ["Hello ann", "Hello ben", "Hello AnonymousUser"])

    def test_the_per_site_middleware_does_see_the_vary_of_the_session(self):
        middleware = [
            "django.middleware.cache.UpdateCacheMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.cache.FetchFromCacheMiddleware",
        ]
        with self.settings(MIDDLEWARE=middleware):
            self.assertEqual(
                self.greetings("/plain/"), ["Hello ann", "Hello ben", "Hello AnonymousUser"]
            )
            self.client.force_login(self.ann)
            self.assertEqual(self.client.get("/plain/").headers["Cache-Control"], "max-age=600")

    def test_a_private_page_shows_each_customer_their_own_orders(self):
        for user in (self.ann, self.ben):
            self.client.force_login(user)
            response = self.client.get("/orders/")
            self.assertContains(response, f"Orders of {user.username}")
            self.assertContains(response, f"Order {user.customer.orders.get().pk}:")
            self.assertContains(response, "Invisible Cities", count=1)
        self.assertIn("private", response["Cache-Control"])
        self.client.logout()
        self.assertEqual(self.client.get("/orders/").status_code, 302)

    def test_a_private_response_is_not_stored_even_by_cache_page(self):
        from django.http import HttpResponse
        from django.test import RequestFactory
        from django.views.decorators.cache import cache_control, cache_page

        calls = []

        @cache_page(60)
        @cache_control(private=True)
        def view(request):
            calls.append(request)
            return HttpResponse("mine")

        for _ in range(2):
            view(RequestFactory().get("/"))
        self.assertEqual(len(calls), 2)

    def test_a_stored_fragment_queries_no_books(self):
        self.client.force_login(self.ann)
        with CaptureQueriesContext(connection) as first:
            self.client.get("/orders/")
        with CaptureQueriesContext(connection) as second:
            self.client.get("/orders/")
        self.assertEqual(len(first) - len(second), 1)

    def test_a_test_case_never_commits_so_the_invalidation_waits_for_ever(self):
        genre_books(self.genre.pk)
        self.book.title = "Silent"
        self.book.save()
        self.assertEqual(genre_books(self.genre.pk)[0]["title"], "Invisible Cities")

    def test_the_fragment_is_reused_until_a_part_of_its_key_changes(self):
        self.client.force_login(self.ann)
        self.client.get("/orders/")
        Book.objects.update(title="Renamed")
        self.assertContains(self.client.get("/orders/"), "Invisible Cities")
        self.ann.customer.orders.update(status="paid")
        self.assertContains(self.client.get("/orders/"), "Renamed")

    def test_genre_books_queries_once_and_again_after_a_committed_change(self):
        with self.assertNumQueries(1):
            genre_books(self.genre.pk)
            self.assertEqual(genre_books(self.genre.pk)[0]["title"], "Invisible Cities")
        with self.captureOnCommitCallbacks() as callbacks:
            self.book.title = "Mr. Palomar"
            self.book.save()
        self.assertEqual(genre_books(self.genre.pk)[0]["title"], "Invisible Cities")
        for callback in callbacks:
            callback()
        self.assertEqual(genre_books(self.genre.pk)[0]["title"], "Mr. Palomar")

    def test_the_version_does_not_run_out_by_itself(self):
        genre_books(self.genre.pk)
        expires = [cache._expire_info[cache.make_key("catalog:version")]]
        with self.captureOnCommitCallbacks(execute=True):
            self.book.save()
        expires.append(cache._expire_info[cache.make_key("catalog:version")])
        self.assertEqual(expires, [None, None])

    def test_only_books_change_the_version(self):
        genre_books(self.genre.pk)
        before = cache.get("catalog:version")
        with self.captureOnCommitCallbacks(execute=True):
            self.ann.save()
        self.assertEqual(cache.get("catalog:version"), before)

    def test_a_change_of_genres_or_a_deletion_invalidates_as_well(self):
        genre_books(self.genre.pk)
        with self.captureOnCommitCallbacks(execute=True):
            self.book.genres.clear()
        self.assertEqual(genre_books(self.genre.pk), [])
        other = Book.objects.create(title="Marcovaldo", slug="marcovaldo", author=self.author)
        other.genres.add(self.genre)
        cache.clear()
        self.assertEqual(len(genre_books(self.genre.pk)), 1)
        with self.captureOnCommitCallbacks(execute=True):
            other.delete()
        self.assertEqual(genre_books(self.genre.pk), [])

    def test_an_empty_result_is_a_hit(self):
        genre_books(999)
        with self.assertNumQueries(0):
            self.assertEqual(genre_books(999), [])

    def test_update_sends_no_signal_and_so_invalidates_nothing(self):
        genre_books(self.genre.pk)
        with self.captureOnCommitCallbacks(execute=True) as callbacks:
            Book.objects.update(title="Silent")
        self.assertEqual(callbacks, [])
        self.assertEqual(genre_books(self.genre.pk)[0]["title"], "Invisible Cities")

    def test_one_caller_refreshes_a_stale_value_while_the_others_get_the_old_one(self):
        self.assertEqual(get_or_refresh("top", lambda: "old", fresh=-1), "old")

        def compute():
            # Meanwhile somebody else asks for the same key.
            self.assertEqual(get_or_refresh("top", self.fail), "old")
            return "new"

        self.assertEqual(get_or_refresh("top", compute), "new")
        self.assertEqual(get_or_refresh("top", self.fail), "new")
        self.assertIsNone(cache.get("top:lock"))
