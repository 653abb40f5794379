"""The bookshop's tables: migrated once for a release of Django, then copied for every other test.

Migrating takes as long as all else that an exercise's process does, and always ends the same.
"""

import contextlib
import os
import sqlite3
import weakref
from unittest import mock


@contextlib.contextmanager
def keep(file):
    """Meanwhile, a test database is migrated by copying what the file keeps of an earlier one.

    Whoever comes first migrates, and leaves the result in the file.
    """
    from django.core import management
    from django.db import connections

    call = management.call_command

    def call_command(name, *arguments, **options):
        if name != "migrate" or not _only_django_listens():
            return call(name, *arguments, **options)
        connection = connections[options["database"]]
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


def _only_django_listens():
    """Whether no project's receiver is told of the migration: it could add rows, or count calls."""
    from django.db.backends.signals import connection_created
    from django.db.models.signals import post_migrate, pre_migrate

    for signal in (connection_created, pre_migrate, post_migrate):
        for _key, receiver, *_ in signal.receivers:
            if isinstance(receiver, weakref.ReferenceType):
                receiver = receiver()
            if receiver and not receiver.__module__.startswith("django."):
                return False
    return True
