"""The steps of a draw as its organiser takes them, and as an older program takes them in between."""

from .programs import BROWSER

PUBLIC = {'draw', 'opened_at', 'commitment'}
FROM_THE_CLOSE = {'frozen_at', 'entrants_sha256', 'prizes_sha256'}


class Steps:
    def begin(self, *entrants, prizes=('Apple', 'Banana'), **more):
        self.expect(200, 'POST', '/startdraw', json={'prizes': prizes, 'duration': 0, **more})
        self.ready_profile(*entrants)
        for login in entrants:
            self.expect(200, 'POST', f'/enter/{login}')

    def pick(self, **body):
        """The audience's word is accepted only after the close."""
        if body:
            self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/drawprizes', **({'json': body} if body else {}))
        self.settle()

    def record(self):
        return self.expect(200, 'GET', '/record').json()

    def published(self):
        return (PUBLIC | FROM_THE_CLOSE) & set(self.state())

    def winners(self):
        return self.redis('HGETALL', self.key('winners'))

    def log(self):
        """Who did what, oldest first."""
        return [fields for _, fields in self.redis('XRANGE', self.key('log'), '-', '+')]

    def did(self):
        """What the organisers did, without the freeze."""
        return [each['did'] for each in self.log() if each['who'] != 'Prize Draw']

    def desk(self):
        return self.expect(200, 'GET', '/admin', headers=BROWSER).page()

    def act(self, status, path, **form):
        return self.expect(status, 'POST', path, form=form)

    def token(self):
        return self.desk().first('input', name='token').get('value')

    # What an older program does

    def their_start(self, *prizes):
        self.redis('DEL', *map(self.key, ('entrants', 'winners', 'winners_json', 'prizes')))
        self.redis('SADD', self.key('prizes'), *prizes)
        self.redis('SET', self.key('is_open'), 'true')

    def their_pick(self):
        self.redis('DEL', self.key('is_open'))
        while self.redis('SCARD', self.key('prizes')) and self.redis('SCARD', self.key('entrants')):
            self.redis('HSET', self.key('winners'), self.redis('SPOP', self.key('prizes')), self.redis('SPOP', self.key('entrants')))
