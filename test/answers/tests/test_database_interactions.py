import datetime as dt
import re
from decimal import Decimal
from io import StringIO
from unittest import mock

import django
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_delete, post_save
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.test import TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils import timezone

from answer import snippet
from shop.models import Author, Book, Customer, Genre, Order, OrderItem, Review
from shop.services import OutOfStock, mark_paid


class MigrationTests(TransactionTestCase):
    def migrate(self, name):
        executor = MigrationExecutor(connection)
        executor.migrate([("shop", name)])
        return executor.loader.project_state([("shop", name)]).apps

    def test_old_rows_get_their_slug_and_the_way_back_works(self):
        try:
            old = self.migrate("0001_initial")
            old.get_model("shop", "Genre").objects.create(name="Science Fiction")
            new = self.migrate("0003_fill_genre_slugs")
            self.assertEqual(new.get_model("shop", "Genre").objects.get().slug, "science-fiction")
            self.migrate("0001_initial")
        finally:
            self.migrate("0003_fill_genre_slugs")
            Genre.objects.all().delete()

    def test_the_history_matches_the_models(self):
        call_command("makemigrations", "--check", "--dry-run", verbosity=0)

    def test_sqlmigrate_shows_the_sql(self):
        out = StringIO()
        call_command("sqlmigrate", "shop", "0002", stdout=out)
        self.assertIn('"slug" varchar(60)', out.getvalue())


class Shop(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.author = Author.objects.create(name="Toni Morrison")
        cls.genre = Genre.objects.create(name="Novel", slug="novel")
        cls.customer = Customer.objects.create(user=get_user_model().objects.create_user("mia"))
        cls.books = []
        for number, stock in enumerate([2, 1, 0]):
            book = Book.objects.create(
                title=f"Book {number}", slug=f"book-{number}", author=cls.author, stock=stock
            )
            book.genres.add(cls.genre)
            cls.books.append(book)


class ReadingTests(Shop):
    def test_authors_genres_and_ratings_cost_two_queries_for_any_number_of_books(self):
        Review.objects.create(book=self.books[0], customer=self.customer, rating=4)
        for _ in range(2):
            with self.assertNumQueries(2):
                rows = snippet(1)["rows"]
            extra = Book.objects.create(
                title="Soon", slug=f"soon-{Book.objects.count()}", author=self.author,
                published_on=timezone.localdate() + dt.timedelta(days=90),
            )
        self.assertIn(("Book 0", "Toni Morrison", ["Novel"], 4.0), rows)
        self.assertIn("Soon", [row[0] for row in rows])
        self.assertNotIn("Book 2", [row[0] for row in rows])
        self.assertTrue(extra.pk)

    def test_unrated_books_come_last_on_every_database(self):
        Review.objects.create(book=self.books[1], customer=self.customer, rating=1)
        ns = snippet(1)
        self.assertIn("DESC NULLS LAST", str(ns["books"].query))
        self.assertEqual([row[0] for row in ns["rows"]], ["Book 1", "Book 0"])

    def test_building_sends_nothing_and_a_second_loop_uses_the_cache(self):
        with self.assertNumQueries(0):
            books = Book.objects.filter(stock__gt=0).order_by("title")
        with self.assertNumQueries(1):
            list(books)
            list(books)

    def test_two_multi_valued_annotations_multiply_rows(self):
        from django.db.models import Count

        book = self.books[0]
        book.genres.add(Genre.objects.create(name="Classic"))
        for name in ("ann", "ben"):
            user = get_user_model().objects.create_user(name)
            Review.objects.create(book=book, customer=Customer.objects.create(user=user), rating=5)
        both = Book.objects.annotate(
            wrong=Count("reviews"), genre_count=Count("genres"),
            right=Count("reviews", distinct=True),
        ).get(pk=book.pk)
        self.assertEqual((both.wrong, both.right), (4, 2))

    def test_a_genre_reads_as_its_name(self):
        self.assertEqual(str(Genre.objects.get(slug="novel")), "Novel")

    def test_raw_takes_parameters(self):
        found = Book.objects.raw("SELECT * FROM shop_book WHERE stock < %s", [1])
        self.assertEqual([book.title for book in found], ["Book 2"])


class WritingTests(Shop):
    def cart(self, *lines):
        order = Order.objects.create(customer=self.customer)
        for book, quantity in lines:
            OrderItem.objects.create(
                order=order, book=book, quantity=quantity, unit_price=book.price
            )
        return order

    def test_a_paid_order_takes_the_stock_once_however_often_it_is_reported(self):
        order = self.cart((self.books[0], 1))
        for _ in range(2):
            self.assertEqual(mark_paid(order.pk).status, Order.Status.PAID)
        self.books[0].refresh_from_db()
        self.assertEqual(self.books[0].stock, 1)

    def test_a_cart_takes_no_stock_and_is_not_paid(self):
        order = self.cart((self.books[0], 2))
        self.books[0].refresh_from_db()
        self.assertEqual((order.status, self.books[0].stock), (Order.Status.CART, 2))

    def test_rows_are_locked_in_one_order_whatever_the_order_of_the_lines(self):
        first, second = self.books[:2]
        order = self.cart((second, 1), (first, 1))
        with CaptureQueriesContext(connection) as queries:
            mark_paid(order.pk)
        updates = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "shop_book"')]
        ids = [int(re.search(r'"id" = (\d+)', sql)[1]) for sql in updates]
        self.assertEqual(ids, [first.pk, second.pk])

    def test_the_order_is_locked_where_the_database_has_row_locks(self):
        order = self.cart((self.books[0], 1))
        mark_paid(order.pk)  # SQLite ignores the lock
        with mock.patch.object(connection.features, "has_select_for_update", True):
            with self.assertRaisesMessage(OperationalError, 'near "FOR"'), transaction.atomic():
                mark_paid(order.pk)

    def test_a_shortage_rolls_everything_back(self):
        order = self.cart((self.books[0], 1), (self.books[2], 1))
        with self.assertRaisesMessage(OutOfStock, "Book 2"):
            mark_paid(order.pk)
        order.refresh_from_db()
        self.books[0].refresh_from_db()
        self.assertEqual((order.status, self.books[0].stock), (Order.Status.CART, 2))

    def test_two_carts_cannot_get_the_last_copy(self):
        first, second = self.cart((self.books[1], 1)), self.cart((self.books[1], 1))
        mark_paid(first.pk)
        with self.assertRaises(OutOfStock):
            mark_paid(second.pk)

    def test_get_raises_for_no_row_and_for_several(self):
        with self.assertRaises(Book.DoesNotExist):
            Book.objects.get(title="Nowhere")
        with self.assertRaises(Book.MultipleObjectsReturned):
            Book.objects.get(author=self.author)
        with self.assertRaises(Http404):
            get_object_or_404(Book, title="Nowhere")
        with self.assertRaises(Book.MultipleObjectsReturned):
            get_object_or_404(Book, author=self.author)

    def test_an_inner_block_is_rolled_back_alone(self):
        with transaction.atomic():
            Genre.objects.create(name="Kept")
            with self.assertRaises(ZeroDivisionError), transaction.atomic():
                Genre.objects.create(name="Undone")
                1 / 0
        names = set(Genre.objects.values_list("name", flat=True))
        self.assertEqual(names, {"Novel", "Kept"})

    def test_read_and_save_loses_a_sale(self):
        first, second = (Book.objects.get(pk=self.books[0].pk) for _ in range(2))
        for copy in (first, second):
            copy.stock -= 1
            copy.save()
        self.books[0].refresh_from_db()
        self.assertEqual(self.books[0].stock, 1)  # two were sold out of two

    def test_save_does_not_run_validators_and_full_clean_does(self):
        review = Review(book=self.books[0], customer=self.customer, rating=9)
        with self.assertRaises(ValidationError):
            review.full_clean()
        review.save()
        self.assertEqual(Review.objects.get().rating, 9)

    def test_update_and_bulk_create_send_no_save_signal(self):
        seen = []

        def receiver(**kwargs):
            seen.append(kwargs["sender"])

        post_save.connect(receiver, sender=Genre)
        self.addCleanup(post_save.disconnect, receiver, sender=Genre)
        Genre.objects.bulk_create([Genre(name="A"), Genre(name="B")])
        Genre.objects.update(slug="x")
        self.assertEqual(seen, [])
        Genre.objects.create(name="C")
        self.assertEqual(seen, [Genre])

    def test_an_integrity_error_breaks_the_block_unless_an_inner_block_holds_it(self):
        with transaction.atomic():
            try:
                with transaction.atomic():
                    Genre.objects.create(name="Novel")
            except IntegrityError:
                pass
            self.assertEqual(Genre.objects.filter(name="Novel").count(), 1)
        with self.assertRaises(transaction.TransactionManagementError):
            with transaction.atomic():
                try:
                    Genre.objects.create(name="Novel")
                except IntegrityError:
                    pass
                Genre.objects.count()


if django.VERSION >= (6, 1):
    from django.core.exceptions import FieldFetchBlocked

    class FetchModeTests(Shop):
        def test_fetch_peers_loads_every_author_at_once_and_fetch_raise_refuses(self):
            Book.objects.create(title="Z", slug="z", author=Author.objects.create(name="Other"))
            with self.assertNumQueries(5):
                [book.author.name for book in Book.objects.all()]
            with self.assertNumQueries(2):
                [book.author.name for book in Book.objects.fetch_mode(models.FETCH_PEERS)]
            with self.assertRaises(FieldFetchBlocked):
                Book.objects.fetch_mode(models.FETCH_RAISE).first().author

        def test_select_related_without_arguments_is_deprecated(self):
            with self.assertWarnsRegex(Warning, "select_related"):
                Book.objects.select_related()

    class DatabaseCascadeTests(TransactionTestCase):
        @isolate_apps("shop")
        def test_db_cascade_deletes_in_the_database_without_a_signal(self):
            class Shelf(models.Model):
                class Meta:
                    app_label = "shop"

            class Slot(models.Model):
                shelf = models.ForeignKey(Shelf, on_delete=models.DB_CASCADE)

                class Meta:
                    app_label = "shop"

            with connection.schema_editor() as editor:
                editor.create_model(Shelf)
                editor.create_model(Slot)
            seen = []

            def note(sender, **kwargs):
                seen.append(sender)

            post_delete.connect(note)
            try:
                shelf = Shelf.objects.create()
                Slot.objects.create(shelf=shelf)
                shelf.delete()
                self.assertEqual((Slot.objects.count(), seen), (0, [Shelf]))
            finally:
                post_delete.disconnect(note)
                with connection.schema_editor() as editor:
                    editor.delete_model(Slot)
                    editor.delete_model(Shelf)
