"""What must be true before Samenwijzer can be set up; each refusal is one sentence that says what to do.

Like bootstrap.py: standard library only, no syntax younger than Python 3.5.
"""

import errno
import os
import shutil
import socket
import sys

OLDEST = (3, 11)
MEGABYTE = 1024 * 1024
ROOM_TO_INSTALL = {"requirements.txt": 900 * MEGABYTE, "requirements-dev.txt": 1300 * MEGABYTE}
ROOM_TO_RUN = 50 * MEGABYTE
DISK_FULL = "The disk is full: {0} has {1} MB free and {2} MB is needed; make room and start again."


class Stop(Exception):
    """One sentence that says what is wrong and what to do."""


def check_python(version=sys.version_info):
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            "Python {0}.{1} is too old: Samenwijzer needs 3.11 or newer; "
            "name one that is installed, as in 'make run PYTHON=python3.12'.".format(*version[:2])
        )


def check_venv(find=None):
    try:
        (find or __import__)("ensurepip")
        (find or __import__)("venv")
    except ImportError:
        raise Stop(
            "Python's venv module is missing: install it "
            "(on Debian or Ubuntu 'sudo apt install python3-venv') and start again."
        ) from None


def check_room(folder, needed, free=None):
    free = shutil.disk_usage(folder).free if free is None else free
    if free < needed:
        raise Stop(DISK_FULL.format(folder, free // MEGABYTE, needed // MEGABYTE))


def disk_full(*folders):
    """The sentence after the fact: of the folders written to, the one with the least room is to blame."""
    folders = filter(os.path.exists, [*folders, os.environ.get("TMPDIR") or "/tmp"])
    usage = {folder: shutil.disk_usage(folder).free for folder in folders}
    folder = min(usage, key=usage.get)
    return DISK_FULL.format(
        folder, usage[folder] // MEGABYTE, ROOM_TO_INSTALL["requirements.txt"] // MEGABYTE
    )


def read_port(text):
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop("PORT is '{0}': choose a number from 1 to 65535, as in 'make run PORT=8001'.".format(text))
    return int(text)


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = "is taken" if error.errno == errno.EADDRINUSE else "may not be used"
            other = port + 1 if 1024 <= port < 65535 else 8001
            raise Stop(
                "Port {0} {1}: choose another, as in 'make run PORT={2}'.".format(port, reason, other)
            ) from None
