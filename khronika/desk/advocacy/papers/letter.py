"""A paper as a mail that waits to be sent: opened in one's own mail program, which sends it under one's own name."""

from email.message import EmailMessage
from email.policy import SMTP

from khronika.desk.advocacy.papers import document, printed
from khronika.desk.advocacy.papers.paper import Paper
from khronika.vault.jobs.clean import single

MEDIA = "message/rfc822"


def letter(paper: Paper, attached: dict[str, bytes]) -> bytes:
    """The bytes of the mail, with these files by their endings."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = single(paper.subject) or ""
    if paper.address:
        made["To"] = paper.address
    if "@" in paper.reply_to and " " not in paper.reply_to:
        made["Reply-To"] = paper.reply_to
    made["X-Unsent"] = "1"  # mail programs open it as a draft
    made.set_content(paper.letter + "\n")
    for ending, data in attached.items():
        main, sub = (printed.MEDIA if ending == "pdf" else document.MEDIA).split("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=f"{paper.name}.{ending}")
    return made.as_bytes()
