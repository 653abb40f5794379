"""The processes that run the answers.

Each answer has its own. On Linux it is forked from a process of its release that has imported
Django beforehand, which saves more than half of an answer's time; elsewhere, where forking after
such imports is not safe, it is started from scratch.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

INSIDE = Path(__file__).resolve().parent / "inside"


class NotEnded(Exception):
    """The process was still running at its time limit, and was ended."""


class Processes:
    """Runs the driver on one release's Python. Safe to use from several threads."""

    def __init__(self, python: Path):
        self._python = python
        self._lock = threading.Lock()
        self._forkers: dict[Path | None, tuple[subprocess.Popen, socket.socket]] = {}
        self._kept = tempfile.TemporaryDirectory(prefix="answers-")

    @property
    def kept(self) -> Path:
        """A folder for what libraries cache: shared by all processes, removed at the end."""
        return Path(self._kept.name)

    @property
    def tables(self) -> Path:
        """The folder that keeps databases with tables, once a process has made them."""
        folder = self.kept / "tables"
        folder.mkdir(exist_ok=True)
        return folder

    def run(
        self, arguments: list[str], folder: Path, environment: dict[str, str], output: Path, timeout: float,
        settings: Path | None = None,
    ) -> int:
        """The exit code of the driver, which ran in the folder; negative: the signal that ended it.

        `settings` is a file that the folder has unchanged: Django's own apps may be imported with it
        beforehand. Raises NotEnded after `timeout` seconds.
        """
        if sys.platform == "linux":
            return self._fork(arguments, folder, environment, output, timeout, settings)
        with output.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [str(self._python), str(INSIDE / "driver.py"), *arguments], cwd=folder, env=environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )
            try:
                return process.wait(timeout)
            except subprocess.TimeoutExpired as error:
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
                process.wait()
                raise NotEnded from error

    def close(self) -> None:
        """Ends the processes that the others were forked from, and removes what was kept."""
        for forker, requests in self._forkers.values():
            requests.close()
            forker.wait()
        self._kept.cleanup()

    def _fork(
        self, arguments: list[str], folder: Path, environment: dict[str, str], output: Path, timeout: float,
        settings: Path | None,
    ) -> int:
        job = {
            "arguments": arguments, "folder": str(folder), "environment": environment, "output": str(output),
        }
        report, theirs = socket.socketpair()
        with report:
            with theirs:
                socket.send_fds(self._started(settings), [json.dumps(job).encode()], [theirs.fileno()])
            with report.makefile(encoding="ascii") as lines:
                process = _number(lines.readline())
                report.settimeout(timeout)
                try:
                    return _number(lines.readline())
                except TimeoutError as error:
                    os.killpg(process, signal.SIGKILL)
                    raise NotEnded from error

    def _started(self, settings: Path | None) -> socket.socket:
        """The socket of the forking process, which is started on first use."""
        with self._lock:
            if settings not in self._forkers:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    forker = subprocess.Popen(
                        [str(self._python), str(INSIDE / "forker.py"), str(theirs.fileno()),
                         *([str(settings)] if settings else [])],
                        env=clean_environment(), stdin=subprocess.DEVNULL,
                        pass_fds=[theirs.fileno()], process_group=0,
                    )
                if ours.recv(16) != b"ready":
                    raise RuntimeError(f"{INSIDE / 'forker.py'} ended with {forker.wait()}")
                self._forkers[settings] = forker, ours
            return self._forkers[settings][1]


def clean_environment() -> dict[str, str]:
    """The person's environment without what would change how Python and Django run."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PYTHON", "COVERAGE"))},
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
    }


def _number(line: str) -> int:
    if not line:
        raise RuntimeError("the process that forks the answers' processes has ended")
    return int(line)
