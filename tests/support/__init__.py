"""Shared by the tests in Python: starts programs and servers, talks to them, and stops them."""

import contextlib
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get('PRIZEDRAW_BUILD') or ROOT / 'build').resolve()


def eventually(probe, within=10.0):
    """Calls probe until it returns something true and raises nothing, and returns that."""
    deadline = time.monotonic() + within
    while True:
        try:
            result = probe()
            if result:
                return result
            failure = AssertionError(f'waited {within} s in vain; last answer: {result!r}')
        except Exception as error:  # such as a page element that has just been removed
            failure = error
        if time.monotonic() > deadline:
            raise failure
        time.sleep(0.02)


def end(process, within=5.0):
    """Terminates a process, kills it if necessary, and returns its exit code."""
    process.terminate()
    try:
        return process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def free_port():
    """Below the ports that the system gives to connections: one of those is taken by the next of a thousand connections."""
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(('127.0.0.1', random.SystemRandom().randrange(10000, 32000)))
            return probe.getsockname()[1]


def temporary_folder(at_end):
    """A folder that is removed after the test (at_end is its addCleanup or similar). In memory if possible, since Redis syncs every
    write; and with a short path, since a Unix socket's path has at most 107 bytes."""
    memory = pathlib.Path('/dev/shm')
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 100 << 20
    folder = pathlib.Path(tempfile.mkdtemp(prefix='pd-', dir=memory if roomy else '/tmp'))
    at_end(shutil.rmtree, folder, ignore_errors=True)
    return folder


def tail(*paths, lines=15):
    """The ends of the logs, to show with a failure."""
    found = []
    for path in paths:
        if path.is_file() and path.stat().st_size:
            last = path.read_text(errors='replace').splitlines()[-lines:]
            found.append('\n'.join([f'--- {path.name}', *last]))
    return '\n'.join(found)


def times(soak):
    """The number of repetitions: `soak` in the long run, a twentieth of it in a normal run."""
    return soak if os.environ.get('PRIZEDRAW_SOAK') else max(1, soak // 20)


def seeded():
    """The source of a test's random choices. The seed is printed, so that a failure can be reproduced."""
    seed = int(os.environ.get('PRIZEDRAW_SEED') or random.randrange(1 << 32))
    print(f'PRIZEDRAW_SEED={seed}', flush=True)
    return random.Random(seed)
