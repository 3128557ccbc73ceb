#pragma once

#include "core/distill/run_data.h"

#include <cstdint>
#include <string>

namespace dass::distill {

// By which a resumed run knows the clips and labels that it began with. What is heard in the files is not looked at.
struct DataMark
{
    std::int64_t trainClips = 0;
    std::int64_t evalClips = 0;
    std::string digest; // SHA-256 of the classes and of all clips with their labels
    bool operator==(const DataMark&) const = default;
};

DataMark markOf(const RunData& data);

// One line that says how the data differs, with what to do about it.
std::string differenceText(const DataMark& before, const DataMark& now);

} // namespace dass::distill
