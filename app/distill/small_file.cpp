#include "app/distill/small_file.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dass {

namespace {

// The whole file or its end, as far as it was that long when it was opened.
std::optional<std::string> readPart(const std::filesystem::path& file, std::size_t most, bool end)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe would wait for a writer
    if (descriptor < 0)
        return std::nullopt;
    std::optional<std::string> text;
    struct stat found
    {
    };
    if (fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode)) {
        const auto size = static_cast<std::size_t>(found.st_size);
        if (size <= most || end) {
            text.emplace(std::min(size, most), '\0');
            const std::size_t from = size - text->size();
            std::size_t done = 0;
            while (done < text->size()) {
                const ssize_t got =
                    pread(descriptor, text->data() + done, text->size() - done, static_cast<off_t>(from + done));
                if (got <= 0)
                    break;
                done += static_cast<std::size_t>(got);
            }
            text->resize(done);
        }
    }
    close(descriptor);
    return text;
}

} // namespace

std::optional<std::string> readSmallFile(const std::filesystem::path& file, std::size_t most)
{
    return readPart(file, most, false);
}

std::string readEnd(const std::filesystem::path& file, std::size_t most)
{
    return readPart(file, most, true).value_or(std::string());
}

} // namespace dass
