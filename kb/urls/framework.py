from django.urls import path

from kb.views.framework import adopting

urlpatterns = [
    path("studies/<slug:slug>/framework/adopt/", adopting.adopt, name="framework_adopt"),
]
