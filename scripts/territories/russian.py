"""Russian inflection by ending, enough for the names of countries, regions and cities.

Rules of school grammar, not a dictionary: a form too many does no harm in a lookup.
"""

from __future__ import annotations

_HUSHING = "гкхжчшщ"


def adjective_forms(word: str) -> list[str]:
    """All cases, genders and numbers of an adjective in -ий, -ый, -ой, -ая, -ое or -ие."""
    if word.endswith(("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые")):
        stem, soft = word[:-2], word.endswith(("яя", "ее", "ний"))
    else:
        return [word]
    if soft:
        endings = "ий его ему им ем яя ей юю ее ие их ими"
    elif stem[-1] in _HUSHING:
        endings = "ий ого ому им ом ая ой ую ое ие их ими"
    else:
        endings = "ый ого ому ым ом ая ой ую ое ые ых ыми"
    forms = [word, *(stem + ending for ending in endings.split())]
    return list(dict.fromkeys(forms))


def noun_forms(name: str) -> list[str]:
    """Singular (or given) cases of a name; each part of a longer name is inflected in step."""
    if not any("\u0400" <= char <= "\u04ff" for char in name):
        return [name]
    words = name.split(" ")
    if len(words) == 1:
        return list(dict.fromkeys(_single(name)))
    if len(words) == 2 and words[0].endswith(("ая", "ий", "ый", "ой", "ое", "ые", "ие")):
        return list(dict.fromkeys(_pair(words[0], words[1])))
    if len(words) == 3 and words[0].endswith("ая") and words[1].endswith("ая"):
        first = dict(zip(_FEMININE, _feminine(words[0]), strict=True))
        second = dict(zip(_FEMININE, _feminine(words[1]), strict=True))
        nouns = _cases(words[2])
        return [name, *(f"{first[c]} {second[c]} {nouns[c]}" for c in _FEMININE[1:])]
    # "Республика Татарстан", "Соединенные Штаты Америки": inflect the head only.
    return list(
        dict.fromkeys([name, *(f"{head} {' '.join(words[1:])}" for head in _single(words[0]))])
    )


_FEMININE = ("nominative", "genitive", "accusative", "instrumental", "prepositional")


def _feminine(adjective: str) -> list[str]:
    stem = adjective[:-2]
    soft = adjective.endswith("яя")
    oblique = stem + ("ей" if soft else "ой")
    return [adjective, oblique, stem + ("юю" if soft else "ую"), oblique, oblique]


def _pair(adjective: str, noun: str) -> list[str]:
    forms = [f"{adjective} {noun}"]
    cases = _cases(noun)
    if adjective.endswith(("ая", "яя")):
        for case, form in zip(_FEMININE, _feminine(adjective), strict=True):
            forms.append(f"{form} {cases[case]}")
        return forms
    stem = adjective[:-2]
    hard = adjective.endswith(("ый", "ой", "ое", "ые")) and stem[-1] not in _HUSHING
    if adjective.endswith(("ые", "ие")):
        plural = "ых" if hard else "их"
        return [*forms, f"{stem}{plural} {cases['genitive_plural']}"]
    genitive = "его" if adjective.endswith("ний") else "ого"
    dative = "ему" if adjective.endswith("ний") else "ому"
    instrumental = "ым" if hard else "им"
    prepositional = "ем" if adjective.endswith("ний") else "ом"
    return [
        *forms,
        f"{stem}{genitive} {cases['genitive']}",
        f"{stem}{dative} {cases['dative']}",
        f"{stem}{instrumental} {cases['instrumental']}",
        f"{stem}{prepositional} {cases['prepositional']}",
    ]


def _single(word: str) -> list[str]:
    if "-" in word:
        head, _, tail = word.rpartition("-")
        return [word, *(f"{head}-{form}" for form in _single(tail))]
    return [word, *_cases(word).values()]


def _cases(word: str) -> dict[str, str]:
    """Cases of one noun or of an adjective used as a noun ("Грозный")."""
    return {"nominative": word, **_oblique(word)}


def _oblique(word: str) -> dict[str, str]:
    if word.endswith(("ый", "кий")) and len(word) > 5:
        stem = word[:-2]
        tail = "им" if word.endswith("ий") else "ым"
        return _named(stem + "ого", stem + "ому", word, stem + tail, stem + "ом", stem + "ых")
    if word.endswith("ия"):
        stem = word[:-1]
        return _named(stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и", stem + "й")
    if word.endswith("я"):
        stem = word[:-1]
        return _named(stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е", stem + "ь")
    if word.endswith("а"):
        stem = word[:-1]
        genitive = "и" if stem[-1] in _HUSHING else "ы"
        return _named(stem + genitive, stem + "е", stem + "у", stem + "ой", stem + "е", stem)
    if word.endswith("й"):
        stem = word[:-1]
        return _named(stem + "я", stem + "ю", word, stem + "ем", stem + "е", stem + "ев")
    if word.endswith("ь"):
        stem = word[:-1]
        if word.endswith(("усь", "мь", "нь", "вь", "ань", "язань", "ть")) and not word.endswith(
            ("мень", "вань")
        ):
            return _named(stem + "и", stem + "и", word, stem + "ью", stem + "и", stem + "ей")
        return _named(stem + "я", stem + "ю", word, stem + "ем", stem + "е", stem + "ей")
    if word.endswith(("о", "е", "и", "у", "э", "ю")):
        return _named(word, word, word, word, word, word)
    if word.endswith("ы"):
        stem = word[:-1]
        return _named(stem + "ов", stem + "ам", word, stem + "ами", stem + "ах", stem)
    if word.endswith("ец") and len(word) > 4:
        stem = word[:-2] + "ц"
        return _named(stem + "а", stem + "у", word, stem + "ом", stem + "е", stem + "ов")
    if word.endswith(("ов", "ев", "ин")):
        return _named(word + "а", word + "у", word, word + "ом", word + "е", word + "ов")
    return _named(word + "а", word + "у", word, word + "ом", word + "е", word + "ов")


def _named(
    genitive: str,
    dative: str,
    accusative: str,
    instrumental: str,
    prepositional: str,
    genitive_plural: str,
) -> dict[str, str]:
    return {
        "genitive": genitive,
        "dative": dative,
        "accusative": accusative,
        "instrumental": instrumental,
        "prepositional": prepositional,
        "genitive_plural": genitive_plural,
    }
