"""A machine with a running systemd: a folder with a system in it, booted by systemd-nspawn, with its own loopback."""

import concurrent.futures
import ctypes
import http.client
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
import uuid

from . import ROOT, eventually
from .readme import blocks
from .site import Served

CLEAN = ['env', '-i', 'HOME=/root', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive']
NEW_NETWORK = 0x40000000  # CLONE_NEWNET


def need(*commands):
    """Skips the tests of a module if no machine can be booted."""
    if os.geteuid() != 0:
        raise unittest.SkipTest('only root boots a machine')
    for command in ('systemd-nspawn', 'nsenter', 'script', *commands):
        if not shutil.which(command):
            raise unittest.SkipTest(f'there is no command {command}')


def shell_of_readme(title):
    """The blocks of commands in this section of config/README.md."""
    return blocks('config/README.md', 'sh', section=title)


def cgroups():
    """A new cgroup below our own, with the same name in each hierarchy that systemd may need."""
    own = re.search('^0::/(.*)', pathlib.Path('/proc/self/cgroup').read_text(), re.MULTILINE)
    for hierarchy in '.', 'unified', 'systemd':
        base = pathlib.Path('/sys/fs/cgroup') / hierarchy
        if (base / 'cgroup.procs').exists():
            group = base / (own[1] if own else '') / f'prizedraw-{os.getpid()}'
            group.mkdir(parents=True, exist_ok=True)
            yield group


class Machine(Served):
    password = 'secret'

    def __init__(self, root):
        self.root_folder, self.nspawn, self.leader, self.cgroups = pathlib.Path(root), None, None, []
        self.console = tempfile.TemporaryFile()
        (self.root_folder / 'etc/machine-id').write_text(f'{uuid.uuid4().hex}\n')  # otherwise its first boot would ask for a language

    def boot(self):
        """Returns when its systemd says that it is running."""
        self.cgroups = [*cgroups()]
        assert self.cgroups, 'no cgroups are mounted'
        enter = ''.join(f'echo $$ >{group}/cgroup.procs; ' for group in self.cgroups) + 'exec "$@"'
        # A current systemd needs the unified hierarchy, whichever this machine has.
        older = len(self.cgroups) > 1 and self.version() < 256
        self.nspawn = subprocess.Popen(
            ['setpriv', '--pdeathsig', 'TERM', '--', 'sh', '-c', enter, 'sh', 'systemd-nspawn', '--quiet', '-b', '-D', self.root_folder,
             '--register=no', '--keep-unit', '--private-network', '--link-journal=no', '--console=pipe', '--', '--unit=multi-user.target'],
            stdin=subprocess.DEVNULL, stdout=self.console, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, 'SYSTEMD_NSPAWN_UNIFIED_HIERARCHY': '0' if older else '1'})
        children = pathlib.Path(f'/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children')

        def runs():
            if self.nspawn.poll() is not None:
                return True
            self.leader = children.read_text().split()[0]
            return self.run('systemctl is-system-running', check=False).stdout.strip() in ('running', 'degraded')

        eventually(runs, 60)
        assert self.nspawn.poll() is None, 'systemd-nspawn has ended'

    def boot_or_skip(self):
        """Boots for the first time: if that fails, nothing can be tested."""
        try:
            self.boot()
        except (AssertionError, IndexError, OSError) as error:
            self.power_off()
            self.console.seek(0)
            said = self.console.read().decode(errors='replace')[-2000:]
            raise unittest.SkipTest(f'systemd-nspawn boots no machine here: {error} {said}') from error

    def version(self):
        library, = self.root_folder.glob('usr/lib/**/libsystemd-shared-*.so')
        return int(re.search(r'shared-(\d+)', library.name)[1])

    def run(self, script, check=True, within=600, **options):
        """In the machine's bash, as root."""
        done = subprocess.run(['nsenter', '-t', self.leader, '-a', *CLEAN, 'bash', '-c', script], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=within, check=False, **options)
        assert not check or done.returncode == 0, f'{script}: {done.stdout}\n{self.logs()}'
        return done

    def type(self, script, answers, within=600):
        """As typed at a terminal, with answers to prompts. Each line must succeed. Root may lack sudo."""
        begin = 'set -e; command -v sudo >/dev/null || sudo() { "$@"; }\n'
        command = ['nsenter', '-t', self.leader, '-a', *CLEAN, 'bash', '-c', begin + script]
        done = subprocess.run(['script', '-qec', shlex.join(command), '/dev/null'], input=answers, capture_output=True, text=True,
                              timeout=within, check=False)
        assert done.returncode == 0, f'{script}: {done.stdout[-3000:]}\n{self.logs()}'
        return done.stdout

    def connect(self):
        connection = http.client.HTTPConnection('localhost', timeout=2)

        def inside():
            with open(f'/proc/{self.leader}/ns/net', 'rb') as network:
                assert ctypes.CDLL(None, use_errno=True).setns(network.fileno(), NEW_NETWORK) == 0, os.strerror(ctypes.get_errno())
            return socket.create_connection(('127.0.0.1', 80), 2)

        with concurrent.futures.ThreadPoolExecutor(1) as thread:  # only this thread enters the machine
            connection.sock = thread.submit(inside).result()
        return connection

    def logs(self):
        return self.run("journalctl --no-pager -n 40; systemctl --no-pager list-units 'prizedraw*'", check=False).stdout

    def reboot(self):
        self.power_off('reboot')
        self.boot()

    def power_off(self, how='poweroff'):
        if self.nspawn and self.nspawn.poll() is None:
            if self.leader:
                self.run(f'systemctl {how}', check=False)
            try:
                self.nspawn.wait(60)
            except subprocess.TimeoutExpired:
                if self.leader:
                    os.kill(int(self.leader), signal.SIGKILL)  # systemd-nspawn then exits too; otherwise everything would keep running
                self.nspawn.wait()
        for group in self.cgroups:
            eventually(lambda: [os.rmdir(folder) for folder, _, _ in os.walk(group, topdown=False)])
