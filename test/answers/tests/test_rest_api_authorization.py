import base64
import json
from datetime import timedelta

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import TestCase

from shop.models import Customer, Order
from shop.tokens import issue_access_token, read_access_token


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
