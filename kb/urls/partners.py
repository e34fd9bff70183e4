from django.urls import path, re_path

from kb.views import partners

UNDER = "studies/<slug:slug>/partners"

urlpatterns = [
    path(f"{UNDER}/", partners.show, name="partners"),
    path(f"{UNDER}/export.<str:form>", partners.export, name="partners_export"),
    re_path(
        r"^studies/(?P<slug>[-\w]+)/partners/(?P<which>bars|map)\.(?P<form>svg|png)$",
        partners.picture_file,
        name="partners_picture",
    ),
    path(f"{UNDER}/tested/", partners.tested, name="partners_tested"),
    path(f"{UNDER}/tested/export.<str:form>", partners.tested_export, name="partners_tested_export"),
    path(f"{UNDER}/weights/", partners.save, name="partner_weights"),
    path(f"{UNDER}/weights/reset/", partners.reset, name="partner_weights_reset"),
]
