from django.urls import path

from kb.views import adopting

urlpatterns = [
    path("studies/<slug:slug>/framework/adopt/", adopting.adopt, name="framework_adopt"),
]
