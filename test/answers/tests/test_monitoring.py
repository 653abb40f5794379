import io
import json
import logging
import logging.config
import re
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

import yaml
from answer import block_source, blocks
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import SimpleTestCase, TestCase
from prometheus_client import REGISTRY

from shop.logs import JSONFormatter, request_id
from shop.metrics import LATENCY, ORDERS_PAID
from shop.models import Author, Book, Customer, Order
from shop.payments import mark_paid


def count(**labels):
    return REGISTRY.get_sample_value("bookshop_request_seconds_count", labels) or 0


class Metrics(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Italo Calvino")
        for slug in ("invisible-cities", "cosmicomics"):
            Book.objects.create(title=slug.title(), slug=slug, author=author)

    def test_requests_are_counted_by_route_not_by_path(self):
        labels = {"method": "GET", "route": "books/<slug:slug>/", "status": "200"}
        before = count(**labels)
        self.client.get("/books/invisible-cities/")
        self.client.get("/books/cosmicomics/")
        self.assertEqual(count(**labels), before + 2)
        self.assertNotIn("cosmicomics", self.client.get("/metrics").content.decode())

    def test_unknown_paths_and_methods_make_no_series_of_their_own(self):
        self.client.get("/wp-login.php")
        self.client.generic("BREW", "/coffee")
        routes = {s.labels["route"] for m in LATENCY.collect() for s in m.samples}
        methods = {s.labels["method"] for m in LATENCY.collect() for s in m.samples}
        self.assertIn("unmatched", routes)
        self.assertFalse({"/wp-login.php", "wp-login.php"} & routes)
        self.assertIn("other", methods)
        self.assertNotIn("BREW", methods)

    def test_each_standard_method_has_a_label_of_its_own(self):
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            with self.subTest(method):
                labels = {"method": method, "route": "books/", "status": "200"}
                before = count(**labels)
                self.client.generic(method, "/books/")
                self.assertEqual(count(**labels), before + 1)

    def test_the_buckets_can_tell_whether_the_objective_is_met(self):
        self.client.get("/books/")
        exported = self.client.get("/metrics").content.decode()
        bounds = set(re.findall(r'bookshop_request_seconds_bucket\{le="([^"]+)"', exported))
        self.assertEqual(bounds, {"0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "+Inf"})

    def test_errors_are_measured_with_their_status(self):
        self.client.raise_request_exception = False
        labels = {"method": "GET", "route": "books/", "status": "500"}
        before = count(**labels)
        with mock.patch("shop.views.render", side_effect=RuntimeError):
            with self.assertLogs("django.request", "ERROR"):
                self.client.get("/books/")
        self.assertEqual(count(**labels), before + 1)

    def test_the_endpoint_speaks_the_prometheus_text_format(self):
        response = self.client.get("/metrics")
        self.assertTrue(response["Content-Type"].startswith("text/plain; version="))
        text = response.content.decode()
        self.assertIn("# TYPE bookshop_request_seconds histogram", text)
        self.assertRegex(text, r"(?m)^bookshop_orders_paid_total \d")

    def test_a_paid_order_is_counted_once_and_only_when_it_is_committed(self):
        before = ORDERS_PAID._value.get()
        customer = Customer.objects.create(user=User.objects.create_user("ada"))
        order = Order.objects.create(customer=customer)
        with self.captureOnCommitCallbacks() as callbacks:
            mark_paid(order)
            mark_paid(order)
        self.assertEqual(ORDERS_PAID._value.get(), before)
        for callback in callbacks:
            callback()
        self.assertEqual(ORDERS_PAID._value.get(), before + 1)
        order.refresh_from_db()
        self.assertEqual(order.status, Order.Status.PAID)

    def test_every_metric_named_in_queries_and_alerts_exists(self):
        self.client.get("/books/")
        exported = self.client.get("/metrics").content.decode()
        queries = blocks("text")[0] + block_source("deploy/alerts.yml")
        for name in set(re.findall(r"bookshop_\w+", queries)):
            with self.subTest(name):
                self.assertIn(f"\n{name}{{", exported)

    def test_the_alert_has_a_duration_and_a_runbook(self):
        rule = yaml.safe_load(block_source("deploy/alerts.yml"))["groups"][0]["rules"][0]
        self.assertEqual(rule["for"], "5m")
        self.assertIn("runbook", rule["annotations"])
        self.assertIn("> 0.02", rule["expr"])


class SeveralProcesses(SimpleTestCase):
    def test_gunicorn_reports_a_dead_worker_to_the_client(self):
        hooks = runpy.run_path(str(Path(settings.BASE_DIR) / "gunicorn.conf.py"))
        with mock.patch("prometheus_client.multiprocess.mark_process_dead") as dead:
            hooks["child_exit"](server=None, worker=mock.Mock(pid=4711))
        dead.assert_called_once_with(4711)

    def test_the_endpoint_shows_what_all_processes_counted(self):
        worker = "from prometheus_client import Counter; Counter('sold', 'Books sold').inc(3)"
        with tempfile.TemporaryDirectory() as folder:
            environment = {"PROMETHEUS_MULTIPROC_DIR": folder}
            for code in (worker, worker):
                subprocess.run([sys.executable, "-c", code], env=environment, check=True)
            with mock.patch.dict("os.environ", environment):
                shown = self.client.get("/metrics").content.decode()
        self.assertIn("sold_total 6.0", shown)
        self.assertNotIn("python_info", shown, "the numbers of this process alone are left out")

    def test_two_processes_add_up_only_in_the_multiprocess_mode(self):
        worker = "from prometheus_client import Counter; Counter('sold', 'Books sold').inc(3)"
        collector = (
            "from prometheus_client import CollectorRegistry, multiprocess, generate_latest\n"
            "registry = CollectorRegistry()\n"
            "multiprocess.MultiProcessCollector(registry)\n"
            "print(generate_latest(registry).decode())"
        )
        with tempfile.TemporaryDirectory() as folder:
            environment = {"PROMETHEUS_MULTIPROC_DIR": folder}
            for code in (worker, worker):
                subprocess.run([sys.executable, "-c", code], env=environment, check=True)
            shown = subprocess.run(
                [sys.executable, "-c", collector],
                env=environment, check=True, capture_output=True, text=True,
            ).stdout
        self.assertIn("sold_total 6.0", shown)


class Logs(TestCase):
    def lines(self, act):
        """What the configured handler writes while `act` runs."""
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(JSONFormatter())
        logging.getLogger().addHandler(handler)
        try:
            act()
        finally:
            logging.getLogger().removeHandler(handler)
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    def test_every_line_of_a_request_carries_the_id_the_customer_sees(self):
        def view(request, *args, **kwargs):
            logging.getLogger("shop").warning("Shelf is empty")
            raise RuntimeError("boom")

        self.client.raise_request_exception = False
        seen = {}

        def act():
            with mock.patch("shop.views.render", side_effect=view):
                seen["response"] = self.client.get("/books/")

        lines = self.lines(act)
        self.assertEqual(lines[0]["message"], "Shelf is empty")
        self.assertEqual({line["request_id"] for line in lines}, {seen["response"]["X-Request-ID"]})
        self.assertIn("RuntimeError: boom", lines[-1]["exception"])

    def test_lines_that_django_writes_after_the_middleware_carry_the_id(self):
        for status in (404, 503):
            seen = {}

            def act(status=status, seen=seen):
                with mock.patch("shop.views.render", return_value=HttpResponse(status=status)):
                    seen["response"] = self.client.get("/books/" if status == 503 else "/nowhere/")

            with self.subTest(status):
                lines = [line for line in self.lines(act) if line["logger"] == "django.request"]
                self.assertEqual(len(lines), 1)
                self.assertEqual(lines[0]["request_id"], seen["response"]["X-Request-ID"])

    def test_every_request_has_an_id_of_its_own(self):
        first = self.client.get("/books/")["X-Request-ID"]
        second = self.client.get("/books/")["X-Request-ID"]
        self.assertNotEqual(first, second)
        self.assertEqual(request_id.get(), second)

    def test_the_settings_install_the_formatter(self):
        handler = settings.LOGGING["handlers"]["stdout"]
        configured = logging.config.DictConfigurator(dict(settings.LOGGING))
        formatter = configured.configure_formatter({"()": "shop.logs.JSONFormatter"})
        self.assertIsInstance(formatter, JSONFormatter)
        self.assertEqual(handler["formatter"], "json")
        self.assertIs(configured.convert(handler["stream"]), sys.stdout)

    def test_a_stream_handler_writes_to_stderr_unless_told_otherwise(self):
        self.assertIs(logging.StreamHandler().stream, sys.stderr)
