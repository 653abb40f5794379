import subprocess
import sys
from unittest import mock

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpResponse
from django.test import TestCase, override_settings
from django.urls import path
from django.views.decorators.cache import cache_control, cache_page
from django.views.decorators.http import condition

from shop.cache import TOP_BOOKS, top_books
from shop.models import Author, Book, Customer, Order, OrderItem


CALLS = []


@cache_page(60)
def leaky(request):
    return HttpResponse(f"Hello {request.user.get_username()}")


@cache_page(60)
@cache_control(private=True)
def private(request):
    return HttpResponse(f"Hello {request.user.get_username()}")


@condition(etag_func=lambda request: '"1"')
def conditional(request):
    CALLS.append(request.path)
    return HttpResponse("content")


def plain(request):
    CALLS.append(request.path)
    return HttpResponse(f"Hello {request.user.get_username()}")


urlpatterns = [
    path("leaky/", leaky),
    path("private/", private),
    path("conditional/", conditional),
    path("plain/", plain),
]


class CacheCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Italo Calvino")
        cls.books = [
            Book.objects.create(title=f"City {n}", slug=f"city-{n}", author=author) for n in range(3)
        ]
        cls.mia = get_user_model().objects.create_user("mia")
        cls.ben = get_user_model().objects.create_user("ben")
        cls.order = Order.objects.create(customer=Customer.objects.create(user=cls.mia))
        OrderItem.objects.create(
            order=cls.order, book=cls.books[1], quantity=2, unit_price=cls.books[1].price
        )

    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)

    def text(self, url, user=None):
        client = self.client_class()
        if user:
            client.force_login(user)
        return client.get(url).content.decode()


class BackendTests(CacheCase):
    def test_the_production_settings_name_the_redis_backend(self):
        from config import settings_production

        options = dict(settings_production.CACHES["default"])
        self.assertTrue(options.pop("BACKEND").endswith(RedisCache.__name__))
        backend = RedisCache(options.pop("LOCATION"), options)
        self.assertEqual(backend.default_timeout, 300)
        self.assertEqual(backend.make_key("x"), "bookshop:1:x")
        self.assertIn("shop", settings_production.INSTALLED_APPS)

    def test_the_default_timeout_is_five_minutes_in_every_backend(self):
        self.assertEqual(RedisCache("redis://x", {}).default_timeout, 300)
        self.assertEqual(cache.default_timeout, 300)

    def test_redis_being_down_is_an_error_and_not_a_miss(self):
        import redis

        with self.assertRaises(redis.exceptions.ConnectionError):
            RedisCache("redis://127.0.0.1:1/0", {}).get("x")


class ResponseTests(CacheCase):
    def test_the_second_visit_costs_no_query_and_may_be_old(self):
        with self.assertNumQueries(1):
            first = self.client.get("/books/")
        Book.objects.create(title="New", slug="new", author=self.books[0].author)
        with self.assertNumQueries(0):
            second = self.client.get("/books/")
        self.assertEqual(first.content, second.content)
        self.assertEqual(first.headers["Cache-Control"], "max-age=300")

    def test_another_query_string_is_another_entry(self):
        self.client.get("/books/")
        with self.assertNumQueries(1):
            self.client.get("/books/?page=2")

    @override_settings(ROOT_URLCONF=__name__)
    def test_cache_page_alone_leaks_a_personal_page(self):
        self.assertEqual(self.text("/leaky/", self.mia), "Hello mia")
        self.assertEqual(self.text("/leaky/", self.ben), "Hello mia")

    def test_vary_on_cookie_keeps_them_apart(self):
        self.assertIn("Signed in as mia", self.text("/shelf/", self.mia))
        self.assertIn("Signed in as ben", self.text("/shelf/", self.ben))

    @override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "django.middleware.cache.UpdateCacheMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.cache.FetchFromCacheMiddleware",
        ],
    )
    def test_the_per_site_cache_keeps_them_apart_by_itself(self):
        self.assertEqual(self.text("/plain/", self.mia), "Hello mia")
        self.assertEqual(self.text("/plain/", self.ben), "Hello ben")

    @override_settings(ROOT_URLCONF=__name__)
    def test_a_private_response_is_not_stored_by_django_either(self):
        self.assertEqual(self.text("/private/", self.mia), "Hello mia")
        self.assertEqual(self.text("/private/", self.ben), "Hello ben")

    @override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.http.ConditionalGetMiddleware", *settings.MIDDLEWARE],
    )
    def test_a_304_saves_the_body_and_only_condition_saves_the_view(self):
        for url, calls in (("/plain/", 2), ("/conditional/", 1)):
            CALLS.clear()
            etag = self.client.get(url).headers["ETag"]
            again = self.client.get(url, headers={"If-None-Match": etag})
            self.assertEqual((again.status_code, again.content), (304, b""))
            self.assertEqual(len(CALLS), calls, url)

    def test_never_cache_forbids_storing(self):
        header = self.client.get("/basket/").headers["Cache-Control"]
        for word in ("max-age=0", "no-cache", "no-store", "must-revalidate", "private"):
            self.assertIn(word, header)


class FragmentTests(CacheCase):
    def test_the_fragment_is_shared_and_the_greeting_is_not(self):
        self.assertIn("City 1", self.text("/"))
        Book.objects.filter(pk=self.books[1].pk).update(title="Renamed")
        cache.delete(TOP_BOOKS)
        page = self.text("/", self.mia)
        self.assertIn("City 1", page)
        self.assertIn("Hello mia", page)

    def test_deleting_its_key_renews_it(self):
        self.text("/")
        Book.objects.filter(pk=self.books[1].pk).update(title="Renamed")
        cache.delete(TOP_BOOKS)
        self.assertTrue(cache.delete(make_template_fragment_key("top-books", ["en-us"])))
        self.assertIn("Renamed", self.text("/"))


class ValueTests(CacheCase):
    def test_a_hit_runs_no_query(self):
        with self.assertNumQueries(1):
            self.assertEqual(top_books(), [self.books[1]])
        with self.assertNumQueries(0):
            self.assertEqual(top_books(), [self.books[1]])

    def test_a_sale_and_a_deletion_forget_the_list(self):
        top_books()
        with self.captureOnCommitCallbacks(execute=True):
            item = OrderItem.objects.create(
                order=self.order, book=self.books[2], quantity=9, unit_price=1
            )
        self.assertEqual(top_books()[0], self.books[2])
        with self.captureOnCommitCallbacks(execute=True):
            item.delete()
        self.assertEqual(top_books()[0], self.books[1])

    def test_the_list_is_forgotten_at_the_commit_and_not_before(self):
        top_books()
        with self.captureOnCommitCallbacks(execute=True):
            OrderItem.objects.create(
                order=self.order, book=self.books[2], quantity=9, unit_price=1
            )
            self.assertIsNotNone(cache.get(TOP_BOOKS))
        self.assertIsNone(cache.get(TOP_BOOKS))

    def test_a_process_that_loads_no_views_invalidates_as_well(self):
        code = (
            "import django, sys; django.setup();"
            "from django.db.models.signals import post_save; from shop.models import OrderItem;"
            "names = [r.__name__ for r in post_save._live_receivers(OrderItem)[0]];"
            "assert 'shop.views' not in sys.modules; assert 'forget_top_books' in names, names"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_bulk_changes_send_no_signal_and_leave_it_stale(self):
        top_books()
        with self.captureOnCommitCallbacks(execute=True):
            OrderItem.objects.bulk_create(
                [OrderItem(order=self.order, book=self.books[2], quantity=9, unit_price=1)]
            )
        self.assertEqual(top_books(), [self.books[1]])

    def test_an_empty_result_is_a_hit_too(self):
        OrderItem.objects.all().delete()
        self.assertEqual(top_books(), [])
        with mock.patch("shop.cache._load_top_books", side_effect=AssertionError):
            self.assertEqual(top_books(), [])

    def test_a_cached_queryset_is_evaluated_and_stores_its_rows(self):
        with self.assertNumQueries(1):
            cache.set("books", Book.objects.all())
        Book.objects.all().update(title="X")
        with self.assertNumQueries(0):
            self.assertEqual({book.title for book in cache.get("books")}, {"City 0", "City 1", "City 2"})

    def test_add_is_a_lock_that_only_the_first_gets(self):
        self.assertTrue(cache.add("lock", 1, 10))
        self.assertFalse(cache.add("lock", 1, 10))
