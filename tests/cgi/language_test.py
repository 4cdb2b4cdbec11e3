"""The reader's language: who decides it, what stays English, and what caches are told."""

import subprocess

from tests.support import BUILD, languages
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

PATHS = '/', '/verify', '/stage', '/was-i-in', '/draws/', '/admin', '/admin/entrants', '/nowhere'


@both_ways
class Language(Steps):
    def page(self, path, language='', programs=None, **variables):
        headers = {**BROWSER, **({'Accept-Language': language} if language else {})}
        return self.ask('GET', path, headers=headers, programs=programs, **variables)

    def check_language(self, answer, language):
        page = answer.page()
        self.assertEqual((page.get('lang'), page.get('dir')), (language, 'rtl' if language == 'ar' else 'ltr'))
        self.assertEqual(answer.header('Content-Language'), language)
        self.assertIn('Accept-Language', answer.every('Vary'))

    def test_the_reader_decides(self):
        for path in PATHS:
            self.check_language(self.page(path), 'en')
            self.check_language(self.page(path, 'nl, de;q=0.7'), 'de')
            self.check_language(self.page(path, 'de', QUERY_STRING='lang=ar'), 'ar')

    def test_every_language(self):
        """Each says something else on its home page."""
        said = {self.page('/', code).page().first('h1').text for code in ('en', *languages.CODES.values())}
        self.assertEqual(len(said), 1 + len(languages.CODES))

    def test_replies_that_are_shared(self):
        """The memory of a reply is for one language only."""
        for code in 'de', 'en', 'ar', 'de':
            self.check_language(self.page('/', code), code)

    def test_a_site_in_one_language(self):
        programs = self.with_settings(PRIZEDRAW_LANGUAGE='pt-BR')
        for path in PATHS:
            self.check_language(self.page(path, 'de', programs, QUERY_STRING='lang=fr'), 'pt-BR')

    def test_a_site_in_a_language_that_there_is_not(self):
        done = subprocess.run([BUILD / 'cgi-bin/index'], env={**self.environment(), 'PRIZEDRAW_LANGUAGE': 'nl'}, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('PRIZEDRAW_LANGUAGE: there are no texts in nl; choose one of en, ar, de, es, fr, ja, pt-BR, zh-CN', done.stderr)

    def test_refusals_for_scripts(self):
        said = {self.ask('POST', '/enter/octocat', headers={'Accept-Language': code}).text for code in ('en', 'de', 'ja')}
        self.assertEqual(len(said), 3)

    def test_what_stays_english(self):
        """JSON, and what is kept."""
        self.begin('octocat')
        self.expect(200, 'POST', '/drawprizes', headers={'Accept-Language': 'de'})
        for path in '/state', '/pulse', '/winners', '/record', '/state/octocat':
            german, english = (self.ask('GET', path, headers=headers) for headers in ({'Accept-Language': 'de'}, {}))
            self.assertEqual(german.json(), english.json())
        self.assertIn('picked', str(self.did()))

    def test_words_for_scripts_cannot_end_early(self):
        for path in PATHS[:-1]:
            for code in languages.CODES.values():
                words = [each for each in self.page(path, code).page().all('script', id='words')]
                self.assertTrue(all('<' not in each.raw_text for each in words), path)
