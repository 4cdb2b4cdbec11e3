#pragma once

// The web server's own refusals, which it sends when no program can answer.

// Writes a page for browsers (NNN.html) and one sentence for other clients (NNN.txt) for each refusal, into a folder
// for each language. The web server puts the site's path after each =" when it sends a page. Returns the exit status.
int write_error_pages(const char* folder);
