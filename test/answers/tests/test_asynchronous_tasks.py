from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

from answer import blocks
from celery.beat import ScheduleEntry
from celery.utils.time import get_exponential_backoff_interval as interval
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.exceptions import SynchronousOnlyOperation
from django.db import transaction
from django.test import TestCase, TransactionTestCase
from django.urls import path
from django.utils import timezone
from kombu.exceptions import EncodeError

from config.celery import app
from config.urls import urlpatterns as site_urls
from shop import tasks, views
from shop.models import Customer, Order

urlpatterns = [*site_urls, path("orders/<int:pk>/ship/", views.request_shipping, name="ship")]


def eager(case, on=True):
    """Tasks run in place (or not) in this test; a failed attempt does not stop the retries."""
    names = {"CELERY_TASK_ALWAYS_EAGER": on, "CELERY_TASK_EAGER_PROPAGATES": False}
    case.addCleanup(app.conf.update, {name: app.conf[name] for name in names})
    app.conf.update(names)


def paid_order():
    user = User.objects.create_user("ada", "ada@shop.test")
    return Order.objects.create(
        customer=Customer.objects.create(user=user), status=Order.Status.PAID
    )


class TheTask(TestCase):
    def setUp(self):
        eager(self)
        self.order = paid_order()

    def status(self):
        return Order.objects.get(pk=self.order.pk).status

    def test_ships_the_order_and_mails_the_customer(self):
        tasks.ship_order(self.order.pk)
        self.assertEqual(self.status(), "shipped")
        self.assertEqual(mail.outbox[0].to, ["ada@shop.test"])

    def test_run_twice_sends_one_mail(self):
        tasks.ship_order(self.order.pk)
        tasks.ship_order(self.order.pk)
        self.assertEqual(len(mail.outbox), 1)

    def test_failed_mail_rolls_the_status_back_and_the_retry_succeeds(self):
        seen = []

        def flaky(*args, **kwargs):
            seen.append(self.status())
            if len(seen) < 3:
                raise SMTPServerDisconnected("gone")

        with mock.patch.object(tasks, "send_mail", flaky), mock.patch.object(
            tasks.Order.objects, "select_for_update", wraps=Order.objects.select_for_update
        ) as locks:
            tasks.ship_order.delay(self.order.pk)
        self.assertEqual(seen, ["shipped"] * 3)  # inside the transaction, each attempt from PAID
        self.assertEqual(locks.call_count, 3)
        self.assertEqual(self.status(), "shipped")

    def test_gives_up_after_five_retries_with_the_order_still_paid(self):
        with mock.patch.object(tasks, "send_mail", side_effect=SMTPServerDisconnected("gone")) as send:
            result = tasks.ship_order.delay(self.order.pk)
        self.assertIsInstance(result.result, SMTPServerDisconnected)
        self.assertEqual(result.state, "FAILURE")
        self.assertEqual(send.call_count, 6)
        self.assertEqual(self.status(), "paid")

    def test_waits_longer_before_each_retry(self):
        factor, most = tasks.ship_order.retry_backoff, 600  # Celery's default retry_backoff_max
        waits = [interval(factor=factor, retries=n, maximum=most) for n in range(5)]
        self.assertEqual(waits, [30, 60, 120, 240, 480])
        self.assertTrue(tasks.ship_order.acks_late)
        self.assertTrue(tasks.ship_order.ignore_result)

    def test_stale_carts_go_and_everything_else_stays(self):
        old = Order.objects.create(customer=self.order.customer)
        young = Order.objects.create(customer=self.order.customer)
        long_ago = timezone.now() - timedelta(days=31)
        Order.objects.filter(pk__in=[old.pk, self.order.pk]).update(created_at=long_ago)
        tasks.delete_stale_carts()
        self.assertEqual(set(Order.objects.all()), {young, self.order})


class TheView(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.order = paid_order()
        cls.clerk = User.objects.create_user("clerk")
        cls.clerk.user_permissions.add(Permission.objects.get(codename="change_order"))

    def setUp(self):
        self.enterContext(self.settings(ROOT_URLCONF=__name__))
        self.url = f"/orders/{self.order.pk}/ship/"

    def test_answers_202_and_queues_the_id_after_the_commit(self):
        self.client.force_login(self.clerk)
        with mock.patch.object(tasks.ship_order, "delay") as delay:
            with self.captureOnCommitCallbacks(execute=True) as callbacks:
                response = self.client.post(self.url)
                delay.assert_not_called()
            delay.assert_called_once_with(self.order.pk)
        self.assertEqual(len(callbacks), 1)
        self.assertEqual(response.status_code, 202)
        self.assertEqual(response.json(), {"order": self.order.pk, "state": "queued"})

    def test_runs_to_the_mail_in_eager_mode(self):
        eager(self)
        self.client.force_login(self.clerk)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(self.url)
        self.assertEqual(len(mail.outbox), 1)

    def test_refuses_get_strangers_and_orders_that_are_not_paid(self):
        self.client.force_login(self.order.customer.user)
        self.assertEqual(self.client.post(self.url).status_code, 403)
        self.client.force_login(self.clerk)
        self.assertEqual(self.client.get(self.url).status_code, 405)
        Order.objects.update(status=Order.Status.CART)
        self.assertEqual(self.client.post(self.url).status_code, 404)


class Commit(TransactionTestCase):
    def test_rolled_back_transaction_queues_nothing_and_no_id_is_returned(self):
        with mock.patch.object(tasks.ship_order, "delay") as delay:
            with self.assertRaises(RuntimeError), transaction.atomic():
                self.assertIsNone(tasks.ship_order.delay_on_commit(1))
                raise RuntimeError("card declined")
        delay.assert_not_called()


class TheApp(TestCase):
    def test_schedule_names_a_registered_task_at_three_in_the_morning(self):
        app.loader.import_default_modules()
        entry = ScheduleEntry(app=app, name="delete-stale-carts", **app.conf.beat_schedule["delete-stale-carts"])
        self.assertIn(entry.task, app.tasks)
        self.assertEqual((entry.schedule.hour, entry.schedule.minute), ({3}, {0}))

    def test_time_limits_reach_celery(self):
        self.assertEqual((app.conf.task_soft_time_limit, app.conf.task_time_limit), (60, 90))

    def test_child_process_that_is_lost_acknowledges_its_task_by_default(self):
        self.assertFalse(tasks.ship_order.reject_on_worker_lost)
        self.assertTrue(tasks.ship_order.acks_on_failure_or_timeout)

    def test_model_instance_cannot_be_queued(self):
        eager(self, on=False)
        order = paid_order()
        with app.connection_for_write("memory://") as connection:
            with self.assertRaises(EncodeError):
                tasks.ship_order.apply_async((order,), connection=connection)

    async def test_synchronous_query_in_async_code_is_refused(self):
        with self.assertRaises(SynchronousOnlyOperation):
            Order.objects.count()

    def test_shell_lines_start_a_worker_and_a_beat_of_this_app(self):
        (lines,) = blocks("bash")
        commands = [line.split()[3] for line in lines.strip().splitlines()]
        self.assertEqual(commands, ["worker", "beat"])
        self.assertEqual(app.main, "bookshop")
