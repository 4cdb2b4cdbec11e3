"""The image of config/container: what is in it, and that a container of it serves as config/serve does."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import tomllib
import unittest

from tests.support import ROOT, eventually, free_port, redis, temporary_folder
from tests.support.container import Container, Image, cannot
from tests.support.site import SiteTest
from tests.web import life_test

TOOLS = ('gcc', 'g++', 'cc1plus', 'cmake', 'make', 'dpkg-dev', 'python3')


class Platforms(unittest.TestCase):
    """What can be checked of their files without them."""

    def test_fly(self):
        folder = ROOT / 'config/container'
        fly = tomllib.loads((folder / 'fly.toml').read_text())
        image = (folder / fly['build']['dockerfile']).read_text()
        self.assertIn(f'ENV PORT={fly["http_service"]["internal_port"]} ', image)
        self.assertIn(f'\nVOLUME {fly["mounts"]["destination"]}\n', image)
        self.assertEqual((fly['http_service']['auto_stop_machines'], fly['kill_signal']), ('off', 'SIGTERM'))

    def test_the_settings_that_they_give_exist(self):
        known = set(re.findall(r'^#?([A-Z][A-Z_]+)=', (ROOT / 'config/prizedraw.conf').read_text(), re.MULTILINE))
        known |= {'PORT', 'PRIZE_DRAW_PASSWORD', 'PRIZEDRAW_STATE'}
        for file in 'Dockerfile', 'compose.yaml', 'render.yaml', 'fly.toml':
            text = (ROOT / 'config/container' / file).read_text()
            named = set(re.findall(r'\b(?:REDIS|PRIZEDRAW|PRIZE_DRAW|GITHUB)_[A-Z_]+\b', text))
            self.assertTrue(named and named <= known, f'{file}: {named - known}')


@unittest.skipIf(cannot(), cannot())
class WithImage(unittest.TestCase):
    """The image is built once."""

    @classmethod
    def setUpClass(cls):
        if not Container.image:
            Container.image = Image(pathlib.Path(tempfile.mkdtemp(prefix='pd-image-', dir='/var/tmp')))
            unittest.addModuleCleanup(Container.image.remove)
        cls.image = Container.image
        super().setUpClass()


class WhatIsInIt(WithImage):
    def test_is_small(self):
        sizes = [int(subprocess.run(['du', '-sxB1', each], capture_output=True, check=True).stdout.split()[0]) / 1e6
                 for each in (self.image.root, self.image.base)]
        print(f'{sizes[0]:.0f} MB, {sizes[0] - sizes[1]:.0f} MB beyond its base')
        self.assertLess(sizes[0] - sizes[1], 120)

    def test_has_neither_compiler_nor_sources(self):
        found = [path for path in self.image.root.rglob('*') if path.name in TOOLS or path.suffix in ('.cpp', '.hpp', '.deb', '.a')]
        self.assertEqual([path for path in found if path.is_file()], [])

    def test_its_user_has_a_number_that_stays(self):
        """The same in every image, since it owns the files of a volume."""
        self.assertEqual(self.image.config['User'], '900:900')


class ByRoot(Container):
    user = 'root'


class LifeInContainer(WithImage, life_test.Life):
    kind = Container


class LifeInContainerByRoot(WithImage, life_test.Life):
    kind = ByRoot


class Contained(WithImage, SiteTest):
    kind = Container

    def test_who_runs_in_it(self):
        """Only an ordinary user, whoever starts it."""
        for process in self.site.processes():
            uids = re.search(r'^Uid:\s*(.*)', pathlib.Path(f'/proc/{process}/status').read_text(), re.MULTILINE)[1].split()
            self.assertEqual(set(uids), {'900'})

    def test_health(self):
        self.assertTrue(self.site.is_healthy())
        os.kill(self.site.first, signal.SIGSTOP)  # nothing is restarted
        self.addCleanup(os.kill, self.site.first, signal.SIGCONT)
        for nginx in self.named('nginx'):
            os.kill(nginx, signal.SIGKILL)
        self.assertFalse(self.site.is_healthy())
        os.kill(self.site.first, signal.SIGCONT)
        eventually(self.site.is_healthy)

    def named(self, name):
        return [process for process in self.site.processes() if pathlib.Path(f'/proc/{process}/comm').read_text().strip() == name]

    def test_process_1_reaps_and_starts_again(self):
        for each in self.named('multiwatch'):
            os.kill(each, signal.SIGKILL)  # the programs die with their parent
        eventually(lambda: len(self.named('multiwatch')) == 6 and self.site.is_healthy())
        self.fresh()

        def is_clean():
            states = [pathlib.Path(f'/proc/{process}/stat').read_text().rsplit(')', 1)[1].split()[0] for process in self.site.processes()]
            return 'Z' not in states and len(states) > 20
        eventually(is_clean)


class ContainedByRoot(Contained):
    kind = ByRoot


class Restarted(WithImage, SiteTest):
    def setUp(self):
        super().setUp()
        self.volume = temporary_folder(self.addCleanup)

    def site_on(self, kind=Container, **settings):
        site = kind(self.volume, GITHUB_API_URL=self.github.url, **settings)
        self.addCleanup(site.stop)
        return site

    def check_that_it_ends(self, site):
        processes = site.processes()
        site.stop()  # within ten seconds
        self.assertEqual([each for each in processes if pathlib.Path(f'/proc/{each}').exists()], [])

    def test_what_is_in_the_volume_outlives_the_container(self):
        """Also if the next one is started by root, and vice versa."""
        first = self.site_on().start()
        draw = {'prizes': ['Apple'], 'duration': 0}
        self.assertEqual(first.ask('POST', '/startdraw', json=draw, login=first.login).status, 200)
        self.assertEqual(first.ask('POST', '/enter/octocat').status, 200)
        self.check_that_it_ends(first)
        for kind in ByRoot, Container:
            site = self.site_on(kind).start()
            self.assertEqual(site.ask('GET', '/state').json()['entrants'], 1)
            self.assertEqual(site.redis('SMEMBERS', 'prizedraw:entrants'), {'octocat'})
            self.check_that_it_ends(site)

    def test_ends_while_it_starts(self):
        """Process 1 receives only signals that it handles."""
        for word in 'starting', 'ready':
            site = self.site_on()
            site.launch()
            eventually(lambda: word in site.output)
            self.check_that_it_ends(site)

    def test_with_the_redis_of_somebody_else(self):
        folder, port = temporary_folder(self.addCleanup), free_port()
        server = redis.Server(folder, '--port', str(port))
        self.addCleanup(server.stop)
        server.start()
        site = self.site_on(REDIS_URL=f'redis://127.0.0.1:{port}/0').start()
        self.assertEqual(site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login).status, 200)
        self.assertEqual(server('SMEMBERS', 'prizedraw:prizes'), {'Apple'})
        self.assertNotIn('other devices', site.output)  # which cannot reach a container's own address
        self.check_that_it_ends(site)
