"""Clear a source for publication, with the claims that rest on it and those it speaks of. Nothing is public before."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.clear import Target, clear, resting
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.ledger.append import head
from khronika.desk.sources.models import Source
from khronika.vocabulary.kind import Level
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.levels import Cleared, levels, options
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest, seen
from khronika.workspace.sentences import told


@dataclass(frozen=True, slots=True)
class Affected:
    """A record that would be cleared: its id, name and level now."""

    id: str
    name: str
    now: Cleared


@require_http_methods(["GET", "HEAD", "POST"])
def clear_source(request: DeskRequest, source: str) -> HttpResponse:
    """Show what clearing a source means; clear it."""
    found = get_object_or_404(Source, id=source)
    targets = resting(found)
    if request.method == "POST":
        kept = set(request.POST.getlist("record"))
        chosen = [_whole(each, request) for each in targets if each.what != "record" or each.id in kept]
        try:
            level = Level(request.POST.get("level", ""))
            decision = clear(request.user, chosen, level, reason=request.POST.get("reason", ""), seen=seen(request))
        except ValueError:
            messages.error(request, _("Expected a level; choose one of the list."))
        except Waits as waiting:
            messages.success(request, str(waiting))
            return redirect("review", source=source)
        except ClaimsError as error:
            messages.error(request, told(error))
        else:
            said = ngettext(
                "Set {count} thing to the level ‘{level}’ by decision {number}.",
                "Set {count} things to the level ‘{level}’ by decision {number}.",
                len(chosen),
            )
            values = {"count": len(chosen), "level": label(f"level.{level.value}", language()), "number": decision.pk}
            messages.success(request, said.format(**values))
            return redirect("review", source=source)
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/review/clear.html", _context(found, targets, request), status=status)


def _whole(target: Target, request: DeskRequest) -> Target:
    return replace(target, whole=bool(request.POST.get("whole"))) if target.what == "source" else target


def _context(source: Source, targets: list[Target], request: DeskRequest) -> dict[str, object]:
    records = [each.id for each in targets if each.what == "record"]
    names, now = Names(), levels("record", records)
    names.learn(records)
    affected = sorted(
        (Affected(each, names(each), now[each]) for each in records), key=lambda each: each.name.casefold()
    )
    return {
        "source": source.id,
        "title": source.title,
        "now": levels("source", [source.id])[source.id],
        "claims": sum(each.what == "claim" for each in targets),
        "records": affected,
        "kept": set(request.POST.getlist("record")) if request.method == "POST" else {each.id for each in affected},
        "levels": options(),
        "level": request.POST.get("level", "public"),
        "reason": request.POST.get("reason", ""),
        "whole": bool(request.POST.get("whole")),
        "seen": head()[0],
    }
