#pragma once

// A private redis-server for one test, in its own folder, on a Unix socket, stopped with the object.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>

#include "io/redis.hpp"

class RedisServer {
 public:
  RedisServer() {
    std::string pattern = (std::filesystem::temp_directory_path() / "prizedraw-redis.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    start();
  }
  ~RedisServer() {
    stop();
    std::filesystem::remove_all(folder_);
  }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  io::RedisSettings settings() const {
    io::RedisSettings settings;
    settings.socket = folder_ / "redis.sock";
    return settings;
  }

  // Returns when the server answers.
  void start() {
    const std::string socket = folder_ / "redis.sock";
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("no process for redis-server");
    if (pid_ == 0) {
      const int nowhere = open("/dev/null", O_WRONLY);
      dup2(nowhere, STDOUT_FILENO);
      execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", socket.c_str(), "--save", "", "--dir",
             folder_.c_str(), nullptr);
      _exit(127);
    }
    for (int attempt = 0; attempt < 500; ++attempt) {
      try {
        io::Redis(settings()).command({"PING"});
        return;
      } catch (const io::RedisError&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
    stop();
    throw std::runtime_error("redis-server does not answer");
  }

  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGCONT);
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  void pause() const { kill(pid_, SIGSTOP); }
  void resume() const { kill(pid_, SIGCONT); }

 private:
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};
