"""Writes the bytecode of installed packages as they are imported, and that of nothing else."""

import sys
from importlib.machinery import SourceFileLoader


def keep():
    """From now on. Compiling all that is installed takes half a minute, and little of it is used.

    An overlay's files may change within a second, which bytecode does not notice.
    """
    write = SourceFileLoader.set_data

    def set_data(self, path, data, **options):
        if path.startswith(sys.prefix):
            write(self, path, data, **options)

    SourceFileLoader.set_data = set_data
    sys.dont_write_bytecode = False
