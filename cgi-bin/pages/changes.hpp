#pragma once

// An organiser's changes to the draw (draw_changes.cpp) and to people (people_changes.cpp). Each checks the fields of a
// form or of JSON, makes the change, and answers as answer() in desk.hpp does. admin.cpp lists what each takes and
// refuses.

#include "pages/desk.hpp"

Change open_draw;
Change change_prizes;
Change delete_draw;
Change change_time;
Change reveal;

Change remove_entrant;
Change exclude;
Change add_people;
Change allow;
Change note_here;
