import time
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.contrib import admin
from django.contrib.auth import authenticate, get_user
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase, TestCase
from django.urls import path

from shop import models as shop_models
from shop import sso
from shop.auth import IdentityBackend
from shop.models import ExternalIdentity, TotpDevice, totp

PASSWORD = "reading-by-candle-light"
CLAIMS = {
    "iss": "https://id.example",
    "sub": "4711",
    "email": "ada@shop.test",
    "email_verified": True,
}


def frozen(seconds):
    return mock.patch.object(shop_models.time, "time", return_value=seconds)


class Identities(TestCase):
    def test_first_login_makes_an_account_and_the_second_finds_it(self):
        first = authenticate(id_claims=CLAIMS)
        second = authenticate(id_claims=CLAIMS | {"email": "changed@shop.test"})
        self.assertEqual(first, second)
        self.assertEqual((User.objects.count(), ExternalIdentity.objects.count()), (1, 1))
        self.assertFalse(first.has_usable_password())
        self.assertEqual(first.backend, "shop.auth.IdentityBackend")

    def test_same_subject_of_another_issuer_is_somebody_else(self):
        first = authenticate(id_claims=CLAIMS)
        other = CLAIMS | {"iss": "https://other.example", "email": "eve@shop.test"}
        self.assertNotEqual(authenticate(id_claims=other), first)

    def test_never_links_to_an_existing_account_by_the_email(self):
        User.objects.create_user("ada", "Ada@shop.test", PASSWORD)
        self.assertIsNone(authenticate(id_claims=CLAIMS))
        self.assertEqual(ExternalIdentity.objects.count(), 0)

    def test_unverified_email_makes_no_account(self):
        for value in (False, None, "false"):
            with self.subTest(value=value):
                self.assertIsNone(authenticate(id_claims=CLAIMS | {"email_verified": value}))
        self.assertEqual(User.objects.count(), 0)

    def test_inactive_user_is_refused(self):
        authenticate(id_claims=CLAIMS)
        User.objects.update(is_active=False)
        self.assertIsNone(authenticate(id_claims=CLAIMS))

    def test_identity_belongs_to_one_user(self):
        user = authenticate(id_claims=CLAIMS)
        with self.assertRaises(IntegrityError), transaction.atomic():
            ExternalIdentity.objects.create(user=user, issuer=CLAIMS["iss"], subject="4711")

    def test_loser_of_two_first_logins_at_once_leaves_no_account_behind(self):
        key = {"issuer": CLAIMS["iss"], "subject": CLAIMS["sub"]}
        IdentityBackend().sign_up(CLAIMS, key)
        with mock.patch.object(User.objects, "filter") as nobody_yet:
            nobody_yet.return_value.exists.return_value = False
            with self.assertRaises(IntegrityError), transaction.atomic():
                IdentityBackend().sign_up(CLAIMS, key)
        self.assertEqual((User.objects.count(), ExternalIdentity.objects.count()), (1, 1))

    def test_password_login_still_goes_to_the_model_backend(self):
        ada = User.objects.create_user("ada", password=PASSWORD)
        with mock.patch.object(IdentityBackend, "sign_up") as sign_up:
            self.assertEqual(authenticate(username="ada", password=PASSWORD), ada)
        sign_up.assert_not_called()

    def test_session_lives_as_long_as_get_user_finds_the_user(self):
        user = authenticate(id_claims=CLAIMS)
        self.client.force_login(user, backend="shop.auth.IdentityBackend")
        self.assertEqual(get_user(self.client), user)
        with mock.patch.object(IdentityBackend, "get_user", BaseBackend.get_user):
            self.assertFalse(get_user(self.client).is_authenticated)
        with self.settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]):
            self.assertFalse(get_user(self.client).is_authenticated)


class Codes(SimpleTestCase):
    def test_match_the_vectors_of_rfc_6238(self):
        secret = b"12345678901234567890"
        for seconds, code in [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]:
            self.assertEqual(totp(secret, seconds // 30), code)


class Device(TestCase):
    def setUp(self):
        self.device = TotpDevice.objects.create(user=User.objects.create_user("ada"))
        self.now = 1_700_000_010

    def verify(self, at):
        with frozen(self.now):
            return TotpDevice.objects.get().verify(totp(bytes(self.device.secret), at // 30))

    def test_accepts_one_step_of_clock_difference_and_not_two(self):
        self.assertFalse(self.verify(self.now - 60))
        self.assertFalse(self.verify(self.now + 60))
        self.assertTrue(self.verify(self.now - 30))
        self.assertTrue(self.verify(self.now + 30))

    def test_code_works_once(self):
        self.assertTrue(self.verify(self.now))
        self.assertFalse(self.verify(self.now))
        self.assertFalse(self.verify(self.now - 30))  # nor an older one

    def test_every_device_has_a_secret_of_its_own(self):
        other = TotpDevice.objects.create(user=User.objects.create_user("bob"))
        self.assertNotEqual(bytes(other.secret), bytes(self.device.secret))
        self.assertEqual(len(bytes(other.secret)), 20)


class TheLogin(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = User.objects.create_user("ada", password=PASSWORD, is_staff=True)
        cls.device = TotpDevice.objects.create(user=cls.ada)
        cls.bob = User.objects.create_user("bob", password=PASSWORD)

    def setUp(self):
        self.addCleanup(cache.clear)

    def password(self, name, path="/accounts/login/"):
        return self.client.post(path, {"username": name, "password": PASSWORD})

    def code(self, code=None):
        code = code or totp(bytes(self.device.secret), int(time.time()) // 30)
        return self.client.post("/accounts/login/code/", {"code": code})

    def logged_in(self):
        return get_user(self.client).is_authenticated

    def test_password_alone_logs_nobody_in_who_has_a_device(self):
        self.assertRedirects(self.password("ada"), "/accounts/login/code/")
        self.assertFalse(self.logged_in())

    def test_password_and_code_log_in(self):
        self.password("ada")
        response = self.code()
        self.assertRedirects(response, "/accounts/profile/", fetch_redirect_response=False)
        self.assertEqual(get_user(self.client), self.ada)
        self.assertNotIn("pending_login", self.client.session)

    def test_user_without_a_device_needs_no_code(self):
        self.password("bob")
        self.assertEqual(get_user(self.client), self.bob)

    def test_wrong_password_shows_the_form_again(self):
        response = self.client.post("/accounts/login/", {"username": "ada", "password": "no"})
        self.assertContains(response, "<button>Continue</button>", html=True)
        self.assertNotIn("pending_login", self.client.session)

    def test_code_step_without_the_password_step_leads_back(self):
        self.assertRedirects(self.code("123456"), "/accounts/login/")

    def test_pending_login_ends_after_five_minutes(self):
        self.password("ada")
        with mock.patch("shop.login.time.time", return_value=time.time() + 301):
            self.assertRedirects(self.code("123456"), "/accounts/login/")

    def test_sixth_attempt_is_refused_even_with_the_right_code(self):
        self.password("ada")
        right = totp(bytes(self.device.secret), int(time.time()) // 30)
        wrong = "000000" if right != "000000" else "000001"
        for _ in range(5):
            self.assertContains(self.code(wrong), "This code is not valid.")
        self.assertEqual(self.code().status_code, 429)
        self.assertFalse(self.logged_in())

    def test_the_admins_own_login_takes_no_password(self):
        self.assertRedirects(self.password("ada", "/admin/login/"), "/accounts/login/")
        self.assertRedirects(self.client.get("/admin/"), "/admin/login/?next=/admin/",
                             fetch_redirect_response=False)
        self.assertFalse(self.logged_in())

    def test_without_the_redirect_it_would_be_the_door_that_was_left_open(self):
        with self.settings(ROOT_URLCONF=__name__):
            self.password("ada", "/admin/login/")
        self.assertTrue(self.logged_in())


urlpatterns = [path("admin/", admin.site.urls)]


class Sso(TestCase):
    def start(self):
        metadata = {"issuer": "https://id.example", "authorization_endpoint": "https://id.example/auth"}
        with mock.patch.object(sso.oauth.company, "load_server_metadata", return_value=metadata):
            return self.client.get("/accounts/sso/")

    def test_the_browser_is_sent_to_the_provider_with_state_nonce_and_pkce(self):
        address = urlsplit(self.start()["Location"])
        query = parse_qs(address.query)
        self.assertEqual((address.netloc, query["client_id"]), ("id.example", ["bookshop"]))
        self.assertEqual(query["redirect_uri"], ["http://testserver/accounts/sso/callback/"])
        self.assertEqual(query["code_challenge_method"], ["S256"])
        self.assertTrue(query["state"] and query["nonce"] and query["code_challenge"])

    def test_a_callback_with_another_state_logs_nobody_in(self):
        self.start()
        response = self.client.get("/accounts/sso/callback/", {"code": "x", "state": "forged"})
        self.assertRedirects(response, "/accounts/login/")
        self.assertEqual(User.objects.count(), 0)

    def callback(self, claims):
        token = {"userinfo": claims}
        with mock.patch.object(sso.oauth.company, "authorize_access_token", return_value=token):
            return self.client.get("/accounts/sso/callback/")

    def test_verified_claims_log_in(self):
        self.assertRedirects(self.callback(CLAIMS), "/accounts/profile/", fetch_redirect_response=False)
        self.assertEqual(get_user(self.client).email, "ada@shop.test")

    def test_claims_of_nobody_we_know_or_take_are_refused(self):
        self.assertEqual(self.callback(CLAIMS | {"email_verified": False}).status_code, 403)
        self.assertFalse(get_user(self.client).is_authenticated)
