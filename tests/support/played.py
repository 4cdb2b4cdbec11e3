"""A stub of an internet service on the loopback, including failures."""

import http.server
import json
import ssl
import subprocess
import sys
import threading


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128

    def handle_error(self, *where):
        if not isinstance(sys.exception(), OSError):  # clients may hang up, or reject the certificate
            super().handle_error(*where)


class Service:
    """Over HTTPS if there is a certificate, given as a path without .pem and .key."""

    def __init__(self, handler, certificate=None):
        self.closing = threading.Event()  # everything that makes a client wait, waits for this
        self.server = Server(('127.0.0.1', 0), handler)
        self.server.service = self
        self.at = '127.0.0.1:%d' % self.server.server_address[1]
        self.url = f'http{"s" if certificate else ""}://{self.at}'
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f'{certificate}.pem', f'{certificate}.key')
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()


def certify(path, name, *options):
    """A self-signed certificate."""
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
                    '-subj', f'/CN={name}', '-keyout', f'{path}.key', '-out', f'{path}.pem', *options],
                   check=True, capture_output=True)
    return path


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    on_every_answer = {'Content-Type': 'application/json; charset=utf-8'}

    @property
    def service(self):
        return self.server.service

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace('_', '-'): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in {**self.on_every_answer, 'Content-Length': len(content), **named}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    # Each behaviour is a method

    def broken(self, _):
        self.answer(500, b'<html>oops</html>')

    def silent(self, _):
        self.service.closing.wait(30)
        self.close_connection = True
