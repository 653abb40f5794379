"""The virtual environment the answers run in: made once, renewed when the requirements change."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements.txt"


class Unavailable(Exception):
    """There is no environment to run the answers in; the message says why."""


def ensure(folder: Path) -> Path:
    """The environment's Python; makes the environment first where it is missing or outdated."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "requirements.sha256"
    wanted = hashlib.sha256(
        REQUIREMENTS.read_bytes() + sys.version.encode() + str(folder).encode()
    ).hexdigest()

    def ready() -> bool:
        return python.exists() and stamp.exists() and stamp.read_text().strip() == wanted

    if ready():
        return python
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock(folder.with_suffix(".lock")):
        if not ready():
            print(f"Installing the answers' packages into {folder} ...", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            _call([sys.executable, "-m", "venv", str(folder)], "python -m venv")
            _install(python)
            stamp.write_text(wanted + "\n")
    return python


def _install(python: Path) -> None:
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--no-deps", "--requirement", str(REQUIREMENTS)]
    try:
        _call([*install, "--retries", "0"], "pip install")
    except Unavailable:
        _call(install, "pip install")


def _call(command: list[str], name: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise Unavailable(f"{name} cannot be started: {error}") from error
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise Unavailable(f"{name} failed (exit code {done.returncode}):\n{tail}")


@contextmanager
def _lock(path: Path):
    """Two runs at once must not build the environment on top of each other."""
    with open(path, "w") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: run one at a time
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
