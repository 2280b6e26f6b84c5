"""The only writers of the room: structure (organisations, units, posts), persons, accounts."""

from barzan.people.actions.accounts import (
    activate,
    add_user,
    deactivate,
    first_password,
    remove_second_factors,
    reset_password,
)
from barzan.people.actions.bulk import Slip, add_users
from barzan.people.actions.persons import (
    add_person,
    appoint,
    change_person,
    delegate,
    end_delegation,
    end_holding,
)
from barzan.people.actions.reorganisations import (
    add_step,
    cancel_reorganisation,
    carry_out,
    describe_reorganisation,
    draft_reorganisation,
    order_reorganisation,
    prepare_inverse,
    remove_step,
    reopen_reorganisation,
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
    "Slip",
    "activate",
    "add_organisation",
    "add_person",
    "add_post",
    "add_step",
    "add_unit",
    "add_user",
    "add_users",
    "appoint",
    "cancel_reorganisation",
    "carry_out",
    "change_person",
    "change_post",
    "close_post",
    "close_unit",
    "deactivate",
    "delegate",
    "describe_reorganisation",
    "draft_reorganisation",
    "end_delegation",
    "end_holding",
    "first_password",
    "move_unit",
    "order_reorganisation",
    "prepare_inverse",
    "remove_second_factors",
    "remove_step",
    "rename_unit",
    "reopen_reorganisation",
    "reset_password",
]
