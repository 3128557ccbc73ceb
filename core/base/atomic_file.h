#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace dass {

// A file that appears whole or not at all: written under a temporary name beside its target, flushed to disk and
// renamed by commit(). Without commit() the temporary file is removed. Throws Error(Io), naming the target.
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
    std::filesystem::path m_temporary;
    std::ofstream m_stream;
    bool m_committed = false;
};

void writeFileAtomically(const std::filesystem::path& target, std::string_view contents);

} // namespace dass
