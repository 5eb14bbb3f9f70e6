"""One `DistinctParty` of OFAC's advanced XML."""

from __future__ import annotations

from dataclasses import dataclass, field

from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.drafting import EntityDraft, script_in
from riskengine.watchlist.readers.ofac.advanced_refs import (
    References,
    period_of,
    printed_period,
)
from riskengine.watchlist.readers.ofac.common import (
    caption_of,
    country_of,
    fold,
    kind_of,
    name_kind,
    ofac_codes,
)
from riskengine.watchlist.readers.ofac.facts import PartyFacts
from riskengine.watchlist.readers.xmlstream import Element, attribute, text, texts

_FAMILY = ("last name", "matronymic", "maiden name")
_GIVEN = ("first name", "middle name", "patronymic", "nickname")
_WHOLE = ("entity name", "vessel name", "aircraft name")


@dataclass(frozen=True, slots=True)
class Document:
    """One `IDRegDocument`, kept until the party comes that it belongs to."""

    label: str
    number: str
    country: str = ""
    authority: str = ""
    remarks: str = ""


@dataclass(slots=True)
class Documents:
    """Documents by the identity they belong to."""

    refs: References
    held: dict[str, list[Document]] = field(default_factory=dict)

    def load(self, record: Element) -> None:
        """Read one `IDRegDocument`; the sections of the file put them before the parties."""
        refs = self.refs
        remarks = [
            f"{refs.label('IDRegDocDateType', attribute(dated, 'IDRegDocDateTypeID'))} {when}"
            for dated in record.findall("DocumentDate")
            if (when := _shown(dated.find("DatePeriod"), refs))
        ]
        validity = refs.labels.get(("Validity", attribute(record, "ValidityID")), "")
        if validity and fold(validity) not in ("valid", "unknown"):
            remarks.append(validity)
        if comment := text(record, "Comment"):
            remarks.append(comment)
        self.held.setdefault(attribute(record, "IdentityID"), []).append(
            Document(
                label=refs.label("IDRegDocType", attribute(record, "IDRegDocTypeID")),
                number=text(record, "IDRegistrationNo"),
                country=refs.label("Country", attribute(record, "IssuedBy-CountryID")),
                authority=text(record, "IssuingAuthority"),
                remarks="; ".join(" ".join(remark.split()) for remark in remarks),
            )
        )

    def take(self, identity: str) -> list[Document]:
        return self.held.pop(identity, [])


def party_facts(
    record: Element, number: str, documents: Documents
) -> tuple[PartyFacts, EntityKind]:
    """Names, features and documents of a party, and its kind."""
    refs = documents.refs
    draft = EntityDraft("us-ofac", number)
    facts = PartyFacts(draft, refs.account)
    party_type = ""
    for place, profile in enumerate(record.findall("Profile")):
        label = _type_of(profile, refs)
        party_type = facts.party_type = party_type or label
        for identity in profile.findall("Identity"):
            main = place == 0 and attribute(identity, "Primary") != "false"
            _names(identity, facts, refs, person=label.lower() == "individual", main=main)
            for document in documents.take(attribute(identity, "ID")):
                facts.document(
                    document.label,
                    document.number,
                    country=document.country,
                    authority=document.authority,
                    remarks=document.remarks,
                )
        for feature in profile.findall("Feature"):
            _feature(feature, facts, refs)
        for comment in (*texts(profile, "Comment"), *texts(profile, "Identity/Comment")):
            draft.detail("remark", comment)
        for value in texts(profile, "ExternalReference/ExRefValue"):
            draft.detail("remark", f"External reference: {value}")
    for comment in texts(record, "Comment"):
        draft.detail("remark", comment)
    draft.identifier("ofac", number)
    return facts, kind_of(party_type, caption_of(draft) if draft.named else "", refs.account)


def _type_of(profile: Element, refs: References) -> str:
    """Individual, Entity, Vessel or Aircraft: the subtype says more where it is not Unknown."""
    key = attribute(profile, "PartySubTypeID")
    label = refs.label("PartySubType", key)
    if label and label.lower() != "unknown":
        return label
    party_type = refs.party_types.get(key, "")
    return refs.label("PartyType", party_type, ofac_codes().party_types.get(party_type, ""))


def _names(
    identity: Element, facts: PartyFacts, refs: References, *, person: bool, main: bool
) -> None:
    part_types = {
        attribute(group, "ID"): fold(refs.label("NamePartType", attribute(group, "NamePartTypeID")))
        for group in identity.findall("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    for alias in identity.findall("Alias"):
        label = refs.label("AliasType", attribute(alias, "AliasTypeID"))
        weak = attribute(alias, "LowQuality") == "true"
        kind = name_kind(label, weak=weak, account=facts.account)
        spelled = [
            _spelling(documented, part_types, facts.account, person=person)
            for documented in alias.findall("DocumentedName")
        ]
        # One alias may be documented in several scripts; the Latin one is the name OFAC prints.
        first = next((item for item in spelled if item.latin), spelled[0] if spelled else None)
        primary = main and attribute(alias, "Primary") == "true"
        for item in spelled:
            if primary and item is first:
                facts.draft.name(item.text, NameKind.PRIMARY)
            elif item.acronym and kind is NameKind.ALIAS:
                facts.draft.name(item.text, NameKind.ACRONYM)
            else:
                facts.draft.name(item.text, kind)


@dataclass(frozen=True, slots=True)
class _Spelling:
    text: str
    latin: bool
    acronym: bool


def _spelling(
    documented: Element, part_types: dict[str, str], account: Account, *, person: bool
) -> _Spelling:
    """A documented name in one script: `LAST, First` for persons in Latin letters."""
    family: list[str] = []
    given: list[str] = []
    plain: list[str] = []
    values = documented.findall("DocumentedNamePart/NamePartValue")
    for value in values:
        group = attribute(value, "NamePartGroupID")
        part_type = part_types.get(group)
        if part_type is None:
            account.odd("reference NamePartGroup", "a name part of no group")
        if part_type in _FAMILY:
            family.append(text(value))
        elif part_type in _GIVEN:
            given.append(text(value))
        else:
            plain.append(text(value))
            if part_type is not None and part_type not in _WHOLE:
                account.odd("name part type", part_type)
    latin = script_in(" ".join((*family, *given, *plain))) in ("Latn", "Zyyy")
    if person and latin and family:
        rest = " ".join((*given, *plain))
        last = " ".join(family).upper()
        printed = f"{last}, {rest}" if rest else last
    else:
        # Other scripts: family name last, as spoken, except where it is written first.
        order = (*family, *given, *plain) if _family_first(family) else (*given, *family, *plain)
        printed = " ".join(order)
    acronym = bool(values) and all(attribute(value, "Acronym") == "true" for value in values)
    return _Spelling(printed, latin, acronym)


def _family_first(family: list[str]) -> bool:
    return bool(family) and script_in(family[0]) in ("Hani", "Hans", "Hant", "Hang", "Kore", "Jpan")


def _feature(feature: Element, facts: PartyFacts, refs: References) -> None:
    label = refs.label("FeatureType", attribute(feature, "FeatureTypeID"))
    if not label:
        return  # reported by the look-up; without its type a value says nothing
    for version in feature.findall("FeatureVersion"):
        period = version.find("DatePeriod")
        when = period_of(period, refs)
        values = [_detail(detail, refs) for detail in version.findall("VersionDetail")]
        value = "; ".join(value for value in values if value)
        if not value and when is None:
            value = printed_period(period, refs)
        places = [
            refs.place(attribute(place, "LocationID"))
            for place in version.findall("VersionLocation")
        ]
        for place in places:
            if fold(label) == "location":
                for line in place.lines:
                    facts.draft.address(line)
                facts.draft.country(country_of(place.country))
            else:
                facts.feature(label, value, when=when, country=place.country)
        if not places and (value or when is not None):
            facts.feature(label, value, when=when)


def _detail(detail: Element, refs: References) -> str:
    """Text of a `VersionDetail`, or what its reference stands for."""
    key = attribute(detail, "DetailReferenceID")
    return text(detail) or refs.label("DetailReference", key)


def _shown(period: Element | None, refs: References) -> str:
    when: DateRange | None = period_of(period, refs)
    return str(when) if when is not None else printed_period(period, refs)
