"""The engine: the only place that knows the order of the stages.

    engine = Engine.open(Settings.resolve())
    assessment = engine.assess(read_document(path), as_of=date(2025, 3, 3))

Documents and bare names take the same path: a name is a document of one party.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from riskengine import __version__, ownership, score, signals
from riskengine.config import Settings
from riskengine.errors import InputError
from riskengine.matching import DEFAULT_CUTOFF, Matcher
from riskengine.matching.compare import compare_names
from riskengine.matching.one_list import search_in
from riskengine.matching.profiles import ENTITY_KIND, PARTY_KIND, profile_of, unjudgeable
from riskengine.model.assessment import (
    AllowListRef,
    Assessment,
    OwnershipResult,
    SubjectAssessment,
)
from riskengine.model.entity import Entity, Identifier
from riskengine.model.match import ClearedMatch, Match, MatchResult, Profile
from riskengine.model.reading import Document, Extraction, Mention, Party
from riskengine.ownership.filed_edges import Resolution, Search, filed_edges
from riskengine.ownership.files import OwnershipFile
from riskengine.ownership.graph import Edge, OwnershipGraph
from riskengine.ownership.picture import OwnershipPicture, of_type, ties_above
from riskengine.rules import Ruleset, load_ruleset
from riskengine.signals.context import Context, listings_of
from riskengine.signals.questions import open_questions
from riskengine.signals.ties import listed_on
from riskengine.territories.state_bodies import StateBodyPatterns
from riskengine.text.normalise import fold
from riskengine.vocab import (
    AssessmentStatus,
    EntityKind,
    ListingState,
    ListRole,
    PartyKind,
)
from riskengine.watchlist import Watchlists, age_notes, open_watchlists
from riskengine.watchlist.allow_list import AllowFile, load_allow_lists

if TYPE_CHECKING:
    from riskengine.extract.correction_file import Corrections
    from riskengine.extract.providers import Provider


class Engine:
    """Watchlists, matcher and ruleset, ready to assess any number of documents and names.

    Holds no state of the subjects it has seen; safe to reuse.
    """

    def __init__(
        self,
        watchlists: Watchlists,
        matcher: Matcher,
        ruleset: Ruleset,
        *,
        cutoff: float = DEFAULT_CUTOFF,
        allow: Sequence[AllowFile] = (),
        providers: Sequence[Provider] = (),
    ) -> None:
        self.watchlists = watchlists
        self.matcher = matcher
        self.ruleset = ruleset
        self.cutoff = cutoff
        self.allow = tuple(allow)
        self.providers = tuple(providers)
        self._patterns: StateBodyPatterns | None = None
        self._captions: Mapping[str, Entity] | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        ruleset: str = "default",
        cutoff: float = DEFAULT_CUTOFF,
        cache: bool = True,
        engines: Sequence[str] = (),
    ) -> Engine:
        """Open the lists and the ruleset that the settings name.

        Args:
            engines: optional engines for reading, such as `natasha`.

        Raises:
            WatchlistError: a snapshot is damaged.
            RulesetError, SettingsError: the ruleset is missing or faulty, or an engine is.
        """
        compiled = load_ruleset(settings.ruleset_directory(ruleset))
        watchlists = open_watchlists(settings.watchlist_directories)
        cache_dir: Path | None = settings.cache_directory if cache else None
        matcher = Matcher.open(watchlists, cache_dir=cache_dir)
        allow = load_allow_lists(settings.allow_directory)
        providers: tuple[Provider, ...] = ()
        if engines:
            from riskengine.extract.providers import open_provider

            providers = tuple(open_provider(spec) for spec in dict.fromkeys(engines))
        return cls(watchlists, matcher, compiled, cutoff=cutoff, allow=allow, providers=providers)

    @property
    def missing_lists(self) -> tuple[str, ...]:
        """Lists that the ruleset rests on and that are not loaded, sorted."""
        loaded = {info.list_id for info in self.watchlists.infos}
        return tuple(item for item in self.ruleset.rests_on if item not in loaded)

    def read(self, document: Document, *, corrections: Corrections | None = None) -> Extraction:
        """Only the reading step.

        Args:
            corrections: an analyst's corrections to the reading.

        Raises:
            InputError: the corrections do not fit the document.
        """
        # Its tables take a quarter of a second to load, which a search for a name can spare.
        from riskengine import extract

        extraction = extract.read(document, finder=self.matcher.finder(), providers=self.providers)
        if corrections is None:
            return extraction
        from riskengine.extract.corrections import apply

        return apply(extraction, corrections)

    def match(
        self,
        profile: Profile,
        *,
        role: ListRole = ListRole.WATCHLIST,
        as_of: dt.date | None = None,
    ) -> MatchResult:
        """Only the matching step: matches and near misses of one profile.

        Args:
            as_of: day on which entries of the user's allow lists must hold; None leaves
                allow lists out.

        Raises:
            InputError: a name that cannot be compared.
        """
        for name in profile.names:
            if (reason := unjudgeable(name)) is not None:
                raise InputError(
                    reason, hint="Give the name as it is written, in any script.", code="input.name"
                )
        result = self.matcher.match(profile, cutoff=self.cutoff, role=role)
        if as_of is None or role is not ListRole.WATCHLIST or not self.allow:
            return result
        return self._without_cleared(profile, result, as_of)

    def _without_cleared(
        self, profile: Profile, result: MatchResult, as_of: dt.date
    ) -> MatchResult:
        kept: list[Match] = []
        cleared: list[ClearedMatch] = []
        for match in result.matches:
            for file in self.allow:
                entry = file.content.clears(
                    profile.names, profile.country, profile.identifiers, match.entity.id, as_of
                )
                if entry is not None:
                    cleared.append(
                        ClearedMatch(match, entry.by, entry.reason, entry.until, file.name)
                    )
                    break
            else:
                kept.append(match)
        return replace(result, matches=tuple(kept), cleared=tuple(cleared))

    def assess(
        self,
        document: Document,
        *,
        as_of: dt.date,
        subject: str | None = None,
        corrections: Corrections | None = None,
        files: Sequence[OwnershipFile] = (),
    ) -> Assessment:
        """Read a document and assess every party in it.

        Args:
            subject: name of the party to put first, instead of the one the text is about.
            corrections: an analyst's corrections to the reading.
            files: files of owners; the parties' names are looked for in each.

        Raises:
            InputError: `subject` is no party of the document, or the corrections do not fit it.
        """
        extraction = self.read(document, corrections=corrections)
        principal = extraction.principal
        if subject is not None:
            principal = _party_called(subject, extraction)
        return self._assess(extraction, principal, {}, as_of, files)

    def assess_name(
        self,
        name: str,
        *,
        as_of: dt.date,
        kind: EntityKind = EntityKind.UNKNOWN,
        country: str | None = None,
        identifiers: Sequence[Identifier] = (),
        files: Sequence[OwnershipFile] = (),
    ) -> Assessment:
        """Assess a bare name, through the same stages as a document of one party.

        A name without a letter or digit is `not_assessed`, never clean.
        """
        profile = Profile((name,), kind, country, tuple(identifiers))
        return self._assess(_bare(name, kind, country), name, {name: profile}, as_of, files)

    def _assess(
        self,
        extraction: Extraction,
        principal: str | None,
        given: Mapping[str, Profile],
        as_of: dt.date,
        files: Sequence[OwnershipFile],
    ) -> Assessment:
        filed, resolved = self._filed(extraction, files, as_of)
        profiles, found, context = self._screened(extraction, given, as_of, filed)
        subjects = [
            self._subject(party, profiles.get(party.canonical), found, context)
            for party in extraction.parties
        ]
        subjects.sort(key=lambda item: (item.name != principal, -_points(item), item.name))
        notes = [
            *extraction.notes,
            *(f"Owners from {file.in_words()}; sha256 {file.sha256}." for file in files),
            *(f"{item.in_words()}." for item in resolved),
        ]
        published = extraction.document.published
        if published is not None and published > as_of.isoformat():
            notes.append(
                f"The text is of {published}, later than the as-of date; what it says counts as "
                "said, lists and ownership are those of the as-of date."
            )
        if not extraction.parties:
            notes.append(
                "No party was found in this text, so nothing could be assessed. This is not a "
                "clean result: check that the text is the right one, or use --name."
            )
        return Assessment(
            engine_version=__version__,
            as_of=as_of,
            ruleset=self.ruleset.ref,
            snapshots=self.watchlists.infos,
            extraction=extraction,
            principal=principal,
            subjects=tuple(subjects),
            cutoff=self.cutoff,
            missing_lists=self.missing_lists,
            notes=(*notes, *age_notes(self.watchlists.infos, as_of)),
            allow_lists=tuple(
                AllowListRef(file.name, file.sha256, len(file.content.entries))
                for file in self.allow
            ),
        )

    def ownership(
        self,
        subject: str,
        document: Document | None = None,
        *,
        as_of: dt.date,
        corrections: Corrections | None = None,
        files: Sequence[OwnershipFile] = (),
    ) -> OwnershipPicture:
        """Who owns, controls and backs a party of a document, or a bare name.

        Args:
            files: files of owners; the parties' names are looked for in each.

        Raises:
            InputError: the subject is no party of the document, or cannot be judged.
        """
        if document is not None:
            extraction = self.read(document, corrections=corrections)
            name = _party_called(subject, extraction)
        else:
            if (reason := unjudgeable(subject)) is not None:
                raise InputError(reason, hint="Give the name as it is written.", code="input.name")
            extraction, name = _bare(subject), subject
        filed, resolved = self._filed(extraction, files, as_of)
        profiles, found, context = self._screened(extraction, {}, as_of, filed)
        party = next(party for party in extraction.parties if party.canonical == name)
        judged = self._subject(party, profiles.get(name), found, context)
        ties = ties_above(name, context.graph)
        backers = of_type(judged.signals, "backer")
        above = {
            investor: ties_above(investor, context.graph)
            for investor in (str(item.get("investor")) for item in backers)
        }
        levels = [*ties, *(level for chain in above.values() for level in chain)]
        others = [*(level.edge.owner for level in levels), *above]
        return OwnershipPicture(
            subject=name,
            as_of=as_of,
            ruleset=f"{self.ruleset.ref.id} {self.ruleset.ref.version}",
            ties=ties,
            above_backers=above,
            listed={
                other: tuple(list_id for list_id, _ in lists)
                for other in dict.fromkeys(others)
                if (lists := listed_on(other, context))
            },
            states=of_type(judged.signals, "state_ownership"),
            backers=backers,
            regimes=judged.ownership,
            unknown=judged.open_questions,
            resolved=resolved,
        )

    def _filed(
        self, extraction: Extraction, files: Sequence[OwnershipFile], as_of: dt.date
    ) -> tuple[tuple[Edge, ...], tuple[Resolution, ...]]:
        """Ties that files tell of the parties of a text."""
        names = [
            party.canonical for party in extraction.parties if unjudgeable(party.canonical) is None
        ]
        return filed_edges(names, files, compare_names, self.cutoff, as_of, _search_file)

    def _screened(
        self,
        extraction: Extraction,
        given: Mapping[str, Profile],
        as_of: dt.date,
        filed: tuple[Edge, ...] = (),
    ) -> tuple[dict[str, Profile], dict[str, MatchResult], Context]:
        """Every party matched against watchlists and reference lists."""
        profiles = {
            party.canonical: given.get(party.canonical, profile)
            for party in extraction.parties
            if (profile := profile_of(party)) is not None
        }
        found = {name: self.match(profile, as_of=as_of) for name, profile in profiles.items()}
        references = {
            name: self.match(profile, role=ListRole.REFERENCE).matches
            for name, profile in profiles.items()
        }
        return profiles, found, self._context(extraction, found, references, as_of, filed)

    def _context(
        self,
        extraction: Extraction,
        found: Mapping[str, MatchResult],
        references: Mapping[str, tuple[Match, ...]],
        as_of: dt.date,
        filed: tuple[Edge, ...] = (),
    ) -> Context:
        infos = {
            info.list_id: info for info in self.watchlists.infos if info.role is ListRole.WATCHLIST
        }
        graph = ownership.build_graph(extraction, references, self.watchlists.entity, as_of)
        if filed:
            graph = OwnershipGraph((*graph.edges, *filed))
            # Owners that only a file names are told to be a state's by the reference lists too.
            told = (
                {edge.owner for edge in filed}
                - set(references)
                - set(self._references_by_caption())
            )
            references = {
                **references,
                **{
                    name: self.match(Profile((name,)), role=ListRole.REFERENCE).matches
                    for name in sorted(told)
                    if unjudgeable(name) is None
                },
            }
        register = ownership.StateRegister(
            extraction,
            references,
            self._state_patterns().resolve,
            self._references_by_caption(),
        )
        matches = {name: result.matches for name, result in found.items()}
        for name in self._owners_outside_the_text(extraction, graph):
            if unjudgeable(name) is not None:
                continue
            matches[name] = self.match(Profile((name,)), as_of=as_of).matches
        context = Context(
            extraction=extraction,
            as_of=as_of,
            infos=infos,
            matches=matches,
            references=references,
            graph=graph,
            register=register,
            regimes={},
        )
        regimes = {
            party.canonical: self._regimes(party.canonical, context) for party in extraction.parties
        }
        return context.with_regimes(regimes)

    def _owners_outside_the_text(self, extraction: Extraction, graph: OwnershipGraph) -> list[str]:
        """Owners known from reference lists only; they are screened like the text's parties."""
        named = {party.canonical for party in extraction.parties}
        return sorted({edge.owner for edge in graph.edges} - named)

    def _regimes(self, name: str, context: Context) -> tuple[OwnershipResult, ...]:
        listed: dict[str, ownership.ListedParty] = {}
        for owner, _, _ in context.graph.ancestors(name):
            lists = listed_on(owner, context)
            if lists:
                listed[owner] = ownership.ListedParty(owner, lists, _certain(owner, context))
        results = [
            ownership.apply_regime(regime, name, context.graph, listed, context.as_of)
            for regime in self.ruleset.regimes
        ]
        return tuple(result for result in results if result is not None)

    def _subject(
        self,
        party: Party,
        profile: Profile | None,
        found: Mapping[str, MatchResult],
        context: Context,
    ) -> SubjectAssessment:
        name = party.canonical
        if profile is None:
            return SubjectAssessment(
                name=name,
                kind=ENTITY_KIND[party.kind],
                country=party.country,
                status=AssessmentStatus.NOT_ASSESSED,
                score=None,
                status_reason=unjudgeable(name) or "",
            )
        built = signals.build_signals(name, context)
        return SubjectAssessment(
            name=name,
            kind=profile.kind,
            country=signals.home_country(name, context),
            status=AssessmentStatus.ASSESSED,
            score=score.evaluate(self.ruleset, built, context.as_of),
            matches=found[name].matches,
            near_misses=found[name].near_misses,
            cleared=found[name].cleared,
            ownership=context.regimes.get(name, ()),
            signals=built,
            counterfactuals=score.counterfactuals(self.ruleset, built, context.as_of),
            near_rules=score.nearly_fired(self.ruleset, built, context.as_of),
            open_questions=open_questions(name, built, context),
        )

    def _state_patterns(self) -> StateBodyPatterns:
        if self._patterns is None:
            self._patterns = StateBodyPatterns(
                [
                    (entity.id, template, entity.state_tier, entity.holder_kind)
                    for entity in self._reference_entities()
                    for template in entity.templates
                ]
            )
        return self._patterns

    def _references_by_caption(self) -> Mapping[str, Entity]:
        if self._captions is None:
            self._captions = {
                entity.caption: entity
                for entity in self._reference_entities()
                if not entity.templates
            }
        return self._captions

    def _reference_entities(self) -> list[Entity]:
        return [
            entity
            for info in self.watchlists.infos
            if info.role is ListRole.REFERENCE
            for entity in self.watchlists.entities(info.list_id)
        ]


def _search_file(file: OwnershipFile) -> Search:
    return search_in(
        lambda: (
            (party.id, party.kind, (party.name, *party.names)) for party in file.parties.values()
        )
    )


def _points(subject: SubjectAssessment) -> int:
    return subject.score.value if subject.score is not None else -1


def _certain(name: str, context: Context) -> bool:
    """Whether a listing of the party is beyond doubt.

    A name that fits several entries equally well is listed whichever of them is meant, so
    ambiguity alone is no doubt; a weak match or unsettled dates are.
    """
    listings = listings_of(context.matches.get(name, ()), context.infos, context.as_of)
    matched = any(
        item.state is ListingState.ACTIVE and item.match.confidence >= ownership.REFERENCE_CUTOFF
        for item in listings
    )
    # Without a match in force, only the text's own assertion put the party on a list.
    return matched or context.gravest_listing(name) is None


def _bare(
    name: str, kind: EntityKind = EntityKind.UNKNOWN, country: str | None = None
) -> Extraction:
    """A document of one party, which is all its text."""
    document = Document(
        text=name,
        sha256=hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(),
        kind="name",
        title=name,
        origin="",
    )
    party = Party(
        canonical=name,
        kind=PARTY_KIND.get(kind, PartyKind.OTHER),
        mentions=(Mention(name, 0, len(name)),),
        country=country,
    )
    return Extraction(document=document, parties=(party,), principal=name)


def _party_called(name: str, extraction: Extraction) -> str:
    wanted = fold(name)
    for party in extraction.parties:
        if any(fold(spelling) == wanted for spelling in party.names):
            return party.canonical
    # "Acme" for Acme Ltd, unless two parties begin that way.
    begun = [
        party.canonical
        for party in extraction.parties
        if any(fold(spelling).startswith(f"{wanted} ") for spelling in party.names)
    ]
    if len(begun) == 1:
        return begun[0]
    known = "; ".join(party.canonical for party in extraction.parties) or "none"
    raise InputError(
        f"no party called {name!r} in this text",
        hint=f"Parties found: {known}.",
        code="input.subject",
    )
