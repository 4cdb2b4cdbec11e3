"""GitHub for the bench: answers any number of simultaneous GET /users/<login>, in the way set by GET /play/<how>: after so many
seconds (`0.2`), `mixed` (alternately after 0.05 and 4 s), `5xx` (immediately) or `silent` (never). Prints its port."""

import asyncio
import json
import re


class Answer(asyncio.Protocol):
    how, turn = '0.2', 0

    def connection_made(self, transport):
        self.transport, self.received = transport, b''

    def data_received(self, data):
        self.received += data
        if self.received.endswith(b'\r\n\r\n'):
            what, asked = re.match(rb'GET /(users|play)/([a-z0-9.-]+) ', self.received).groups()
            self.received = b''
            if what == b'play':
                Answer.how = asked.decode()
                self.answer(200, {})
            elif self.how == '5xx':
                self.answer(502, {})
            elif self.how != 'silent':
                Answer.turn += 1
                delay = (0.05, 4)[self.turn % 2] if self.how == 'mixed' else float(self.how)
                asyncio.get_running_loop().call_later(delay, self.answer, 200, user(asked.decode()))

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.transport.write(b'HTTP/1.1 %d Played\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s'
                             % (status, len(body), body))


def user(login):
    number = int(login.split('-')[1])
    return {'login': login.capitalize(), 'id': number, 'type': 'User', 'name': f'Guest {number}',
            'avatar_url': f'https://avatars.githubusercontent.com/u/{number}?v=4'}


async def serve():
    server = await asyncio.get_running_loop().create_server(Answer, '127.0.0.1', 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
