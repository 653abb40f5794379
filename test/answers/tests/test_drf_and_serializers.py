import ast

from answer import block_source
from django.contrib.auth.models import Permission, User
from django.test import TestCase
from django.urls import path

from config.urls import urlpatterns as site_urls
from shop import json_views
from shop.models import Author, Book

urlpatterns = [*site_urls, path("api/books/", json_views.book_collection)]
URL = "/api/books/"


class ThePlainEndpoint(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Ursula K. Le Guin")
        for number in range(3):
            Book.objects.create(
                title=f"Book {number}", slug=f"book-{number}", author=cls.author, price="12.50"
            )
        cls.editor = User.objects.create_user("editor")
        cls.editor.user_permissions.add(Permission.objects.get(codename="add_book"))

    def setUp(self):
        self.enterContext(self.settings(ROOT_URLCONF=__name__))

    def post(self, data):
        return self.client.post(URL, data, content_type="application/json")

    def good(self, **changes):
        return {"title": "New", "slug": "new", "author": self.author.pk, "price": "8.10"} | changes

    def test_lists_books_with_their_authors_in_one_query(self):
        with self.assertNumQueries(1):
            response = self.client.get(URL)
        first = response.json()["results"][0]
        self.assertEqual(first["author"], {"id": self.author.pk, "name": "Ursula K. Le Guin"})
        self.assertEqual(len(response.json()["results"]), 3)

    def test_price_is_a_string_that_keeps_its_decimals(self):
        self.assertEqual(self.client.get(URL).json()["results"][0]["price"], "12.50")

    def test_creates_a_book_for_somebody_with_the_permission(self):
        self.client.force_login(self.editor)
        response = self.post(self.good())
        self.assertEqual(response.status_code, 201)
        self.assertEqual(response.json()["title"], "New")
        self.assertEqual(Book.objects.get(slug="new").author, self.author)

    def test_ignores_fields_outside_the_allow_list(self):
        self.client.force_login(self.editor)
        self.post(self.good(stock=1000))
        self.assertEqual(Book.objects.get(slug="new").stock, 0)

    def test_refuses_the_anonymous_client_and_wrong_methods(self):
        self.assertEqual(self.post(self.good()).status_code, 403)
        self.assertEqual(self.client.delete(URL).status_code, 405)

    def test_answers_400_with_the_errors_by_field(self):
        self.client.force_login(self.editor)
        response = self.post(self.good(price="cheap", slug="book-1"))
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"price", "slug"})
        self.assertEqual(response.json()["slug"][0]["code"], "unique")

    def test_answers_400_to_anything_that_is_no_json_object(self):
        self.client.force_login(self.editor)
        for body in ("{", "[1]", '"text"', "3", "\x00"):
            with self.subTest(body=body):
                response = self.client.generic("POST", URL, body, content_type="application/json")
                self.assertEqual(response.status_code, 400)


class TheSerializers(TestCase):
    """They cannot run here; their field names can be held against the models."""

    def test_every_field_is_one_of_the_model_or_declared(self):
        declared = {"author_id"}
        names = set()
        for node in ast.walk(ast.parse(block_source("shop/serializers.py"))):
            if isinstance(node, ast.ClassDef) and node.name == "BookSerializer":
                for part in ast.walk(node):
                    if isinstance(part, ast.Assign) and part.targets[0].id == "fields":
                        names |= set(ast.literal_eval(part.value))
        self.assertGreater(len(names), 5)
        self.assertLessEqual(names - declared, {field.name for field in Book._meta.get_fields()})
