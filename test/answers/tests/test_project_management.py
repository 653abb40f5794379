from dataclasses import FrozenInstanceError
from unittest import mock

from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.test import TestCase

from shop import flags
from shop.flags import Flag


class Flags(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.customers = [User.objects.create(username=f"reader{n}") for n in range(300)]
        cls.staff = User.objects.create(username="sam", is_staff=True)

    def share(self, percent):
        flag = Flag("gift-cards", percent=percent)
        return {user.pk for user in self.customers if flag.is_on(user)}

    def test_colleagues_see_an_unreleased_feature_and_customers_do_not(self):
        flag = Flag("gift-cards")
        self.assertTrue(flag.is_on(self.staff))
        self.assertFalse(Flag("gift-cards", staff=False).is_on(self.staff))
        self.assertEqual(self.share(0), set())
        self.assertFalse(any(flag.is_on(user) for user in self.customers))

    def test_about_as_many_customers_as_asked_for_see_it(self):
        self.assertAlmostEqual(len(self.share(10)) / 300, 0.10, delta=0.06)
        self.assertEqual(len(self.share(100)), 300)

    def test_the_flag_of_the_example_is_on_for_a_tenth_and_cannot_be_changed_by_accident(self):
        self.assertEqual(flags.GIFT_CARDS, Flag("gift-cards", percent=10))
        with self.assertRaises(FrozenInstanceError):
            flags.GIFT_CARDS.percent = 100

    def test_raising_the_percentage_only_adds_people(self):
        self.assertLess(self.share(10), self.share(50))

    def test_each_customer_stays_on_the_same_side(self):
        self.assertEqual(self.share(30), self.share(30))

    def test_two_flags_choose_different_customers(self):
        other = Flag("live-search", percent=30)
        self.assertNotEqual(
            self.share(30), {user.pk for user in self.customers if other.is_on(user)}
        )

    def test_anonymous_visitors_see_only_what_is_fully_released(self):
        self.assertFalse(Flag("gift-cards", percent=99).is_on(AnonymousUser()))
        self.assertTrue(Flag("gift-cards", percent=100).is_on(AnonymousUser()))

    def test_the_page_does_not_exist_for_those_without_the_flag(self):
        self.assertEqual(self.client.get("/gift-cards/").status_code, 404)
        self.client.force_login(self.staff)
        self.assertContains(self.client.get("/gift-cards/"), "gift card")

    def test_releasing_is_a_change_of_the_flag_alone(self):
        with mock.patch.object(flags, "GIFT_CARDS", Flag("gift-cards", percent=100)):
            self.assertEqual(self.client.get("/gift-cards/").status_code, 200)


class ContinuousIntegration(TestCase):
    def test_makemigrations_check_fails_when_a_migration_is_missing(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
        from django.db import models

        from shop.models import Author

        field = models.CharField(max_length=10, default="")
        field.contribute_to_class(Author, "nickname")
        try:
            with self.assertRaises(SystemExit) as ended:
                call_command("makemigrations", check=True, dry_run=True, verbosity=0)
            self.assertEqual(ended.exception.code, 1)
        finally:
            Author._meta.local_fields.remove(field)
            Author._meta._expire_cache()
            del Author.nickname
