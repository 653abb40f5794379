"""The tests' access to an answer's blocks. It is copied next to manage.py."""

import ast
import inspect
import json
import sys
import types
import unittest
from pathlib import Path

import django

_HERE = Path(__file__).resolve().parent
_BLOCKS = json.loads((_HERE / "answer_blocks.json").read_text(encoding="utf-8"))["blocks"]


def on_django(condition, /):
    """Whether this is Django 6.0 or newer for "6.0", an older one for "<6.0"."""
    release = condition.removeprefix("<")
    named = tuple(int(part) for part in release.split("."))
    return django.VERSION[:2] < named if condition.startswith("<") else django.VERSION[:2] >= named


def for_django(condition, /):
    """Limits a test or a TestCase to these releases: "6.0" (or newer), "<6.0"."""
    return unittest.skipUnless(on_django(condition), f"for Django {condition}")


def only_django(condition, /):
    """A statement at the top of a test file: limits all of it to these releases."""
    if not on_django(condition):
        raise unittest.SkipTest(f"for Django {condition}")


def snippet(number, /, **names):
    """Runs the answer's n-th untitled python block with these names; returns its namespace."""
    code, namespace = _prepare(number, names)
    if code.co_flags & inspect.CO_COROUTINE:
        raise TypeError(f"snippet {number} awaits at the top level: use `await asnippet({number})`")
    exec(code, namespace)
    return namespace


async def asnippet(number, /, **names):
    """The same for a block with a top-level `await`."""
    code, namespace = _prepare(number, names)
    result = eval(code, namespace)
    if inspect.iscoroutine(result):
        await result
    return namespace


def source(number, /):
    """The text of the answer's n-th untitled python block."""
    return _snippet(number)["text"]


def block_source(title, /):
    """The text of the blocks with this title, in order."""
    texts = [b["text"] for b in _BLOCKS if b["title"] == title and b["for_this_django"]]
    if not texts:
        raise LookupError(f"no block is titled {title!r}")
    return "\n".join(texts)


def blocks(language, /):
    """The texts of all blocks in this language, in order."""
    return [block["text"] for block in _BLOCKS if block["language"] == language]


def _snippet(number):
    for block in _BLOCKS:
        if block["number"] == number:
            return block
    count = sum(1 for block in _BLOCKS if block["number"])
    raise LookupError(f"there is no snippet {number}: the answer has {count} untitled python blocks")


def _prepare(number, names):
    block = _snippet(number)
    if block["norun"]:
        raise LookupError(f"snippet {number} is marked norun: {block['norun']}")
    if not block["for_this_django"]:
        raise LookupError(f"snippet {number} is for Django {block['django']}")
    path = _HERE / "answer_snippets" / f"snippet_{number}.py"
    code = compile(
        block["text"],
        str(path),
        "exec",
        flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
        dont_inherit=True,
    )
    # A name inside the shop gives models an app and relative imports a package.
    module = types.ModuleType(f"shop.answer_snippet_{number}")
    module.__package__ = "shop"
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    module.__dict__.update(names)
    return code, module.__dict__
