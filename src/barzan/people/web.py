"""Pages of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from barzan.access.endpoints import endpoint
from barzan.access.rules import PUBLIC


@endpoint(PUBLIC)
def ask_administrator(request: HttpRequest) -> HttpResponse:
    """Whom to ask for an account or a new password."""
    return render(request, "people/ask_administrator.html")
