#pragma once

// What several pages show: the current draw, its winners, and people with their pictures.

#include <string>
#include <vector>

#include "draw/snapshot.hpp"
#include "draw/winners.hpp"
#include "pages/paging.hpp"
#include "pages/site.hpp"

// The name of a phase: none, open, closed or won.
std::string name_of(const draw::Phase& phase);

// What every page about this draw shows, including `root` and the phase's name.
web::View view_of(const Site& site, const draw::Snapshot& snapshot, const web::Request& request,
                  const std::string& title);

web::View view_of(const draw::Show& show, const std::vector<draw::Winner>& winners);

// These prizes, with names and notes.
web::View view_of(const draw::Show& show, const std::vector<std::string>& prizes);

// This page's part of the winners and of the prizes that are not won.
void add_lists(web::View& view, Site& site, const draw::Snapshot& snapshot, Paging paging);

// A person with a picture of so many pixels.
web::View person(const std::string& id, const std::string& name, const std::string& image, int pixels);

// What happened to a prize, such as "An Apple now goes to Anita Lee @anita-lee", as the log and JSON say it in English.
std::string sentence_for_readers(const draw::Move& move);

// The two largest units, such as "1 hour 15 minutes"; minutes are rounded up.
std::string in_words(long long seconds);

// For <time datetime="{{iso}}">{{text}}</time>, which the script converts to the reader's local time: RFC 3339, and a
// readable form such as "2026-01-31 12:00:00 UTC". Empty if there is none.
web::View time_view(const std::string& time);

std::string date_of(const std::string& time);  // the same as a date, such as "31 January 2026"; empty if there is none

// An address as people type it: without scheme and trailing slash.
std::string as_typed(const std::string& address);
