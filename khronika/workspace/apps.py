"""The workspace app."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The screens; it owns no data."""

    name = "khronika.workspace"
