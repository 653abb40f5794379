import os
import re
import runpy
import signal
import subprocess
import sys
import threading
import time
import unittest
from unittest import mock

import requests
import yaml
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import path

from answer import blocks, for_django
from shop.models import Book

# As production sets them; Django asks for 50 characters in a secret key.
ENVIRONMENT = {
    "DJANGO_SECRET_KEY": "only-for-the-tests-of-the-answers-6d0e1f7a2b9c4835-7a",
    "DJANGO_ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    "DJANGO_BEHIND_TLS_PROXY": "1",
}
THREADS = []


def note_threads(request):
    THREADS.append(threading.get_ident())
    list(Book.objects.all())
    THREADS.append(threading.get_ident())
    return HttpResponse()


urlpatterns = [path("threads/", note_threads)]
READY_SECONDS = 60  # for a machine that is busy with other answers
STOP_SECONDS = 60  # more than graceful_timeout, after which Gunicorn kills its workers


class Server:
    """A real server on a port that the system chose, which the server's log names."""

    def __init__(self, log, *command, **variables):
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=settings.BASE_DIR, stdout=output, stderr=output,
                stdin=subprocess.DEVNULL,
                env={"PATH": "/usr/bin:/bin", "HOME": str(settings.BASE_DIR),
                     "DJANGO_SETTINGS_MODULE": "config.settings", **ENVIRONMENT, **variables},
            )

    def wait_for(self, pattern, count=1):
        """The matches of the pattern in the log, as soon as there are so many."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            log = self.log.read_text()
            found = re.findall(pattern, log)
            if len(found) >= count:
                return found
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{pattern!r} is not {count} times in the log:\n{log}")
            time.sleep(0.05)

    def get(self, port):
        with requests.Session() as session:
            session.trust_env = False  # no proxy on the way to this machine
            return session.get(
                f"http://127.0.0.1:{port}/accounts/logout/",
                headers={"X-Forwarded-Proto": "https", "Connection": "close"},
                allow_redirects=False,
                timeout=READY_SECONDS,
            )

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def kill(self):
        """Whatever became of the test; Gunicorn's workers end when their parent is gone."""
        self.process.kill()
        self.process.wait()


@unittest.skipIf(os.name == "nt", "Gunicorn does not run on Windows")
class ServerTest(SimpleTestCase):
    def serve(self, name, *arguments, **variables):
        server = Server(settings.BASE_DIR / f"{name}.log", name, *arguments, **variables)
        self.addCleanup(server.kill)
        return server

    def test_gunicorn_serves_the_bookshop_with_this_configuration_and_ends_gracefully(self):
        server = self.serve(
            "gunicorn", "config.wsgi", "--config", "gunicorn.conf.py", PORT="0", WEB_CONCURRENCY="2"
        )
        [port] = server.wait_for(r"Listening at: http://0\.0\.0\.0:(\d+)")
        server.wait_for("Booting worker", 2)
        response = server.get(port)
        self.assertEqual(response.status_code, 405)  # logging out takes a POST
        self.assertEqual("max-age=3600", response.headers["Strict-Transport-Security"])
        server.wait_for('"GET /accounts/logout/ HTTP/1.1" 405')  # accesslog = "-"
        self.assertEqual(server.terminate(), 0)
        log = server.log.read_text()
        self.assertIn("Using worker: gthread", log)
        self.assertEqual(log.count("Booting worker"), 2)

    def test_uvicorn_serves_the_same_project_through_asgi(self):
        server = self.serve("uvicorn", "config.asgi:application", "--port", "0")
        [port] = server.wait_for(r"running on http://127\.0\.0\.1:(\d+)")
        self.assertEqual(server.get(port).status_code, 405)
        server.terminate()
        server.wait_for("Finished server process")


class GunicornConfigurationTest(SimpleTestCase):
    def test_the_number_of_workers_and_the_port_come_from_the_environment(self):
        with mock.patch.dict("os.environ", {"WEB_CONCURRENCY": "7", "PORT": "9000"}):
            names = runpy.run_path("gunicorn.conf.py")
        self.assertEqual((names["workers"], names["bind"]), (7, "0.0.0.0:9000"))
        self.assertLess(names["graceful_timeout"], names["timeout"])

    @unittest.skipIf(os.name == "nt", "Gunicorn does not run on Windows")
    def test_gunicorn_knows_every_setting_of_the_file(self):
        from gunicorn.config import KNOWN_SETTINGS

        names = set(runpy.run_path("gunicorn.conf.py")) - {"os"}
        self.assertLessEqual(
            {name for name in names if not name.startswith("__")}, {s.name for s in KNOWN_SETTINGS}
        )


class SettingsTest(TestCase):
    def test_check_deploy_has_nothing_to_say(self):
        messages = run_checks(tags=["security"], include_deployment_checks=True)
        self.assertEqual([m for m in messages if not m.is_silenced()], [])

    def test_plain_http_is_redirected_and_https_behind_the_proxy_is_not(self):
        response = self.client.get("/books/")
        self.assertEqual(response.status_code, 301)
        self.assertTrue(response["Location"].startswith("https://"))
        response = self.client.get("/books/", headers={"X-Forwarded-Proto": "https"})
        self.assertEqual(response.status_code, 200)

    def load(self, **variables):
        return subprocess.run(
            [sys.executable, "-c", "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120,
            env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings", **variables},
        )

    def test_debug_is_off_unless_asked_for(self):
        done = self.load(DJANGO_SECRET_KEY="x", DJANGO_ALLOWED_HOSTS="bookshop.example,www.bookshop.example")
        self.assertEqual(done.stdout.strip(), "False ['bookshop.example', 'www.bookshop.example']")

    def test_without_a_secret_key_nothing_starts(self):
        self.assertIn("DJANGO_SECRET_KEY", self.load().stderr)

    def test_check_deploy_fails_when_the_variables_are_forgotten(self):
        done = subprocess.run(
            [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120,
            env={"PATH": "/usr/bin:/bin", "DJANGO_SECRET_KEY": "x"},
        )
        self.assertEqual(done.returncode, 1)
        for number in ("W004", "W008", "W009", "W012", "W016"):
            self.assertIn(f"security.{number}", done.stderr)

    @for_django("6.1")
    def test_since_6_1_a_mail_backend_for_development_is_refused(self):
        console = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
        with self.settings(MAILERS=console):
            self.assertIn("mail.E001", {m.id for m in run_checks(include_deployment_checks=True)})

    def test_hsts_promises_nothing_for_subdomains(self):
        response = self.client.get("/books/", headers={"X-Forwarded-Proto": "https"})
        self.assertEqual(response["Strict-Transport-Security"], "max-age=3600")


@override_settings(ROOT_URLCONF=__name__, SECURE_SSL_REDIRECT=False)
class AsgiTest(TestCase):
    async def test_a_sync_view_and_its_queries_share_one_thread_under_asgi(self):
        THREADS.clear()
        await self.async_client.get("/threads/")
        self.assertEqual(len(THREADS), 2)
        self.assertEqual(len(set(THREADS)), 1)
        self.assertNotIn(threading.get_ident(), THREADS)

    async def test_an_async_call_of_the_orm_leaves_the_event_loops_thread(self):
        from django.db import connection

        seen = []

        def note(execute, *arguments):
            seen.append(threading.get_ident())
            return execute(*arguments)

        def install():
            connection.execute_wrappers.append(note)

        await sync_to_async(install)()
        await Book.objects.acount()
        await sync_to_async(connection.execute_wrappers.clear)()
        self.assertEqual(len(seen), 1)
        self.assertNotEqual(seen[0], threading.get_ident())


class ContainerTest(SimpleTestCase):
    def test_the_image_installs_before_it_copies_the_code_and_does_not_run_as_root(self):
        lines = blocks("dockerfile")[0].splitlines()
        at = {line.split()[0] + " " + line.split()[1]: n for n, line in enumerate(lines) if line}
        self.assertLess(at["COPY requirements.txt"], at["COPY ."])
        self.assertLess(at["USER bookshop"], at['CMD ["gunicorn",'])
        self.assertNotIn("migrate", blocks("dockerfile")[0])

    def test_the_build_stage_has_compilers_and_the_image_that_runs_has_not(self):
        images = re.findall(r"^FROM (\S+)", blocks("dockerfile")[0], re.MULTILINE)
        self.assertEqual(images, ["python:3.13", "python:3.13-slim"])

    def test_the_collectstatic_of_the_build_works_with_its_throwaway_key(self):
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            cwd=settings.BASE_DIR, check=True, capture_output=True, timeout=120,
            env={"PATH": "/usr/bin:/bin", "DJANGO_SECRET_KEY": "only-for-the-build"},
        )
        self.assertTrue((settings.STATIC_ROOT / "admin/css/base.css").exists())

    def test_web_starts_after_one_migration_with_the_same_image(self):
        services = yaml.safe_load(blocks("yaml")[0])["services"]
        self.assertEqual(services["web"]["image"], services["migrate"]["image"])
        self.assertFalse(services["web"]["image"].endswith(":latest"))
        self.assertEqual(
            services["web"]["depends_on"]["migrate"]["condition"], "service_completed_successfully"
        )
        self.assertIn("migrate", services["migrate"]["command"])

    def test_docker_waits_longer_for_the_server_to_stop_than_gunicorn_for_its_requests(self):
        web = yaml.safe_load(blocks("yaml")[0])["services"]["web"]
        grace = int(web["stop_grace_period"].removesuffix("s"))
        self.assertGreater(grace, runpy.run_path("gunicorn.conf.py")["graceful_timeout"])
