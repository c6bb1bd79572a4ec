"""What can happen in a round. Each accident takes its time, returns what it did in words, and is over or stays."""

import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import psutil

from bench.chaos.place import LEASE_SECONDS, Place
from bench.chaos.staff import Hand, Staff, signal_to
from testbed.server import Server

_TAKEOVER_SECONDS = 4 * LEASE_SECONDS
_STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Scene:
    """Where, with whom, and by what chance."""

    place: Place
    staff: Staff
    rng: Random


Accident = Callable[[Scene], str]


def accidents_of(mode: str) -> Mapping[str, Accident]:
    """Return the accidents of a mode by their names."""
    both: dict[str, Accident] = {
        "worker killed": _kill_worker,
        "worker and readers killed": _kill_family,
        "reader killed": _kill_reader,
        "intake killed": _kill_intake,
        "worker paused past its lease": _pause_worker,
        "all claim at once": _claim_at_once,
        "spool full": lambda scene: _fill(scene, "spool"),
        "work folder full": lambda scene: _fill(scene, "work"),
    }
    if mode == "embedded":
        return both | {
            "blob folder full": lambda scene: _fill(scene, "contents"),
            "database disk full": lambda scene: _fill(scene, "rows"),
        }
    return both | {
        "PostgreSQL killed": lambda scene: _kill_server(scene, "postgres"),
        "PostgreSQL connection killed": _kill_backend,
        "Redis killed": lambda scene: _kill_server(scene, "redis"),
        "Redis forgets all": _forget,
        "store killed": lambda scene: _kill_server(scene, "store"),
        "store answers 500": _store_fails,
        "PostgreSQL silent": lambda scene: _silence(scene, "postgres"),
        "store silent": lambda scene: _silence(scene, "store"),
    }


def _kill_worker(scene: Scene) -> str:
    hand = scene.rng.choice(scene.staff.workers)
    hand.kill()
    _replace_soon(scene, hand)
    return "worker killed"


def _kill_family(scene: Scene) -> str:
    hand = scene.rng.choice(scene.staff.workers)
    hand.kill(with_children=True)
    _replace_soon(scene, hand)
    return "worker killed with its readers"


def _replace_soon(scene: Scene, hand: Hand) -> None:
    if scene.rng.random() < 0.7:
        time.sleep(scene.rng.uniform(0, 0.2))
        hand.begin()


def _kill_reader(scene: Scene) -> str:
    hands = [*scene.staff.workers, *(submitter.hand for submitter in scene.staff.submitters)]
    hand = scene.rng.choice(hands)
    try:
        below = psutil.Process(hand.pid).children(recursive=True) if hand.pid else []
    except psutil.Error:
        below = []
    if not below:
        return "no reader to kill"
    signal_to(scene.rng.choice(below).pid, signal.SIGKILL)
    return "reader killed"


def _kill_intake(scene: Scene) -> str:
    scene.rng.choice(scene.staff.submitters).hand.kill()
    return "intake killed"


def _pause_worker(scene: Scene) -> str:
    """Pause a worker that has a job in hand until another one got it; it wakes and believes that nothing happened."""
    held = {
        int(row["worker"].split(":")[-2]): row["id"]
        for row in scene.place.rows().all("SELECT id, worker FROM jobs WHERE state = 'running'")
    }
    hands = [hand for hand in scene.staff.workers if hand.pid in held]
    if not hands:
        return "no worker at work to pause"
    hand = scene.rng.choice(hands)
    signal_to(hand.pid, signal.SIGSTOP)
    job, until = held[hand.pid], time.monotonic() + _TAKEOVER_SECONDS
    taken = False
    while not taken and time.monotonic() < until:
        rows = scene.place.rows().all(f"SELECT worker, state FROM jobs WHERE id = '{job}'")  # noqa: S608 - our own id
        taken = not rows or rows[0]["state"] == "done" or f":{hand.pid}:" not in (rows[0]["worker"] or ":none:")
        time.sleep(_STEP_SECONDS)
    signal_to(hand.pid, signal.SIGCONT)
    return "worker paused, its job taken over" if taken else "worker paused, nobody took its job"


def _claim_at_once(scene: Scene) -> str:
    pids = [hand.pid for hand in scene.staff.workers if hand.pid]
    for pid in pids:
        signal_to(pid, signal.SIGSTOP)
    time.sleep(scene.rng.uniform(0.2, 0.5))
    for pid in pids:
        signal_to(pid, signal.SIGCONT)
    return "all paused, woken together"


def _fill(scene: Scene, name: str) -> str:
    seconds = scene.rng.uniform(0.2, 1.2)
    disk = scene.place.disks[name]
    disk.fill()
    time.sleep(seconds)
    disk.free()
    return f"{name} full for {seconds:.1f} s"


def _server(scene: Scene, name: str) -> Server:
    servers = scene.place.servers
    if servers is None:
        message = "no servers in this mode"
        raise ValueError(message)
    known = {"postgres": servers.postgres.server, "redis": servers.redis.server, "store": servers.store.server}
    return known[name]


def _kill_server(scene: Scene, name: str) -> str:
    seconds = scene.rng.uniform(0, 0.8)
    server = _server(scene, name)
    server.kill()
    time.sleep(seconds)
    server.start()
    return f"{server.name} killed, away for {seconds:.1f} s"


def _silence(scene: Scene, name: str) -> str:
    seconds = scene.rng.uniform(0.3, 1.0)
    server = _server(scene, name)
    server.pause()
    time.sleep(seconds)
    server.resume()
    return f"{server.name} silent for {seconds:.1f} s"


def _kill_backend(scene: Scene) -> str:
    """Kill one process of PostgreSQL: it then throws all connections out and recovers from its log."""
    processes = _server(scene, "postgres").processes()[1:]
    if processes:
        signal_to(scene.rng.choice(processes), signal.SIGKILL)
    return "a process of PostgreSQL killed"


def _forget(scene: Scene) -> str:
    if scene.place.servers is not None:
        scene.place.servers.redis.flush()
    return "Redis has lost everything"


def _store_fails(scene: Scene) -> str:
    seconds, share = scene.rng.uniform(0.3, 1.5), scene.rng.uniform(0.2, 1.0)
    servers = scene.place.servers
    if servers is None:
        return "no store"
    before = servers.proxy.failed
    servers.proxy.share = share
    time.sleep(seconds)
    servers.proxy.share = 0.0
    return f"store failed {servers.proxy.failed - before} requests in {seconds:.1f} s"
