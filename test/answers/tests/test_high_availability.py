from datetime import datetime, timedelta, timezone
from io import StringIO
from unittest import mock

import requests
import yaml
from answer import block_source, snippet
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection
from django.test import SimpleTestCase, TestCase, override_settings

from shop.models import Author, Book, Customer, Genre, Order
from shop.recommendations import recommended_slugs
from shop.tasks import mark_shipped


class WhatRedundancyBuys(SimpleTestCase):
    def test_the_minutes_named_in_the_text_are_right(self):
        names = snippet(1)
        self.assertAlmostEqual(names["minutes_down"](0.999), 43.2)
        self.assertAlmostEqual(names["minutes_down"](names["one_of_each"]), 646, delta=1)
        self.assertAlmostEqual(names["minutes_down"](names["redundant"]), 1.12, places=2)


class TheDeployment(SimpleTestCase):
    def test_a_release_never_takes_an_instance_away_before_a_new_one_is_ready(self):
        spec = yaml.safe_load(block_source("deploy/web.yaml"))["spec"]
        self.assertEqual(spec["strategy"]["rollingUpdate"]["maxUnavailable"], 0)
        self.assertGreater(spec["replicas"], 1)
        pod = spec["template"]["spec"]
        labels = spec["template"]["metadata"]["labels"]
        self.assertEqual(spec["selector"]["matchLabels"], labels)
        self.assertEqual(pod["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"], labels)
        self.assertIn("readinessProbe", pod["containers"][0])
        self.assertGreater(
            pod["terminationGracePeriodSeconds"],
            30 + int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1]),
            "Gunicorn's graceful_timeout is 30 seconds",
        )


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["shop.example.com"])
class Probes(SimpleTestCase):
    """SimpleTestCase: a query would fail the test."""

    def probe(self, path):
        return self.client.get(path, headers={"Host": "10.42.0.7:8000"})

    def test_a_probe_by_ip_address_and_plain_http_is_answered(self):
        pod = yaml.safe_load(block_source("deploy/web.yaml"))["spec"]["template"]["spec"]
        for kind in ("livenessProbe", "readinessProbe"):
            with self.subTest(kind):
                path = pod["containers"][0][kind]["httpGet"]["path"]
                self.assertEqual(self.probe(path).status_code, 200)

    def test_a_normal_view_would_refuse_it(self):
        self.client.raise_request_exception = False
        for redirect, status in [(True, 301), (False, 400)]:
            with self.subTest(status), self.settings(SECURE_SSL_REDIRECT=redirect):
                response = self.client.get("/books/", headers={"Host": "shop.example.com" if redirect else "10.42.0.7"})
                self.assertEqual(response.status_code, status)


class DatabaseFailover(TestCase):
    def test_a_lost_database_is_a_503_that_says_when_to_come_back(self):
        with mock.patch(
            "shop.views.Book.objects.select_related", side_effect=OperationalError("gone")
        ), self.assertLogs("shop.middleware", "ERROR"):
            response = self.client.get("/books/")
        self.assertEqual(response.status_code, 503)
        self.assertEqual(response["Retry-After"], "15")

    def test_an_error_in_another_middleware_is_not_seen(self):
        self.client.raise_request_exception = False
        with mock.patch(
            "django.contrib.sessions.middleware.SessionMiddleware.process_response",
            side_effect=OperationalError("gone"),
        ), self.assertLogs("django.request", "ERROR"):
            self.assertEqual(self.client.get("/books/").status_code, 500)

    def test_other_errors_are_still_raised(self):
        with mock.patch("shop.views.Book.objects.select_related", side_effect=ValueError):
            with self.assertRaises(ValueError):
                self.client.get("/books/")

    def test_the_connection_is_kept_and_checked(self):
        self.assertEqual(connection.settings_dict["CONN_MAX_AGE"], 60)
        self.assertTrue(connection.settings_dict["CONN_HEALTH_CHECKS"])

    def test_a_dead_connection_is_dropped_at_the_next_check(self):
        with mock.patch.object(connection, "health_check_enabled", True), mock.patch.object(
            connection, "health_check_done", False
        ), mock.patch.object(connection, "in_atomic_block", False), mock.patch.object(
            connection, "is_usable", return_value=False
        ), mock.patch.object(connection, "close") as close:
            connection.close_if_health_check_failed()
        close.assert_called_once_with()


class Degrading(TestCase):
    def setUp(self):
        cache.clear()
        author = Author.objects.create(name="Ursula K. Le Guin")
        self.book = Book.objects.create(title="The Dispossessed", slug="dispossessed", author=author)

    def answer(self, content, status=200):
        response = requests.Response()
        response.status_code = status
        response._content = content
        return mock.patch("shop.recommendations.requests.get", return_value=response)

    def test_the_last_good_answer_replaces_a_failing_service(self):
        with self.answer(b'{"slugs": ["lathe-of-heaven"]}') as get:
            self.assertEqual(recommended_slugs(self.book), ["lathe-of-heaven"])
        self.assertEqual(get.call_args.kwargs["timeout"], (0.3, 0.7))
        self.assertEqual(get.call_args.kwargs["params"], {"slug": "dispossessed"})
        with mock.patch("shop.recommendations.requests.get", side_effect=requests.Timeout):
            with self.assertLogs("shop.recommendations", "WARNING"):
                self.assertEqual(recommended_slugs(self.book), ["lathe-of-heaven"])

    def test_the_last_answer_is_kept_for_a_day(self):
        with self.answer(b'{"slugs": []}'), mock.patch("shop.recommendations.cache.set") as kept:
            recommended_slugs(self.book)
        kept.assert_called_once_with(f"recommended:{self.book.pk}", [], timeout=86_400)

    def test_after_five_failures_the_service_is_left_alone_for_half_a_minute(self):
        failing = mock.patch("shop.recommendations.requests.get", side_effect=requests.Timeout)
        touch = mock.patch("shop.recommendations.cache.touch")
        with failing as get, touch as touched, self.assertLogs("shop.recommendations", "WARNING"):
            for _ in range(9):
                self.assertEqual(recommended_slugs(self.book), [])
        self.assertEqual(get.call_count, 5)
        touched.assert_called_once_with("recommend:failures", 30)
        cache.delete("recommend:failures")  # as the half minute does
        with self.answer(b'{"slugs": []}') as get:
            recommended_slugs(self.book)
        get.assert_called_once()

    def test_a_success_forgets_the_failures(self):
        with mock.patch("shop.recommendations.requests.get", side_effect=requests.Timeout):
            with self.assertLogs("shop.recommendations", "WARNING"):
                recommended_slugs(self.book)
        with self.answer(b'{"slugs": []}'):
            recommended_slugs(self.book)
        self.assertIsNone(cache.get("recommend:failures"))

    def test_without_a_last_answer_there_are_simply_no_recommendations(self):
        for content, status in [(b'{"slugs": ["error-page"]}', 502), (b"not json", 200), (b"{}", 200)]:
            cache.clear()
            with self.subTest(content), self.answer(content, status):
                with self.assertLogs("shop.recommendations", "WARNING"):
                    self.assertEqual(recommended_slugs(self.book), [])


class Tasks(TestCase):
    def test_the_same_task_twice_ships_once(self):
        customer = Customer.objects.create(user=User.objects.create_user("ada"))
        order = Order.objects.create(customer=customer, status=Order.Status.PAID)
        self.assertEqual([mark_shipped(order.pk), mark_shipped(order.pk)], [True, False])
        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.SHIPPED)
        self.assertTrue(mark_shipped.acks_late and mark_shipped.reject_on_worker_lost)


class ExpandingMigrations(TestCase):
    def test_old_code_can_insert_when_the_default_lives_in_the_database(self):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO shop_genre (name) VALUES ('Utopia')")
        self.assertIs(Genre.objects.get().featured, False)
        self.assertEqual(str(Genre.objects.get()), "Utopia")

    def test_old_code_fails_when_the_default_lives_in_python(self):
        self.assertEqual(Customer._meta.get_field("points").default, 0)
        user = User.objects.create_user("ada")
        with self.assertRaises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO shop_customer (user_id, phone) VALUES (%s, '')", [user.pk]
            )


class VerifyRestore(TestCase):
    lost_at = datetime(2026, 3, 1, 10, 0, tzinfo=timezone.utc)

    def order(self, age):
        customer = Customer.objects.create(user=User.objects.create_user("ada"))
        order = Order.objects.create(customer=customer)
        Order.objects.filter(pk=order.pk).update(created_at=self.lost_at - age)

    def verify(self, *options):
        out = StringIO()
        call_command("verify_restore", self.lost_at.isoformat(), *options, stdout=out)
        return out.getvalue()

    def test_a_recent_order_meets_the_objective(self):
        self.order(timedelta(minutes=4))
        self.assertIn("RPO met: 0:04:00", self.verify())

    def test_an_old_order_misses_it_and_the_command_fails(self):
        self.order(timedelta(hours=9))
        with self.assertRaisesMessage(CommandError, "9:00:00 old: RPO missed"):
            self.verify()

    def test_the_objective_can_be_given(self):
        self.order(timedelta(minutes=4))
        with self.assertRaisesMessage(CommandError, "RPO missed"):
            self.verify("--rpo-minutes=3")

    def test_a_time_without_an_offset_is_refused(self):
        self.order(timedelta(minutes=4))
        with self.assertRaisesMessage(CommandError, "UTC offset"):
            call_command("verify_restore", "2026-03-01T10:00:00")

    def test_an_empty_copy_is_no_backup(self):
        with self.assertRaisesMessage(CommandError, "holds no orders"):
            self.verify()
