"""Play: the process step by step with the real engine. Nothing is written: the game goes with the request."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from barzan.access.endpoints import endpoint
from barzan.modeller import playboard, queries
from barzan.modeller.core.exploring import explore
from barzan.modeller.core.packing import pack, unpack
from barzan.modeller.core.playing import Move, Position, replay
from barzan.modeller.opened import language, opened
from barzan.modeller.pages import definition_target, found_definition, found_source, frame, source_label
from barzan.process import checked
from barzan.process.rules import PROCESS_READ

LONGEST_ADDRESS = 3_000  # of a game; a longer one is answered to the request that brings it


@require_http_methods(["GET", "POST"])
@endpoint(PROCESS_READ, target=definition_target)
def play(request: HttpRequest, key: str) -> HttpResponse:
    """The board after the moves of the game; a form with one more move leads to the next board."""
    shown = found_definition(request, key)
    given = request.POST if request.method == "POST" else request.GET
    source = found_source(request, shown, given.get("of", ""))
    looked = checked.look_at(source.xml, key)
    context = frame(
        request, shown, "play", has_draft=source.is_draft or queries.draft(request.actor, shown) is not None
    )
    context |= {"source": source, "source_label": source_label(request, source.which)}
    if looked.form is None or looked.process is None:
        context["errors"] = [each.sentence(language()) for each in looked.errors]
        return render(request, "modeller/play.html", context)
    moves = unpack(given.get("game", ""))
    table = playboard.Table(looked.form, looked.process, hints=playboard.hints_of(looked.process))
    position = replay(looked.form, moves)
    moves = moves[: position.played]
    forms: dict[int, Any] = {}
    if request.method == "POST":
        moves, position, forms = _played(request, table, moves, position)
        address = _address(key, source.which, moves)
        if not position.refused and not forms and len(address) < LONGEST_ADDRESS:
            return redirect(address)
    context |= playboard.board(request.actor, table, position, moves, forms)
    context |= {
        "game": pack(moves),
        "picture": opened(source.xml, key).picture(playboard.marks(table, position)),
    }
    if "explore" in given:
        found = explore(looked.form, looked.process, table.hints)
        context["explored"] = playboard.explored(table, found, lambda game: _address(key, source.which, game))
    return render(request, "modeller/play.html", context, status=422 if position.refused or forms else 200)


def _played(
    request: HttpRequest, table: playboard.Table, moves: tuple[Move, ...], position: Position
) -> tuple[tuple[Move, ...], Position, dict[int, Any]]:
    """The game after what the form asks: one move more, one move back, or the whole board again with the
    forms that could not be read.
    """
    if "back" in request.POST:
        fewer = moves[:-1]
        return fewer, replay(table.definition, fewer), {}
    move, forms = playboard.move_of(request.POST, table, position)
    if move is None:
        return moves, position, forms
    longer = (*moves, move)
    after = replay(table.definition, longer)
    return (moves if after.refused else longer), after, {}


def _address(key: str, which: str, moves: tuple[Move, ...]) -> str:
    query = {"of": which} | ({"game": pack(moves)} if moves else {})
    return f"{reverse('modeller:play', args=[key])}?{urlencode(query)}#board"
