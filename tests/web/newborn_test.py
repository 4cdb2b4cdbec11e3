"""From a fresh machine to a draw that survives a reboot, using only the commands in config/README.md under "Debian package and
systemd". The machine is a minimal system of this distribution, downloaded from its archive: only in the long run."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from tests.support import ROOT, eventually
from tests.support.machine import Machine, need, shell_of_readme

PARTS = 'CMakeLists.txt', 'cgi-bin', 'config', 'htdocs', 'templates', 'README.md', 'LICENSE'


def minimal_system(root):
    """What an installed machine has, and the packages that will be needed, since it has no network."""
    def run(*command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise unittest.SkipTest(f'no minimal system from the archive: {command}: {done.stdout[-500:]}{done.stderr[-500:]}')

    suite = re.search('^VERSION_CODENAME=(.*)', pathlib.Path('/etc/os-release').read_text(), re.MULTILINE)[1]
    run('debootstrap', '--variant=minbase', '--include=systemd-sysv,dbus,sudo,ca-certificates', suite, str(root))
    shutil.copy('/etc/resolv.conf', root / 'etc/resolv.conf')
    wanted = re.search(r'^packages=\((.*?)\)', (ROOT / 'config/build').read_text(), re.MULTILINE | re.DOTALL)[1].split()
    wanted += re.search(r'--package\).*packages\+=\((.*?)\)', (ROOT / 'config/build').read_text())[1].split()
    run('chroot', str(root), 'apt-get', 'update')
    run('chroot', str(root), 'apt-get', 'install', '-y', '--download-only', '--no-install-recommends', 'adduser', *wanted)


@unittest.skipUnless(os.environ.get('PRIZEDRAW_SOAK'), 'it takes minutes; tests/run --soak runs it')
class Newborn(unittest.TestCase):
    def test_as_the_readme_says(self):
        need('debootstrap')
        root = pathlib.Path(tempfile.mkdtemp(prefix='prizedraw-newborn-', dir='/var/tmp'))
        self.addCleanup(shutil.rmtree, root)
        root.chmod(0o755)
        minimal_system(root)
        clone = root / 'srv/clone'
        clone.mkdir()
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, clone / part)
        machine = Machine(root)
        machine.boot_or_skip()
        self.addCleanup(machine.power_off)
        package, site = shell_of_readme('Debian package and systemd')
        machine.type(f'cd /srv/clone\n{package}', 'y\n', within=3000)
        machine.type(f'cd /srv/clone\n{site}', 'secret\nsecret\n')
        self.assertIn('libhiredis', machine.run("dpkg-query -W -f '${Depends}' prizedraw").stdout)
        prizes = {'prizes': ['Apple'], 'duration': 0}
        eventually(lambda: machine.ask('POST', '/startdraw', json=prizes, login=machine.login).status == 200, 5)
        machine.reboot()
        eventually(lambda: 'Apple' in machine.ask('GET', '/').text, 5)
