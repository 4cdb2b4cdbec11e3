"""A room behind one address: people who enter within a time, readers of the home page, and phones that poll /state.

    room.py PORT PEOPLE SECONDS READERS-A-SECOND POLLERS

Prints lines `name value`. Times are in milliseconds from the moment at which the request was due, so that a late generator
makes them longer, not shorter; its delay is printed too."""

import asyncio
import json
import os
import random
import re
import resource
import sys
import time

POLL_EVERY = 3  # seconds


class Exchange(asyncio.Protocol):
    """One request at a time over one connection."""

    def connection_made(self, transport):
        self.transport, self.received, self.answer, self.length = transport, b'', None, None

    def ask(self, raw):
        self.received, self.length = b'', None
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(raw)
        return self.answer

    def data_received(self, data):
        self.received += data
        if self.length is None:
            end = self.received.find(b'\r\n\r\n')
            if end < 0:
                return
            found = re.search(rb'(?i)\ncontent-length: (\d+)', self.received[:end])
            self.length = end + 4 + (int(found[1]) if found else 0)
        if len(self.received) >= self.length and not self.answer.done():
            self.answer.set_result(self.received)

    def connection_lost(self, _):
        if self.answer and not self.answer.done():
            self.answer.set_result(self.received)


def status_of(answer):
    return int(answer[9:12]) if answer[9:12].isdigit() else 0


class Crowd:
    def __init__(self, port):
        self.port, self.took, self.failed, self.unverified, self.late = port, [], 0, 0, 0.0

    async def connect(self):
        return (await asyncio.get_running_loop().create_connection(Exchange, '127.0.0.1', self.port))[1]

    async def at(self, due):
        await asyncio.sleep(max(0, due - time.monotonic()))
        self.late = max(self.late, time.monotonic() - due)

    def note(self, due, good):
        self.took.append(1000 * (time.monotonic() - due))
        self.failed += not good

    def report(self, name):
        took = sorted(self.took) or [0]
        print(f'{name}-answers {len(self.took)}\n{name}-failed {self.failed}\n{name}-median {took[len(took) // 2]:.0f}\n'
              f'{name}-99 {took[int(len(took) * 0.99)]:.0f}\n{name}-worst {took[-1]:.0f}\n'
              f'{name}-late {1000 * self.late:.0f}', flush=True)


async def enter(crowd, number, due):
    await crowd.at(due)
    login = f'guest-{number}'
    good = False
    try:
        exchange = await crowd.connect()
        answer = await exchange.ask(b'POST /enter/%s HTTP/1.1\r\nHost: room\r\nContent-Length: 0\r\n\r\n' % login.encode())
        exchange.transport.close()
        if status_of(answer) == 200:
            said = json.loads(answer.partition(b'\r\n\r\n')[2])
            good = said['login'].lower() == login
            crowd.unverified += 'verified' in said
    except OSError:
        pass
    crowd.note(due, good)


async def read(crowd, due):
    await crowd.at(due)
    try:
        exchange = await crowd.connect()
        answer = await exchange.ask(b'GET / HTTP/1.1\r\nHost: room\r\nAccept: text/html\r\nConnection: close\r\n\r\n')
        crowd.note(due, status_of(answer) == 200 and b'</html>' in answer)
    except OSError:
        crowd.note(due, False)


async def poll(crowd, due, end):
    known = b''
    exchange = None
    while due < end:
        await crowd.at(due)
        try:
            if exchange is None or exchange.transport.is_closing():
                exchange = await crowd.connect()
            answer = await exchange.ask(b'GET /state HTTP/1.1\r\nHost: room\r\n%s\r\n' % known)
            crowd.note(due, status_of(answer) in (200, 304))
            etag = re.search(rb'(?i)\netag: ([^\r]+)', answer)
            known = b'If-None-Match: %s\r\n' % etag[1] if etag else b''
        except OSError:
            crowd.note(due, False)
        due += POLL_EVERY


def crowd_of(port, people, seconds, readers, pollers):
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    rng = random.Random(int(os.environ.get('PRIZEDRAW_SEED') or 1))
    begin = time.monotonic() + 4
    looking = os.fork() == 0  # readers have a separate process

    async def look():
        reading, polling = Crowd(port), Crowd(port)
        end = begin + seconds
        await asyncio.gather(
            *(read(reading, begin + number / readers) for number in range(readers * seconds)),
            *(poll(polling, begin - POLL_EVERY * rng.random(), end) for _ in range(pollers)))
        reading.report('readers')
        polling.report('pollers')

    async def come_in():
        entering = Crowd(port)
        await asyncio.gather(*(enter(entering, number, begin + seconds * rng.random()) for number in range(people)))
        entering.report('people')
        print(f'people-unverified {entering.unverified}')

    asyncio.run(look() if looking else come_in())
    if looking:
        os._exit(0)
    os.wait()


crowd_of(*map(int, sys.argv[1:]))
