from unittest import mock

from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.urls import Resolver404, resolve
from django.views import View

from answer import snippet
from shop import views
from shop.models import Author, Book


def note_the_view(get_response):
    def middleware(request):
        before = request.resolver_match
        response = get_response(request)
        after = request.resolver_match.view_name
        response.headers["X-View"] = f"before: {before}, after: {after}"
        return response

    return middleware


def closed(get_response):
    return lambda request: HttpResponse("closed")


class RoutingTests(SimpleTestCase):
    def test_a_named_route_reverses_and_resolves_to_typed_arguments(self):
        ns = snippet(1)
        self.assertEqual(ns["url"], "/authors/7/")
        self.assertEqual(ns["view_name"], "author-detail")
        self.assertEqual(ns["arguments"], {"pk": 7})

    def test_the_int_converter_matches_digits_only(self):
        with self.assertRaises(Resolver404):
            resolve("/authors/seven/")

    def test_the_first_pattern_that_matches_wins(self):
        self.assertEqual(resolve("/books/authors/").view_name, "book-detail")


class AuthorPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Ursula <K> Le Guin")
        for title, stock in [("The Dispossessed", 3), ("Lavinia", 1), ("Malafrena", 0)]:
            Book.objects.create(
                title=title, slug=title.lower().replace(" ", "-"), author=cls.author, stock=stock
            )

    def test_the_page_shows_the_books_in_stock_for_two_queries(self):
        with self.assertNumQueries(2):
            response = self.client.get(f"/authors/{self.author.pk}/")
        self.assertTemplateUsed(response, "shop/author_detail.html")
        self.assertContains(response, '<a href="/books/the-dispossessed/">')
        self.assertNotContains(response, "Malafrena")

    def test_the_view_only_describes_the_second_query(self):
        request = RequestFactory().get("/")
        with mock.patch.object(views, "render", return_value=HttpResponse()) as render:
            with self.assertNumQueries(1):
                views.author_detail(request, self.author.pk)
        context = render.call_args.args[2]
        with self.assertNumQueries(1):
            self.assertEqual(len(context["books"]), 2)

    def test_the_template_escapes_the_name(self):
        response = self.client.get(f"/authors/{self.author.pk}/")
        self.assertContains(response, "<h1>Ursula &lt;K&gt; Le Guin</h1>")
        self.assertNotContains(response, "<K>")

    def test_an_author_without_stock_gets_the_empty_branch(self):
        Book.objects.update(stock=0)
        self.assertContains(self.client.get(f"/authors/{self.author.pk}/"), "Nothing in stock.")

    def test_an_author_reads_as_their_name(self):
        self.assertEqual(str(self.author), "Ursula <K> Le Guin")

    def test_a_loop_over_a_foreign_key_costs_a_query_per_row_unless_prepared(self):
        template = Template("{% for book in books %}{{ book.author.name }}{% endfor %}")
        with self.assertNumQueries(4):
            template.render(Context({"books": Book.objects.all()}))
        with self.assertNumQueries(1):
            template.render(Context({"books": Book.objects.select_related("author")}))

    @override_settings(MIDDLEWARE=[f"{__name__}.note_the_view"])
    def test_middleware_learns_the_view_on_the_way_out(self):
        response = self.client.get(f"/authors/{self.author.pk}/")
        self.assertEqual(response.headers["X-View"], "before: None, after: author-detail")

    @override_settings(MIDDLEWARE=[f"{__name__}.closed"])
    def test_middleware_answers_for_paths_that_no_pattern_matches(self):
        self.assertEqual(self.client.get("/no/such/path/").content, b"closed")

    def test_a_class_based_view_is_made_anew_for_each_request(self):
        seen = []

        class Once(View):
            def get(self, request):
                seen.append(self)
                return HttpResponse()

        view = Once.as_view()
        view(RequestFactory().get("/"))
        view(RequestFactory().get("/"))
        self.assertIsNot(seen[0], seen[1])

    def test_an_unknown_author_is_a_404(self):
        self.assertEqual(self.client.get("/authors/999/").status_code, 404)

    def test_a_missing_slash_is_redirected_only_when_the_path_with_it_matches(self):
        self.assertRedirects(
            self.client.get(f"/authors/{self.author.pk}"),
            f"/authors/{self.author.pk}/",
            status_code=301,
        )
        self.assertEqual(self.client.get("/nowhere").status_code, 404)
