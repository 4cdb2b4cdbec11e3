// Forms: for any input a field is found or is empty.

#include "web/form.hpp"
#include "fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto form = web::Form::parse(fuzz::text(data, size));
  if (form) fuzz::require(form->field("github_id").size() <= size, "a field is no longer than the form");
  return 0;
}
