import re
import subprocess
import sys
from unittest import mock

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import TestCase, override_settings
from django.urls import path
from django.views.decorators.cache import cache_control, cache_page, never_cache
from django.views.decorators.csrf import csrf_protect
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


@never_cache
def never(request):
    return HttpResponse()


@cache_page(60)
def counted(request):
    CALLS.append(request.method)
    return HttpResponse()


@cache_page(60)
def missing(request):
    CALLS.append(request.method)
    return HttpResponse(status=404)


@cache_page(60)
def streamed(request):
    CALLS.append(request.method)
    return StreamingHttpResponse(["a"])


@cache_page(60)
@cache_control(no_store=True)
def unstored(request):
    CALLS.append(request.method)
    return HttpResponse()


@cache_page(60)
def form(request):
    return HttpResponse(get_token(request))


@cache_page(60)
@csrf_protect
def protected(request):
    return HttpResponse(get_token(request))


urlpatterns = [
    path("never/", never),
    path("counted/", counted),
    path("missing/", missing),
    path("streamed/", streamed),
    path("unstored/", unstored),
    path("form/", form),
    path("protected/", protected),
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
        cls.order = Order.objects.create(
            customer=Customer.objects.create(user=cls.mia), status=Order.Status.PAID
        )
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

    @override_settings(ROOT_URLCONF=__name__)
    def test_never_cache_forbids_storing(self):
        header = self.client.get("/never/").headers["Cache-Control"]
        for word in ("max-age=0", "no-cache", "no-store", "must-revalidate", "private"):
            self.assertIn(word, header)

    @override_settings(ROOT_URLCONF=__name__)
    def test_head_is_stored_and_post_errors_and_streams_are_not(self):
        for method, url, calls in [
            ("head", "/counted/", 1), ("get", "/counted/", 1), ("post", "/counted/", 2),
            ("get", "/missing/", 2), ("get", "/streamed/", 2), ("get", "/unstored/", 2),
        ]:
            CALLS.clear()
            cache.clear()
            for _ in range(2):
                getattr(self.client, method)(url)
            self.assertEqual(len(CALLS), calls, (method, url))

    @override_settings(ROOT_URLCONF=__name__)
    def test_the_first_visitors_token_is_stored_for_all_unless_csrf_protect_stands_below(self):
        def status(url):
            client = self.client_class(enforce_csrf_checks=True)
            token = client.get(url).content.decode()
            return client.post(url, {"csrfmiddlewaretoken": token}).status_code

        self.assertEqual([status("/form/") for _ in range(2)], [200, 403])
        cache.clear()
        self.assertEqual([status("/protected/") for _ in range(2)], [200, 200])


class FragmentTests(CacheCase):
    def setUp(self):
        super().setUp()
        Book.objects.update(published_on="2026-01-01")

    def test_the_fragment_is_shared_and_the_greeting_is_not(self):
        self.assertIn("<li>City 0</li>", self.text("/"))
        Book.objects.filter(pk=self.books[0].pk).update(title="Renamed")
        page = self.text("/", self.mia)
        self.assertIn("<li>City 0</li>", page)
        self.assertIn("Hello mia", page)

    def test_on_a_hit_the_lazy_queryset_sends_nothing(self):
        with self.assertNumQueries(2):  # the top books, the new books
            self.text("/")
        with self.assertNumQueries(0):
            self.text("/")

    def test_deleting_its_key_renews_it(self):
        self.text("/")
        Book.objects.filter(pk=self.books[0].pk).update(title="Renamed")
        self.assertTrue(cache.delete(make_template_fragment_key("new-books", ["en-us"])))
        self.assertIn("Renamed", self.text("/"))

    def test_a_sale_shows_on_the_very_next_visit(self):
        def top():
            return re.findall("<li>(.*?)</li>", self.text("/").split("</ol>")[0])

        self.assertEqual(top(), ["City 1"])
        cart = Order.objects.create(customer=self.order.customer)
        OrderItem.objects.create(order=cart, book=self.books[2], quantity=9, unit_price=1)
        self.assertEqual(top(), ["City 1"])
        cart.status = Order.Status.PAID
        with self.captureOnCommitCallbacks(execute=True):
            cart.save()
        self.assertEqual(top(), ["City 2", "City 1"])


class ValueTests(CacheCase):
    def titles(self):
        return [book["title"] for book in top_books()]

    def cart(self, quantity=9):
        cart = Order.objects.create(customer=self.order.customer)
        OrderItem.objects.create(order=cart, book=self.books[2], quantity=quantity, unit_price=1)
        return cart

    def test_a_hit_runs_no_query(self):
        with self.assertNumQueries(1):
            self.assertEqual(top_books(), [{"title": "City 1", "slug": "city-1", "sold": 2}])
        with self.assertNumQueries(0):
            self.assertEqual(self.titles(), ["City 1"])

    def test_carts_are_no_sales(self):
        self.cart()
        self.assertEqual(self.titles(), ["City 1"])

    def test_a_paid_order_and_its_deletion_forget_the_list(self):
        top_books()
        cart = self.cart()
        cart.status = Order.Status.PAID
        with self.captureOnCommitCallbacks(execute=True):
            cart.save()
        self.assertEqual(self.titles(), ["City 2", "City 1"])
        with self.captureOnCommitCallbacks(execute=True):
            cart.delete()
        self.assertEqual(self.titles(), ["City 1"])

    def test_the_list_is_forgotten_at_the_commit_and_not_before(self):
        top_books()
        with self.captureOnCommitCallbacks(execute=True):
            self.order.save()
            self.assertIsNotNone(cache.get(TOP_BOOKS))
        self.assertIsNone(cache.get(TOP_BOOKS))

    def test_a_process_that_loads_no_views_invalidates_as_well(self):
        code = (
            "import django, sys; django.setup();"
            "from django.db.models.signals import post_save; from shop.models import Order;"
            "names = [r.__name__ for r in post_save._live_receivers(Order)[0]];"
            "assert 'shop.views' not in sys.modules; assert 'forget_top_books' in names, names"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_update_sends_no_signal_and_leaves_it_stale(self):
        top_books()
        cart = self.cart()
        with self.captureOnCommitCallbacks(execute=True):
            Order.objects.filter(pk=cart.pk).update(status=Order.Status.PAID)
        self.assertEqual(self.titles(), ["City 1"])

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
