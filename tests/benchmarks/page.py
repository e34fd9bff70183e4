"""What the network page costs beside the analysis it shows, on the database that `orm` filled."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.timing import Race

ADDRESS = "/studies/bench/network/?scope=all&view="


def races() -> list[Race]:
    """The page may take three times the processor time of its analysis: a ratio of at least a third."""
    client = _client()
    client.get(f"{ADDRESS}heatmap")  # the first page reads templates and addresses
    return [_race(client, view) for view in ("heatmap", "force")]


def _race(client: Any, view: str) -> Race:
    from django.core.cache import cache

    from kb.analysis import graphs, layout, overlap
    from kb.analysis.structure import communities, wide
    from kb.insight.pictures import SEEDS

    def page() -> Any:
        cache.clear()
        return client.get(f"{ADDRESS}{view}").context

    seen = page()["view"]

    def analysis() -> Any:
        found = communities.communities(wide.telling(seen.incidence), seen.reading.resolution, SEEDS)
        pairs = overlap.pairs(seen.incidence)
        if view == "force":
            layout.force(graphs.projection(seen.incidence, "collaboration"))
        return found.q, len(pairs)

    return Race(
        name=f"network page · the analysis of its {view}",
        target=1 / 3,
        plain=analysis,
        fast=page,
        floor=lambda: client.get("/login/"),
        same=lambda plain, context: plain == (context["picture"].found.q, len(context["picture"].ties)),
        turns=1,
    )


def _client() -> Any:
    from django.contrib.auth.models import User
    from django.test import Client
    from django.test.utils import setup_test_environment

    from kb.models import DataVersion, Municipality, Study

    setup_test_environment()
    study = Study.objects.create(slug="bench", title="Bench")
    study.municipalities.set(Municipality.objects.order_by("pk")[:3])
    DataVersion.raise_it()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    return client
