import gc
import subprocess
import sys
from unittest import mock

from django.contrib.auth import get_user_model
from django.core import mail, serializers
from django.db import OperationalError, connection, transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import Signal
from django.test import SimpleTestCase, TestCase, override_settings

from answer import for_django
from shop import receivers
from shop.models import Author, Book, Customer, Genre, Order, OrderItem
from shop.services import mark_paid
from shop.signals import order_paid

User = get_user_model()


class OrderPaidTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("mia", email="mia@example.com")
        author = Author.objects.create(name="A")
        cls.book = Book.objects.create(title="T", slug="t", author=author, price="9.99")
        cls.order = Order.objects.create(customer=cls.user.customer)
        OrderItem.objects.create(order=cls.order, book=cls.book, quantity=3, unit_price="9.99")

    def points(self):
        return Customer.objects.get(user=self.user).points

    def test_paying_calls_every_receiver(self):
        with self.captureOnCommitCallbacks(execute=True):
            mark_paid(self.order.pk)
        self.assertEqual(self.points(), 29)
        self.assertEqual([m.to for m in mail.outbox], [["mia@example.com"]])

    def test_nobody_elses_order_or_points_change(self):
        other = User.objects.create_user("leo").customer
        theirs = Order.objects.create(customer=other)
        mark_paid(self.order.pk)
        theirs.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual((theirs.status, other.points), (Order.Status.CART, 0))

    def test_paying_twice_gives_points_and_mail_once(self):
        with self.captureOnCommitCallbacks(execute=True):
            mark_paid(self.order.pk)
            mark_paid(self.order.pk)
        self.assertEqual((self.points(), len(mail.outbox)), (29, 1))

    def test_the_payment_asks_for_a_row_lock_where_the_database_has_them(self):
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with self.assertRaisesMessage(OperationalError, 'near "FOR"'), transaction.atomic():
                mark_paid(self.order.pk)  # SQLite does not know FOR UPDATE

    def test_a_failing_mail_is_logged_and_does_not_reach_the_customer(self):
        with mock.patch.object(receivers, "send_mail", side_effect=OSError("no mail server")):
            with self.assertLogs("django.test", "ERROR") as logs:
                with self.captureOnCommitCallbacks(execute=True):
                    mark_paid(self.order.pk)
        self.assertIn("no mail server", logs.output[0])
        self.assertEqual(self.points(), 29)

    def test_the_mail_waits_for_the_commit(self):
        with self.captureOnCommitCallbacks() as callbacks:
            mark_paid(self.order.pk)
            self.assertEqual(mail.outbox, [])
        self.assertEqual(len(callbacks), 1)

    def test_after_a_rollback_there_are_no_points_and_no_mail(self):
        with self.captureOnCommitCallbacks(execute=True):
            with self.assertRaises(ZeroDivisionError), transaction.atomic():
                mark_paid(self.order.pk)
                1 / 0
        self.assertEqual((self.points(), mail.outbox), (0, []))

    def test_an_exception_in_a_receiver_reaches_the_sender_and_undoes_the_payment(self):
        def broken(**kwargs):
            raise RuntimeError("loyalty is down")

        order_paid.connect(broken)
        self.addCleanup(order_paid.disconnect, broken)
        with self.assertRaises(RuntimeError):
            mark_paid(self.order.pk)
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, Order.Status.CART)

    def test_the_service_does_not_know_its_receivers(self):
        import shop.services

        self.assertNotIn("receivers", open(shop.services.__file__).read())

    def test_connecting_the_same_uid_again_changes_nothing(self):
        before = len(order_paid.receivers)
        order_paid.connect(
            lambda **kwargs: None, sender=Order, dispatch_uid="shop.add_points", weak=False
        )
        self.assertEqual(len(order_paid.receivers), before)


class BuiltInSignalTests(TestCase):
    def test_a_new_user_gets_a_customer_once(self):
        user = User.objects.create_user("ben")
        user.save()
        self.assertEqual(Customer.objects.filter(user=user).count(), 1)

    def test_without_atomic_the_row_stays_when_a_receiver_fails(self):
        def broken(**kwargs):
            raise RuntimeError("no")

        post_save.connect(broken, sender=Genre)
        self.addCleanup(post_save.disconnect, broken, sender=Genre)
        with self.assertRaises(RuntimeError):
            Genre.objects.create(name="Kept")
        with self.assertRaises(RuntimeError), transaction.atomic():
            Genre.objects.create(name="Undone")
        self.assertEqual([genre.name for genre in Genre.objects.all()], ["Kept"])

    def test_rows_from_fixtures_are_left_alone(self):
        data = serializers.serialize("json", [User(pk=77, username="loaded", password="x")])
        for item in serializers.deserialize("json", data):
            item.save()
        self.assertTrue(User.objects.filter(pk=77).exists())
        self.assertFalse(Customer.objects.filter(user_id=77).exists())

    def test_bulk_create_sends_no_post_save(self):
        User.objects.bulk_create([User(username="bulk")])
        self.assertFalse(Customer.objects.exists())

    @override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    def test_a_failed_login_is_logged_without_the_password(self):
        with self.assertLogs("shop.security", "WARNING") as logs:
            self.client.login(username="mallory", password="guess-1234")
        self.assertEqual(logs.records[0].getMessage(), "Failed login for 'mallory'")

    def test_saving_in_its_own_post_save_recurses(self):
        def again(instance, **kwargs):
            instance.save()

        post_save.connect(again, sender=Genre)
        self.addCleanup(post_save.disconnect, again, sender=Genre)
        with self.assertRaises(RecursionError), transaction.atomic():
            Genre(name="Loop").save()

    def test_m2m_changed_is_sent_by_add_and_not_by_save(self):
        actions = []

        def note(action, **kwargs):
            actions.append(action)

        m2m_changed.connect(note, sender=Book.genres.through)
        self.addCleanup(m2m_changed.disconnect, note, sender=Book.genres.through)
        book = Book.objects.create(title="T", slug="t", author=Author.objects.create(name="A"))
        self.assertEqual(actions, [])
        book.genres.add(Genre.objects.create(name="Novel"))
        self.assertEqual(actions, ["pre_add", "post_add"])


class RawTests(TestCase):
    @for_django("6.1")
    def test_m2m_changed_tells_whether_it_comes_from_a_fixture(self):
        seen = []

        def note(raw, **kwargs):
            seen.append(raw)

        m2m_changed.connect(note, sender=Book.genres.through)
        self.addCleanup(m2m_changed.disconnect, note, sender=Book.genres.through)
        book = Book.objects.create(title="T", slug="t", author=Author.objects.create(name="A"))
        book.genres.add(Genre.objects.create(name="Novel"))
        self.assertEqual(seen, [False, False])


class DispatchTests(SimpleTestCase):
    def test_ready_registered_the_receivers(self):
        code = (
            "import django; django.setup();"
            "from shop.models import Order; from shop.signals import order_paid;"
            "print(*[receiver.__name__ for receiver in order_paid._live_receivers(Order)[0]])"
        )  # in a process where nothing else has imported them
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        self.assertEqual(done.stdout.split(), ["add_points", "confirm_by_mail"], done.stderr)

    def test_a_local_receiver_vanishes_unless_held_strongly(self):
        signal = Signal()

        def connect(weak):
            signal.connect(lambda **kwargs: "heard", weak=weak)

        connect(weak=True)
        gc.collect()
        self.assertEqual(signal.send(None), [])
        connect(weak=False)
        self.assertEqual(len(signal.send(None)), 1)

    def test_send_stops_at_an_error_and_send_robust_goes_on(self):
        signal, after = Signal(), mock.Mock(return_value="ok")

        def broken(**kwargs):
            raise ValueError("no")

        def working(**kwargs):
            return after()

        signal.connect(broken)
        signal.connect(working)
        with self.assertRaises(ValueError):
            signal.send(None)
        after.assert_not_called()
        with self.assertLogs("django.dispatch", "ERROR"):
            responses = signal.send_robust(None)
        self.assertIsInstance(responses[0][1], ValueError)
        self.assertEqual(responses[1][1], "ok")

    def test_receivers_run_in_the_senders_thread_in_order_of_connection(self):
        import threading

        signal, seen = Signal(), []

        def first(**kwargs):
            seen.append((1, threading.get_ident()))

        def second(**kwargs):
            seen.append((2, threading.get_ident()))

        signal.connect(first)
        signal.connect(second)
        signal.send(None)
        self.assertEqual(seen, [(1, threading.get_ident()), (2, threading.get_ident())])

    async def test_asend_awaits_asynchronous_receivers(self):
        signal = Signal()

        async def heard(**kwargs):
            return "async"

        signal.connect(heard)
        self.assertEqual((await signal.asend(None))[0][1], "async")
