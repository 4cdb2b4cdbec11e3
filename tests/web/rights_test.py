"""When started by root, the site runs as the user who called sudo, or as nobody; and only processes that use a secret have it."""

import contextlib
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import unittest

from tests.support import ROOT, eventually, free_port, redis, temporary_folder
from tests.web.serve_test import ServeTest as Serve

TOKEN, SECRET = 'ghp_theToken', 'redis-secret'
CALLER = pwd.getpwnam('www-data')


def low_port():
    """A free port that only root may listen on."""
    for port in range(1023, 600, -1):
        with socket.socket() as probe:
            try:
                probe.bind(('127.0.0.1', port))
                return port
            except OSError:
                continue
    raise AssertionError('no port below 1024 is free')


@unittest.skipUnless(os.geteuid() == 0, 'only root has rights to drop')
class Rights(Serve):
    def runs_as(self, site, user, group):
        """Every process has only this user and group ID, and no other group or capability."""
        found = {}
        for process in site.processes():
            try:
                status = pathlib.Path(f'/proc/{process}/status').read_text()
            except OSError:
                continue  # it has exited
            field = lambda name: re.search(rf'^{name}:\s*(.*)', status, re.MULTILINE)[1].split()
            self.assertEqual(set(field('Uid')), {str(user)}, status)
            self.assertEqual(set(field('Gid')), {str(group)}, status)
            self.assertLessEqual(set(field('Groups')), {str(group)}, status)
            found.setdefault(field('Name')[0], []).append(int(field('CapEff')[0], 16))
        self.assertLessEqual({'redis-server', 'nginx', 'multiwatch', 'index', 'enter', 'admin', 'pick', 'winners'}, set(found))
        self.assertGreater(len(found['nginx']), 1, 'the workers')
        return found

    def test_nobody(self):
        nobody = pwd.getpwnam('nobody')
        site = self.site().start()
        self.assertEqual(set(sum(eventually(lambda: self.runs_as(site, nobody.pw_uid, nobody.pw_gid)).values(), [])), {0})
        self.assertEqual(site.ask('GET', '/admin', login=site.login).status, 200)

    def test_who_called_sudo_and_a_port_of_root_s(self):
        """Only nginx and its parent may listen there."""
        site = self.site(port=low_port(), SUDO_UID=str(CALLER.pw_uid), SUDO_GID=str(CALLER.pw_gid)).start()
        found = eventually(lambda: self.runs_as(site, CALLER.pw_uid, CALLER.pw_gid))  # some may still be starting
        self.assertEqual({name for name, capabilities in found.items() if any(capabilities)} - {'bash', 'sleep'}, {'nginx'})
        self.assertEqual(set(found['nginx']), {1 << 10})
        self.assertEqual(site.ask('GET', '/').status, 200)
        self.assertEqual({path.lstat().st_uid for path in site.state.rglob('*') if not path.is_symlink()}, {CALLER.pw_uid})

    def test_a_state_folder_that_root_made_below_a_closed_one(self):
        closed = temporary_folder(self.addCleanup)
        self.assertEqual(closed.stat().st_mode & 0o077, 0)
        site = self.site(closed / 'state').start()
        site.redis('SET', 'prizedraw:kept', 'yes')
        site.stop()
        for path in site.state, *site.state.rglob('*'):
            os.chown(path, 0, 0, follow_symlinks=False)
        site.start()
        self.assertEqual(site.redis('GET', 'prizedraw:kept'), 'yes')
        self.assertEqual(site.ask('GET', '/state').status, 200)

    def test_a_folder_of_something_else_is_not_taken(self):
        folder = temporary_folder(self.addCleanup)
        (folder / 'important').write_text('')
        self.ends(self.site(folder), 'is not a state folder')
        self.assertEqual(folder.stat().st_uid, 0)

    def test_a_clone_of_root_s_run_by_somebody_else(self):
        """They are told about each folder that they need."""
        folder = temporary_folder(self.addCleanup)
        folder.chmod(0o755)
        shutil.copytree(ROOT / 'config', folder / 'clone/config')
        (folder / 'clone/build').mkdir()
        (folder / 'state').mkdir()
        shutil.chown(folder / 'state', 'www-data', 'www-data')
        given = {'PATH': os.environ['PATH'], 'HOME': '/'}
        for name in 'PRIZEDRAW_STATE', 'PRIZEDRAW_BUILD':
            done = subprocess.run([folder / 'clone/config/serve'], env={**given, 'PORT': str(free_port())}, user='www-data',
                                  group='www-data', extra_groups=[], cwd='/', capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, rf'^(build: )?cannot write to {folder}/clone/\S+; .*{name}=… \S+\n$')
            given[name] = str(folder / 'state')


class Secrets(Serve):
    def site_with_secrets(self, **settings):
        server = redis.Server(temporary_folder(self.addCleanup), '--requirepass', SECRET, password=SECRET)
        self.addCleanup(server.stop)
        server.start()
        return self.site(REDIS_SOCKET=str(server.path), **settings)

    def holders(self, site, secret):
        """The names of the processes with this in their environment; no command line contains it."""
        found = set()
        for process in site.processes():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it may exit meanwhile
                folder = pathlib.Path(f'/proc/{process}')
                command, environment = (folder / 'cmdline').read_bytes(), (folder / 'environ').read_bytes()
                self.assertNotIn(secret.encode(), command)
                if secret.encode() in environment:
                    found.add(pathlib.Path(command.decode().split('\0')[-2]).name)
        return found - {'supervise', '0.2'}

    def test_in_the_environment(self):
        site = self.site_with_secrets(GITHUB_TOKEN=TOKEN, REDIS_PASSWORD=SECRET).start()
        eventually(lambda: self.holders(site, TOKEN) == {'enter', '--look-ups', 'pick', 'winners'})
        eventually(lambda: self.holders(site, SECRET) == {'index', 'enter', '--look-ups', 'admin', 'pick', 'winners'})

    def test_in_the_settings(self):
        """They are in no environment, in no file that others may read, and not in the memory of processes that do not use them."""
        config = temporary_folder(self.addCleanup) / 'prizedraw.conf'
        config.write_text(f'GITHUB_TOKEN={TOKEN}\nREDIS_PASSWORD={SECRET}\n')
        config.chmod(0o600)
        site = self.site_with_secrets(PRIZEDRAW_CONFIG=str(config)).start()
        self.assertEqual(site.ask('GET', '/state').status, 200)
        for secret in TOKEN, SECRET:
            self.assertEqual(self.holders(site, secret), set())
        for path in site.state.rglob('*'):
            if path.is_file() and re.search(f'{TOKEN}|{SECRET}'.encode(), path.read_bytes()):
                self.assertFalse(path.stat().st_mode & 0o077, path)
        eventually(lambda: all(self.remembers(process, TOKEN) for process in site.programs('enter')))
        for name in 'index', 'admin':
            self.assertFalse(any(self.remembers(process, TOKEN) for process in site.programs(name)), name)

    def remembers(self, process, text):
        with open(f'/proc/{process}/maps', encoding='utf-8') as maps, open(f'/proc/{process}/mem', 'rb', 0) as memory:
            for line in maps:
                begin, end, mode = re.match('([0-9a-f]+)-([0-9a-f]+) (....)', line).groups()
                size = int(end, 16) - int(begin, 16)
                if mode.startswith('rw') and '[v' not in line and size < 1 << 30:  # not a sanitizer's own memory
                    memory.seek(int(begin, 16))
                    if text.encode() in memory.read(size):
                        return True
        return False


del Serve
