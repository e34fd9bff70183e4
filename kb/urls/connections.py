from django.urls import path

from kb.views import connections as views

urlpatterns = [
    path("connections/", views.show, name="connections"),
    path("connections/around/", views.around_thing, name="connections_around"),
    path("connections/search/", views.search, name="connections_search"),
    path("connections/list.<str:form>", views.list_file, name="connections_list"),
    path("connections/graph.<str:form>", views.graph, name="connections_graph"),
]
