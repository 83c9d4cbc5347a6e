"""Claims on what is nobody's business unless the person says so: home, work, health, help received. All of them are guarded."""

from khronika.vocabulary.kind import ClaimKind, Field, FieldType, Guard, Topic

PRIVATE = (
    ClaimKind(
        "Residence",
        "register",
        ("Person",),
        (Field("place", FieldType.RECORD, kinds=("Place",)), Field("address")),
        guard=Guard(Topic.HOME),
    ),
    ClaimKind(
        "Workplace",
        "register",
        ("Person",),
        (
            Field("organization", FieldType.RECORD, kinds=("Organization",)),
            Field("place", FieldType.RECORD, kinds=("Place",)),
            Field("role"),
        ),
        guard=Guard(Topic.WORK),
    ),
    ClaimKind(
        "Health",
        "register",
        ("Person",),
        (
            Field("health", FieldType.TERM, terms="health", required=True),
            Field("text", FieldType.TEXT),
            Field("language", FieldType.LANGUAGE),
        ),
        guard=Guard(Topic.HEALTH),
    ),
    ClaimKind(
        "Help",
        "register",
        ("Person",),
        (
            Field("help", FieldType.TERM, terms="help", required=True),
            Field("given_by", FieldType.RECORD, kinds=("Person", "Organization", "Group")),
            Field("text", FieldType.TEXT),
            Field("language", FieldType.LANGUAGE),
        ),
        guard=Guard(Topic.HELP),
    ),
)
