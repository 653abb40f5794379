import asyncio
import runpy
import subprocess
import sys
from smtplib import SMTPException, SMTPServerDisconnected
from unittest import mock

import django
from answer import blocks
from asgiref.sync import sync_to_async
from celery.beat import ScheduleEntry
from celery.utils.time import get_exponential_backoff_interval as interval
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.utils import timezone
from kombu.exceptions import EncodeError

from config.asgi import application
from config.celery import app
from shop import tasks
from shop.consumers import OrderConsumer
from shop.models import Customer, Order

User = get_user_model()


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

    def ship(self):
        with self.captureOnCommitCallbacks(execute=True):
            return tasks.ship_order.delay(self.order.pk)

    def test_ships_the_order_and_mails_the_customer(self):
        self.ship()
        self.assertEqual(self.status(), "shipped")
        self.assertEqual(mail.outbox[0].to, ["ada@shop.test"])

    def test_run_twice_sends_one_mail(self):
        self.ship()
        self.ship()
        self.assertEqual(len(mail.outbox), 1)

    def test_the_mail_is_queued_after_the_commit(self):
        with self.captureOnCommitCallbacks() as callbacks:
            tasks.ship_order(self.order.pk)
        self.assertEqual((len(callbacks), mail.outbox), (1, []))

    def test_the_order_is_locked(self):
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with self.assertRaisesMessage(django.db.OperationalError, 'near "FOR"'):
                with transaction.atomic():
                    tasks.ship_order(self.order.pk)

    def test_a_failing_mail_is_tried_again_and_leaves_the_order_shipped(self):
        effects = [SMTPServerDisconnected("gone"), ConnectionRefusedError(), 1]
        with mock.patch.object(tasks, "send_mail", side_effect=effects) as send:
            self.ship()
        self.assertEqual(send.call_count, 3)
        self.assertEqual(self.status(), "shipped")

    def test_gives_up_after_five_retries(self):
        with mock.patch.object(tasks, "send_mail", side_effect=SMTPServerDisconnected("x")) as send:
            result = tasks.mail_shipped.delay(self.order.pk)
        self.assertIsInstance(result.result, SMTPServerDisconnected)
        self.assertEqual((result.state, send.call_count), ("FAILURE", 6))

    def test_smtp_errors_are_os_errors(self):
        self.assertTrue(issubclass(SMTPException, OSError))

    def test_waits_longer_before_each_retry(self):
        factor, most = tasks.mail_shipped.retry_backoff, 600  # Celery's default retry_backoff_max
        waits = [interval(factor=factor, retries=n, maximum=most) for n in range(5)]
        self.assertEqual(waits, [30, 60, 120, 240, 480])
        self.assertTrue(tasks.ship_order.acks_late)

    def test_old_sessions_go_and_living_ones_stay(self):
        now = timezone.now()
        for key, days in (("old", -1), ("living", 1)):
            date = now + timezone.timedelta(days=days)
            Session.objects.create(session_key=key, session_data="", expire_date=date)
        tasks.clear_sessions()
        self.assertEqual([s.session_key for s in Session.objects.all()], ["living"])


class TheView(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.order = paid_order()
        cls.clerk = User.objects.create_user("clerk")
        cls.clerk.user_permissions.add(Permission.objects.get(codename="change_order"))

    def setUp(self):
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
        entry = app.conf.beat_schedule["clear-sessions"]
        entry = ScheduleEntry(app=app, name="clear-sessions", **entry)
        self.assertIn(entry.task, app.tasks)
        self.assertEqual((entry.schedule.hour, entry.schedule.minute), ({3}, {0}))

    def test_settings_reach_celery(self):
        self.assertEqual((app.conf.task_soft_time_limit, app.conf.task_time_limit), (60, 90))
        self.assertTrue(app.conf.broker_url.startswith("redis://"))

    def test_without_the_import_a_task_belongs_to_an_app_with_celerys_defaults(self):
        code = (
            "from celery import shared_task\n"
            "@shared_task\ndef work(): pass\n"
            "print(work.app.connection().as_uri())"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        self.assertTrue(done.stdout.startswith("amqp://guest"), done.stderr)
        done = subprocess.run(
            [sys.executable, "-c", f"import config\n{code}"], capture_output=True, text=True
        )
        self.assertTrue(done.stdout.startswith("redis://"), done.stderr)

    def test_child_process_that_is_lost_acknowledges_its_task_by_default(self):
        self.assertFalse(tasks.ship_order.reject_on_worker_lost)
        self.assertTrue(tasks.ship_order.acks_on_failure_or_timeout)

    def test_model_instance_cannot_be_queued_not_even_in_eager_mode(self):
        order = paid_order()
        eager(self)
        with self.assertRaises(EncodeError):
            tasks.ship_order.delay(order)
        eager(self, on=False)
        with app.connection_for_write("memory://") as link:
            with self.assertRaises(EncodeError):
                tasks.ship_order.apply_async((order,), connection=link)

    def test_shell_lines_start_a_worker_and_a_beat_of_this_app(self):
        (lines,) = blocks("bash")
        commands = [line.split()[3] for line in lines.strip().splitlines()]
        self.assertEqual(commands, ["worker", "beat"])
        self.assertEqual(app.main, "bookshop")


class AsyncCode(TransactionTestCase):
    async def test_synchronous_query_in_async_code_is_refused(self):
        with self.assertRaises(SynchronousOnlyOperation):
            Order.objects.count()
        self.assertEqual(await Order.objects.acount(), 0)

    async def test_atomic_does_not_work_there_and_does_behind_sync_to_async(self):
        with self.assertRaises(SynchronousOnlyOperation):
            with transaction.atomic():
                pass

        @transaction.atomic
        def two_steps():
            return connection.in_atomic_block

        self.assertTrue(await sync_to_async(two_steps)())


IN_MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


@override_settings(CHANNEL_LAYERS=IN_MEMORY)
class TheSocket(TransactionTestCase):
    def socket(self, **headers):
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        return WebsocketCommunicator(application, "/ws/orders/", headers=pairs)

    def cookie(self):
        self.client.force_login(User.objects.create_user("ada"))
        return f"sessionid={self.client.cookies['sessionid'].value}"

    def test_the_page_hears_of_its_own_orders(self):
        cookie, user = self.cookie(), User.objects.get()

        async def visit():
            socket = self.socket(cookie=cookie, origin="http://localhost")
            connected, _ = await socket.connect()
            self.assertTrue(connected)
            message = {"type": "order.shipped", "order_id": 7}
            await get_channel_layer().group_send(f"orders-{user.pk}", message)
            self.assertEqual(await socket.receive_json_from(), {"order": 7, "status": "shipped"})
            await socket.disconnect()

        asyncio.run(visit())

    def test_without_a_channel_layer_in_the_settings_there_is_none(self):
        with override_settings(CHANNEL_LAYERS={}):
            self.assertIsNone(get_channel_layer())
        own = runpy.run_path("config/settings.py")["CHANNEL_LAYERS"]
        with override_settings(CHANNEL_LAYERS=own):
            self.assertEqual(type(get_channel_layer()).__name__, "RedisChannelLayer")

    def test_strangers_foreign_pages_and_clients_without_origin_stay_out(self):
        cookie = self.cookie()

        async def connects(**headers):
            connected, _ = await self.socket(**headers).connect()
            return connected

        self.assertFalse(asyncio.run(connects(origin="http://localhost")))
        self.assertFalse(asyncio.run(connects(cookie=cookie, origin="http://evil.example")))
        self.assertFalse(asyncio.run(connects(cookie=cookie)))

    def test_leaving_before_having_joined_is_harmless(self):
        consumer = OrderConsumer()
        consumer.scope = {"user": AnonymousUser()}
        asyncio.run(consumer.disconnect(1000))

    def test_the_asgi_module_starts_alone(self):
        done = subprocess.run(
            [sys.executable, "-c", "import config.asgi; print(config.asgi.application)"],
            capture_output=True, text=True,
        )
        self.assertIn("ProtocolTypeRouter", done.stdout, done.stderr)


if django.VERSION >= (6, 0):
    from django.tasks import default_task_backend, task
    from django.tasks.exceptions import InvalidTask

    from shop import receipts

    def named(order_id):
        return order_id

    class DjangoTasks(TestCase):
        def test_the_task_runs_in_place_after_the_commit(self):
            order = paid_order()
            with mock.patch.object(type(receipts.send_receipt), "enqueue") as enqueue:
                with self.captureOnCommitCallbacks(execute=True):
                    receipts.queue_receipt(order)
                    enqueue.assert_not_called()
                enqueue.assert_called_once_with(order_id=order.pk)
            result = receipts.send_receipt.enqueue(order_id=7)
            self.assertEqual(result.return_value, "receipt for order 7")

        def test_a_queue_must_be_named_in_the_settings(self):
            self.assertEqual(default_task_backend.queues, {"default", "mail"})
            with self.assertRaises(InvalidTask):
                task(queue_name="printing")(named)

        @override_settings(
            TASKS={"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
        )
        def test_without_queues_there_is_only_default(self):
            with self.assertRaises(InvalidTask):
                task(queue_name="mail")(named)


class FreshProcessTest(SimpleTestCase):
    def test_the_merged_asgi_file_can_be_imported_first(self):
        done = subprocess.run(
            [sys.executable, "-c", "import config.asgi"], capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stderr)
