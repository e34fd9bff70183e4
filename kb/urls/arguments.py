from django.urls import path

from kb.views.framework import argument_versions, arguments, board_cards, boards, voices

AT = "studies/<slug:slug>/"
BOARD = f"{AT}board/<slug:capacity>/"
ONE = f"{AT}arguments/<slug:code>/"

urlpatterns = [
    path(f"{AT}board/", boards.index, name="boards"),
    path(BOARD, boards.show, name="board"),
    path(f"{BOARD}move/", board_cards.move, name="board_move"),
    path(f"{AT}arguments/", arguments.listing, name="arguments"),
    path(f"{AT}arguments/export.<str:form>", arguments.export, name="arguments_export"),
    path(f"{AT}arguments/new/", arguments.create, name="argument_new"),
    path(ONE, arguments.show, name="argument"),
    path(f"{ONE}edit/", arguments.edit, name="argument_edit"),
    path(f"{ONE}card/<slug:capacity>/", board_cards.edit, name="argument_card"),
    path(f"{ONE}delete/", arguments.delete, name="argument_delete"),
    path(f"{ONE}history/", argument_versions.history, name="argument_history"),
    path(f"{ONE}history/<str:kind>/<int:version>/", argument_versions.revert, name="argument_revert"),
    path(f"{ONE}support/", voices.support, name="argument_support"),
    path(f"{ONE}remarks/", voices.comment, name="argument_remark"),
    path(f"{ONE}remarks/<int:pk>/delete/", voices.uncomment, name="argument_remark_delete"),
    path(f"{ONE}sources/", voices.source, name="argument_source"),
    path(f"{ONE}sources/<int:pk>/delete/", voices.unsource, name="argument_source_delete"),
]
