import pytest

from riskengine.matching.person_model import Role
from riskengine.matching.person_names import analyse_person


def texts(name: str) -> list[str]:
    return [part.text for part in analyse_person(name).parts]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ZELMEROV, Anton", ["Anton", "ZELMEROV"]),
        ("ZELMEROV Anton", ["Anton", "ZELMEROV"]),
        ("Anton ZELMEROV", ["Anton", "ZELMEROV"]),
        ("Dr. Mullah Nasir Qelbani", ["Nasir", "Qelbani"]),
        ("Nasir al-Qelbani", ["Nasir", "Qelbani"]),
        ("Nasir al-Sayed", ["Nasir", "Sayed"]),
        ("Tsai Hon-ming", ["Tsai", "Hon", "ming"]),
        ("Willem van der Zelm", ["Willem", "Zelm"]),
        ("Abd al-Rahman Qelbani", ["Abd al-Rahman", "Qelbani"]),
        ("Nasir FNU", ["Nasir"]),
        ("习近平", ["习", "近平"]),
        ("欧阳小明", ["欧阳", "小明"]),
        ("عبد الرحمن القلباني", ["عبد الرحمن", "القلباني"]),
    ],
)
def test_parts_stand_in_speaking_order_without_titles_and_particles(
    name: str, parts: list[str]
) -> None:
    assert texts(name) == parts


@pytest.mark.parametrize(
    ("name", "part", "role"),
    [
        ("ZELMEROV, Anton", 1, Role.SURNAME),
        ("Anton Ilyich Zelmerov", 1, Role.PATRONYMIC),
        ("Roman Abramovich", 1, Role.UNKNOWN),
        ("Nasir bin Hamad", 1, Role.PATRONYMIC),
        ("Ilham Heydar oglu Zelmerov", 1, Role.PATRONYMIC),
        ("Abu Omar al-Qelbani", 0, Role.KUNYA),
        ("J. Zelmer", 0, Role.INITIAL),
    ],
)
def test_roles_show_in_the_writing(name: str, part: int, role: Role) -> None:
    assert analyse_person(name).parts[part].role is role


def test_common_parts_weigh_less_than_rare_ones() -> None:
    given, surname = analyse_person("Mohammed Qelbani").parts
    assert given.weight < surname.weight == 1.0


def test_father_and_son_are_told_by_their_suffix() -> None:
    assert analyse_person("William Zelmer Jr.").generation == "jr"


@pytest.mark.parametrize("name", ["", "—", "al-", "Dr.", "Abu", ",", "bin", "(x)", "Abd al-"])
def test_names_of_nothing_but_particles_do_not_fail(name: str) -> None:
    assert len(analyse_person(name).parts) <= 2
