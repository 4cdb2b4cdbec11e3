// The least that a program for POST /enter/<github id> can do, with which tests/bench compares `enter`: it passes the
// ID to enter.lua and sends a reply of the usual length, without looking at the request or at what Redis says.
//   least SOCKET SHA1    Redis's socket, and the hash of enter.lua

#include <fcgiapp.h>
#include <hiredis/hiredis.h>
#include <poll.h>

#include <memory>
#include <string>

namespace {

constexpr const char* reply =
    "Status: 200 OK\r\nCache-Control: no-store\r\n"
    "Set-Cookie: prizedraw_fresh=1; Path=/; Max-Age=3; HttpOnly; SameSite=Lax\r\n"
    "Content-Type: application/json\r\nContent-Length: 122\r\n\r\n"
    R"({"avatar_url":"https://avatars.githubusercontent.com/u/1?v=4","id":1,"login":"Entrant-1","name":"Entrant 1","type":"User"})";

struct Free {
  void operator()(redisContext* context) const { redisFree(context); }
  void operator()(redisReply* answer) const { freeReplyObject(answer); }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::unique_ptr<redisContext, Free> redis(redisConnectUnix(argv[1]));
  FCGX_Request request;
  if (!redis || redis->err != 0 || FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0) return 1;
  while (FCGX_Accept_r(&request) == 0) {
    const std::string path = FCGX_GetParam("PATH_INFO", request.envp);
    const std::string id = path.substr(path.rfind('/') + 1);
    redisAppendCommand(redis.get(),
                       "EVALSHA %s 11 prizedraw:is_open prizedraw:entrants prizedraw:unverified prizedraw:excluded "
                       "prizedraw:arrivals prizedraw:profiles:%s prizedraw:renamed prizedraw:removed prizedraw:prizes "
                       "prizedraw:phones prizedraw:left_out %s %s %s %s",
                       argv[2], id.c_str(), id.c_str(), "", id.c_str(), "");
    int is_sent = 0;
    while (is_sent == 0 && redisBufferWrite(redis.get(), &is_sent) == REDIS_OK) {
    }
    pollfd connection{redis->fd, POLLIN, 0};
    poll(&connection, 1, -1);
    void* received = nullptr;
    if (redisGetReply(redis.get(), &received) != REDIS_OK) return 1;
    const std::unique_ptr<redisReply, Free> answer(static_cast<redisReply*>(received));
    if (answer->type == REDIS_REPLY_ERROR) return 1;
    FCGX_PutS(reply, request.out);
    FCGX_Detach(&request);
    FCGX_Finish_r(&request);
  }
}
