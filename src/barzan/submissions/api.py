"""JSON over HTTP: parse, call, return."""

from ninja import Router

router = Router()
