#pragma once

#include <QString>

#include <string>
#include <vector>

namespace dass {

// A clip that is hidden, with the sounds that are known to be in it.
struct NeedleClip
{
    QString path;
    QString name;
    std::vector<std::string> mids; // machine ids of its labels; empty: not told

    bool operator==(const NeedleClip&) const = default;
};

} // namespace dass
