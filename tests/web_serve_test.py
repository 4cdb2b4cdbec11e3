"""config/serve itself: what it says, that it can be started twice, keeps its data, and leaves nothing behind."""

import os
import pathlib
import re
import signal
import stat
import threading
import unittest

from support import eventually, free_port, redis, temporary_folder
from support.site import PASSWORD, Site


class Serve(unittest.TestCase):
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

    def test_what_it_says(self):
        site = self.site().start()
        self.assertIn(f':{site.port}', site.output)
        self.assertIn('admin', site.output)
        self.assertIn(PASSWORD, site.output)
        self.assertEqual(site.ask('GET', '/admin', login=site.login).status, 200)

    def test_a_password_is_made_up_once_and_kept(self):
        site = self.site(password=None)
        site.start()
        lines = [line for line in site.said if 'password' in line.lower()]
        self.assertTrue(lines, site.output)
        password = lines[-1].split()[-1].strip('.,"')
        self.assertGreaterEqual(len(password), 12)
        self.assertEqual(site.ask('GET', '/admin', login=('admin', password)).status, 200, site.output)
        site.stop()
        site.start()
        self.assertIn(password, site.output)
        self.assertEqual(site.ask('GET', '/admin', login=('admin', password)).status, 200)
        self.check_modes(site, password)

    def test_a_password_from_the_environment(self):
        site = self.site().start()
        self.check_modes(site, PASSWORD)
        site.stop()
        other = self.site(site.state, password='another one').start()
        self.assertEqual(other.ask('GET', '/admin', login=('admin', 'another one')).status, 200)
        self.assertEqual(other.ask('GET', '/admin', login=('admin', PASSWORD)).status, 401)

    def check_modes(self, site, password):
        """Files that hold the password or its hash are their owner's alone, and so is Redis's socket."""
        if stat.S_IMODE(site.state.stat().st_mode) & 0o077:
            for path in site.state.rglob('*'):
                secret = path.is_file() and re.search(re.escape(password).encode() + rb'|admin:\$', path.read_bytes())
                if secret or path.name == 'redis.sock':
                    self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        for path in site.state.rglob('*'):
            self.assertFalse(path.stat().st_mode & 0o002 and not path.is_symlink(), f'{path} can be written by everybody')

    def test_no_process_shows_the_password(self):
        site = self.site(password='Op3n-sesame-in-no-list')
        seen = set()
        done = threading.Event()

        def watch():
            while not done.is_set():
                for path in pathlib.Path('/proc').glob('[0-9]*/cmdline'):
                    try:
                        line = path.read_bytes()
                    except OSError:
                        continue
                    if b'Op3n-sesame' in line:
                        seen.add(line)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            site.start()
            site.ask('GET', '/admin', login=site.login)
        finally:
            done.set()
            watching.join()
        self.assertEqual(seen, set())
        for process in site.processes():
            if process != site.process.pid and pathlib.Path(f'/proc/{process}/exe').resolve().name in ('nginx', 'index', 'admin'):
                self.assertNotIn(b'Op3n-sesame', pathlib.Path(f'/proc/{process}/environ').read_bytes(), process)

    def test_the_same_port_twice(self):
        site = self.site().start()
        second = self.site(port=site.port)
        self.ends(second, str(site.port))
        self.assertEqual(second.processes(), [])
        self.unharmed(site)

    def test_the_same_state_twice(self):
        site = self.site().start()
        self.ends(self.site(site.state, port=free_port()), '(?i)already|another|in use|runs')
        self.unharmed(site)

    def test_the_same_command_twice(self):
        site = self.site().start()
        self.ends(self.site(site.state, port=site.port), f'(?i)already|another|in use|runs|{site.port}')
        self.unharmed(site)

    def unharmed(self, site):
        self.assertIsNone(site.process.poll())
        self.assertEqual(site.ask('GET', '/admin', login=site.login).status, 200)
        self.assertEqual(site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login).status, 200)
        self.assertEqual(site.ask('GET', '/state').json()['state'], 'DRAW_OPEN_NO_ENTRANTS')

    def test_data_outlives_a_restart_and_nothing_else_does(self):
        site = self.site().start()
        site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login)
        site.ready_profiles('octocat')
        self.assertEqual(site.ask('POST', '/enter/octocat').status, 200)
        self.assertGreaterEqual(len(site.programs()), 5)
        for sent in signal.SIGTERM, signal.SIGINT:
            site.redis_client.close()
            site.redis_client = None
            os.kill(site.process.pid, sent)
            code = site.process.wait(15)
            self.assertIn(code, (0, 128 + sent, -sent), site.output)
            eventually(lambda: site.processes() == [])
            site.start()
            self.assertEqual(site.ask('GET', '/state').json()['entrants'], 1)
            self.assertEqual(site.redis('SMEMBERS', 'prizedraw:entrants'), ['octocat'])

    def test_ctrl_c(self):
        """The terminal sends SIGINT to the whole group."""
        site = self.site().start()
        os.killpg(site.process.pid, signal.SIGINT)
        site.process.wait(15)
        eventually(lambda: site.processes() == [])

    def test_stopped_while_it_starts(self):
        for delay in 0.02, 0.1, 0.3:
            site = self.site()
            site.launch()
            threading.Event().wait(delay)
            site.process.terminate()
            site.process.wait(15)
            eventually(lambda: site.processes() == [])

    def test_a_part_that_dies_ends_the_site_or_comes_back(self):
        site = self.site().start()
        process = int(re.search(r'process_id:(\d+)', site.redis('INFO', 'server'))[1])
        site.redis_client.close()
        site.redis_client = None
        os.kill(process, signal.SIGKILL)
        eventually(lambda: site.process.poll() is not None or site.ask('GET', '/state').status == 200, 10)
        if site.process.poll() is not None:
            eventually(lambda: site.processes() == [])

    def test_another_redis(self):
        folder = temporary_folder(self.addCleanup)
        server = redis.Server(folder)
        self.addCleanup(server.stop)
        server.start()
        site = self.site(REDIS_SOCKET=str(server.path), PRIZEDRAW_KEY_PREFIX='raffle').start()
        self.assertEqual(site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login).status, 200)
        self.assertEqual(server('SMEMBERS', 'raffle:prizes'), ['Apple'])
        self.assertFalse((site.state / 'redis.sock').exists())
        site.stop()
        self.assertTrue(server('PING'))

    def test_settings_that_make_no_sense(self):
        for name, value in ('PORT', 'banana'), ('PORT', '70000'), ('REDIS_DB', 'x'), ('GITHUB_API_URL', 'nonsense'), ('GITHUB_TOKEN', 'hidden token'):
            with self.subTest(name=name, value=value):
                site = self.site(**({'port': value} if name == 'PORT' else {name: value}))
                self.assertNotIn('hidden', self.ends(site, name))
                self.assertEqual(site.processes(), [])


if __name__ == '__main__':
    unittest.main()
