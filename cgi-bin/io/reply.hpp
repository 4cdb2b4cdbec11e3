#pragma once

// A reply of Redis as a value, and Redis's errors.

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace io {

// Redis cannot be reached, reports an error, is too slow, or has a value of an unexpected type.
struct RedisError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A reply of Redis. Asking for another type than it has throws RedisError.
class Reply {
 public:
  using List = std::vector<Reply>;
  using Value = std::variant<std::nullptr_t, long long, std::string, List>;

  explicit Reply(Value value) : value_(std::move(value)) {}

  bool is_nil() const { return std::holds_alternative<std::nullptr_t>(value_); }
  bool is_list() const { return std::holds_alternative<List>(value_); }
  long long integer() const { return get<long long>(); }
  const std::string& text() const { return get<std::string>(); }
  const List& list() const& { return get<List>(); }
  List list() && { return get<List>(), std::get<List>(std::move(value_)); }
  std::vector<std::string> texts() const;  // of a list of texts

  // From a flat list of names and values, as in HGETALL's reply. Numbers become digits, and nil becomes "".
  std::map<std::string, std::string> fields() const;

 private:
  template <typename T>
  const T& get() const {
    if (const T* held = std::get_if<T>(&value_)) return *held;
    throw RedisError("unexpected type of reply");
  }
  Value value_;
};

}  // namespace io
