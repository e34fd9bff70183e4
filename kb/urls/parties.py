from django.urls import path

from kb.views.vision import parties

AT = "studies/<slug:slug>/parties/"

urlpatterns = [
    path(AT, parties.show, name="parties"),
    path(f"{AT}<int:pk>/", parties.rename, name="party_rename"),
    path(f"{AT}<int:pk>/remove/", parties.remove, name="party_remove"),
    path(f"{AT}speakers/<int:pk>/", parties.speaks, name="party_speaker"),
]
