from io import StringIO
from unittest import mock

import django
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings

from answer import snippet
from shop.models import Author, Book, Customer, Order, Review

# It is about the rounds that a password really gets.
ENVIRONMENT = {"FULL_PASSWORD_HASHING": "1"}
User = get_user_model()
ITERATIONS = "1500000" if django.VERSION >= (6, 1) else "1000000"
FAST = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


class PasswordTests(TestCase):
    def test_the_stored_password_names_algorithm_iterations_and_salt(self):
        user = User.objects.create_user("mia", password="a long secret")
        algorithm, iterations, salt, digest = user.password.split("$")
        self.assertEqual((algorithm, iterations), ("pbkdf2_sha256", ITERATIONS))
        self.assertTrue(salt and digest)

    def test_a_correct_login_rehashes_an_outdated_password(self):
        user = User(username="old")
        user.password = PBKDF2PasswordHasher().encode("a long secret", "salt" * 8, iterations=1000)
        user.save()
        self.assertTrue(self.client.login(username="old", password="a long secret"))
        user.refresh_from_db()
        self.assertIn(f"${ITERATIONS}$", user.password)

    def test_assigning_a_password_to_the_field_does_not_hash_it(self):
        self.assertEqual(User(password="plain").password, "plain")

    def test_validators_are_off_by_default_and_startproject_writes_four(self):
        self.assertEqual(global_settings.AUTH_PASSWORD_VALIDATORS, [])
        self.assertEqual(len(settings.AUTH_PASSWORD_VALIDATORS), 4)

    def test_create_user_and_set_password_take_what_the_validators_refuse(self):
        user = User.objects.create_user("mia", password="123")
        user.set_password("password")
        with self.assertRaises(ValidationError):
            validate_password("123", user)
        form = SetPasswordForm(user, {"new_password1": "123", "new_password2": "123"})
        self.assertIn("too short", str(form.errors))

    def test_createsuperuser_applies_the_validators(self):
        out = StringIO()
        ask = mock.patch.multiple(
            "django.contrib.auth.management.commands.createsuperuser.getpass",
            getpass=mock.Mock(return_value="123"),
        )
        with ask, mock.patch("builtins.input", side_effect=["boss", "", "y"]):
            stdin = mock.Mock(isatty=lambda: True)
            call_command("createsuperuser", interactive=True, stdin=stdin, stdout=out, stderr=out)
        self.assertIn("This password is too short", out.getvalue())


@FAST
class SigningInTests(TestCase):
    def setUp(self):
        self.user = User.objects.create_user("mia", password="a long secret")

    def request_with_session(self):
        request = RequestFactory().get("/")
        SessionMiddleware(lambda r: HttpResponse()).process_request(request)
        request.user = AnonymousUser()
        request.session["basket"] = [1]
        request.session.save()
        return request

    def sign_in(self, request, username, password):
        return snippet(1, request=request, username=username, password=password)["user"]

    def test_login_gives_the_anonymous_session_a_new_key_and_keeps_its_data(self):
        request = self.request_with_session()
        before = request.session.session_key
        self.sign_in(request, "mia", "a long secret")
        self.assertNotEqual(request.session.session_key, before)
        self.assertEqual(request.session["basket"], [1])
        self.assertEqual(request.session["_auth_user_id"], str(self.user.pk))
        self.assertEqual(request.user, self.user)

    def test_login_rotates_the_csrf_token(self):
        from django.middleware.csrf import get_token

        request = self.request_with_session()
        get_token(request)
        before = request.META["CSRF_COOKIE"]
        self.sign_in(request, "mia", "a long secret")
        self.assertNotEqual(request.META["CSRF_COOKIE"], before)

    def test_a_wrong_password_an_unknown_name_and_an_inactive_user_look_the_same(self):
        User.objects.create_user("gone", password="a long secret", is_active=False)
        for name, password in [("mia", "wrong"), ("nobody", "x"), ("gone", "a long secret")]:
            request = self.request_with_session()
            self.assertIsNone(self.sign_in(request, name, password))
            self.assertNotIn("_auth_user_id", request.session)

    def test_the_login_page_carries_a_csrf_token_and_goes_on_to_next(self):
        page = self.client.get("/accounts/login/", {"next": "/books/"})
        self.assertContains(page, "csrfmiddlewaretoken")
        self.assertContains(page, '<input type="hidden" name="next" value="/books/">', html=True)
        data = {"username": "mia", "password": "a long secret", "next": "/books/"}
        self.assertRedirects(self.client.post("/accounts/login/", data), "/books/")

    def test_the_login_page_does_not_follow_next_to_another_host(self):
        data = {"username": "mia", "password": "a long secret", "next": "https://evil.example/"}
        response = self.client.post("/accounts/login/", data)
        self.assertEqual(response.url, "/books/")

    def test_the_default_target_after_login_has_no_view(self):
        self.assertEqual(global_settings.LOGIN_REDIRECT_URL, "/accounts/profile/")
        self.assertEqual(self.client.get("/accounts/profile/").status_code, 404)

    def test_logout_wants_a_post(self):
        self.client.force_login(self.user)
        self.assertEqual(self.client.get("/accounts/logout/").status_code, 405)
        self.assertIn("_auth_user_id", self.client.session)
        self.client.post("/accounts/logout/")
        self.assertNotIn("_auth_user_id", self.client.session)


@FAST
class SessionTests(TestCase):
    def setUp(self):
        self.user = User.objects.create_user("mia", password="a long secret")
        self.client.force_login(self.user)

    def test_the_cookie_holds_a_key_and_the_server_holds_the_user(self):
        cookie = self.client.cookies["sessionid"]
        stored = Session.objects.get(session_key=cookie.value).get_decoded()
        self.assertEqual(
            set(stored), {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
        )
        self.assertNotIn(self.user.password, stored["_auth_user_hash"])

    @override_settings(SESSION_SAVE_EVERY_REQUEST=True)
    def test_the_cookie_has_the_documented_defaults(self):
        cookie = self.client.get("/books/").cookies["sessionid"]
        self.assertTrue(cookie["httponly"])
        self.assertEqual(cookie["samesite"], "Lax")
        self.assertEqual(cookie["max-age"], 14 * 24 * 60 * 60)
        self.assertFalse(cookie["secure"])

    def test_a_changed_password_ends_the_other_sessions_but_not_the_current_one(self):
        here = self.client_class()
        here.force_login(self.user)
        data = {
            "old_password": "a long secret",
            "new_password1": "quite another 77",
            "new_password2": "quite another 77",
        }
        here.post("/accounts/password_change/", data)
        self.assertEqual(here.get("/accounts/password_change/").status_code, 200)
        self.assertEqual(self.client.get("/accounts/password_change/").status_code, 302)

    def test_a_visitor_without_a_session_costs_no_query(self):
        with self.assertNumQueries(1):  # the books themselves
            response = self.client_class().get("/books/")
        with self.assertNumQueries(0):
            self.assertFalse(response.context["user"].is_authenticated)


@FAST
class MiddlewareTests(TestCase):
    def test_the_session_names_the_user_and_authentication_loads_it_lazily(self):
        request = RequestFactory().get("/")
        SessionMiddleware(lambda r: HttpResponse()).process_request(request)
        self.client.force_login(User.objects.create_user("mia"))
        request.COOKIES["sessionid"] = self.client.cookies["sessionid"].value
        SessionMiddleware(lambda r: HttpResponse()).process_request(request)
        with self.assertNumQueries(0):
            AuthenticationMiddleware(lambda r: HttpResponse()).process_request(request)
        with self.assertNumQueries(2):  # the session, the user
            self.assertEqual(request.user.username, "mia")


@FAST
class PermissionTests(TestCase):
    def setUp(self):
        self.user = User.objects.create_user("mia", password="x")
        author = Author.objects.create(name="Octavia Butler")
        self.book = Book.objects.create(title="Kindred", slug="kindred", author=author)
        self.customer = Customer.objects.create(user=User.objects.create_user("reader"))
        self.review = Review.objects.create(book=self.book, customer=self.customer, rating=1)
        self.url = f"/reviews/{self.review.pk}/delete/"

    def grant(self):
        snippet(2, user=self.user)

    def test_an_anonymous_visitor_is_sent_to_login(self):
        self.assertRedirects(self.client.post(self.url), f"/accounts/login/?next={self.url}")

    def test_a_user_without_the_permission_gets_a_403(self):
        self.client.force_login(self.user)
        self.assertEqual(self.client.post(self.url).status_code, 403)
        self.assertTrue(Review.objects.exists())

    def test_a_member_of_the_group_deletes_by_post_only(self):
        self.grant()
        self.client.force_login(self.user)
        self.assertEqual(self.client.get(self.url).status_code, 405)
        self.assertRedirects(self.client.post(self.url), "/books/kindred/")
        self.assertFalse(Review.objects.exists())

    def test_a_superuser_passes_every_check_only_while_active(self):
        boss = User.objects.create_superuser("boss")
        self.assertTrue(boss.has_perm("shop.delete_review", self.review))
        boss.is_active = False
        self.assertFalse(boss.has_perm("shop.delete_review"))

    def test_every_model_has_four_permissions(self):
        from django.contrib.auth.models import Permission

        names = Permission.objects.filter(content_type__model="review").values_list(
            "codename", flat=True
        )
        self.assertEqual(
            set(names), {"add_review", "change_review", "delete_review", "view_review"}
        )

    def test_permissions_are_cached_on_the_user_object(self):
        self.assertFalse(self.user.has_perm("shop.delete_review"))
        self.grant()
        self.assertFalse(self.user.has_perm("shop.delete_review"))
        self.assertTrue(User.objects.get(pk=self.user.pk).has_perm("shop.delete_review"))

    def test_the_model_backend_denies_permissions_on_single_objects(self):
        self.grant()
        user = User.objects.get(pk=self.user.pk)
        self.assertTrue(user.has_perm("shop.delete_review"))
        self.assertFalse(user.has_perm("shop.delete_review", self.review))
        self.assertTrue(User.objects.create_superuser("root").has_perm("x.y", self.review))

    def test_somebody_elses_order_is_a_404(self):
        order = Order.objects.create(customer=self.customer)
        Order.objects.create(customer=self.customer)
        self.client.force_login(self.customer.user)
        self.assertContains(self.client.get(f"/orders/{order.pk}/"), f"Order {order.pk}")
        self.client.force_login(self.user)
        self.assertEqual(self.client.get(f"/orders/{order.pk}/").status_code, 404)


class LoginRequiredMiddlewareTests(SimpleTestCase):
    @override_settings(
        MIDDLEWARE=[
            *settings.MIDDLEWARE,
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
        ],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    )
    def test_it_closes_ordinary_views_and_leaves_the_login_page_open(self):
        self.assertRedirects(self.client.get("/books/"), "/accounts/login/?next=/books/")

    def test_signed_cookie_sessions_can_be_read_by_whoever_holds_the_cookie(self):
        from django.contrib.sessions.backends.signed_cookies import SessionStore
        from django.core import signing

        store = SessionStore()
        store["basket"] = [1, 2]
        store.save()
        payload = store.session_key.split(":")[0]
        raw = signing.b64_decode(payload.lstrip(".").encode())
        if payload.startswith("."):
            import zlib

            raw = zlib.decompress(raw)
        self.assertIn(b"basket", raw)
