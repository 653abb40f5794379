from unittest.mock import patch

import graphene
from answer import blocks
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, SimpleTestCase, TestCase
from graphene_django import DjangoListField, DjangoObjectType
from graphene_django.registry import Registry
from graphene.validation import depth_limit_validator
from graphql import (
    GraphQLError, OperationType, ValidationRule, build_schema, get_operation_ast, graphql_sync, parse,
    specified_rules, validate,
)
from shop import schema as shop_schema
from shop.graphql_errors import public_error
from shop.models import Author, Book, Customer, Review
from shop.services import add_review
from shop.urls import ShopGraphQLView


class Service(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Octavia Butler")
        cls.book = Book.objects.create(title="Kindred", slug="kindred", author=author)
        cls.user = User.objects.create_user("ada")
        Customer.objects.create(user=cls.user)

    def test_a_customer_adds_a_review(self):
        review = add_review(self.user, "kindred", 5, "Unforgettable")
        self.assertEqual(Review.objects.get(), review)

    def test_visitors_and_users_who_are_no_customers_are_refused(self):
        for user in [AnonymousUser(), User.objects.create_user("clerk")]:
            with self.subTest(user), self.assertRaises(PermissionDenied):
                add_review(user, "kindred", 5, "")

    def test_a_rating_outside_the_range_and_an_unknown_book_are_refused(self):
        for slug, rating in [("kindred", 9), ("missing", 5)]:
            with self.subTest(slug), self.assertRaises(ValidationError):
                add_review(self.user, slug, rating, "")
        self.assertFalse(Review.objects.exists())

    def test_a_second_review_is_a_validation_error_not_a_database_error(self):
        add_review(self.user, "kindred", 5, "")
        with self.assertRaises(ValidationError):
            add_review(self.user, "kindred", 4, "")

    def test_save_alone_accepts_a_rating_of_nine(self):
        customer = self.user.customer
        review = Review.objects.create(book=self.book, customer=customer, rating=9)
        self.assertEqual(review.rating, 9)


class Api(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("ada")
        customer = Customer.objects.create(user=cls.user)
        for n in range(4):
            author = Author.objects.create(name=f"Author {n}")
            book = Book.objects.create(title=f"Book {n}", slug=f"book-{n}", author=author, stock=n)
            Review.objects.create(book=book, customer=customer, rating=n + 1)
        Book.objects.create(title="Kindred", slug="kindred", author=author)

    def ask(self, query, **variables):
        return self.client.post(
            "/graphql/", {"query": query, "variables": variables}, content_type="application/json"
        ).json()

    def test_a_list_with_author_and_reviews_costs_two_queries(self):
        with self.assertNumQueries(2):
            answer = self.ask("{ books { title author { name } reviews { rating } } }")
        self.assertEqual(len(answer["data"]["books"]), 5)

    def test_names_are_camel_case_and_a_decimal_is_a_string(self):
        book = self.ask('{ book(slug: "book-0") { inStock price } }')["data"]["book"]
        self.assertEqual(book, {"inStock": False, "price": "9.99"})

    def test_only_listed_fields_are_public(self):
        answer = self.ask("{ books { description } }")
        self.assertIn("Cannot query field 'description'", answer["errors"][0]["message"])

    def test_the_page_is_capped_never_negative_and_never_null(self):
        with patch("shop.schema.MAX_PAGE", 2):
            self.assertEqual(len(self.ask("{ books(first: 99) { slug } }")["data"]["books"]), 2)
        self.assertEqual(self.ask("{ books(first: -3) { slug } }")["data"]["books"], [])
        self.assertIn("Int!", self.ask("{ books(first: null) { slug } }")["errors"][0]["message"])

    def test_the_mutation_of_the_answer_works_for_a_customer_and_tells_others_why_not(self):
        mutation = blocks("graphql")[0]
        self.assertEqual(self.ask(mutation)["errors"][0]["message"], "Only customers may write reviews.")
        self.client.force_login(self.user)
        self.assertEqual(self.ask(mutation)["data"]["addReview"]["review"]["rating"], 5)
        self.assertIn("already exists", self.ask(mutation)["errors"][0]["message"])

    def test_the_error_of_a_bug_is_masked(self):
        with patch("shop.schema.Book.objects.filter", side_effect=RuntimeError("secret")):
            with self.assertLogs("shop.graphql_errors", "ERROR"):
                answer = self.ask('{ book(slug: "book-0") { title } }')
        self.assertEqual(answer["errors"][0]["message"], "Internal server error")

    def test_a_deep_query_is_refused_before_it_runs(self):
        shallow = (*specified_rules, depth_limit_validator(max_depth=1))
        with patch.object(ShopGraphQLView, "validation_rules", shallow), self.assertNumQueries(0):
            answer = self.ask("{ books { author { name } } }")
        self.assertIn("exceeds maximum operation depth", answer["errors"][0]["message"])
        rules = ShopGraphQLView.validation_rules
        self.assertEqual(rules[:-1], tuple(specified_rules))

    def test_a_malformed_request_is_named_and_says_nothing_of_the_server(self):
        response = self.client.post("/graphql/", "{", content_type="application/json")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.json()["errors"][0]["message"], "POST body sent invalid JSON.")

    def test_csrf_protection_stays_on_and_graphiql_off(self):
        strict = Client(enforce_csrf_checks=True)
        body = {"query": "{ books { title } }"}
        self.assertEqual(strict.post("/graphql/", body, content_type="application/json").status_code, 403)
        page = self.client.get("/graphql/", headers={"accept": "text/html"})
        self.assertEqual(page.status_code, 400)
        self.assertNotIn(b"graphiql", page.content.lower())

    def test_get_queryset_restricts_relations_and_list_fields_and_no_resolver_of_ones_own(self):
        own = Registry()

        class NoReview(DjangoObjectType):
            class Meta:
                model, fields, registry = Review, ["rating", "book"], own

            @classmethod
            def get_queryset(cls, queryset, info):
                return queryset.none()

        class NoBook(DjangoObjectType):
            class Meta:
                model, fields, registry = Book, ["title", "reviews", "author"], own

            @classmethod
            def get_queryset(cls, queryset, info):
                return queryset.none()

        class Writer(DjangoObjectType):
            class Meta:
                model, fields, registry = Author, ["name", "books"], own

        class Paths(graphene.ObjectType):
            book = graphene.Field(NoBook)
            books = graphene.List(NoBook)
            listed = DjangoListField(NoBook)
            writer = graphene.Field(Writer)

            def resolve_book(root, info):
                return Book.objects.first()

            def resolve_books(root, info):
                return Book.objects.all()

            def resolve_writer(root, info):
                return Author.objects.filter(books__reviews__isnull=False).first() or Author.objects.first()

        query = "{ book { title reviews { rating } } books { title } listed { title } writer { books { title } } }"
        result = graphene.Schema(query=Paths).execute(query)
        self.assertIsNone(result.errors)
        self.assertEqual(len(result.data["books"]), Book.objects.count())
        self.assertIsNotNone(result.data["book"])
        self.assertEqual(
            (result.data["listed"], result.data["writer"]["books"], result.data["book"]["reviews"]), ([], [], [])
        )

    def test_an_overridden_get_queryset_makes_each_foreign_key_a_query(self):
        own = Registry()

        class ShownAuthor(DjangoObjectType):
            class Meta:
                model, fields, registry = Author, ["name"], own

            @classmethod
            def get_queryset(cls, queryset, info):
                return queryset

        class ShelfBook(DjangoObjectType):
            class Meta:
                model, fields, registry = Book, ["author"], own

        class Shelf(graphene.ObjectType):
            books = graphene.List(ShelfBook)

            def resolve_books(root, info):
                return Book.objects.select_related("author")

        with self.assertNumQueries(1 + 5):
            result = graphene.Schema(query=Shelf).execute("{ books { author { name } } }")
        self.assertIsNone(result.errors)


class Errors(SimpleTestCase):
    def failing_with(self, error):
        schema = build_schema("type Query { book: String }")

        def resolve(root, info):
            raise error

        schema.query_type.fields["book"].resolve = resolve
        return graphql_sync(schema, "{ book }").errors[0]

    def test_without_masking_the_message_of_any_exception_reaches_the_client(self):
        error = self.failing_with(RuntimeError("no such table: shop_secret"))
        self.assertIn("shop_secret", error.formatted["message"])

    def test_an_unexpected_exception_is_masked_and_logged(self):
        error = self.failing_with(RuntimeError("no such table: shop_secret"))
        with self.assertLogs("shop.graphql_errors", "ERROR") as logs:
            public = public_error(error)
        self.assertEqual(public, {"message": "Internal server error", "path": ["book"]})
        self.assertIn("shop_secret", logs.output[0])

    def test_an_exception_outside_graphql_is_masked_as_well(self):
        with self.assertLogs("shop.graphql_errors", "ERROR"):
            self.assertEqual(public_error(KeyError("secret"))["message"], "Internal server error")

    def test_intended_errors_keep_their_message(self):
        for error in [PermissionDenied("Only customers."), GraphQLError("Only customers.")]:
            with self.subTest(error):
                public = public_error(self.failing_with(error))
                self.assertEqual((public["message"], public["path"]), ("Only customers.", ["book"]))

    def test_validation_messages_are_readable_text(self):
        public = public_error(self.failing_with(ValidationError({"rating": ["Too high."]})))
        self.assertEqual(public["message"], "Too high.")

    def test_errors_in_the_query_itself_are_shown(self):
        schema = build_schema("type Query { book: String }")
        error = graphql_sync(schema, "{ isbn }").errors[0]
        self.assertIn("isbn", public_error(error)["message"])

    def test_given_rules_replace_the_standard_ones(self):
        class DepthRule(ValidationRule):
            pass

        schema, unknown = build_schema("type Query { book: String }"), parse("{ isbn }")
        self.assertEqual(validate(schema, unknown, (DepthRule,)), [])
        self.assertEqual(len(validate(schema, unknown, (*specified_rules, DepthRule))), 1)

    def test_the_example_request_is_a_mutation(self):
        operation = get_operation_ast(parse(blocks("graphql")[0]))
        self.assertEqual(operation.operation, OperationType.MUTATION)
