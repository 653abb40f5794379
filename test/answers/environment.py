"""The virtual environments for running the answers: one per release of Django, made once.

    python3 test/answers/environment.py    makes missing ones, and reports what went wrong

An environment's name contains a digest of its requirements, so that two checkouts that share the
cache but need different packages do not replace each other's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Preferred first: what the packages have wheels for.
PYTHONS = ("3.13", "3.12", "3.14", "3.11")
# An environment unused for this long belongs to old requirements.
UNUSED_DAYS = 14


class Unavailable(Exception):
    """No environment exists to run the answers in; the message says why."""


@dataclass(frozen=True)
class Release:
    """A release of Django that the answers are run on, and the Pythons its packages support."""

    name: str
    oldest_python: tuple[int, int]

    @property
    def requirements(self) -> Path:
        return HERE / "requirements" / f"django-{self.name}.txt"


RELEASES = (Release("5.2", (3, 11)), Release("6.1", (3, 12)))


def ensure(release: Release, cache: Path) -> Path:
    """The environment's Python; makes the environment first if it is missing.

    Safe when several processes ask at once. Raises Unavailable.
    """
    base = _base_python(release)
    digest = hashlib.sha256(
        release.requirements.read_bytes() + base.version.encode() + str(cache).encode()
    ).hexdigest()
    folder = cache / f"answers-django-{release.name}-{digest[:12]}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "complete"
    if not stamp.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with _lock(cache / f"{folder.name}.lock"):
            if not stamp.exists():
                print(f"Installing Django {release.name} and the answers' packages into {folder} ...", flush=True)
                shutil.rmtree(folder, ignore_errors=True)
                _call([base.path, "-m", "venv", "--without-pip", str(folder)], "python -m venv")
                _install(python, release, cache)
                stamp.touch()
                _remove_unused(cache)
    stamp.touch()
    return python


def ensure_all(
    releases: list[Release], cache: Path, unless: str
) -> tuple[dict[str, Path], list[str]]:
    """The Python of each release, and warnings about releases without one.

    `unless` states the consequence, such as "THE ANSWERS WERE NOT RUN".
    """
    pythons: dict[str, Path] = {}
    missing: list[str] = []
    line = "!" * 78

    def one(release: Release) -> None:
        try:
            pythons[release.name] = ensure(release, cache)
        except Unavailable as reason:
            missing.append(f"{line}\n{unless} ON DJANGO {release.name}.\n{reason}\n{line}")

    with ThreadPoolExecutor() as pool:
        list(pool.map(one, releases))
    return pythons, missing


@dataclass(frozen=True)
class _Python:
    path: str
    version: str


def _base_python(release: Release) -> _Python:
    """The Python that runs this if it is new enough, else one from PATH, pyenv or `py`."""
    oldest = ".".join(map(str, release.oldest_python))
    if sys.version_info[:2] >= release.oldest_python:
        return _Python(sys.executable, sys.version)
    tried = []
    for command in _other_pythons(release):
        tried.append(" ".join(command))
        try:
            done = subprocess.run(
                [*command, "-c", "import sys, ensurepip; print(sys.executable); print(sys.version_info[:2] >= "
                 f"{release.oldest_python!r}); print(sys.version)"],
                capture_output=True, text=True, timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        lines = done.stdout.split("\n", 2)
        if done.returncode == 0 and len(lines) == 3 and lines[1] == "True":
            return _Python(lines[0], lines[2].strip())
    raise Unavailable(
        f"Django {release.name} needs Python {oldest} or newer, and this is "
        f"{sys.version_info.major}.{sys.version_info.minor}. There is no other: "
        f"tried {', '.join(tried) or 'nothing'}."
    )


def _other_pythons(release: Release) -> list[list[str]]:
    wanted = [v for v in PYTHONS if tuple(map(int, v.split("."))) >= release.oldest_python]
    found = [[path] for v in wanted if (path := shutil.which(f"python{v}"))]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for v in wanted:
        found += [[str(path)] for path in sorted(pyenv.glob(f"{v}.*/bin/python"), reverse=True)]
    if os.name == "nt" and (launcher := shutil.which("py")):
        found += [[launcher, f"-{v}"] for v in wanted]
    return found


def _install(python: Path, release: Release, cache: Path) -> None:
    """Installs by uv, in a tenth of pip's processor time; by pip where uv does not manage to."""
    packages = ["--no-deps", "--requirement", str(release.requirements)]
    try:
        uv = _ensure_uv(cache)
        _call([str(uv), "pip", "install", "--quiet", "--python", str(python), *packages], "uv")
    except Unavailable as reason:
        print(f"{reason}\nInstalling by pip, which takes longer.", flush=True)
        _call([str(python), "-m", "ensurepip"], "python -m ensurepip")
        _install_by_pip(python, packages)


def _install_by_pip(python: Path, packages: list[str]) -> None:
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    try:
        _call([*install, "--retries", "0"], "pip install")
    except Unavailable:
        _call(install, "pip install")


def _ensure_uv(cache: Path) -> Path:
    """The program uv, in an environment of its own. Raises Unavailable."""
    requirements = HERE / "uv.txt"
    digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    folder = cache / f"uv-{digest[:12]}"
    uv = folder / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    with _lock(cache / f"{folder.name}.lock"):
        if not uv.exists():
            shutil.rmtree(folder, ignore_errors=True)
            _call([sys.executable, "-m", "venv", str(folder)], "python -m venv")
            python = uv.with_name("python.exe" if os.name == "nt" else "python")
            _install_by_pip(python, ["--requirement", str(requirements)])
    return uv


def _remove_unused(cache: Path) -> None:
    for stamp in cache.glob("answers-django-*/complete"):
        if time.time() - stamp.stat().st_mtime > UNUSED_DAYS * 86400:
            shutil.rmtree(stamp.parent, ignore_errors=True)


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
    """Keeps two simultaneous runs from building the same environment."""
    with open(path, "w") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: run one at a time
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    # run.py uses the same folder.
    _, problems = ensure_all(list(RELEASES), (HERE.parents[1] / ".vscode-test").resolve(), "NO ENVIRONMENT")
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
