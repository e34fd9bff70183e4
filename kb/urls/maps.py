from django.urls import path

from kb.views.framework import argument_links, map_drawing, maps

AT = "studies/<slug:slug>/"
MAP = f"{AT}questions/<slug:code>/map/"
LINKS = f"{AT}arguments/<slug:code>/links/"

urlpatterns = [
    path(MAP, maps.show, name="map"),
    path(f"{MAP}screen/", maps.screen, name="map_screen"),
    path(f"{MAP}text/", maps.text, name="map_text"),
    path(f"{MAP}export.<str:form>", maps.export, name="map_export"),
    path(f"{MAP}add/", map_drawing.add, name="map_add"),
    path(f"{MAP}link/", map_drawing.tie, name="map_link"),
    path(f"{MAP}undo/", map_drawing.undo, name="map_undo"),
    path(LINKS, argument_links.links, name="argument_links"),
    path(f"{LINKS}<int:pk>/remove/", argument_links.remove, name="argument_link_remove"),
    path(f"{LINKS}restore/<int:version>/", argument_links.restore, name="argument_link_restore"),
]
