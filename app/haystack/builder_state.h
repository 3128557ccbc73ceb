#pragma once

#include "app/haystack/needle_clip.h"
#include "app/haystack/probe.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dass {

// What is built in the Haystack workspace, as it is kept from one start to the next.
struct BuilderState
{
    std::vector<NeedleClip> clips;
    int current = -1;
    HaystackChoice choice;            // its position is that of the chosen clip
    QString model;                    // chosen here; empty: Analyze's
    bool sinusoidalPositions = false; // of that model, an AST
    QStringList problems = {};        // of reading: one line for each clip that was left out
};

// Its file (docs/formats.md, The builder of the Haystack workspace).
inline constexpr int kBuilderVersion = 1;
inline constexpr std::uint64_t kMostBuilderBytes = std::uint64_t{16} << 20;

std::string builderText(const BuilderState& state);

// For a file that anyone may have written: everything is looked at before anything is used. Whether the clips are there
// is not looked at; one that cannot be used costs that clip alone. Throws Error: NotFound, Io, Unsupported (of a newer
// version), BadFile.
BuilderState readBuilderState(const std::filesystem::path& file);
// The same of such text out of another file.
BuilderState builderStateOf(const std::string& text, const std::filesystem::path& file);

// What a session holds of it, as whoever opens the session reads it off the GUI thread.
struct SavedBuilder
{
    BuilderState state;
    QString error; // why it cannot be read, in a line; empty: it was
};
std::shared_ptr<const SavedBuilder> readSavedBuilder(const std::string& text, const std::filesystem::path& session);

} // namespace dass
