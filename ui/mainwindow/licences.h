#pragma once

#include <QString>

#include <span>

namespace dass {

// Somebody else's work that the program is made with.
struct Library
{
    const char* name;
    const char* licence; // SPDX where it has a name there
    const char* use;     // untranslated; useOf() has it in the window's language
};

// As docs/licences.md lists them.
std::span<const Library> libraries();
QString useOf(const Library& library);

// The GNU General Public License, version 3, in plain text.
QString licenceText();

} // namespace dass
