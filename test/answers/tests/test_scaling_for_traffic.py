from unittest import mock

from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.urls import path

from config.routers import PrimaryAfterWriteMiddleware, ReplicaRouter, use_primary
from config.urls import urlpatterns as site_urls
from shop import health
from shop.models import Book, Customer, Order
from shop.orders import pay
from shop.tasks import send_receipt

urlpatterns = [path("live/", health.live), path("ready/", health.ready), *site_urls]


class RouterTest(SimpleTestCase):
    def database(self, method="GET", cookies=None):
        """Which database a view's query set reads from, and the response."""
        seen = []

        def view(request):
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

    def test_a_writing_request_reads_from_the_primary_and_is_remembered_for_a_moment(self):
        database, response = self.database("POST")
        self.assertEqual(database, "default")
        cookie = response.cookies["wrote"]
        attributes = [cookie[name] for name in ("max-age", "httponly", "samesite")]
        self.assertEqual(attributes, [5, True, "Lax"])

    def test_the_choice_is_made_before_any_other_middleware_reads(self):
        self.assertEqual(settings.MIDDLEWARE[0], "config.routers.PrimaryAfterWriteMiddleware")

    def test_the_next_read_of_the_same_customer_goes_to_the_primary(self):
        self.assertEqual(self.database("GET", {"wrote": "1"})[0], "default")

    def test_the_choice_ends_with_the_request_even_when_the_view_fails(self):
        def view(request):
            raise RuntimeError

        with self.assertRaises(RuntimeError):
            PrimaryAfterWriteMiddleware(view)(RequestFactory().post("/"))
        self.assertFalse(use_primary.get())

    def test_writes_and_locks_go_to_the_primary(self):
        from django.db import router

        self.assertEqual(router.db_for_write(Book), "default")
        self.assertEqual(Book.objects.select_for_update().db, "default")

    def test_migrations_run_on_the_primary_only_and_relations_are_allowed(self):
        router = ReplicaRouter()
        self.assertTrue(router.allow_migrate("default", "shop"))
        self.assertFalse(router.allow_migrate("replica", "shop"))
        one, other = Book(), Book()
        one._state.db, other._state.db = "default", "replica"
        self.assertTrue(router.allow_relation(one, other))


@override_settings(ROOT_URLCONF=__name__)
class HealthTest(TestCase):
    def test_both_probes_answer(self):
        self.assertEqual(self.client.get("/live/").status_code, 200)
        with self.assertNumQueries(1):
            self.assertEqual(self.client.get("/ready/").status_code, 200)

    def test_without_a_database_the_instance_is_alive_but_not_ready(self):
        with mock.patch("shop.health.connection.cursor", side_effect=DatabaseError):
            self.assertEqual(self.client.get("/ready/").status_code, 503)
            self.assertEqual(self.client.get("/live/").status_code, 200)


class PayTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        user = User.objects.create_user("ann", "ann@bookshop.example")
        cls.order = Order.objects.create(customer=Customer.objects.create(user=user))

    def setUp(self):
        token = use_primary.set(True)
        self.addCleanup(use_primary.reset, token)

    def test_the_receipt_is_sent_only_after_the_commit(self):
        with self.captureOnCommitCallbacks() as callbacks:
            self.assertTrue(pay(self.order.pk))
        self.assertEqual(mail.outbox, [])
        callbacks[0]()
        self.assertEqual(mail.outbox[0].to, ["ann@bookshop.example"])
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, "paid")

    def test_paying_twice_sends_one_receipt(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.assertTrue(pay(self.order.pk))
            self.assertFalse(pay(self.order.pk))
        self.assertEqual(len(mail.outbox), 1)

    def test_the_order_is_locked_so_that_two_calls_cannot_both_find_a_cart(self):
        # SQLite drops the clause, so what the query set was asked is what counts.
        with mock.patch.object(
            QuerySet, "select_for_update", autospec=True, side_effect=QuerySet.select_for_update
        ) as locked:
            pay(self.order.pk)
        locked.assert_called_once()

    def test_the_task_reads_from_the_primary_although_no_request_told_it_to(self):
        token = use_primary.set(False)
        self.addCleanup(use_primary.reset, token)
        send_receipt(self.order.pk)  # this test may not query the replica
        self.assertEqual(len(mail.outbox), 1)

    def test_a_failed_delivery_is_retried(self):
        from smtplib import SMTPServerDisconnected

        sent = mock.Mock(side_effect=[SMTPServerDisconnected(), 1])
        with mock.patch("shop.tasks.send_mail", sent):
            result = send_receipt.apply([self.order.pk], throw=False)  # a retry is raised
        self.assertTrue(result.successful())
        self.assertEqual(sent.call_count, 2)
        self.assertEqual(send_receipt.max_retries, 5)
