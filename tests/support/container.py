"""The image of config/container, built by buildah, and a site that is a container of it: with its own root, a volume, and the
image's command as process 1, with the capabilities that Docker gives."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess

from . import ROOT, redis
from .site import Site

SUITE = 'trixie'  # the Dockerfile's
RIGHTS = 'chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod audit_write setfcap'


def cannot():
    """The reason why no image can be built here, or nothing."""
    if not os.environ.get('PRIZEDRAW_SOAK'):
        return 'making an image takes minutes and the internet: tests/run --soak'
    if os.geteuid():
        return 'buildah needs root here'
    missing = [command for command in ('buildah', 'mmdebstrap') if not shutil.which(command)]
    return f'not installed: {" ".join(missing)}' if missing else None


class Image:
    """Built in a folder; its content is at `root`, and that of the base image at `base`, which replaces the distribution's slim
    image: as there, installed services do not start, and there is no documentation."""

    def __init__(self, folder):
        self.folder = folder
        without = [f'--dpkgopt=path-exclude=/usr/share/{what}/*' for what in ('doc', 'man', 'info', 'locale')]
        self.run('mmdebstrap', '--variant=minbase', *without, SUITE, folder / 'base.tar')
        (folder / 'Dockerfile').write_text(
            'FROM scratch\nADD base.tar /\nRUN printf "#!/bin/sh\\nexit 101\\n" >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d\n')
        self.build('base', folder / 'Dockerfile', folder)
        self.build('prizedraw', ROOT / 'config/container/Dockerfile', ROOT, '--build-arg', 'DEBIAN=localhost/base')
        self.base, self.root = map(self.unpacked, ('base', 'prizedraw'))
        self.config = json.loads(self.buildah('inspect', '--type', 'image', 'prizedraw'))['Docker']['config']

    def build(self, name, dockerfile, context, *options):
        self.buildah('build', '--isolation', 'chroot', '--format', 'docker', *options, '-t', name, '-f', dockerfile, context)

    def unpacked(self, image):
        return pathlib.Path(self.buildah('mount', self.buildah('from', '--pull-never', f'localhost/{image}').strip()).strip())

    def buildah(self, *words):
        return self.run('buildah', '--storage-driver', 'vfs', '--root', self.folder / 'storage', '--runroot', self.folder / 'run', *words)

    def run(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert done.returncode == 0, f'{command}: {done.stdout[-2000:]}{done.stderr[-4000:]}'
        return done.stdout

    def remove(self):
        self.buildah('rm', '--all')
        shutil.rmtree(self.folder)


class Container(Site):
    """The network is the machine's, as with `docker run --network host`."""

    image = user = None  # of the class; by default the image's user

    def __init__(self, volume, **settings):
        self.volume = pathlib.Path(volume)
        nobody_s = ('HOME', 'PATH', 'LANG', 'PRIZEDRAW_BUILD', 'PRIZEDRAW_STATE')
        super().__init__(self.volume / 'prizedraw', **{**dict.fromkeys(nobody_s), **settings})
        of_image = dict(line.split('=', 1) for line in self.image.config['Env'])
        self.environment = {**of_image, **self.environment}
        if not self.user and not any(self.volume.iterdir()):  # a new volume has the image's owner
            owner = (self.image.root / 'data').stat()
            os.chown(self.volume, owner.st_uid, owner.st_gid)

    def inside(self, *command):
        """A command that runs in the container's root."""
        user = self.user or self.image.config['User']
        return ['chroot', f'--userspec={user}', self.image.root, *command]

    @property
    def command(self):
        mounts = f'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && mount -t tmpfs shm "$0/dev/shm" && mount --bind "$1" "$0/data"'
        bounds = '-all,' + ','.join(f'+{right}' for right in RIGHTS.split())
        return ['unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', f'{mounts} && shift && exec "$@"',
                self.image.root, self.volume, 'setpriv', f'--bounding-set={bounds}', '--inh-caps=-all', '--',
                *self.inside(*(self.image.config['Entrypoint'] or []), *self.image.config['Cmd'])]

    @property
    def first(self):
        """The ID of its process 1 outside the container."""
        children = pathlib.Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children')
        return int(children.read_text())

    def stop(self, within=10):
        """Like `docker stop`: SIGTERM, and after ten seconds SIGKILL, which here is an AssertionError."""
        self.redis.disconnect()
        process, self.process = self.process, None
        if not process or process.poll() is not None:
            return
        children = pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/children').read_text().split()
        os.kill(int(children[0]), signal.SIGTERM)
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            os.kill(int(children[0]), signal.SIGKILL)
            process.wait()
            raise AssertionError(f'it did not end within {within} s of SIGTERM') from None

    def processes(self):
        space = os.stat(f'/proc/{self.first}/ns/pid').st_ino
        found = []
        for process in pathlib.Path('/proc').glob('[0-9]*'):
            with contextlib.suppress(OSError):
                if os.stat(process / 'ns/pid').st_ino == space:
                    found.append(int(process.name))
        return found

    def is_healthy(self):
        """The result of the image's HEALTHCHECK."""
        how, *command = self.image.config['Healthcheck']['Test']
        assert how == 'CMD', how
        return subprocess.run(self.inside(*command), env=self.environment, capture_output=True).returncode == 0
