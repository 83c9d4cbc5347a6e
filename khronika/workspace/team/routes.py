"""Which deed each screen asks for: one table by the name of the route. A screen that is not in it opens for nobody but those with all roles."""

from collections.abc import Mapping
from types import MappingProxyType

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, Role, may, roles

Asked = tuple[Deed, ...]
_CLEARS = (Deed.CLEAR, Deed.ALONE)
_JUDGES = (Deed.JUDGE, Deed.ALONE)

LOOKS: Mapping[str, Asked] = MappingProxyType(
    {
        "wagtailadmin_home": (Deed.ENTER,),
        "wagtailadmin_account": (Deed.ENTER,),
        "wagtailadmin_dismissibles": (Deed.ENTER,),
        "language": (Deed.ENTER,),
        "sources": (Deed.LOOK,),
        "source_add": (Deed.CAPTURE,),
        "source_paste": (Deed.CAPTURE,),
        "source_batch": (Deed.CAPTURE,),
        "source_go_on": (Deed.CAPTURE,),
        "source_alike": (Deed.LOOK,),
        "source_alike_decide": (Deed.DECIDE,),
        "source_questions": (Deed.LOOK,),
        "source_answer": (Deed.DECIDE,),
        "source": (Deed.LOOK,),
        "source_image": (Deed.LOOK,),
        "source_graphic": (Deed.PROPOSE,),
        "source_capture": (Deed.CAPTURE,),
        "source_again": (Deed.DECIDE,),
        "review": (Deed.LOOK,),
        "review_rule": (Deed.DECIDE,),
        "review_undo": (Deed.UNDO,),
        "review_change": (Deed.DECIDE,),
        "review_enter": (Deed.PROPOSE,),
        "source_clear": _CLEARS,
        "mechanisms": (Deed.LOOK,),
        "mechanism": (Deed.LOOK,),
        "deadlines": (Deed.LOOK,),
        "deadlines_feed": (Deed.LOOK,),
        "recommended": (Deed.LOOK,),
        "recommended_say": (Deed.DECIDE,),
        "day_today": (Deed.LOOK,),
        "day": (Deed.LOOK,),
        "day_row": (Deed.LOOK,),
        "day_understood": (Deed.LOOK,),
        "day_save": (Deed.DECIDE,),
        "day_undo": (Deed.DECIDE,),
        "find": (Deed.LOOK,),
        "when": (Deed.LOOK,),
        "adding": (Deed.DECIDE,),
        "adding_about": (Deed.DECIDE,),
        "amend": (Deed.DECIDE,),
        "records": (Deed.LOOK,),
        "record": (Deed.LOOK,),
        "records_bulk": (Deed.LOOK,),
        "handovers": (Deed.LOOK,),
        "records_save": (Deed.LOOK,),
        "records_saved": (Deed.LOOK,),
        "quick": (Deed.LOOK,),
        "record_clear": _CLEARS,
        "record_judge": _JUDGES,
        "record_unjudge": (Deed.JUDGE,),
        "record_risk": (Deed.MARK,),
        "record_back": (Deed.RECALL,),
        "record_held": (Deed.LOOK,),
        "record_protect": _CLEARS,
        "imports": (Deed.CAPTURE,),
        "import_map": (Deed.PROPOSE,),
        "import_done": (Deed.PROPOSE,),
        "import_run": (Deed.PROPOSE,),
        "import_errors": (Deed.PROPOSE,),
        "demands": (Deed.LOOK,),
        "demand_years": (Deed.LOOK,),
        "demand": (Deed.LOOK,),
        "demand_assess": (Deed.DECIDE,),
        "duplicates": (Deed.LOOK,),
        "duplicates_judge": (Deed.JUDGE,),
        "duplicates_undo": (Deed.JUDGE,),
        "duplicates_renew": (Deed.LOOK,),
        "statements": (Deed.LOOK,),
        "statement_draft": (Deed.LOOK,),
        "statement_write": (Deed.LOOK,),
        "statement_freeze": (Deed.CAPTURE,),
        "statement_about": (Deed.LOOK,),
        "statement_demand": (Deed.LOOK,),
        "statement_people": (Deed.PROPOSE,),
        "statement_person": (Deed.LOOK,),
        "statement_papers": (Deed.LOOK,),
        "statement_record": (Deed.DECIDE,),
        "press": (Deed.PRESS, Deed.LOOK),
        "press_coming": (Deed.PRESS, Deed.LOOK),
        "press_alarms": (Deed.LOOK,),
        "press_carry": (Deed.SHIP,),
        "press_packed": (Deed.SHIP,),
        "reports": (Deed.LOOK,),
        "report": (Deed.LOOK,),
        "report_words": (Deed.LOOK,),
        "report_make": (Deed.PROPOSE, Deed.PRESS),
        "report_changes": (Deed.LOOK,),
        "report_document": (Deed.LOOK,),
        "ledger": (Deed.CHAIN,),
        "ledger_entry": (Deed.CHAIN,),
        "team": (Deed.ENTER,),
        "team_add": (Deed.ACCOUNTS,),
        "team_account": (Deed.ENTER,),
        "team_roles": (Deed.ACCOUNTS,),
        "team_freeze": (Deed.ACCOUNTS, Deed.ALARM),
        "team_thaw": (Deed.ACCOUNTS,),
        "team_reset": (Deed.ACCOUNTS,),
        "factor": (Deed.ENTER,),
        "second": (Deed.LOOK,),
        "second_answer": (Deed.CLEAR, Deed.JUDGE, Deed.RECALL, Deed.ALONE),
    }
)
ACTS: Mapping[str, Asked] = MappingProxyType(
    {
        "statements": (Deed.PROPOSE,),
        "statement_write": (Deed.PROPOSE,),
        "statement_about": (Deed.PROPOSE,),
        "statement_demand": (Deed.PROPOSE,),
        "statement_person": (Deed.CAPTURE, Deed.PROPOSE),
        "reports": (Deed.PROPOSE, Deed.PRESS),
        "report": (Deed.PROPOSE, Deed.PRESS),
        "press": (Deed.PRESS,),
        "press_coming": (Deed.PRESS,),
        "press_alarms": (Deed.CLEAR,),
    }
)
OPEN = frozenset(  # before a login, or for any account
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "login_code",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "django.views.generic.base.RedirectView",
    }
)


def asked(route: str, *, act: bool) -> Asked | None:
    """The deeds of which one opens a route, looking or acting; None for a route that is not declared."""
    return (ACTS.get(route) if act else None) or LOOKS.get(route)


def opens(user: User, route: str, *, act: bool = False) -> bool:
    """Whether an account may open a route, or send its form."""
    wanted = asked(route, act=act)
    return may(user, *wanted) if wanted else roles(user) == frozenset(Role)
