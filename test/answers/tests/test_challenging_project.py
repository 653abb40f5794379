import hashlib
import hmac
import importlib
import json
import os
import sys
from unittest import mock

from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client, SimpleTestCase, TestCase, override_settings

from shop import payments
from shop.models import Customer, Order, PaymentEvent

SECRET = "whsec-for-the-test"


@override_settings(PAYMENT_WEBHOOK_SECRET=SECRET)
class WebhookTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        user = get_user_model().objects.create_user("mia", email="mia@example.com")
        cls.customer = Customer.objects.create(user=user)
        cls.order = Order.objects.create(customer=cls.customer)

    def send(self, data, signature=None):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        if signature is None:
            signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        with self.captureOnCommitCallbacks(execute=True):
            return Client(enforce_csrf_checks=True).post(
                "/webhooks/payment/", body, content_type="application/json",
                headers={"X-Signature": signature},
            )

    def event(self, event_id="evt_1"):
        return {"id": event_id, "order": self.order.pk}

    def outcome(self):
        self.order.refresh_from_db()
        self.customer.refresh_from_db()
        return self.order.status, self.customer.points, len(mail.outbox)

    def test_a_payment_marks_the_order_gives_points_and_sends_one_mail(self):
        self.assertEqual(self.send(self.event()).status_code, 204)
        self.assertEqual(self.outcome(), ("paid", 10, 1))

    def test_the_same_event_delivered_again_changes_nothing_and_is_accepted(self):
        for _ in range(3):
            self.assertEqual(self.send(self.event()).status_code, 204)
        self.assertEqual(self.outcome(), ("paid", 10, 1))
        self.assertEqual(PaymentEvent.objects.count(), 1)

    def test_a_second_event_for_a_paid_order_gives_no_second_points(self):
        self.send(self.event("evt_1"))
        self.send(self.event("evt_2"))
        self.assertEqual(self.outcome(), ("paid", 10, 1))

    def test_an_event_that_was_applied_to_one_order_cannot_pay_another(self):
        other = Order.objects.create(customer=self.customer)
        self.send(self.event())
        self.assertEqual(self.send({"id": "evt_1", "order": other.pk}).status_code, 204)
        other.refresh_from_db()
        self.assertEqual(other.status, "cart")
        self.assertEqual(self.outcome(), ("paid", 10, 1))

    def test_the_database_itself_refuses_a_second_event_of_the_same_id(self):
        PaymentEvent.objects.create(event_id="evt_1", order=self.order)
        with self.assertRaises(IntegrityError), transaction.atomic():
            PaymentEvent.objects.create(event_id="evt_1", order=self.order)

    def test_a_failure_undoes_the_event_so_that_the_retry_works(self):
        with mock.patch.object(payments.transaction, "on_commit", side_effect=RuntimeError):
            with self.assertRaises(RuntimeError):
                payments.record_payment("evt_1", self.order.pk)
        self.assertEqual(self.outcome(), ("cart", 0, 0))
        self.assertFalse(PaymentEvent.objects.exists())
        self.send(self.event())
        self.assertEqual(self.outcome(), ("paid", 10, 1))

    def test_the_mail_waits_for_the_commit(self):
        with self.captureOnCommitCallbacks() as callbacks:
            self.assertTrue(payments.record_payment("evt_1", self.order.pk))
        self.assertEqual(mail.outbox, [])
        self.assertEqual(len(callbacks), 1)

    def test_the_order_is_locked_where_the_database_has_row_locks(self):
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with self.assertRaisesMessage(OperationalError, 'near "FOR"'), transaction.atomic():
                payments.record_payment("evt_1", self.order.pk)  # SQLite has no FOR UPDATE

    def test_a_failing_mail_is_logged_and_the_payment_stands(self):
        with mock.patch.object(payments, "send_mail", side_effect=OSError("no mail server")):
            with self.assertLogs("django.test", "ERROR") as logs:
                self.assertEqual(self.send(self.event()).status_code, 204)
        self.assertIn("no mail server", logs.output[0])
        self.assertEqual(self.outcome(), ("paid", 10, 0))

    def test_a_wrong_or_missing_signature_is_refused(self):
        for signature in ("", "0" * 64, "ü"):
            self.assertEqual(self.send(self.event(), signature).status_code, 403)
        self.assertEqual(self.outcome(), ("cart", 0, 0))

    def test_signed_nonsense_is_a_400(self):
        for data in (b"{", b"\xff", [], {"id": "x"}, {"id": "x", "order": "y"}, {"id": "x", "order": 999}):
            self.assertEqual(self.send(data).status_code, 400, data)
        self.assertEqual(PaymentEvent.objects.count(), 0)

    def test_only_post_is_allowed(self):
        self.assertEqual(self.client.get("/webhooks/payment/").status_code, 405)


class SettingsTests(SimpleTestCase):
    def load(self, **environment):
        sys.modules.pop("config.settings_production", None)
        with mock.patch.dict(os.environ, environment):
            return importlib.import_module("config.settings_production")

    def test_the_secret_comes_from_the_environment_and_a_missing_one_stops_the_start(self):
        self.assertEqual(self.load(PAYMENT_WEBHOOK_SECRET="w").PAYMENT_WEBHOOK_SECRET, "w")
        with self.assertRaisesMessage(KeyError, "PAYMENT_WEBHOOK_SECRET"):
            self.load()
