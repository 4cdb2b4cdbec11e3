"""The method `ranked`, version 1, once more and in another language: what a record must say."""

import hashlib
import hmac
import json


def sha256_of(texts):
    return hashlib.sha256('\n'.join(sorted(texts, key=str.encode)).encode()).hexdigest()


def ranked(record):
    """Key, order and winners that follow from what a record says was fixed beforehand."""
    message = '\n'.join(['prizedraw/1', record['draw'], sha256_of(record['entrants']), sha256_of(record['prizes']), record['public']])
    key = hmac.digest(bytes.fromhex(record['secret']), message.encode(), 'sha256')
    order = sorted(record['entrants'], key=lambda entrant: (hmac.digest(key, entrant.encode(), 'sha256'), entrant))
    winners = dict(zip(sorted(record['prizes'], key=str.encode), order))
    spare = iter(order[len(winners):])
    for each in record['replacements']:
        assert winners[each['prize']] == each['from'], each
        assert each['to'] == next(spare, None), each
        if each['to'] is None:
            del winners[each['prize']]
        else:
            winners[each['prize']] = each['to']
    return key.hex(), order, winners


def seal(record):
    """Of all but itself, without the entrants, whom their own hash covers."""
    rest = {name: value for name, value in record.items() if name != 'sha256'} | {'entrants': None}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest()


def check(record):
    assert record['sha256'] == seal(record), 'sha256'
    assert sha256_of(record['entrants']) == record['entrants_sha256'], 'entrants_sha256'
    assert sha256_of(record['prizes']) == record['prizes_sha256'], 'prizes_sha256'
    if record['method'] == 'spop':
        check_spop(record)
        return
    assert hashlib.sha256(bytes.fromhex(record['secret'])).hexdigest() == record['commitment'], 'commitment'
    key, _, winners = ranked(record)
    assert key == record['key'], 'key'
    assert winners == record['winners'], f'{winners} are not the winners'


def check_spop(record):
    """Nothing proves who came first, but nobody wins who was not there, or twice, or after giving a prize up."""
    proof = {'version', 'secret', 'commitment', 'commitment_published', 'public', 'key'} & set(record)
    assert not proof, f'{proof} of a draw that is not computed'
    winners = list(record['winners'].values())
    gone = [each['from'] for each in record['replacements']]
    assert set(record['winners']) <= set(record['prizes']), 'prizes'
    assert set(winners + gone) <= set(record['entrants']), 'entrants'
    assert len(set(winners + gone)) == len(winners + gone), 'somebody twice'
