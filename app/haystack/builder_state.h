#pragma once

#include "app/haystack/needle_clip.h"
#include "app/haystack/probe.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

// What is built in the Haystack workspace, as it is kept from one start to the next.
struct BuilderState
{
    std::vector<NeedleClip> clips;
    int current = -1;
    HaystackChoice choice; // its position is that of the chosen clip
    QString model;         // chosen here; empty: Analyze's
};

// Its file (docs/formats.md, The builder of the Haystack workspace).
inline constexpr int kBuilderVersion = 1;
inline constexpr std::uint64_t kMostBuilderBytes = std::uint64_t{2} << 20;

std::string builderText(const BuilderState& state);

// For a file that anyone may have written: everything is looked at before anything is used. Whether the clips are there
// is not looked at. Throws Error: NotFound, Io, Unsupported (of a newer version), BadFile.
BuilderState readBuilderState(const std::filesystem::path& file);

} // namespace dass
