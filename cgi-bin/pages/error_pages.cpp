#include "pages/error_pages.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "io/language.hpp"
#include "io/log.hpp"
#include "io/settings.hpp"
#include "web/pages.hpp"

namespace {

using io::translatable;

struct Refusal {
  const char* file;  // begins with the status
  const char* heading;
  const char* sentence;
  const char* path;
  const char* link;
};

constexpr std::array refusals{
    Refusal{"400", translatable("Something went wrong with that request"),
            translatable("The request is broken or too long; check it and send it again."), "",
            translatable("Go to the draw")},
    Refusal{"401", translatable("Organisers only"),
            translatable("This page is for organisers; log in as the administrator."), "admin",
            translatable("Try again")},
    Refusal{
        "401-wrong", translatable("Wrong password"),
        translatable("The name or password is wrong; the name is usually admin, and config/serve keeps the password "
                     "it generated in .state/password."),
        "admin", translatable("Try again")},
    Refusal{"405", translatable("Not allowed here"), translatable("Nothing can be sent to this address; use GET."), "",
            translatable("Go to the draw")},
    Refusal{"413", translatable("Request too large"), translatable("The request is too large; send less."), "admin",
            translatable("Go to the organiser’s page")},
    Refusal{"414", translatable("Address too long"),
            translatable("The address is too long; check it and send it again."), "", translatable("Go to the draw")},
    Refusal{"416", translatable("No such part"), translatable("The file has no such part; request the whole file."), "",
            translatable("Go to the draw")},
    Refusal{"429", translatable("One moment, please"),
            translatable("Too many requests came from your network; try again in a few seconds."), "",
            translatable("Try again")},
    Refusal{"503", translatable("Back in a moment"),
            translatable("The draw is unavailable right now; try again in a few seconds."), "",
            translatable("Try again")},
};

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text << std::flush;
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

void write(const std::filesystem::path& folder, const web::Pages& pages, const Refusal& refusal) {
  const std::string heading = io::tr(refusal.heading);
  const std::string sentence = io::tr(refusal.sentence);
  const web::View view{{"root", ""},
                       {"title", heading},
                       {"heading", heading},
                       {"status", std::string(refusal.file).substr(0, 3)},
                       {"sentence", sentence},
                       {"path", refusal.path},
                       {"link", io::tr(refusal.link)}};
  write(folder / (std::string(refusal.file) + ".html"), pages.render("error", view));
  write(folder / (std::string(refusal.file) + ".txt"), sentence + "\n");
}

}  // namespace

int write_error_pages(const char* folder) try {
  const web::Pages pages(io::Settings::load().templates);
  for (const std::string& language : pages.languages()) {
    io::speak(language);
    const auto into = std::filesystem::path(folder) / language;
    std::filesystem::create_directories(into);
    for (const Refusal& each : refusals) write(into, pages, each);
  }
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  io::log(error.what());
  return EXIT_FAILURE;
}
