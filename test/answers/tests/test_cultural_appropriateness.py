from datetime import date

from answer import blocks, snippet, source
from django.db import connection
from django.template import Context, Template
from django.test import SimpleTestCase, TestCase
from django.utils import translation
from django.utils.formats import get_format
from shop.forms import DeliveryForm
from shop.markets import MARKETS
from shop.models import Author, Book
from shop.pseudo import PLACEHOLDER, pseudo

GOOD = {
    "US": {"street": "1 Main St", "city": "Springfield", "region": "IL", "postcode": "62701-1234"},
    "DE": {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667"},
    "JP": {"street": "1-2-3", "city": "千代田区", "region": "東京都", "postcode": "100-0001"},
    "HK": {"street": "1 Queen's Road", "city": "Central"},
}


class Forms(SimpleTestCase):
    def test_each_market_asks_for_its_own_fields_in_its_own_order(self):
        orders = {
            "US": ["street", "city", "region", "postcode"],
            "DE": ["street", "postcode", "city"],
            "JP": ["postcode", "region", "city", "street"],
            "HK": ["street", "city"],
        }
        for country, expected in orders.items():
            with self.subTest(country):
                fields = list(DeliveryForm(country=country).fields)
                self.assertEqual(fields, ["full_name", "called", *expected])

    def test_a_correct_local_address_is_accepted_in_every_market(self):
        self.assertEqual(set(GOOD), set(MARKETS))
        for country, address in GOOD.items():
            with self.subTest(country):
                form = DeliveryForm({"full_name": "Ada", **address}, country=country)
                self.assertTrue(form.is_valid(), form.errors)

    def test_a_postcode_of_another_country_is_refused_as_a_whole(self):
        for country, postcode in [("US", "50667x"), ("US", "100-0001"), ("DE", "506671"), ("JP", "1000001"), ("DE", "٥٠٦٦٧")]:
            with self.subTest(country=country, postcode=postcode):
                data = {"full_name": "Ada", **GOOD[country], "postcode": postcode}
                self.assertEqual(list(DeliveryForm(data, country=country).errors), ["postcode"])

    def test_a_trailing_part_does_not_slip_past_an_alternative_pattern(self):
        data = {"full_name": "Ada", **GOOD["US"], "postcode": "62701-12"}
        self.assertFalse(DeliveryForm(data, country="US").is_valid())

    def test_single_names_and_any_script_are_names(self):
        for name in ["Björk", "Nguyễn Văn A", "村上 春樹", "O'Neill-Núñez", "María José García Márquez"]:
            with self.subTest(name):
                form = DeliveryForm({"full_name": name, **GOOD["DE"]}, country="DE")
                self.assertTrue(form.is_valid())
                self.assertEqual(form.cleaned_data["full_name"], name)

    def test_one_market_does_not_change_the_form_of_the_next(self):
        DeliveryForm(country="HK")
        self.assertIn("postcode", DeliveryForm(country="DE").fields)
        self.assertEqual(len(DeliveryForm(country="DE").fields["postcode"].validators),
                         len(DeliveryForm(country="JP").fields["postcode"].validators))


class Translators(SimpleTestCase):
    def test_the_same_word_with_two_contexts_gets_two_translations(self):
        from django.utils.translation import trans_real

        german = trans_real.translation("de")
        words = {"purchase\x04Order": "Bestellung", "command\x04Order": "Bestellen"}
        catalog = german._catalog._catalogs
        catalog.insert(0, words)
        self.addCleanup(catalog.remove, words)
        with translation.override("de"):
            names = snippet(1)
            self.assertEqual((str(names["heading"]), str(names["button"])), ("Bestellung", "Bestellen"))
        with translation.override("en"):  # lazy: not fixed in the language of the import
            self.assertEqual(str(names["heading"]), "Order")
        self.assertEqual(source(1).count("# Translators:"), 2)

    def test_polish_months_take_another_form_after_a_day(self):
        rendered = Template(blocks("django")[0]).render(Context({"day": date(2026, 3, 1)}))
        self.assertEqual(rendered.strip().lower(), "1 marca 2026, marzec")


class Pseudo(SimpleTestCase):
    def test_a_message_is_accented_bracketed_and_forty_percent_longer(self):
        self.assertEqual(pseudo("Save order"), "[Sávé órdér~~~~]")

    def test_placeholders_stay_as_they_are(self):
        message = "%(count)d copies of %(title)s by {author} for %s, 100%%"
        result = pseudo(message)
        self.assertEqual(PLACEHOLDER.findall(result), PLACEHOLDER.findall(message))
        self.assertNotIn("copies", result)


class Differences(TestCase):
    def test_swedish_sorts_after_z_what_german_sorts_beside_a(self):
        author = Author.objects.create(name="Astrid Lindgren")
        for title in ["Zorro", "Ängel", "Bok"]:
            Book.objects.create(title=title, slug=title.lower(), author=author)
        connection.ensure_connection()
        orders = {"sv-x-icu": "abcdefghijklmnopqrstuvwxyzåäö", "de-x-icu": "aäbcdefghijklmnoöpqrstuvwxyz"}
        for name, alphabet in orders.items():
            def compare(a, b, alphabet=alphabet):
                a, b = ([alphabet.index(c) for c in text.lower()] for text in (a, b))
                return (a > b) - (a < b)

            connection.connection.create_collation(name, compare)
        catalog = snippet(2)["catalog"]
        self.assertEqual([book.title for book in catalog("sv")], ["Bok", "Zorro", "Ängel"])
        self.assertEqual([book.title for book in catalog("de")], ["Ängel", "Bok", "Zorro"])
        self.assertNotIn("COLLATE", str(catalog("en").query))
        Book.objects.create(title="Bok", slug="bok-2", author=author)
        twins = catalog("sv").filter(title="Bok")
        self.assertEqual(list(twins), sorted(twins, key=lambda book: book.pk))
        self.assertIn('"shop_book"."id" ASC', str(catalog("sv").query))

    def test_a_custom_language_code_falls_back_to_its_base_language(self):
        import gettext

        self.assertEqual(translation.to_locale("de-formal"), "de_Formal")
        self.assertEqual(gettext._expand_lang("de_Formal"), ["de_Formal", "de"])

    def test_the_first_day_of_the_week_follows_the_locale(self):
        self.assertEqual(get_format("FIRST_DAY_OF_WEEK", lang="en"), 0)
        self.assertEqual(get_format("FIRST_DAY_OF_WEEK", lang="de"), 1)
