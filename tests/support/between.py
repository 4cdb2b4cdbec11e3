"""A proxy between a program and Redis, to delay its answers, or to run something just before a chosen round trip."""

import contextlib
import select
import socket
import threading
import time


class Between:
    def __init__(self, path, redis_path):
        self.path, self.redis_path = path, redis_path
        self.delay = 0  # seconds, for every answer
        self.count, self.before, self.happening = 0, None, None
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        path.chmod(0o777)  # for programs that run as another user
        self.listening.listen(64)
        self.thread = threading.Thread(target=self.accept)
        self.thread.start()

    def arm(self, before, happening):
        """Calls happening() once, before the round trip of this number (from 1)."""
        self.count, self.before, self.happening = 0, before, happening

    def close(self):
        self.listening.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listening.close()
        self.path.unlink()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                program, _ = self.listening.accept()
                threading.Thread(target=self.relay, args=(program,), daemon=True).start()

    def relay(self, program):
        with program, socket.socket(socket.AF_UNIX) as redis, contextlib.suppress(OSError):
            redis.connect(str(self.redis_path))
            while True:
                for ready in select.select([program, redis], [], [])[0]:
                    sent = ready.recv(1 << 20)
                    if not sent:
                        return
                    if ready is program:
                        self.count += 1
                        if self.count == self.before:
                            self.happening()
                        redis.sendall(sent)
                    else:
                        time.sleep(self.delay)
                        program.sendall(sent)
