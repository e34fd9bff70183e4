"""The addresses of the knowledge base: studies, facts, imports."""

from kb.urls import borders, connections, facts, imports, readings, studies, whatif

app_name = "kb"
urlpatterns = [
    *studies.urlpatterns,
    *facts.urlpatterns,
    *borders.urlpatterns,
    *imports.urlpatterns,
    *connections.urlpatterns,
    *readings.urlpatterns,
    *whatif.urlpatterns,
]
