"""khronika user: accounts at the command line, which is held to the same roles as the desk."""

import json


def test_accounts_are_kept_and_held_to_their_roles_at_the_command_line(khronika):
    assert "Added nina: researcher, reviewer." in khronika(
        "user", "add", "nina", "--role", "reviewer", "--role", "researcher", "--called", "Nina"
    )
    assert "Expected one account to act as" in khronika("press", code=1)
    assert "Expected a publisher to press an edition; Nina is a researcher and a reviewer." in khronika(
        "press", "--as", "nina", code=1
    )
    khronika.environment["KHRONIKA_USER"] = "editor"
    khronika("user", "role", "nina", "--role", "publisher", "--reason", "she presses now")
    assert "Expected the name of an account, got 'nobody'" in khronika(
        "user", "reset", "nobody", "--reason", "x", code=1
    )
    assert "nina has no second factor" in khronika("user", "reset", "nina", "--reason", "x", code=1).replace(
        "Nina", "nina"
    )
    assert "nina is frozen" in khronika("user", "freeze", "nina", "--reason", "left")
    told = {row["name"]: row for row in json.loads(khronika("user", "list", "--json"))}
    assert told["nina"]["roles"] == ["publisher"] and told["nina"]["frozen"] and not told["editor"]["frozen"]
    assert "The ledger is unbroken" in khronika("ledger", "verify")
