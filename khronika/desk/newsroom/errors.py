"""What can be wrong with an article or topic."""

from khronika.desk.claims.errors import ClaimsError


class NewsroomError(ClaimsError):
    """A page of the newsroom cannot be written, published or withdrawn as asked."""
