import asyncio
import threading
from inspect import iscoroutinefunction
from unittest import mock

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.exceptions import MiddlewareNotUsed, SuspiciousOperation
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.template.response import TemplateResponse
from django.test import AsyncClient, RequestFactory, SimpleTestCase, TestCase, override_settings
from django.test.client import AsyncClientHandler
from django.utils.decorators import decorator_from_middleware, sync_and_async_middleware
from django.utils.deprecation import MiddlewareMixin

from shop import views
from shop.middleware import FailedViewMiddleware, MaintenanceMiddleware, request_id_middleware

CALLS = []


def recorder(name, answer=False):
    def factory(get_response):
        CALLS.append(f"{name} built")

        def middleware(request):
            CALLS.append(f"{name} in")
            response = HttpResponse("short") if answer else get_response(request)
            CALLS.append(f"{name} out")
            return response

        return middleware

    return factory


outer, inner, stopper = recorder("outer"), recorder("inner"), recorder("stopper", answer=True)


class First:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def note(self, what):
        CALLS.append(f"{type(self).__name__} {what}")

    def process_view(self, request, view_func, view_args, view_kwargs):
        self.note("view")

    def process_exception(self, request, exception):
        self.note("exception")

    def process_template_response(self, request, response):
        self.note("template")
        return response


class Second(First):
    pass


def catching(get_response):
    def middleware(request):
        try:
            return get_response(request)
        except ValueError:
            CALLS.append("caught")
            raise

    return middleware


def failing(get_response):
    def middleware(request):
        raise ValueError("in a middleware")

    return middleware


def refusing(get_response):
    def middleware(request):
        raise SuspiciousOperation("no")

    return middleware


def only_sync(get_response):
    return lambda request: get_response(request)


@sync_and_async_middleware
def both(get_response):
    if iscoroutinefunction(get_response):
        CALLS.append("async")

        async def middleware(request):
            return await get_response(request)

    else:
        CALLS.append("sync")

        def middleware(request):
            return get_response(request)

    return middleware


class Answering(First):
    def __call__(self, request):
        response = self.get_response(request)
        CALLS.append("Answering out")
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        return HttpResponse("answered")


class RequestIdTests(SimpleTestCase):
    def run_it(self, **headers):
        request = RequestFactory().get("/", headers=headers)
        return request, request_id_middleware(lambda r: HttpResponse(r.id))(request)

    def test_the_view_and_the_response_carry_the_same_id(self):
        request, response = self.run_it()
        self.assertEqual(response.headers["X-Request-ID"], request.id)
        self.assertEqual(response.content.decode(), request.id)
        self.assertRegex(response.headers["Server-Timing"], r"^app;dur=\d+\.\d$")

    def test_a_harmless_id_is_reused_and_a_harmful_one_is_replaced(self):
        self.assertEqual(self.run_it(x_request_id="abc-12345")[0].id, "abc-12345")
        forged = "abc-12345\nERROR forged line"
        self.assertNotEqual(self.run_it(x_request_id=forged)[0].id, forged)

    def test_each_request_gets_its_own_id(self):
        self.assertNotEqual(self.run_it()[0].id, self.run_it()[0].id)


class MaintenanceTests(SimpleTestCase):
    @override_settings(MAINTENANCE_MODE=True)
    def test_it_short_circuits_but_the_layers_above_still_see_the_response(self):
        with mock.patch.object(views, "render", side_effect=AssertionError):
            response = self.client.get("/books/")
        self.assertEqual(response.status_code, 503)
        self.assertEqual(response.headers["Retry-After"], "600")
        self.assertIn("X-Request-ID", response.headers)
        self.assertEqual(response.headers["X-Frame-Options"], "DENY")

    @override_settings(MAINTENANCE_MODE=True)
    def test_the_admin_stays_open(self):
        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_it_leaves_the_chain_when_the_shop_is_open(self):
        with self.assertRaises(MiddlewareNotUsed):
            MaintenanceMiddleware(lambda request: HttpResponse())
        with mock.patch.object(MaintenanceMiddleware, "__call__", side_effect=AssertionError):
            self.assertEqual(self.client.get("/nowhere/").status_code, 404)


class HookTests(TestCase):
    def test_a_failing_view_is_logged_by_name_and_still_ends_as_a_500(self):
        self.client.raise_request_exception = False
        with mock.patch.object(views, "render", side_effect=ValueError("boom")):
            with self.assertLogs("shop.middleware", "ERROR") as logs:
                response = self.client.get("/books/")
        self.assertEqual(response.status_code, 500)
        self.assertIn("shop.views.book_list failed: ValueError('boom')", logs.output[0])

    def test_a_404_raised_by_a_view_is_an_answer_and_not_logged_as_a_failure(self):
        with self.assertNoLogs("shop.middleware", "ERROR"):
            self.assertEqual(self.client.get("/books/no-such-book/").status_code, 404)

    def test_a_view_may_be_an_object_without_a_qualified_name(self):
        request = RequestFactory().get("/")
        FailedViewMiddleware(lambda r: HttpResponse()).process_view(request, Feed(), (), {})
        self.assertEqual(request.view_label, "django.contrib.syndication.views.Feed")

    @override_settings(MIDDLEWARE=[f"{__name__}.First", f"{__name__}.Second"])
    def test_hooks_run_top_down_before_the_view_and_bottom_up_after_it(self):
        CALLS.clear()
        self.client.raise_request_exception = False
        answer = TemplateResponse(RequestFactory().get("/"), "shop/book_list.html", {})
        with mock.patch.object(views, "render", return_value=answer):
            self.client.get("/books/")
        names = ["First", "Second"]
        expected = [f"{n} view" for n in names] + [f"{n} template" for n in names[::-1]]
        self.assertEqual(CALLS, expected)
        CALLS.clear()
        with mock.patch.object(views, "render", side_effect=ValueError):
            self.client.get("/books/")
        self.assertEqual(CALLS[2:], [f"{n} exception" for n in names[::-1]])
        CALLS.clear()
        broken = TemplateResponse(RequestFactory().get("/"), "no/such/template.html", {})
        with mock.patch.object(views, "render", return_value=broken):
            self.client.get("/books/")
        self.assertEqual(CALLS[-2:], [f"{n} exception" for n in names[::-1]])

    @override_settings(MIDDLEWARE=[f"{__name__}.catching"])
    def test_try_around_get_response_catches_nothing(self):
        CALLS.clear()
        self.client.raise_request_exception = False
        with mock.patch.object(views, "render", side_effect=ValueError):
            self.assertEqual(self.client.get("/books/").status_code, 500)
        self.assertEqual(CALLS, [])


    @override_settings(MIDDLEWARE=[f"{__name__}.First", f"{__name__}.Answering", f"{__name__}.Second"])
    def test_an_answer_from_process_view_skips_the_rest_and_leaves_through_every_layer(self):
        CALLS.clear()
        with mock.patch.object(views, "render", side_effect=AssertionError):
            response = self.client.get("/books/")
        self.assertEqual(response.content, b"answered")
        self.assertEqual(CALLS, ["First view", "Answering out"])

    @override_settings(MIDDLEWARE=[f"{__name__}.First", f"{__name__}.failing"])
    def test_what_a_middleware_raises_reaches_no_exception_hook(self):
        CALLS.clear()
        self.client.raise_request_exception = False
        self.assertEqual(self.client.get("/books/").status_code, 500)
        self.assertEqual(CALLS, [])

    @override_settings(MIDDLEWARE=[f"{__name__}.catching", f"{__name__}.refusing"])
    def test_a_suspicious_request_is_turned_into_a_400_below_the_next_layer(self):
        self.assertEqual(self.client.get("/books/").status_code, 400)


class AsyncTests(SimpleTestCase):
    def modes(self, *names):
        CALLS.clear()
        with override_settings(MIDDLEWARE=[f"{__name__}.{name}" for name in names]):
            AsyncClientHandler().load_middleware(is_async=True)
        return CALLS[:]

    def test_one_synchronous_layer_makes_the_layers_above_it_synchronous(self):
        self.assertEqual(self.modes("both", "both"), ["async", "async"])
        self.assertEqual(self.modes("both", "only_sync", "both"), ["async", "sync"])

    def test_the_mixin_sends_its_hooks_to_a_thread(self):
        class Noting(MiddlewareMixin):
            def process_request(self, request):
                CALLS.append(threading.current_thread())

        async def view(request):
            return HttpResponse()

        CALLS.clear()
        asyncio.run(Noting(view)(RequestFactory().get("/")))
        self.assertIsNot(CALLS[0], threading.current_thread())


class OrderTests(SimpleTestCase):
    @override_settings(MIDDLEWARE=[f"{__name__}.outer", f"{__name__}.inner"])
    def test_requests_go_in_from_the_top_and_responses_out_from_the_bottom(self):
        CALLS.clear()
        self.client.get("/nowhere/")
        self.client.get("/nowhere/")
        self.assertEqual(CALLS[:2], ["inner built", "outer built"])
        self.assertEqual(CALLS[2:], ["outer in", "inner in", "inner out", "outer out"] * 2)

    @override_settings(MIDDLEWARE=[f"{__name__}.outer", f"{__name__}.stopper", f"{__name__}.inner"])
    def test_a_short_circuit_skips_the_layers_below(self):
        CALLS.clear()
        self.assertEqual(self.client.get("/nowhere/").content, b"short")
        self.assertNotIn("inner in", CALLS)
        self.assertIn("outer out", CALLS)

    @override_settings(
        MIDDLEWARE=[
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
        ]
    )
    def test_authentication_above_the_session_is_refused(self):
        with self.assertRaisesMessage(Exception, "requires session middleware"):
            self.client.get("/books/")

    def test_the_shown_list_contains_every_default_in_its_order(self):
        defaults = [name for name in settings.MIDDLEWARE if name.startswith("django.")]
        self.assertEqual(len(defaults), 7)
        self.assertLess(
            defaults.index("django.contrib.sessions.middleware.SessionMiddleware"),
            defaults.index("django.contrib.auth.middleware.AuthenticationMiddleware"),
        )

    async def test_the_synchronous_layers_work_under_asgi(self):
        response = await AsyncClient().get("/nowhere/")
        self.assertIn("X-Request-ID", response.headers)


class ClaimTests(SimpleTestCase):
    def test_csrf_is_checked_in_process_view(self):
        self.assertTrue(hasattr(CsrfViewMiddleware, "process_view"))
        exempt = lambda request: HttpResponse()  # noqa: E731
        exempt.csrf_exempt = True
        check = CsrfViewMiddleware(lambda request: HttpResponse())
        request = RequestFactory(enforce_csrf_checks=True).post("/")
        request._dont_enforce_csrf_checks = False
        self.assertIsNone(check.process_view(request, exempt, (), {}))
        self.assertEqual(
            check.process_view(request, lambda r: HttpResponse(), (), {}).status_code, 403
        )

    def test_the_decorator_made_from_middleware_runs_its_hooks_and_not_its_call(self):
        view = decorator_from_middleware(First)(lambda request: HttpResponse())
        CALLS.clear()
        with mock.patch.object(First, "__call__", side_effect=AssertionError):
            self.assertEqual(view(RequestFactory().get("/")).status_code, 200)
        self.assertEqual(CALLS, ["First view"])

    def test_a_streaming_response_has_no_content(self):
        with self.assertRaises(AttributeError):
            StreamingHttpResponse(["a"]).content
