"""The addresses of the knowledge base: studies, facts, imports."""

from kb.urls import connections, facts, imports, readings, studies

app_name = "kb"
urlpatterns = [*studies.urlpatterns, *facts.urlpatterns, *imports.urlpatterns, *connections.urlpatterns, *readings.urlpatterns]
