"""Many threads read stories and measures of every council while the caches are emptied under them: each gets what one alone gets.

python -m tests.bench.readers_at_once [READS]
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock

from dayops_dash.dataset import Library
from tests.readers import Read, cold, forget, measures, plain, stories

READERS = 8  # threads
EMPTIED = 0.04  # of the reads, before which every cache is emptied, whoever reads at that moment
SWITCH = 1e-5  # seconds between two turns of the threads, so that one meets what another has half done
TOLD = 500  # reads between two lines about how far it has come
Job = tuple[str, str]  # what is read, and the council's folder


class Crowd:
    """What each read answers one reader alone, and how many of many readers were answered otherwise."""

    def __init__(self, seed: int) -> None:
        self.reads: dict[str, Read] = {**measures(), **{f"story {name}": read for name, read in stories().items()}}
        jobs = [(name, slug) for slug in Library().slugs() for name in self.reads]
        self.alone = {job: self.answer(job) for job in jobs}
        self.chance, self.lock = random.Random(seed), Lock()
        self.wrong: Counter[str] = Counter()
        self.emptied = self.done = 0

    def answer(self, job: Job) -> str:
        """Return a hash of what one read answers, and of what a failure says."""
        name, slug = job
        try:
            said = repr(plain(self.reads[name](cold(slug))))
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        return hashlib.sha256(said.encode()).hexdigest()

    def jobs(self, reads: int) -> Iterator[Job]:
        """Yield as many reads as asked for, in any order: stories as often as measures, so that neither crowds out the other."""
        of_stories = [job for job in self.alone if job[0].startswith("story ")]
        of_measures = [job for job in self.alone if not job[0].startswith("story ")]
        for _ in range(reads):
            yield self.chance.choice(self.chance.choice((of_stories, of_measures)))

    def read(self, job: Job, *, first_empty: bool) -> None:
        if first_empty:
            forget()
        right = self.answer(job) == self.alone[job]
        with self.lock:
            self.done += 1
            self.emptied += first_empty
            if not right:
                self.wrong[f"{job[0]} of {job[1]}"] += 1
            if self.done % TOLD == 0:
                print(f"{self.done:,} read, {self.wrong.total()} wrong", file=sys.stderr, flush=True)


def main(reads: int, seed: int = 1) -> int:
    began = time.monotonic()
    crowd = Crowd(seed)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    with ThreadPoolExecutor(READERS) as pool:
        for job in crowd.jobs(reads):
            pool.submit(partial(crowd.read, job, first_empty=crowd.chance.random() < EMPTIED))
    sys.setswitchinterval(usual)
    for name, times in crowd.wrong.most_common(20):
        print(f"{name}: {times} times not as when alone")
    took = time.monotonic() - began
    print(
        f"readers at once: {crowd.wrong.total()} of {crowd.done:,} reads wrong, by {READERS} threads, of {len(crowd.alone):,} kinds, "
        f"caches emptied {crowd.emptied} times, in {took:.0f} s"
    )
    return 1 if crowd.wrong or crowd.done != reads else 0


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["10000"])[0])))
