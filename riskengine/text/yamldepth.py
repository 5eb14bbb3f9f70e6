"""A guard before YAML is loaded: nesting so deep that composing it would end the process."""

from __future__ import annotations

import yaml

MAX_DEPTH = 40
"""Collections within collections. No file of ours needs ten."""


def too_deep(text: str) -> bool:
    """Whether collections nest beyond `MAX_DEPTH`.

    Events come one by one, where building a tree would recurse in C without a limit.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False
