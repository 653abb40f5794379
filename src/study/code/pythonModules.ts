/** The names of modules that Python has already. */

/** The standard library of Python 3.10 to 3.14: `sys.stdlib_module_names`. */
const standard = new Set(
  `abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb
  binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections
  colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg cProfile
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings
  ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
  genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib
  imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma
  mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib
  nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools
  pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr
  pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd
  sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess
  sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading
  time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types
  typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref
  xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(/\s+/),
);

/** Whether a module is one of the standard library. */
export function isStandardModule(name: string): boolean {
  return standard.has(name);
}

/**
 * Modules that pytest and VS Code's plugin import at their start, and that Python itself looks for; and
 * `isort`, which Pylint imports when it checks a file, after it has put `src/` first.
 */
const ofTools =
  /^(?:isort|pytest.*|pluggy|iniconfig|packaging|pygments|colorama|exceptiongroup|tomli|typing_extensions|py|django|sitecustomize|usercustomize|vscode_.*)$/;

/**
 * Whether a project's module would take the place of another by this name in what starts in the
 * project's folder, such as `python -m pytest`. Underscores begin the names of libraries' inner modules.
 *
 * It is not this that keeps a pack's code from running unasked, since nobody can list what a person's
 * tools import: they look for tests, check types and lint by themselves, and import from their working
 * directory, the folder of a file or `src/` first. What keeps it is that nothing of a pack is written
 * before the person trusts its author: see `trustedAuthors.ts`. Besides, the code of a pack's answer
 * is in a folder below the one that is opened: see `projectWith`.
 */
export function isTakenModule(name: string): boolean {
  return name.startsWith('_') || isStandardModule(name) || ofTools.test(name);
}
