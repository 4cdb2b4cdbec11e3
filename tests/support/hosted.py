"""The draw as people host it: the files of config/ unchanged except for folders, ports and names, on a private web server and
Redis. Redis is used over TCP, with a password. As root the web server runs as www-data, as on Debian, so the programs and pages
are copied to where it may read them."""

import fcntl
import http.client
import os
import pathlib
import re
import shlex
import shutil
import socket
import ssl
import subprocess

from . import BUILD, ROOT, end, eventually, free_port, redis, tail
from .programs import NAMES, check_log
from .site import PASSWORD, Served

APACHE = '/usr/sbin/apache2'
NGINX = '/usr/sbin/nginx'
USER = 'www-data'
AS_ROOT = os.geteuid() == 0
AS_USER = ['setpriv', f'--reuid={USER}', f'--regid={USER}', '--clear-groups'] if AS_ROOT else []
PROCESSES = 2  # per program that the web server does not start itself


class Draw:
    """The settings of one draw and, unless the web server starts them, its programs."""

    def __init__(self, site, name='prizedraw', password=PASSWORD, **settings):
        self.name, self.run, self.password = name, site.folder / 'run' / name, password
        self.config = site.folder / f'{name}.conf'
        self.config.write_text(''.join(f'{key}={value}\n' for key, value in {
            'REDIS_HOST': '127.0.0.1', 'REDIS_PORT': site.redis.port, 'REDIS_PASSWORD': site.redis.password,
            'PRIZEDRAW_KEY_PREFIX': name, 'PRIZEDRAW_BEACON': '', **settings}.items()))  # the real relays are not asked
        self.passwords = site.folder / f'htpasswd-{name}'
        hashed = subprocess.run(['openssl', 'passwd', '-6', '-stdin'], input=password.encode() + b'\n', stdout=subprocess.PIPE,
                                check=True).stdout
        self.passwords.write_bytes(b'admin:' + hashed)
        for secret in self.config, self.passwords:
            site.give(secret, 0o400)

    def start(self, site):
        """Starts each program by the command of its systemd unit, with its socket as descriptor 0."""
        self.run.mkdir(parents=True)
        site.give(self.run, 0o700)
        unit = (ROOT / 'config/systemd/prizedraw@.service').read_text()
        self.look_up(site)
        for name in NAMES:
            command = put(re.search('^ExecStart=(.*)', unit, re.MULTILINE)[1], (r'\$\{PROCESSES\}', PROCESSES),
                          ('/usr/libexec/prizedraw/cgi-bin/%i', site.site / 'cgi-bin' / name))
            listening = socket.socket(socket.AF_UNIX)
            with listening:
                listening.bind(str(self.run / f'{name}.sock'))
                listening.listen(256)
                site.give(self.run / f'{name}.sock', 0o600)
                site.launch(name, [*AS_USER, *shlex.split(command)], stdin=listening, PRIZEDRAW_CONFIG=self.config)
        return self

    def look_up(self, site):
        more = (ROOT / 'config/systemd/prizedraw@look-ups.service.d/look-ups.conf').read_text()
        command = put(re.search('^ExecStart=(.+)', more, re.MULTILINE)[1], ('/usr/libexec/prizedraw', site.site))
        site.launch('look-ups', [*AS_USER, *shlex.split(command)], PRIZEDRAW_CONFIG=self.config)


class Hosted(Served):
    modules = ()  # of Apache, besides those that its file names
    spawned = False  # whether something other than the web server starts the programs

    def __init__(self, folder, password=PASSWORD, **settings):
        self.folder, self.password, self.settings = pathlib.Path(folder), password, settings
        self.port = free_port()
        self.processes, self.draws = [], []
        self.folder.chmod(0o755)
        self.site = self.folder / 'site'
        for part in 'cgi-bin', 'templates', 'htdocs':
            shutil.copytree(BUILD / part, self.site / part)
        (self.site / 'config').mkdir()
        (self.folder / 'log').mkdir()
        port = free_port()
        self.redis = redis.Server(self.folder, '--port', str(port), '--requirepass', 'p@ss, word', password='p@ss, word')
        self.redis.port = port

    def give(self, path, mode):
        """Makes it readable by the web server's user."""
        path.chmod(mode)
        if AS_ROOT:
            shutil.chown(path, USER, USER)

    def launch(self, name, command, stdin=subprocess.DEVNULL, **environment):
        kept = {key: value for key, value in os.environ.items() if key == 'PATH' or key.endswith('SAN_OPTIONS')}
        with open(self.folder / 'log' / f'{name}.log', 'ab') as log:
            process = subprocess.Popen([*map(str, command)], env={**kept, **{key: str(value) for key, value in environment.items()}},
                                       stdin=stdin, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def start(self):
        self.redis.start()
        self.draws = self.make_draws()
        if self.spawned:
            for draw in self.draws:
                draw.start(self)
        self.web_server = self.launch('web', self.configure())
        eventually(self.answers, 10)
        return self

    def make_draws(self):
        return [Draw(self, password=self.password, **self.settings)]

    def answers(self):
        assert self.web_server.poll() is None, self.logs()
        answer = self.ask('GET', '/state')
        assert answer.status == 200, answer
        return True

    def stop(self):
        for process in reversed(self.processes):
            end(process, 10)
        self.redis.stop()

    def logs(self):
        return tail(*sorted((self.folder / 'log').iterdir()))

    def check_logs(self):
        for log in (self.folder / 'log').iterdir():
            check_log(log.read_text(errors='replace'))


def put(text, *replacements):
    """Replaces each pattern everywhere; it must occur."""
    for pattern, new in replacements:
        text, count = re.subn(pattern, lambda _: str(new), text, flags=re.MULTILINE)
        assert count, f'{pattern} is not in the file'
    return text


class Apache(Hosted):
    how = None  # fcgid, proxy_fcgi or cgi
    file = 'site.conf'

    def configure(self):
        source = (ROOT / 'config/apache' / self.file).read_text()
        enabled = re.search('a2enmod (.*)', (ROOT / 'config/apache/site.conf').read_text())[1].replace('proxy_fcgi', '').split()
        modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_host', *enabled, *self.modules]
        (self.folder / 'prizedraw').symlink_to(ROOT / 'config/apache/prizedraw')
        main = self.folder / 'apache.conf'
        main.write_text(f'''
ServerRoot "{self.folder}"
DefaultRuntimeDir "{self.folder}"
PidFile apache.pid
Mutex file:{self.folder}
ErrorLog "{self.folder}/log/apache.log"
ServerName localhost
{f'User {USER}{chr(10)}Group {USER}' if AS_ROOT else ''}
TypesConfig /etc/mime.types
'''.lstrip() + ''.join(f'LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n' for name in modules)
            + self.more() + self.adapted(source))
        return [APACHE, '-d', self.folder, '-f', main, '-D', 'FOREGROUND']

    def more(self):
        """The parts that Debian's Apache has in other files."""
        return f'Listen 127.0.0.1:{self.port}\n' + {
            'fcgid': f'FcgidIPCDir {self.folder}/fcgid\nFcgidProcessTableFile {self.folder}/fcgid_shm\n',
            'cgi': f'ScriptSock {self.folder}/cgid.sock\n', 'proxy_fcgi': ''}[self.how]

    def adapted(self, source):
        draw = self.draws[0]
        return put(source, (r'<VirtualHost \*:80>', f'<VirtualHost *:{self.port}>'),
                   ('(?<=^Define PRIZEDRAW_PROGRAMS ).*', self.site / 'cgi-bin'),
                   ('(?<=^Define PRIZEDRAW_HTDOCS ).*', self.site / 'htdocs'),
                   ('(?<=^Define PRIZEDRAW_PASSWORDS ).*', draw.passwords),
                   ('(?<=^Define PRIZEDRAW_CONFIG ).*', draw.config),
                   ('(?<=^Define PRIZEDRAW_RUN ).*', draw.run),
                   ('(?<=Include prizedraw/)proxy_fcgi.conf', f'{self.how}.conf'))


class ByFcgid(Apache):
    how, modules = 'fcgid', ['fcgid']


class ByProxy(Apache):
    how, modules, spawned = 'proxy_fcgi', ['proxy', 'proxy_fcgi'], True


class ByCgi(Apache):
    how, modules = 'cgi', ['cgid']


class SharedHosting(Apache):
    """An Apache with public_html folders, a Redis elsewhere with a password and a separate user, and the unpacked result of
    `cmake --build build --target shared-hosting`."""

    is_ours = False
    root, how, modules = '/~ann/prize/draw', 'cgi', ['cgid', 'userdir', 'rewrite', 'dir']
    overrides = 'AuthConfig FileInfo Options'

    def make_draws(self):
        self.redis('ACL', 'SETUSER', 'prizedraw', 'on', '>from afar', '~prizedraw:*', '+@all', '-@admin', '-@dangerous')
        self.home = self.folder / 'home/ann'
        made = shared_hosting(self.folder, self.home, self.password)
        (self.home / 'public_html/prize').mkdir(parents=True)
        (made / 'draw').rename(self.home / 'public_html/prize/draw')
        self.private = (made / 'prizedraw-private').rename(self.home / 'prizedraw-private')
        config = self.private / 'config/prizedraw.conf'
        with config.open('a') as settings:
            for name, value in {'REDIS_HOST': '127.0.0.1', 'REDIS_PORT': self.redis.port, 'REDIS_USERNAME': 'prizedraw',
                                'REDIS_PASSWORD': 'from afar', 'PRIZEDRAW_BEACON': '', **self.settings}.items():
                settings.write(f'{name}={value}\n')
        self.give(config, 0o400)  # here all users' programs run as the web server's user
        return []

    def adapted(self, _):
        return f'''
UserDir {self.folder}/home/*/public_html
<Directory "{self.folder}/home/*/public_html">
    AllowOverride {self.overrides}
    Require all granted
</Directory>
<VirtualHost *:{self.port}>
</VirtualHost>
'''


class SharedHostingWithFcgid(SharedHosting):
    modules = [*SharedHosting.modules, 'fcgid']

    def more(self):
        return super().more() + f'FcgidIPCDir {self.folder}/fcgid\nFcgidProcessTableFile {self.folder}/fcgid_shm\n'


class SharedHostingThatIgnoresUs(SharedHosting):
    """.htaccess is ignored."""

    overrides = 'None'

    def answers(self):
        return self.ask('GET', '/assets/draw.css').status == 200


def shared_hosting(folder, home, password):
    """The unpacked folder to upload. It is made beside the build, once for all tests."""
    with open(BUILD / '.shared-hosting.lock', 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(['cmake', '--build', BUILD, '--target', 'shared-hosting'], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'PRIZEDRAW_HOME': str(home), 'PRIZE_DRAW_PASSWORD': password})
        unpacked = folder / 'upload'
        unpacked.mkdir()
        subprocess.run(['tar', '-C', unpacked, '-xzf', BUILD / 'shared-hosting.tar.gz'], check=True)
    return unpacked


class TwoDraws:
    """The tested draw is the one at /spring/, beside another at the path `other`."""

    root = '/spring'

    def make_draws(self):
        self.beside = Beside(self)
        return [Draw(self, 'autumn', self.beside.password, **self.settings), *super().make_draws()]

    def passwords_and_runs(self):
        first, second = self.draws
        return (('/etc/prizedraw/htpasswd$', first.passwords), ('/etc/prizedraw/htpasswd-spring$', second.passwords),
                ('/run/prizedraw$', first.run), ('/run/prizedraw-spring$', second.run))


class Beside(Served):
    """Another draw of a site."""

    prefix, password = 'autumn', 'another'

    def __init__(self, site):
        self.root, self.port, self.redis, self.logs = site.other, site.port, site.redis, site.logs


class TwoByProxy(TwoDraws, ByProxy):
    file, other = 'two-draws.conf', '/autumn'

    def adapted(self, source):
        return put(source, (r'<VirtualHost \*:80>', f'<VirtualHost *:{self.port}>'),
                   ('(?<=^Define PRIZEDRAW_PROGRAMS ).*', self.site / 'cgi-bin'),
                   ('(?<=^Define PRIZEDRAW_HTDOCS ).*', self.site / 'htdocs'), *self.passwords_and_runs())


class Nginx(Hosted):
    spawned, file = True, 'site.conf'

    def configure(self):
        (self.folder / 'prizedraw').symlink_to(ROOT / 'config/nginx/prizedraw')
        temporary = ''.join(f'{kind}_temp_path {kind};' for kind in ('client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'))
        main = self.folder / 'nginx.conf'
        main.write_text(f'''
{f'user {USER};' if AS_ROOT else ''}
daemon off;
pid nginx.pid;
error_log stderr;
events {{ }}
http {{
include /etc/nginx/mime.types;
default_type application/octet-stream;
access_log off;
{temporary}
''' + self.adapted((ROOT / 'config/nginx' / self.file).read_text()) + '}\n')
        return [NGINX, '-e', 'stderr', '-p', self.folder, '-c', main]

    def adapted(self, source):
        common = put(source, (r'^ *listen \[::\].*\n', ''), (r'listen 80\b', f'listen 127.0.0.1:{self.port}'),
                     ('/var/lib/nginx/prizedraw', self.folder / 'cache'),
                     ('"draw.example.org"', f'"127.0.0.1:{self.port}"'),
                     ('/var/log/nginx/error.log', self.folder / 'log/nginx.log'),
                     ('/usr/share/prizedraw/htdocs', self.site / 'htdocs'))
        return put(common, *self.places())

    def places(self):
        draw, = self.draws
        return ('/etc/prizedraw/htpasswd(?=;)', draw.passwords), ('/run/prizedraw(?=;)', draw.run)


class TwoByNginx(TwoDraws, Nginx):
    file, other = 'two-draws.conf', ''

    def places(self):
        return ((pattern.replace('$', '(?=;)'), new) for pattern, new in self.passwords_and_runs())


class Https:
    """With a certificate made for the test. Plain http is on a separate port."""

    file, scheme, modules_of_tls = 'https.conf', 'https', ['ssl', 'socache_shmcb']

    def configure(self):
        self.http_port = free_port()
        self.certificate, self.key = self.folder / 'certificate.pem', self.folder / 'key.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
                        '-subj', '/CN=draw.example.org', '-addext', 'subjectAltName=DNS:draw.example.org,IP:127.0.0.1',
                        '-keyout', self.key, '-out', self.certificate], check=True, stderr=subprocess.DEVNULL)
        return super().configure()

    def connect(self):
        trusted = ssl.create_default_context(cafile=self.certificate)
        return http.client.HTTPSConnection('127.0.0.1', self.port, timeout=20, context=trusted)

    def adapted(self, source):
        files = put(source, ('/etc/letsencrypt/.*/fullchain.pem', self.certificate), ('/etc/letsencrypt/.*/privkey.pem', self.key))
        return super().adapted(put(files, *self.ports()))


class HttpsByNginx(Https, Nginx):
    def ports(self):
        return (r'listen 80\b', f'listen 127.0.0.1:{self.http_port}'), (r'listen 443\b', 'listen 80')


class HttpsByProxy(Https, ByProxy):
    modules = [*ByProxy.modules, *Https.modules_of_tls]

    def ports(self):
        return (r'\*:80>', f'*:{self.http_port}>'), (r'\*:443>', '*:80>')

    def more(self):
        return super().more() + f'Listen 127.0.0.1:{self.http_port}\n'
