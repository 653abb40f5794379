import json
import os
import subprocess
import sys
import tempfile
from unittest import mock

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from answer import block_source
from config.env import csv, env, flag

ENVIRONMENT = {"DJANGO_ENVIRONMENT": "development"}
NAMES = ["DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE",
         "CSRF_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER"]
LOAD = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}}))
"""
STAGING = {
    "DJANGO_ENVIRONMENT": "staging",
    "DJANGO_SECRET_KEY": "k" * 50,
    "DJANGO_ALLOWED_HOSTS": "staging.bookshop.example",
}


def load(**variables):
    """The settings in a process of their own with exactly these variables, or its error."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=settings.BASE_DIR, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **variables},
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


class SettingsTest(SimpleTestCase):
    def test_a_forgotten_environment_stops_the_start(self):
        self.assertIn("Set the environment variable DJANGO_ENVIRONMENT.", load())
        self.assertIn("prod is unknown", load(**STAGING | {"DJANGO_ENVIRONMENT": "prod"}))

    def test_development_needs_no_other_variable(self):
        loaded = load(**ENVIRONMENT)
        self.assertEqual(loaded["ALLOWED_HOSTS"], ["localhost"])
        self.assertFalse(loaded["SECURE_SSL_REDIRECT"])
        self.assertIsNone(loaded["SECURE_PROXY_SSL_HEADER"])
        self.assertFalse(loaded["DEBUG"])
        self.assertTrue(load(**ENVIRONMENT, DJANGO_DEBUG="1")["DEBUG"])

    def test_staging_and_production_are_secure_and_read_their_variables(self):
        for environment in ("staging", "production"):
            loaded = load(**STAGING | {"DJANGO_ENVIRONMENT": environment})
            with self.subTest(environment):
                self.assertEqual(loaded["SECRET_KEY"], "k" * 50)
                self.assertEqual(loaded["ALLOWED_HOSTS"], ["staging.bookshop.example"])
                for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
                    self.assertTrue(loaded[name], name)
                header = ["HTTP_X_FORWARDED_PROTO", "https"]
                self.assertEqual(loaded["SECURE_PROXY_SSL_HEADER"], header)

    def test_outside_development_a_missing_variable_stops_the_start(self):
        for name in ("DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"):
            rest = {key: value for key, value in STAGING.items() if key != name}
            with self.subTest(name):
                self.assertIn(f"Set the environment variable {name}.", load(**rest))

    def test_debug_outside_development_stops_the_start(self):
        self.assertIn("DJANGO_DEBUG=1 is for development only.", load(**STAGING, DJANGO_DEBUG="1"))

    def test_a_misspelt_flag_stops_the_start(self):
        self.assertIn("DJANGO_DEBUG: use 0 or 1", load(**ENVIRONMENT, DJANGO_DEBUG="False"))


class RotationTest(SimpleTestCase):
    def test_what_the_old_key_signed_stays_valid_while_it_is_a_fallback(self):
        from django.core import signing

        with self.settings(SECRET_KEY="old"):
            signed = signing.dumps("reset")
        with self.settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
            self.assertEqual(signing.loads(signed), "reset")
        with self.settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[]):
            with self.assertRaises(signing.BadSignature):
                signing.loads(signed)


class EnvTest(SimpleTestCase):
    def test_a_secret_is_read_from_the_file_that_is_named(self):
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write("from the file\n")
            secret.flush()
            with mock.patch.dict(os.environ, {"API_KEY_FILE": secret.name, "API_KEY": "plain"}):
                self.assertEqual(env("API_KEY"), "from the file")

    def test_values_are_cast_and_missing_ones_reported(self):
        with mock.patch.dict(os.environ, {"WORKERS": "4"}):
            self.assertEqual(env("WORKERS", cast=int), 4)
        with self.assertRaisesMessage(ImproperlyConfigured, "Set the environment variable WORKERS."):
            env("WORKERS")
        self.assertEqual(csv(" a.example, b.example,"), ["a.example", "b.example"])
        self.assertTrue(flag("1"))

    def test_bool_of_the_word_false_is_true(self):
        self.assertIs(bool("False"), True)


class DeploymentFilesTest(SimpleTestCase):
    def read(self, name):
        return yaml.safe_load(block_source(name))

    def test_the_settings_start_with_the_variables_of_the_inventory(self):
        variables = self.read("deploy/inventories/staging/group_vars/web.yml")["bookshop_env"]
        self.assertIn("vault", variables["DJANGO_SECRET_KEY"])  # no secret in the open
        loaded = load(**variables)
        self.assertEqual(loaded["ALLOWED_HOSTS"], ["staging.bookshop.example"])

    def test_the_playbook_migrates_once_and_restarts_through_a_declared_handler(self):
        play = self.read("deploy/site.yml")[0]
        migrate = next(task for task in play["tasks"] if "Migrate" in task["name"])
        self.assertTrue(migrate["run_once"])
        self.assertIn(f"in {migrate['register']}.stdout", migrate["changed_when"])
        handlers = {handler["name"] for handler in play["handlers"]}
        notified = {task["notify"] for task in play["tasks"] if "notify" in task}
        self.assertEqual(notified, handlers)

    def test_the_task_reports_a_change_by_the_words_that_migrate_really_prints(self):
        play = self.read("deploy/site.yml")[0]
        task = next(task for task in play["tasks"] if "Migrate" in task["name"])
        phrase = task["changed_when"].split("'")[1]
        arguments = task["ansible.builtin.command"].split()[1:]
        self.assertEqual(arguments[:2], ["manage.py", "migrate"])
        database = settings.BASE_DIR / "db.sqlite3"
        database.unlink(missing_ok=True)
        self.addCleanup(database.unlink)

        def migrate():
            return subprocess.run(
                [sys.executable, *arguments], cwd=settings.BASE_DIR, capture_output=True, text=True,
                check=True, timeout=120,
            ).stdout

        self.assertNotIn(phrase, migrate())
        self.assertIn(phrase, migrate())

    def test_the_environment_file_is_private_and_not_logged(self):
        task = self.read("deploy/site.yml")[0]["tasks"][0]
        self.assertEqual((task["ansible.builtin.copy"]["mode"], task["no_log"]), ("0600", True))
        salt = self.read("salt/bookshop/init.sls")
        self.assertIn({"mode": "0600"}, salt["/etc/bookshop.env"]["file.managed"])

    def test_the_salt_service_watches_the_file_that_the_state_manages(self):
        salt = self.read("salt/bookshop/init.sls")
        watch = next(part["watch"] for part in salt["bookshop"]["service.running"] if "watch" in part)
        self.assertEqual(watch, [{"file": name} for name in salt if name.startswith("/")])
