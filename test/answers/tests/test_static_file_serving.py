import json
import re
import shutil

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.templatetags.static import static
from django.test import TestCase, override_settings

from answer import blocks, snippet

ASSETS = settings.BASE_DIR / "assets" / "shop"
IN_NGINX = re.compile(r'location ~ "(.+)" \{').search(blocks("nginx")[0]).group(1)
IN_NGINX = re.compile(IN_NGINX.replace("(?<", "(?P<"))


class StaticFiles(TestCase):
    def setUp(self):
        ASSETS.mkdir(parents=True, exist_ok=True)
        self.addCleanup(shutil.rmtree, ASSETS.parent)
        self.addCleanup(shutil.rmtree, settings.STATIC_ROOT, ignore_errors=True)
        (ASSETS / "site.css").write_text("body { background: url('paper.png') }")
        (ASSETS / "paper.png").write_bytes(b"png")
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)

    def collect(self):
        from django.contrib.staticfiles.storage import staticfiles_storage

        call_command("collectstatic", "--noinput", verbosity=0)
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = (
            staticfiles_storage.load_manifest()
        )


class StaticFileServingTest(StaticFiles):
    def test_collectstatic_writes_the_file_its_hashed_copy_and_the_manifest(self):
        self.collect()
        manifest = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())
        hashed = manifest["paths"]["shop/site.css"]
        self.assertRegex(hashed, r"^shop/site\.[0-9a-f]{12}\.css$")
        self.assertTrue((settings.STATIC_ROOT / "shop/site.css").exists())
        css = (settings.STATIC_ROOT / hashed).read_text()
        self.assertRegex(css, r'url\("paper\.[0-9a-f]{12}\.png"\)')

    def test_the_page_links_the_hashed_name_and_a_changed_file_gets_a_new_one(self):
        def link():
            self.collect()
            html = self.client.get("/books/").content.decode()
            return re.search(r'rel="stylesheet" href="([^"]+)"', html).group(1)

        first = link()
        self.assertRegex(first, r"^/static/shop/site\.[0-9a-f]{12}\.css$")
        (ASSETS / "site.css").write_text("body { color: black }")
        self.assertNotEqual(link(), first)

    def test_the_cdn_is_switched_on_by_static_url(self):
        with override_settings(STATIC_URL="https://cdn.bookshop.example/static/"):
            self.collect()
            self.assertRegex(
                static("shop/site.css"), r"^https://cdn\.bookshop\.example/static/shop/site\.\w{12}\.css$"
            )

    def test_nginx_caches_hashed_names_for_ever_and_plain_ones_not(self):
        self.collect()
        self.assertEqual(
            IN_NGINX.match(static("shop/site.css"))["path"], static("shop/site.css")[len("/static/"):]
        )
        self.assertIsNone(IN_NGINX.match("/static/shop/site.css"))

    def test_in_debug_mode_the_plain_name_is_printed(self):
        with override_settings(DEBUG=True):
            self.assertEqual(static("shop/site.css"), "/static/shop/site.css")

    def test_nothing_serves_the_files_with_debug_off(self):
        self.collect()
        self.assertEqual(self.client.get("/static/shop/site.css").status_code, 404)

    def test_without_a_manifest_entry_the_page_fails_and_the_test_storage_repairs_it(self):
        message = "Missing staticfiles manifest entry for 'shop/missing.css'"
        self.collect()
        with self.assertRaisesMessage(ValueError, message):
            static("shop/missing.css")
        with snippet(2)["plain_static_files"]:
            self.assertContains(self.client.get("/books/"), "/static/shop/site.css")

    def test_a_storage_that_is_not_strict_hashes_at_run_time_what_exists(self):
        from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

        class Lenient(ManifestStaticFilesStorage):
            manifest_strict = False

        self.collect()
        (settings.STATIC_ROOT / "late.css").write_text("")
        self.assertRegex(Lenient().url("late.css"), r"^/static/late\.[0-9a-f]{12}\.css$")
        with self.assertRaisesMessage(ValueError, "could not be found"):
            Lenient().url("missing.css")

    def test_whitenoise_comes_right_below_the_security_middleware_and_the_media_storage_stays(self):
        names = snippet(1)
        at = names["MIDDLEWARE"].index("whitenoise.middleware.WhiteNoiseMiddleware")
        self.assertEqual(names["MIDDLEWARE"][at - 1], settings.MIDDLEWARE[0])
        self.assertTrue(settings.MIDDLEWARE[0].endswith("SecurityMiddleware"))
        self.assertEqual(names["STORAGES"].keys(), settings.STORAGES.keys())
        self.assertEqual(names["STORAGES"]["default"], settings.STORAGES["default"])
        self.assertIn("Manifest", names["STORAGES"]["staticfiles"]["BACKEND"])

    def test_static_root_among_the_sources_is_an_error(self):
        with override_settings(STATICFILES_DIRS=[settings.STATIC_ROOT]):
            self.assertIn("staticfiles.E002", {message.id for message in run_checks()})


class WhiteNoiseTest(StaticFiles):
    def test_it_serves_hashed_files_for_a_year_and_plain_ones_briefly(self):
        names = snippet(1)
        middleware = [*names["MIDDLEWARE"], *settings.MIDDLEWARE[1:]]
        with self.settings(MIDDLEWARE=middleware, STORAGES=names["STORAGES"]):
            self.collect()
            hashed = static("shop/site.css")
            served = self.client.get(hashed)
            self.assertEqual(served.status_code, 200)
            self.assertEqual(served["Cache-Control"], "max-age=315360000, public, immutable")
            self.assertNotIn("immutable", self.client.get("/static/shop/site.css")["Cache-Control"])
            self.assertTrue((settings.STATIC_ROOT / "admin/css/base.css.gz").exists())
