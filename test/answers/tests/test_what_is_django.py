from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.asgi import get_asgi_application
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse

from shop.models import Book, Publisher


class PublisherFeatureTests(TestCase):
    def test_the_model_alone_gives_a_table_and_leaves_no_migration_to_write(self):
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        self.assertIn(Publisher._meta.db_table, tables)
        call_command("makemigrations", "--check", "--dry-run", verbosity=0)

    def test_the_list_page_shows_publishers_in_order_with_the_derived_template(self):
        Publisher.objects.create(name="Virago")
        Publisher.objects.create(name="Anansi")
        response = self.client.get(reverse("publisher-list"))
        self.assertTemplateUsed(response, "shop/publisher_list.html")
        text = response.content.decode()
        self.assertLess(text.index("Anansi"), text.index("Virago"))

    def test_an_empty_list_says_so(self):
        self.assertContains(self.client.get("/publishers/"), "No publishers yet.")

    def test_the_template_escapes_html(self):
        Publisher.objects.create(name="<script>alert(1)</script>")
        response = self.client.get("/publishers/")
        self.assertContains(response, "&lt;script&gt;alert(1)")
        self.assertNotContains(response, "<script>alert(1)")

    def test_the_page_is_paginated_by_twenty(self):
        Publisher.objects.bulk_create(Publisher(name=f"House {n:02}") for n in range(25))
        first = self.client.get("/publishers/")
        second = self.client.get("/publishers/", {"page": 2})
        self.assertEqual(len(first.context["publisher_list"]), 20)
        self.assertEqual(len(second.context["publisher_list"]), 5)
        self.assertContains(first, '<a href="?page=2">Next page</a>', html=True)
        self.assertNotContains(second, "Next page")

    def test_the_admin_adds_searches_and_keeps_a_history(self):
        self.client.force_login(get_user_model().objects.create_superuser("sam"))
        self.client.post(reverse("admin:shop_publisher_add"), {"name": "Anansi", "city": ""})
        publisher = Publisher.objects.get()
        Publisher.objects.create(name="Virago")
        found = self.client.get(reverse("admin:shop_publisher_changelist"), {"q": "anan"})
        self.assertContains(found, "Anansi")
        self.assertNotContains(found, "Virago")
        history = self.client.get(reverse("admin:shop_publisher_history", args=[publisher.pk]))
        self.assertContains(history, "Added")

    def test_the_admin_is_closed_to_people_who_are_not_staff(self):
        self.client.force_login(get_user_model().objects.create_user("reader"))
        response = self.client.get(reverse("admin:shop_publisher_changelist"))
        self.assertEqual(response.status_code, 302)


class DefaultsTests(TestCase):
    def test_the_orm_keeps_values_out_of_the_sql(self):
        query = Book.objects.filter(title="x' OR '1'='1").query
        sql, params = query.sql_with_params()
        self.assertNotIn("'1'='1'", sql)
        self.assertIn("x' OR '1'='1", params)

    def test_unsafe_requests_need_a_token_and_pages_cannot_be_framed(self):
        response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
        self.assertEqual(response.status_code, 403)
        self.assertEqual(self.client.get("/publishers/").headers["X-Frame-Options"], "DENY")

    def test_passwords_are_hashed(self):
        user = get_user_model().objects.create_user("mia", password="long enough 42")
        self.assertTrue(user.password.startswith("pbkdf2_sha256$"))

    def test_an_app_is_listed_in_installed_apps(self):
        self.assertEqual(apps.get_app_config("shop").name, "shop")

    async def test_the_asgi_handler_accepts_http_only(self):
        async def unused(*args):
            raise AssertionError("nothing may be received or sent")

        with self.assertRaisesMessage(ValueError, "Django can only handle ASGI/HTTP connections"):
            await get_asgi_application()({"type": "websocket"}, unused, unused)
