"""The systemd units and the Debian package: its content, and its command `prizedraw`, which serves like config/serve. tests/package
installs it for real."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from tests.web import life_test
from tests.support import BUILD, ROOT
from tests.support.programs import NAMES
from tests.support.site import Site

IS_SANITIZED = b'__asan_init' in (BUILD / 'cgi-bin/index').read_bytes()


def setUpModule():
    """Makes the package and unpacks it."""
    global folder, package, unpacked
    folder = pathlib.Path(tempfile.mkdtemp(prefix='pd-package-'))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    run('cpack', '-G', 'DEB', '-B', folder / 'made', '--config', BUILD / 'CPackConfig.cmake')
    package, = (folder / 'made').glob('*.deb')
    unpacked = folder / 'root'
    run('dpkg-deb', '-x', package, unpacked)
    Installed.command = [unpacked / 'usr/bin/prizedraw']


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, cwd='/')
    assert done.returncode == 0, f'{command}: {done.stdout}{done.stderr}'
    return done.stdout + done.stderr


class Installed(Site):
    """The package's command, run outside a clone."""

    def __init__(self, state, **settings):
        super().__init__(state, PRIZEDRAW_BUILD=None, **settings)


class LifeInstalled(life_test.Life):
    kind = Installed

    def test_the_programs_are_the_package_s(self):
        """Or copies, if their user may not read this test's folder."""
        for name in NAMES:
            for process in self.site.programs(name):
                running = pathlib.Path(f'/proc/{process}/exe').read_bytes()
                self.assertEqual(running, (unpacked / 'usr/libexec/prizedraw/cgi-bin' / name).read_bytes())


class Package(unittest.TestCase):
    maxDiff = None

    @unittest.skipUnless(os.geteuid() == 0, 'only root can hide a user\'s home')
    def test_a_home_that_is_not_ours(self):
        """The command says what to do, in one sentence."""
        folder.chmod(0o755)
        for home in {'HOME': '/'}, {}:
            done = subprocess.run(Installed.command, env={'PATH': os.environ['PATH'], **home}, user='www-data', group='www-data',
                                  extra_groups=[], cwd='/', capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r'^cannot write to /.local/state/prizedraw; .* PRIZEDRAW_STATE=… \S+\n$')

    def field(self, name):
        return run('dpkg-deb', '-f', package, name).strip()

    @unittest.skipIf(IS_SANITIZED, 'with the sanitizers it needs other libraries')
    def test_dependencies_are_exact(self):
        """The packages of each library that a program needs, and of the commands in the units."""
        named = set(re.findall(r'NEEDED +(\S+)', run('objdump', '-p', *(BUILD / 'cgi-bin' / name for name in NAMES))))
        owners = {line.split(':')[0] for line in run('dpkg-query', '-S', *(f'*/lib/*/{library}' for library in named)).splitlines()}
        depends = {part.split()[0] for part in self.field('Depends').split(', ')}
        self.assertEqual(depends, {'adduser', 'ca-certificates', 'multiwatch', *owners})

    def test_who_may_read_what(self):
        listed = run('dpkg-deb', '-c', package)
        for line in listed.splitlines():
            mode, owner, *_, = line.split()
            path = line.split(' ./', 1)[1].split(' -> ')[0]
            self.assertEqual(owner, 'root/root', line)
            if path.startswith('etc/prizedraw/') and not path.endswith('/'):
                self.assertEqual(mode, '-rw-r-----', line)
            elif mode[0] != 'l':
                self.assertRegex(mode, r'^(-rw-r--r--|[d-]rwxr-xr-x)$', line)

    def test_settings_of_the_administrator_are_kept(self):
        """Every file in /etc is a conffile, and nothing is enabled."""
        files = {f'/{path.relative_to(unpacked)}' for path in (unpacked / 'etc').rglob('*') if path.is_file() and not path.is_symlink()}
        run('dpkg-deb', '-e', package, folder / 'control')
        self.assertEqual(set((folder / 'control/conffiles').read_text().split()), files)
        for enabled in 'etc/nginx/sites-enabled', 'etc/apache2/sites-enabled', 'etc/systemd':
            self.assertFalse((unpacked / enabled).exists())

    def test_removing_it_disables_the_sites_that_need_it(self):
        """Their links, whatever their names, and nothing else. A file instead of a link is reported."""
        root = folder / 'removed'
        for server, ours in ('nginx', 'prizedraw'), ('apache2', 'prizedraw.conf'):
            available, enabled = (root / 'etc' / server / f'sites-{what}' for what in ('available', 'enabled'))
            shutil.copytree(unpacked / 'etc' / server / 'sites-available', available)
            enabled.mkdir()
            (available / 'https').write_text(f'server {{\n  InClude\t/etc/{server}/prizedraw/draw.conf;\n}}\n')
            (available / 'other').write_text('# include prizedraw/draw.conf\ninclude snippets/prizedraw/mine.conf;\n')
            (enabled / 'by-hand').write_text('include prizedraw/http.conf;\n')
            for name in ours, 'https', 'other':
                (enabled / name).symlink_to(f'../sites-available/{name}')
        memory = root / 'var/lib/apache2/site/enabled_by_admin'
        memory.mkdir(parents=True)
        for name in 'prizedraw', 'other':
            (memory / name).write_text('')
        prerm = ROOT / 'config/debian/prerm'
        before = set(root.rglob('*'))
        self.assertEqual(run('sh', prerm, 'upgrade', '1.0.1', DPKG_ROOT=str(root)), '')
        self.assertEqual(set(root.rglob('*')), before)
        said = run('sh', prerm, 'remove', DPKG_ROOT=str(root))
        gone = {str(path.relative_to(root)) for path in before if not os.path.lexists(path)}
        self.assertEqual(gone, {'etc/nginx/sites-enabled/prizedraw', 'etc/nginx/sites-enabled/https',
                                'etc/apache2/sites-enabled/prizedraw.conf', 'etc/apache2/sites-enabled/https',
                                'var/lib/apache2/site/enabled_by_admin/prizedraw'})
        self.assertEqual(len(re.findall('sites-enabled/by-hand; remove it', said)), 2, said)

    @unittest.skipIf(IS_SANITIZED, 'it need not accept a program for tests')
    def test_lintian_has_no_errors(self):
        self.assertNotIn('E:', run('lintian', '--allow-root', '--fail-on', 'error', package))

    def test_links_lead_somewhere(self):
        for path in unpacked.rglob('*'):
            if path.is_symlink():
                target = os.readlink(path)
                target = unpacked / target.lstrip('/') if target.startswith('/') else path.parent / target
                self.assertTrue(target.exists(), path)


class Units(unittest.TestCase):
    """In a separate folder, as in the package."""

    @property
    def environment(self):
        return {'SYSTEMD_UNIT_PATH': f'{unpacked}/usr/lib/systemd/system:'}

    def test_verify(self):
        units = [f'prizedraw@{name}.{kind}' for name in NAMES for kind in ('service', 'socket')]
        units.append('prizedraw@look-ups.service')
        self.assertEqual(run('systemd-analyze', 'verify', '--man=no', *units, 'prizedraw.target', **self.environment), '')

    def test_a_second_draw_is_a_copy(self):
        """With its own settings and sockets."""
        copies = folder / 'copies'
        copies.mkdir()
        for unit in (unpacked / 'usr/lib/systemd/system').glob('prizedraw*'):
            copy = shutil.copytree if unit.is_dir() else shutil.copy
            copy(unit, copies / unit.name.replace('prizedraw', 'prizedraw-spring', 1))
        units = [f'prizedraw-spring@{name}.{kind}' for name in NAMES for kind in ('service', 'socket')]
        units.append('prizedraw-spring@look-ups.service')
        path = {'SYSTEMD_UNIT_PATH': f'{copies}:'}
        self.assertEqual(run('systemd-analyze', 'verify', '--man=no', *units, 'prizedraw-spring.target', **path), '')
        for unit in copies.rglob('prizedraw-spring*'):
            if unit.is_file():
                settings = [line for line in unit.read_text().splitlines() if not line.startswith('#')]
                self.assertNotRegex('\n'.join(settings), r'prizedraw@|/run/prizedraw|/etc/prizedraw/prizedraw')

    def test_hardened(self):
        for name in *NAMES, 'look-ups':
            said = run('systemd-analyze', 'security', '--offline=true', '--no-pager', f'prizedraw@{name}.service', **self.environment)
            self.assertLessEqual(float(re.search(r'exposure level for \S+: ([0-9.]+)', said)[1]), 1.2, said)

    def test_only_those_who_ask_github_are_allowed_to_the_internet(self):
        folders = unpacked / 'usr/lib/systemd/system'
        self.assertIn('\nIPAddressDeny=any\n', (folders / 'prizedraw@.service').read_text())
        free = {folder.name.split('@')[1].split('.')[0] for folder in folders.glob('prizedraw@*.service.d')
                if '\nIPAddressDeny=\n' in ''.join(file.read_text() for file in folder.iterdir())}
        self.assertEqual(free, {'enter', 'look-ups', 'pick', 'winners'})

    def test_as_many_processes_as_config_serve_has(self):
        serve = dict(re.findall(r'\[(\w+)\]=(\d+)', (ROOT / 'config/supervise').read_text()))
        folders = unpacked / 'usr/lib/systemd/system'
        for name in NAMES:
            text = ''.join(file.read_text() for file in [folders / 'prizedraw@.service', *folders.glob(f'prizedraw@{name}.service.d/*')])
            self.assertEqual(re.findall(r'PROCESSES=(\d+)', text)[-1], serve[name])
            self.assertIn('\nCPUSchedulingPolicy=batch\n', text)
