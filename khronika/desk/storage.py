"""Django's files (pictures, renditions) inside the home, each sealed: there is no plain media folder."""

from typing import IO, Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from khronika.desk.opened import current
from khronika.vault import crypt


class SealedStorage(FileSystemStorage):
    """A file storage that seals what it saves under a key derived from the home's, and opens it when read."""

    def __init__(self) -> None:
        """Keep files in the home's cache-free `media` folder; refuse to work without an opened home."""
        home = current()
        super().__init__(location=str(home.folder / "media") if home else None, base_url=None)
        self._key = home.derive("media") if home else b""

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if "w" in mode or not self._key:
            raise SuspiciousFileOperation(f"Expected to read a sealed file; {name!r} was opened with {mode!r}.")
        with super()._open(name, "rb") as file:
            return ContentFile(crypt.open(self._key, file.read(), name.encode()), name=name)

    def _save(self, name: str, content: IO[Any]) -> str:
        if not self._key:
            raise SuspiciousFileOperation("Expected an opened home to keep files in; open one first.")
        content.seek(0)
        # the name is the context, and Django may still change it to be unique: choose it now
        name = self.get_available_name(name)
        return str(super()._save(name, ContentFile(crypt.seal(self._key, content.read(), name.encode()))))
