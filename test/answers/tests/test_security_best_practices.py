import hmac
import importlib
import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest import mock

import yaml
from answer import block_source, on_django
from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import redirect
from django.test import Client, TestCase, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from shop import webhooks
from shop.checks import callbacks, csrf_exempt_views_are_reviewed
from shop.models import Customer, Order


class ClosedByDefault(TestCase):
    def test_an_undeclared_view_sends_anonymous_visitors_to_the_login(self):
        for path in ("/books/any-book/", "/orders/1/", "/back/"):
            with self.subTest(path):
                self.assertRedirects(
                    self.client.get(path), f"/accounts/login/?next={path}",
                    fetch_redirect_response=False,
                )

    def test_a_declared_view_is_public(self):
        self.assertEqual(self.client.get("/books/").status_code, 200)

    def test_only_the_reviewed_views_are_public(self):
        public = {
            f"{view.__module__}.{view.__qualname__}"
            for view in callbacks(get_resolver().url_patterns)
            if not getattr(view, "login_required", True)
        }
        ours = {name for name in public if name.startswith("shop.")}
        self.assertEqual(ours, {"shop.views.book_list", "shop.webhooks.payment"})


class OwnersOnly(TestCase):
    def setUp(self):
        self.ada, self.bob = (
            Customer.objects.create(user=User.objects.create_user(name)) for name in ("ada", "bob")
        )
        self.order = Order.objects.create(customer=self.ada)

    def test_the_owner_sees_the_order(self):
        self.client.force_login(self.ada.user)
        Order.objects.create(customer=self.ada, status=Order.Status.PAID)
        response = self.client.get(f"/orders/{self.order.pk}/")
        self.assertContains(response, f"Order {self.order.pk}: Cart")

    def test_a_stranger_gets_a_404(self):
        self.client.force_login(self.bob.user)
        self.assertEqual(self.client.get(f"/orders/{self.order.pk}/").status_code, 404)


class Redirects(TestCase):
    def setUp(self):
        self.client.force_login(User.objects.create_user("ada"))

    def back(self, target, **extra):
        return self.client.get("/back/", {"next": target}, **extra)["Location"]

    def test_an_address_on_this_site_is_followed(self):
        self.assertEqual(self.back("/accounts/logout/"), "/accounts/logout/")

    def test_the_name_of_a_url_is_an_address_and_nothing_else(self):
        for target in ("admin:index", "book-list", "no-such-name"):
            with self.subTest(target):
                location = self.back(target)
                self.assertIn(location, (target, reverse("book-list")))
        with self.assertRaises(NoReverseMatch):
            redirect("no-such-name")
        self.assertEqual(redirect("admin:index")["Location"], reverse("admin:index"))

    def test_other_sites_are_not(self):
        for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "",
                       "https:///evil.example", "\\\\evil.example"):
            with self.subTest(target):
                self.assertEqual(self.back(target), reverse("book-list"))

    def test_a_secure_request_is_not_sent_back_to_plain_http(self):
        self.assertEqual(self.back("http://testserver/books/x/", secure=True), reverse("book-list"))


@override_settings(PAYMENT_WEBHOOK_SECRET="s3cret")
class Webhook(TestCase):
    body = b'{"order": 7}'

    def post(self, signature):
        return Client(enforce_csrf_checks=True).post(
            "/webhooks/payment/", self.body, content_type="application/json",
            headers={"X-Signature": signature},
        )

    def test_a_right_signature_needs_neither_login_nor_csrf_token(self):
        signature = hmac.new(b"s3cret", self.body, "sha256").hexdigest()
        self.assertEqual(self.post(signature).status_code, 200)

    def test_a_wrong_or_odd_signature_is_refused(self):
        for signature in ("", "0" * 64, "é", hmac.new(b"", self.body, "sha256").hexdigest()):
            with self.subTest(signature):
                self.assertEqual(self.post(signature).status_code, 403)

    def test_an_empty_secret_is_an_error_and_not_an_open_door(self):
        with override_settings(PAYMENT_WEBHOOK_SECRET=""), self.assertRaises(ImproperlyConfigured):
            self.post(hmac.new(b"", self.body, "sha256").hexdigest())

    def test_the_secret_comes_from_the_environment_and_is_empty_without_it(self):
        path = Path(settings.BASE_DIR) / "config" / "settings.py"
        for secret in ("from-the-vault", ""):
            with self.subTest(secret), mock.patch.dict(
                "os.environ", {"PAYMENT_WEBHOOK_SECRET": secret} if secret else {}
            ):
                self.assertEqual(runpy.run_path(str(path))["PAYMENT_WEBHOOK_SECRET"], secret)

    def test_get_is_not_allowed(self):
        self.assertEqual(self.client.get("/webhooks/payment/").status_code, 405)


class HouseRules(TestCase):
    def test_the_reviewed_webhook_passes(self):
        self.assertEqual(csrf_exempt_views_are_reviewed(None), [])

    def test_an_unreviewed_exemption_is_reported_by_check_deploy(self):
        with mock.patch("shop.checks.REVIEWED", set()):
            found = run_checks(include_deployment_checks=True)
        messages = [warning.msg for warning in found if warning.id == "shop.W001"]
        self.assertEqual(messages, ["shop.webhooks.payment is csrf_exempt and not reviewed."])

    def test_an_exempt_class_based_view_is_reported_by_its_own_name(self):
        @method_decorator(csrf_exempt, name="dispatch")
        class Import(View):
            pass

        with mock.patch("shop.checks.callbacks", return_value=[Import.as_view()]):
            [found] = csrf_exempt_views_are_reviewed(None)
        self.assertIn(f"{Import.__qualname__} is csrf_exempt", found.msg)

    def test_without_deploy_the_rule_is_silent(self):
        with mock.patch("shop.checks.REVIEWED", set()):
            self.assertNotIn("shop.W001", [warning.id for warning in run_checks()])

    def step(self):
        workflow = yaml.safe_load(block_source(".github/workflows/security.yml"))
        return workflow["jobs"]["scan"]["steps"][-1]

    def check(self, module):
        return subprocess.run(
            [sys.executable, "manage.py", *self.step()["run"].split("manage.py ")[1].split()],
            cwd=settings.BASE_DIR, capture_output=True, text=True,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": module, "DJANGO_SECRET_KEY": "0123456789abcdef" * 4},
        )

    def test_the_production_settings_pass_and_the_others_do_not(self):
        done = self.check(self.step()["env"]["DJANGO_SETTINGS_MODULE"])
        self.assertEqual(done.returncode, 0, done.stderr)
        other = self.check("config.settings")
        self.assertEqual(other.returncode, 1)
        self.assertIn("security.W008", other.stderr)
        self.assertEqual("mail.E001" in other.stderr, on_django("6.1"))

    def test_what_is_silenced_is_what_was_not_decided(self):
        production = importlib.import_module("config.production")
        self.assertIs(production.DEBUG, False)
        with self.settings(SECURE_HSTS_SECONDS=production.SECURE_HSTS_SECONDS, SILENCED_SYSTEM_CHECKS=[]):
            found = {warning.id for warning in run_checks(include_deployment_checks=True)}
        self.assertLessEqual(set(production.SILENCED_SYSTEM_CHECKS), found)

    def test_the_pipeline_runs_the_tools_named_and_on_a_schedule(self):
        workflow = yaml.safe_load(block_source(".github/workflows/security.yml"))
        self.assertIn("schedule", workflow[True])  # YAML 1.1 reads the key `on` as true
        commands = " ".join(step.get("run", "") for step in workflow["jobs"]["scan"]["steps"])
        for tool in ("bandit -r", "pip-audit -r", "check --deploy", "--require-hashes"):
            self.assertIn(tool, commands)
        self.assertTrue((Path(settings.BASE_DIR) / "manage.py").exists())
        self.assertTrue(callable(webhooks.payment))
