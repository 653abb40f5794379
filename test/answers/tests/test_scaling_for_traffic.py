from unittest import mock

from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.db import Error, InterfaceError, OperationalError, router
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase
from django.test.utils import override_settings
from django.urls import path

from config.routers import PrimaryAfterWriteMiddleware, ReplicaRouter, current
from config.urls import urlpatterns as site_urls
from shop.models import Book, Customer, Order
from shop.orders import mark_paid
from shop.tasks import send_receipt

urlpatterns = [path("form/", lambda request: HttpResponse("sent")), *site_urls]


class RouterTest(SimpleTestCase):
    def database(self, method="GET", cookies=None, writes=False):
        """Which database a view's query set reads from, and the response."""
        seen = []

        def view(request):
            if writes:
                router.db_for_write(Book)  # as save() asks
            seen.append(Book.objects.all().db)
            return HttpResponse()

        request = getattr(RequestFactory(), method.lower())("/")
        request.COOKIES.update(cookies or {})
        response = PrimaryAfterWriteMiddleware(view)(request)
        return seen[0], response

    def test_reads_go_to_a_replica(self):
        database, response = self.database()
        self.assertEqual(database, "replica")
        self.assertNotIn("wrote", response.cookies)

    def test_an_unsafe_request_reads_from_the_primary_from_the_start(self):
        database, response = self.database("POST")
        self.assertEqual(database, "default")
        self.assertNotIn("wrote", response.cookies)

    def test_any_request_that_writes_is_remembered_for_a_moment(self):
        for method in ("GET", "POST"):
            database, response = self.database(method, writes=True)
            self.assertEqual(database, "default")
            cookie = response.cookies["wrote"]
            attributes = [cookie[name] for name in ("max-age", "secure", "httponly", "samesite")]
            self.assertEqual(attributes, [5, True, True, "Lax"])

    def test_the_choice_is_made_before_any_other_middleware_reads(self):
        self.assertEqual(settings.MIDDLEWARE[1], "config.routers.PrimaryAfterWriteMiddleware")

    def test_the_next_read_of_the_same_customer_goes_to_the_primary(self):
        self.assertEqual(self.database("GET", {"wrote": "1"})[0], "default")

    def test_the_choice_ends_with_the_request_even_when_the_view_fails(self):
        def view(request):
            raise RuntimeError

        with self.assertRaises(RuntimeError):
            PrimaryAfterWriteMiddleware(view)(RequestFactory().post("/"))
        self.assertIsNone(current.get())

    def test_outside_a_request_everything_goes_to_the_primary(self):
        self.assertEqual(router.db_for_read(Book), "default")
        self.assertEqual(router.db_for_write(Book), "default")
        self.assertEqual(Book.objects.select_for_update().db, "default")
        self.assertEqual(Book.objects.using("replica").db, "replica")

    def test_migrations_run_on_the_primary_only_and_relations_are_allowed(self):
        router = ReplicaRouter()
        self.assertTrue(router.allow_migrate("default", "shop"))
        self.assertFalse(router.allow_migrate("replica", "shop"))
        one, other = Book(), Book()
        one._state.db, other._state.db = "default", "replica"
        self.assertTrue(router.allow_relation(one, other))


class GetThatWritesTest(TestCase):
    def test_a_get_that_writes_is_noticed_and_reads_its_own_row(self):
        def view(request):
            Book.objects.update(stock=1)
            return HttpResponse(Book.objects.all().db)

        response = PrimaryAfterWriteMiddleware(view)(RequestFactory().get("/"))
        self.assertEqual(response.content, b"default")
        self.assertIn("wrote", response.cookies)


@override_settings(SECURE_SSL_REDIRECT=True)
class HealthTest(TestCase):
    databases = {"default", "replica"}

    def probe(self, url):
        return self.client.get(url, headers={"host": "10.0.1.11"})

    def test_probes_by_ip_address_and_plain_http_are_answered(self):
        self.assertEqual(self.probe("/live/").status_code, 200)
        with self.assertNumQueries(1):
            self.assertEqual(self.probe("/ready/").status_code, 200)

    def test_other_urls_would_refuse_or_redirect_such_a_request(self):
        with self.assertLogs("django.security.DisallowedHost", "ERROR"):
            self.assertEqual(self.probe("/books/").status_code, 400)
        self.assertEqual(self.client.get("/books/").status_code, 301)

    def test_without_a_database_the_instance_is_alive_but_not_ready(self):
        for fault in (OperationalError, InterfaceError):
            self.assertTrue(issubclass(fault, Error))
            with mock.patch("shop.health.connection.cursor", side_effect=fault):
                self.assertEqual(self.probe("/ready/").status_code, 503)
                self.assertEqual(self.probe("/live/").status_code, 200)


@override_settings(ROOT_URLCONF=__name__)
class ProxyTest(TestCase):
    databases = {"default", "replica"}

    def post(self, host="testserver", **settings):
        client = Client(enforce_csrf_checks=True)
        token = "a" * 32
        client.cookies["csrftoken"] = token
        headers = {"host": "testserver", "origin": f"https://{host}", "x-forwarded-proto": "https",
                   "x-csrftoken": token}
        with self.settings(**settings):
            return client.post("/form/", headers=headers).status_code

    def test_the_origin_of_a_form_is_refused_until_django_knows_of_the_tls(self):
        header = ("HTTP_X_FORWARDED_PROTO", "https")
        self.assertEqual(self.post(), 403)
        self.assertEqual(self.post(SECURE_PROXY_SSL_HEADER=header), 200)

    def test_a_proxy_that_changes_the_host_needs_the_public_origin_with_its_scheme(self):
        header = ("HTTP_X_FORWARDED_PROTO", "https")
        self.assertEqual(self.post("bookshop.example", SECURE_PROXY_SSL_HEADER=header), 403)
        trusted = ["https://bookshop.example"]
        self.assertEqual(self.post("bookshop.example", CSRF_TRUSTED_ORIGINS=trusted), 200)


class PayTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        user = User.objects.create_user("ann", "ann@bookshop.example")
        cls.order = Order.objects.create(customer=Customer.objects.create(user=user))

    def test_the_receipt_is_sent_only_after_the_commit(self):
        with self.captureOnCommitCallbacks() as callbacks:
            self.assertTrue(mark_paid(self.order.pk))
        self.assertEqual(mail.outbox, [])
        callbacks[0]()
        self.assertEqual(mail.outbox[0].to, ["ann@bookshop.example"])
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, "paid")

    def test_paying_twice_sends_one_receipt(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.assertTrue(mark_paid(self.order.pk))
            self.assertFalse(mark_paid(self.order.pk))
        self.assertEqual(len(mail.outbox), 1)

    def test_the_order_is_locked_so_that_two_calls_cannot_both_find_a_cart(self):
        # SQLite drops the clause, so what the query set was asked is what counts.
        with mock.patch.object(
            QuerySet, "select_for_update", autospec=True, side_effect=QuerySet.select_for_update
        ) as locked:
            mark_paid(self.order.pk)
        locked.assert_called_once()

    def test_the_task_reads_from_the_primary_although_no_request_told_it_to(self):
        send_receipt(self.order.pk)  # this test may not query the replica
        self.assertEqual(len(mail.outbox), 1)

    def test_the_mail_server_has_a_timeout_to_set(self):
        from inspect import signature

        from django.core.mail.backends.smtp import EmailBackend

        self.assertIn("timeout", signature(EmailBackend.__init__).parameters)

    def test_a_failed_delivery_is_retried(self):
        from smtplib import SMTPServerDisconnected

        sent = mock.Mock(side_effect=[SMTPServerDisconnected(), 1])
        with mock.patch("shop.tasks.send_mail", sent):
            result = send_receipt.apply([self.order.pk], throw=False)  # a retry is raised
        self.assertTrue(result.successful())
        self.assertEqual(sent.call_count, 2)
        self.assertEqual(send_receipt.max_retries, 5)
