#pragma once

// What several pages show: the draw as it is now, its winners, and people with their pictures.

#include <string>
#include <vector>

#include "draw/snapshot.hpp"
#include "draw/winners.hpp"
#include "pages/paging.hpp"
#include "pages/site.hpp"

// What a phase is called: none, open, closed or won.
std::string name_of(const draw::Phase& phase);

// What every page of this draw says of it, `root` and the phase's name included.
web::View view_of(const Site& site, const draw::Snapshot& snapshot, const web::Request& request,
                  const std::string& title);

web::View view_of(const draw::Show& show, const std::vector<draw::Winner>& winners);

// These prizes, each with its name and its note.
web::View view_of(const draw::Show& show, const std::vector<std::string>& prizes);

// The winners and the prizes that are not won: what is on this page of both.
void add_lists(web::View& view, Site& site, const draw::Snapshot& snapshot, Paging paging);

// Somebody with a picture of so many pixels.
web::View person(const std::string& id, const std::string& name, const std::string& image, int pixels);

// The two largest units, such as "1 hour 15 minutes"; minutes are rounded up.
std::string in_words(long long seconds);

// For <time datetime="{{iso}}">{{text}}</time>, which the script shows as the reader's own time: RFC 3339, and as
// people read it, such as "2026-01-31 12:00:00 UTC". Empty where there is none.
web::View time_view(const std::string& time);

std::string date_of(const std::string& time);  // the same as a date, such as "31 January 2026"; empty where it is none

// An address as people type it: without the scheme and the slash at the end.
std::string as_typed(const std::string& address);
