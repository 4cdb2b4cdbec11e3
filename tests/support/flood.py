"""One client that sends requests as fast as it can, as a separate process: flood.py PORT CONNECTIONS REQUEST. Each connection sends
the next request as soon as it has an answer; `{}` in the request becomes a new number each time."""

import itertools
import re
import socket
import sys
import threading

port, connections, request = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode().decode('unicode_escape').encode('latin-1')
numbers = itertools.count()


def read_answer(stream):
    length = 0
    while (line := stream.readline()) != b'\r\n':
        if not line:
            raise ConnectionError
        length = int(found[1]) if (found := re.match(rb'(?i)content-length: (\d+)', line)) else length
    stream.read(length)


def ask():
    while True:
        try:
            with socket.create_connection(('127.0.0.1', port), timeout=20) as connection, connection.makefile('rb') as stream:
                while True:
                    connection.sendall(request.replace(b'{}', b'%d' % next(numbers)))
                    read_answer(stream)
        except OSError:
            pass


for _ in range(connections):
    threading.Thread(target=ask, daemon=True).start()
print('asking', flush=True)
sys.stdin.read()
