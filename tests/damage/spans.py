"""Damage to what points into the texts of articles."""

from planted import Damage, cells, has

OFFSETS = [
    Damage("a start below nought", "mentions", "start is below 0", cells("mentions", start=-1)),
    Damage("an end past the end", "claims", "is not text", cells("claims", end=10**6)),
    Damage(
        "a start behind the end",
        "mentions",
        "not before end",
        cells("mentions", start=lambda row: row["end"]),
    ),
    Damage(
        "offsets one too far",
        "claims",
        "is not text",
        cells("claims", start=lambda row: row["start"] + 1, end=lambda row: row["end"] + 1),
    ),
    Damage("another surface", "mentions", "is not text", cells("mentions", text="nothing like it")),
    Damage(
        "a cue elsewhere",
        "claims",
        "is not cue_text",
        cells("claims", has("cue_text"), cue_start=0, cue_end=3),
    ),
    Damage(
        "half a speaker",
        "claims",
        "speaker_text are not all set",
        cells("claims", has("speaker_text"), speaker_end=None),
    ),
    Damage(
        "half a cue", "claims", "cue_text are not all set", cells("claims", has("cue_text"), cue_text=None)
    ),
    Damage(
        "half a measure",
        "claims",
        "measure are not all set",
        cells("claims", has("measure"), measure_start=None),
    ),
    Damage(
        "a sentence elsewhere",
        "claims",
        "sentence is not what stands around it",
        cells("claims", sentence="Nobody wrote this."),
    ),
    Damage(
        "a period that nobody wrote",
        "claims",
        "period_text does not stand",
        cells("claims", has("period_text"), period_text="in 1066"),
    ),
    Damage(
        "a speaker without words",
        "claims",
        "speaker_id is set without",
        cells("claims", has("speaker_id"), speaker_start=None, speaker_end=None, speaker_text=None),
    ),
]
