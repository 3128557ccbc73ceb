#pragma once

#include <filesystem>

namespace dass::cli {

// A fresh folder of this process, gone with what is in it at the end of the scope. Throws Error(Io).
class ScratchFolder
{
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace dass::cli
