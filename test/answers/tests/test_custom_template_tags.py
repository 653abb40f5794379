import datetime
from unittest import mock

from django.contrib.auth.models import User
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.library import InclusionNode
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from shop.models import Author, Book, Customer, Order, OrderItem
from shop.templatetags.shop_tags import money


def render(source, **context):
    return Template("{% load shop_tags %}" + source).render(Context(context))


class FilterTest(SimpleTestCase):
    def test_money_formats_and_takes_one_argument(self):
        self.assertEqual(render("{{ 1234.5|money }}"), "1,234.50 EUR")
        self.assertEqual(render("{{ 5|money:'USD' }}"), "5.00 USD")
        with self.assertRaises(TemplateSyntaxError):
            render("{{ 5|money:'USD':'EUR' }}")

    def test_money_fails_quietly(self):
        for value in (None, "", "many", [1]):
            with self.subTest(value=value):
                self.assertEqual(money(value), "")

    def test_money_is_escaped_like_any_string(self):
        self.assertEqual(render("{{ 5|money:currency }}", currency="<b>"), "5.00 &lt;b&gt;")

    def test_stars_is_html(self):
        self.assertEqual(render("{{ 3|stars }}"), '<span aria-label="3 of 5">★★★</span>')

    def test_stars_without_a_rating_are_empty(self):
        for rating in (None, "", "<b>"):
            with self.subTest(rating=rating):
                self.assertEqual(render("{{ rating|stars }}", rating=rating), "")

    def test_emphasize_escapes_each_part_and_never_cuts_an_entity(self):
        html = render("{{ text|emphasize:word }}", text="<script> & dune", word="dune")
        self.assertEqual(html, "&lt;script&gt; &amp; <mark>dune</mark>")
        self.assertEqual(
            render("{{ text|emphasize:word }}", text="a <b> c", word="<b>"), "a <mark>&lt;b&gt;</mark> c"
        )

        self.assertEqual(render("{{ 'a & b'|emphasize:'amp' }}"), "a &amp; b")
        self.assertEqual(render("{{ '<b>'|emphasize:'' }}"), "<b>")  # a literal in a template is safe
        self.assertEqual(render("{{ text|emphasize:'' }}", text="<b>"), "&lt;b&gt;")
        self.assertEqual(render("{{ text|emphasize:8 }}", text="1984"), "19<mark>8</mark>4")


class PanelTest(SimpleTestCase):
    def test_the_title_is_escaped_and_the_content_is_rendered_already(self):
        html = render("{% panel title %}<p>{{ text }}</p>{% endpanel %}", title="<New>", text="<x>")
        self.assertEqual(
            html, '<section class="panel"><h2>&lt;New&gt;</h2><p>&lt;x&gt;</p></section>'
        )


class TagTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Frank <Herbert>")
        cls.dune = Book.objects.create(
            title="Dune", slug="dune", author=author, stock=1, published_on=datetime.date(1965, 8, 1)
        )
        cls.next = Book.objects.create(title="Dune 7", slug="dune-7", author=author, stock=1)
        cls.user = User.objects.create_user("ann")
        cart = Order.objects.create(customer=Customer.objects.create(user=cls.user))
        OrderItem.objects.create(order=cart, book=cls.dune, unit_price=10)

    def test_the_page_uses_every_tag(self):
        self.client.force_login(self.user)
        response = self.client.get("/books/")
        self.assertContains(response, "In your cart: 1")
        self.assertContains(response, "<h2>All books</h2>", html=True)
        self.assertContains(response, "<button>Buy</button>", count=1, html=True)
        self.assertContains(response, "Not available", count=1)
        self.assertContains(response, "by Frank &lt;Herbert&gt;", count=2)
        self.assertContains(response, "<b>9.99 EUR</b>", count=2, html=True)

    def test_an_anonymous_cart_is_empty_and_costs_no_query(self):
        with self.assertNumQueries(1):
            self.assertContains(self.client.get("/books/"), "In your cart: 0")

    def test_without_a_request_the_cart_is_empty(self):
        self.assertEqual(render("{% cart_size %}"), "0")

    def test_an_inclusion_tags_template_gets_the_csrf_token(self):
        with mock.patch.object(InclusionNode, "get_resolved_arguments", return_value=([self.dune], {})):
            nodes = Template("{% load shop_tags %}{% book_card book %}").compile_nodelist()
            nodes[1].filename = Engine.get_default().from_string("{{ csrf_token }}{{ other }}")
            self.assertEqual(nodes.render(self.context(csrf_token="abc", other="x")), "abc")

    def context(self, **values):
        context = Context(values)
        context.template = Template("")
        return context

    def test_a_book_of_tomorrow_is_not_buyable(self):
        self.dune.published_on = timezone.localdate() + datetime.timedelta(days=1)
        self.assertEqual(render("{% ifbuyable book %}Buy{% else %}Soon{% endifbuyable %}", book=self.dune), "Soon")

    def test_an_inclusion_tag_does_not_see_the_callers_context(self):
        html = render("{% book_card book show_author=False %}", book=self.dune, show_author=True)
        self.assertNotIn("by Frank", html)

    def test_the_hidden_branch_is_not_rendered_at_all(self):
        rendered = []
        html = render(
            "{% ifbuyable book %}{{ yes }}{% else %}{{ no }}{% endifbuyable %}",
            book=self.next, yes=lambda: rendered.append("yes"), no=lambda: rendered.append("no") or "no",
        )
        self.assertEqual((html, rendered), ("no", ["no"]))

    def test_without_an_else_nothing_is_printed(self):
        self.assertEqual(render("{% ifbuyable book %}Buy{% endifbuyable %}", book=self.next), "")
        self.assertEqual(render("{% ifbuyable book %}Buy{% endifbuyable %}", book=self.dune), "Buy")

    def test_a_missing_book_is_not_buyable_and_no_error(self):
        source = "{% load shop_tags %}{% ifbuyable book %}Buy{% else %}Gone{% endifbuyable %}"
        libraries = {"shop_tags": "shop.templatetags.shop_tags"}
        for engine in (Engine(libraries=libraries), Engine(libraries=libraries, string_if_invalid="?")):
            with self.subTest(engine.string_if_invalid):
                self.assertEqual(Template(source, engine=engine).render(Context()), "Gone")

    def test_a_wrong_call_is_a_syntax_error_when_the_template_is_compiled(self):
        for source in ("{% ifbuyable %}{% endifbuyable %}", "{% ifbuyable a b %}{% endifbuyable %}"):
            with self.subTest(source), self.assertRaisesMessage(TemplateSyntaxError, "exactly one book"):
                Template("{% load shop_tags %}" + source)

    def test_load_is_not_inherited_by_the_child_template(self):
        with self.assertRaisesMessage(TemplateSyntaxError, "Invalid filter: 'money'"):
            Template("{% extends 'shop/book_list.html' %}{% block content %}{{ 5|money }}{% endblock %}")
