from decimal import Decimal
from unittest import mock

from answer import on_django
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext

from shop.cart_lines import save_lines
from shop.forms import ContactForm, ReviewForm
from shop.models import Author, Book, Customer, Genre, Order, OrderItem, Review


class ContactFormTests(SimpleTestCase):
    data = {"email": "Mia@Example.COM", "topic": "other", "message": "Hello"}

    def test_one_field_is_normalized(self):
        form = ContactForm(self.data)
        self.assertTrue(form.is_valid())
        self.assertEqual(form.cleaned_data["email"], "mia@example.com")

    def test_the_rule_across_fields_lands_on_the_right_field(self):
        form = ContactForm({**self.data, "topic": "order"})
        self.assertFalse(form.is_valid())
        self.assertEqual(list(form.errors), ["order_number"])
        self.assertTrue(ContactForm({**self.data, "topic": "order", "order_number": "7"}).is_valid())

    def test_clean_survives_fields_that_failed_earlier(self):
        form = ContactForm({"email": "no", "topic": "bogus", "order_number": "x", "message": ""})
        self.assertEqual(set(form.errors), {"email", "topic", "order_number", "message"})
        self.assertNotIn("email", form.cleaned_data)

    def test_the_steps_run_in_the_order_of_the_table(self):
        steps = []

        class Traced(forms.CharField):
            def to_python(self, value):
                steps.append("to_python")
                return super().to_python(value)

            def validate(self, value):
                steps.append("validate")
                super().validate(value)

            def run_validators(self, value):
                steps.append("run_validators")
                super().run_validators(value)

        class Form(forms.ModelForm):
            name = Traced()

            class Meta:
                model = Author
                fields = ["name"]

            def clean_name(self):
                steps.append("clean_name")
                return self.cleaned_data["name"]

            def clean(self):
                steps.append("clean")
                return super().clean()

            def _post_clean(self):
                steps.append("model")
                super()._post_clean()

        self.assertTrue(Form({"name": "x"}).is_valid())
        self.assertEqual(
            steps, ["to_python", "validate", "run_validators", "clean_name", "clean", "model"]
        )

    def test_each_field_is_finished_before_the_next_begins(self):
        steps = []

        class Form(forms.Form):
            first = forms.CharField(validators=[lambda value: steps.append("validate first")])
            second = forms.CharField(validators=[lambda value: steps.append("validate second")])

            def clean_first(self):
                steps.append(f"clean first, second seen: {'second' in self.cleaned_data}")
                return self.cleaned_data["first"]

            def clean(self):
                steps.append("clean")

        self.assertTrue(Form({"first": "a", "second": "b"}).is_valid())
        self.assertEqual(
            steps,
            ["validate first", "clean first, second seen: False", "validate second", "clean"],
        )

    def test_clean_runs_after_errors_too(self):
        seen = []

        class Form(forms.Form):
            number = forms.IntegerField()

            def clean(self):
                seen.append(dict(self.cleaned_data))

        self.assertFalse(Form({"number": "x"}).is_valid())
        self.assertEqual(seen, [{}])

    def test_an_invalid_form_leaves_its_values_on_the_instance(self):
        class Form(forms.ModelForm):
            class Meta:
                model = Author
                fields = ["name", "born"]

        author = Author(name="Han Kang", born=1970)
        self.assertFalse(Form({"name": "Somebody", "born": "x"}, instance=author).is_valid())
        self.assertEqual(author.name, "Somebody")

    def test_a_form_renders_in_divs(self):
        self.assertIn("<div>", str(ContactForm()))

    def test_an_upload_needs_request_files(self):
        class Upload(forms.Form):
            cover = forms.FileField()

        request = RequestFactory().post("/", {"cover": "not a file"})
        self.assertIn("required", str(Upload(request.POST).errors))


class ReviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Han Kang")
        cls.book = Book.objects.create(title="Human Acts", slug="human-acts", author=author)
        cls.user = get_user_model().objects.create_user("mia")
        cls.customer = Customer.objects.create(user=cls.user)

    def setUp(self):
        self.client.force_login(self.user)
        self.url = "/books/human-acts/review/"

    def form(self, data):
        return ReviewForm(data, book=self.book, customer=self.customer)

    def test_the_page_shows_an_unbound_form_with_a_token(self):
        response = self.client.get(self.url)
        self.assertContains(response, "csrfmiddlewaretoken")
        self.assertContains(response, 'name="rating"')
        self.assertContains(response, 'rows="4"')
        self.assertFalse(response.context["form"].is_bound)

    def test_success_saves_and_redirects(self):
        response = self.client.post(self.url, {"rating": "5", "text": "Read it."})
        self.assertRedirects(response, "/books/human-acts/")
        self.assertEqual(Review.objects.get().customer, self.customer)

    def test_the_models_validators_apply_and_the_input_comes_back(self):
        response = self.client.post(self.url, {"rating": "9", "text": "Too good"})
        self.assertContains(response, "less than or equal to 5")
        self.assertContains(response, "Too good")

    def test_an_empty_post_shows_that_the_rating_is_required(self):
        response = self.client.post(self.url)
        self.assertContains(response, "This field is required.")
        self.assertFalse(Review.objects.exists())

    def test_a_second_review_is_an_error_on_the_page(self):
        self.form({"rating": 4}).save()
        response = self.client.post(self.url, {"rating": "5"})
        self.assertContains(response, "You have reviewed this book already.")

    def test_the_loser_of_a_race_sees_the_message_and_no_error_page(self):
        self.form({"rating": 4}).save()
        passes = mock.patch.object(ReviewForm, "clean", forms.ModelForm.clean)
        with passes:
            response = self.client.post(self.url, {"rating": "5"})
        self.assertContains(response, "You have reviewed this book already.")
        self.assertEqual(Review.objects.count(), 1)

    def test_without_clean_the_second_review_passes_and_hits_the_constraint(self):
        self.form({"rating": 4}).save()

        class Bare(forms.ModelForm):
            class Meta:
                model = Review
                fields = ["rating"]

        form = Bare({"rating": 5}, instance=Review(book=self.book, customer=self.customer))
        self.assertTrue(form.is_valid())
        with self.assertRaises(IntegrityError), transaction.atomic():
            form.save()

    def test_editing_ones_own_review_is_allowed(self):
        review = self.form({"rating": 4}).save()
        form = ReviewForm(
            {"rating": 2}, instance=review, book=self.book, customer=self.customer
        )
        self.assertTrue(form.is_valid())

    def test_a_field_the_form_does_not_name_cannot_be_posted(self):
        other = Customer.objects.create(user=get_user_model().objects.create_user("ben"))
        self.client.post(self.url, {"rating": "5", "customer": other.pk})
        self.assertEqual(Review.objects.get().customer, self.customer)


class ModelFormPitfallTests(TestCase):
    def test_leaving_fields_out_is_an_error(self):
        with self.assertRaises(ImproperlyConfigured):
            type("F", (forms.ModelForm,), {"Meta": type("Meta", (), {"model": Genre})})

    def test_clean_without_super_skips_the_uniqueness_check(self):
        Genre.objects.create(name="Novel")

        class Careful(forms.ModelForm):
            class Meta:
                model = Genre
                fields = ["name"]

        class Careless(Careful):
            def clean(self):
                return self.cleaned_data

        self.assertFalse(Careful({"name": "Novel"}).is_valid())
        self.assertTrue(Careless({"name": "Novel"}).is_valid())

    def test_clean_without_super_skips_the_constraints_from_django_6_1_on(self):
        customer = Customer.objects.create(user=get_user_model().objects.create_user("mia"))
        book = Book.objects.create(title="T", slug="t", author=Author.objects.create(name="A"))
        Review.objects.create(book=book, customer=customer, rating=4)

        class Careful(forms.ModelForm):
            class Meta:
                model = Review
                fields = ["book", "customer", "rating"]

        class Careless(Careful):
            def clean(self):
                return self.cleaned_data

        data = {"book": book.pk, "customer": customer.pk, "rating": 5}
        self.assertFalse(Careful(data).is_valid())
        self.assertEqual(Careless(data).is_valid(), on_django("6.1"))

    def test_commit_false_loses_many_to_many_choices_until_save_m2m(self):
        author = Author.objects.create(name="A")
        genre = Genre.objects.create(name="Novel")

        class BookForm(forms.ModelForm):
            class Meta:
                model = Book
                fields = ["title", "slug", "price", "genres"]

        data = {"title": "T", "slug": "t", "price": "5", "genres": [genre.pk]}
        form = BookForm(data, instance=Book(author=author))
        book = form.save(commit=False)
        book.save()
        self.assertEqual(book.genres.count(), 0)
        form.save_m2m()
        self.assertEqual(book.genres.count(), 1)


class FormsetTests(TestCase):
    def setUp(self):
        customer = Customer.objects.create(user=get_user_model().objects.create_user("mia"))
        self.order = Order.objects.create(customer=customer)
        author = Author.objects.create(name="A")
        self.book = Book.objects.create(title="T", slug="t", author=author)

    def lines(self, data):
        return save_lines(self.order, data)

    def test_it_prints_a_management_form_and_one_empty_line(self):
        lines = self.lines(None)
        self.assertIn("items-TOTAL_FORMS", str(lines.management_form))
        self.assertEqual(len(lines.forms), 1)

    def test_a_post_without_the_management_form_is_invalid(self):
        self.assertFalse(self.lines({"items-0-quantity": "2"}).is_valid())

    def test_a_valid_post_creates_the_line(self):
        data = {
            "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0",
            "items-0-book": self.book.pk, "items-0-quantity": "2",
        }
        lines = self.lines(data)
        self.assertTrue(lines.is_valid(), lines.errors)
        item = self.order.items.get()
        self.assertEqual((item.quantity, item.unit_price), (2, Decimal("9.99")))

    def test_the_price_of_a_line_cannot_be_posted(self):
        self.lines({
            "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0",
            "items-0-book": self.book.pk, "items-0-quantity": "2", "items-0-unit_price": "0.01",
        })
        self.assertEqual(self.order.items.get().unit_price, Decimal("9.99"))

    def test_a_line_ticked_for_deletion_goes(self):
        item = OrderItem.objects.create(
            order=self.order, book=self.book, quantity=1, unit_price="9.99"
        )
        self.lines({
            "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "1", "items-0-id": item.pk,
            "items-0-book": self.book.pk, "items-0-quantity": "1", "items-0-DELETE": "on",
        })
        self.assertFalse(self.order.items.exists())

    def test_each_line_asks_for_the_books_again(self):
        for _ in range(2):
            OrderItem.objects.create(
                order=self.order, book=self.book, quantity=1, unit_price="9.99"
            )
        lines = self.lines(None)
        with CaptureQueriesContext(connection) as queries:
            str(lines)
        books = [q for q in queries if 'FROM "shop_book"' in q["sql"]]
        self.assertEqual(len(books), 3)  # two lines and the empty one

    def test_more_than_the_maximum_is_refused(self):
        data = {"items-TOTAL_FORMS": "21", "items-INITIAL_FORMS": "0"}
        for number in range(21):
            data |= {f"items-{number}-book": self.book.pk, f"items-{number}-quantity": "1"}
        lines = self.lines(data)
        self.assertFalse(lines.is_valid())
        self.assertIn("at most 20", str(lines.non_form_errors()))
