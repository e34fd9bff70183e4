from django.urls import path

from kb.views import cooperations, methods, network, overview, people, studies, to_confirm

urlpatterns = [
    path("", studies.home, name="home"),
    path("methods/", methods.show, name="methods"),
    path("studies/new/", studies.create, name="study_new"),
    path("studies/<slug:slug>/", overview.show, name="study"),
    path("studies/<slug:slug>/edit/", studies.edit, name="study_edit"),
    path("studies/<slug:slug>/people/", people.show, name="people"),
    path("studies/<slug:slug>/people/<int:pk>/", people.change, name="people_change"),
    path("studies/<slug:slug>/people/<int:pk>/remove/", people.remove, name="people_remove"),
    path("studies/<slug:slug>/cooperations/", cooperations.matrix, name="matrix"),
    path("studies/<slug:slug>/cooperations/list/", cooperations.listing, name="cooperations"),
    path("studies/<slug:slug>/cooperations/map/", cooperations.on_map, name="cooperations_map"),
    path(
        "studies/<slug:slug>/cooperations/export.<str:form>", cooperations.export, name="cooperations_export"
    ),
    path("studies/<slug:slug>/network/", network.show, name="network"),
    path("studies/<slug:slug>/network/picture.<str:form>", network.picture_file, name="network_picture"),
    path("studies/<slug:slug>/network/export.<str:form>", network.export, name="network_export"),
    path("studies/<slug:slug>/to-confirm/", to_confirm.show, name="to_confirm"),
]
