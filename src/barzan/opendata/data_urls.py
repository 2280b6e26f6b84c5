"""Addresses of data: they name no language and never change."""

from django.urls import path, register_converter

from barzan.opendata import crawlers, data


class Form:
    """How a document is written: ``terms`` of ``serving.FORMS``."""

    regex = "ttl|jsonld"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedForm(Form):
    regex = "atom|json"


register_converter(Form, "form")
register_converter(FeedForm, "feed")

app_name = "data"
urlpatterns = [
    path("services/<slug:code>.<form:form>", data.service, name="service"),
    path("data/services.<form:form>", data.services, name="services"),
    path("data/organisations.<form:form>", data.organisations, name="organisations"),
    path("data/vocabulary.<form:form>", data.vocabulary, name="vocabulary"),
    path("data/catalog.<form:form>", data.catalog, name="catalog"),
    path("data/changes.<feed:form>", data.changes, name="changes"),
    path("data/context.jsonld", data.json_ld_context, name="context"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-<int:part>.xml", crawlers.sitemap_part, name="sitemap-part"),
    path("robots.txt", crawlers.robots, name="robots"),
]
