"""The addresses of the knowledge base: studies, facts, imports."""

from kb.urls import (
    arguments,
    borders,
    clusters,
    comparison,
    connections,
    deliberation,
    facts,
    framework,
    imports,
    parties,
    partners,
    readings,
    snapshots,
    studies,
    vision,
    whatif,
)

app_name = "kb"
urlpatterns = [
    *arguments.urlpatterns,
    *studies.urlpatterns,
    *facts.urlpatterns,
    *borders.urlpatterns,
    *clusters.urlpatterns,
    *comparison.urlpatterns,
    *framework.urlpatterns,
    *imports.urlpatterns,
    *connections.urlpatterns,
    *deliberation.urlpatterns,
    *parties.urlpatterns,
    *partners.urlpatterns,
    *readings.urlpatterns,
    *snapshots.urlpatterns,
    *vision.urlpatterns,
    *whatif.urlpatterns,
]
