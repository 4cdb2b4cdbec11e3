"""Processes that a killed config/serve left behind do not block the next one. It reports other programs' processes, and leaves
them alone."""

import contextlib
import os
import pathlib
import signal
import socket

from tests.support import free_port
from tests.web.serve_test import ServeTest as Serve


class Leftovers(Serve):
    def named(self, site, name):
        found = []
        for process in site.processes():
            with contextlib.suppress(OSError):  # it has exited
                if pathlib.Path(f'/proc/{process}/comm').read_text().strip() == name:
                    found.append(process)
        return found

    def killed(self, site):
        """kill -9, so that it cannot stop what it started."""
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait()

    def starts_again(self, site, left):
        """Its remaining processes."""
        self.assertTrue(set(left) <= set(site.processes()))
        site.start()
        self.assertEqual(site.ask('GET', '/state').status, 200)
        self.assertEqual(set(left) & set(site.processes()), set())
        for process in left:
            self.assertIn(f'(process {process})', site.output)

    def test_a_redis_that_was_stopped(self):
        site = self.site().start()
        site.redis('SET', 'prizedraw:kept', 'yes')
        stopped = self.named(site, 'redis-server')
        os.kill(stopped[0], signal.SIGSTOP)
        self.killed(site)
        self.starts_again(site, stopped)
        self.assertIn('redis-server', site.output)
        self.assertEqual(site.redis('GET', 'prizedraw:kept'), 'yes')

    def test_workers_without_their_nginx(self):
        site = self.site().start()
        master, *workers = sorted(self.named(site, 'nginx'))
        os.kill(site.process.pid, signal.SIGSTOP)  # it would stop them
        os.kill(master, signal.SIGKILL)
        self.killed(site)
        left = self.named(site, 'nginx')
        self.assertLessEqual(set(left), set(workers))
        self.assertTrue(left)
        self.starts_again(site, left)

    def test_one_that_is_alive_is_left_alone(self):
        site = self.site().start()
        said = self.ends(self.site(site.state, port=free_port()), 'in use by another config/serve')
        self.assertIn(f'(process {site.process.pid})', said)
        self.assertEqual(site.ask('GET', '/state').status, 200)

    def test_who_has_the_port(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
            said = self.ends(self.site(port=port), rf'port {port} is in use by .*\(process {os.getpid()}\)')
            self.assertIn(f'PORT={port + 1}', said)

    def test_a_lock_that_somebody_only_reads(self):
        """A process that has the lock's file open, such as a backup, is neither killed nor an obstacle."""
        site = self.site().start()
        with open(site.state / 'lock', encoding='utf-8'):
            self.killed(site)
            site.start()
            self.assertNotIn(f'process {os.getpid()}', site.output)


del Serve
