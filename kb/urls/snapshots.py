from django.urls import path

from kb.views import snapshots

urlpatterns = [
    path("studies/<slug:slug>/comparison/snapshots/", snapshots.show, name="snapshots"),
    path(
        "studies/<slug:slug>/comparison/snapshots/export.<str:form>",
        snapshots.export,
        name="snapshots_export",
    ),
]
