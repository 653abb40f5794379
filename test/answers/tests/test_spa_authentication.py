import base64
import json
from datetime import timedelta

import jwt
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from shop.models import Author, Book, Customer, Order
from shop.tokens import AUDIENCE, ISSUER, issue_access_token, user_from_token


class Base(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("ada", password="correct horse 9")
        cls.customer = Customer.objects.create(user=cls.user)

    def claims(self, **changes):
        now = timezone.now()
        claims = {
            "sub": str(self.user.pk), "iss": ISSUER, "aud": AUDIENCE,
            "iat": now, "exp": now + timedelta(minutes=1),
        }
        claims.update(changes)
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, key=None, **changes):
        return jwt.encode(self.claims(**changes), key or settings.JWT_KEY, algorithm="HS256")


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
        self.assertTrue(session["httponly"] and session["secure"])
        self.assertEqual(session["samesite"], "Lax")
        self.assertEqual(self.send(browser, "api-logout").json()["user"], None)
        self.assertEqual(browser.get(reverse("api-me")).json()["user"], None)

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
    def test_a_fresh_token_names_its_user(self):
        self.assertEqual(user_from_token(issue_access_token(self.user)), self.user)

    def test_an_access_token_lives_ten_minutes(self):
        claims = jwt.decode(issue_access_token(self.user), options={"verify_signature": False})
        self.assertEqual(claims["exp"] - claims["iat"], 600)

    def test_tokens_with_any_wrong_part_are_refused(self):
        wrong = {
            "key": self.token(key="another key that is long enough for HS256"),
            "expired": self.token(exp=timezone.now() - timedelta(seconds=1)),
            "issuer": self.token(iss="elsewhere"),
            "audience": self.token(aud="another-api"),
            "no expiry": self.token(exp=None),
            "no issuer": self.token(iss=None),
            "no audience": self.token(aud=None),
            "no user": self.token(sub=None),
            "another algorithm": jwt.encode(self.claims(), settings.JWT_KEY, algorithm="HS384"),
            "unsigned": jwt.encode(self.claims(), None, algorithm="none"),
            "empty": "",
        }
        for name, token in wrong.items():
            with self.subTest(name), self.assertRaises(jwt.InvalidTokenError):
                user_from_token(token)

    def test_a_disabled_user_is_out_at_once(self):
        token = issue_access_token(self.user)
        User.objects.update(is_active=False)
        self.assertIsNone(user_from_token(token))

    def test_the_payload_can_be_read_without_the_key(self):
        payload = issue_access_token(self.user).split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        self.assertEqual(claims["sub"], str(self.user.pk))


class Authorization(Base):
    def setUp(self):
        self.order = Order.objects.create(customer=self.customer)
        author = Author.objects.create(name="Octavia Butler")
        self.book = Book.objects.create(title="Kindred", slug="kindred", author=author, stock=4)
        self.discontinue = reverse("api-discontinue", args=["kindred"])

    def bearer(self, user):
        return {"Authorization": f"Bearer {issue_access_token(user)}"}

    def test_without_a_valid_token_the_answer_is_401_with_a_challenge(self):
        url = reverse("api-order", args=[self.order.pk])
        for header in ["", "Bearer", "Bearer nonsense", "Basic YTpi"]:
            with self.subTest(header):
                response = self.client.get(url, headers={"Authorization": header})
                self.assertEqual(response.status_code, 401)
                self.assertEqual(response["WWW-Authenticate"], "Bearer")

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

    def test_a_get_request_changes_nothing(self):
        response = self.client.get(self.discontinue, headers=self.bearer(self.user))
        self.assertEqual(response.status_code, 405)

    def test_a_permission_granted_later_works_with_the_old_token_and_without_csrf(self):
        headers = self.bearer(self.user)
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post(self.discontinue, headers=headers).json()["stock"], 0)
