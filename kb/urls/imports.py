from django.urls import path

from kb.views import imports as views

urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/template.xlsx", views.import_template, name="import_template"),
    path("import/<int:pk>/", views.import_run, name="import_run"),
    path("import/<int:pk>/apply/", views.import_apply, name="import_apply"),
    path("import/<int:pk>/undo/", views.import_undo, name="import_undo"),
]
