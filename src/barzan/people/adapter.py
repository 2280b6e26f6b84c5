from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator: nobody signs up alone."""

    def is_open_for_signup(self, request: object) -> bool:
        return False
