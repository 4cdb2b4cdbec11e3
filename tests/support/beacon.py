"""A stub of a public beacon's relay on the loopback, including failures: GET /<chain>/public/<round>."""

import contextlib
import hashlib

from .played import Handler, Service

CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
GENESIS, PERIOD, MARGIN = 1692803367, 3, 15


def time_of(number):
    return GENESIS + PERIOD * (number - 1)


def round_from(time):
    """The first round at or after a time."""
    return -((GENESIS - time) // PERIOD) + 1


def answer_for(number, salt=''):
    signature = (hashlib.sha512(f'{salt}{number}'.encode()).hexdigest())[:96]
    return {'round': number, 'randomness': hashlib.sha256(bytes.fromhex(signature)).hexdigest(), 'signature': signature}


class Relay(Service):
    def __init__(self):
        self.weather = 'fair'
        self.asked = []  # the paths, in order
        super().__init__(Rounds)


class Rounds(Handler):
    on_every_answer = {**Handler.on_every_answer, 'Access-Control-Allow-Origin': '*'}

    def do_GET(self):
        relay = self.service
        relay.asked.append(self.path)
        _, chain, _, number = self.path.split('/')
        assert chain == CHAIN, self.path
        with contextlib.suppress(ConnectionError):
            getattr(self, relay.weather)(int(number))

    def fair(self, number):
        self.answer(200, answer_for(number))

    def forged(self, number):
        """A consistent answer that differs from the other relays'."""
        self.answer(200, answer_for(number, 'forged'))

    def not_yet(self, _):
        self.answer(404, {'error': 'not found'})

    def slow(self, number):
        self.service.closing.wait(1)
        self.fair(number)

    def nonsense(self, _):
        self.answer(200, b'{"round": 1, ')

    def list(self, number):
        self.answer(200, [answer_for(number)])

    def another_round(self, number):
        self.answer(200, answer_for(number - 1))

    def another_hash(self, number):
        self.answer(200, {**answer_for(number), 'randomness': '0' * 64})

    def no_hex(self, number):
        self.answer(200, {**answer_for(number), 'signature': 'z' * 96})

    def short(self, number):
        signature = answer_for(number)['signature'][:-2]
        self.answer(200, {'round': number, 'signature': signature,
                          'randomness': hashlib.sha256(bytes.fromhex(signature)).hexdigest()})

    def huge(self, number):
        self.answer(200, {**answer_for(number), 'previous_signature': '0' * 1_000_000})

    def abroad(self, number):
        self.answer(302, b'', Location=f'{self.service.elsewhere}/{CHAIN}/public/{number}')
