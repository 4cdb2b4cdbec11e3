"""GitHub for the bench: answers GET /users/<login> after 200 ms, to however many at once. Prints its port."""

import asyncio
import json
import re

DELAY = 0.2


class Answer(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.received = transport, b''

    def data_received(self, data):
        self.received += data
        if self.received.endswith(b'\r\n\r\n'):
            asked = re.match(rb'GET /users/([a-z0-9-]+) ', self.received)
            self.received = b''
            asyncio.get_running_loop().call_later(DELAY, self.answer, asked[1].decode())

    def answer(self, login):
        number = int(login.split('-')[1])
        body = json.dumps({'login': login.capitalize(), 'id': number, 'type': 'User', 'name': f'Guest {number}',
                           'avatar_url': f'https://avatars.githubusercontent.com/u/{number}?v=4'}).encode()
        self.transport.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s'
                             % (len(body), body))


async def serve():
    server = await asyncio.get_running_loop().create_server(Answer, '127.0.0.1', 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
