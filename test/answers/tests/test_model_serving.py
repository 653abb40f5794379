import hashlib
import io
import json
import sys
import tempfile
import types
from pathlib import Path
from unittest.mock import patch

import joblib
from celery.exceptions import Retry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import TestCase, override_settings
from django.urls import reverse
from shop.models import Author, Book, Customer, Review, Sentiment
from shop.predictors import LocalPredictor, PredictionUnavailable, SageMakerPredictor, get_predictor
from shop.tasks import score_review
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


class Calm:
    version = "calm-1"

    def positive(self, texts):
        return [0.5 for _ in texts]


class Down:
    version = "down-1"

    def positive(self, texts):
        raise PredictionUnavailable


def fake_aws(answer):
    """Stands in for boto3 and botocore; `answer` is the body, or the exception to raise."""

    class BotoCoreError(Exception):
        pass

    class ClientError(Exception):
        pass

    class Client:
        calls = []

        def __init__(self, service, config):
            self.service, self.config = service, config

        def invoke_endpoint(self, **arguments):
            self.calls.append(arguments)
            if answer == "timeout":
                raise BotoCoreError("read timeout")
            if answer == "throttled":
                raise ClientError("throttled")
            return {"Body": io.BytesIO(json.dumps(answer).encode())}

    boto3 = types.ModuleType("boto3")
    boto3.client = Client
    config = types.ModuleType("botocore.config")
    config.Config = dict
    exceptions = types.ModuleType("botocore.exceptions")
    exceptions.BotoCoreError, exceptions.ClientError = BotoCoreError, ClientError
    modules = {
        "boto3": boto3, "botocore": types.ModuleType("botocore"),
        "botocore.config": config, "botocore.exceptions": exceptions,
    }
    return patch.dict(sys.modules, modules)


class Local(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "sentiment.joblib"
        model = make_pipeline(CountVectorizer(), LogisticRegression())
        model.fit(["wonderful", "wonderful book", "dull", "dull book"], [1, 1, 0, 0])
        joblib.dump(model, self.path)
        self.digest = hashlib.sha256(self.path.read_bytes()).hexdigest()

    def spec(self, digest):
        return override_settings(
            SENTIMENT_MODEL={"path": self.path, "sha256": digest, "version": "sentiment-3"}
        )

    def test_the_released_model_tells_praise_from_boredom(self):
        with self.spec(self.digest):
            good, bad = LocalPredictor().positive(["a wonderful story", "a dull story"])
        self.assertGreater(good, 0.5)
        self.assertLess(bad, 0.5)
        self.assertIs(type(good), float)

    def test_a_file_with_another_checksum_is_never_unpickled(self):
        with self.spec("0" * 64), patch("joblib.load") as load:
            with self.assertRaisesMessage(RuntimeError, "not the model that was released"):
                LocalPredictor()
        load.assert_not_called()

    def test_without_a_checksum_nothing_is_loaded(self):
        with self.spec(""), self.assertRaises(RuntimeError):
            LocalPredictor()

    def test_the_setting_chooses_the_predictor_and_it_is_built_once(self):
        get_predictor.cache_clear()
        self.addCleanup(get_predictor.cache_clear)
        with self.spec(self.digest), patch("joblib.load", wraps=joblib.load) as load:
            self.assertIsInstance(get_predictor(), LocalPredictor)
            self.assertIs(get_predictor(), get_predictor())
        self.assertEqual(load.call_count, 1)


class SageMaker(TestCase):
    def test_the_endpoint_is_invoked_with_json_and_its_predictions_are_returned(self):
        with fake_aws({"predictions": [0.9, 0.1]}):
            predictor = SageMakerPredictor()
            self.assertEqual(predictor.positive(["good", "bad"]), [0.9, 0.1])
        call = predictor.client.calls[-1]
        self.assertEqual(call["EndpointName"], "bookshop-sentiment")
        self.assertEqual(json.loads(call["Body"]), {"instances": ["good", "bad"]})

    def test_every_wait_is_bounded(self):
        with fake_aws({"predictions": []}):
            config = SageMakerPredictor().client.config
        self.assertEqual((config["connect_timeout"], config["read_timeout"]), (1, 3))
        self.assertEqual(config["retries"]["total_max_attempts"], 2)

    def test_timeouts_and_throttling_become_the_one_exception_callers_know(self):
        for failure in ["timeout", "throttled"]:
            with self.subTest(failure), fake_aws(failure), self.assertRaises(PredictionUnavailable):
                SageMakerPredictor().positive(["text"])


class Reviews(TestCase):
    @classmethod
    def setUpTestData(cls):
        author = Author.objects.create(name="Toni Morrison")
        cls.book = Book.objects.create(title="Beloved", slug="beloved", author=author)
        cls.customer = Customer.objects.create(user=User.objects.create_user("ada"))
        cls.url = reverse("review-add", args=["beloved"])

    def setUp(self):
        get_predictor.cache_clear()
        self.addCleanup(get_predictor.cache_clear)

    @override_settings(SENTIMENT_PREDICTOR="test_model_serving.Calm")
    def test_a_review_is_scored_only_after_the_commit_and_names_the_version(self):
        self.client.force_login(self.customer.user)
        with self.captureOnCommitCallbacks() as callbacks:
            response = self.client.post(self.url, {"rating": 5, "text": "Unforgettable"})
        self.assertRedirects(response, self.book.get_absolute_url())
        self.assertFalse(Sentiment.objects.exists())
        for callback in callbacks:
            callback()
        score = Review.objects.get().sentiment
        self.assertEqual((score.positive, score.model_version), (0.5, "calm-1"))

    @override_settings(SENTIMENT_PREDICTOR="test_model_serving.Calm")
    def test_scoring_twice_keeps_one_row(self):
        review = Review.objects.create(book=self.book, customer=self.customer, rating=4, text="Good")
        score_review(review.pk)
        score_review(review.pk)
        self.assertEqual(Sentiment.objects.count(), 1)

    @override_settings(SENTIMENT_PREDICTOR="test_model_serving.Calm")
    def test_a_review_deleted_while_the_task_waited_is_no_error(self):
        review = Review.objects.create(book=self.book, customer=self.customer, rating=4, text="Good")
        pk = review.pk
        review.delete()
        score_review(pk)
        self.assertFalse(Sentiment.objects.exists())

    @override_settings(SENTIMENT_PREDICTOR="test_model_serving.Down")
    def test_an_unavailable_model_is_tried_again_later(self):
        review = Review.objects.create(book=self.book, customer=self.customer, rating=4, text="Good")
        with patch.object(score_review, "retry", side_effect=Retry()) as retry:
            with self.assertRaises(Retry):
                score_review(review.pk)
        self.assertIsInstance(retry.call_args.kwargs["exc"], PredictionUnavailable)
        self.assertIn("countdown", retry.call_args.kwargs)
        self.assertEqual(score_review.max_retries, 5)
        self.assertFalse(Sentiment.objects.exists())

    @override_settings(SENTIMENT_PREDICTOR="test_model_serving.Calm")
    def test_a_second_review_of_the_same_book_replaces_the_first(self):
        self.client.force_login(self.customer.user)
        self.client.post(self.url, {"rating": 5, "text": "Unforgettable"})
        self.client.post(self.url, {"rating": 2, "text": "On second thought"})
        self.assertEqual(Review.objects.get().rating, 2)

    def test_a_bad_review_is_neither_saved_nor_scored_and_the_customer_is_told(self):
        self.client.force_login(self.customer.user)
        with self.captureOnCommitCallbacks() as callbacks:
            response = self.client.post(self.url, {"rating": 9, "text": ""})
        self.assertEqual((Review.objects.count(), callbacks), (0, []))
        [message] = get_messages(response.wsgi_request)
        self.assertIn("from 1 to 5", str(message))

    def test_visitors_are_sent_to_the_login_page(self):
        self.assertEqual(self.client.post(self.url, {"rating": 5}).status_code, 302)
        self.assertFalse(Review.objects.exists())
