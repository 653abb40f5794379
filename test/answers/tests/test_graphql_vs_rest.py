import json
from unittest import skipIf
from unittest.mock import patch

from answer import blocks
from django import VERSION
from django.contrib.auth.models import User
from django.test import Client, TestCase
from django.urls import reverse
from graphql import build_schema, graphql_sync
from shop import schema as shop_schema
from shop.models import Author, Book, Customer, Review

BOOK_CARD = blocks("graphql")[0]


class GraphQL(TestCase):
    @classmethod
    def setUpTestData(cls):
        customer = Customer.objects.create(user=User.objects.create_user("ada"))
        for n in range(5):
            author = Author.objects.create(name=f"Author {n}")
            book = Book.objects.create(title=f"Book {n}", slug=f"book-{n}", author=author, description="long")
            Review.objects.create(book=book, customer=customer, rating=n % 5 + 1, text="A long text")

    def ask(self, query, **variables):
        return self.client.post(
            reverse("graphql"), {"query": query, "variables": variables}, content_type="application/json"
        )

    def test_one_request_returns_exactly_the_named_fields_in_their_shape(self):
        response = self.ask(BOOK_CARD, slug="book-2")
        self.assertEqual(
            response.json(),
            {"data": {"book": {"title": "Book 2", "author": {"name": "Author 2"}, "reviews": [{"rating": 3}]}}},
        )

    def test_a_decimal_becomes_the_string_the_schema_promises(self):
        book = self.ask('{ book(slug: "book-1") { price } }').json()["data"]["book"]
        self.assertEqual(book, {"price": "9.99"})

    def test_a_flat_query_reads_no_other_table(self):
        with self.assertNumQueries(1) as seen:
            self.ask("{ books { title } }")
        self.assertNotIn("shop_author", seen[0]["sql"])

    def test_a_list_with_author_and_reviews_costs_two_queries(self):
        with self.assertNumQueries(2):
            self.ask("{ books { title author { name } reviews { rating } } }")

    def test_without_the_look_at_the_selection_it_costs_one_plus_two_n(self):
        with patch.object(shop_schema, "selected", return_value=set()), self.assertNumQueries(1 + 2 * 5):
            self.ask("{ books { title author { name } reviews { rating } } }")

    def test_a_field_in_a_fragment_is_still_answered_only_not_optimized(self):
        query = "{ books { ...card } } fragment card on Book { author { name } }"
        with self.assertNumQueries(1 + 5):
            self.assertEqual(len(self.ask(query).json()["data"]["books"]), 5)

    def test_the_page_size_is_capped_and_never_negative(self):
        with patch.object(shop_schema, "MAX_PAGE", 2):
            self.assertEqual(len(self.ask("{ books(first: 1000) { title } }").json()["data"]["books"]), 2)
        self.assertEqual(self.ask("{ books(first: -3) { title } }").json()["data"]["books"], [])

    def test_a_field_outside_the_schema_is_refused_before_any_query(self):
        with self.assertNumQueries(0):
            response = self.ask("{ books { isbn } }")
        self.assertIn("Cannot query field 'isbn'", response.json()["errors"][0]["message"])

    def test_a_failing_nullable_field_leaves_the_rest_and_the_status_is_200(self):
        field = shop_schema.schema.query_type.fields["book"]
        with patch.object(field, "resolve", side_effect=RuntimeError("no")):
            response = self.ask('{ book(slug: "book-1") { title } books(first: 1) { title } }')
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json()["data"], {"book": None, "books": [{"title": "Book 0"}]})
        self.assertEqual(response.json()["errors"][0]["path"], ["book"])

    def test_null_for_the_page_size_is_refused_before_it_reaches_min(self):
        query = "query ($first: Int) { books(first: $first) { title } }"
        for response in [self.ask("{ books(first: null) { title } }"), self.ask(query, first=None)]:
            self.assertIn("Int!", response.json()["errors"][0]["message"])
        loose = build_schema("type Query { books(first: Int = 10): Int }")
        loose.query_type.fields["books"].resolve = lambda root, info, first: min(first, 50)
        errors = graphql_sync(loose, "{ books(first: null) }").errors
        self.assertIsInstance(errors[0].original_error, TypeError)

    def test_a_failing_non_null_field_takes_its_nearest_nullable_parent_with_it(self):
        author = shop_schema.schema.type_map["Book"].fields["author"]
        with patch.object(author, "resolve", side_effect=RuntimeError("no")):
            one = self.ask('{ book(slug: "book-1") { title author { name } } }').json()
            many = self.ask("{ books { title author { name } } }").json()
        self.assertEqual(one["data"], {"book": None})
        self.assertIsNone(many["data"])

    @skipIf(VERSION < (6, 1), "fetch modes come with Django 6.1")
    def test_fetch_peers_batches_the_authors(self):
        from django.db import models

        with self.assertNumQueries(2):
            [book.author.name for book in Book.objects.fetch_mode(models.FETCH_PEERS)]

    def test_the_schema_describes_itself(self):
        types = self.ask("{ __schema { types { name } } }").json()["data"]["__schema"]["types"]
        self.assertIn({"name": "Review"}, types)

    def test_get_and_broken_bodies_are_refused(self):
        self.assertEqual(self.client.get(reverse("graphql")).status_code, 405)
        for body in ["", "[]", '"x"', "{}", '{"query": 5}', '{"query": "{ books { title } }", "variables": "x"}']:
            with self.subTest(body):
                response = self.client.post(reverse("graphql"), body, content_type="application/json")
                self.assertEqual(response.status_code, 400)

    def test_csrf_protection_stays_on(self):
        strict = Client(enforce_csrf_checks=True)
        body = json.dumps({"query": "{ books { title } }"})
        response = strict.post(reverse("graphql"), body, content_type="application/json")
        self.assertEqual(response.status_code, 403)
