"""Settings: a file, the environment, which takes precedence, and one line about an invalid one; and how the programs start and
stop."""

import os
import shutil
import signal
import socket
import subprocess
import time

from tests.support import BUILD, end, eventually, fastcgi, temporary_folder
from tests.support.programs import NAMES, Cgi, ProgramsTest, Response


class Settings(ProgramsTest):
    way = Cgi

    def file(self, text):
        path = temporary_folder(self.addCleanup) / 'prizedraw.conf'
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def state_with(self, **settings):
        return self.expect(200, 'GET', '/state', programs=self.start_programs(**settings)).json()['state']

    def test_a_file(self):
        self.open_draw()
        config = self.file(f'# where Redis is\n\n  REDIS_SOCKET = {self.redis.path}  \r\n'
                           'PRIZEDRAW_KEY_PREFIX=raffle\nREDIS_PASSWORD=\n')
        self.assertEqual(self.state_with(PRIZEDRAW_CONFIG=config, REDIS_SOCKET=None), 'NO_DRAW')
        config = self.file(f'REDIS_SOCKET={self.redis.path}')
        self.assertEqual(self.state_with(PRIZEDRAW_CONFIG=config, REDIS_SOCKET=None), 'DRAW_OPEN_NO_ENTRANTS')

    def test_the_environment_wins(self):
        self.open_draw()
        config = self.file('REDIS_SOCKET=/nowhere\nPRIZEDRAW_KEY_PREFIX=raffle\n')
        self.assertEqual(self.state_with(PRIZEDRAW_CONFIG=config), 'NO_DRAW')
        self.assertEqual(self.state_with(PRIZEDRAW_CONFIG=config, PRIZEDRAW_KEY_PREFIX='prizedraw'),
                         'DRAW_OPEN_NO_ENTRANTS')

    def test_the_file_beside_the_programs(self):
        site = temporary_folder(self.addCleanup)
        for part in 'cgi-bin', 'config':
            (site / part).mkdir()
        shutil.copy(BUILD / 'cgi-bin/index', site / 'cgi-bin')
        shutil.copytree(BUILD / 'templates', site / 'templates')
        (site / 'config/prizedraw.conf').write_text(f'REDIS_SOCKET={self.redis.path}\n')
        self.open_draw()
        environment = {'PATH': os.environ['PATH'], 'REQUEST_METHOD': 'GET', 'PATH_INFO': '/state'}
        for folder in site, '/':
            done = subprocess.run([site / 'cgi-bin/index'], env=environment, cwd=folder, capture_output=True,
                                  timeout=10)
            self.assertEqual(Response(done.stdout, done.stderr.decode()).json()['state'], 'DRAW_OPEN_NO_ENTRANTS')

    def test_templates(self):
        folder = temporary_folder(self.addCleanup)
        shutil.copytree(BUILD / 'templates', folder, dirs_exist_ok=True)
        (folder / 'home_none.mustache').write_text('<h1>Another page</h1>')
        self.assertIn('Another page', self.expect(200, 'GET', '/', programs=self.start_programs(
            PRIZEDRAW_TEMPLATES=str(folder))).text)

    def test_what_makes_no_sense_stops_every_program(self):
        for name, value in (('REDIS_PORT', 'banana'), ('REDIS_PORT', '0'), ('REDIS_PORT', '65536'),
                            ('REDIS_PORT', '6379x'),
                            ('REDIS_PORT', '-1'), ('REDIS_DB', '-1'), ('REDIS_DB', 'x'), ('REDIS_DB', '99999999999'),
                            ('GITHUB_API_URL', 'nonsense'), ('GITHUB_API_URL', 'file:///etc/passwd'),
                            ('GITHUB_TOKEN', 'ghp hidden'), ('GITHUB_TOKEN', 'hidden\r\nX: y'),
                            ('GITHUB_URL', 'github.com'), ('GITHUB_PICTURES', 'https://x; script-src *'),
                            ('GITHUB_PICTURES', "'self'"), ('GITHUB_PICTURES', 'https://x avatars.x'),
                            ('REDIS_PASSWORD', 'hidden\n'),
                            ('PRIZEDRAW_TEMPLATES', '/nowhere'), ('PRIZEDRAW_CONFIG', '/nowhere/prizedraw.conf')):
            for program in NAMES if name == 'REDIS_PORT' else ('index', 'enter'):
                with self.subTest(name=name, value=value, program=program):
                    self.stops(program, name, **{name: value})

    def test_what_makes_no_sense_in_the_file(self):
        for text, named in (('REDIS_PORT=banana\n', 'REDIS_PORT'), ('REDIS_PROT=6379\n', 'REDIS_PROT'),
                            ('redis_port=1\n', 'redis_port'),
                            ('GITHUB_TOKEN=\x1bhidden\n', 'GITHUB_TOKEN'),
                            ('REDIS_PASSWORD=\xffhidden\n'.encode('latin-1'), 'REDIS_PASSWORD')):
            with self.subTest(text=text):
                self.stops('index', named, PRIZEDRAW_CONFIG=self.file(text))

    def test_a_line_that_is_no_setting_shows_no_secret(self):
        for text in 'REDIS_PASSWORD hidden-secret\n', 'hidden-secret\n', 'REDIS_PASSWORD: hidden-secret':
            with self.subTest(text=text):
                self.stops('index', '', PRIZEDRAW_CONFIG=self.file(text))

    def stops(self, program, named, **settings):
        """The program ends with an error and one line that names the setting, and shows no secret; as CGI, and as
        FastCGI before it takes any request."""
        request = {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/'}
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self.folder / 'stops'))
        listening.listen()
        try:
            for more, stdin in (request, subprocess.DEVNULL), ({}, listening):
                done = subprocess.run([BUILD / 'cgi-bin' / program], env={**self.environment(**settings), **more},
                                      stdin=stdin, capture_output=True, timeout=10)
                said = done.stderr.decode()
                self.assertNotEqual(done.returncode, 0, done)
                self.assertGreater(done.returncode, 0, f'died: {done}')
                self.assertEqual(said.count('\n'), 1, said)
                self.assertIn(named, said)
                self.assertNotIn('hidden', said + done.stdout.decode())
        finally:
            listening.close()
            (self.folder / 'stops').unlink()


class Starting(ProgramsTest):
    """With spawn-fcgi and multiwatch, as on a site."""

    way = Cgi

    def spawn(self, *command):
        path = self.folder / 'spawned'
        process = subprocess.Popen(['spawn-fcgi', '-n', '-s', path, '--', *command], env=self.environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(end, process)
        self.addCleanup(path.unlink, missing_ok=True)
        request = {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/state', 'SCRIPT_NAME': ''}
        eventually(lambda: fastcgi.ask(path, request)[0])
        for _ in range(20):
            self.assertEqual(Response(fastcgi.ask(path, request)[0]).json()['state'], 'NO_DRAW')
        return process

    def test_spawn_fcgi(self):
        for sent in signal.SIGTERM, signal.SIGINT:
            process = self.spawn(BUILD / 'cgi-bin/index')
            process.send_signal(sent)
            self.assertIn(process.wait(5), (0, -sent), process.stderr.read())

    def test_stopped_just_before_it_waits(self):
        """libfcgi has checked whether to stop, and is not waiting for a request yet."""
        path = self.folder / 'late'
        environment = self.environment(LD_PRELOAD=str(BUILD / 'tests/slow_accept.so'))
        environment['ASAN_OPTIONS'] = f"{environment.get('ASAN_OPTIONS', '')}:verify_asan_link_order=0"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            listening.listen()
            process = subprocess.Popen([BUILD / 'cgi-bin/index'], env=environment, stdin=listening)
        self.addCleanup(end, process)
        time.sleep(0.3)
        process.terminate()
        self.assertEqual(process.wait(5), 0)

    def test_multiwatch(self):
        """A child that it has just forked misses the signal, so it is repeated here as in config/supervise."""
        process = self.spawn('/usr/bin/multiwatch', '-f', '2', '--', BUILD / 'cgi-bin/index')
        children = eventually(lambda: self.children(process.pid))
        self.assertEqual(eventually(lambda: (process.terminate(), process.wait(1)))[1], 0)
        eventually(lambda: not any(os.path.exists(f'/proc/{child}') for child in children))

    @staticmethod
    def children(pid):
        with open(f'/proc/{pid}/task/{pid}/children') as listed:
            return listed.read().split()
