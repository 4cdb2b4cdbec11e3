"""A FastCGI client: one request over one connection, as nginx sends it."""

import contextlib
import socket
import struct

BEGIN_REQUEST, END_REQUEST, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7


def record(kind, content=b''):
    return struct.pack('>BBHHBx', 1, kind, 1, len(content), 0) + content


def stream(kind, content, end=True):
    parts = [record(kind, content[at:at + 65535]) for at in range(0, len(content), 65535)]
    return b''.join(parts) + (record(kind) if end else b'')


def length(value):
    return bytes([len(value)]) if len(value) < 128 else struct.pack('>I', len(value) | 1 << 31)


def pairs(params):
    encoded = [(name.encode(), value if isinstance(value, bytes) else value.encode(errors='surrogateescape'))
               for name, value in params.items()]
    return b''.join(length(name) + length(value) + name + value for name, value in encoded)


def ask(path, params, body=b'', hang_up=False, within=20):
    """The program's stdout and stderr. `hang_up`: closes the connection within the body instead."""
    answer = {STDOUT: b'', STDERR: b''}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(within)
        connection.connect(str(path))
        begin = record(BEGIN_REQUEST, struct.pack('>HB5x', 1, 0))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a refusal need not read the body
            connection.sendall(begin + stream(PARAMS, pairs(params)) + stream(STDIN, body, end=not hang_up))
        if hang_up:
            return b'', b''
        with contextlib.suppress(ConnectionResetError), connection.makefile('rb') as answers:
            while header := answers.read(8):
                _, kind, _, size, padding = struct.unpack('>BBHHBx', header)
                content = answers.read(size)
                answers.read(padding)
                if kind == END_REQUEST:
                    return answer[STDOUT], answer[STDERR]
                answer[kind] += content
    raise AssertionError(f'the FastCGI connection ended within the reply: {answer}')
