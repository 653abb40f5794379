"""Walks through the answer's cycles: each stage of the code passes and fails the tests it should."""

import sys
import types
import unittest
from decimal import Decimal
from unittest import mock

from answer import blocks
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.db import connection

from shop import loyalty
from shop.models import Customer
from shop.tests import test_loyalty
from shop.tests.test_loyalty import AwardTests, DiscountTests


def failing(case):
    """The names of the answer's tests that fail right now."""
    result = unittest.TestResult()
    unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case)).run(result)
    return {test._testMethodName for test, _ in result.failures + result.errors}


class TheFirstCycle(TestCase):
    """What the answer shows first has to stand without what it shows later."""

    def run_first_tests(self, loyalty_module):
        first_tests = blocks("python")[0]
        names = {"__name__": "shop.tests.first_cycle", "__package__": "shop.tests"}
        with mock.patch.dict(sys.modules, {"shop.loyalty": loyalty_module}):
            exec(compile(first_tests, "first_cycle.py", "exec"), names)
            return failing(names["DiscountTests"])

    def test_is_red_without_the_module(self):
        with self.assertRaises(ImportError):
            self.run_first_tests(None)

    def test_is_green_with_the_first_code_alone(self):
        module = types.ModuleType("shop.loyalty")
        exec(compile(blocks("python")[1], "loyalty.py", "exec"), module.__dict__)
        self.assertFalse(hasattr(module, "award_points"))
        self.assertEqual(self.run_first_tests(module), set())


class TheDiscount(TestCase):
    def stage(self, discounted):
        with mock.patch.object(test_loyalty, "discounted", discounted):
            return failing(test_loyalty.DiscountTests)

    def test_returning_the_price_is_enough_for_the_first_test_only(self):
        self.assertEqual(
            self.stage(lambda price, points: price),
            {"test_discount_starts_at_exactly_100_points", "test_half_a_cent_is_rounded_up"},
        )

    def test_second_test_forces_the_condition_and_the_third_the_rounding(self):
        def unrounded(price, points):
            if points < 100:
                return price
            return (price * Decimal("0.95")).quantize(Decimal("0.01"))

        self.assertEqual(self.stage(unrounded), {"test_half_a_cent_is_rounded_up"})
        self.assertEqual(unrounded(Decimal("9.90"), 100), Decimal("9.40"))

    def test_limit_that_is_off_by_one_is_caught(self):
        with mock.patch.object(loyalty, "DISCOUNT_FROM_POINTS", 101):
            self.assertIn(
                "test_discount_starts_at_exactly_100_points", failing(test_loyalty.DiscountTests)
            )

    def test_finished_code_passes_everything(self):
        self.assertEqual(failing(test_loyalty.DiscountTests), set())
        self.assertEqual(failing(test_loyalty.AwardTests), set())


class TheAward(TestCase):
    def stage(self, award_points):
        with mock.patch.object(test_loyalty, "award_points", award_points):
            return failing(test_loyalty.AwardTests)

    def test_nothing_awarded_fails_the_first_and_no_check_fails_the_second(self):
        def careless(order):
            Customer.objects.filter(pk=order.customer_id).update(points=29)

        self.assertEqual(
            self.stage(lambda order: None), {"test_paid_order_adds_a_point_per_whole_unit_spent"}
        )
        self.assertEqual(self.stage(careless), {"test_unpaid_order_adds_nothing"})

    def test_version_before_the_refactoring_passes_the_same_tests(self):
        def before(order):
            if order.status == order.Status.CART:
                return
            customer = Customer.objects.get(pk=order.customer_id)
            spent = sum(item.quantity * item.unit_price for item in order.items.all())
            customer.points += int(spent)
            customer.save()

        self.assertEqual(self.stage(before), set())

    def test_points_are_added_by_one_update_in_the_database(self):
        AwardTests.setUpTestData.__func__(self)
        with CaptureQueriesContext(connection) as captured:
            loyalty.award_points(self.order)
        updates = [query["sql"] for query in captured if query["sql"].startswith("UPDATE")]
        self.assertEqual(len(updates), 1)
        self.assertIn('SET "points" = ("shop_customer"."points" + 19)', updates[0])

    def test_awarding_twice_was_indeed_not_thought_of(self):
        AwardTests.setUpTestData.__func__(self)
        loyalty.award_points(self.order)
        loyalty.award_points(self.order)
        self.customer.refresh_from_db()
        self.assertEqual(self.customer.points, 10 + 19 + 19)
