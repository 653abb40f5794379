import json
from unittest import mock

from django.conf import settings
from django.http import JsonResponse
from django.test import TestCase

from shop import api
from shop.models import Author, Book
from shop.tests.test_contract import ContractTests, differences


class StyleGuide(TestCase):
    def setUp(self):
        with self.assertNumQueries(0):
            self.page = self.client.get("/style-guide/").content.decode()

    def card(self, name):
        return self.page.split(f"<h2>{name}</h2>")[1].split("</article>")[0]

    def test_each_state_is_drawn_by_the_real_partial(self):
        self.assertTemplateUsed(self.client.get("/style-guide/"), "shop/_book_card.html")
        self.assertIn("9.99", self.card("normal"))
        self.assertNotIn("Out of stock", self.card("normal"))
        self.assertIn("Out of stock", self.card("out of stock"))
        for name, title in (("normal", "Ubik"), ("out of stock", "Ubik"), ("very long title", "An Unu")):
            with self.subTest(name):
                self.assertRegex(self.card(name), rf'<a href="[^"]+">{title}')
                self.assertIn("<p>Gabriel García Márquez</p>", self.card(name))

    def test_a_long_title_is_cut_and_still_links(self):
        card = self.card("very long title")
        self.assertIn("…</a>", card)
        self.assertNotIn("Title " * 4, card)
        self.assertIn('href="/books/l/"', card)


class Contract(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Philip K. Dick")
        cls.book = Book.objects.create(title="Ubik", slug="ubik", author=author, stock=2)

    def agreed(self):
        return json.loads((settings.BASE_DIR / "contracts" / "book.json").read_text())

    def test_the_answer_is_the_agreed_example_in_one_query(self):
        with self.assertNumQueries(1):
            actual = self.client.get("/api/books/ubik/").json()
        self.assertEqual(actual, self.agreed())

    def test_a_renamed_field_or_another_type_is_reported(self):
        actual = dict(self.agreed(), price=9.99, available=True)
        del actual["in_stock"]
        self.assertEqual(
            differences(self.agreed(), actual),
            ["missing: in_stock", "not agreed: available", "price: float instead of str"],
        )

    def test_a_sold_out_book_is_not_in_stock(self):
        Book.objects.update(stock=0)
        self.assertIs(self.client.get("/api/books/ubik/").json()["in_stock"], False)

    def test_an_unknown_book_is_a_404(self):
        self.assertEqual(self.client.get("/api/books/nothing/").status_code, 404)


class TheContractTestCanFail(TestCase):
    def test_a_renamed_field_makes_the_build_red(self):
        case = ContractTests("test_a_book_is_what_both_sides_agreed")
        case.client = self.client
        with mock.patch.object(api, "JsonResponse", lambda data: JsonResponse({**data, "cost": 1})):
            with self.assertRaisesMessage(AssertionError, "not agreed: cost"):
                case.test_a_book_is_what_both_sides_agreed()
