from django.urls import path

from kb.views import readings

UNDER = "studies/<slug:slug>/network/readings"

urlpatterns = [
    path(f"{UNDER}/", readings.show, name="readings"),
    path(f"{UNDER}/picture.<str:form>", readings.picture_file, name="readings_picture"),
    path(f"{UNDER}/export.<str:form>", readings.export, name="readings_export"),
    path(f"{UNDER}/<slug:a>/<slug:b>/", readings.pair, name="reading_pair"),
]
