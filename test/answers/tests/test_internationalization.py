import ast
import gettext
import struct
from datetime import date, datetime, timezone as tz
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core import mail
from django.db import connection
from django.template import Context, Template
from django.http import HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real
from shop.mail import send_shipping_mail
from shop.middleware import customer_time_zone
from shop.models import Author, Book, Customer, Order


def compile_po(path):
    """What msgfmt does, for machines without GNU gettext: a .po file to its .mo file."""
    messages, entry, key = [], {}, None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.startswith("msg"):
            key, line = line.split(" ", 1)
            if key == "msgid" and entry:
                messages.append(entry)
                entry = {}
            entry[key] = ""
        if line.strip():
            entry[key] += ast.literal_eval(line)
    messages.append(entry)
    catalog = {}
    for entry in messages:
        if "msgid_plural" in entry:
            forms = [entry[k] for k in sorted(entry) if k.startswith("msgstr[")]
            catalog[entry["msgid"] + "\0" + entry["msgid_plural"]] = "\0".join(forms)
        else:
            catalog[entry["msgid"]] = entry["msgstr"]
    ids = [text.encode() for text in sorted(catalog)]
    texts = [catalog[text].encode() for text in sorted(catalog)]
    offset, tables = 28 + 16 * len(ids), b""
    for text in ids + texts:
        tables += struct.pack("<II", len(text), offset)
        offset += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(ids), 28, 28 + 8 * len(ids), 0, 0)
    path.with_suffix(".mo").write_bytes(head + tables + b"".join(t + b"\0" for t in ids + texts))


def setUpModule():
    for path in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"):
        compile_po(path)
    trans_real._translations = {}


class Pages(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Michael Ende")
        cls.book = Book.objects.create(
            title="Momo", slug="momo", author=author, stock=1234, price=Decimal("1234.50"),
            published_on=date(2026, 3, 1),
        )
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada", "ada@example.com"))

    def test_an_unprefixed_address_redirects_to_the_language_of_the_browser(self):
        for header, expected in [("de-AT,de;q=0.9", "/de/books/"), ("fr", "/en/books/")]:
            with self.subTest(header):
                response = self.client.get("/books/", headers={"accept-language": header})
                self.assertRedirects(response, expected, fetch_redirect_response=False)
                self.assertEqual(set(response["Vary"].split(", ")), {"Accept-Language", "Cookie"})

    def test_the_prefix_beats_the_cookie_and_the_cookie_beats_the_header(self):
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
        redirect = self.client.get("/books/", headers={"accept-language": "de"})
        self.assertEqual(redirect["Location"], "/ar/books/")
        page = self.client.get("/de/books/momo/")
        self.assertContains(page, '<html lang="de" dir="ltr">')
        self.assertEqual(page["Content-Language"], "de")
        self.assertNotIn("Accept-Language", page.get("Vary", ""))

    def test_a_page_without_a_prefix_does_not_vary_by_the_cookie_that_decides(self):
        def middleware(request):
            return LocaleMiddleware(lambda request: HttpResponse(translation.get_language()))(request)

        request = RequestFactory().get("/i18n/page/", headers={"accept-language": "en"})
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = "de"
        response = middleware(request)
        self.assertEqual((response.content, response["Vary"]), (b"de", "Accept-Language"))

    def test_the_session_does_not_choose_the_language(self):
        session = self.client.session
        session["_language"] = "de"
        session.save()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        redirect = self.client.get("/books/", headers={"accept-language": "ar"})
        self.assertEqual(redirect["Location"], "/ar/books/")

    def test_the_login_page_and_the_admin_are_still_there(self):
        self.assertRedirects(
            self.client.get("/en/preferences/"), "/accounts/login/?next=/en/preferences/",
            fetch_redirect_response=False,
        )
        self.assertEqual((reverse("login"), reverse("admin:index")), ("/accounts/login/", "/admin/"))

    def test_a_german_page_is_translated_with_plural_date_and_number_formats(self):
        page = self.client.get("/de/books/momo/")
        for text in ["von Michael Ende", "Erschienen am 1. März 2026", "1.234 Exemplare auf Lager", "1.234,50"]:
            self.assertContains(page, text)
        Book.objects.update(stock=1)
        self.assertContains(self.client.get("/de/books/momo/"), "1 Exemplar auf Lager")

    def test_the_same_page_in_english(self):
        page = self.client.get("/en/books/momo/")
        for text in ["by Michael Ende", "Published on March 1, 2026", "1,234 copies in stock", "1,234.50"]:
            self.assertContains(page, text)

    def test_arabic_runs_from_right_to_left(self):
        self.assertContains(self.client.get("/ar/books/momo/"), '<html lang="ar" dir="rtl">')

    def test_the_language_switch_sets_the_cookie_and_translates_the_address(self):
        response = self.client.post("/i18n/setlang/", {"language": "de", "next": "/en/books/momo/"})
        self.assertEqual(response["Location"], "/de/books/momo/")
        self.assertEqual(response.cookies[settings.LANGUAGE_COOKIE_NAME].value, "de")

    def test_the_language_switch_does_not_redirect_to_another_site(self):
        response = self.client.post("/i18n/setlang/", {"language": "de", "next": "https://evil.example/"})
        self.assertNotIn("evil", response["Location"])

    def test_preferences_reach_the_row_the_cookie_and_the_session(self):
        self.client.force_login(self.customer.user)
        response = self.client.post("/en/preferences/", {"language": "de", "time_zone": "Asia/Tokyo"})
        self.assertEqual(response["Location"], "/de/books/")
        self.assertEqual(response.cookies[settings.LANGUAGE_COOKIE_NAME].value, "de")
        self.assertEqual(self.client.session["time_zone"], "Asia/Tokyo")
        self.customer.refresh_from_db()
        self.assertEqual((self.customer.language, self.customer.time_zone), ("de", "Asia/Tokyo"))

    def test_a_new_session_takes_the_zone_from_the_row_once(self):
        Customer.objects.update(time_zone="Asia/Tokyo")
        self.client.force_login(self.customer.user)
        for queries in [True, False]:
            with CaptureQueriesContext(connection) as seen:
                self.client.get("/de/books/")
            self.assertEqual(any('"time_zone"' in query["sql"] for query in seen), queries)
        self.assertEqual(self.client.session["time_zone"], "Asia/Tokyo")

    def test_a_visitor_gets_no_session(self):
        self.client.get("/de/books/")
        self.assertNotIn(settings.SESSION_COOKIE_NAME, self.client.cookies)

    def test_a_customer_is_english_and_in_utc_until_told_otherwise(self):
        self.assertEqual((self.customer.language, self.customer.time_zone), ("en", "UTC"))
        self.assertEqual(str(self.customer), "ada")

    def test_an_unknown_language_or_zone_is_refused(self):
        self.client.force_login(self.customer.user)
        for data in [{"language": "xx", "time_zone": "UTC"}, {"language": "de", "time_zone": "Mars/Base"}]:
            with self.subTest(data):
                response = self.client.post("/en/preferences/", data)
                self.assertEqual(len(response.context["form"].errors), 1)
        self.assertEqual(self.client.session["time_zone"], "UTC")
        self.customer.refresh_from_db()
        self.assertEqual((self.customer.language, self.customer.time_zone), ("en", "UTC"))

    def test_the_mail_speaks_the_customers_language_and_time_whatever_is_active(self):
        Customer.objects.update(language="de", time_zone="Asia/Tokyo")
        order = Order.objects.create(customer=self.customer)
        Order.objects.update(created_at=datetime(2026, 3, 1, 20, 30, tzinfo=tz.utc))
        with translation.override("ar"):
            send_shipping_mail(Order.objects.get(pk=order.pk))
        self.assertEqual(mail.outbox[0].subject, "Ihre Bestellung ist unterwegs")
        self.assertEqual(mail.outbox[0].body, "Wir haben Ihre Bestellung am 2. März 2026 05:30 erhalten.")


class Mechanics(SimpleTestCase):
    def test_the_middleware_activates_the_zone_for_one_request_only(self):
        seen = []
        middleware = customer_time_zone(lambda request: seen.append(timezone.get_current_timezone_name()))
        for session in [{"time_zone": "Asia/Tokyo"}, {}]:
            middleware(type("Request", (), {"session": session, "user": AnonymousUser()}))
        self.assertEqual(seen, ["Asia/Tokyo", "UTC"])

    def test_locale_middleware_stands_between_session_and_common(self):
        names = [path.rsplit(".", 1)[1] for path in settings.MIDDLEWARE]
        self.assertLess(names.index("SessionMiddleware"), names.index("LocaleMiddleware"))
        self.assertLess(names.index("LocaleMiddleware"), names.index("CommonMiddleware"))

    def test_gettext_is_fixed_at_once_and_gettext_lazy_follows_the_language(self):
        with translation.override("en"):
            fixed = translation.gettext("Your order is on its way")
            lazy = translation.gettext_lazy("Your order is on its way")
        with translation.override("de"):
            self.assertEqual(fixed, "Your order is on its way")
            self.assertEqual(str(lazy), "Ihre Bestellung ist unterwegs")

    def test_an_f_string_is_filled_before_the_lookup(self):
        name = "Ada"
        with translation.override("de"):
            self.assertEqual(translation.gettext(f"by {name}"), "by Ada")
            self.assertEqual(translation.gettext("by %(name)s") % {"name": name}, "von Ada")

    def test_a_fixed_date_format_ignores_the_locale_and_unlocalize_serves_machines(self):
        with translation.override("de"):
            context = Context({"day": date(2026, 3, 1), "n": 1234.5})
            rendered = Template('{% load l10n %}{{ day|date:"m/d/Y" }} {{ n }} {{ n|unlocalize }}').render(context)
        self.assertEqual(rendered, "03/01/2026 1.234,5 1234.5")

    def test_arabic_has_six_plural_forms_and_japanese_one(self):
        from django.conf import locale

        folder = locale.__path__[0]
        for language, count in [("ar", 6), ("ja", 1)]:
            with open(f"{folder}/{language}/LC_MESSAGES/django.mo", "rb") as file:
                header = gettext.GNUTranslations(file).info()["plural-forms"]
            self.assertIn(f"nplurals={count}", header)

    def test_a_language_does_not_choose_a_zone(self):
        with translation.override("de"):
            self.assertEqual(timezone.get_current_timezone(), ZoneInfo("UTC"))
            self.assertTrue(reverse("preferences").startswith("/de/"))
