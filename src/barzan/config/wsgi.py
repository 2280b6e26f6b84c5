"""WSGI entry, served by granian."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "barzan.config.settings")
application = get_wsgi_application()

# All pages and models live as long as the process: a collector that looks through them again and again holds
# up one request in some hundred by 150 ms (benchmarks/registers.py showed it).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
