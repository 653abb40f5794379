import http.client
import importlib
import os
import re
import runpy
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import run_checks
from django.core.mail import get_connection
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.test import SimpleTestCase, TestCase, override_settings

from answer import block_source, blocks, on_django

REQUIRED = {
    "DJANGO_SECRET_KEY": "k7-" + "abcdefghij0123456789" * 3,
    "DJANGO_ALLOWED_HOSTS": "shop.example.com,www.example.com",
    "PGPASSWORD": "secret",
}


def production(**environment):
    with mock.patch.dict(os.environ, {**REQUIRED, **environment}):
        sys.modules.pop("config.settings_production", None)
        return importlib.import_module("config.settings_production")


class SettingsTests(SimpleTestCase):
    def test_the_values_come_from_the_environment(self):
        settings = production(PGHOST="db.internal", HSTS_SECONDS="60")
        self.assertFalse(hasattr(settings, "SECURE_PROXY_SSL_HEADER"))
        self.assertTrue(hasattr(production(BEHIND_PROXY="1"), "SECURE_PROXY_SSL_HEADER"))
        self.assertFalse(settings.DEBUG)
        self.assertEqual(settings.ALLOWED_HOSTS, ["shop.example.com", "www.example.com"])
        self.assertEqual(settings.DATABASES["default"]["HOST"], "db.internal")
        self.assertEqual(settings.SECURE_HSTS_SECONDS, 60)

    def test_each_missing_required_value_stops_the_start(self):
        for name in REQUIRED:
            with mock.patch.dict(os.environ, REQUIRED):
                del os.environ[name]
                sys.modules.pop("config.settings_production", None)
                with self.assertRaisesMessage(KeyError, name):
                    importlib.import_module("config.settings_production")

    def found(self, **environment):
        module = production(**environment)
        names = [n for n in dir(module) if re.match("SECURE_|SESSION_|CSRF_|SECRET|ALLOWED|DEBUG", n)]
        with override_settings(**{name: getattr(module, name) for name in names}):
            ids = [c.id for c in run_checks(tags=["security"], include_deployment_checks=True)]
        return module, sorted(ids)

    def test_the_deploy_check_complains_about_the_whole_domain_only_and_that_is_silenced(self):
        module, ids = self.found()
        self.assertEqual(ids, ["security.W005", "security.W021"])
        self.assertEqual(module.SILENCED_SYSTEM_CHECKS, ids)
        self.assertFalse(getattr(module, "SECURE_HSTS_PRELOAD", False))

    def test_with_the_whole_domain_it_finds_nothing(self):
        module, ids = self.found(HSTS_WHOLE_DOMAIN="1")
        self.assertEqual((ids, module.SECURE_HSTS_PRELOAD), ([], True))

    def test_mail_goes_to_a_server_and_does_not_wait_for_ever(self):
        module = production(EMAIL_HOST="mail.internal")
        names = ("MAILERS",) if on_django("6.1") else ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_TIMEOUT")
        with override_settings(**{name: getattr(module, name) for name in names}):
            if on_django("6.1"):
                from django.core.mail import mailers

                backend = mailers["default"]
            else:
                backend = get_connection(module.EMAIL_BACKEND)
        self.assertEqual((backend.host, backend.timeout), ("mail.internal", 10))

    def test_static_files_get_the_hash_of_their_content_into_the_name(self):
        module = production()
        with tempfile.TemporaryDirectory() as folder:
            with override_settings(STORAGES=module.STORAGES, STATIC_ROOT=folder):
                call_command("collectstatic", interactive=False, verbosity=0)
                url = staticfiles_storage.url("admin/css/base.css")
                self.assertRegex(url, r"/static/admin/css/base\.[0-9a-f]{12}\.css$")
                name = url.split("/static/")[1]
                self.assertTrue((Path(folder) / name).exists())

    def test_logging_goes_to_the_console(self):
        import logging.config

        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        try:
            logging.config.dictConfig(production(LOG_LEVEL="WARNING").LOGGING)
            self.assertEqual([type(h) for h in root.handlers], [logging.StreamHandler])
            self.assertEqual(root.level, logging.WARNING)
        finally:
            root.handlers[:], root.level = handlers, level


class GunicornTests(SimpleTestCase):
    def test_every_name_is_a_gunicorn_setting_with_a_valid_value(self):
        from gunicorn.config import Config

        with mock.patch.dict(os.environ, {"WEB_CONCURRENCY": "3"}):
            values = runpy.run_path("gunicorn.conf.py")
        config = Config()
        defaults = (config.timeout, config.graceful_timeout, config.max_requests)
        self.assertEqual(defaults, (30, 30, 0))
        names = [n for n in values if not n.startswith("__") and n not in ("multiprocessing", "os")]
        for name in names:
            config.set(name, values[name])
        self.assertEqual((config.workers, config.max_requests), (3, 1000))

    def start(self, listener, log):
        """Gunicorn as systemd starts it: with the listening socket as file 3."""
        activate = (
            "import os, sys; os.dup2(int(sys.argv[1]), 3); os.set_inheritable(3, True);"
            "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()));"
            "os.execv(sys.executable, [sys.executable, '-m', 'gunicorn', 'config.wsgi:application'])"
        )
        server = subprocess.Popen(
            [sys.executable, "-c", activate, str(listener.fileno())],
            env={**os.environ, "WEB_CONCURRENCY": "1"}, stdout=log, stderr=log,
            pass_fds=[listener.fileno()],
        )
        self.addCleanup(server.wait, 20)
        self.addCleanup(server.terminate)
        return server

    def ask(self, path):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(30)
        link.connect(path)
        client = http.client.HTTPConnection("localhost")
        client.sock = link
        client.request("GET", "/health/")
        self.addCleanup(client.close)
        return client

    def test_a_request_between_two_releases_waits_in_the_socket_and_is_answered(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        log = self.enterContext(open(f"{folder}/log", "w+"))
        path = f"{folder}/bookshop.sock"
        listener = self.enterContext(socket.socket(socket.AF_UNIX))
        listener.bind(path)
        listener.listen()

        old = self.start(listener, log)
        response = self.ask(path).getresponse()
        self.assertEqual((response.status, response.read()), (200, b'{"database": "up"}'))
        old.terminate()
        old.wait(20)

        waiting = self.ask(path)  # nobody serves, and nobody refuses
        self.start(listener, log)
        self.assertEqual(waiting.getresponse().status, 200)


class FileTests(SimpleTestCase):
    def test_the_release_script_is_valid_bash_and_uses_existing_commands(self):
        done = subprocess.run(["bash", "-n"], input=block_source("deploy/release.sh"), text=True)
        self.assertEqual(done.returncode, 0)
        from django.core.management import get_commands

        used = re.findall(r"manage\.py (\w+)", block_source("deploy/release.sh"))
        self.assertEqual(used, ["check", "collectstatic", "migrate"])
        self.assertLessEqual(set(used), set(get_commands()))

    def test_the_release_runs_every_command_on_the_production_settings(self):
        script = block_source("deploy/release.sh")
        with tempfile.TemporaryDirectory() as folder:
            root, tools = Path(folder), Path(folder) / "tools"
            tools.mkdir()
            (root / "bookshop.env").write_text(block_source("deploy/bookshop.env"))
            stub = '#!/bin/sh\necho "$(basename $0) $* [$DJANGO_SETTINGS_MODULE]" >> "$LOG"\n'
            make = 'mkdir -p "$3/bin" && cp "$TOOL" "$3/bin/pip" && cp "$TOOL" "$3/bin/python"\n'
            for name in ("python3", "sudo", "curl", "tool"):
                (tools / name).write_text(stub + (make if name == "python3" else ""))
                (tools / name).chmod(0o755)
            script = script.replace("/srv/bookshop", folder).replace("/etc/", f"{folder}/")
            (root / "releases" / "7").mkdir(parents=True)
            log = root / "log"
            environment = {
                "PATH": f"{tools}:{os.environ['PATH']}", "LOG": str(log), "TOOL": str(tools / "tool")
            }
            done = subprocess.run(
                ["bash", "-s", "7"], input=script, env=environment, capture_output=True, text=True
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = log.read_text().splitlines()
            self.assertEqual((root / "current").resolve(), (root / "releases" / "7").resolve())
        steps = ["-m venv", "install --require-hashes", "check --deploy", "collectstatic",
                 "migrate", "systemctl restart bookshop", "--fail"]
        self.assertEqual(len(lines), len(steps), lines)
        for line, step in zip(lines, steps):
            self.assertIn(step, line)
            self.assertTrue(line.endswith("[config.settings_production]"), line)

    def test_the_environment_file_names_all_that_is_required(self):
        names = re.findall(r"(?m)^(\w+)=", block_source("deploy/bookshop.env"))
        self.assertEqual(set(names), {"DJANGO_SETTINGS_MODULE", "BEHIND_PROXY", *REQUIRED})

    def test_proxy_and_server_and_settings_agree(self):
        nginx = blocks("nginx")[0]
        listening, unit = block_source("deploy/bookshop.socket"), block_source("deploy/bookshop.service")
        socket_path = re.search(r"ListenStream=(\S+)", listening)[1]
        self.assertIn(f"proxy_pass http://unix:{socket_path};", nginx)
        self.assertIn("Requires=bookshop.socket", unit)
        graceful = runpy.run_path("gunicorn.conf.py")["graceful_timeout"]
        self.assertGreater(int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]), graceful)
        self.assertIn(f"alias {production().STATIC_ROOT}/;", nginx)
        self.assertIn("X-Forwarded-Proto", nginx)
        self.assertEqual(nginx.count("{"), nginx.count("}"))


class HealthTests(TestCase):
    def test_it_is_up_when_the_database_answers(self):
        with self.assertNumQueries(1):
            response = self.client.get("/health/")
        self.assertEqual((response.status_code, response.json()), (200, {"database": "up"}))

    def test_it_is_503_when_the_database_does_not(self):
        for error in (OperationalError, InterfaceError):
            with mock.patch.object(connection, "cursor", side_effect=error):
                self.assertEqual(self.client.get("/health/").status_code, 503)

    @override_settings(SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
    def test_without_the_forwarded_header_it_is_only_a_redirect(self):
        self.assertEqual(self.client.get("/health/").status_code, 301)
        response = self.client.get("/health/", headers={"x-forwarded-proto": "https"})
        self.assertEqual(response.status_code, 200)
