import base64
import json
from unittest import mock

import jwt
from answer import block_source
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken
from shop.models import Author, Book, Customer, Order


class Base(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("ada", password="correct horse 9")
        cls.customer = Customer.objects.create(user=cls.user)


class Sessions(Base):
    def browser(self):
        browser = Client(enforce_csrf_checks=True)
        self.assertEqual(browser.get(reverse("api-me")).json(), {"user": None, "permissions": []})
        return browser

    def send(self, browser, name, data=None):
        return browser.post(
            reverse(name), json.dumps(data or {}), content_type="application/json",
            headers={"X-CSRFToken": browser.cookies["csrftoken"].value},
        )

    def test_a_browser_logs_in_with_the_csrf_header_and_out_again(self):
        browser = self.browser()
        before = browser.cookies["csrftoken"].value
        response = self.send(browser, "api-login", {"username": "ada", "password": "correct horse 9"})
        self.assertEqual(response.json()["user"], "ada")
        self.assertNotEqual(browser.cookies["csrftoken"].value, before)
        self.assertEqual(browser.get(reverse("api-me")).json()["user"], "ada")
        session = response.cookies["sessionid"]
        self.assertTrue(session["httponly"])
        self.assertEqual(session["samesite"], "Lax")
        self.assertEqual(self.send(browser, "api-logout").json()["user"], None)
        self.assertEqual(browser.get(reverse("api-me")).json()["user"], None)

    def test_the_cookies_travel_over_https_only_where_debug_is_off(self):
        lines = block_source("config/settings.py").splitlines()
        (line,) = [line for line in lines if "SESSION_COOKIE_SECURE" in line]
        for debug in (True, False):
            names = {"DEBUG": debug}
            exec(line, names)
            found = names["SESSION_COOKIE_SECURE"], names["CSRF_COOKIE_SECURE"]
            self.assertEqual(found, (not debug, not debug))

    def test_login_without_the_csrf_header_is_refused(self):
        response = self.browser().post(
            reverse("api-login"), {"username": "ada", "password": "correct horse 9"},
            content_type="application/json",
        )
        self.assertEqual(response.status_code, 403)

    def test_a_wrong_password_is_401_and_a_broken_body_400(self):
        wrong = self.send(self.browser(), "api-login", {"username": "ada", "password": "no"})
        self.assertEqual(wrong.status_code, 401)
        for body in ["", "[]", "{}", "7"]:
            with self.subTest(body):
                response = self.client.post(reverse("api-login"), body, content_type="application/json")
                self.assertEqual(response.status_code, 400)

    def test_an_inactive_user_cannot_log_in(self):
        User.objects.update(is_active=False)
        response = self.send(self.browser(), "api-login", {"username": "ada", "password": "correct horse 9"})
        self.assertEqual(response.status_code, 401)

    def test_me_lists_permissions_for_the_menus(self):
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        self.client.force_login(self.user)
        self.assertEqual(self.client.get(reverse("api-me")).json()["permissions"], ["shop.change_book"])

    def test_the_cookie_flags_called_defaults_are_the_defaults(self):
        from django.conf import global_settings

        self.assertTrue(global_settings.SESSION_COOKIE_HTTPONLY)
        self.assertEqual(global_settings.SESSION_COOKIE_SAMESITE, "Lax")


class Tokens(Base):
    def pair(self):
        credentials = {"username": "ada", "password": "correct horse 9"}
        return self.client.post(reverse("token"), credentials).json()

    def get_order(self, token):
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.get(reverse("api-order", args=[self.order.pk]), headers=headers)

    def setUp(self):
        self.order = Order.objects.create(customer=self.customer)

    def test_username_and_password_buy_a_token_that_opens_the_api(self):
        self.assertEqual(self.get_order(self.pair()["access"]).status_code, 200)
        wrong = self.client.post(reverse("token"), {"username": "ada", "password": "no"})
        self.assertEqual(wrong.status_code, 401)

    def test_an_access_token_lives_ten_minutes_and_names_issuer_and_audience(self):
        # Its end counts from the refresh token's start: a second may begin between the two.
        now = timezone.now()
        with mock.patch("rest_framework_simplejwt.tokens.aware_utcnow", return_value=now):
            pair = self.pair()
        claims = jwt.decode(pair["access"], options={"verify_signature": False})
        self.assertEqual(claims["exp"] - claims["iat"], 600)
        self.assertEqual((claims["iss"], claims["aud"]), ("bookshop", "bookshop-api"))

    def test_a_refresh_token_works_once(self):
        refresh = self.pair()["refresh"]
        first = self.client.post(reverse("token-refresh"), {"refresh": refresh})
        self.assertEqual(set(first.json()), {"access", "refresh"})
        self.assertNotEqual(first.json()["refresh"], refresh)
        self.assertEqual(self.client.post(reverse("token-refresh"), {"refresh": refresh}).status_code, 401)

    def test_logout_kills_the_refresh_token_and_not_the_access_token(self):
        pair = self.pair()
        self.assertEqual(self.client.post(reverse("token-revoke"), {"refresh": pair["refresh"]}).status_code, 200)
        again = self.client.post(reverse("token-refresh"), {"refresh": pair["refresh"]})
        self.assertEqual(again.status_code, 401)
        self.assertEqual(self.get_order(pair["access"]).status_code, 200)

    def test_tokens_with_any_wrong_part_are_refused(self):
        good = jwt.decode(self.pair()["access"], options={"verify_signature": False})

        def token(key=settings.SECRET_KEY, algorithm="HS256", **changes):
            claims = {name: value for name, value in {**good, **changes}.items() if value is not None}
            return jwt.encode(claims, key, algorithm=algorithm)

        self.assertEqual(self.get_order(token()).status_code, 200)
        wrong = {
            "key": token(key="another key that is long enough for HS256"),
            "expired": token(exp=good["iat"] - 1),
            "issuer": token(iss="elsewhere"),
            "audience": token(aud="another-api"),
            "no expiry": token(exp=None),
            "no issuer": token(iss=None),
            "no audience": token(aud=None),
            "another algorithm": token(algorithm="HS384"),
            "unsigned": token(key=None, algorithm="none"),
            "a refresh token": self.pair()["refresh"],
        }
        for name, bad in wrong.items():
            with self.subTest(name):
                self.assertEqual(self.get_order(bad).status_code, 401)

    def test_a_disabled_user_is_out_at_once(self):
        access = self.pair()["access"]
        User.objects.update(is_active=False)
        self.assertEqual(self.get_order(access).status_code, 401)

    def test_the_payload_can_be_read_without_the_key(self):
        payload = self.pair()["access"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        self.assertEqual(str(claims["user_id"]), str(self.user.pk))

    def test_what_is_called_off_by_default_is_off_by_default(self):
        from rest_framework.settings import DEFAULTS as drf
        from rest_framework_simplejwt.settings import DEFAULTS as simple

        self.assertEqual(drf["DEFAULT_PERMISSION_CLASSES"], ["rest_framework.permissions.AllowAny"])
        for name in ["ROTATE_REFRESH_TOKENS", "BLACKLIST_AFTER_ROTATION", "CHECK_REVOKE_TOKEN"]:
            self.assertIs(simple[name], False)
        self.assertEqual((simple["ISSUER"], simple["AUDIENCE"]), (None, None))
        self.assertEqual(simple["SIGNING_KEY"], settings.SECRET_KEY)


class Authorization(Base):
    def setUp(self):
        self.order = Order.objects.create(customer=self.customer)
        author = Author.objects.create(name="Octavia Butler")
        self.book = Book.objects.create(title="Kindred", slug="kindred", author=author, stock=4)
        self.discontinue = reverse("api-discontinue", args=["kindred"])

    def bearer(self, user):
        return {"Authorization": f"Bearer {AccessToken.for_user(user)}"}

    def test_without_a_valid_token_the_answer_is_401_with_a_challenge(self):
        url = reverse("api-order", args=[self.order.pk])
        for header in ["", "Bearer", "Bearer nonsense", "Basic YTpi"]:
            with self.subTest(header):
                response = self.client.get(url, headers={"Authorization": header})
                self.assertEqual(response.status_code, 401)
                self.assertTrue(response["WWW-Authenticate"].startswith("Bearer"))

    def test_a_session_cookie_alone_does_not_open_a_bearer_view(self):
        self.client.force_login(self.user)
        self.assertEqual(self.client.post(self.discontinue).status_code, 401)

    def test_the_owner_sees_the_order_and_a_stranger_gets_404(self):
        url = reverse("api-order", args=[self.order.pk])
        self.assertEqual(self.client.get(url, headers=self.bearer(self.user)).json()["status"], "cart")
        stranger = User.objects.create_user("mallory")
        self.assertEqual(self.client.get(url, headers=self.bearer(stranger)).status_code, 404)

    def test_a_known_caller_without_the_permission_gets_403(self):
        response = self.client.post(self.discontinue, headers=self.bearer(self.user))
        self.assertEqual(response.status_code, 403)
        self.book.refresh_from_db()
        self.assertEqual(self.book.stock, 4)

    def test_session_authentication_in_front_turns_401_into_403(self):
        from rest_framework.authentication import SessionAuthentication
        from shop.api import OrderDetail

        url = reverse("api-order", args=[self.order.pk])
        self.assertEqual(self.client.get(url).status_code, 401)
        with mock.patch.object(OrderDetail, "authentication_classes", [SessionAuthentication]):
            self.assertEqual(self.client.get(url).status_code, 403)

    def test_the_redirect_for_a_slash_has_cors_headers_only_above_common_middleware(self):
        common = "django.middleware.common.CommonMiddleware"
        cors = "corsheaders.middleware.CorsMiddleware"
        at = settings.MIDDLEWARE.index(common)
        origin = "https://shop.example.com"
        for place, wanted in ((at, origin), (at + 1, None)):
            middleware = [*settings.MIDDLEWARE[:place], cors, *settings.MIDDLEWARE[place:]]
            with self.settings(MIDDLEWARE=middleware, CORS_ALLOWED_ORIGINS=[origin]):
                response = Client().get("/api/me", headers={"origin": origin})
            self.assertEqual(response.status_code, 301)
            self.assertEqual(response.get("Access-Control-Allow-Origin"), wanted)

    def test_below_jwt_a_session_works_with_its_csrf_token_and_a_stranger_still_gets_401(self):
        from rest_framework.authentication import SessionAuthentication
        from rest_framework_simplejwt.authentication import JWTAuthentication
        from shop.api import Discontinue, OrderDetail

        url = reverse("api-order", args=[self.order.pk])
        both = [JWTAuthentication, SessionAuthentication]
        for view in (OrderDetail, Discontinue):
            self.enterContext(mock.patch.object(view, "authentication_classes", both))
        self.assertEqual(self.client.get(url).status_code, 401)
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.order.customer.user)
        self.assertEqual(strict.get(url).status_code, 200)
        strict.force_login(self.user)
        self.assertEqual(strict.post(self.discontinue).status_code, 403)  # no CSRF token
        self.assertEqual(strict.get(reverse("api-me")).status_code, 200)
        token = {"X-CSRFToken": strict.cookies["csrftoken"].value}
        self.assertEqual(strict.post(self.discontinue, headers=token).json()["stock"], 0)

    def test_a_get_request_changes_nothing(self):
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        response = self.client.get(self.discontinue, headers=self.bearer(self.user))
        self.assertEqual(response.status_code, 405)

    def test_a_permission_granted_later_works_with_the_old_token_and_without_csrf(self):
        headers = self.bearer(self.user)
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post(self.discontinue, headers=headers).json()["stock"], 0)
