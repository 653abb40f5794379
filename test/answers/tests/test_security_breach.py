import runpy
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.management import call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from shop.forensics import admin_changes

PASSWORD = "correct horse battery"
OLD_KEY = "old-key-" + "x" * 50
NEW_KEY = "new-key-" + "y" * 50


def whoami(client):
    """The admin index is 200 for a logged-in staff member and a redirect for anyone else."""
    return client.get(reverse("admin:index")).status_code == 200


class AuditTrail(TestCase):
    def test_logins_are_logged_with_user_and_address(self):
        user = User.objects.create_user("ada", password=PASSWORD)
        with self.assertLogs("bookshop.audit", "INFO") as logs:
            self.client.post(
                "/accounts/login/", {"username": "ada", "password": PASSWORD},
                REMOTE_ADDR="203.0.113.9",
            )
        self.assertIn(f"login user={user.pk} ip=203.0.113.9", logs.output[0])

    def test_failed_logins_are_logged_without_the_password(self):
        with self.assertLogs("bookshop.audit", "WARNING") as logs:
            self.client.login(username="ada\nfake line", password="hunter2")
        self.assertIn("login failed name='ada\\nfake line'", logs.output[0])
        self.assertNotIn("hunter2", "".join(logs.output))


class LockAccounts(TestCase):
    def setUp(self):
        self.users = [
            User.objects.create_superuser(name, f"{name}@bookshop.example", PASSWORD)
            for name in ("ada", "bob")
        ]
        self.clients = []
        for user in self.users:
            client = Client()
            client.force_login(user)
            self.clients.append(client)

    def lock(self, *names):
        out = StringIO()
        call_command("lock_accounts", *names, stdout=out)
        return out.getvalue()

    def test_every_session_ends_and_no_old_password_works(self):
        self.assertTrue(all(whoami(client) for client in self.clients))
        self.assertEqual(self.lock(), "2 passwords voided, 0 accounts without one logged out.\n")
        self.assertFalse(any(whoami(client) for client in self.clients))
        for user in self.users:
            user.refresh_from_db()
            self.assertFalse(user.check_password(PASSWORD))

    def test_single_accounts_can_be_locked(self):
        self.assertIn("1 passwords voided", self.lock("bob"))
        self.assertEqual([whoami(client) for client in self.clients], [True, False])

    def test_the_owner_can_reset_the_password_afterwards(self):
        self.lock()
        self.client.post(reverse("password_reset"), {"email": "ada@bookshop.example"})
        self.assertEqual([m.to for m in mail.outbox], [["ada@bookshop.example"]])

    def test_an_account_without_a_password_is_logged_out_and_gets_none_by_a_reset(self):
        self.users[0].set_unusable_password()
        self.users[0].save()
        self.clients[0].force_login(self.users[0])
        self.assertTrue(whoami(self.clients[0]))
        self.assertIn("1 passwords voided, 1 accounts without one logged out", self.lock())
        self.assertFalse(whoami(self.clients[0]))
        self.client.post(reverse("password_reset"), {"email": "ada@bookshop.example"})
        self.assertEqual(mail.outbox, [])
        self.users[0].refresh_from_db()
        self.assertFalse(self.users[0].has_usable_password())

    def test_with_the_key_and_the_hash_a_reset_link_can_be_forged(self):
        forged = default_token_generator.make_token(User(**User.objects.filter(username="ada").values()[0]))
        self.assertTrue(default_token_generator.check_token(self.users[0], forged))

    def test_an_unusable_password_would_lock_the_owner_out(self):
        self.users[0].set_unusable_password()
        self.users[0].save()
        self.client.post(reverse("password_reset"), {"email": "ada@bookshop.example"})
        self.assertEqual(mail.outbox, [])

    def test_signed_cookie_sessions_end_as_well(self):
        with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"):
            client = Client()
            client.force_login(self.users[0])
            self.assertTrue(whoami(client))
            self.lock()
            self.assertFalse(whoami(client))


class KeyRotation(TestCase):
    def setUp(self):
        with override_settings(SECRET_KEY=OLD_KEY):
            self.client.force_login(User.objects.create_superuser("ada"))
            self.link = signing.dumps({"order": 7})

    def test_with_the_old_key_as_fallback_nobody_is_logged_out(self):
        with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[OLD_KEY]):
            self.assertTrue(whoami(self.client))

    def test_and_what_a_thief_signs_with_it_is_still_accepted(self):
        with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[OLD_KEY]):
            self.assertEqual(signing.loads(self.link), {"order": 7})

    def test_without_a_fallback_sessions_and_signatures_end(self):
        with override_settings(SECRET_KEY=NEW_KEY, SECRET_KEY_FALLBACKS=[]):
            self.assertFalse(whoami(self.client))
            with self.assertRaises(signing.BadSignature):
                signing.loads(self.link)

    def test_the_settings_have_no_fallback_unless_one_is_given(self):
        self.assertEqual(settings.SECRET_KEY_FALLBACKS, [])
        path = Path(settings.BASE_DIR) / "config" / "settings.py"
        with mock.patch.dict("os.environ", {"OLD_SECRET_KEYS": "first second"}):
            fallbacks = runpy.run_path(str(path))["SECRET_KEY_FALLBACKS"]
        self.assertEqual(fallbacks, ["first", "second"])


class Analysis(TestCase):
    def test_the_report_lists_the_suspects_admin_changes_in_order(self):
        suspect = User.objects.create_superuser("mallory")
        other = User.objects.create_superuser("ada")
        for user, name in ((suspect, "Dune"), (other, "Emma"), (suspect, "Ubik")):
            self.client.force_login(user)
            self.client.post(reverse("admin:shop_author_add"), {"name": name})
        self.assertEqual(LogEntry.objects.filter(action_flag=ADDITION).count(), 3)
        now = timezone.now()
        report = admin_changes(suspect, now - timedelta(hours=1), now)
        self.assertEqual([line[6:] for line in report],
                         ["Addition author: Dune", "Addition author: Ubik"])
        self.assertEqual(admin_changes(suspect, now, now + timedelta(hours=1)), [])
        self.assertTrue(Session.objects.exists())

    def test_the_entries_go_with_the_user(self):
        suspect = User.objects.create_superuser("mallory")
        self.client.force_login(suspect)
        self.client.post(reverse("admin:shop_author_add"), {"name": "Dune"})
        suspect.delete()
        self.assertFalse(LogEntry.objects.exists())
