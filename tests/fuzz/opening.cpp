// What opens a draw: JSON, and the prizes and the duration in it.

#include "draw/opening.hpp"
#include "draw/prize_list.hpp"
#include "fuzz.hpp"
#include "io/json.hpp"
#include "io/text.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto body = io::parse_json(fuzz::text(data, size));
  io::to_text(body);
  std::vector<std::string> prizes;
  std::string duration = "0";
  if (body.is_object()) {
    if (body.contains("prizes") && body["prizes"].is_array()) {
      for (const auto& prize : body["prizes"]) prizes.push_back(prize.is_string() ? prize.get<std::string>() : "");
    }
    if (body.contains("duration")) duration = io::to_text(body["duration"]);
  } else {
    const std::string typed = fuzz::text(data, size);
    io::parse_time(typed);
    for (const draw::Prize& each : draw::prizes_of(typed)) prizes.push_back(each.name);
    fuzz::require(draw::doubtful_lines(typed).size() <= io::lines(typed).size(), "a doubt a line");
    fuzz::require(prizes.size() <= draw::Opening::most_prizes + io::lines(typed).size(), "not many too many");
    fuzz::require(!draw::has_quantities(typed) || !prizes.empty(), "a quantity of something");
    fuzz::require(io::csv_cell(typed).size() >= typed.size() + 2, "a cell in quotes");
  }
  draw::Opening::Wish wish{{}, duration, fuzz::text(data, size)};
  for (const std::string& prize : prizes) wish.prizes.push_back({prize, prize});
  const auto result = draw::Opening::parse(wish);
  if (const auto* opening = std::get_if<draw::Opening>(&result)) {
    fuzz::require(!opening->show().prizes().empty(), "there are prizes");
    fuzz::require(opening->time_limit().seconds >= 0, "the duration is not negative");
    for (const auto& [prize, note] : opening->show().prizes()) {
      const auto code_points = io::decode_utf8(prize);
      fuzz::require(code_points && !code_points->empty() && code_points->size() <= draw::Opening::longest_prize,
                    "length");
      fuzz::require(io::one_line(prize) == prize && io::trim(prize) == prize, "one line, trimmed");
    }
  } else {
    const auto& refusal = std::get<draw::Opening::Refusal>(result);
    fuzz::require(!std::string_view(refusal.fault.sentence).empty(), "a refusal says what to do");
  }
  return 0;
}
