"""A private redis-server on a Unix socket, used through python3-redis."""

import contextlib
import os
import re
import signal
import subprocess

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import ROOT, end, eventually


def rights():
    """The rights of the programs' user in config/README.md, as the words of an ACL rule."""
    line, = re.findall(r'^ACL SETUSER prizedraw on >password ~prizedraw:\* (-@all [^`]*)```', (ROOT / 'config/README.md').read_text(), re.MULTILINE)
    return line.split()


class Client:
    """Calling it sends a command: client('GET', 'key'). Replies are as python3-redis gives them: HGETALL a dict, SMEMBERS
    a set. Invalid UTF-8 becomes surrogates. It connects on demand, and again after a restart."""

    def __init__(self, path, password=None):
        self.password = password
        self.redis = redis.Redis(unix_socket_path=str(path), password=password, decode_responses=True,
                                 encoding_errors='surrogateescape', socket_timeout=10, retry=Retry(NoBackoff(), 0))

    def __call__(self, *words):
        return self.redis.execute_command(*words)

    def disconnect(self):
        self.redis.connection_pool.disconnect()

    def dump(self, but=()):
        """All keys with type, content and whether they expire; except those that begin with `but`, and the claim of
        the program that looks people up."""
        readers = {
            'string': lambda key: self('GET', key),
            'set': lambda key: self('SMEMBERS', key),
            'hash': lambda key: self('HGETALL', key),
            'list': lambda key: self('LRANGE', key, 0, -1),
            'zset': lambda key: self('ZRANGE', key, 0, -1, 'WITHSCORES'),
            'stream': lambda key: [fields for _, fields in self('XRANGE', key, '-', '+')],
        }
        content = {}
        for key in sorted(self('KEYS', '*')):
            if key.endswith(':verifier'):
                continue
            kind = self('TYPE', key)
            if not key.startswith(but) and kind != 'none':
                content[key] = (kind, readers[kind](key), self('TTL', key) >= 0)
        return content


class Server(Client):
    """redis-server with its own folder."""

    def __init__(self, folder, *options, password=None):
        self.path = folder / 'redis.sock'
        self.log = folder / 'redis.log'
        folder.chmod(0o711)  # for programs that run as another user, as behind a web server started by root
        self.options = ['--dir', folder, '--unixsocket', self.path, '--unixsocketperm', '777', '--logfile', self.log, '--save', '', *options]
        self.password = password
        super().__init__(self.path, password)
        self.process = None

    def start(self):
        port = [] if '--port' in self.options else ['--port', '0']
        self.process = subprocess.Popen(['redis-server', *port, *map(str, self.options)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        eventually(lambda: self.path.exists() and self('PING'))
        return self

    def stop(self):
        self.disconnect()
        if self.process:
            self.resume()
            end(self.process)
            self.process = None

    def pause(self):
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGCONT)

    def cut_connections(self):
        """Closes all connections except ours, as a restart would."""
        self('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
