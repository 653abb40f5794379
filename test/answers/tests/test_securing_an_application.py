import importlib
import os
import subprocess
import sys
from decimal import Decimal
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.auth.tokens import default_token_generator
from django.core.checks import run_checks
from django.template import Context, Template
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, override_settings

from answer import for_django
from shop import safe
from shop.models import Author, Book, Customer, Order

SECRET = "k7-" + "abcdefghij0123456789" * 3


def manage(*arguments, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        capture_output=True,
        text=True,
        env={**clean, **environment},
    )


class ShopCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="James Baldwin")
        cls.book = Book.objects.create(title="Another Country", slug="another", author=author)
        cls.user = get_user_model().objects.create_user("mia")
        cls.other = get_user_model().objects.create_user("ben")
        cls.order = Order.objects.create(customer=Customer.objects.create(user=cls.user))


class CsrfTests(ShopCase):
    def setUp(self):
        self.client = Client(enforce_csrf_checks=True)
        self.user.user_permissions.add(Permission.objects.get(codename="change_book"))
        self.client.force_login(self.user)
        self.url = "/books/another/price/"

    def token(self, **extra):
        page = self.client.get(self.url, **extra).content.decode()
        return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def test_a_post_without_a_token_is_a_403(self):
        self.assertEqual(self.client.post(self.url, {"price": "1"}).status_code, 403)
        self.book.refresh_from_db()
        self.assertEqual(self.book.price, Decimal("9.99"))

    def test_the_token_passes_in_the_form_and_in_the_header(self):
        data = {"price": "1", "csrfmiddlewaretoken": self.token()}
        self.assertEqual(self.client.post(self.url, data).status_code, 302)
        headers = {"X-CSRFToken": self.token()}
        self.assertEqual(
            self.client.post(self.url, {"price": "2"}, headers=headers).status_code, 302
        )

    def test_a_foreign_origin_is_refused_even_with_a_token(self):
        headers = {"X-CSRFToken": self.token(), "Origin": "https://evil.example"}
        self.assertEqual(
            self.client.post(self.url, {"price": "2"}, headers=headers).status_code, 403
        )
        with override_settings(CSRF_TRUSTED_ORIGINS=["https://evil.example"]):
            response = self.client_class(enforce_csrf_checks=True)
            response.cookies = self.client.cookies
            self.assertEqual(
                response.post(self.url, {"price": "2"}, headers=headers).status_code, 302
            )

    def test_over_https_without_origin_the_referer_is_checked(self):
        data = {"price": "1", "csrfmiddlewaretoken": self.token(secure=True)}
        self.assertEqual(self.client.post(self.url, data, secure=True).status_code, 403)
        good = {"Referer": "https://testserver/books/"}
        self.assertEqual(
            self.client.post(self.url, data, secure=True, headers=good).status_code, 302
        )

    def test_delete_needs_a_token_and_options_does_not(self):
        self.assertEqual(self.client.delete(self.url).status_code, 403)
        self.assertEqual(self.client.options(self.url).status_code, 200)

    def test_the_cookie_can_be_read_by_scripts(self):
        self.token()
        self.assertFalse(self.client.cookies["csrftoken"]["httponly"])


class PermissionTests(ShopCase):
    def test_only_the_owner_sees_an_order(self):
        url = f"/orders/{self.order.pk}/"
        self.assertRedirects(
            self.client.get(url), f"/accounts/login/?next={url}", fetch_redirect_response=False
        )
        self.client.force_login(self.other)
        self.assertEqual(self.client.get(url).status_code, 404)
        self.client.force_login(self.user)
        self.assertContains(self.client.get(url), f"Order {self.order.pk}")

    def test_the_price_needs_the_permission_and_nothing_else_can_be_posted(self):
        url = "/books/another/price/"
        self.client.force_login(self.other)
        self.assertEqual(self.client.post(url, {"price": "1"}).status_code, 403)
        self.other.user_permissions.add(Permission.objects.get(codename="change_book"))
        self.client.post(url, {"price": "1", "title": "Hacked", "stock": "99"})
        self.book.refresh_from_db()
        self.assertEqual(
            (self.book.price, self.book.title, self.book.stock), (1, "Another Country", 0)
        )

    def test_mixins_to_the_right_of_the_view_are_not_asked(self):
        from django.contrib.auth.mixins import LoginRequiredMixin
        from django.contrib.auth.models import AnonymousUser
        from django.http import HttpResponse
        from django.views import View

        class Page(View):
            def get(self, request):
                return HttpResponse()

        class Wrong(Page, LoginRequiredMixin):
            pass

        class Right(LoginRequiredMixin, Page):
            pass

        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        self.assertEqual(Wrong.as_view()(request).status_code, 200)
        self.assertEqual(Right.as_view()(request).status_code, 302)


class InjectionTests(SimpleTestCase):
    def target(self, value, secure=False):
        request = RequestFactory().post("/", {"next": value}, secure=secure)
        return safe.redirect_back(request).url

    def test_format_html_escapes_its_arguments_quotes_included(self):
        self.assertEqual(
            safe.badge(Book(title="' onmouseover='x", author=Author(name="<b>"))),
            "<b title='&#x27; onmouseover=&#x27;x'>&lt;b&gt;</b>",
        )

    def test_redirects_stay_on_the_site(self):
        self.assertEqual(self.target("/books/"), "/books/")
        for bad in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
            self.assertEqual(self.target(bad), "/", bad)
        self.assertEqual(self.target("http://testserver/", secure=True), "/")

    def test_redirect_takes_a_target_for_a_view_name_first(self):
        from django.shortcuts import redirect

        self.assertEqual(redirect("book-list").url, "/books/")
        self.assertEqual(self.target("book-list"), "book-list")

    def test_json_script_cannot_be_left_by_its_data(self):
        context = Context({"data": {"title": "</script><script>alert(1)"}})
        html = Template("{{ data|json_script:'book' }}").render(context)
        self.assertEqual(html.count("</script>"), 1)
        self.assertIn("\\u003C/script\\u003E", html)

    def test_templates_escape_unless_told_otherwise_and_cannot_save_a_javascript_link(self):
        context = Context({"x": "<script>", "link": "javascript:alert(1)"})
        self.assertEqual(Template("{{ x }}").render(context), "&lt;script&gt;")
        self.assertEqual(Template("{{ x|safe }}").render(context), "<script>")
        self.assertIn("javascript:", Template("<a href='{{ link }}'>").render(context))

    def test_the_security_middleware_sends_its_headers_by_default(self):
        headers = self.client.get("/nowhere/").headers
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Referrer-Policy"], "same-origin")
        self.assertEqual(headers["Cross-Origin-Opener-Policy"], "same-origin")

    def test_framing_is_denied_and_unknown_hosts_are_refused(self):
        response = self.client.get("/nowhere/")
        self.assertEqual(response.headers["X-Frame-Options"], "DENY")
        self.assertEqual(self.client.get("/nowhere", headers={"host": "evil.example"}).status_code, 400)


class ProductionSettingsTests(SimpleTestCase):
    production = {"DJANGO_SETTINGS_MODULE": "config.settings_production"}

    def check(self, **environment):
        return manage("check", "--deploy", "--fail-level", "WARNING", **environment)

    def test_check_deploy_passes_with_them_and_fails_without(self):
        good = self.check(**self.production, DJANGO_SECRET_KEY=SECRET)
        self.assertEqual(good.returncode, 0, good.stderr)
        bad = self.check(DJANGO_SETTINGS_MODULE="config.settings")
        self.assertNotEqual(bad.returncode, 0)
        self.assertIn("security.W012", bad.stderr)

    @for_django("6.1")
    def test_the_check_refuses_a_mailer_that_only_prints(self):
        printing = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
        with override_settings(MAILERS=printing):
            found = run_checks(include_deployment_checks=True)
        self.assertIn("mail.E001", [problem.id for problem in found])

    def test_a_missing_secret_stops_the_start(self):
        failed = self.check(**self.production)
        self.assertNotEqual(failed.returncode, 0)
        self.assertIn("DJANGO_SECRET_KEY", failed.stderr)

    def test_check_deploy_sees_no_wildcard_host_and_no_open_view(self):
        with override_settings(ALLOWED_HOSTS=["*"], DEBUG=False):
            ids = [found.id for found in run_checks(tags=["security"], include_deployment_checks=True)]
        self.assertNotIn("security.W020", ids)
        with override_settings(ALLOWED_HOSTS=[]):
            ids = [found.id for found in run_checks(tags=["security"], include_deployment_checks=True)]
        self.assertIn("security.W020", ids)

    def test_the_key_alone_forges_no_reset_link(self):
        user = get_user_model()(pk=7, username="mia", email="mia@example.com")
        user.set_password("a long secret")
        thief = get_user_model()(pk=7, username="mia", email="mia@example.com", password="guess")
        guessed = default_token_generator.make_token(thief)  # the key is the right one
        self.assertFalse(default_token_generator.check_token(user, guessed))
        thief.password = user.password
        forged = default_token_generator.make_token(thief)
        self.assertTrue(default_token_generator.check_token(user, forged))

    def test_a_trusted_origin_needs_its_scheme(self):
        with override_settings(CSRF_TRUSTED_ORIGINS=["pay.example.com"]):
            self.assertIn("4_0.E001", [found.id for found in run_checks()])

    def load(self, **environment):
        with mock.patch.dict(os.environ, {"DJANGO_SECRET_KEY": SECRET, **environment}):
            sys.modules.pop("config.settings_production", None)
            return importlib.import_module("config.settings_production")

    def test_the_proxys_header_counts_only_where_there_is_a_proxy(self):
        self.assertFalse(hasattr(self.load(), "SECURE_PROXY_SSL_HEADER"))
        names = ["SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS",
                 "ALLOWED_HOSTS"]
        production = self.load(BEHIND_PROXY="1")
        with override_settings(**{name: getattr(production, name) for name in names}):
            host = {"host": "shop.example.com"}
            plain = self.client.get("/nowhere/", headers=host)
            self.assertEqual(plain.url, "https://shop.example.com/nowhere/")
            secure = self.client.get("/nowhere/", headers={**host, "x-forwarded-proto": "https"})
            self.assertEqual(secure.headers["Strict-Transport-Security"], "max-age=3600")
