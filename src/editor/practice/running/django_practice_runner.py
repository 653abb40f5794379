"""Runs an exercise's checks through the project's own manage.py and reports each result.

    python django_practice_runner.py REPORT LIMIT MARK WATCH LABEL...

REPORT is the output file, with one JSON object per line. LIMIT is the time limit in seconds for
each check, and for the start before the first one; 0 is no limit. MARK separates the output of the
checks, empty for none. WATCH is 1 if this process must end when its standard input does. The
package `checks` is beside this file; the project is the working directory.
"""

import faulthandler
import importlib
import json
import os
import runpy
import signal
import sys
import threading
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = "django_practice_runner"
LONGEST = 10_000  # characters of one text in a report
EQUALITIES = {
    "assertEqual",
    "assertCountEqual",
    "assertDictEqual",
    "assertHTMLEqual",
    "assertJSONEqual",
    "assertListEqual",
    "assertMultiLineEqual",
    "assertQuerySetEqual",
    "assertSequenceEqual",
    "assertSetEqual",
    "assertTupleEqual",
    "assertXMLEqual",
}

report_file = None
stack_file = None
limit = 0.0
mark = ""
crashed = False


def report(event, **fields):
    report_file.write(json.dumps({"event": event, **fields}) + "\n")
    report_file.flush()


def divide(test_id=""):
    """Marks in the output which check it belongs to from here on."""
    if mark:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(1, f"\x1e{mark} {test_id}\x1e".encode())


def wind():
    """Restarts the time limit. faulthandler's watchdog needs no GIL: it can end a loop in C too."""
    if limit:
        faulthandler.dump_traceback_later(limit, exit=True, file=stack_file)


def cut(text):
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def shown(value):
    if isinstance(value, str):
        return cut(value)
    try:
        return cut(repr(value))
    except Exception as error:
        return f"<{type(value).__name__}: {error}>"


def is_of_tests(filename):
    """Whether a file belongs to unittest or Django's test cases."""
    path = filename.replace("\\", "/")
    return "/unittest/" in path or "/django/test/" in path


def described(error):
    """Describes an error, with the frames from the outermost to where it was raised."""
    frames = [
        {"file": os.path.abspath(frame.f_code.co_filename), "line": line, "name": frame.f_code.co_name}
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename != __file__ and not frame.f_code.co_filename.startswith("<frozen")
    ]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append({"file": os.path.abspath(error.filename), "line": error.lineno or 1, "name": "", "syntax": True})
    try:
        message = str(error)
    except Exception:
        message = ""
    fields = {"type": type(error).__name__, "frames": frames[-60:]}
    for frame, _ in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if isinstance(error, AssertionError) and code.co_name in EQUALITIES and is_of_tests(code.co_filename):
            actual, expected = code.co_varnames[1:3]
            fields["actual"] = shown(frame.f_locals.get(actual))
            fields["expected"] = shown(frame.f_locals.get(expected))
            break
    for frame, _ in traceback.walk_tb(error.__traceback__):
        said = frame.f_locals.get("msg") if is_of_tests(frame.f_code.co_filename) else None
        # unittest puts its own message before that of the check, which says more.
        if isinstance(said, str) and said and message.endswith(f" : {said}"):
            message = f"{said}\n\n{message[: -len(said) - 3]}"
            break
    return {**fields, "message": cut(message)}


def crash(error):
    """Reports, once, what prevented all checks from running."""
    global crashed
    if not crashed:
        crashed = True
        report("crash", **described(error))


def end_with_parent(handle):
    """Ends this process, and any it started, when the editor is gone."""
    while os.read(handle, 4096):
        pass
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def make_runner():
    """Makes the classes that need Django, which may be missing."""
    import unittest

    from django.test.runner import DiscoverRunner

    class Result(unittest.TextTestResult):
        """Reports each check when it is done, and prints nothing."""

        def startTest(self, test):
            super().startTest(test)
            self.problems = []
            self.outcome = "passed"
            wind()
            report("start", id=test.id())
            divide(test.id())
            self.began = time.perf_counter()

        def stopTest(self, test):
            seconds = time.perf_counter() - self.began
            divide()
            wind()
            report("result", id=test.id(), outcome=self.outcome, seconds=seconds, problems=self.problems)
            super().stopTest(test)

        def note(self, outcome, err):
            if self.outcome != "errored":
                self.outcome = outcome
            self.problems.append(described(err[1]))

        def addFailure(self, test, err):
            self.failures.append((test, ""))
            self.note("failed", err)

        def addError(self, test, err):
            self.errors.append((test, ""))
            if hasattr(test, "_testMethodName"):
                self.note("errored", err)
                return
            # setUpClass and the like: "setUpClass (checks.test_orders.OrderTests)"
            name = test.id()
            report("group", id=name[name.find("(") + 1 : -1] if name.endswith(")") else name, **described(err[1]))

        def addSubTest(self, test, subtest, err):
            if err is None:
                return
            failed = issubclass(err[0], test.failureException)
            (self.failures if failed else self.errors).append((subtest, ""))
            self.note("failed" if failed else "errored", err)

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            self.outcome = "skipped"

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            self.outcome = "failed"

        def printErrors(self):
            pass

    class Runner(DiscoverRunner):
        def get_resultclass(self):
            return Result

        def build_suite(self, test_labels=None, **kwargs):
            tests = []
            for label in test_labels or []:
                module = ".".join(label.split(".")[:2])
                try:
                    loaded = importlib.import_module(module)
                    if not os.path.abspath(loaded.__file__).startswith(HERE + os.sep):
                        raise ImportError(f"{module} is {loaded.__file__}")
                    tests.append(self.test_loader.loadTestsFromName(label))
                except Exception as error:
                    report("group", id=label, **described(error))
            return self.test_suite(tests)

        def run_tests(self, test_labels, **kwargs):
            try:
                return super().run_tests(test_labels, **kwargs)
            except BaseException as error:
                crash(error)
                raise

    return Runner


def __getattr__(name):
    """Django asks this module for `Runner`, by the name in --testrunner."""
    if name == "Runner":
        return make_runner()
    raise AttributeError(name)


def main():
    global report_file, stack_file, limit, mark
    path, seconds, mark, watch, *labels = sys.argv[1:]
    report_file = open(path, "a", encoding="utf-8")
    stack_file = open(path + ".stack", "w", encoding="utf-8")
    limit = float(seconds)
    if watch == "1":
        handle = os.dup(0)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(1, 2)  # one stream keeps the output in order
        threading.Thread(target=end_with_parent, args=(handle,), daemon=True).start()
    wind()
    project = os.getcwd()
    sys.path[:] = [HERE, project, *(each for each in sys.path if each not in (HERE, project, ""))]
    sys.modules[NAME] = sys.modules["__main__"]
    sys.argv = ["manage.py", "test", *labels, "--noinput", "--verbosity=0", f"--testrunner={NAME}.Runner"]
    report("begin", python=sys.version.split()[0])
    code = 0
    try:
        runpy.run_path(os.path.join(project, "manage.py"), run_name="__main__")
    except SystemExit as error:
        code = error.code
    except BaseException as error:
        crash(error)
        traceback.print_exc()
        code = 1
    faulthandler.cancel_dump_traceback_later()
    divide()
    report("end")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    main()
