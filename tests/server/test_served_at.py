"""Where the dashboard is served: what is stated is understood, and what cannot be right stops the start with words."""

from __future__ import annotations

import pytest

from dayops_dash.server.served_at import ServedAt, served_at
from dayops_dash.server.settings import SettingError

PAGES = {"progress", "read"}


@pytest.mark.parametrize(
    ("environment", "stated", "prefix", "origin"),
    [
        ({}, "", "", ""),
        ({}, "dayops", "/dayops", ""),
        ({}, "/care/dayops/", "/care/dayops", ""),
        ({"DAYOPS_BASE": "https://www.example.gov.uk"}, "", "", "https://www.example.gov.uk"),
        ({"DAYOPS_BASE": "https://www.example.gov.uk/dayops/"}, "", "/dayops", "https://www.example.gov.uk"),
        ({"DAYOPS_BASE": "http://localhost:8080/dayops"}, "dayops", "/dayops", "http://localhost:8080"),
    ],
)
def test_the_path_is_the_one_that_is_stated(environment: dict[str, str], stated: str, prefix: str, origin: str) -> None:
    found = served_at(environment, stated, PAGES)
    assert (found.prefix, found.origin) == (prefix, origin)


@pytest.mark.parametrize(
    ("environment", "stated", "says"),
    [
        ({"DAYOPS_BASE": "www.example.gov.uk/dayops"}, "", "Give an address such as https://"),
        ({"DAYOPS_BASE": "ftp://www.example.gov.uk"}, "", "Give an address such as https://"),
        ({"DAYOPS_BASE": "https://www.example.gov.uk/a?b=c"}, "", "Give an address such as https://"),
        ({"DAYOPS_BASE": "https://www.example.gov.uk/a b"}, "", "Use letters, digits and hyphens"),
        ({}, "a/../b", "Use letters, digits and hyphens"),
        ({"DAYOPS_BASE": "https://www.example.gov.uk/one"}, "two", "give two paths: /one and /two. Give one."),
        ({}, "progress", "The dashboard has a page 'progress'"),
        ({}, "read/x", "The dashboard has a page 'read'"),
        ({"DAYOPS_HOSTS": "www.example.gov.uk, https://intranet"}, "", "DAYOPS_HOSTS has 'https://intranet'"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_do(environment: dict[str, str], stated: str, says: str) -> None:
    with pytest.raises(SettingError, match=r".") as error:
        served_at(environment, stated, PAGES)
    assert says in str(error.value)


def test_it_answers_to_the_names_that_are_stated_and_to_every_name_where_none_is() -> None:
    assert served_at({}, "", PAGES).answers_to("anything:80")
    stated = {"DAYOPS_BASE": "https://www.example.gov.uk/dayops", "DAYOPS_HOSTS": "intranet, 10.0.0.7:8501"}
    found = served_at(stated, "", PAGES)
    names = [
        "www.example.gov.uk",
        "WWW.example.gov.uk:443",
        "intranet:8501",
        "10.0.0.7",
        "evil.example",
        "",
        "intranet.evil",
    ]
    assert [found.answers_to(name) for name in names] == [True, True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("origin", "host", "scheme", "own"),
    [
        ("https://www.example.gov.uk", "www.example.gov.uk", "wss", True),
        ("https://www.example.gov.uk", "www.example.gov.uk", "ws", True),  # a proxy that ends TLS and does not say so
        ("http://localhost:8501", "localhost:8501", "ws", True),
        ("http://localhost:8501", "LOCALHOST:8501", "ws", True),
        ("http://localhost:9999", "localhost:8501", "ws", False),  # another server of this machine
        ("http://www.example.gov.uk", "www.example.gov.uk", "wss", False),
        ("https://evil.example", "www.example.gov.uk", "wss", False),
        ("https://www.example.gov.uk.evil.example", "www.example.gov.uk", "wss", False),
        ("null", "www.example.gov.uk", "wss", False),
        ("https://[", "www.example.gov.uk", "wss", False),
        ("https://care.example.gov.uk", "10.0.0.7:8501", "ws", True),  # stated, where a proxy asks by another name
    ],
)
def test_a_websocket_is_this_sites_own_where_name_and_port_are(origin: str, host: str, scheme: str, own: bool) -> None:
    setting = ServedAt(origin="https://care.example.gov.uk")
    assert setting.is_own(origin, host, scheme) is own


@pytest.mark.parametrize(
    ("base", "host", "scheme", "hides"),
    [
        ("http://care.example", "care.example", "https", True),
        ("http://care.example/dayops", "Care.Example", "https", True),
        ("https://care.example", "care.example", "https", False),
        ("http://care.example", "care.example", "http", False),
        ("http://care.example", "intranet", "https", False),
        ("", "care.example", "https", False),
    ],
)
def test_an_address_without_tls_is_told_from_what_readers_see(base: str, host: str, scheme: str, hides: bool) -> None:
    assert served_at({"DAYOPS_BASE": base}, "", ()).hides_tls(host, scheme) == hides
