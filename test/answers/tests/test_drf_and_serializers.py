from answer import snippet
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.response import Response
from rest_framework.settings import DEFAULTS
from rest_framework.test import APIClient, APIRequestFactory
from rest_framework.views import APIView

from shop.api import BookViewSet
from shop.models import Author, Book, Genre, Review
from shop.serializers import BookSerializer

User = get_user_model()


class ShopCase(TestCase):
    client_class = APIClient

    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Jane Austen", country="GB")
        cls.genre = Genre.objects.create(name="Novel")
        for slug in ("emma", "persuasion"):
            book = Book.objects.create(
                title=slug.title(), slug=slug, author=cls.author, price="12.50", stock=3
            )
            book.genres.add(cls.genre)
        cls.editor = User.objects.create_user("editor")
        names = ["add_book", "change_book", "delete_book"]
        cls.editor.user_permissions.set(Permission.objects.filter(codename__in=names))

    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)

    def good(self, **changes):
        data = {"title": "New", "slug": "new", "author_id": self.author.pk, "genres": ["Novel"]}
        return {**data, "price": "8.10", **changes}


class DefaultsTests(SimpleTestCase):
    def test_without_settings_everybody_may_do_everything(self):
        self.assertEqual(
            DEFAULTS["DEFAULT_PERMISSION_CLASSES"], ["rest_framework.permissions.AllowAny"]
        )
        self.assertIsNone(DEFAULTS["DEFAULT_PAGINATION_CLASS"])
        self.assertEqual(DEFAULTS["DEFAULT_THROTTLE_CLASSES"], [])
        names = [name.rpartition(".")[2] for name in DEFAULTS["DEFAULT_AUTHENTICATION_CLASSES"]]
        self.assertEqual(names, ["SessionAuthentication", "BasicAuthentication"])


class PathTests(TestCase):
    def test_the_steps_run_in_the_order_of_the_table(self):
        steps = []

        class Page(APIView):
            def perform_content_negotiation(self, request, force=False):
                steps.append("negotiation")
                return super().perform_content_negotiation(request, force)

            def perform_authentication(self, request):
                steps.append("authentication")

            def check_permissions(self, request):
                steps.append("permissions")

            def check_throttles(self, request):
                steps.append("throttles")

            def get(self, request):
                steps.append("view")
                return Response()

        Page.as_view()(APIRequestFactory().get("/"))
        self.assertEqual(
            steps, ["negotiation", "authentication", "permissions", "throttles", "view"]
        )

    def test_a_stranger_gets_403_by_default_and_401_where_there_is_a_challenge(self):
        class Page(APIView):
            def get(self, request):
                return Response()

        class Challenging(Page):
            authentication_classes = [BasicAuthentication]

        request = APIRequestFactory().get("/")
        self.assertEqual(Page.as_view()(request).status_code, 403)
        self.assertEqual(Challenging.as_view()(request).status_code, 401)


class SerializerTests(ShopCase):
    def test_the_snippet_shows_both_directions(self):
        with self.assertNumQueries(2):
            names = snippet(1)
        self.assertEqual(names["outwards"]["title"], "Emma")
        self.assertEqual(
            names["outwards"]["author"],
            {"id": self.author.pk, "name": "Jane Austen", "country": "GB"},
        )
        self.assertEqual(names["outwards"]["price"], "12.50")
        self.assertNotIn("author_id", names["outwards"])
        self.assertIs(names["valid"], False)
        self.assertEqual(names["errors"], {"price": ["The price must be positive."]})

    def test_several_fields_are_checked_together_also_in_a_patch(self):
        emma = Book.objects.get(slug="emma")
        serializer = BookSerializer(emma, data={"price": "150"}, partial=True)
        self.assertFalse(serializer.is_valid())
        self.assertIn("Expensive books", str(serializer.errors))
        emma.description = "Signed."
        self.assertTrue(BookSerializer(emma, data={"price": "150"}, partial=True).is_valid())

    def test_read_only_fields_cannot_be_written(self):
        serializer = BookSerializer(data=self.good(stock=1000))
        self.assertTrue(serializer.is_valid(), serializer.errors)
        self.assertEqual(serializer.save().stock, 0)

    def test_a_unique_constraint_becomes_a_validator_and_clean_is_not_called(self):
        class ReviewSerializer(serializers.ModelSerializer):
            class Meta:
                model = Review
                fields = ["book", "customer", "rating"]

        names = [type(validator).__name__ for validator in ReviewSerializer().validators]
        self.assertEqual(names, ["UniqueTogetherValidator"])

        def refuse(self):
            raise ValidationError("no")

        Book.clean, before = refuse, Book.clean
        try:
            self.assertTrue(BookSerializer(data=self.good()).is_valid())
        finally:
            Book.clean = before

    def test_a_writable_nested_serializer_is_refused_without_a_create_of_its_own(self):
        class AuthorSerializer(serializers.ModelSerializer):
            class Meta:
                model = Author
                fields = ["name"]

        class Nested(serializers.ModelSerializer):
            author = AuthorSerializer()

            class Meta:
                model = Book
                fields = ["title", "slug", "author"]

        serializer = Nested(data={"title": "T", "slug": "t", "author": {"name": "A"}})
        self.assertTrue(serializer.is_valid(), serializer.errors)
        with self.assertRaisesMessage(AssertionError, "does not support writable nested fields"):
            serializer.save()


class ViewTests(ShopCase):
    def test_everybody_reads_a_page_of_books_in_a_fixed_number_of_queries(self):
        with self.assertNumQueries(3):  # the count, the books with authors, the genres
            response = self.client.get("/api/books/")
        self.assertEqual([b["slug"] for b in response.json()["results"]], ["emma", "persuasion"])
        self.assertEqual(self.client.get("/api/books/emma/").json()["genres"], ["Novel"])

    def test_only_people_with_the_permission_write(self):
        self.assertEqual(self.client.post("/api/books/", self.good()).status_code, 403)
        self.client.force_login(User.objects.create_user("reader"))
        self.assertEqual(self.client.post("/api/books/", self.good()).status_code, 403)
        self.client.force_login(self.editor)
        response = self.client.post("/api/books/", self.good(), format="json")
        self.assertEqual(response.status_code, 201, response.content)
        self.assertEqual(Book.objects.get(slug="new").author, self.author)
        changed = self.client.patch("/api/books/new/", {"price": "9"}, format="json")
        self.assertEqual(changed.json()["price"], "9.00")
        self.assertEqual(self.client.delete("/api/books/new/").status_code, 204)

    def test_nonsense_is_a_400_with_the_field_named(self):
        self.client.force_login(self.editor)
        response = self.client.post("/api/books/", self.good(price="0"), format="json")
        self.assertEqual((response.status_code, list(response.json())), (400, ["price"]))

    def test_without_prefetching_each_row_costs_queries(self):
        with self.assertNumQueries(5):
            BookSerializer(Book.objects.all(), many=True).data

    def test_the_shops_own_pages_keep_their_names(self):
        book = Book.objects.get(slug="emma")
        self.assertEqual(book.get_absolute_url(), "/books/emma/")
        self.assertEqual(BookViewSet.queryset.model, Book)

    def test_too_many_requests_are_a_429(self):
        codes = {self.client.get("/api/books/emma/").status_code for _ in range(61)}
        self.assertEqual(codes, {200, 429})

    def test_the_default_permission_closes_the_root_of_the_api(self):
        self.assertEqual(self.client.get("/api/").status_code, 403)
        self.client.force_login(self.editor)
        self.assertEqual(self.client.get("/api/").status_code, 200)
