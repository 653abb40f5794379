import base64
import json
import os
import subprocess
import sys
from datetime import timedelta
from unittest import mock

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import TestCase
from rest_framework.test import APIClient

from shop.models import Customer, Order
from shop.tokens import issue_access_token, read_access_token

ENVIRONMENT = {"JWT_SIGNING_KEY": "only-for-the-tests-of-the-answers-5c1f0b7e92d84a3f6097be15c2d8a4"}


class RestApiAuthorizationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann, cls.ben = (User.objects.create_user(name) for name in ("ann", "ben"))
        cls.order, cls.other = (
            Order.objects.create(customer=Customer.objects.create(user=user))
            for user in (cls.ann, cls.ben)
        )

    def get(self, order, token=None, scheme="Bearer"):
        headers = {"Authorization": f"{scheme} {token}"} if token else {}
        return self.client.get(f"/api/orders/{order.pk}/", headers=headers)

    def token(self, **kwargs):
        return issue_access_token(self.ann, ["orders:read"], **kwargs)

    def test_the_owner_with_the_scope_reads_the_order(self):
        response = self.get(self.order, self.token())
        self.assertEqual(response.json(), {"id": self.order.pk, "status": "cart"})

    def test_the_scheme_is_case_insensitive(self):
        self.assertEqual(self.get(self.order, self.token(), "bearer").status_code, 200)

    def test_no_token_is_401_with_a_challenge(self):
        response = self.get(self.order)
        self.assertEqual(response.status_code, 401)
        self.assertEqual(response["WWW-Authenticate"], "Bearer")
        self.assertEqual(self.get(self.order, "abc", "Basic").status_code, 401)

    def test_a_missing_scope_is_403(self):
        token = issue_access_token(self.ann, ["books:read"])
        response = self.get(self.order, token)
        self.assertEqual(response.status_code, 403)
        self.assertEqual(response["WWW-Authenticate"], 'Bearer error="insufficient_scope"')

    def test_somebody_elses_order_is_404(self):
        self.assertEqual(self.get(self.other, self.token()).status_code, 404)

    def test_an_expired_token_is_401(self):
        response = self.get(self.order, self.token(lifetime=timedelta(seconds=-1)))
        self.assertEqual(response.status_code, 401)
        self.assertIn("invalid_token", response["WWW-Authenticate"])

    def test_an_inactive_user_is_401_at_once(self):
        token = self.token()
        User.objects.filter(pk=self.ann.pk).update(is_active=False)
        self.assertEqual(self.get(self.order, token).status_code, 401)

    def test_a_tampered_or_unsigned_or_foreign_token_is_401(self):
        claims = read_access_token(self.token())
        tokens = {
            "another key": jwt.encode(claims, "x" * 40, algorithm="HS256"),
            "alg none": jwt.encode(claims, None, algorithm="none"),
            "another algorithm": jwt.encode(claims, settings.JWT_SIGNING_KEY, algorithm="HS512"),
            "garbage": "not-a-token",
        }
        for name, token in tokens.items():
            with self.subTest(name):
                self.assertEqual(self.get(self.order, token).status_code, 401)

    def test_every_demanded_claim_is_demanded(self):
        claims = read_access_token(self.token())
        for name in ("exp", "sub", "scope", "iss", "aud"):
            rest = {key: value for key, value in claims.items() if key != name}
            with self.subTest(name), self.assertRaises(jwt.MissingRequiredClaimError):
                read_access_token(jwt.encode(rest, settings.JWT_SIGNING_KEY, algorithm="HS256"))
        for name in ("iss", "aud"):
            foreign = {**claims, name: "https://elsewhere.example"}
            with self.subTest(f"foreign {name}"), self.assertRaises(jwt.InvalidTokenError):
                read_access_token(jwt.encode(foreign, settings.JWT_SIGNING_KEY, algorithm="HS256"))

    def test_anybody_can_read_the_payload_without_the_key(self):
        part = self.token().split(".")[1]
        payload = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        self.assertEqual(payload["sub"], str(self.ann.pk))

    def test_the_access_token_lives_five_minutes(self):
        claims = read_access_token(self.token())
        self.assertEqual(claims["exp"] - claims["iat"], 300)

    def test_reading_takes_a_get(self):
        headers = {"Authorization": f"Bearer {self.token()}"}
        response = self.client.put(f"/api/orders/{self.order.pk}/", headers=headers)
        self.assertEqual(response.status_code, 405)

    def test_without_its_key_the_project_does_not_start(self):
        environment = {k: v for k, v in os.environ.items() if k != "JWT_SIGNING_KEY"}
        done = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=settings.BASE_DIR, capture_output=True, text=True, env=environment,
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("JWT_SIGNING_KEY", done.stderr)


class RestFrameworkTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann", password="correct horse")
        cls.ben = User.objects.create_user("ben")
        cls.cart = Order.objects.create(customer=Customer.objects.create(user=cls.ann))
        cls.paid = Order.objects.create(customer=cls.ann.customer, status="paid")
        cls.other = Order.objects.create(customer=Customer.objects.create(user=cls.ben))

    def setUp(self):
        self.api = APIClient()
        response = self.api.post("/api/token/", {"username": "ann", "password": "correct horse"})
        self.tokens = response.json()
        self.api.credentials(HTTP_AUTHORIZATION=f"Bearer {self.tokens['access']}")

    def test_nobody_gets_in_without_a_token(self):
        response = APIClient().get("/api/v2/orders/")
        self.assertEqual(response.status_code, 401)
        self.assertIn("Bearer", response["WWW-Authenticate"])

    def test_a_list_holds_the_callers_rows_and_another_order_is_404(self):
        ids = {row["id"] for row in self.api.get("/api/v2/orders/").json()}
        self.assertEqual(ids, {self.cart.pk, self.paid.pk})
        self.assertEqual(self.api.get(f"/api/v2/orders/{self.other.pk}/").status_code, 404)

    def test_a_paid_order_can_be_read_and_not_changed(self):
        url = f"/api/v2/orders/{self.paid.pk}/"
        self.assertEqual(self.api.get(url).status_code, 200)
        response = self.api.delete(url)
        self.assertEqual(response.status_code, 403)
        self.assertEqual(response.json()["detail"], "A paid order cannot be changed.")
        self.assertEqual(self.api.delete(f"/api/v2/orders/{self.cart.pk}/").status_code, 204)

    def test_the_status_is_read_only_and_the_customer_is_the_caller(self):
        User.objects.create_user("new", password="correct horse")
        tokens = APIClient().post("/api/token/", {"username": "new", "password": "correct horse"}).json()
        self.api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
        response = self.api.post("/api/v2/orders/", {"status": "paid"})
        self.assertEqual(response.status_code, 201)
        order = Order.objects.get(pk=response.json()["id"])
        self.assertEqual((order.status, order.customer.user.username), ("cart", "new"))

    def test_object_permissions_do_not_run_for_lists_and_creation(self):
        with mock.patch("shop.rest.IsEditableCart.has_object_permission", return_value=False) as asked:
            self.assertEqual(self.api.get("/api/v2/orders/").status_code, 200)
            self.assertEqual(self.api.post("/api/v2/orders/").status_code, 201)
            asked.assert_not_called()
            self.assertEqual(self.api.get(f"/api/v2/orders/{self.cart.pk}/").status_code, 403)

    def test_authentication_then_permissions_then_throttles_then_the_handler(self):
        from shop.rest import OrderViewSet

        seen = []
        steps = ["perform_authentication", "check_permissions", "check_throttles", "list"]
        patches = [
            mock.patch.object(
                OrderViewSet, name,
                lambda view, *a, name=name, was=getattr(OrderViewSet, name), **k: (
                    seen.append(name), was(view, *a, **k))[1],
            )
            for name in steps
        ]
        for patch in patches:
            self.enterContext(patch)
        self.api.get("/api/v2/orders/")
        self.assertEqual(seen, steps)

    def test_tokens_carry_the_issuer_and_the_audience_and_without_them_are_refused(self):
        claims = jwt.decode(self.tokens["access"], options={"verify_signature": False})
        self.assertEqual((claims["iss"], claims["aud"]), ("https://bookshop.example", "bookshop-api"))
        for name in ("iss", "aud"):
            foreign = {**claims, name: "https://elsewhere.example"}
            token = jwt.encode(foreign, settings.JWT_SIGNING_KEY, algorithm="HS256")
            api = APIClient(headers={"Authorization": f"Bearer {token}"})
            self.assertEqual(api.get("/api/v2/orders/").status_code, 401, name)

    def test_a_token_of_one_kind_is_no_token_of_the_other_although_the_key_is_the_same(self):
        headers = {"Authorization": f"Bearer {self.tokens['access']}"}
        self.assertEqual(self.client.get(f"/api/orders/{self.cart.pk}/", headers=headers).status_code, 401)
        own = issue_access_token(self.ann, ["orders:read"])
        api = APIClient(headers={"Authorization": f"Bearer {own}"})
        self.assertEqual(api.get("/api/v2/orders/").status_code, 401)

    def test_a_used_refresh_token_is_on_the_deny_list(self):
        refresh = {"refresh": self.tokens["refresh"]}
        self.assertIn("refresh", self.api.post("/api/token/refresh/", refresh).json())
        self.assertEqual(self.api.post("/api/token/refresh/", refresh).status_code, 401)

    def test_the_defaults_the_answer_names(self):
        from rest_framework.settings import DEFAULTS
        from rest_framework_simplejwt.settings import DEFAULTS as JWT

        self.assertEqual(DEFAULTS["DEFAULT_PERMISSION_CLASSES"], ["rest_framework.permissions.AllowAny"])
        self.assertEqual(JWT["ACCESS_TOKEN_LIFETIME"], timedelta(minutes=5))
        self.assertEqual(JWT["REFRESH_TOKEN_LIFETIME"], timedelta(days=1))
        self.assertFalse(JWT["ROTATE_REFRESH_TOKENS"] or JWT["BLACKLIST_AFTER_ROTATION"])
        self.assertEqual(JWT["SIGNING_KEY"], settings.SECRET_KEY)

    def test_session_authentication_first_makes_it_403(self):
        from rest_framework.authentication import SessionAuthentication

        with mock.patch("shop.rest.OrderViewSet.authentication_classes", [SessionAuthentication]):
            self.assertEqual(APIClient().get("/api/v2/orders/").status_code, 403)
