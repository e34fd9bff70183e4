"""From a bare Python to a running Samenwijzer: `make run`, `make test`.

Standard library only, and no syntax younger than Python 3.5: an old Python must still be able to read
this file in order to be told that it is too old.
"""

import errno
import hashlib
import os
import subprocess
import sys

from config import preconditions
from config.preconditions import Stop

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.abspath(os.environ.get("DATA_DIR") or os.path.join(ROOT, "var"))
DATABASE = os.path.join(DATA, "samenwijzer.sqlite3")
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
INSTALLED = os.path.join(VENV, ".installed")
INSTALLING = os.path.join(VENV, ".installing")
NUMERIC_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """All or nothing: a stamp that is half written must not count."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def fingerprint(*parts):
    """Of texts, files and folders (by content, not by date: a fresh clone has new dates)."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        for path in files_of(os.path.join(ROOT, part)):
            with open(path, "rb") as file:
                digest.update(path.encode() + file.read())
    return digest.hexdigest()


def files_of(path):
    if os.path.isfile(path):
        return [path]
    found = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
    return sorted(name for name in found if not name.endswith((".pyc", ".mo")))


def run(what, command):
    """Run one step; on failure its last words, and the disk's when that is the cause."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True
    )
    output, errors = process.communicate()
    if process.returncode:
        if "No space left" in errors + output or "disk is full" in errors + output:
            raise Stop(preconditions.disk_full(ROOT, DATA))
        sys.stderr.write(errors[-4000:] or output[-4000:])
        raise Stop("{0} failed: the reason stands above; start again once it is solved.".format(what))
    return output


def install(dev):
    base, lock = "requirements.txt", "requirements-dev.txt" if dev else "requirements.txt"
    interrupted = os.path.exists(INSTALLING)
    if fingerprint(sys.version, lock) in read(INSTALLED) and not interrupted:
        return
    preconditions.check_venv()
    preconditions.check_room(ROOT, preconditions.ROOM_TO_INSTALL[lock])
    if interrupted or not usable():
        say("Creating the environment")
        run("Creating the environment", [sys.executable, "-m", "venv", "--clear", VENV])
    write(INSTALLING, lock)
    say("Installing packages, each checked against its hash (about a minute)")
    pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-compile", "--no-input"]
    run("Installing", [*pip, "--disable-pip-version-check", "--quiet", "-r", lock])
    skip_tests = ["-x", r"[/\\](tests|idlelib)[/\\]"]
    run("Compiling", [PYTHON, "-m", "compileall", "-q", "-j", "0", *skip_tests, os.path.join(VENV, "lib")])
    write(INSTALLED, "\n".join(fingerprint(sys.version, name) for name in {base, lock}))
    os.remove(INSTALLING)


def usable():
    """Is there an environment, of this very Python, with pip?"""
    if not os.path.exists(PYTHON):
        return False
    probe = [PYTHON, "-c", "import pip, sys; sys.stdout.write(sys.version)"]
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(probe, stdout=subprocess.PIPE, stderr=nowhere, universal_newlines=True)
        return process.communicate()[0] == sys.version


def stamp_of(name):
    return os.path.join(DATA, "stamps", name)


def forget(name):
    if os.path.exists(stamp_of(name)):
        os.remove(stamp_of(name))


def once(name, wanted, work):
    """Do the work unless the same inputs were worked on before; what it says is kept with the stamp."""
    done, _, said = read(stamp_of(name)).partition("\n")
    if done != wanted:
        said = work()
        write(stamp_of(name), wanted + "\n" + said)
    return said


def manage(*arguments):
    return run("manage.py " + arguments[0], [PYTHON, "manage.py", *arguments])


def prepare(dev):
    os.makedirs(DATA, exist_ok=True)
    preconditions.check_room(DATA, preconditions.ROOM_TO_RUN)
    install(dev)
    inputs = ("static", "locale", "config/assets.py", "config/storage.py", "requirements.txt")
    once("assets", fingerprint(*inputs), build_assets)


def build_assets():
    say("Building fonts, charts and translations")
    return manage("build_assets")


def fill_database():
    say("Preparing the database and the demo")
    manage("migrate", "--no-input")
    return manage("demo")


def serve():
    os.umask(0o077)  # what is made in var/ is for this account alone
    port = preconditions.read_port(os.environ.get("PORT") or "8000")
    preconditions.check_port(port)
    prepare(dev=False)
    if os.environ.get("DATABASE_URL") or not os.path.exists(DATABASE):
        forget("database")  # another database than the one that was filled, as far as can be seen from here
    inputs = ("kb/migrations", "decisions/migrations", "fixtures", "kb/actions/demo.py")
    say(once("database", fingerprint(*inputs), fill_database).rstrip())
    os.environ["PORT"] = str(port)
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", "gunicorn", "-c", "config/gunicorn_conf.py", "config.wsgi"])


def say(text):
    print(text)
    sys.stdout.flush()


def main(what):
    for name in NUMERIC_THREADS:
        os.environ.setdefault(name, "1")
    os.environ["SAMENWIJZER_MODE"] = "demo"
    try:
        preconditions.check_python()
        if what == "run":
            serve()
        else:
            prepare(dev=True)
    except Stop as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit("Stopped: start again, and it goes on where it was.")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(preconditions.disk_full(ROOT, DATA))


if __name__ == "__main__":
    main(sys.argv[1])
