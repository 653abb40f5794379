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

/** Modules that pytest and VS Code's plugin import at their start, and that Python itself looks for. */
const ofPytest =
  /^(?:pytest.*|pluggy|iniconfig|packaging|pygments|colorama|exceptiongroup|tomli|typing_extensions|py|django|sitecustomize|usercustomize|vscode_.*)$/;

/**
 * Modules that are imported as soon as pytest starts where they are installed, or are looked for by
 * what is: of usual plugins whose names do not begin with `pytest`, by their entry points, of what
 * these import, and of what that does.
 *
 * The list is not complete, and cannot be: anyone may publish a plugin, and none can be told from an
 * app's name. What is run from the project's folder, as editors do and `python -m pytest`, finds the
 * folder's modules before it reads our `conftest.py`, so a pack's `name.py` is run there without being
 * asked for on a machine with a rare plugin that imports a `name`. In lower case: some systems do not
 * tell cases apart.
 */
const ofPlugins = new Set(
  `aiofiles aiohappyeyeballs aiohttp aiosignal allure allure_commons allure_pytest amqp ansi2html
  anyio appium asgiref asttokens async_timeout attr attrs backports billiard black blinker box
  brotli celery certifi cffi chardet charset_normalizer click coverage cprofile cryptography
  dateutil ddtrace debugpy decopatch decorator deepeval dirty_equals dotenv execnet executing
  factory faker filelock flaky flask freezegun frozenlist funcsigs gherkin google greenlet h11 h2
  hiredis httpcore httpx hypothesis icdiff idna importlib_metadata inflection inline_snapshot
  ipykernel itsdangerous jax jaxtyping jinja2 jmespath jsonschema jupyter_client jwt kombu langsmith
  logfire makefun mako markdown_it markupsafe mdurl mirakuru model_bakery moto multidict mypy
  mypy_extensions mysqldb nbformat nbval numpy openssl opentelemetry outcome pandas parse parse_type
  pkg_resources playwright polyfactory port_for pprintpp propcache psutil psycopg psycopg2 purl
  pycurl pydantic pydantic_core pyee pyfakefs pytz redis referencing regex requests requests_mock
  responses respx rich rpds ruff selenium setuptools setuptools_scm simplejson six slugify sniffio
  socks sortedcontainers sqlparse syrupy tavern teamcity tenacity termcolor testmon text_unidecode
  time_machine tornado trio twisted typeguard tzdata tzlocal unittestadapter urllib3 vcr vine
  wadler_lindig websocket werkzeug wrapt wsproto xdist xdoctest yaml yarl zope zstandard`.split(
    /\s+/,
  ),
);

/**
 * Whether a project's module would take the place of another by this name in what starts in the
 * project's folder, such as `python -m pytest`. Underscores begin the names of libraries' inner modules.
 */
export function isTakenModule(name: string): boolean {
  return (
    name.startsWith('_') || isStandardModule(name) || ofPytest.test(name) || ofPlugins.has(name)
  );
}
