import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import preconditions

ROOT = Path(preconditions.__file__).parents[1]
READABLE = [ROOT / "config" / name for name in ("__init__.py", "bootstrap.py", "preconditions.py")]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_an_old_python_can_read_the_file_that_refuses_it(path):
    ast.parse(path.read_text(), feature_version=(3, 5))


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_nothing_but_the_standard_library(path):
    tree = ast.parse(path.read_text())
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported - sys.stdlib_module_names <= {"config", "config.preconditions"}


def test_python_too_old():
    with pytest.raises(preconditions.Stop) as stop:
        preconditions.check_python((3, 9, 2))
    assert str(stop.value) == (
        "Python 3.9 is too old: Samenwijzer needs 3.11 or newer; "
        "name one that is installed, as in 'make run PYTHON=python3.12'."
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1)])
def test_python_new_enough(version):
    preconditions.check_python(version)


def test_no_venv_module():
    def find(name):
        raise ImportError(name)

    with pytest.raises(
        preconditions.Stop, match=r"^Python's venv module is missing: install it .*python3-venv"
    ):
        preconditions.check_venv(find)


def test_disk_full_before_the_start(tmp_path):
    with pytest.raises(preconditions.Stop) as stop:
        preconditions.check_room(str(tmp_path), needed=900 * 2**20, free=12 * 2**20)
    assert str(stop.value) == (
        f"The disk is full: {tmp_path} has 12 MB free and 900 MB is needed; make room and start again."
    )


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_taken(taken_port):
    with pytest.raises(preconditions.Stop) as stop:
        preconditions.check_port(taken_port)
    other = 8001 if taken_port == 65535 else taken_port + 1
    assert str(stop.value) == f"Port {taken_port} is taken: choose another, as in 'make run PORT={other}'."


def test_the_command_itself_says_one_sentence_and_starts_nothing(taken_port, tmp_path):
    environment = os.environ | {"PORT": str(taken_port), "DATA_DIR": str(tmp_path / "var")}
    done = subprocess.run(
        [sys.executable, "-m", "config.bootstrap", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {taken_port} is taken: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none(text):
    with pytest.raises(preconditions.Stop, match=rf"^PORT is '{text}': choose a number from 1 to 65535"):
        preconditions.read_port(text)
