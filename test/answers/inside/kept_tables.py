"""Tables: migrated once for the same apps on a release of Django, then copied for other tests.

Migrating takes longer than all else that most processes do, and always ends the same.
"""

import contextlib
import hashlib
import os
import sqlite3
import weakref
from unittest import mock


@contextlib.contextmanager
def keep(folder):
    """Meanwhile, a test database is migrated by copying what the folder keeps of an earlier one.

    Whoever comes first migrates, and leaves the result in the folder.
    """
    from django.core import management
    from django.db import connections

    call = management.call_command

    def call_command(name, *arguments, **options):
        if name != "migrate" or not _only_django_decides():
            return call(name, *arguments, **options)
        connection = connections[options["database"]]
        if connection.settings_dict["ENGINE"] != "django.db.backends.sqlite3":
            return call(name, *arguments, **options)
        file = folder / f"{_same_tables(connection)}.sqlite3"
        connection.ensure_connection()
        if file.exists():
            with contextlib.closing(sqlite3.connect(file)) as kept:
                kept.backup(connection.connection)
            return None
        call(name, *arguments, **options)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}")
        with contextlib.closing(sqlite3.connect(unfinished)) as kept:
            connection.connection.backup(kept)
        with contextlib.suppress(PermissionError):  # on Windows, while another process reads one
            unfinished.replace(file)
        return None

    with mock.patch.object(management, "call_command", call_command):
        yield


def _same_tables(connection):
    """A name that databases share if they get the same tables, as all migrations are installed ones."""
    from django.apps import apps
    from django.conf import settings
    from django.utils.module_loading import module_has_submodule

    decides = (
        sorted(
            (app.name, app.label) for app in apps.get_app_configs()
            if app.models_module or module_has_submodule(app.module, "migrations")
        ),
        settings.AUTH_USER_MODEL,
        settings.MIGRATION_MODULES,
        getattr(settings, "SITE_ID", None),  # the first site's key
        {name: value for name, value in connection.settings_dict.items() if name != "NAME"},
    )
    return hashlib.sha256(repr(decides).encode()).hexdigest()[:16]


def _only_django_decides():
    """Whether no project routes the migration, or is told of it: it could add rows, or count calls."""
    from django.conf import settings
    from django.db.backends.signals import connection_created
    from django.db.models.signals import post_migrate, pre_migrate

    if settings.DATABASE_ROUTERS:
        return False
    for signal in (connection_created, pre_migrate, post_migrate):
        for _key, receiver, *_ in signal.receivers:
            if isinstance(receiver, weakref.ReferenceType):
                receiver = receiver()
            if receiver and not receiver.__module__.startswith("django."):
                return False
    return True
