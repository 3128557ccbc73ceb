#pragma once

#include "core/base/error.h"

#include <QVariant>

// What Settings' values are read by: the file may hold anything, from another version or another hand.

namespace dass {

// A number within its limits, else the default.
inline double bounded(const QVariant& value, double low, double high, double fallback)
{
    bool ok = false;
    const double number = value.toDouble(&ok);
    return ok && number >= low && number <= high ? number : fallback;
}

template <class Parse, class Value>
Value parsed(const QVariant& value, Parse parse, Value fallback)
{
    try {
        return parse(value.toString().toStdString());
    } catch (const Error&) {
        return fallback; // a name that this version does not know
    }
}

} // namespace dass
