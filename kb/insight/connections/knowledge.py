"""The knowledge graph as one reader may see it, woven once for each version of the data."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd
from django.utils.translation import get_language

from kb.analysis.connections.knowledge import Knowledge, knowledge
from kb.insight.scenes import kept
from kb.models import DataVersion, Study
from kb.strands.base import STRANDS, Edge, Reader, Thing, is_fact, relations


def knowledge_of(user: Any, today: date) -> Knowledge:
    """Everything known that is open to ``user``: people with the same studies share one graph."""
    studies = frozenset(Study.objects.open_to(user).values_list("pk", flat=True))
    text = f"{sorted(studies)}:{today}:{get_language()}"
    key = sha256(text.encode()).hexdigest()  # the list may be longer than a key of a cache
    return kept("knowledge", key, DataVersion.stamp(), lambda: woven(Reader(studies, today)))


def woven(reader: Reader) -> Knowledge:
    read = [strand.read(reader) for strand in STRANDS]
    things = pd.DataFrame([thing for found, _edges in read for thing in found], columns=Thing._fields)
    edges = pd.DataFrame([edge for _things, found in read for edge in found], columns=Edge._fields)
    mutual = {relation.code for relation in relations().values() if relation.mutual}
    aside = {thing[:2] for found, _edges in read for thing in found if not is_fact(thing)}
    return knowledge(things, edges, mutual, aside)
