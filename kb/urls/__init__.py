"""The addresses of the knowledge base: studies, facts, imports."""

from kb.urls import (
    borders,
    clusters,
    comparison,
    connections,
    facts,
    framework,
    imports,
    parties,
    partners,
    readings,
    snapshots,
    studies,
    whatif,
)

app_name = "kb"
urlpatterns = [
    *studies.urlpatterns,
    *facts.urlpatterns,
    *borders.urlpatterns,
    *clusters.urlpatterns,
    *comparison.urlpatterns,
    *framework.urlpatterns,
    *imports.urlpatterns,
    *connections.urlpatterns,
    *parties.urlpatterns,
    *partners.urlpatterns,
    *readings.urlpatterns,
    *snapshots.urlpatterns,
    *whatif.urlpatterns,
]
