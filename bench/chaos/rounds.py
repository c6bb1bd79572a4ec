"""The rounds: files are handed in, accidents happen, everything is brought up again, and the checker has its word."""

import argparse
import logging
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import get_args

from bench.chaos.accidents import Scene, accidents_of
from bench.chaos.checker import Verdict, is_settled, judge
from bench.chaos.disks import enter_private_mounts
from bench.chaos.papers import Paper, papers_of_round
from bench.chaos.place import Mode, Place
from bench.chaos.staff import Answer, Staff, strays

_SETTLE_SECONDS, _STRAY_SECONDS, _STEP_SECONDS, _COMING_UP_SECONDS = 90.0, 5.0, 0.05, 2.0
_LANES = ("counter", "normal", "normal", "backfile")
_UNITS = ("H42.12", "H42.13", "")


@dataclass(slots=True)
class Tally:
    """What all rounds came to."""

    mode: Mode
    seed: int
    rounds: int = 0
    seconds: float = 0.0
    accidents: Counter[str] = field(default_factory=Counter)
    files: int = 0
    doubles: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    given_up: int = 0
    violations: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class _Round:
    number: int
    scene: Scene
    papers: tuple[Paper, ...]
    doubles: int = 0
    told: list[str] = field(default_factory=list)


def main(words: list[str]) -> int:
    """Run rounds and print what happened; 1 where an invariant was violated."""
    parser = argparse.ArgumentParser(prog="./sohoa bench chaos")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--mode", choices=get_args(Mode), default="embedded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this round alone, on an empty place")
    options = parser.parse_args(words)
    enter_private_mounts()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    numbers = [options.only] if options.only else list(range(1, options.rounds + 1))
    tally = Tally(options.mode, options.seed)
    with Place(options.mode, Random(options.seed)) as place:
        subprocess.run([sys.executable, "-m", "service", "migrate"], env=place.environment, check=True)
        log = Path(f"{place.folder}.log")
        disks = "of their own, in memory" if any(disk.mounted for disk in place.disks.values()) else "RLIMIT_FSIZE"
        print(f"{options.mode}, seed {options.seed}; disks that fill: {disks}; log: {log}", flush=True)
        with Staff(place.environment, log) as staff:
            place.writers["staff"] = _Pids(staff)
            time.sleep(_COMING_UP_SECONDS)  # before the first accident
            for number in numbers:
                _run_round(number, place, staff, tally)
            tally.violations += [f"at the end: {flaw}" for flaw in _judged(place, tally.answers).violations]
    _print(tally)
    return 1 if tally.violations else 0


class _Pids:
    """The processes of the staff at the moment when they are asked for."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def __iter__(self) -> Iterator[int]:
        return iter(self._staff.pids())


def _run_round(number: int, place: Place, staff: Staff, tally: Tally) -> None:
    began = time.monotonic()
    seed = f"{tally.mode} {tally.seed}/{number}"
    folder = place.folder / "in" / str(number)
    folder.mkdir(parents=True)
    scene = Scene(place, staff, Random(seed))
    one = _Round(number, scene, papers_of_round(folder, seed))
    before = [len(submitter.answers) for submitter in staff.submitters]
    _hand_in(one)
    _suffer(one, tally)
    suffered = time.monotonic() - began
    settled = _settle(place, staff)
    answers = [a for n, submitter in zip(before, staff.submitters, strict=True) for a in submitter.answers[n:]]
    verdict = _judged(place, answers)
    flaws = [*verdict.violations, *([] if settled else [f"not settled within {_SETTLE_SECONDS:.0f} s"])]
    flaws += [f"a process is left: {told}" for told in _strays(place)]
    seconds = time.monotonic() - began
    _count(tally, one, answers, verdict)
    tally.seconds += seconds
    tally.violations += [f"round {number}: {flaw}" for flaw in flaws]
    ended = ", ".join(f"{count} {state}" for state, count in sorted(verdict.ended.items()))
    happened = "; ".join(one.told) or "nothing happened"
    print(
        f"round {number:3}: {len(one.papers)} files, {one.doubles} twice | {happened} | {ended} | "
        f"{suffered:.1f} + {seconds - suffered:.1f} s | {'ok' if not flaws else 'VIOLATED'}",
        flush=True,
    )
    for flaw in flaws:
        print(f"    {flaw}", flush=True)


def _hand_in(one: _Round) -> None:
    rng, submitters = one.scene.rng, one.scene.staff.submitters
    for paper in one.papers:
        said = {
            "lane": rng.choice(_LANES),
            "unit": rng.choice(_UNITS),
            "dossier": rng.choice(("", "H42.12-250101-0001")),
        }
        twice = rng.random() < 0.4
        one.doubles += twice
        for submitter in submitters if twice else (rng.choice(submitters),):
            submitter.hand_in(paper, said)


def _suffer(one: _Round, tally: Tally) -> None:
    rng, known = one.scene.rng, accidents_of(tally.mode)
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        time.sleep(rng.uniform(0, 0.5))
        name = rng.choice(sorted(known))
        try:
            one.told.append(known[name](one.scene))
        except Exception as error:  # noqa: BLE001 - looking at the rows may fail while they are away
            one.told.append(f"{name}: {type(error).__name__}")
        tally.accidents[one.told[-1].split(" for ")[0].split(", away")[0].split(" failed ")[0]] += 1


def _settle(place: Place, staff: Staff) -> bool:
    """Bring everything up and wait until nothing is to be done any more; tell whether that came."""
    place.restore()
    staff.restore()
    until = time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < until:
        if staff.is_answered and is_settled(place.rows()):
            return True
        staff.restore()
        time.sleep(_STEP_SECONDS)
    return False


def _judged(place: Place, answers: list[Answer]) -> Verdict:
    return judge(place.rows(), place.blobs(), answers)


def _strays(place: Place) -> list[str]:
    until = time.monotonic() + _STRAY_SECONDS
    while (found := strays(place.token)) and time.monotonic() < until:
        time.sleep(_STEP_SECONDS)
    return found


def _count(tally: Tally, one: _Round, answers: list[Answer], verdict: Verdict) -> None:
    tally.rounds += 1
    tally.files += len(one.papers)
    tally.doubles += one.doubles
    tally.given_up += verdict.given_up
    tally.ended.update(verdict.ended)
    tally.refused.update(str(answer.said["refused"]) for answer in answers if answer.said.get("refused"))
    tally.answers += answers


def _print(tally: Tally) -> None:
    load = os.getloadavg()[0]
    each = tally.seconds / max(1, tally.rounds)
    print(f"\n{tally.mode}: {tally.rounds} rounds, {tally.seconds:.0f} s ({each:.1f} s each; load {load:.1f})")
    print(f"files {tally.files}, of them handed in twice at once {tally.doubles}; answers {len(tally.answers)}")
    print("ended: " + ", ".join(f"{count} {state}" for state, count in sorted(tally.ended.items())))
    print("refused: " + (", ".join(f"{count} {code}" for code, count in sorted(tally.refused.items())) or "none"))
    print(f"sound papers given up after too many accidents: {tally.given_up}")
    for name, count in tally.accidents.most_common():
        print(f"  {count:5}  {name}")
    print(f"violated invariants: {len(tally.violations)}")
    for flaw in tally.violations:
        print(f"  {flaw}")
    if tally.violations:
        print(f"one round again: ./sohoa bench chaos --mode {tally.mode} --seed {tally.seed} --only N")
