#pragma once

// What each of the five programs is made of, and their common main().

#include <functional>

#include "draw/desk.hpp"
#include "draw/draw.hpp"
#include "draw/entrants.hpp"
#include "draw/record.hpp"
#include "draw/winners.hpp"
#include "io/redis.hpp"
#include "io/settings.hpp"
#include "web/pages.hpp"
#include "web/routes.hpp"

struct Site {
  io::Settings settings = io::Settings::load();
  web::Pages pages{settings.templates};
  io::Redis redis{settings.redis};
  draw::Draw draw{redis, settings.key_prefix, std::chrono::hours(24) * settings.keep_days};
  draw::Desk desk{redis, settings.key_prefix};
  draw::Entrants entrants{redis, settings.key_prefix};
  draw::Records records{redis, draw::Keys(settings.key_prefix)};
  draw::Redraws redraws{redis, draw::Keys(settings.key_prefix)};
  draw::Winners winners{redis, settings.key_prefix};
};

// Serves these routes. A setting that makes no sense ends the program with one line and status 1.
int run(const std::function<web::Routes(Site&)>& routes);
