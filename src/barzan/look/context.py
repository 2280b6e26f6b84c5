from typing import Any

from django.http import HttpRequest


def look(request: HttpRequest) -> dict[str, Any]:
    return {}
