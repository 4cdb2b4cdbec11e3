#include "web/response.hpp"

#include <string_view>

namespace {

// The reason phrases of RFC 9110, 15: some servers pass the line on unchanged, and it needs one.
std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

}  // namespace

namespace web {

std::string Response::to_cgi(bool with_body) const {
  std::string text = "Status: " + std::to_string(status) + " ";
  text.append(reason(status)).append("\r\nCache-Control: ").append(cache_control).append("\r\n");
  for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
  if (status != 304) {
    text += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  text += "\r\n";
  if (with_body) text += body;
  return text;
}

Response page(std::string html, int status) { return {status, "text/html; charset=utf-8", std::move(html)}; }

Response plain(std::string text, int status) { return {status, "text/plain; charset=utf-8", std::move(text)}; }

Response json(std::string text) { return {200, "application/json", std::move(text)}; }

Response see_other(std::string path) {
  Response response{303, "text/plain; charset=utf-8", "See " + path + "\n"};
  response.headers.emplace_back("Location", std::move(path));
  return response;
}

}  // namespace web
