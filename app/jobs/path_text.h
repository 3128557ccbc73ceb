#pragma once

#include <QString>

#include <filesystem>
#include <string>

namespace dass {

// A path as Qt has it, a text, and as the engine does. For names in any script, whatever the locale is; neither throws.
// A file's name that is no valid UTF-8 comes out with U+FFFD in the place of what is not, and so is not found again.
inline std::filesystem::path toPath(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    return std::u8string(utf8.begin(), utf8.end());
}

inline QString fromPath(const std::filesystem::path& path)
{
    const std::u8string utf8 = path.u8string();
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace dass
