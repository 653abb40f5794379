"""Forks a process for each answer from this one, which has the common imports loaded.

    python forker.py <number of an inherited socket> [<settings.py>]

Every message on the socket requests one process: JSON with the driver's arguments, the folder, the
environment and the file for its output, and a socket for its status: the process's id, and once it
has ended its exit code (negative: the signal that ended it), each on a line.

No answer's code runs in this process, and nothing here may need Django's settings: an answer's
project makes its changes before Django reads it. Only for projects that have the given settings,
word for word, Django's own apps are imported with them.
"""

import contextlib
import gc
import importlib
import inspect
import json
import os
import runpy
import selectors
import socket
import sys
import types
import warnings
from pathlib import Path

import kept_bytecode
import kept_tables  # noqa: F401 (the driver needs it)

DRIVER = Path(__file__).resolve().parent / "driver.py"

# The imports of the bookshop, Django's test runner and the driver, unless they need settings.
PRELOADED = """
    asyncio ast concurrent.futures.thread email.mime.multipart getpass html.parser multiprocessing
    sqlite3 sqlparse unittest.mock xml.dom.minidom
    django.apps django.conf.urls django.conf.urls.static
    django.contrib.admin.utils django.contrib.auth.hashers django.contrib.auth.signals
    django.core.cache.backends.locmem django.core.handlers.asgi django.core.handlers.wsgi
    django.core.mail.backends.locmem django.core.management.commands.makemigrations
    django.core.management.commands.migrate django.core.paginator django.core.serializers.json
    django.core.servers.basehttp django.db.backends.sqlite3.base django.db.migrations.autodetector
    django.db.migrations.executor django.db.models django.forms django.shortcuts
    django.template.context_processors django.template.defaulttags django.template.loader_tags
    django.template.loaders.app_directories django.template.loaders.cached django.templatetags.i18n
    django.templatetags.static django.test django.test.runner django.utils.translation.trans_real
    django.views.debug django.views.decorators.cache django.views.generic
""".split()

# What answers need besides.
OF_ANSWERS = """
    coverage coverage.collector coverage.control coverage.inorout coverage.report_core coverage.sqldata
    yaml graphql celery celery.app.task celery.local
""".split()

# The imports of the bookshop and the test runner that need settings, and the apps' models.
OF_APPS = """
    django.contrib.admin.templatetags.admin_list
    django.contrib.admin.templatetags.admin_modify django.contrib.admin.templatetags.base
    django.contrib.admin.templatetags.log django.contrib.admin.views.main django.contrib.auth.admin
    django.contrib.auth.backends django.contrib.auth.checks django.contrib.auth.context_processors
    django.contrib.auth.forms django.contrib.auth.management django.contrib.auth.middleware
    django.contrib.auth.password_validation django.contrib.auth.tokens django.contrib.auth.urls
    django.contrib.auth.views django.contrib.contenttypes.admin django.contrib.contenttypes.checks
    django.contrib.contenttypes.fields django.contrib.contenttypes.forms
    django.contrib.contenttypes.management django.contrib.contenttypes.views
    django.contrib.messages.context_processors django.contrib.messages.middleware
    django.contrib.messages.storage.fallback django.contrib.sessions.backends.db
    django.contrib.sessions.middleware django.contrib.sessions.serializers
    django.contrib.staticfiles.checks django.contrib.staticfiles.finders
    django.contrib.staticfiles.storage django.core.cache.backends.db
    django.core.management.commands.check django.core.management.commands.createcachetable
    django.db.models.sql.compiler django.middleware.clickjacking django.middleware.common
    django.middleware.security django.templatetags.cache django.templatetags.l10n
    django.templatetags.tz django.utils.translation.reloader django.views.csrf
    django.views.decorators.http
""".split()


def preload(settings_file=None):
    # As strict as the driver: what warns here is left to the answer importing it, and fails there.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(PRELOADED)
        if settings_file:
            load_apps(runpy.run_path(settings_file))
        else:
            load(OF_ANSWERS)
            inspect.stack()  # coverage asks for it: from now on inspect knows each module's file
    gc.collect()
    gc.freeze()


def load(names):
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:
            print(f"{name} is not imported beforehand: {error!r}", file=sys.stderr)


def load_apps(values):
    """Imports Django's own apps with these settings, which are forgotten then, as the apps are.

    All that remains are modules: a project still reads its settings and sets up all of its apps.
    """
    from asgiref.local import Local
    from django.apps import AppConfig, apps
    from django.conf import settings
    from django.db import connections
    from django.test.signals import setting_changed
    from django.utils.functional import empty

    settings.configure(**{name: value for name, value in values.items() if name.isupper()})
    for entry in settings.INSTALLED_APPS:
        if entry.startswith("django."):
            app = AppConfig.create(entry)
            app.apps = apps
            apps.app_configs[app.label] = app
    apps.apps_ready = True
    for app in apps.get_app_configs():
        app.import_models()
    apps.models_ready = True
    load(OF_APPS)
    # Models ask for the longest name in a database, and for the translations of all apps.
    for name in ("INSTALLED_APPS", "LOCALE_PATHS"):
        setting_changed.send(sender=None, setting=name, value=None, enter=False)
    connections._settings = None
    connections._connections = Local(connections.thread_critical)
    del connections.settings
    apps.clear_cache()
    apps.app_configs.clear()
    apps.apps_ready = apps.models_ready = False
    settings._wrapped = empty


def serve(requests):
    """Answers requests until there are no more; returns the job in a process made for one."""
    running = {}  # by the descriptor of a process: its id, and the socket for its status
    with selectors.DefaultSelector() as selector:
        selector.register(requests, selectors.EVENT_READ)
        while True:
            for key, _events in selector.select():
                if key.fileobj is requests:
                    message, descriptors, _flags, _address = socket.recv_fds(requests, 1 << 20, 1)
                    if not message:
                        return None
                    report = socket.socket(fileno=descriptors[0])
                    process = os.fork()
                    if process == 0:
                        for each in (requests, report, *(of for _, of in running.values())):
                            each.close()
                        for each in running:
                            os.close(each)
                        return json.loads(message)
                    tell(report, process)
                    ended = os.pidfd_open(process)
                    running[ended] = process, report
                    selector.register(ended, selectors.EVENT_READ)
                else:
                    selector.unregister(key.fd)
                    process, report = running.pop(key.fd)
                    os.close(key.fd)
                    with report:
                        tell(report, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


def tell(report, number):
    """Reports to whoever asked for a process, unless that one no longer listens."""
    with contextlib.suppress(OSError):
        report.sendall(f"{number}\n".encode())


def become(job):
    """Turns this process into `python driver.py`, as if newly started in the job's folder."""
    os.setpgid(0, 0)  # a session of its own would not share the priority that this one was given
    for descriptor, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, job["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["folder"])
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.modules["__main__"].__file__ = str(DRIVER)
    sys.argv = [str(DRIVER), *job["arguments"]]
    sys.path[0] = str(DRIVER.parent)


def leave():
    """Ends this process without taking down all that it has imported: its results are written."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    kept_bytecode.keep()
    preload(*sys.argv[2:])
    driver = compile(DRIVER.read_text(encoding="utf-8"), DRIVER, "exec")
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        asked.send(b"ready")
        taken = serve(asked)
    if taken:
        become(taken)
        exec(driver, vars(sys.modules["__main__"]))
        leave()
