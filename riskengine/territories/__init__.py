"""Countries, provinces, cities and the bodies that govern them, in several scripts.

Offline and deterministic: everything comes from data files of the package. Names are
looked up in English, Chinese and Russian (inflected forms included).
"""

from __future__ import annotations

from riskengine.territories.countries import (
    CountryHit,
    capital_metonym,
    country_code,
    country_hits,
    country_name,
    metonym_hits,
)
from riskengine.territories.places import Place, PlaceHit, place, places, places_in

__all__ = [
    "CountryHit",
    "Place",
    "PlaceHit",
    "capital_metonym",
    "country_code",
    "country_hits",
    "country_name",
    "metonym_hits",
    "place",
    "places",
    "places_in",
]
