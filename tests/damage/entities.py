"""Damage to entities."""

from planted import Damage, added, cells, has, other_kind

ENTITIES = [
    *(
        Damage(
            f"a wrong count of {name}",
            "entities",
            f"{name} is not how many",
            cells("entities", **{name: 9999}),
        )
        for name in ("mentions", "articles", "outlets")
    ),
    Damage(
        "aliases out of order",
        "entities",
        "not sorted",
        cells("entities", lambda row: len(row["aliases"]) > 1, aliases=lambda row: row["aliases"][::-1]),
    ),
    Damage(
        "an alias that nobody uses",
        "entities",
        "not the surface forms",
        cells("entities", aliases=["Nobody"]),
    ),
    Damage(
        "an alias left out",
        "entities",
        "not the surface forms",
        cells("entities", has("aliases"), aliases=[]),
    ),
    Damage(
        "an entity that nobody mentions",
        "entities",
        "nothing in mentions",
        added("entities", entity_id="person:zz-nobody", kind="actor", type="person"),
    ),
    Damage("a mention of another kind", "mentions", "kind is not that of its entity", other_kind),
    Damage(
        "a type of the other kind",
        "entities",
        "is of the other kind",
        cells("entities", lambda row: row["type"] == "person", type="city"),
    ),
    Damage(
        "an id of another type",
        "entities",
        "does not begin with person:",
        cells("entities", lambda row: row["type"] == "group", type="person"),
    ),
    Damage(
        "a FIPS code of three digits",
        "entities",
        "is not of the form",
        cells("entities", has("fips"), fips="123"),
    ),
    Damage(
        "a country by name",
        "entities",
        "is not of the form",
        cells("entities", has("country"), country="Ohio"),
    ),
    Damage(
        "a subdivision of another country",
        "entities",
        "is not of the country",
        cells("entities", has("subdivision"), subdivision="CA-ON"),
    ),
    Damage(
        "a FIPS code abroad",
        "entities",
        "outside the United States",
        cells("entities", has("fips"), country="CA", subdivision=None),
    ),
    Damage("beyond the pole", "entities", "beyond 90 degrees", cells("entities", has("lat"), lat=91.0)),
    Damage("half a place on the map", "entities", "go together", cells("entities", has("lat"), lon=None)),
    Damage(
        "a parent of its own",
        "entities",
        "the entity itself",
        cells("entities", parent_id=lambda row: row["entity_id"]),
    ),
    Damage(
        "a place that is no jurisdiction",
        "claims",
        "is no jurisdiction",
        cells("claims", jurisdiction_ids=["org:bramble-hill-farms"]),
    ),
]
