import json
import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import TestCase, override_settings
from django.urls import path
from django.views.decorators.cache import cache_page

from answer import for_django, snippet, source
from config.urls import urlpatterns as site_urls
from shop import views
from shop.models import Author, Book

HEADER = "Content-Security-Policy"

urlpatterns = [path("cached/<slug:slug>/", cache_page(60)(views.book_detail)), *site_urls]


def nonces(response):
    in_header = re.search(r"'nonce-([^']+)'", response[HEADER]).group(1)
    in_body = re.search(r'<script nonce="([^"]+)">', response.content.decode()).group(1)
    return in_header, in_body


class ContentSecurityPolicyTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Ursula K. Le Guin")
        cls.book = Book.objects.create(
            title="The Dispossessed",
            slug="the-dispossessed",
            author=author,
            description="<script>alert(document.cookie)</script>",
        )

    def test_every_response_carries_the_policy_with_the_directives_that_do_not_fall_back(self):
        policy = self.client.get("/books/")[HEADER]
        directives = dict(part.split(" ", 1) for part in policy.split("; "))
        self.assertEqual(directives["default-src"], "'self'")
        for directive in ("object-src", "base-uri", "frame-ancestors"):
            self.assertEqual(directives[directive], "'none'")
        self.assertEqual(directives["form-action"], "'self'")
        self.assertNotIn("unsafe-inline", policy)

    def test_the_inline_script_carries_the_nonce_of_its_own_header(self):
        in_header, in_body = nonces(self.client.get(self.book.get_absolute_url()))
        self.assertEqual(in_header, in_body)
        self.assertGreaterEqual(len(in_header), 22)  # 128 bits

    def test_two_responses_have_two_nonces(self):
        first, _ = nonces(self.client.get(self.book.get_absolute_url()))
        second, _ = nonces(self.client.get(self.book.get_absolute_url()))
        self.assertNotEqual(first, second)

    def test_an_injected_script_is_escaped_first_and_has_no_nonce(self):
        html = self.client.get(self.book.get_absolute_url()).content.decode()
        self.assertIn("&lt;script&gt;alert(document.cookie)", html)
        self.assertEqual(html.count("<script nonce="), 1)

    def test_data_for_the_script_travels_in_a_json_block(self):
        response = self.client.get(self.book.get_absolute_url())
        self.assertContains(
            response,
            '<script id="book-title" type="application/json">"The Dispossessed"</script>',
            html=True,
        )

    @override_settings(BOOKSHOP_CSP_REPORT_ONLY=True)
    def test_report_only_mode_enforces_nothing(self):
        response = self.client.get("/books/")
        self.assertNotIn(HEADER, response)
        self.assertIn("default-src 'self'", response[f"{HEADER}-Report-Only"])

    def test_a_view_keeps_the_policy_it_set_itself(self):
        from django.http import HttpResponse
        from django.test import RequestFactory

        from shop.middleware import ContentSecurityPolicyMiddleware

        def view(request):
            return HttpResponse(headers={HEADER: "default-src 'none'"})

        response = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
        self.assertEqual(response[HEADER], "default-src 'none'")

    @override_settings(ROOT_URLCONF=__name__)
    def test_a_cached_page_carries_a_nonce_that_its_header_no_longer_allows(self):
        url = f"/cached/{self.book.slug}/"
        self.client.get(url)
        in_header, in_body = nonces(self.client.get(url))
        self.assertNotEqual(in_header, in_body)

    def test_the_per_site_cache_repeats_header_and_nonce_for_everybody(self):
        cache.clear()
        middleware = [
            "django.middleware.cache.UpdateCacheMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.cache.FetchFromCacheMiddleware",
        ]
        with self.settings(MIDDLEWARE=middleware):
            first = nonces(self.client_class().get(self.book.get_absolute_url()))
            second = nonces(self.client_class().get(self.book.get_absolute_url()))
        cache.clear()
        self.assertEqual(first, second)
        self.assertEqual(first[0], first[1])

    def test_the_admin_has_no_inline_code_that_the_policy_would_block(self):
        pages = [self.client.get("/admin/login/")]
        self.client.force_login(User.objects.create_superuser("root"))
        for name in ("", "shop/book/", "shop/book/add/", f"shop/book/{self.book.pk}/change/"):
            pages.append(self.client.get(f"/admin/{name}"))
        for page in pages:
            html = page.content.decode()
            with self.subTest(page.request["PATH_INFO"]):
                self.assertEqual(page.status_code, 200)
                self.assertIn("<script src=", html)
                self.assertNotRegex(html, r"<script(?![^>]* src=)")
                self.assertNotRegex(html, r"<style|\s(style|on\w+)=")

    def test_a_report_is_logged_even_without_a_csrf_token(self):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        report = {
            "csp-report": {"blocked-uri": "https://evil.example/x.js", "violated-directive": "script-src"}
        }
        with self.assertLogs("bookshop.csp", "WARNING") as logs:
            response = client.post(
                "/csp-report/", json.dumps(report), content_type="application/csp-report"
            )
        self.assertEqual(response.status_code, 204)
        self.assertIn("https://evil.example/x.js", logs.output[0])

    def test_a_report_cannot_forge_a_second_log_line(self):
        report = {"csp-report": {"blocked-uri": "x\nERROR forged", "violated-directive": "y"}}
        with self.assertLogs("bookshop.csp", "WARNING") as logs:
            self.client.post("/csp-report/", json.dumps(report), content_type="application/csp-report")
        self.assertNotIn("\n", logs.output[0])

    def test_a_malformed_or_huge_report_is_refused(self):
        huge = json.dumps({"csp-report": {"blocked-uri": "x" * 20_000, "violated-directive": "y"}})
        for body in ("not json", "[]", "[" * 9_000, '{"csp-report": {}}', '{"csp-report": "x"}', huge):
            with self.subTest(body=body[:20]):
                response = self.client.post("/csp-report/", body, content_type="application/csp-report")
                self.assertEqual(response.status_code, 400)
        self.assertEqual(self.client.get("/csp-report/").status_code, 405)

    def test_reports_of_report_to_have_another_shape_which_the_view_refuses(self):
        body = json.dumps([{"type": "csp-violation", "body": {"blockedURL": "inline"}}])
        response = self.client.post("/csp-report/", body, content_type="application/reports+json")
        self.assertEqual(response.status_code, 400)


BASE_MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("shop.")]
WITH_CSP_PROCESSOR = [
    {
        **settings.TEMPLATES[0],
        "OPTIONS": {
            "context_processors": [
                *settings.TEMPLATES[0]["OPTIONS"]["context_processors"],
                "django.template.context_processors.csp",
            ]
        },
    }
]


class DjangoCspTest(TestCase):
    """The package for Django 5.2."""

    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Ursula K. Le Guin")
        cls.book = Book.objects.create(title="Lavinia", slug="lavinia", author=author)

    def installed(self):
        names = snippet(2)
        self.assertEqual(names["MIDDLEWARE"][0], BASE_MIDDLEWARE[0])
        self.assertIn('# INSTALLED_APPS: add "csp"', source(2))
        return {
            "INSTALLED_APPS": [*settings.INSTALLED_APPS, "csp"],
            "MIDDLEWARE": [*names["MIDDLEWARE"], *BASE_MIDDLEWARE[1:]],
            "CONTENT_SECURITY_POLICY_REPORT_ONLY": names["CONTENT_SECURITY_POLICY_REPORT_ONLY"],
        }

    def test_it_reports_first_with_the_nonce_of_the_page(self):
        with self.settings(**self.installed()):
            response = self.client.get(self.book.get_absolute_url())
        self.assertNotIn(HEADER, response)
        policy = response[f"{HEADER}-Report-Only"]
        nonce = re.search(r'<script nonce="([^"]+)">', response.content.decode()).group(1)
        self.assertIn(f"script-src 'self' 'nonce-{nonce}'", policy)
        for part in ("object-src 'none'", "frame-ancestors 'none'", "report-uri /csp-report/"):
            self.assertIn(part, policy)

    def test_the_other_setting_enforces(self):
        values = self.installed()
        values["CONTENT_SECURITY_POLICY"] = values.pop("CONTENT_SECURITY_POLICY_REPORT_ONLY")
        with self.settings(**values):
            self.assertIn("default-src 'self'", self.client.get("/books/")[HEADER])

    def test_its_app_finds_settings_of_version_3(self):
        from django.core.checks import run_checks

        with self.settings(**self.installed(), CSP_DEFAULT_SRC=["'self'"]):
            self.assertIn("csp.E001", {message.id for message in run_checks()})


@for_django("6.0")
class CoreCspTest(TestCase):
    def settings_of_the_answer(self):
        names = snippet(1)
        self.assertEqual(names["MIDDLEWARE"][0], BASE_MIDDLEWARE[0])
        return {
            "MIDDLEWARE": [*names["MIDDLEWARE"], *BASE_MIDDLEWARE[1:]],
            "TEMPLATES": WITH_CSP_PROCESSOR,
            "SECURE_CSP_REPORT_ONLY": names["SECURE_CSP_REPORT_ONLY"],
        }

    def test_the_header_names_the_nonce_only_if_the_page_used_it(self):
        from django.middleware.csp import ContentSecurityPolicyMiddleware
        from django.http import HttpResponse
        from django.template import engines
        from django.test import RequestFactory

        def page(request):
            template = engines["django"].from_string('<script nonce="{{ csp_nonce }}"></script>')
            return HttpResponse(template.render({}, request))

        def policy(view):
            return ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))

        with self.settings(**self.settings_of_the_answer()):
            response = policy(page)
            nonce = re.search('nonce="([^"]{22,})"', response.content.decode()).group(1)
            self.assertIn(f"script-src 'self' 'nonce-{nonce}'", response[f"{HEADER}-Report-Only"])
            for part in ("frame-ancestors 'none'", "form-action 'self'"):
                self.assertIn(part, response[f"{HEADER}-Report-Only"])
            plain = policy(lambda request: HttpResponse())[f"{HEADER}-Report-Only"]
            self.assertIn("script-src 'self';", plain)
            # A page from cache_page has the old nonce, and nothing has made a new one.
            cached = cache_page(60)(page)
            policy(cached)
            self.assertNotIn("nonce", policy(cached)[f"{HEADER}-Report-Only"])

    def test_a_decorator_replaces_the_policy_of_one_view(self):
        from django.http import HttpResponse
        from django.middleware.csp import ContentSecurityPolicyMiddleware
        from django.test import RequestFactory
        from django.views.decorators.csp import csp_override

        view = csp_override({"default-src": "'none'"})(lambda request: HttpResponse())
        with self.settings(SECURE_CSP=snippet(1)["SECURE_CSP_REPORT_ONLY"]):
            response = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
        self.assertEqual(response[HEADER], "default-src 'none'")

    @for_django("6.1")
    def test_the_admins_script_tags_carry_the_nonce_since_6_1(self):
        with self.settings(**self.settings_of_the_answer()):
            response = self.client.get("/admin/login/")
        html = response.content.decode()
        self.assertGreater(html.count("<script"), 0)
        self.assertEqual(html.count("<script"), len(re.findall(r'<script[^>]* nonce="', html)))
        self.assertIn("'nonce-", response[f"{HEADER}-Report-Only"])
