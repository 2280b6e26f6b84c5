from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


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
        label = pgettext_lazy("files", "Documents")
        add(MenuItem("desk", label, "documents:documents", READ, order=500, icon="paperclip", group="system"))
