"""The desk asks a fixed number of questions, whatever the size of the booklet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from barzan.access import Role
from barzan.catalogue.content import RequirementContent
from barzan.catalogue.tests.factories import make_service
from barzan.people import called
from barzan.review.models import Item, Reading
from barzan.review.tests.conftest import Signed

pytestmark = pytest.mark.django_db
MOST = 12
REQUIREMENT = RequirementContent("form", "فرم درخواست")


@pytest.mark.parametrize("size", [332, 10_000])
def test_the_desk_asks_a_fixed_number_of_questions(
    signed: Signed, review: Reading, django_assert_max_num_queries: Callable, size: int
) -> None:
    pattern = review.items.get(order=1)
    Item.objects.bulk_create((_copy(pattern, order) for order in range(1_000, 1_000 + size)), batch_size=500)
    client, address = signed(), f"/staff/review/{review.pk}/items/{1_000 + size // 2}/?state=all"
    called.forget()
    client.get(address)  # the process learns the names of institution and post for a minute
    with django_assert_max_num_queries(MOST):
        answer = client.get(address)
    assert answer.content.decode().count("review-row-title") < 60, "a part of the list, not all of it"


def _copy(pattern: Item, order: int) -> Item:
    fields = {field.attname: getattr(pattern, field.attname) for field in Item._meta.concrete_fields}
    return Item(**{**fields, "id": None, "order": order, "title": f"خدمت {order}"})


def test_the_page_before_publishing_asks_few_questions_where_services_are_matched(
    signed: Signed, review: Reading, django_assert_max_num_queries: Callable
) -> None:
    for item in review.items.select_related("office__unit"):
        item.service = make_service(f"AZ-{item.order:04}", item.office.unit, requirements=(REQUIREMENT,))
        item.save()
    client, address = signed(Role.SECRETARY), f"/staff/review/{review.pk}/publish/"
    called.forget()
    client.get(address)
    with django_assert_max_num_queries(MOST):
        assert client.get(address).context["plan"].added == []
