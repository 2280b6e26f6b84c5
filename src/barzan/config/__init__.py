"""The wiring: settings, routes and the WSGI entry. It may import every room; no room imports it."""
