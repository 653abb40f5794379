import subprocess
import sys
from io import StringIO

from django.contrib.auth import aauthenticate, authenticate, get_user_model
from django.contrib.auth.checks import check_user_model
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.contrib.auth.models import User as StockUser
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Lower
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import isolate_apps
from django.urls import reverse

from accounts.forms import SignUpForm
from accounts.models import User
from shop.models import Customer

PASSWORD = "lovelace-1843-engine"


class TheModel(TestCase):
    def test_is_the_authentication_model_that_the_customer_points_to(self):
        self.assertIs(get_user_model(), User)
        self.assertIs(Customer._meta.get_field("user").related_model, User)
        self.assertEqual(User._meta.verbose_name, "user")

    def test_has_the_extra_field_and_no_user_name(self):
        columns = {field.name for field in User._meta.get_fields()}
        self.assertIn("newsletter", columns)
        self.assertNotIn("username", columns)

    def test_passes_the_system_checks(self):
        call_command("check", "--fail-level", "WARNING", stdout=StringIO())
        call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())

    def test_migrations_depend_on_the_swappable_setting(self):
        shop = MigrationLoader(connection).get_migration("shop", "0001_initial")
        settings = [getattr(parent, "setting", None) for parent in shop.dependencies]
        self.assertIn("accounts.User", settings)

    def test_stores_emails_in_lower_case(self):
        self.assertEqual(User.objects.create_user("Ada@Shop.Test", PASSWORD).email, "ada@shop.test")

    def test_stock_normalization_lowercases_the_domain_only(self):
        self.assertEqual(UserManager.normalize_email("Ada@Shop.Test"), "Ada@shop.test")

    def test_logs_in_with_the_email_in_any_case_through_the_default_backend(self):
        ada = User.objects.create_user("ada@shop.test", PASSWORD)
        self.assertEqual(authenticate(username="ADA@shop.test", password=PASSWORD), ada)
        self.assertEqual(authenticate(email="Ada@Shop.test", password=PASSWORD), ada)
        self.assertIsNone(authenticate(username="ada@shop.test", password="wrong"))

    async def test_asynchronous_login_takes_the_email_in_any_case_as_well(self):
        ada = await User.objects.acreate(email="ada@shop.test")
        ada.set_password(PASSWORD)
        await ada.asave()
        self.assertEqual(await aauthenticate(username="ADA@shop.test", password=PASSWORD), ada)
        self.assertIsNone(await aauthenticate(username="bob@shop.test", password=PASSWORD))

    def test_database_refuses_a_second_account_that_differs_in_case(self):
        User.objects.create_user("ada@shop.test", PASSWORD)
        with self.assertRaises(IntegrityError), transaction.atomic():
            User.objects.create(email="ADA@shop.test")  # goes around create_user()

    def test_needs_an_email(self):
        with self.assertRaisesMessage(ValueError, "Users need an email address."):
            User.objects.create_user("", PASSWORD)

    def test_user_without_a_password_gets_an_unusable_one(self):
        self.assertFalse(User.objects.create_user("guest@shop.test").has_usable_password())

    def test_createsuperuser_asks_for_the_email_only(self):
        call_command("createsuperuser", email="Boss@shop.test", interactive=False, stdout=StringIO())
        boss = User.objects.get()
        self.assertEqual((boss.email, boss.is_staff, boss.is_superuser), ("boss@shop.test", True, True))

    def test_password_given_to_create_is_stored_as_plain_text_and_cannot_log_in(self):
        user = User.objects.create(email="eve@shop.test", password="secret")
        self.assertEqual(user.password, "secret")
        self.assertIsNone(authenticate(username="eve@shop.test", password="secret"))


CYCLE = """
import pathlib, sys, tempfile
import django
from django.conf import settings

reference, order = sys.argv[1:]
root = pathlib.Path(tempfile.mkdtemp())
for app, text in {
    "people": (
        "from django.contrib.auth.models import AbstractUser\\n"
        "from django.db import models\\n"
        "from store.models import Publisher\\n"
        "class User(AbstractUser):\\n"
        "    employer = models.ForeignKey(Publisher, null=True, on_delete=models.SET_NULL)\\n"
    ),
    "store": (
        "from django.conf import settings\\n"
        "from django.contrib.auth import get_user_model\\n"
        "from django.db import models\\n"
        "class Publisher(models.Model): pass\\n"
        "class Reader(models.Model):\\n"
        f"    user = models.OneToOneField({reference}, on_delete=models.CASCADE)\\n"
    ),
}.items():
    (root / app).mkdir()
    (root / app / "__init__.py").touch()
    (root / app / "models.py").write_text(text)
sys.path.insert(0, str(root))
settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", *order.split(",")],
    AUTH_USER_MODEL="people.User",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()
from store.models import Reader
print(Reader._meta.get_field("user").deconstruct()[3]["to"].setting_name)
"""


class TheReference(SimpleTestCase):
    def start(self, reference, order):
        done = subprocess.run(
            [sys.executable, "-B", "-c", CYCLE, reference, order], capture_output=True, text=True
        )
        return done.stdout.strip() or done.stderr.strip().splitlines()[-1].split(":")[0]

    def test_both_ways_are_swappable(self):
        for reference in ("settings.AUTH_USER_MODEL", "get_user_model()"):
            self.assertEqual(self.start(reference, "store,people"), "AUTH_USER_MODEL")

    def test_only_the_string_survives_a_cycle_in_any_order_of_the_apps(self):
        order = "people,store"
        self.assertEqual(self.start("settings.AUTH_USER_MODEL", order), "AUTH_USER_MODEL")
        self.assertEqual(
            self.start("get_user_model()", order), "django.core.exceptions.ImproperlyConfigured"
        )


class TheBaseClasses(SimpleTestCase):
    def test_bring_what_the_answer_says(self):
        names = {field.name for field in AbstractBaseUser._meta.local_fields}
        self.assertEqual(names, {"password", "last_login"})
        self.assertTrue(AbstractBaseUser.is_active)  # an attribute, not a column
        mixin = {field.name for field in PermissionsMixin._meta.get_fields()}
        self.assertEqual(mixin, {"is_superuser", "groups", "user_permissions"})


class TheStockUser(TestCase):
    def test_is_swapped_out_and_unusable(self):
        with self.assertRaisesMessage(AttributeError, "swapped for 'accounts.User'"):
            StockUser.objects

    @isolate_apps("accounts")
    def test_check_e003_wants_unique_and_refuses_an_expression_constraint(self):
        class Member(AbstractBaseUser):
            email = models.EmailField()
            USERNAME_FIELD = "email"

            class Meta:
                app_label = "accounts"
                constraints = [models.UniqueConstraint(Lower("email"), name="member_ci")]

        with override_settings(AUTH_USER_MODEL="accounts.Member"):
            ids = [problem.id for problem in check_user_model([_Config(Member)])]
        self.assertIn("auth.E003", ids)

    def test_late_switch_is_refused_as_inconsistent_history(self):
        MigrationRecorder(connection).record_unapplied("accounts", "0001_initial")
        with self.assertRaisesMessage(InconsistentMigrationHistory, "accounts.0001_initial"):
            MigrationLoader(connection).check_consistent_history(connection)
        with self.assertRaises(InconsistentMigrationHistory):
            call_command("migrate", "accounts", fake=True, verbosity=0)


class _Config:
    """An app config with one model, as the check sees it when it is asked about some apps."""

    label = "accounts"

    def __init__(self, model):
        self.model = model

    def get_model(self, name):
        return self.model


class FormsAndAdmin(TestCase):
    def test_sign_up_form_makes_a_user_with_a_hashed_password(self):
        form = SignUpForm(
            {"email": "New@Shop.test", "newsletter": "on", "password1": PASSWORD, "password2": PASSWORD}
        )
        self.assertTrue(form.is_valid(), form.errors)
        user = form.save()
        self.assertEqual(user.email, "new@shop.test")
        self.assertTrue(user.newsletter)
        self.assertTrue(user.check_password(PASSWORD))

    def test_sign_up_form_refuses_an_email_that_differs_in_case_only(self):
        User.objects.create_user("ada@shop.test", PASSWORD)
        form = SignUpForm({"email": "ADA@shop.test", "password1": PASSWORD, "password2": PASSWORD})
        self.assertIn("email", form.errors)

    def test_admin_lists_adds_and_changes_users(self):
        boss = User.objects.create_superuser("boss@shop.test", PASSWORD)
        self.client.force_login(boss)
        self.assertContains(self.client.get(reverse("admin:accounts_user_changelist")), "boss@shop.test")
        added = self.client.post(
            reverse("admin:accounts_user_add"),
            {
                "email": "clerk@shop.test",
                "usable_password": "true",
                "password1": PASSWORD,
                "password2": PASSWORD,
            },
        )
        clerk = User.objects.get(email="clerk@shop.test")
        self.assertRedirects(added, reverse("admin:accounts_user_change", args=[clerk.pk]))
        page = self.client.get(reverse("admin:accounts_user_change", args=[clerk.pk]))
        self.assertContains(page, 'name="newsletter"')

    def test_admin_finds_users_by_email_and_names(self):
        self.client.force_login(User.objects.create_superuser("boss@example.com", PASSWORD))
        User.objects.create_user("sales@shop.test", PASSWORD, first_name="Ada", last_name="Byron")
        for word in ("sales@", "Ada", "Byron"):
            with self.subTest(word):
                page = self.client.get(reverse("admin:accounts_user_changelist"), {"q": word})
                self.assertContains(page, "sales@shop.test")
                self.assertNotContains(page, ">boss@example.com</a>")

    def test_signal_accepts_the_lazy_string_as_sender(self):
        seen = []

        def welcome(sender, instance, created, **kwargs):
            seen.append(instance.email)

        models.signals.post_save.connect(welcome, sender="accounts.User")
        self.addCleanup(models.signals.post_save.disconnect, welcome, sender="accounts.User")
        User.objects.create_user("ada@shop.test")
        User.objects.bulk_create([User(email="bulk@shop.test")])
        self.assertEqual(seen, ["ada@shop.test"])
        self.assertEqual(ContentType.objects.get_for_model(User).app_label, "accounts")
