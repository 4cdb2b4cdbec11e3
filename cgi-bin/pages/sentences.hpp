#pragma once

// Sentences for an organiser, in their language.

#include <string>
#include <vector>

#include "draw/change.hpp"
#include "draw/opening.hpp"

// Why a change was refused, and what to do: one sentence for each outcome that an organiser can get.
std::string sentence_of(draw::Outcome outcome);

std::string sentence_of(const draw::Fault& fault);

// These names.
std::string listed(const std::vector<std::string>& names);

// The first of these names, and how many more there are.
std::string some_of(const std::vector<std::string>& names);
