#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>
#include <string>
#include <vector>

namespace dass {

// A clip that can be hidden, with the sounds that are known to be in it, and where it is in the builder's mixture. One
// file may be listed several times, to be hidden in several places.
struct NeedleClip
{
    QString path;
    QString name;
    std::vector<std::string> mids;    // machine ids of its labels; empty: not told
    bool hidden = true;               // in the mixture; else only in the list
    double position = 0.5;            // 0 to 1
    std::optional<double> ratio = {}; // signal to noise of its own, dB; else the one of all
    bool isLabelHeard = false;        // mids are what the model hears in the clip alone; not kept
    quint64 id = 0;                   // of the session that lists it, no other has it there; not kept

    bool operator==(const NeedleClip&) const = default;
};

} // namespace dass
