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
    services,
    snapshots,
    studies,
    vision,
    weighings,
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
    *services.urlpatterns,
    *snapshots.urlpatterns,
    *vision.urlpatterns,
    *weighings.urlpatterns,
    *whatif.urlpatterns,
]
