"""What a rule of comparison answers."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How two claims relate, by which rule, and why in one plain sentence."""

    verdict: str
    rule: str
    reason: str
