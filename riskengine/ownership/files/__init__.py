"""Files that say who owns whom: tables, BODS, GLEIF, the UK register, FollowTheMoney, OFAC."""

from riskengine.ownership.files.filed import FiledParty, FiledTie, Filing, Note, OwnershipFile
from riskengine.ownership.files.reading import FORMATS, read_ownership

__all__ = [
    "FORMATS",
    "FiledParty",
    "FiledTie",
    "Filing",
    "Note",
    "OwnershipFile",
    "read_ownership",
]
