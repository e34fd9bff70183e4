import errno
import os
import sys

import pytest

from config import bootstrap


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
