#pragma once

// The form that opens a draw: what an organiser typed, what is wrong with it, and the same wish sent as JSON.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "draw/snapshot.hpp"
#include "pages/site.hpp"

struct OpeningForm {
  std::string title = {};
  std::string prizes = {};     // one a line, what is said about it after " | "
  std::string duration = "0";  // seconds, or `other`, or `at`
  std::string minutes = {};    // with `other`
  std::string method = {};
  std::string reveal = "together";
  std::string opens_at = {};    // RFC 3339; empty for now
  std::string closes_at = {};   // with the duration `at`
  std::string instead_of = {};  // the draw that waits for its time and is changed
  std::string title_error = {};
  std::string prizes_error = {};
  std::string duration_error = {};
  bool leaves_out = false;  // recent winners
  std::string draws = "3";  // whose winners those are
  std::string draws_error = {};
  std::string opens_error = {};
  bool needs_review = false;    // the prizes are not as they were typed, or may not be what is meant
  bool is_written_out = false;  // quantities were
  std::string doubts = {};      // the lines that may mean something else
  bool is_literal = false;      // quantities were written out already
  bool beacon = true;

  // With what a draw that waits for its time was given.
  static OpeningForm of(const draw::ScheduledWish& scheduled);

  web::View view(const std::string& usual_method) const;
};

// A draw that somebody wants to open, not yet checked.
struct OpeningWish {
  draw::Opening::Wish wish;  // its duration is empty where it cannot be read
  std::string method;
  std::string reveal;
  OpeningForm form = {};
};

// Of a form. A line such as "3 x Sticker pack" stands for three prizes, which the organiser should see before the draw
// opens (needs_review), but once they have been seen every line means what it says.
OpeningWish wish_of_form(const nlohmann::json& fields);

// Of JSON, which means what it says: {"prizes": ["A Banana", {"name": "An Apple", "note": "given by Acme"}],
// "duration": 900, "title": "…", "method": "spop", "reveal": "together", "beacon": true}, all but the first two
// optional; and "opens_at", and "closes_at" instead of a duration, as RFC 3339 has times. Nothing where it has another
// shape.
std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields);

// For the desk, which says with `open` and `can_cancel` whether a draw has to end first: the draw that waits for its
// time, and the form that changes it or opens one.
void add_opening(Site& site, web::View& view, const draw::Snapshot& snapshot, OpeningForm form);

// A name, or an object of name and note; nothing where it is anything else.
std::optional<draw::Prize> prize_of(const nlohmann::json& value);
