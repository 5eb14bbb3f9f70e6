"""Files in the three XML forms of the OFAC lists, with invented parties.

`*_file` wrap records that a test writes itself; `write_*` write N parties of every kind with
every kind of element, streamed, for tests of volume and for `benchmarks/ofac_xml.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

SERVICE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_KINDS = ("Individual", "Entity", "Vessel", "Aircraft")


# --- classic -----------------------------------------------------------------------------


def classic_file(
    *entries: str, count: int | None = None, namespace: str = f"{SERVICE}/XML", extra: str = ""
) -> str:
    """A classic file; `count` is the stated record count, by default the true one."""
    stated = len(entries) if count is None else count
    return (
        f'{_HEAD}<sdnList xmlns="{namespace}"><publshInformation>'
        f"<Publish_Date>06/22/2026</Publish_Date><Record_Count>{stated}</Record_Count>"
        f"</publshInformation>{''.join(entries)}{extra}</sdnList>"
    )


def classic_entry(
    uid: str = "7001",
    last: str = "NORTHWIND TRADING LLC",
    first: str = "",
    sdn_type: str = "Entity",
    programs: Sequence[str] = ("SDGT",),
    more: str = "",
) -> str:
    """One `sdnEntry`; `more` is any further elements."""
    given = f"<firstName>{first}</firstName>" if first else ""
    listed = "".join(f"<program>{item}</program>" for item in programs)
    return (
        f"<sdnEntry><uid>{uid}</uid>{given}<lastName>{last}</lastName>"
        f"<sdnType>{sdn_type}</sdnType><programList>{listed}</programList>{more}</sdnEntry>"
    )


def write_classic(path: Path, parties: int) -> Path:
    """A classic SDN file of so many parties."""

    def entries() -> Iterator[str]:
        for number in range(parties):
            person = number % 2 == 0
            yield classic_entry(
                uid=str(1000 + number),
                last=f"FAMILY{number}" if person else f"COMPANY {number} LIMITED",
                first=f"Given{number}" if person else "",
                sdn_type="Individual" if person else "Entity",
                more=(
                    f"<akaList><aka><uid>{number}</uid><type>a.k.a.</type>"
                    "<category>strong</category>"
                    f"<lastName>ALIAS {number}</lastName></aka></akaList>"
                    f"<addressList><address><uid>{number}</uid><city>Exampleville</city>"
                    "<country>Cuba</country></address></addressList>"
                ),
            )

    return _write(path, _around(classic_file("\0", count=parties), entries()))


# --- advanced ----------------------------------------------------------------------------

_SETS: dict[str, dict[str, tuple[str, str]]] = {
    "AliasType": {
        "1400": ("A.K.A.", ""),
        "1401": ("F.K.A.", ""),
        "1403": ("Name", ""),
    },
    "AreaCode": {
        "11073": ("CU", ' CountryID="11073" Description="Cuba"'),
    },
    "CalendarType": {
        "1": ("Gregorian", ""),
        "2": ("Islamic", ""),
    },
    "Country": {
        "11073": ("Cuba", ' ISO2="CU"'),
        "11196": ("Russia", ' ISO2="RU"'),
        "11082": ("Iran", ' ISO2="IR"'),
    },
    "DetailReference": {
        "91526": ("Male", ""),
    },
    "DetailType": {
        "1430": ("DATE", ""),
        "1432": ("TEXT", ""),
    },
    "EntryEventType": {
        "1": ("Created", ""),
        "2": ("Removed", ""),
    },
    "FeatureType": {
        "8": ("Birthdate", ""),
        "9": ("Place of Birth", ""),
        "10": ("Nationality Country", ""),
        "13": ("SWIFT/BIC", ""),
        "14": ("Website", ""),
        "25": ("Location", ""),
        "3": ("Vessel Flag", ""),
        "64": ("Aircraft Tail Number", ""),
        "45": ("Aircraft Manufacture Date", ""),
        "204": ("Executive Order 13662 Directive Determination -", ""),
        "224": ("Gender", ""),
        "344": ("Digital Currency Address - XBT", ""),
        "999": ("Shoe Size", ""),
    },
    "IDRegDocDateType": {
        "1480": ("Issue Date", ""),
    },
    "IDRegDocType": {
        "1571": ("Passport", ""),
        "1584": ("Tax ID No.", ""),
        "1626": ("Vessel Registration Identification", ""),
    },
    "LegalBasis": {
        "1": ("Unknown", ""),
        "1813": ("Executive Order 14024 (Russia)", ""),
    },
    "List": {
        "1550": ("SDN List", ""),
        "91507": ("Sectoral Sanctions Identifications List", ""),
        "91512": ("Consolidated List", ""),
        "92001": ("Non-SDN CMIC List", ""),
        "91243": ("Non-SDN Palestinian Legislative Council List", ""),
    },
    "LocPartType": {
        "1450": ("Unknown", ""),
        "1451": ("ADDRESS1", ""),
        "1454": ("CITY", ""),
        "1456": ("POSTAL CODE", ""),
    },
    "NamePartType": {
        "1520": ("Last Name", ""),
        "1521": ("First Name", ""),
        "1522": ("Middle Name", ""),
        "1525": ("Entity Name", ""),
        "1526": ("Vessel Name", ""),
        "1527": ("Aircraft Name", ""),
    },
    "PartySubType": {
        "1": ("Vessel", ' PartyTypeID="4"'),
        "2": ("Aircraft", ' PartyTypeID="4"'),
        "3": ("Unknown", ' PartyTypeID="2"'),
        "4": ("Unknown", ' PartyTypeID="1"'),
    },
    "PartyType": {
        "1": ("Individual", ""),
        "2": ("Entity", ""),
        "4": ("Transport", ""),
    },
    "RelationType": {
        "15003": ("Owned or Controlled By", ""),
        "15002": ("Acting for or on behalf of", ""),
        "92019": ("Owns, controls, or operates", ""),
    },
    "SanctionsType": {
        "1": ("Program", ""),
        "1705": ("Block", ""),
    },
    "Script": {
        "215": ("Latin", ""),
        "220": ("Cyrillic", ""),
    },
    "Validity": {
        "1": ("Valid", ""),
        "2": ("Fraudulent", ""),
    },
}


def references(**more: dict[str, tuple[str, str]]) -> str:
    """The `ReferenceValueSets`: label and further attributes of each code."""
    sets = []
    for tag in dict.fromkeys((*_SETS, *more)):
        values = "".join(
            f'<{tag} ID="{key}"{attributes}>{label}</{tag}>'
            for key, (label, attributes) in {**_SETS.get(tag, {}), **more.get(tag, {})}.items()
        )
        sets.append(f"<{tag}Values>{values}</{tag}Values>\n")
    return f"<ReferenceValueSets>{''.join(sets)}</ReferenceValueSets>"


_SUBTYPE = {"Individual": "4", "Entity": "3", "Vessel": "1", "Aircraft": "2"}
_WHOLE_NAME = {"Entity": "1525", "Vessel": "1526", "Aircraft": "1527"}


def advanced_file(
    *,
    parties: Iterable[str] = (),
    entries: Iterable[str] = (),
    ties: Iterable[str] = (),
    locations: Iterable[str] = (),
    documents: Iterable[str] = (),
    codes: str = "",
    namespace: str = f"{SERVICE}/ADVANCED_XML",
    extra: str = "",
) -> str:
    """An advanced file of these records."""
    return "".join(_advanced(parties, entries, ties, locations, documents, codes, namespace, extra))


def _advanced(
    parties: Iterable[str],
    entries: Iterable[str],
    ties: Iterable[str],
    locations: Iterable[str],
    documents: Iterable[str],
    codes: str,
    namespace: str,
    extra: str,
) -> Iterator[str]:
    yield f'{_HEAD}<Sanctions xmlns="{namespace}" Version="3"><DateOfIssue CalendarTypeID="1">'
    yield "<Year>2026</Year><Month>7</Month><Day>31</Day></DateOfIssue>\n"
    yield codes or references()
    for section, records in (
        ("Locations", locations),
        ("IDRegDocuments", documents),
        ("DistinctParties", parties),
        ("ProfileRelationships", ties),
        ("SanctionsEntries", entries),
    ):
        yield f"\n<{section}>\n"
        yield from records
        yield f"</{section}>\n"
    yield f"<SanctionsEntryLinks/>{extra}</Sanctions>\n"


def advanced_party(
    number: str = "7001",
    name: Sequence[str] = ("Northwind Trading LLC",),
    kind: str = "Entity",
    aliases: Sequence[str] = (),
    features: str = "",
    spellings: Sequence[Sequence[str]] = (),
) -> str:
    """One `DistinctParty`.

    Args:
        name: one part, or last and first name of an individual.
        aliases: finished `Alias` elements (see `advanced_alias`).
        spellings: the primary name in other scripts, parts as in `name`.
    """
    types = ("1520", "1521") if len(name) > 1 else (_WHOLE_NAME.get(kind, "1520"),)
    groups = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{number}{place}" NamePartTypeID="{part_type}"/>'
        "</MasterNamePartGroup>"
        for place, part_type in enumerate(types)
    )
    documented = "".join(_documented(number, parts) for parts in (name, *spellings))
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/>'
        f'<Profile ID="{number}" PartySubTypeID="{_SUBTYPE[kind]}">'
        f'<Identity ID="i{number}" FixedRef="{number}" Primary="true" False="false">'
        f'<Alias FixedRef="{number}" AliasTypeID="1403" Primary="true" LowQuality="false">'
        f"{documented}</Alias>{''.join(aliases)}<NamePartGroups>{groups}</NamePartGroups>"
        f"</Identity>{features}</Profile></DistinctParty>\n"
    )


def _documented(number: str, parts: Sequence[str]) -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{number}{place}" ScriptID="215"'
        f' ScriptStatusID="1" Acronym="false">{part}</NamePartValue></DocumentedNamePart>'
        for place, part in enumerate(parts)
    )
    return (
        f'<DocumentedName ID="d{number}" FixedRef="{number}" DocNameStatusID="1">'
        f"{values}</DocumentedName>"
    )


def advanced_alias(
    number: str, parts: Sequence[str], *, alias_type: str = "1400", weak: bool = False
) -> str:
    """One `Alias` of the party with this number."""
    quality = "true" if weak else "false"
    return (
        f'<Alias FixedRef="{number}" AliasTypeID="{alias_type}" Primary="false"'
        f' LowQuality="{quality}">{_documented(number, parts)}</Alias>'
    )


def feature(feature_type: str, inner: str) -> str:
    """One `Feature` with one version."""
    return (
        f'<Feature ID="f" FeatureTypeID="{feature_type}"><FeatureVersion ID="v" ReliabilityID="1">'
        f"<Comment/>{inner}</FeatureVersion>"
        '<IdentityReference IdentityID="i" IdentityFeatureLinkTypeID="1"/></Feature>'
    )


def detail(value: str) -> str:
    """A `VersionDetail` with a text."""
    return f'<VersionDetail DetailTypeID="1432">{value}</VersionDetail>'


def period(
    first: Sequence[int], last: Sequence[int], *, approximate: bool = False, calendar: str = "1"
) -> str:
    """A `DatePeriod` from one day (or year, or month) to another."""
    circa = "true" if approximate else "false"
    start, end = _point(first), _point(last)
    return (
        f'<DatePeriod CalendarTypeID="{calendar}" YearFixed="false" MonthFixed="false"'
        f' DayFixed="false"><Start Approximate="{circa}" YearFixed="false" MonthFixed="false"'
        f' DayFixed="false"><From>{start}</From><To>{start}</To></Start>'
        f'<End Approximate="{circa}" YearFixed="false" MonthFixed="false" DayFixed="false">'
        f"<From>{end}</From><To>{end}</To></End></DatePeriod>"
    )


def _point(parts: Sequence[int]) -> str:
    return "".join(
        f"<{tag}>{value}</{tag}>"
        for tag, value in zip(("Year", "Month", "Day"), parts, strict=False)
    )


def advanced_entry(
    number: str = "7001",
    list_id: str = "1550",
    programs: Sequence[str] = ("SDGT",),
    date: Sequence[int] = (2020, 3, 4),
    basis: str = "1",
    event: str = "1",
) -> str:
    """One `SanctionsEntry`."""
    measures = "".join(
        f'<SanctionsMeasure ID="m" SanctionsTypeID="1"><Comment>{program}</Comment>'
        '<DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true"/>'
        "</SanctionsMeasure>"
        for program in programs
    )
    return (
        f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="{list_id}">'
        f'<EntryEvent ID="{number}" EntryEventTypeID="{event}" LegalBasisID="{basis}"><Comment/>'
        f'<Date CalendarTypeID="1">{_point(date)}</Date></EntryEvent>'
        '<SanctionsMeasure ID="b" SanctionsTypeID="1705"><DatePeriod CalendarTypeID="1"'
        f' YearFixed="true" MonthFixed="true" DayFixed="true"/></SanctionsMeasure>{measures}'
        "</SanctionsEntry>\n"
    )


def advanced_tie(
    source: str, target: str, relation: str = "15003", *, former: bool = False, inner: str = ""
) -> str:
    """One `ProfileRelationship`."""
    return (
        f'<ProfileRelationship ID="r" From-ProfileID="{source}" To-ProfileID="{target}"'
        f' RelationTypeID="{relation}" RelationQualityID="1" Former="{str(former).lower()}"'
        f' SanctionsEntryID="{source}"><Comment/>{inner}</ProfileRelationship>\n'
    )


def location(number: str, city: str = "Havana", country: str = "11073", more: str = "") -> str:
    """One `Location` with a city; `more` is any further parts."""
    return (
        f'<Location ID="{number}"><LocationAreaCode AreaCodeID="11073"/>'
        f'<LocationCountry CountryID="{country}" CountryRelevanceID="1413"/>'
        f"{more}{location_part('1454', city)}"
        f'<FeatureVersionReference FeatureVersionID="v{number}"/></Location>\n'
    )


def location_part(part_type: str, *values: str) -> str:
    """One `LocationPart`; the first value is the primary one."""
    inner = "".join(
        f'<LocationPartValue Primary="{"false" if place else "true"}" LocPartValueTypeID="1"'
        f' LocPartValueStatusID="1"><Comment/><Value>{value}</Value></LocationPartValue>'
        for place, value in enumerate(values)
    )
    return f'<LocationPart LocPartTypeID="{part_type}">{inner}</LocationPart>'


def document(
    number: str, value: str, doc_type: str = "1571", country: str = "11082", validity: str = "1"
) -> str:
    """One `IDRegDocument` of the party with this number."""
    return (
        f'<IDRegDocument ID="x" IDRegDocTypeID="{doc_type}" IdentityID="i{number}"'
        f' IssuedBy-CountryID="{country}" ValidityID="{validity}"><Comment/>'
        f"<IDRegistrationNo>{value}</IDRegistrationNo><IssuingAuthority/>"
        f'<DocumentDate IDRegDocDateTypeID="1480">{period((1984, 1, 18), (1984, 1, 18))}'
        f'</DocumentDate><DocumentedNameReference DocumentedNameID="d{number}"/></IDRegDocument>\n'
    )


def write_advanced(path: Path, parties: int, *, aliases: int = 5) -> Path:
    """An advanced SDN file of so many parties of all kinds, all tied in a chain."""
    numbers = [str(1000 + number) for number in range(parties)]

    def party(number: str) -> str:
        kind = _KINDS[int(number) % 4]
        person = kind == "Individual"
        name = (f"Family{number}", f"Given {number}") if person else (f"{kind} {number} Limited",)
        other = [
            advanced_alias(
                number, [f"{part} Alias {place}" for part in name], weak=place == 4
            ).replace("><", ">\n                <")
            for place in range(aliases)
        ]
        features = (
            feature("25", f'<VersionLocation LocationID="{number}"/>')
            + feature("14", detail(f"www.example{number}.test"))
            + feature("344", detail(f"bc1qinvented{number}"))
        )
        if person:
            features += feature("8", period((1960, 1, 1), (1960, 12, 31)))
            features += feature("9", detail("Exampleville"))
            features += feature(
                "224", '<VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/>'
            )
        # Indented as published: white space is a third of the real file.
        return advanced_party(
            number, name, kind, aliases=other, features=features.replace("><", ">\n            <")
        ).replace("><", ">\n        <")

    records = _advanced(
        parties=(party(number) for number in numbers),
        entries=(
            advanced_entry(number, basis="1813").replace("><", ">\n    <") for number in numbers
        ),
        ties=(advanced_tie(one, two) for one, two in pairwise(numbers)),
        locations=(location(number).replace("><", ">\n    <") for number in numbers),
        documents=(document(number, f"P{number}").replace("><", ">\n    <") for number in numbers),
        codes="",
        namespace=f"{SERVICE}/ADVANCED_XML",
        extra="",
    )
    return _write(path, records)


# --- enhanced ----------------------------------------------------------------------------


def enhanced_file(
    *entities: str, namespace: str = f"{SERVICE}/ENHANCED_XML", extra: str = ""
) -> str:
    """An enhanced file of these entities."""
    return (
        f'{_HEAD}<sanctionsData xmlns="{namespace}"><publicationInfo>'
        "<dataAsOf>2026-07-27T00:00:00</dataAsOf><filters><sanctionsLists>"
        '<sanctionsList refId="1550">SDN List</sanctionsList></sanctionsLists></filters>'
        '</publicationInfo><referenceValues><referenceValue refId="11196"><type>Country</type>'
        "<value>Russia</value><isoCode>RU</isoCode></referenceValue></referenceValues>"
        f'<featureTypes><featureType featureTypeId="8"><type>Birthdate</type></featureType>'
        f"</featureTypes><entities>{''.join(entities)}</entities>{extra}</sanctionsData>\n"
    )


def enhanced_entity(
    number: str = "7001",
    names: str = "",
    kind: str = "Entity",
    lists: Sequence[str] = ("SDN List",),
    programs: Sequence[str] = ("SDGT",),
    more: str = "",
    info: str = "",
) -> str:
    """One `entity`; `names` are finished `name` elements, by default one plain name."""
    on_lists = "".join(
        f'<sanctionsList refId="1" id="1" datePublished="2020-03-04">{label}</sanctionsList>'
        for label in lists
    )
    under = "".join(
        f'<sanctionsProgram refId="1" id="1">{program}</sanctionsProgram>' for program in programs
    )
    return (
        f'<entity id="{number}"><generalInfo><identityId>1</identityId>'
        f'<entityType refId="600">{kind}</entityType>{info}</generalInfo>'
        f"<sanctionsLists>{on_lists}</sanctionsLists>"
        f"<sanctionsPrograms>{under}</sanctionsPrograms>"
        '<sanctionsTypes><sanctionsType refId="1705" id="1">Block</sanctionsType></sanctionsTypes>'
        '<legalAuthorities><legalAuthority refId="1" id="1">Executive Order 14024 (Russia)'
        "</legalAuthority></legalAuthorities>"
        f"<names>{names or enhanced_name('NORTHWIND TRADING LLC')}</names>{more}</entity>\n"
    )


def enhanced_name(
    *spellings: str, alias_type: str = "", primary: bool = True, weak: bool = False
) -> str:
    """One `name` in one or more scripts, the first of them the primary spelling."""
    written = "".join(
        f'<translation id="{place}"><isPrimary>{str(place == 0).lower()}</isPrimary>'
        '<script refId="20122">Latin</script>'
        f"<formattedLastName>{text}</formattedLastName><formattedFullName>{text}</formattedFullName>"
        '<nameParts><namePart id="1"><type refId="1">Entity Name</type>'
        f"<value>{text}</value></namePart></nameParts></translation>"
        for place, text in enumerate(spellings)
    )
    alias = f'<aliasType refId="1400">{alias_type}</aliasType>' if alias_type else ""
    return (
        f'<name id="1"><isPrimary>{str(primary).lower()}</isPrimary>{alias}'
        f"<isLowQuality>{str(weak).lower()}</isLowQuality>"
        f"<translations>{written}</translations></name>"
    )


def enhanced_feature(label: str, value: str, dated: str = "") -> str:
    """One `feature`; `dated` is a finished `valueDate`."""
    return (
        f'<feature id="1"><type featureTypeId="1">{label}</type><versionId>1</versionId>'
        f"<value>{value}</value>{dated}<isPrimary>true</isPrimary></feature>"
    )


def value_date(first: str, last: str, *, tag: str = "valueDate", approximate: bool = False) -> str:
    """A date period of the enhanced form."""
    return (
        f'<{tag} id="1"><fromDateBegin>{first}</fromDateBegin><fromDateEnd>{first}</fromDateEnd>'
        f"<toDateBegin>{last}</toDateBegin><toDateEnd>{last}</toDateEnd>"
        f"<isApproximate>{str(approximate).lower()}</isApproximate>"
        f"<isDateRange>{str(first != last).lower()}</isDateRange></{tag}>"
    )


def write_enhanced(path: Path, parties: int) -> Path:
    """An enhanced SDN file of so many parties, all tied in a chain."""

    def entity(number: int) -> str:
        names = enhanced_name(f"COMPANY {number} LIMITED", f"КОМПАНИЯ {number}")
        names += "".join(
            enhanced_name(f"ALIAS {place} OF {number}", alias_type="A.K.A.", primary=False)
            for place in range(5)
        )
        more = (
            '<addresses><address id="1"><country refId="11196">Russia</country><translations>'
            '<translation id="1"><isPrimary>true</isPrimary><script refId="1">Latin</script>'
            '<addressParts><addressPart id="1"><type refId="1454">CITY</type><value>Exampleville'
            "</value></addressPart></addressParts></translation></translations></address></addresses>"
            f"<features>{enhanced_feature('Website', f'www.example{number}.test')}"
            f"{enhanced_feature('Secondary sanctions risk:', 'invented')}</features>"
            '<identityDocuments><identityDocument id="1"><type refId="1">Tax ID No.</type>'
            f'<name nameId="1" nameTranslationId="1">COMPANY {number}</name>'
            f"<documentNumber>{number:010d}</documentNumber><isValid>true</isValid>"
            '<issuingCountry refId="11082">Iran</issuingCountry></identityDocument>'
            '</identityDocuments><relationships><relationship id="1">'
            '<type refId="15003">Owned or Controlled By</type>'
            f'<relatedEntity entityId="{number + 1}">COMPANY {number + 1}</relatedEntity>'
            "</relationship></relationships>"
        )
        return enhanced_entity(str(number), names, more=more).replace("><", ">\n      <")

    records = _around(enhanced_file("\0"), (entity(1000 + number) for number in range(parties)))
    return _write(path, records)


def _around(whole: str, records: Iterable[str]) -> Iterator[str]:
    """The records in place of the mark in a file."""
    before, _, after = whole.partition("\0")
    yield before
    yield from records
    yield after


def _write(path: Path, pieces: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for piece in pieces:
            stream.write(piece)
    return path
