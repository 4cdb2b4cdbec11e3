"""A relay of the public beacon, played on the loopback with its failures: GET /<chain>/public/<round>."""

import contextlib
import hashlib
import http.server
import json
import threading

from .github import Server

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


class Relay:
    def __init__(self):
        self.weather = 'fair'
        self.asked = []  # the paths, in turn
        self.closing = threading.Event()
        self.server = Server(('127.0.0.1', 0), Handler)
        self.server.relay = self
        self.url = 'http://127.0.0.1:%d' % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        relay = self.server.relay
        relay.asked.append(self.path)
        _, chain, _, number = self.path.split('/')
        assert chain == CHAIN, self.path
        with contextlib.suppress(ConnectionError):
            getattr(self, relay.weather)(int(number))

    def send(self, status, body, **headers):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Access-Control-Allow-Origin', '*')
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def fair(self, number):
        self.send(200, answer_for(number))

    def forged(self, number):
        """What makes sense by itself, but is not what the others say."""
        self.send(200, answer_for(number, 'forged'))

    def not_yet(self, _):
        self.send(404, {'error': 'not found'})

    def slow(self, number):
        self.server.relay.closing.wait(1)
        self.fair(number)

    def silent(self, _):
        self.server.relay.closing.wait(30)
        self.close_connection = True

    def broken(self, _):
        self.send(500, b'<html>oops</html>')

    def nonsense(self, _):
        self.send(200, b'{"round": 1, ')

    def list(self, number):
        self.send(200, [answer_for(number)])

    def another_round(self, number):
        self.send(200, answer_for(number - 1))

    def another_hash(self, number):
        self.send(200, {**answer_for(number), 'randomness': '0' * 64})

    def no_hex(self, number):
        self.send(200, {**answer_for(number), 'signature': 'z' * 96})

    def short(self, number):
        signature = answer_for(number)['signature'][:-2]
        self.send(200, {'round': number, 'signature': signature,
                        'randomness': hashlib.sha256(bytes.fromhex(signature)).hexdigest()})

    def huge(self, number):
        self.send(200, {**answer_for(number), 'previous_signature': '0' * 1_000_000})

    def abroad(self, number):
        self.send(302, b'', Location=f'{self.server.relay.elsewhere}/{CHAIN}/public/{number}')
