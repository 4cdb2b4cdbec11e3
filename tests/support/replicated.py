"""Redis as several processes on the loopback: a master with replicas and sentinels, or a cluster."""

import contextlib
import signal
import subprocess
import unittest

import redis

from . import end, eventually, free_port, temporary_folder
from .github import GitHub


class Node:
    """A redis-server, or with --sentinel a sentinel, on its own port; can be killed and restarted."""

    def __init__(self, folder, name, *options, port=None):
        self.port = port or free_port()
        self.folder = folder / name
        self.folder.mkdir()
        self.config = self.folder / 'redis.conf'
        self.config.write_text(f'port {self.port}\nbind 127.0.0.1\ndir {self.folder}\nlogfile {self.folder}/log\nsave ""\n')
        self.options = options
        self.redis = redis.Redis(port=self.port, decode_responses=True, socket_timeout=5)
        self.process = None

    def __call__(self, *words):
        return self.redis.execute_command(*words)

    def start(self):
        self.process = subprocess.Popen(['redis-server', self.config, *map(str, self.options)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL)
        eventually(lambda: self('PING'))
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.redis.close()
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGCONT)
            end(self.process)

    def role(self):
        return self('ROLE')[0]


class Cluster:
    """Three masters, each with a third of the 16,384 slots."""

    def __init__(self, folder):
        self.nodes = [Node(folder, f'node-{number}', '--cluster-enabled', 'yes', '--cluster-port', free_port()) for number in range(3)]

    def start(self):
        first = self.nodes[0].start()
        for number, node in enumerate(self.nodes):
            if node is not first:
                node.start()
                first('CLUSTER', 'MEET', '127.0.0.1', node.port, node.options[-1])
            node('CLUSTER', 'ADDSLOTSRANGE', number * 5461, 16383 if number == 2 else number * 5461 + 5460)
        eventually(lambda: all('cluster_state:ok' in node('CLUSTER', 'INFO') for node in self.nodes), 30)
        return self

    def owner(self, key):
        """The node that has this key."""
        slot = self.nodes[0]('CLUSTER', 'KEYSLOT', key)
        port, = (found[1] for first, last, found, *_ in self.nodes[0]('CLUSTER', 'SLOTS') if first <= slot <= last)
        return next(node for node in self.nodes if node.port == port)

    def move_slot(self, key, source, target):
        """Including its content, as redis-cli does it."""
        slot = source('CLUSTER', 'KEYSLOT', key)
        target('CLUSTER', 'SETSLOT', slot, 'IMPORTING', source('CLUSTER', 'MYID'))
        source('CLUSTER', 'SETSLOT', slot, 'MIGRATING', target('CLUSTER', 'MYID'))
        while keys := source('CLUSTER', 'GETKEYSINSLOT', slot, 100):
            source('MIGRATE', '127.0.0.1', target.port, '', 0, 5000, 'KEYS', *keys)
        for node in (target, source, *self.nodes):
            node('CLUSTER', 'SETSLOT', slot, 'NODE', target('CLUSTER', 'MYID'))

    def stop(self):
        for node in self.nodes:
            node.stop()


class Watched:
    """A master and two replicas, and three sentinels that know them as `draws`."""

    OPTIONS = ('--appendonly', 'yes', '--repl-diskless-sync-delay', '0')
    # Milliseconds: usually 10 s, 2 s and 1 s. A replica that has not answered INFO for five ping periods is not promoted, and
    # once the master is gone it is asked each second.
    HURRIED = ('INFO-PERIOD', 300, 'PUBLISH-PERIOD', 300, 'PING-PERIOD', 300)

    def __init__(self, folder):
        self.nodes = [Node(folder, f'node-{number}', *self.OPTIONS) for number in range(3)]
        self.sentinels = [Node(folder, f'sentinel-{number}', '--sentinel') for number in range(3)]

    def start(self):
        first, *others = self.nodes
        first.start()
        for node in others:
            node.options += ('--replicaof', f'127.0.0.1 {first.port}')
            node.start()
        eventually(lambda: first('INFO', 'replication')['connected_slaves'] == 2)
        for sentinel in self.sentinels:
            with open(sentinel.config, 'a') as config:
                config.write(f'sentinel monitor draws 127.0.0.1 {first.port} 2\nsentinel down-after-milliseconds draws 1000\n'
                             'sentinel failover-timeout draws 1000\nsentinel parallel-syncs draws 2\n')
            sentinel.start()
            sentinel('SENTINEL', 'DEBUG', *self.HURRIED)
        eventually(lambda: all(self.sees_all(sentinel) for sentinel in self.sentinels), 30)
        for node in self.nodes:  # from now on sentinel tells them which master to replicate
            node.options = self.OPTIONS
        return self

    def sees_all(self, sentinel):
        known = sentinel('SENTINEL', 'MASTER', 'draws')
        known = known if isinstance(known, dict) else dict(zip(known[::2], known[1::2]))
        return int(known['num-slaves']) == 2 and int(known['num-other-sentinels']) == 2

    def master(self):
        """The node that a sentinel names, once it reports itself as the master."""
        def named():
            for sentinel in self.sentinels:
                with contextlib.suppress(redis.RedisError):
                    _, port = sentinel('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'draws')
                    node, = (each for each in self.nodes if each.port == int(port))
                    return node.role() == 'master' and node
        return eventually(named, 20)

    def settled(self):
        """The master, once the two others are its replicas and up to date, and every sentinel knows them."""
        def is_settled():
            master = self.master()
            found = master('INFO', 'replication')
            assert found['connected_slaves'] == 2 and all(found[f'slave{number}']['state'] == 'online' for number in range(2))
            assert all(self.sees_all(sentinel) for sentinel in self.sentinels)
            return master
        return eventually(is_settled, 60)

    def stop(self):
        for node in [*self.sentinels, *self.nodes]:
            node.stop()


class SeveralRedisTest(unittest.TestCase):
    """A site with such a Redis, of this `kind`."""

    kind = None

    @classmethod
    def setUpClass(cls):
        cls.redis = cls.kind(temporary_folder(cls.addClassCleanup))
        cls.addClassCleanup(cls.redis.stop)
        cls.redis.start()
        cls.github = GitHub()
        cls.addClassCleanup(cls.github.close)
