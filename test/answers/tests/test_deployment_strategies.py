import runpy
import signal
import socket
import subprocess
import sys
import time
from unittest import mock

import requests
import yaml
from django.conf import settings
from django.core.checks import run_checks
from django.test import SimpleTestCase, TestCase

from answer import block_source, blocks


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class ServerTest(SimpleTestCase):
    def serve(self, port, *command):
        """Starts a real server on the bookshop, asks it one page and ends it with SIGTERM."""
        log = self.enterContext(open(settings.BASE_DIR / f"server-{port}.log", "wb"))
        server = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=settings.BASE_DIR, stdout=log, stderr=log,
            env={"PATH": "/usr/bin:/bin", "HOME": str(settings.BASE_DIR), "PORT": str(port),
                 "WEB_CONCURRENCY": "2", "DJANGO_SETTINGS_MODULE": "config.settings"},
        )
        self.addCleanup(server.kill)
        url = f"http://127.0.0.1:{port}/accounts/logout/"
        for _ in range(100):
            try:
                response = requests.get(
                    url,
                    headers={"X-Forwarded-Proto": "https", "Connection": "close"},
                    allow_redirects=False,
                    timeout=5,
                )
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        else:
            self.fail((settings.BASE_DIR / f"server-{port}.log").read_text())
        time.sleep(1)  # a worker that is still booting would miss the signal
        server.send_signal(signal.SIGTERM)
        return response, server.wait(timeout=40)

    def test_gunicorn_serves_the_bookshop_with_this_configuration_and_ends_gracefully(self):
        port = free_port()
        response, code = self.serve(port, "gunicorn", "config.wsgi", "--config", "gunicorn.conf.py")
        self.assertEqual((response.status_code, code), (405, 0))  # logging out takes a POST
        self.assertIn("max-age=31536000", response.headers["Strict-Transport-Security"])
        log = (settings.BASE_DIR / f"server-{port}.log").read_text()
        self.assertIn("gthread", log)
        self.assertEqual(log.count("Booting worker"), 2)

    def test_uvicorn_serves_the_same_project_through_asgi(self):
        port = free_port()
        response, _ = self.serve(port, "uvicorn", "config.asgi:application", "--port", str(port))
        self.assertEqual(response.status_code, 405)

    def test_the_number_of_workers_and_the_port_come_from_the_environment(self):
        with mock.patch.dict("os.environ", {"WEB_CONCURRENCY": "7", "PORT": "9000"}):
            names = runpy.run_path("gunicorn.conf.py")
        self.assertEqual((names["workers"], names["bind"]), (7, "0.0.0.0:9000"))
        self.assertLess(names["graceful_timeout"], names["timeout"])

    def test_gunicorn_knows_every_setting_of_the_file(self):
        from gunicorn.config import KNOWN_SETTINGS

        names = set(runpy.run_path("gunicorn.conf.py")) - {"os"}
        self.assertLessEqual(
            {name for name in names if not name.startswith("__")}, {s.name for s in KNOWN_SETTINGS}
        )


class SettingsTest(TestCase):
    def test_check_deploy_has_nothing_to_say(self):
        self.assertEqual(run_checks(tags=["security"], include_deployment_checks=True), [])

    def test_plain_http_is_redirected_and_https_behind_the_proxy_is_not(self):
        response = self.client.get("/books/")
        self.assertEqual(response.status_code, 301)
        self.assertTrue(response["Location"].startswith("https://"))
        response = self.client.get("/books/", headers={"X-Forwarded-Proto": "https"})
        self.assertEqual(response.status_code, 200)

    def test_debug_is_off_unless_asked_for(self):
        self.assertNotIn("test server", block_source("config/settings.py"))
        out = subprocess.run(
            [sys.executable, "-c", "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
            env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings",
                 "DJANGO_ALLOWED_HOSTS": "bookshop.example,www.bookshop.example"},
        ).stdout
        self.assertEqual(out.strip(), "False ['bookshop.example', 'www.bookshop.example']")


class ContainerTest(SimpleTestCase):
    def test_the_image_installs_before_it_copies_the_code_and_does_not_run_as_root(self):
        lines = blocks("dockerfile")[0].splitlines()
        at = {line.split()[0] + " " + line.split()[1]: n for n, line in enumerate(lines) if line}
        self.assertLess(at["COPY requirements.txt"], at["COPY ."])
        self.assertLess(at["USER bookshop"], at['CMD ["gunicorn",'])
        self.assertNotIn("migrate", blocks("dockerfile")[0])

    def test_the_collectstatic_of_the_build_works_with_its_throwaway_key(self):
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput"],
            cwd=settings.BASE_DIR, check=True, capture_output=True,
            env={"PATH": "/usr/bin:/bin", "DJANGO_SECRET_KEY": "only-for-the-build"},
        )
        self.assertTrue((settings.STATIC_ROOT / "admin/css/base.css").exists())

    def test_web_starts_after_one_migration_with_the_same_image(self):
        services = yaml.safe_load(blocks("yaml")[0])["services"]
        self.assertEqual(services["web"]["image"], services["migrate"]["image"])
        self.assertFalse(services["web"]["image"].endswith(":latest"))
        self.assertIn("migrate", services["web"]["depends_on"])
