import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.matching.persons import PersonDetail, analyse_person, compare_persons

CUTOFF = 0.70


def compared(left: str, right: str) -> PersonDetail:
    return compare_persons(analyse_person(left), analyse_person(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Anton Zelmerov", "ZELMEROV, Anton Ilyich"),
        ("Zelmerov Anton", "Anton Zelmerov"),
        ("Abd al-Rahman Qelbani", "Abdulrahman al-Qelbani"),
        ("Abdelrahman Qelbani", "Abdurrahman Qelbani"),
        ("Nur al-Din Qelbani", "Noureddine Qelbani"),
        ("RAUF, Abdul", "Abdul Rauf"),
        ("Aleksandr Zelmerov", "Oleksandr Zelmerov"),
        ("Olga Nikolaevna Zelmerova", "Volha Mikalaeuna ZELMERAVA"),
        ("Sergei Zelmerov", "Sergej Zelmerov"),
        ("Anton Zelmersky", "Anton Zelmerskiy"),
        ("Anton Zelmerov", "Anton Zelmerova"),
        ("Xiao Ming Li", "Li Xiaoming"),
        ("Xi Jin-ping", "XI Jinping"),
        ("Dr. Haji Nasir Qelbani Jr.", "Nasir Qelbani"),
        ("Orbeni al-Sayed", "Orbeni al-Sayed al-Qelbani"),
        ("Abu Omar al-Qelbani", "Abou Umar Qelbani"),
        ("J. R. Zelmer", "John Robert Zelmer"),
        ("AntonZelmerov", "Anton Zelmerov"),
        ("An ton Zelmerov", "Anton Zelmerov"),
        ("Robert Zelmer III, Esq.", "Robert Zelmer III"),
        ("Bill Zelmer", "William Zelmer"),
        ("Jürgen Zelmüller", "Juergen Zelmueller"),
        ("Ilham Heydar oglu Zelmerov", "Ilham Heydarovich Zelmerov"),
        ("Ant0n Ze1merov", "Anton Zelmerov"),
        ("金铁三", "KIM CHOL SAM"),
        ("محمد يونس أحمد", "Muhammad Yunis Ahmad"),
    ],
)
def test_one_person_is_recognised(left: str, right: str) -> None:
    assert compared(left, right).score >= CUTOFF


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ivan Petrovich Zelmerov", "Petr Ivanovich Zelmerov"),
        ("Yusuf Ibrahim Qelbani", "Ibrahim Yusuf Qelbani"),
        ("Mohammed bin Salman", "Salman bin Mohammed"),
        ("William Zelmer Sr.", "William Zelmer Jr."),
        ("Ali Qelbani", "Adi Qelbani"),
        ("Jan Zelmer", "Jana Zelmer"),
        ("Ahmad Qelbani", "Ahmadi Qelbani"),
        ("Aleksei Zelmerov", "Andrei Zelmerov"),
        ("Anton Fedorov", "Anton Fedotov"),
        ("Aleksandr Nikolaev", "Aleksandr Nikolov"),
        ("Li Wei", "Li Lei"),
        ("Wang Xiaoming", "Wang Xiaohong"),
        ("Kim Jong Un", "Kim Un Jong"),
        ("郭炳江", "郭炳湘"),
        ("Zelmerov", "Anton Zelmerov"),
        ("J. Smith", "John Smith"),
        ("Samuel L. Zelmer", "Samuel P. Zelmer"),
        ("Mohammed Ali", "Mohammed Ali Hassan"),
        ("Maria Garcia", "Maria Garcia Lopez"),
        ("Umm Khalid al-Qelbani", "Abu Khalid al-Qelbani"),
    ],
)
def test_two_persons_stay_below_the_cut_off(left: str, right: str) -> None:
    assert compared(left, right).score < CUTOFF


@pytest.mark.parametrize(
    "wrong",
    ["Nasir Kelbani", "Nasirr Qelbani", "Nasir Qebani", "Nsair Qelbani", "Nazir Qelbani",
     "Nasir Qelbnai", "Nasir Qelbanix", "asir Qelbani"],
)  # fmt: skip
def test_one_slip_in_any_part_is_forgiven(wrong: str) -> None:
    assert compared(wrong, "Nasir Qelbani").score >= CUTOFF


def test_a_missing_part_costs_less_than_one_that_differs() -> None:
    whole = "Anton Mark Zelmerov"
    missing = compared(whole, "Anton Zelmerov").score
    assert compared(whole, "Anton Viktor Zelmerov").score < CUTOFF <= missing < 1.0


def test_rare_parts_say_more_than_common_ones_when_a_part_is_missing() -> None:
    common = compared("Mohammed Ali", "Mohammed Ali Qelbani").score
    assert common < compared("Zuhayl Orbeni", "Zuhayl Orbeni Qelbani").score


def test_an_exchange_of_given_name_and_surname_is_noted_and_costs_little() -> None:
    detail = compared("ANTON, Zelmer", "ZELMER, Anton")
    assert detail.swapped
    assert 0.9 <= detail.score < 0.99


def test_translations_and_short_forms_count_less_than_spellings() -> None:
    spelling = compared("Yusuf Qelbani", "Youssef Qelbani").score
    assert compared("Yusuf Qelbani", "Joseph Qelbani").score < spelling


def test_parts_without_an_answer_are_named() -> None:
    detail = compared("Anton Zelmerov", "Anton Viktor Zelmerov")
    assert detail.left_alone == ()
    assert detail.right_alone == ("Viktor",)


def test_rows_name_what_takes_away() -> None:
    rows = compared("Anton Zelmerov", "Anton Ilyich Zelmerov").rows()
    assert [(row.right, row.how) for row in rows if row.value < 0] == [("Ilyich", "missing")]


def test_equal_letters_score_one_with_rows() -> None:
    detail = compared("Anton ZELMEROV", "anton zelmerov")
    assert detail.score == 1.0
    assert sum(row.value for row in detail.rows()) == pytest.approx(1.0)


_WORDS = (
    "Anton Zelmerov ZELMEROV Petrovich Abu Abd al- Rahman, bin Ali, J. R. Li Xiaoming Jr oglu "
    "习近平 محمد الدين عبد الله Путин Иванович van de Dr. 3 - ’ Mullah Kim Jong Un"
)
_PARTS = st.sampled_from(_WORDS.split(" "))
_NAMES = st.lists(_PARTS, min_size=0, max_size=6).map(" ".join) | st.text(max_size=25)


@given(_NAMES, _NAMES)
@settings(max_examples=300, deadline=None)
def test_any_names_compare_alike_both_ways_and_their_rows_sum_up(left: str, right: str) -> None:
    one, two = compared(left, right), compared(right, left)
    assert one.score == two.score
    assert 0.0 <= one.score <= 1.0
    assert round(sum(row.value for row in one.rows()), 4) == one.score
