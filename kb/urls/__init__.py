"""The addresses of the knowledge base: studies, facts, imports."""

from kb.urls import facts, imports, studies

app_name = "kb"
urlpatterns = [*studies.urlpatterns, *facts.urlpatterns, *imports.urlpatterns]
