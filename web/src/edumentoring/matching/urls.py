"""Addresses of rounds and boards."""

from django.urls import path

from edumentoring.matching import board_views, change_views, round_views

app_name = "matching"

ROUNDS = "programmes/<slug:slug>/rounds/"
ROUND = f"{ROUNDS}<int:number>/"

urlpatterns = [
    path(ROUNDS, round_views.rounds, name="rounds"),
    path(f"{ROUND}start/", round_views.start, name="start"),
    path(f"{ROUND}progress/", round_views.progress, name="progress"),
    path(f"{ROUND}stop/", round_views.stop, name="stop"),
    path(f"{ROUND}close/", round_views.close, name="close"),
    path(f"{ROUND}publish/", round_views.publish, name="publish"),
    path(f"{ROUND}take-back/", round_views.take_back, name="take_back"),
    path(ROUND, board_views.board, name="board"),
    path(f"{ROUND}pairs/<uuid:mentee>/<uuid:mentor>/", board_views.pair, name="pair"),
    path(f"{ROUND}people/<uuid:code>/", board_views.person, name="person"),
    path(f"{ROUND}by-hand/", board_views.by_hand, name="by_hand"),
    path(f"{ROUND}cost/", board_views.cost, name="cost"),
    path(f"{ROUND}what-if/", board_views.what_if_page, name="what_if"),
    path(f"{ROUND}compare/", board_views.compare_page, name="compare"),
    path(f"{ROUND}changes/", board_views.changes, name="changes"),
    path(f"{ROUND}lock/", change_views.lock, name="lock"),
    path(f"{ROUND}unlock/", change_views.unlock, name="unlock"),
    path(f"{ROUND}keep-apart/", change_views.keep_apart, name="keep_apart"),
    path(f"{ROUND}let-again/", change_views.let_again, name="let_again"),
    path(f"{ROUND}part/", change_views.part, name="part"),
    path(f"{ROUND}choose/", change_views.choose, name="choose"),
    path(f"{ROUND}make-pair/", change_views.make_pair, name="make_pair"),
    path(f"{ROUND}note/", change_views.note, name="note"),
    path(f"{ROUND}re-run/", change_views.re_run, name="re_run"),
    path(f"{ROUND}undo/", change_views.undo, name="undo"),
    path(f"{ROUND}redo/", change_views.redo, name="redo"),
    path(f"{ROUND}refresh/", change_views.refresh, name="refresh"),
]
