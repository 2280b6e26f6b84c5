"""The API of the installation: one NinjaAPI over the routers of the rooms, and a page that tells of them."""

from ninja import NinjaAPI

from barzan.catalogue.api import router as catalogue
from barzan.instruments.api import router as instruments
from barzan.opendata.interface import Operations
from barzan.process.api import router as process
from barzan.registers.api import router as registers
from barzan.search.api import router as search
from barzan.statistics.api import router as statistics
from barzan.submissions.api import router as submissions
from barzan.tasks.api import router as tasks

api = NinjaAPI(
    title="Barzan",
    version="1",
    description="Services of the city, searchable and open. Texts are Persian; keys, digits and dates are "
    "Latin and Gregorian.",
    urls_namespace="api-1",
    docs=Operations(),
)
# Before the catalogue, whose last route takes any one word for the code of a service.
api.add_router("/services/statistics", statistics, tags=["services"])
api.add_router("/services", catalogue, tags=["services"])
api.add_router("/instruments", instruments, tags=["instruments"])
api.add_router("/processes", process, tags=["processes"])
api.add_router("/registers", registers, tags=["registers"])
api.add_router("/search", search, tags=["search"])
api.add_router("/submissions", submissions, tags=["submissions"])
api.add_router("/tasks", tasks, tags=["tasks"])
