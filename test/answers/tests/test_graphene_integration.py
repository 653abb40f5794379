from answer import blocks
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import SimpleTestCase, TestCase
from graphql import (
    GraphQLError, OperationType, ValidationRule, build_schema, get_operation_ast, graphql_sync, parse,
    specified_rules, validate,
)
from shop.graphql_errors import public_error
from shop.models import Author, Book, Customer, Review
from shop.services import add_review


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
