"""A private redis-server on a Unix socket, and a small client for it."""

import contextlib
import os
import signal
import socket
import subprocess

from . import end, eventually


class RedisError(Exception):
    """An error reply."""


class Client:
    """Speaks Redis's protocol. Text that is no UTF-8 travels as surrogates."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(10)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self.file = self.socket.makefile('rb')

    def close(self):
        self.file.close()
        self.socket.close()

    def __call__(self, *words):
        encoded = [word if isinstance(word, bytes) else str(word).encode(errors='surrogateescape') for word in words]
        self.socket.sendall(b'*%d\r\n' % len(encoded) + b''.join(b'$%d\r\n%s\r\n' % (len(w), w) for w in encoded))
        return self.reply()

    def reply(self):
        line = self.file.readline()
        if not line:
            raise ConnectionError('Redis hung up')
        kind, rest = line[:1], line[1:-2].decode(errors='surrogateescape')
        if kind == b'-':
            raise RedisError(rest)
        if kind == b':':
            return int(rest)
        if kind == b'$':
            return None if rest == '-1' else self.file.read(int(rest) + 2)[:-2].decode(errors='surrogateescape')
        if kind == b'*':
            return [self.reply() for _ in range(int(rest))]
        return rest


class Server:
    """redis-server with its own folder. Calling it sends a command: server('GET', 'key')."""

    def __init__(self, folder, *options, password=None):
        self.path = folder / 'redis.sock'
        self.log = folder / 'redis.log'
        self.options = ['--dir', folder, '--unixsocket', self.path, '--logfile', self.log, '--save', '', *options]
        self.password = password
        self.process = self.client = None

    def start(self):
        port = [] if '--port' in self.options else ['--port', '0']
        self.process = subprocess.Popen(['redis-server', *port, *map(str, self.options)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        eventually(lambda: self('PING'))
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

    def disconnect(self):
        if self.client:
            self.client.close()
            self.client = None

    def __call__(self, *words):
        if not self.client:
            self.client = Client(self.path)
            if self.password:
                self.client('AUTH', self.password)
        try:
            return self.client(*words)
        except OSError:
            self.disconnect()
            raise

    def cut_connections(self):
        """Ends everybody's connection but ours, as a restart would."""
        self('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')

    def dump(self, but=None):
        """All keys with type, content and whether they expire; without those that begin with `but`."""
        readers = {
            'string': lambda key: self('GET', key),
            'set': lambda key: sorted(self('SMEMBERS', key)),
            'hash': lambda key: sorted(zip(*[iter(self('HGETALL', key))] * 2)),
            'list': lambda key: self('LRANGE', key, 0, -1),
            'zset': lambda key: self('ZRANGE', key, 0, -1, 'WITHSCORES'),
            'stream': lambda key: [fields for _, fields in self('XRANGE', key, '-', '+')],
        }
        content = {}
        for key in sorted(self('KEYS', '*')):
            if not but or not key.startswith(but):
                kind = self('TYPE', key)
                if kind != 'none':
                    content[key] = (kind, readers[kind](key), self('TTL', key) >= 0)
        return content
