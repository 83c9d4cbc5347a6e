"""People who work at the desk, and the one organisation that a home belongs to."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account. Our own model from the first migration on, so that roles and second factors can join it."""


class Organisation(models.Model):
    """The organisation whose home this is; one row. Its name appears on every edition it signs."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name
