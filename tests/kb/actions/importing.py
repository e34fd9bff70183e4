"""Files brought in by hand, for the tests of imports."""

import json
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers

from kb.actions.import_tables import TABLES
from kb.actions.imports import begin, receive_import
from kb.exchange.runs import carry_out, prepare
from kb.models import (
    ImportRun,
)

State = ImportRun.State
LIST = """\
Samenwerking;Gemeente;Thema;Rol;Bron
Zwembad De Kaai;Halen;Sportregio's;lid;
Zwembad De Kaai;Lummen;Sportregio's;lid;
Limburg.net;Halen;Afvalintercommunales;stichter;
"""
SQUARE = [[[5.1, 50.9], [5.2, 50.9], [5.2, 51.0], [5.1, 50.9]]]
BESIDE = [[[5.2, 50.9], [5.3, 50.9], [5.2, 51.0], [5.2, 50.9]]]


def received(by: User | None, text: str | bytes = LIST, name: str = "lijst.csv", **about: Any) -> ImportRun:
    content = text if isinstance(text, bytes) else text.encode()
    run = receive_import(files=[(name, content)], by=by, **about)
    prepare(run=run)
    return run


def applied(by: User | None, *args: Any, **about: Any) -> ImportRun:
    run = received(by, *args, **about)
    assert (run.state, run.error) == (State.READ, "")
    assert begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=by)
    return run


def boundaries(**outlines: list) -> bytes:
    features = [
        {"type": "Feature", "id": nis[1:], "geometry": {"type": "Polygon", "coordinates": outline}}
        for nis, outline in outlines.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def facts() -> dict[str, Any]:
    """Every fact, as it could be saved to a file."""
    rows = {table: model._default_manager.order_by("pk") for table, model in TABLES.items()}
    return {table: json.loads(serializers.serialize("json", found)) for table, found in rows.items()}


def outcomes(run: ImportRun, kind: str) -> dict[str, int]:
    return {outcome: n for outcome, n in run.counts["kinds"][kind].items() if n}
