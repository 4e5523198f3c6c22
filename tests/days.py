"""Councils on the day of their latest paper, which tests of what a paper says are held to."""

from dayops_dash.dataset import Council, Library


def on_report(slug: str) -> Council:
    """Return a council as known on the day of its latest report or published figures."""
    dataset = Library().dataset(slug)
    return dataset.at(dataset.latest_news_on)
