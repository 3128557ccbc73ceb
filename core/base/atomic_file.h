#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace dass {

// A file that appears whole or not at all: written under a temporary name beside its target, flushed to disk and
// renamed by commit(). Without commit() the temporary file is removed. A symbolic link stays one: the file that it
// points to is the target. A target that is there and no regular file (a pipe, a device) is written directly, since a
// rename would put a file in its place. Throws Error(Io), naming the target.
class AtomicFile
{
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    std::ostream& stream() { return m_stream; }
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary; // empty when the target is written directly
    std::ofstream m_stream;
    bool m_committed = false;
};

void writeFileAtomically(const std::filesystem::path& target, std::string_view contents);

} // namespace dass
