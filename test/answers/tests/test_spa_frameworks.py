import json
import re

from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import Client, SimpleTestCase, TestCase
from django.urls import reverse
from shop.models import Author, Book, Customer, Review


class Api(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Octavia Butler")
        Book.objects.bulk_create(
            Book(title=f"Book {n:02}", slug=f"book-{n}", author=author, description="not sent")
            for n in range(25)
        )
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))
        cls.review_url = reverse("api-review", args=["book-1"])

    def post(self, data):
        return self.client.post(self.review_url, data, content_type="application/json")

    def test_a_page_of_books_is_two_queries_and_carries_only_the_listed_fields(self):
        with self.assertNumQueries(2):  # count, page with its authors
            page = self.client.get(reverse("api-books"), {"page": 2}).json()
        self.assertEqual((page["page"], page["pages"], len(page["results"])), (2, 2, 5))
        self.assertEqual(
            page["results"][0],
            {"slug": "book-20", "title": "Book 20", "author": "Octavia Butler", "price": "9.99"},
        )

    def test_a_visitor_gets_401_in_json_and_no_redirect(self):
        response = self.post({"rating": 5})
        self.assertEqual(response.status_code, 401)
        self.assertEqual(response["Content-Type"], "application/json")

    def test_a_user_who_is_no_customer_gets_403(self):
        self.client.force_login(User.objects.create_user("clerk"))
        self.assertEqual(self.post({"rating": 5}).status_code, 403)

    def test_a_review_is_created_and_then_replaced(self):
        self.client.force_login(self.customer.user)
        self.assertEqual(self.post({"rating": 5, "text": "Good"}).status_code, 201)
        self.assertEqual(self.post({"rating": 3, "text": "Less"}).status_code, 200)
        self.assertEqual(Review.objects.get().rating, 3)

    def test_field_errors_come_by_field_name(self):
        self.client.force_login(self.customer.user)
        response = self.post({"rating": 9})
        self.assertEqual(response.status_code, 422)
        self.assertEqual(list(response.json()["fields"]), ["rating"])

    def test_a_body_that_is_no_json_object_is_a_bad_request(self):
        self.client.force_login(self.customer.user)
        for body in ["", "{", "[1]", "3"]:
            with self.subTest(body):
                response = self.client.post(self.review_url, body, content_type="application/json")
                self.assertEqual(response.status_code, 400)

    def test_the_shells_cookie_and_the_header_let_a_post_through_csrf_protection(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.customer.user)
        shell = browser.get("/app/")
        token = shell.cookies["csrftoken"].value
        body = json.dumps({"rating": 4})
        without = browser.post(self.review_url, body, content_type="application/json")
        self.assertEqual(without.status_code, 403)
        sent = browser.post(
            self.review_url, body, content_type="application/json", headers={"X-CSRFToken": token}
        )
        self.assertEqual(sent.status_code, 201)


    def test_a_proxy_that_rewrites_the_host_needs_a_trusted_origin(self):
        def status(host):
            browser = Client(enforce_csrf_checks=True)  # the middleware reads the setting once
            browser.force_login(self.customer.user)
            token = browser.get("/app/").cookies["csrftoken"].value
            headers = {"X-CSRFToken": token, "Origin": "http://localhost:5173", "Host": host}
            body = json.dumps({"rating": 4})
            response = browser.post(self.review_url, body, content_type="application/json", headers=headers)
            return response.status_code

        self.assertEqual(status("localhost:8000"), 403)
        with self.settings(CSRF_TRUSTED_ORIGINS=["http://localhost:5173"]):
            self.assertEqual(status("localhost:8000"), 201)
        self.assertEqual(status("localhost:5173"), 200)


class Shell(SimpleTestCase):
    def test_every_path_below_app_returns_the_shell(self):
        for path in ["/app", "/app/", "/app/books/kindred"]:
            with self.subTest(path):
                self.assertContains(self.client.get(path), '<div id="app"></div>', html=True)

    def test_other_paths_are_not_swallowed(self):
        self.assertEqual(self.client.get("/apple").status_code, 404)
        self.assertEqual(self.client.get("/api/unknown/").status_code, 404)

    def test_the_shell_hands_over_its_configuration_and_loads_the_module(self):
        page = self.client.get("/app/").content.decode()
        config = re.search(r'<script id="config" type="application/json">(.*?)</script>', page)[1]
        self.assertEqual(json.loads(config), {"api": "/api/"})
        self.assertIn('src="/static/app/main.js"', page)

    def test_django_renders_vues_braces_unless_they_are_verbatim(self):
        self.assertEqual(Template("<b>{{ title }}</b>").render(Context()), "<b></b>")
        kept = Template("{% verbatim %}<b>{{ title }}</b>{% endverbatim %}").render(Context())
        self.assertEqual(kept, "<b>{{ title }}</b>")
