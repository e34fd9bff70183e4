from django.urls import path

from kb.views import borders, exemptions

urlpatterns = [
    path("studies/<slug:slug>/network/borders/", borders.show, name="borders"),
    path("studies/<slug:slug>/network/borders/export.<str:form>", borders.export, name="borders_export"),
    path("agreements/<int:pk>/exemption/", exemptions.edit, name="exemption"),
    path("agreements/<int:pk>/exemption/remove/", exemptions.remove, name="exemption_remove"),
]
