import warnings
from pathlib import Path

import django
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import TestCase

from answer import for_django, on_django, snippet
from shop import selectors
from shop.models import Author, Book, Customer, Genre, Order, OrderItem, Review


class QueryOptimizationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        genres = [Genre.objects.create(name=name) for name in ("Crime", "Poetry")]
        customers = [
            Customer.objects.create(user=User.objects.create_user(name)) for name in ("ann", "ben")
        ]
        cls.books = []
        for number in range(4):
            book = Book.objects.create(
                title=f"Book {number}",
                slug=f"book-{number}",
                author=Author.objects.create(name=f"Author {number}"),
                price=10,
            )
            book.genres.set(genres)
            for customer, rating in zip(customers, (5, 2)):
                Review.objects.create(book=book, customer=customer, rating=rating)
            cls.books.append(book)
        cls.order = Order.objects.create(customer=customers[0], status=Order.Status.PAID)
        cls.cart = Order.objects.create(customer=customers[0])
        OrderItem.objects.create(order=cls.cart, book=cls.books[0], quantity=9, unit_price="2.50")
        for book, quantity in zip(cls.books, (1, 5, 0)):
            OrderItem.objects.create(order=cls.order, book=book, quantity=quantity, unit_price="2.50")

    def setUp(self):
        cache.clear()

    def test_the_slow_loop_makes_two_more_queries_per_book(self):
        with self.assertNumQueries(1 + 2 * 4):
            slow = selectors.books_slow()
        with self.assertNumQueries(2):
            fast = selectors.books_fast()
        self.assertEqual(slow, fast)

    def test_the_fast_loop_makes_two_queries_however_many_books(self):
        Book.objects.create(title="One more", slug="one-more", author=self.books[0].author)
        with self.assertNumQueries(2):
            self.assertEqual(len(selectors.books_fast()), 5)

    def test_filtering_a_prefetched_relation_queries_again(self):
        with self.assertNumQueries(2 + 4):
            for book in Book.objects.prefetch_related("genres"):
                list(book.genres.filter(name="Crime"))
        with self.assertNumQueries(2 + 4):
            for book in Book.objects.prefetch_related("genres"):
                list(book.genres.order_by("-name"))

    def test_prefetch_with_to_attr_gives_filtered_lists_in_two_queries(self):
        with self.assertNumQueries(2):
            books = list(selectors.books_with_good_reviews())
            names = [review.customer.user.username for book in books for review in book.good_reviews]
        self.assertEqual(names, ["ann"] * 4)
        self.assertEqual(str(self.order), f"Order {self.order.pk}")
        self.assertIsInstance(books[0].good_reviews, list)

    def test_bestsellers_counts_sales_in_the_database_and_no_carts(self):
        with self.assertNumQueries(1):
            rows = list(selectors.bestsellers())
        self.assertEqual(rows, [{"title": "Book 1", "sold": 5}, {"title": "Book 0", "sold": 1}])

    def test_aggregates_take_one_query_each(self):
        with self.assertNumQueries(1):
            self.assertEqual(selectors.catalog_stats(), {"books": 4, "average": 10})
        with self.assertNumQueries(1):
            self.assertEqual(selectors.order_total(self.order), 15)
        with self.assertNumQueries(0):
            ids = selectors.cart_ids()
        with self.assertNumQueries(1):
            self.assertEqual(list(ids), [self.cart.pk])

    def test_an_empty_order_totals_nothing(self):
        self.assertEqual(selectors.order_total(Order.objects.create(customer=self.order.customer)), 0)

    def test_restock_is_one_update(self):
        with self.assertNumQueries(1):
            self.assertEqual(selectors.restock(7), 4)
        self.assertEqual(set(Book.objects.values_list("stock", flat=True)), {7})

    def test_a_deferred_field_costs_a_query_per_row(self):
        with self.assertNumQueries(1 + 4):
            [book.description for book in Book.objects.only("title")]

    def test_two_multi_valued_relations_multiply_each_other(self):
        from django.db.models import Count

        annotated = Book.objects.annotate(
            wrong=Count("genres"), right=Count("genres", distinct=True), reviews_count=Count("reviews")
        ).first()
        self.assertEqual((annotated.wrong, annotated.right), (4, 2))

    def test_iterator_with_a_prefetch_needs_a_chunk_size(self):
        books = Book.objects.prefetch_related("genres")
        with self.assertRaisesMessage(ValueError, "chunk_size must be provided"):
            list(books.iterator())
        self.assertEqual(len(list(books.iterator(chunk_size=2000))), 4)

    def test_bulk_create_sends_no_save_signal(self):
        from django.db.models.signals import post_save

        seen = []

        def handler(sender, **kwargs):
            seen.append(sender)

        post_save.connect(handler, sender=Genre)
        self.addCleanup(post_save.disconnect, handler, sender=Genre)
        Genre.objects.bulk_create([Genre(name="Travel")])
        self.assertEqual(seen, [])
        Genre.objects.create(name="Art")
        self.assertEqual(seen, [Genre])

    def test_a_sum_over_two_multi_valued_relations_needs_a_subquery(self):
        from django.db.models import Count, OuterRef, Subquery, Sum

        book = Book.objects.filter(pk=self.books[1].pk)
        self.assertEqual(book.annotate(Count("genres"), sold=Sum("order_items__quantity")).get().sold, 10)
        items = OrderItem.objects.filter(book=OuterRef("pk")).order_by().values("book")
        sold = Subquery(items.annotate(sold=Sum("quantity")).values("sold"))
        self.assertEqual(book.annotate(Count("genres"), sold=sold).get().sold, 5)

    def test_explain_shows_a_plan(self):
        self.assertIn("shop_book", snippet(1)["plan"])

    def test_icontains_compares_upper_case_on_postgresql_and_the_index_holds_upper_case(self):
        backend = Path(django.__file__).parent / "db/backends/postgresql"
        operations = (backend / "operations.py").read_text()
        self.assertIn('lookup = "UPPER(%s)" % lookup', operations)
        self.assertIn('"icontains": "LIKE UPPER(%s)"', (backend / "base.py").read_text())
        index = snippet(3)["title_search"]
        (expression,) = index.deconstruct()[1]
        self.assertEqual(str(expression), "OpClass(Upper(F(title)), name=gin_trgm_ops)")

    @for_django("6.1")
    def test_fetch_peers_loads_all_authors_at_once(self):
        with self.assertNumQueries(2):
            self.assertEqual(len(snippet(2)["names"]), 4)

    @for_django("6.1")
    def test_fetch_modes_cover_deferred_fields_and_leave_collections_alone(self):
        from django.core.exceptions import FieldFetchBlocked
        from django.db import models

        with self.assertNumQueries(2):
            [book.description for book in Book.objects.only("title").fetch_mode(models.FETCH_PEERS)]
        with self.assertRaises(FieldFetchBlocked):
            Book.objects.fetch_mode(models.FETCH_RAISE).first().author
        with self.assertNumQueries(1 + 4):
            [list(book.genres.all()) for book in Book.objects.fetch_mode(models.FETCH_PEERS)]

    def plan(self, books):
        return books.explain()

    def test_the_composite_index_serves_one_customers_recent_orders_without_sorting(self):
        plan = self.plan(Order.objects.filter(customer_id=1).order_by("-created_at"))
        self.assertIn("order_customer_recent", plan)
        self.assertNotIn("TEMP B-TREE", plan)

    def test_the_composite_index_finds_a_customers_orders_without_the_index_of_the_foreign_key(self):
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, "shop_order")
            [name] = [
                name for name, details in constraints.items()
                if details["index"] and details["columns"] == ["customer_id"]
            ]
            cursor.execute(f'DROP INDEX "{name}"')
        plan = self.plan(Order.objects.filter(customer_id=1).order_by())
        self.assertIn("SEARCH shop_order USING", plan)
        self.assertIn("order_customer_recent", plan)

    def test_the_composite_index_does_not_serve_all_orders_newest_first(self):
        plan = self.plan(Order.objects.order_by("-created_at"))
        self.assertNotIn("order_customer_recent", plan)
        self.assertIn("TEMP B-TREE", plan)

    def test_the_partial_index_serves_paid_orders(self):
        # SQLite, unlike PostgreSQL, only matches a partial index against a literal.
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT created_at FROM shop_order"
                " WHERE status = 'paid' ORDER BY created_at"
            )
            self.assertIn("order_to_ship", str(cursor.fetchall()))

    def test_cached_bestsellers_queries_once(self):
        with self.assertNumQueries(1):
            first = selectors.cached_bestsellers()
            second = selectors.cached_bestsellers()
        self.assertEqual(first, second)
        self.assertIsInstance(second, list)

    def test_an_evaluated_query_set_keeps_its_rows(self):
        books = Book.objects.all()
        with self.assertNumQueries(1):
            list(books)
            list(books)

    def test_foreign_keys_and_slugs_are_indexed_already(self):
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, "shop_book").values()
        indexed = {tuple(c["columns"]) for c in constraints if c["index"] or c["unique"]}
        self.assertLessEqual({("author_id",), ("slug",)}, indexed)

    def test_select_related_without_arguments_follows_every_non_null_foreign_key(self):
        deprecated = on_django("6.1")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            sql = str(OrderItem.objects.select_related().query)
        self.assertEqual(len(caught), int(deprecated))
        for table in ("shop_order", "shop_book", "shop_author", "auth_user"):
            self.assertIn(f'JOIN "{table}"', sql)
