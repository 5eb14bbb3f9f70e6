"""When two addresses, as written, are one place."""

import pytest

from riskengine.matching.addresses import same_address


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("7 Sadovaya Ulitsa, Moscow, Russia", "Moscow, Sadovaya st. 7"),
        ("Unit 5, 22 Harbour View Road, Hong Kong", "22 HARBOUR VIEW RD., UNIT 5, HONG KONG"),
        ("улица Садовая, дом 7, Москва", "Sadovaya ul., d. 7, Moskva"),
    ],
)
def test_the_same_place_written_otherwise(left: str, right: str) -> None:
    assert same_address(left, right)
    assert same_address(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("7 Sadovaya Ulitsa, Moscow", "9 Sadovaya Ulitsa, Moscow"),
        ("7 Sadovaya Ulitsa, Moscow", "7 Lesnaya Ulitsa, Moscow"),
        ("Moscow, Russia", "Moscow, Russia"),
        ("7", "7"),
        ("", "7 Lesnaya"),
    ],
)
def test_other_or_vague_places(left: str, right: str) -> None:
    assert not same_address(left, right)
