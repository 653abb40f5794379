import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from answer import block_source, blocks, snippet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InvalidStorageError, StorageHandler
from django.core.management import call_command
from django.test import RequestFactory, SimpleTestCase, TestCase

from config.settings import file_storage
from functions.stock import handler
from shop.models import Author, Book


class Files(SimpleTestCase):
    def test_without_a_bucket_files_stay_on_the_developers_disk(self):
        self.assertEqual(
            settings.STORAGES["default"],
            {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        )

    def test_a_bucket_selects_the_providers_storage(self):
        aws, gcp = file_storage("covers", "aws"), file_storage("covers", "gcp")
        self.assertEqual(aws["BACKEND"], "storages.backends.s3.S3Storage")
        self.assertEqual(gcp["BACKEND"], "storages.backends.gcloud.GoogleCloudStorage")
        self.assertEqual(aws["OPTIONS"], {"bucket_name": "covers"})

    def test_an_unknown_provider_fails_at_start_and_not_at_the_first_upload(self):
        with self.assertRaises(KeyError):
            file_storage("covers", "azure")

    def test_django_loads_the_named_backend_when_it_is_used(self):
        handler_ = StorageHandler({"default": file_storage("covers", "aws")})
        try:
            storage = handler_["default"]
        except InvalidStorageError as error:  # django-storages or boto3 is not installed
            self.assertIn("storages.backends.s3", str(error))
        else:
            self.assertEqual(storage.bucket_name, "covers")


def settings_with(**environment):
    path = Path(settings.BASE_DIR) / "config" / "settings.py"
    with mock.patch.dict("os.environ", environment):
        return runpy.run_path(str(path))


class ConfigurationFromTheEnvironment(SimpleTestCase):
    def test_debug_is_off_unless_a_developer_asks_for_it(self):
        self.assertFalse(settings_with()["DEBUG"])
        self.assertTrue(settings_with(DJANGO_DEBUG="1")["DEBUG"])

    def test_hosts_and_storage_are_given_by_the_platform(self):
        names = settings_with(
            ALLOWED_HOSTS="bookshop.example,www.bookshop.example", MEDIA_BUCKET="covers", CLOUD="gcp"
        )
        self.assertEqual(names["ALLOWED_HOSTS"], ["bookshop.example", "www.bookshop.example"])
        self.assertEqual(names["STORAGES"]["default"], file_storage("covers", "gcp"))
        self.assertIn("Manifest", names["STORAGES"]["staticfiles"]["BACKEND"])


class StaticFiles(SimpleTestCase):
    def test_the_build_collects_them_and_would_stop_without_a_root(self):
        self.assertIn("manage.py collectstatic --noinput", block_source("Dockerfile"))
        with tempfile.TemporaryDirectory() as folder, self.settings(STATIC_ROOT=folder):
            call_command("collectstatic", interactive=False, verbosity=0)
            self.assertTrue(list(Path(folder).glob("admin/css/base.*.css")))  # with a hash in its name
        with self.settings(STATIC_ROOT=None), self.assertRaises(ImproperlyConfigured):
            call_command("collectstatic", interactive=False, verbosity=0)
        self.assertEqual(Path(settings.STATIC_ROOT), settings.BASE_DIR / "staticfiles")


class BehindTheBalancer(SimpleTestCase):
    def test_the_header_of_the_balancer_makes_the_request_secure(self):
        header = settings_with(BEHIND_BALANCER="1")["SECURE_PROXY_SSL_HEADER"]
        requests = RequestFactory()
        with self.settings(SECURE_PROXY_SSL_HEADER=header):
            self.assertTrue(requests.get("/", headers={"X-Forwarded-Proto": "https"}).is_secure())
            self.assertFalse(requests.get("/", headers={"X-Forwarded-Proto": "http"}).is_secure())

    def test_without_a_balancer_nobody_can_claim_https(self):
        self.assertNotIn("SECURE_PROXY_SSL_HEADER", settings_with())
        request = RequestFactory().get("/", headers={"X-Forwarded-Proto": "https"})
        self.assertFalse(request.is_secure())

    def test_a_health_check_that_names_an_address_is_refused(self):
        with self.assertLogs("django.security.DisallowedHost", "ERROR"):
            response = self.client.get("/books/", headers={"host": "10.0.3.17:8000"})
        self.assertEqual(response.status_code, 400)

    def test_the_container_runs_one_process_with_as_many_threads_as_requests_it_gets(self):
        dockerfile, commands = block_source("Dockerfile"), blocks("bash")[0]
        self.assertIn("--workers 1 --threads 8", dockerfile)
        self.assertIn("--concurrency 8", commands)
        self.assertIn("USER web", dockerfile)


class Release(SimpleTestCase):
    def test_the_migration_runs_from_the_new_image_and_before_the_new_version(self):
        commands = blocks("bash")[0]
        steps = ["jobs update bookshop-migrate", "jobs execute bookshop-migrate", "run deploy bookshop"]
        positions = [commands.index(step) for step in steps]
        self.assertEqual(positions, sorted(positions))
        self.assertEqual(commands.count('--image "$IMAGE"'), 2)


class Scaling(SimpleTestCase):
    def test_the_ceiling_is_the_one_named_in_the_text(self):
        self.assertEqual(snippet(1)["ceiling"], 11)
        self.assertIn("--max-instances 11", blocks("bash")[0])

    def test_twenty_instances_would_want_more_connections_than_there_are(self):
        most = snippet(1)["most_instances"]
        self.assertLess(most(200, 20, 8), 20)
        self.assertEqual(most(200, 20, 8, releases_overlap=1), 22)


class StockFunction(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Frank Herbert")
        Book.objects.create(title="Dune", slug="dune", author=author, stock=1)
        self.event = json.loads(blocks("json")[0])

    def stock(self):
        return Book.objects.get(slug="dune").stock

    def test_good_messages_are_applied_and_only_bad_ones_are_returned(self):
        with self.assertLogs("functions.stock", "ERROR") as logs:
            answer = handler(self.event, None)
        self.assertEqual(self.stock(), 7)
        self.assertEqual(answer, {"batchItemFailures": [{"itemIdentifier": "m-2"}]})
        self.assertEqual(len(logs.records), 1)

    def test_a_cold_start_sets_django_up(self):
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        started = subprocess.run(
            [sys.executable, "-c", "from functions.stock import Book; print(Book._meta.label)"],
            cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True,
        )
        self.assertEqual(started.stdout.strip(), "shop.Book", started.stderr)

    def test_connections_that_died_while_frozen_are_closed_first(self):
        with mock.patch("functions.stock.close_old_connections") as close:
            handler({"Records": []}, None)
        close.assert_called_once_with()

    def test_a_message_delivered_twice_does_no_harm(self):
        good = {"Records": self.event["Records"][:1]}
        for _ in range(2):
            self.assertEqual(handler(good, None), {"batchItemFailures": []})
        self.assertEqual(self.stock(), 7)

    def test_a_broken_message_does_not_stop_the_next(self):
        self.event["Records"].insert(0, {"messageId": "m-0", "body": "not json"})
        with self.assertLogs("functions.stock", "ERROR"):
            answer = handler(self.event, None)
        self.assertEqual([f["itemIdentifier"] for f in answer["batchItemFailures"]], ["m-0", "m-2"])
        self.assertEqual(self.stock(), 7)
