import os
import pickle
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import joblib
import numpy as np
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db.models import F
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from shop import demand
from shop.demand import FEATURES, WINDOW, frame, load, predict, train, with_features, with_target
from shop.models import Author, Book, Customer, DemandModel, Order, OrderItem, Review
from shop.tasks import train_demand_model
from sklearn.dummy import DummyRegressor
from sklearn.metrics import mean_absolute_error

NOW = timezone.now()


class Demand(TestCase):
    """Sixty books; in each of two windows a book sells 100 copies minus four per dollar of its price."""

    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Isaac Asimov")
        Book.objects.bulk_create(
            Book(title=f"Book {n:02}", slug=f"book-{n}", author=author, price=Decimal(5 + n % 20),
                 published_on=date(2020, 1, 1))
            for n in range(60)
        )
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))
        cls.order = Order.objects.create(customer=cls.customer, status=Order.Status.PAID)
        Order.objects.filter(pk=cls.order.pk).update(created_at=NOW - timedelta(days=5))
        cls.earlier = Order.objects.create(customer=cls.customer, status=Order.Status.SHIPPED)
        Order.objects.filter(pk=cls.earlier.pk).update(created_at=NOW - timedelta(days=35))
        OrderItem.objects.bulk_create(
            OrderItem(order=order, book=book, quantity=int(100 - 4 * book.price), unit_price=book.price)
            for order in [cls.order, cls.earlier]
            for book in Book.objects.all()
        )
        cls.book = Book.objects.get(slug="book-0")
        cls.buyer = User.objects.create_user("grace")
        cls.buyer.user_permissions.add(Permission.objects.get(codename="change_book"))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(MODEL_DIR=Path(folder.name) / "models"))
        load.cache_clear()

    def review(self, days_ago, rating=5):
        customer = Customer.objects.create(user=User.objects.create_user(f"reader{days_ago}"))
        review = Review.objects.create(book=self.book, customer=customer, rating=rating)
        Review.objects.filter(pk=review.pk).update(created_at=NOW - timedelta(days=days_ago))

    def test_reviews_written_after_the_cutoff_are_no_features(self):
        self.review(days_ago=40, rating=2)
        self.review(days_ago=3, rating=5)
        book = with_features(Book.objects.all(), NOW - WINDOW).get(pk=self.book.pk)
        self.assertEqual((book.rating, book.review_count), (2.0, 1))

    def test_reviews_do_not_inflate_the_copies_sold(self):
        self.review(days_ago=40)
        self.review(days_ago=41)
        books = with_target(with_features(Book.objects.all(), NOW), NOW - WINDOW, NOW)
        self.assertEqual(books.get(pk=self.book.pk).sold, 80)

    def test_carts_and_older_sales_are_not_the_target(self):
        Order.objects.update(status=Order.Status.CART)
        self.assertEqual(with_target(Book.objects.all(), NOW - WINDOW, NOW).first().sold, 0)
        Order.objects.update(status=Order.Status.PAID, created_at=NOW - timedelta(days=31))
        self.assertEqual(with_target(Book.objects.all(), NOW - WINDOW, NOW).first().sold, 0)

    def test_the_frame_is_one_query_of_floats_with_nan_for_a_missing_rating(self):
        with self.assertNumQueries(1):
            data = frame(with_features(Book.objects.all(), NOW), FEATURES)
        self.assertEqual(set(map(str, data.dtypes)), {"float64"})
        self.assertTrue(data["rating"].isna().all())

    def test_it_learns_from_the_earlier_window_and_is_measured_on_the_later(self):
        self.order.items.update(quantity=0)
        model, mae, _ = train(NOW)
        self.assertAlmostEqual(model[-1].coef_[0], -4, places=3)
        self.assertGreater(mae, 10)

    def test_the_median_beats_the_mean_by_absolute_error(self):
        sold = np.array([0, 0, 0, 0, 0, 0, 1, 2, 5, 90])
        median, mean = (
            mean_absolute_error(sold, DummyRegressor(strategy=strategy).fit(sold, sold).predict(sold))
            for strategy in ["median", "mean"]
        )
        self.assertLess(median, mean)

    def test_a_candidate_that_does_not_beat_the_live_model_is_not_published(self):
        live = train_demand_model()
        self.earlier.items.update(quantity=F("quantity") + 5)  # the earlier window was unusual
        _, mae, rival = train(NOW)
        self.assertGreater(mae, rival)
        self.assertIsNone(train_demand_model())
        self.assertEqual(DemandModel.objects.get().pk, live)

    def test_a_better_candidate_replaces_the_live_model(self):
        self.earlier.items.update(quantity=F("quantity") + 5)
        first = train_demand_model()
        self.earlier.items.update(quantity=F("quantity") - 5)
        self.assertNotIn(train_demand_model(), (None, first))

    def test_the_trained_model_beats_the_baseline_and_finds_the_price_effect(self):
        model, mae, baseline = train(NOW)
        self.assertLess(mae, 0.01)
        self.assertGreater(baseline, 10)
        self.assertAlmostEqual(model[-1].coef_[0], -4, places=3)

    def test_too_few_books_are_refused(self):
        with self.assertRaisesMessage(ValueError, "only 60 and 60 books"):
            train(NOW, minimum_rows=61)

    def test_the_task_saves_a_version_that_predicts(self):
        version = DemandModel.objects.get(pk=train_demand_model())
        self.assertLess(version.mae, version.rival_mae)
        self.assertEqual(predict(Book.objects.filter(pk=self.book.pk), NOW), {self.book.pk: 80.0})

    def test_a_model_no_better_than_the_baseline_is_not_published(self):
        OrderItem.objects.update(quantity=7)
        with patch("shop.tasks.train", return_value=(None, 3.0, 3.0)):
            self.assertIsNone(train_demand_model())
        self.assertFalse(DemandModel.objects.exists())

    def test_a_prediction_never_falls_below_zero(self):
        train_demand_model()
        Book.objects.filter(pk=self.book.pk).update(price=Decimal("90"))
        self.assertEqual(predict(Book.objects.filter(pk=self.book.pk), NOW), {self.book.pk: 0.0})

    def test_predictions_belong_to_their_own_book(self):
        train_demand_model()
        units = predict(Book.objects.all(), NOW)
        for book in Book.objects.all():
            self.assertAlmostEqual(units[book.pk], float(100 - 4 * book.price), places=1)

    def test_the_file_is_loaded_once_and_a_new_version_is_noticed(self):
        train_demand_model()
        books = Book.objects.filter(pk=self.book.pk)
        with patch.object(demand.joblib, "load", wraps=joblib.load) as loading:
            predict(books, NOW)
            predict(books, NOW)
            self.assertEqual(loading.call_count, 1)
            newer = DemandModel.objects.get()
            joblib.dump(load(newer.name), settings.MODEL_DIR / "newer.joblib")
            DemandModel.objects.create(name="newer.joblib", mae=0, rival_mae=1)
            predict(books, NOW)
            self.assertEqual(loading.call_count, 2)

    def test_the_view_answers_503_before_there_is_a_model_and_then_the_prediction(self):
        self.client.force_login(self.buyer)
        url = reverse("book-demand", args=["book-0"])
        self.assertEqual(self.client.get(url).status_code, 503)
        train_demand_model()
        self.assertEqual(self.client.get(url).json(), {"book": "book-0", "next_30_days": 80.0})

    def test_the_view_is_closed_to_customers(self):
        self.client.force_login(self.customer.user)
        self.assertEqual(self.client.get(reverse("book-demand", args=["book-0"])).status_code, 403)

    def test_loading_a_pickle_runs_the_code_in_it(self):
        class Harmless:
            def __reduce__(self):
                return (os.getpid, ())

        with tempfile.NamedTemporaryFile() as file:
            file.write(pickle.dumps(Harmless()))
            file.flush()
            self.assertEqual(joblib.load(file.name), os.getpid())

    def test_a_file_from_another_scikit_learn_warns(self):
        from sklearn.base import BaseEstimator
        from sklearn.exceptions import InconsistentVersionWarning
        from sklearn.linear_model import LinearRegression

        state = LinearRegression().__getstate__() | {"_sklearn_version": "0.20.0"}
        with self.assertWarns(InconsistentVersionWarning):
            BaseEstimator.__setstate__(LinearRegression(), state)
