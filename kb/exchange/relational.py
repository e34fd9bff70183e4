"""The overlap of all pairs as one relational expression, for tables that outgrow one machine's memory.

Carried out by an engine of the optional extra: DuckDB inside this process, Spark here or on a cluster. The
rows are those of :func:`kb.analysis.overlap.pairs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis

NEEDED = {"duckdb": ("ibis", "duckdb"), "spark": ("ibis", "pyspark")}
FORMATS = {".csv": "csv", ".parquet": "parquet"}
KEYS = ("municipality", "agreement")


class NotPossible(Exception):
    """Why the question cannot be put, in one sentence."""


def overlap(memberships: ibis.Table) -> ibis.Table:
    """Pairs `a` < `b` that share any: `shared`, `n_a`, `n_b`, `jaccard` = shared/(n_a + n_b − shared)."""
    once = memberships.select(**{key: memberships[key].cast("int64") for key in KEYS}).drop_null().distinct()
    other = once.view()
    met = once.join(other, [once.agreement == other.agreement, once.municipality < other.municipality])
    pairs = met.select(a=once.municipality, b=other.municipality)
    shared = pairs.group_by("a", "b").agg(shared=lambda rows: rows.count())
    sizes = once.group_by("municipality").agg(n=once.count())
    of_a, of_b = sizes.select(a="municipality", n_a="n"), sizes.select(b="municipality", n_b="n")
    found = shared.join(of_a, "a").join(of_b, "b").select("a", "b", "shared", "n_a", "n_b")
    union = found.n_a + found.n_b - found.shared
    return found.mutate(jaccard=found.shared.cast("float64") / union).order_by("a", "b")


@contextmanager
def engine(name: str, threads: int, memory: str, master: str = "") -> Iterator[Any]:
    """A connection to the engine called `name`; `master` is a Spark cluster, without it Spark runs here."""
    if any(find_spec(package) is None for package in NEEDED[name]):
        raise NotPossible(
            f"{name} is not installed here: make scale, or pip install --require-hashes --no-deps "
            "-r requirements-scale.txt."
        )
    import ibis

    if name == "duckdb":
        yield ibis.duckdb.connect(threads=threads, memory_limit=memory)
        return
    session = _spark(threads, memory, master)
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def _spark(threads: int, memory: str, master: str) -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.memory": memory.replace("B", "").lower(),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if not master:  # on one machine more parts than this only wait for each other
        settings["spark.sql.shuffle.partitions"] = str(2 * threads)
    try:
        return SparkSession.builder.master(master or f"local[{threads}]").config(map=settings).getOrCreate()
    except PySparkException as failed:
        raise NotPossible(f"Spark does not start; it needs Java 17 or newer: {failed}") from None


def read(connection: Any, path: Path) -> ibis.Table:
    """The table of memberships in a file with columns `municipality` and `agreement`."""
    if not path.exists():
        raise NotPossible(f"There is no file {path}.")
    kind = _kind(path)
    header = {"header": True} if kind == "csv" else {}
    table = getattr(connection, f"read_{kind}")(str(path), **header)
    if missing := [key for key in KEYS if key not in table.columns]:
        raise NotPossible(f"{path.name} has no column {' and no column '.join(missing)}.")
    return table


def write(connection: Any, table: ibis.Table, path: Path) -> None:
    """One file; from Spark a folder of that name, a file for each part."""
    kind = _kind(path)
    if connection.name == "pyspark":
        options = {"options": {"header": "true"}} if kind == "csv" else {}
        getattr(connection, f"to_{kind}_dir")(table, str(path), **options)
    else:
        getattr(connection, f"to_{kind}")(table, str(path))


def _kind(path: Path) -> str:
    if path.suffix not in FORMATS:
        raise NotPossible(f"{path.name} is neither a .csv nor a .parquet file.")
    return FORMATS[path.suffix]
