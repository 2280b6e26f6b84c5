"""The only writers of the room: structure (organisations, units, posts), persons, accounts."""

from barzan.people.actions.accounts import (
    activate,
    add_user,
    deactivate,
    first_password,
    remove_second_factors,
    reset_password,
)
from barzan.people.actions.persons import (
    add_person,
    appoint,
    change_person,
    delegate,
    end_delegation,
    end_holding,
)
from barzan.people.actions.structure import (
    add_organisation,
    add_post,
    add_unit,
    change_post,
    close_post,
    close_unit,
    move_unit,
    rename_unit,
)

__all__ = [
    "activate",
    "add_organisation",
    "add_person",
    "add_post",
    "add_unit",
    "add_user",
    "appoint",
    "change_person",
    "change_post",
    "close_post",
    "close_unit",
    "deactivate",
    "delegate",
    "end_delegation",
    "end_holding",
    "first_password",
    "move_unit",
    "remove_second_factors",
    "rename_unit",
    "reset_password",
]
