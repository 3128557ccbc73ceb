#pragma once

#include <QString>

namespace dass {

// A stranger's Markdown with no more in it than Qt lays out without the window's noticing: its importer's time grows
// with the square of the marks in a paragraph and of the items in a list, so that a text of 64 kB can take minutes.
// What goes beyond keeps its words and loses its marks; any ordinary card stays as it is.
QString tamedMarkdown(const QString& markdown);

} // namespace dass
