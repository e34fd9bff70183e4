from django.urls import path

from kb.views import clusters

UNDER = "studies/<slug:slug>/network/clusters"

urlpatterns = [
    path(f"{UNDER}/", clusters.show, name="clusters"),
    path(f"{UNDER}/chance/", clusters.chance, name="clusters_chance"),
    path(f"{UNDER}/name/", clusters.rename, name="cluster_name"),
    path(f"{UNDER}/picture.<str:form>", clusters.picture_file, name="clusters_picture"),
    path(f"{UNDER}/<slug:table>.<str:form>", clusters.export, name="clusters_export"),
    path("studies/<slug:slug>/without/<int:pk>/", clusters.without, name="agreement_without"),
]
