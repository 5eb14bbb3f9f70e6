"""Identifiers: the schemes that can be checked, and how a value is normalised.

Checks come from python-stdnum; a scheme that it does not know is kept as given.
"""

from __future__ import annotations

import re
from importlib import import_module

from riskengine.errors import InputError
from riskengine.model.entity import Identifier

_STDNUM = {
    "lei": "stdnum.lei",
    "isin": "stdnum.isin",
    "imo": "stdnum.imo",
    "bic": "stdnum.bic",
    "iban": "stdnum.iban",
    "uscc": "stdnum.cn.uscc",
    "inn": "stdnum.ru.inn",
}
_SCHEME = re.compile(r"^[a-z][a-z0-9_.-]*$")


def parse_identifier(text: str) -> Identifier:
    """Read `scheme:value`, such as `lei:529900T8BM49AURSDO55`.

    Raises:
        InputError: no colon, a malformed scheme, or a value that fails its check digits.
    """
    scheme, colon, value = text.partition(":")
    scheme = scheme.strip().lower()
    if not colon or not value.strip() or not _SCHEME.match(scheme):
        raise InputError(
            f"not an identifier: {text!r}",
            hint="Write scheme:value, for example lei:529900T8BM49AURSDO55 or uscc:91110108...",
            code="input.identifier",
        )
    return Identifier(scheme, normalise(scheme, value))


def normalise(scheme: str, value: str) -> str:
    """Compact spelling of a value, checked where the scheme has check digits.

    Raises:
        InputError: the value fails the scheme's own check.
    """
    module_name = _STDNUM.get(scheme)
    if module_name is None:
        return re.sub(r"\s+", "", value).upper()
    from stdnum.exceptions import ValidationError

    module = import_module(module_name)
    try:
        return str(module.validate(value))
    except ValidationError as error:
        raise InputError(
            f"{value!r} is not a valid {scheme.upper()}: {error}",
            hint="Check the number, or leave it out; a wrong identifier would hide a match.",
            code="input.identifier",
        ) from None
