"""A draw on a Redis Cluster: its prefix in braces puts it into one slot, and the site follows that slot."""

from tests.support import eventually, temporary_folder
from tests.support.github import profile
from tests.support.programs import dumps
from tests.support.replicated import Cluster, SeveralRedisTest
from tests.support.site import Site


class ClusterTest(SeveralRedisTest):
    kind = Cluster

    def site(self, **settings):
        owner = self.redis.owner('{prizedraw}:prizes')
        other = next(node for node in self.redis.nodes if node is not owner)
        site = Site(temporary_folder(self.addCleanup), GITHUB_API_URL=self.github.url, REDIS_HOST='127.0.0.1',
                    REDIS_PORT=str(other.port), **settings)
        self.addCleanup(site.stop)
        return site.start()

    def expect(self, status, site, *how, **more):
        answer = site.ask(*how, **more)
        self.assertEqual(answer.status, status, answer)
        return answer

    def test_the_life_of_a_draw_whose_slot_moves(self):
        site = self.site(PRIZEDRAW_KEY_PREFIX='{prizedraw}')
        self.assertNotIn('cluster', site.output)

        def people(*logins):
            for login in logins:
                self.redis.owner('{prizedraw}:prizes')('SET', f'{{prizedraw}}:profiles:{login}', dumps(profile(login)), 'EX', 3600)
                self.expect(200, site, 'POST', f'/enter/{login}')
        self.expect(200, site, 'POST', '/startdraw', json={'prizes': ['Apple', 'Pear'], 'duration': 0}, login=site.login)
        people('octocat', 'hubot')
        self.move()
        people('mona', 'ada')
        self.expect(400, site, 'POST', '/enter/octocat')
        self.expect(200, site, 'POST', '/enddraw', login=site.login)
        self.move()
        self.expect(200, site, 'POST', '/drawprizes', login=site.login)
        self.assertEqual(len(self.expect(200, site, 'GET', '/winners').json()), 2)
        self.move()
        eventually(lambda: self.expect(200, site, 'GET', '/record').json()['draw'])
        self.expect(200, site, 'GET', '/admin', login=site.login)

    def move(self):
        """The draw's slot, to the next node."""
        key = '{prizedraw}:prizes'
        source = self.redis.owner(key)
        target = self.redis.nodes[(self.redis.nodes.index(source) + 1) % 3]
        self.redis.move_slot(key, source, target)
        self.assertIs(eventually(lambda: self.redis.owner(key)), target)

    def test_without_braces_the_start_says_what_to_set(self):
        self.assertIn('; set PRIZEDRAW_KEY_PREFIX={prizedraw}', self.site().output.split('ready')[0])
