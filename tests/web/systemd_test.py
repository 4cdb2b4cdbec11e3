"""The Debian package on a machine with a running systemd. Whatever exits, is killed or is misconfigured, five seconds after that is
over everything serves. The machine is a copy of this one: changes to it are discarded."""

import contextlib
import os
import shutil
import signal
import subprocess
import unittest

from tests.support import BUILD, eventually, temporary_folder, times
from tests.support.machine import Machine, need, shell_of_readme

# A page of each program; a pick without a draw changes nothing.
PAGES = {'index': ('GET', '/state', 200), 'enter': ('GET', '/enter', 200), 'admin': ('GET', '/admin', 200),
         'pick': ('POST', '/drawprizes', 409), 'winners': ('GET', '/winners', 200)}

UNITS = [*PAGES, 'look-ups']
SOON = 5 if os.environ.get('PRIZEDRAW_SOAK') else 10  # seconds; beside other tests the machine is busy


def setUpModule():
    """Boots it with nothing enabled, installs the package, and then follows config/README.md."""
    global machine, package
    need('cpack', 'nginx', 'redis-server', 'multiwatch')
    if b'__asan_init' in (BUILD / 'cgi-bin/index').read_bytes():
        raise unittest.SkipTest('the units forbid what the sanitizers do')
    folder = temporary_folder(unittest.addModuleCleanup)
    subprocess.run(['cpack', '-G', 'DEB', '-B', folder / 'made', '--config', BUILD / 'CPackConfig.cmake'], check=True,
                   stdout=subprocess.DEVNULL)
    package, = (folder / 'made').glob('*.deb')
    for part in 'upper', 'work', 'root':
        (folder / part).mkdir()
    root = folder / 'root'
    mounted = subprocess.run(['mount', '-t', 'overlay', '-o', f'lowerdir=/,upperdir={folder}/upper,workdir={folder}/work', 'overlay', root],
                             capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        raise unittest.SkipTest(f'no overlay over this system: {mounted.stderr}')
    unittest.addModuleCleanup(subprocess.run, ['umount', '-l', root], check=True)
    for each in *root.glob('etc/systemd/system/*.wants'), root / 'var/lib/redis', root / 'etc/nginx/sites-enabled':
        shutil.rmtree(each, ignore_errors=True)
    (root / 'usr/sbin/policy-rc.d').unlink(missing_ok=True)
    (root / 'etc/nginx/sites-enabled').mkdir()
    (root / 'etc/nginx/sites-enabled/default').symlink_to('../sites-available/default')
    shutil.copy(package, root / 'root')
    machine = Machine(root)
    machine.boot_or_skip()
    unittest.addModuleCleanup(machine.power_off)
    machine.run('install -d -o redis -g redis -m 750 /var/lib/redis')
    machine.run(f'dpkg -i /root/{package.name}')
    machine.type(shell_of_readme('Debian package and systemd')[1], 'secret\nsecret\n')


def serves():
    for method, path, status in PAGES.values():
        answer = machine.ask(method, path, login=machine.login)
        assert answer.status == status, f'{path}: {answer}'
    assert processes('look-ups')
    return True


def processes(name):
    """The processes of one unit, multiwatch first, by their IDs outside the machine."""
    found = set()
    for group in machine.cgroups:
        with contextlib.suppress(OSError):  # it is not running
            unit = group / f'payload/system.slice/system-prizedraw.slice/prizedraw@{name}.service'
            found.update(map(int, (unit / 'cgroup.procs').read_text().split()))
    return sorted(found)


class Systemd(unittest.TestCase):
    def setUp(self):
        """After whatever the previous test has left."""
        machine.run('systemctl reset-failed; systemctl start prizedraw.target')
        eventually(serves, SOON)

    def test_localhost_is_the_draw(self):
        self.assertIn('Prize Draw', machine.ask('GET', '/').text)

    @unittest.skipUnless(shutil.which('a2ensite', path='/usr/sbin'), 'Apache is not installed')
    def test_apache_instead(self):
        """As config/README.md describes; also after a reboot."""
        machine.type(shell_of_readme('Apache')[0], '')
        eventually(serves, SOON)
        self.assertNotIn('nginx', machine.ask('GET', '/').header('Server'))
        self.test_localhost_is_the_draw()
        machine.reboot()
        eventually(serves, SOON)
        machine.run('systemctl disable --now apache2; systemctl enable --now nginx')

    def test_a_second_draw(self):
        """By what config/README.md says about it, beside the first."""
        self.addCleanup(machine.run, 'systemctl disable --now prizedraw-spring.target; '
                        'rm -r /etc/systemd/system/prizedraw-spring* /etc/prizedraw/prizedraw-spring.conf; systemctl daemon-reload')
        machine.type(shell_of_readme('More than one draw')[0], '')
        for name in PAGES:
            machine.run(f'systemctl is-active prizedraw-spring@{name}.socket && test -S /run/prizedraw-spring/{name}.sock')
        eventually(lambda: machine.run('systemctl is-active prizedraw-spring@look-ups').stdout == 'active\n', SOON)
        eventually(serves, SOON)

    def test_stop_and_start(self):
        for _ in range(times(120)):
            machine.run('systemctl stop prizedraw.target')
            eventually(lambda: not any(map(processes, UNITS)), SOON)
            self.assertIn(machine.ask('GET', '/state').status, (502, 503))
            machine.run('systemctl start prizedraw.target')
            eventually(serves, SOON)

    def test_restart(self):
        for _ in range(times(120)):
            machine.run('systemctl restart prizedraw.target')
            eventually(serves, SOON)

    def test_kills(self):
        """One process of each unit, more often than systemd restarts a unit by default."""
        for which in 0, -1:  # multiwatch, or a program
            for _ in range(times(120)):
                for name in UNITS:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(eventually(lambda: processes(name), 5)[which], signal.SIGKILL)
            eventually(serves, SOON)

    def test_a_wrong_setting_and_back(self):
        settings = '/etc/prizedraw/prizedraw.conf'
        machine.run(f'cp -p {settings} /root/kept && echo PRIZEDRAW_KEEP_DAYS=never >>{settings}; systemctl restart prizedraw.target')
        with self.assertRaises((AssertionError, OSError)):
            eventually(serves, 12)
        self.assertIn('PRIZEDRAW_KEEP_DAYS', machine.run("journalctl -u 'prizedraw@*'").stdout)
        machine.run(f'cp -p /root/kept {settings}')
        eventually(serves, SOON)

    def test_redis_starts_again(self):
        machine.run('systemctl restart redis-server')
        eventually(serves, SOON)

    def test_upgrade(self):
        """The new programs are then running."""
        before = {name: processes(name) for name in UNITS}
        machine.run(f'dpkg -i /root/{package.name}')
        eventually(serves, SOON)
        for name in UNITS:
            self.assertEqual(set(before[name]) & set(processes(name)), set(), name)

    def test_reboot(self):
        """The draw is there afterwards, without any manual step."""
        self.assertEqual(machine.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=machine.login).status, 200)
        machine.reboot()
        eventually(lambda: machine.ask('GET', '/state').status == 200, 5)
        self.assertIn('Apple', machine.ask('GET', '/').text)
        self.assertEqual(machine.ask('POST', '/enddraw', login=machine.login).status, 200)
        eventually(serves, SOON)
