from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "barzan.documents"
    label = "documents"

    def ready(self) -> None:
        from barzan.documents import following, words
        from barzan.documents.rules import READ
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow

        words.register()
        follow(following.FOLLOWER)
        add(MenuItem("desk", _("Documents"), "documents:documents", READ, order=500, icon="paperclip"))
