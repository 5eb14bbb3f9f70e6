"""Word lists of the reader, loaded once and turned into look-up sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_yaml(name: str) -> dict[str, Any]:
    """Parsed content of `riskengine/data/extract/<name>`."""
    path = resources.files("riskengine").joinpath("data", "extract", name)
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    return data


@cache
def words_of(name: str, *keys: str) -> frozenset[str]:
    """The words of one block of a data file."""
    data: Any = load_yaml(name)
    for key in keys:
        data = data[key]
    return frozenset(data.split())


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, lower case and without accents (Faker, MIT License)."""
    path = resources.files("riskengine").joinpath("data", "extract", "given_names.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def word_set(text: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a word as a verb. `form` is base, s, ing, past or pp."""

    lemma: str
    forms: frozenset[str]


_VOWELS = frozenset("aeiou")
_FORMS = ("base", "past", "pp", "ing", "s")


def inflect(lemma: str, doubling: bool) -> dict[str, str]:
    """Regular forms of an English verb: form name -> spelling."""
    stem = lemma
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        third, past, ing = stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    elif lemma.endswith("ie"):
        third, past, ing = stem + "s", stem + "d", stem[:-2] + "ying"
    elif lemma.endswith("e"):
        third, past = stem + "s", stem + "d"
        ing = stem + "ing" if lemma.endswith(("ee", "oe", "ye")) else stem[:-1] + "ing"
    else:
        hissing = lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
        third = stem + ("es" if hissing else "s")
        if doubling:
            stem += lemma[-1]
        past, ing = stem + "ed", stem + "ing"
    return {"base": lemma, "s": third, "past": past, "pp": past, "ing": ing}


class Lexicon:
    """Everything known about single English words.

    Args:
        extra_verbs: lemmas that frames and speech classes use beside the general list.
    """

    def __init__(self, extra_verbs: frozenset[str]) -> None:
        data = load_yaml("lexicon_en.yaml")

        def block(key: str) -> frozenset[str]:
            return frozenset(data[key].split())

        self.determiners = block("determiners")
        self.possessives = block("possessives")
        self.pronouns = block("pronouns")
        self.relatives = block("relatives")
        self.conjunctions = block("conjunctions")
        self.subordinators = block("subordinators")
        self.prepositions = block("prepositions")
        self.modals = block("modals")
        self.negators = block("negators")
        self.adverbs = block("adverbs")
        self.particles = block("particles")
        self.noun_like = block("noun_like")
        self.contractions: dict[str, str] = data["contractions"]
        self.be = word_set("be am is are was were been being 's 're")
        self.have = word_set("have has had having 've")
        self.do = word_set("do does did")
        self.verbs = self._verbs(data, block("verbs") | extra_verbs, block("doubling"))
        self.core_verbs = frozenset(self.verbs)
        self.noun_like |= self._further_verbs()
        self.common = block("common") | block("weekdays") | block("months")
        self.common |= self.determiners | self.pronouns | self.relatives | self.conjunctions
        self.common |= self.subordinators | self.prepositions | self.modals | self.negators
        self.common |= self.adverbs | self.be | self.have | self.do
        self.acronyms = frozenset(data["acronyms"].split())
        self.months, self.weekdays = block("months"), block("weekdays")
        self.abbreviations = block("abbreviations")
        self.end_forms = block("end_forms")
        self.titles = block("titles")

    def _verbs(
        self, data: dict[str, Any], lemmas: frozenset[str], doubling: frozenset[str]
    ) -> dict[str, VerbForm]:
        irregular = {}
        for triple in data["irregular"].split():
            base, past, participle = triple.split("/")
            irregular[base] = (past, participle)
        found: dict[str, tuple[str, set[str]]] = {}
        for lemma in sorted(lemmas | frozenset(irregular)):
            spelled = inflect(lemma, lemma in doubling)
            if lemma in irregular:
                spelled["past"], spelled["pp"] = irregular[lemma]
            for form, spelling in spelled.items():
                known = found.get(spelling)
                if known is None:
                    found[spelling] = (lemma, {form})
                elif known[0] == lemma:
                    known[1].add(form)
        for spelling, lemma, form in (
            ("have", "have", "base"),
            ("has", "have", "s"),
            ("had", "have", "past"),
            ("having", "have", "ing"),
            ("done", "do", "pp"),
            ("doing", "do", "ing"),
        ):
            found[spelling] = (lemma, {form})
        found.update({"leased": ("lease", {"past", "pp"})})
        return {key: VerbForm(lemma, frozenset(forms)) for key, (lemma, forms) in found.items()}

    def _further_verbs(self) -> set[str]:
        """Add the verbs that no list of ours has; returns those that are nouns as well.

        Source: LemmInflect's tables (MIT License), see scripts/compile_verbs.py.
        """
        path = resources.files("riskengine").joinpath("data", "extract", "verbs_en.tsv")
        nouns: set[str] = set()
        ours = frozenset(self.verbs) | self.determiners | self.pronouns | self.relatives
        ours |= self.conjunctions | self.subordinators | self.prepositions | self.adverbs
        ours |= self.modals | self.negators
        for line in path.read_text(encoding="utf-8").splitlines():
            lemma, *spelled, shared = line.split("\t")
            forms: dict[str, set[str]] = {}
            for form, cell in zip(_FORMS, (lemma, *spelled), strict=True):
                for spelling in cell.split("/"):
                    forms.setdefault(spelling, set()).add(form)
            both = set(shared.split())
            for spelling, names in forms.items():
                if spelling in ours or spelling in self.verbs:
                    continue  # "to over", "to like": first of all words of grammar
                self.verbs[spelling] = VerbForm(lemma, frozenset(names))
                if spelling in both:
                    nouns.add(spelling)
        return nouns

    def verb(self, low: str) -> VerbForm | None:
        """Reading of a word as a verb; words in -ed or -ing count even when unknown."""
        known = self.verbs.get(low)
        if known is not None:
            return known
        if len(low) > 4 and low.endswith("ed") and "-" not in low:
            return VerbForm(low, frozenset({"past", "pp"}))
        return None


@lru_cache(maxsize=1)
def english() -> Lexicon:
    """The English lexicon, with every verb that frames and speech classes mention."""
    extra: set[str] = set()
    frames = load_yaml("frames_en.yaml")
    for frame in frames["verbs"]:
        extra.update(verb.split()[0] for verb in frame["verbs"])
    for verbs in load_yaml("speech_en.yaml")["verbs"].values():
        extra.update(verbs.split())
    extra -= {"be", "have"}
    return Lexicon(frozenset(extra))
