import ast
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap

SOURCE = Path(bootstrap.__file__)


def test_an_old_python_can_read_the_file_that_refuses_it():
    ast.parse(SOURCE.read_text(), feature_version=(3, 5))


def test_nothing_but_the_standard_library():
    tree = ast.parse(SOURCE.read_text())
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported - sys.stdlib_module_names == set()


def test_python_too_old():
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.check_python((3, 9, 2))
    assert str(stop.value) == (
        "Python 3.9 is too old: Samenwijzer needs 3.11 or newer; "
        "name one that is installed, as in 'make run PYTHON=python3.12'."
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1)])
def test_python_new_enough(version):
    bootstrap.check_python(version)


def test_no_venv_module():
    def find(name):
        raise ImportError(name)

    with pytest.raises(bootstrap.Stop, match=r"^Python's venv module is missing: install it .*python3-venv"):
        bootstrap.check_venv(find)


def test_disk_full_before_the_start(tmp_path):
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.check_room(str(tmp_path), needed=900 * 2**20, free=12 * 2**20)
    assert str(stop.value) == (
        f"The disk is full: {tmp_path} has 12 MB free and 900 MB is needed; make room and start again."
    )


def test_disk_full_half_way():
    command = [sys.executable, "-c", "import sys; sys.exit('[Errno 28] No space left on device')"]
    with pytest.raises(
        bootstrap.Stop, match=r"^The disk is full: .* MB is needed; make room and start again\.$"
    ):
        bootstrap.run("Installing", command)


def test_a_step_that_fails_says_which(capsys):
    with pytest.raises(bootstrap.Stop, match=r"^Installing failed: the reason stands above"):
        bootstrap.run("Installing", [sys.executable, "-c", "import sys; sys.exit('no network')"])
    assert capsys.readouterr().err == "no network\n"


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_taken(taken_port):
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.check_port(taken_port)
    other = 8001 if taken_port == 65535 else taken_port + 1
    assert str(stop.value) == f"Port {taken_port} is taken: choose another, as in 'make run PORT={other}'."


def test_the_command_itself_says_one_sentence_and_starts_nothing(taken_port, tmp_path):
    environment = os.environ | {"PORT": str(taken_port), "DATA_DIR": str(tmp_path / "var")}
    done = subprocess.run(
        [sys.executable, SOURCE, "run"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {taken_port} is taken: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none(text):
    with pytest.raises(bootstrap.Stop, match=rf"^PORT is '{text}': choose a number from 1 to 65535"):
        bootstrap.read_port(text)


def test_work_is_done_once_for_the_same_inputs_and_its_words_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "DATA", str(tmp_path))
    done = []

    def work():
        done.append("worked")
        return "owner / secret\n"

    assert bootstrap.once("demo", "inputs 1", work) == "owner / secret\n"
    assert bootstrap.once("demo", "inputs 1", work) == "owner / secret\n"
    assert done == ["worked"]
    bootstrap.once("demo", "inputs 2", work)
    bootstrap.forget("demo")
    bootstrap.once("demo", "inputs 2", work)
    assert done == ["worked"] * 3


def test_interrupted_work_is_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "DATA", str(tmp_path))

    def interrupted():
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        bootstrap.once("demo", "inputs", interrupted)
    assert bootstrap.once("demo", "inputs", lambda: "done") == "done"


def test_a_fingerprint_is_of_content_and_place(tmp_path):
    (tmp_path / "a").write_text("1")
    first = bootstrap.fingerprint(str(tmp_path))
    os.utime(tmp_path / "a", (0, 0))
    (tmp_path / "a.mo").write_text("generated")
    assert bootstrap.fingerprint(str(tmp_path)) == first
    (tmp_path / "a").rename(tmp_path / "b")
    assert bootstrap.fingerprint(str(tmp_path)) != first
