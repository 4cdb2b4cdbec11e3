"""Who is let in: the administrator's login, and other sites' pages."""

from tests.support.programs import BROWSER, ProgramsTest, both_ways

ADMINISTRATOR = ('GET', '/admin'), ('POST', '/startdraw'), ('POST', '/enddraw'), ('POST', '/drawprizes'), \
    ('GET', '/admin/entrants'), ('GET', '/admin/winners.csv'), ('GET', '/admin/winners.json'), ('POST', '/admin/time'), \
    ('POST', '/admin/take-out'), ('POST', '/admin/exclude'), ('POST', '/admin/allow')


@both_ways
class Login:
    def test_without_a_login(self):
        self.open_draw(entrants=('octocat',))
        self.ready_profile('octocat')
        forged = {'HTTP_AUTHORIZATION': 'Basic YWRtaW46YWRtaW4='}
        for method, path in ADMINISTRATOR:
            for variables in ({}, {'AUTH_TYPE': 'Basic'}, {'REMOTE_USER': 'admin'},
                              {'AUTH_TYPE': '', 'REMOTE_USER': 'admin'},
                              {'AUTH_TYPE': 'Basic', 'REMOTE_USER': ''}, {'HTTP_REMOTE_USER': 'admin', **forged},
                              {'REMOTE_USER': 'admin', **forged}, {'HTTP_AUTH_TYPE': 'Basic', 'REMOTE_USER': 'admin'}):
                with self.subTest(path=path, variables=variables):
                    self.refused(403, method, path, login=None, **variables)

    def test_a_start_without_a_login(self):
        self.refused(403, 'POST', '/startdraw', login=None, json={'prizes': ['Apple'], 'duration': 0})
        self.refused(403, 'POST', '/startdraw', login=None, json={'prizes': [], 'duration': 0})

    def test_any_real_login_will_do(self):
        self.expect(200, 'GET', '/admin', login=None, AUTH_TYPE='Digest', REMOTE_USER='somebody else')


@both_ways
class OtherSites:
    """Sec-Fetch-Site decides; else Origin, else Referer; a client without any of them is not a browser."""

    STRANGERS = (
        {'Sec-Fetch-Site': 'cross-site'}, {'Sec-Fetch-Site': 'same-site'}, {'Sec-Fetch-Site': 'nonsense'},
        {'Sec-Fetch-Site': 'cross-site', 'Origin': 'http://prize.example'}, {'Origin': 'http://other.example'},
        {'Origin': 'null'}, {'Origin': 'http://prize.example.other.example'}, {'Origin': 'http://other.prize.example'},
        {'Origin': 'http://prize.example:8080'}, {'Origin': 'nonsense'}, {'Origin': 'http://'},
        {'Origin': 'prize.example'}, {'Referer': 'http://other.example/prize.example'},
        {'Referer': 'http://prize.example', 'Origin': 'null'},
    )
    FRIENDS = (
        {'Sec-Fetch-Site': 'same-origin'}, {'Sec-Fetch-Site': 'none'}, {'Origin': 'http://prize.example'},
        {'Origin': 'https://prize.example'}, {'Origin': 'https://Prize.Example'},
        {'Origin': 'https://prize.example', 'Host': 'prize.example:443'}, {'Referer': 'http://prize.example/stage'},
        {'Sec-Fetch-Site': 'same-origin', 'Origin': 'http://other.example'}, {},
    )

    def changes(self):
        return (('POST', '/startdraw', {'json': {'prizes': ['Apple'], 'duration': 0}}), ('POST', '/enddraw', {}),
                ('POST', '/drawprizes', {}), ('POST', '/enter/octocat', {}), ('GET', '/enter/octocat', {}),
                ('POST', '/enter', {'form': {'github_id': 'octocat'}}))

    def prepare(self, path):
        self.redis('FLUSHALL')
        self.ready_profile('octocat', 'hubot')
        if path != '/startdraw':
            self.open_draw(entrants=('hubot',))

    def test_strangers(self):
        for method, path, how in self.changes():
            self.prepare(path)
            for headers in self.STRANGERS:
                with self.subTest(method=method, path=path, headers=headers):
                    before = self.redis.dump()
                    response = self.expect(403, method, path, headers=headers, **how)
                    self.assertEqual(self.redis.dump(), before)
                    self.assertRegex(response.text, r'^[A-Z][^\n]*\.\n$')

    def test_a_stranger_in_a_browser_gets_a_page(self):
        self.prepare('/enddraw')
        for path in '/enddraw', '/enter/octocat':
            headers = {**BROWSER, 'Sec-Fetch-Site': 'cross-site'}
            self.expect(403, 'POST', path, headers=headers).page()

    def test_friends(self):
        for method, path, how in self.changes():
            for headers in self.FRIENDS:
                with self.subTest(method=method, path=path, headers=headers):
                    self.prepare(path)
                    self.expect(200, method, path, headers=headers, **how)

    def test_the_port_is_part_of_the_host(self):
        self.prepare('/enddraw')
        self.expect(200, 'POST', '/enddraw', headers={'Origin': 'http://localhost:8080', 'Host': 'localhost:8080'})
        self.expect(403, 'POST', '/enddraw', headers={'Origin': 'http://localhost:8081', 'Host': 'localhost:8080'})

    def test_a_link_from_another_site_may_be_followed(self):
        for path in '/', '/state', '/winners', '/admin':
            self.expect(200, 'GET', path, headers={'Sec-Fetch-Site': 'cross-site'})


class BehindAProxy(ProgramsTest):
    """It hides the host that browsers see."""

    settings = {'PRIZEDRAW_URL': 'https://draw.example/spring'}

    def test_the_host_of_the_setting_is_ours(self):
        self.open_draw(entrants=('hubot',))
        host = {'Host': '127.0.0.1:8080'}
        self.expect(403, 'POST', '/enddraw', headers={**host, 'Origin': 'https://other.example'})
        self.expect(200, 'POST', '/enddraw', headers={**host, 'Origin': 'https://draw.example'})
        self.expect(200, 'POST', '/enddraw', headers={**host, 'Origin': 'http://127.0.0.1:8080'})


class LoadedByABrowser(ProgramsTest):
    """Over plain http browsers send neither Sec-Fetch-Site nor, with a GET, Origin."""

    PICTURE = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

    def test_nobody_enters_by_a_picture_on_another_page(self):
        self.open_draw()
        self.ready_profile('octocat')
        for headers in ({'Accept': self.PICTURE}, {'Accept': self.PICTURE, 'Referer': 'http://prize.example/'},
                        {'Accept': 'image/avif,image/webp,*/*'}, {'Accept': 'text/css,*/*;q=0.1'}, {'Purpose': 'prefetch'},
                        {'Accept': '*/*', 'Referer': 'http://other.example/'}):
            with self.subTest(headers=headers):
                self.assertRegex(self.expect(403, 'GET', '/enter/octocat', headers=headers).text, r'^[A-Z][^\n]*\.\n$')
                self.assertEqual(self.redis('EXISTS', self.key('entrants')), 0)

    def test_the_older_programs_clients_and_links_still_do(self):
        self.ready_profile('octocat')
        for headers in ({}, {'Accept': '*/*'}, {'Accept': '*/*', 'Referer': 'http://prize.example/'}, BROWSER,
                        {'Accept': 'application/json, text/plain, */*'}, {'Accept': BROWSER['Accept']}):
            with self.subTest(headers=headers):
                self.open_draw()
                self.expect(200, 'GET', '/enter/octocat', headers=headers)
