"""Limits: a room full of people is normal use, guessing passwords is not."""

import collections
import time

from tests.support import eventually
from tests.support.site import SiteTest, at_once


class Crowd(SiteTest):
    COUNT = 1000

    def test_a_thousand_people_behind_one_address(self):
        self.administer(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0})
        people = [f'person-{number}' for number in range(self.COUNT)]
        self.site.ready_profiles(*people)
        connections = [self.site.connect() for _ in range(8)]

        def enter(connection, share):
            return [self.site.ask('POST', f'/enter/{login}', connection=connection).status for login in share]

        began = time.monotonic()
        found = at_once(enter, [(connection, people[number::8]) for number, connection in enumerate(connections)])
        took = time.monotonic() - began
        for connection in connections:
            connection.close()
        counted = collections.Counter(status for statuses, _ in found for status in statuses)
        self.assertEqual(counted, {200: self.COUNT}, self.site.logs())
        self.assertLess(took, 20)
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=self.COUNT)
        self.administer(200, 'POST', '/drawprizes')

    def test_they_all_read_the_page(self):
        statuses = at_once(lambda _: self.site.ask('GET', '/').status, zip(range(600)))
        self.assertEqual({status for status, _ in statuses}, {200})


class Guessing(SiteTest):
    def test_wrong_passwords_are_limited(self):
        self.administer(200, 'GET', '/admin')
        guess = lambda number: self.site.ask('POST', '/enddraw', login=('admin', f'guess {number}'))
        answers = [answer for answer, _ in at_once(guess, zip(range(200)), threads=100)]
        statuses = collections.Counter(answer.status for answer in answers)
        self.assertEqual(set(statuses), {401, 429}, statuses)
        self.assertLess(statuses[401], 150, statuses)
        refused = next(answer for answer in answers if answer.status == 429)
        self.assertEqual(refused.header('Content-Type').split(';')[0], 'text/plain')
        self.assertRegex(refused.text, r'^[^\n]+\.\n$')
        self.assertRegex(refused.header('Retry-After', ''), '^[0-9]+$')
        self.assertEqual(refused.header('Cache-Control'), 'no-store')
        self.expect(200, 'GET', '/')
        self.expect(403, 'POST', '/enter/octocat')
        eventually(lambda: self.site.ask('GET', '/admin', login=self.site.login).status == 200, 15)
