"""The closed vocabularies of the engine: permanent codes, spelled slowly.

Values appear in JSON output, in snapshots and in rulesets; adding one is a feature,
changing one breaks users.
"""

from __future__ import annotations

from enum import StrEnum


class PartyKind(StrEnum):
    """What a party named in a text appears to be."""

    COMPANY = "co"
    FUND = "fund"
    AGENCY = "agency"
    GOVERNMENT = "govt"
    MILITARY = "mil"
    UNIVERSITY = "uni"
    MEDIA = "media"
    OTHER = "other"
    PERSON = "person"


class EntityKind(StrEnum):
    """What a watchlist says an entry is. `unknown` never excludes an entry from a search."""

    PERSON = "person"
    COMPANY = "company"
    ORGANIZATION = "organization"
    PUBLIC_BODY = "public_body"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    ADDRESS = "address"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """How a name stands to its entity. A weak alias confirms and never alerts alone."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    FORMER = "former"
    ACRONYM = "acronym"
    TRANSLITERATION = "transliteration"


class ListRole(StrEnum):
    """Whether a list says who is listed, or who owns and controls whom."""

    WATCHLIST = "watchlist"
    REFERENCE = "reference"


class Measure(StrEnum):
    """What being on a list legally does, in the broadest terms."""

    BLOCKING = "blocking"  # property is frozen, dealings are barred
    LICENCE = "licence"  # exports need a licence
    DENIAL = "denial"  # export privileges are denied
    DIRECTIVE = "directive"  # some dealings are barred, by directive
    INVESTMENT = "investment"  # securities may not be bought
    PROCUREMENT = "procurement"  # public bodies may not buy or contract
    IMPORT = "import"  # goods may not be imported
    RED_FLAG = "red_flag"  # extra care, no bar
    DEBARMENT = "debarment"  # may not take part in listed trade or contracts
    UNKNOWN = "unknown"


class ListingState(StrEnum):
    """State of one listing on the as-of date."""

    ACTIVE = "active"
    FORMER = "former"
    FUTURE = "future"  # listed only after the as-of date
    UNCERTAIN = "uncertain"  # the dates on file do not settle it


class RelationType(StrEnum):
    """What a text says of two parties, read subject -> object."""

    INVESTED_IN = "invested_in"
    OWNED_BY = "owned_by"
    CONTROLLED_BY = "controlled_by"
    SUBSIDIARY_OF = "subsidiary_of"
    STATE_BACKED = "state_backed"
    LISTED_ON = "listed_on"
    DELISTED_FROM = "delisted_from"
    MILITARY_LINK = "military_link"
    SUPPLIES_TO = "supplies_to"
    VIOLATED = "violated"
    FRONT_FOR = "front_for"


class Polarity(StrEnum):
    """Who stands behind a claim, and how firmly."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    UNCLEAR = "unclear"


class StateTier(StrEnum):
    """Level of the state that owns, controls or backs a party."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    DISTRICT = "district"
    STATE_FUND = "state_fund"
    STATE_LINKED = "state_linked"


class MatchVerdict(StrEnum):
    """What a comparison at a given cut-off amounts to."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"  # the name fits several listed parties equally well
    NEAR_MISS = "near_miss"  # below the cut-off


class Answer(StrEnum):
    """Answer of an ownership regime."""

    YES = "yes"
    NO = "no"
    POSSIBLE = "possible"


class AssessmentStatus(StrEnum):
    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"


class RuleStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    DEPRECATED = "deprecated"


class Family(StrEnum):
    """Families of findings; each has a cap in the ruleset."""

    BLACKLISTING = "blacklisting"
    OWNERSHIP = "ownership"
    STATE_OWNERSHIP = "state_ownership"
    FOREIGN_BACKER = "foreign_backer"
    MILITARY = "military"
    JURISDICTION = "jurisdiction"
    CONDUCT = "conduct"
    EVIDENCE_QUALITY = "evidence_quality"


class Band(StrEnum):
    """Named ranges of the score, lowest first. The limits stand in the ruleset."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for none to 4 for critical."""
        return list(Band).index(self)


DETAILS = frozenset(
    {
        "build_year",
        "call_sign",
        "citizenship",
        "date_as_published",  # a date that cannot be read as days, with its label in front
        "designation",
        "email",
        "flag",
        "function",
        "gender",
        "gross_tonnage",
        "model",
        "nationality",
        "number_as_published",  # an identifier whose scheme is not known, with its label
        "owner_as_published",
        "phone",
        "place_of_birth",
        "reason",
        "remark",
        "title",
        "tonnage",
        "vessel_type",
        "website",
    }
)
"""Labels of `Entity.details`: facts kept as published, beside what is normalised."""
