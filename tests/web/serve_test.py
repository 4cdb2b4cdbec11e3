"""config/serve itself: its messages, starting it twice, keeping its data, and leaving nothing behind."""

import contextlib
import os
import pathlib
import re
import signal
import stat
import threading
import unittest

from tests.support import BUILD, eventually, free_port, redis, temporary_folder
from tests.support.site import PASSWORD, Site


class ServeTest(unittest.TestCase):
    def site(self, state=None, **settings):
        site = Site(state or temporary_folder(self.addCleanup), **{'GITHUB_API_URL': 'http://127.0.0.1:9', **settings})
        self.addCleanup(site.stop)
        return site

    def ends(self, site, said, within=30):
        """The site does not start, and says why."""
        site.launch()
        code = site.process.wait(within)
        site.reader.join(5)
        site.process = None
        self.assertGreater(code, 0, site.output)
        self.assertRegex(site.output, said)
        self.assertNotIn('ready', site.output)
        return site.output

    def login(self, site, password):
        return site.ask('GET', '/admin', login=('admin', password)).status


class Build(ServeTest):
    def test_it_makes_no_package(self):
        before = {each: each.stat().st_mtime for each in BUILD.glob('*.deb')}
        self.site().start()
        self.assertEqual({each: each.stat().st_mtime for each in BUILD.glob('*.deb')}, before)


class Password(ServeTest):
    def test_given_and_made_up(self):
        """One in the environment applies to this run; without one it is generated once, printed and kept."""
        site = self.site()
        with self.in_no_process_list(PASSWORD):
            site.start()
            self.assertEqual(self.login(site, PASSWORD), 200)
        self.assertIn(f':{site.port}', site.output)
        self.assertRegex(site.output, r'\badmin\b')
        self.assertIn(PASSWORD, site.output)
        self.check_modes(site, PASSWORD)
        self.check_children(site, PASSWORD)
        site.stop()

        site = self.site(site.state, password=None).start()
        password = re.search(r'password:? "?([^\s")]{12,})', site.output)[1]
        self.assertEqual(self.login(site, password), 200, site.output)
        self.assertEqual(self.login(site, PASSWORD), 401)
        self.check_modes(site, password)
        self.check_children(site, password)
        site.stop()

        with self.in_no_process_list(password):
            site.start()
            self.assertIn(password, site.output)
            self.assertEqual(self.login(site, password), 200)

    def check_modes(self, site, password):
        """Files with the password or its hash are only for their owner, and so is Redis's socket."""
        private = not stat.S_IMODE(site.state.stat().st_mode) & 0o077
        for path in site.state.rglob('*'):
            mode = stat.S_IMODE(path.lstat().st_mode)
            self.assertFalse(mode & 0o002 and not path.is_symlink() and not private, f'everybody may write {path}')
            secret = path.is_file() and re.search(re.escape(password).encode() + rb'|admin:\$', path.read_bytes())
            if secret or path.name == 'redis.sock':
                self.assertFalse(mode & 0o077, f'{path} has mode {mode:o}')

    def check_children(self, site, password):
        """Only config/serve has it in the environment."""
        children = [process for process in site.processes() if process != site.process.pid]
        self.assertGreater(len(children), 10)
        for process in children:
            self.assertNotIn(password.encode(), pathlib.Path(f'/proc/{process}/environ').read_bytes())

    @contextlib.contextmanager
    def in_no_process_list(self, password):
        seen = set()
        done = threading.Event()

        def watch():
            while not done.wait(0.01):
                for path in pathlib.Path('/proc').glob('[0-9]*/cmdline'):
                    with contextlib.suppress(OSError):
                        line = path.read_bytes()
                        if password.encode() in line:
                            seen.add(line)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            yield
        finally:
            done.set()
            watching.join()
        self.assertEqual(seen, set())


class Twice(ServeTest):
    def test_twice(self):
        """Two sites start side by side; a third on a folder or port in use says so, and does no harm."""
        site, other = sites = [self.site() for _ in range(2)]
        for each in sites:
            each.launch()
        for each in sites:
            eventually(lambda: 'ready' in each.output, 60)

        late = self.site(port=site.port)
        self.ends(late, rf'\b{site.port}\b')
        self.assertEqual(late.processes(), [])
        self.ends(self.site(site.state, port=free_port()), '(?i)already|another|in use|runs')
        self.ends(self.site(site.state, port=site.port), rf'(?i)already|another|in use|runs|{site.port}')

        self.assertIsNone(site.process.poll())
        started = site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login)
        self.assertEqual(started.status, 200, started)
        eventually(lambda: site.ask('GET', '/state').json()['state'] == 'DRAW_OPEN_NO_ENTRANTS')
        self.assertEqual(other.ask('GET', '/state').json()['state'], 'NO_DRAW')
        site.stop()
        self.assertEqual(other.ask('GET', '/winners').status, 200)


class Scheduling(ServeTest):
    """A program does not interrupt the one that calls it, if this machine allows it."""

    def policies(self, site):
        return {os.sched_getscheduler(each) for each in site.programs()}

    def test_in_batches(self):
        site = self.site().start()
        self.assertEqual(self.policies(site), {os.SCHED_BATCH})
        self.assertEqual(os.sched_getscheduler(site.redis('INFO', 'server')['process_id']), os.SCHED_OTHER)

    def test_not_allowed(self):
        folder = temporary_folder(self.addCleanup)
        folder.chmod(0o755)  # the site may run as another user
        (folder / 'chrt').write_text('#!/bin/sh\nexit 1\n')
        (folder / 'chrt').chmod(0o755)
        site = self.site(PATH=f"{folder}:{os.environ['PATH']}").start()
        self.assertEqual(self.policies(site), {os.SCHED_OTHER})


class Ending(ServeTest):
    def test_data_outlives_a_restart_and_no_process_does(self):
        site = self.site().start()
        site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login)
        site.ready_profiles('octocat')
        self.assertEqual(site.ask('POST', '/enter/octocat').status, 200)
        self.assertGreaterEqual(len(site.programs()), 5)
        for kill, sent in (os.kill, signal.SIGTERM), (os.kill, signal.SIGINT), (os.killpg,
                                                                                signal.SIGINT):  # last Ctrl-C
            kill(site.process.pid, sent)
            code = site.process.wait(15)
            self.assertIn(code, (0, 128 + sent, -sent), site.output)
            eventually(lambda: site.processes() == [])
            if kill is os.kill:
                site.start()
                self.assertEqual(site.ask('GET', '/state').json()['entrants'], 1)
                self.assertEqual(site.redis('SMEMBERS', 'prizedraw:entrants'), {'octocat'})

    def test_stopped_while_it_starts(self):
        sites = [self.site() for _ in range(4)]
        for delay, site in zip((0.02, 0.2, 0.5, 1), sites):
            site.launch()
            threading.Timer(delay, site.process.terminate).start()
        for site in sites:
            site.process.wait(30)
            eventually(lambda: site.processes() == [], 30)

    def test_a_part_that_dies_comes_back_or_ends_the_site(self):
        site = self.site().start()
        site.redis('SADD', 'prizedraw:prizes', 'Apple')
        process = site.redis('INFO', 'server')['process_id']
        os.kill(process, signal.SIGKILL)
        eventually(lambda: process not in site.processes())
        ended = lambda: site.process.poll() is not None
        eventually(lambda: ended() or site.redis('SMEMBERS', 'prizedraw:prizes') == {'Apple'}, 10)
        if site.process.poll() is not None:
            eventually(lambda: site.processes() == [])
        else:
            eventually(lambda: site.ask('GET', '/state').json()['prizes'] == ['Apple'])


class OtherSettings(ServeTest):
    def test_another_redis(self):
        server = redis.Server(temporary_folder(self.addCleanup))
        self.addCleanup(server.stop)
        server.start()
        site = self.site(REDIS_SOCKET=str(server.path), PRIZEDRAW_KEY_PREFIX='raffle').start()
        started = site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login)
        self.assertEqual(started.status, 200, started)
        self.assertEqual(server('SMEMBERS', 'raffle:prizes'), {'Apple'})
        self.assertFalse((site.state / 'redis.sock').exists())
        site.stop()
        self.assertTrue(server('PING'))

    def test_the_addresses_that_are_said_are_those_of_the_stage(self):
        """The machine's own only if none are set: phones cannot reach those of a container."""
        for named in [], ['http://draw.example.org/', 'http://192.0.2.7:8080/']:
            site = self.site(PRIZEDRAW_ADDRESSES=' '.join(named)).start()
            self.assertEqual(re.findall('other devices on this network: (.*)', site.output), named)
            site.stop()

    def test_what_makes_no_sense(self):
        for name, value in ('PORT', 'banana'), ('PORT', '70000'), ('REDIS_DB', 'x'), ('GITHUB_TOKEN', 'hidden token'):
            with self.subTest(name=name, value=value):
                site = self.site(**({'port': value} if name == 'PORT' else {name: value}))
                self.assertNotIn('hidden', self.ends(site, name))
                self.assertEqual(site.processes(), [])
