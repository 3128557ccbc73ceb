#include "core/model/zip_archive.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <cstdio>
#include <zip.h>

namespace dass {

namespace {

struct CloseEntry
{
    void operator()(zip_file* file) const { zip_fclose(file); }
};

} // namespace

ZipArchive::ZipArchive(const std::filesystem::path& path) : m_path(path), m_zip(nullptr, zip_discard)
{
    requireRegularFile(path);
    m_size = std::filesystem::file_size(path);
    m_unread = m_size;
    int code = 0;
    m_zip.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!m_zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        fail("it is no readable zip file (" + reason + ")");
    }
}

ZipArchive::~ZipArchive() = default;

void ZipArchive::fail(const std::string& reason) const
{
    throw Error(ErrorCode::BadFile,
                "'" + m_path.string() + "' is not a valid checkpoint: " + reason + "; fetch or save the file again");
}

std::optional<std::string> ZipArchive::findEnding(const std::string& ending) const
{
    const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), 0);
        if (name != nullptr && std::string_view(name).ends_with(ending))
            return name;
    }
    return std::nullopt;
}

bool ZipArchive::contains(const std::string& name) const
{
    return zip_name_locate(m_zip.get(), name.c_str(), 0) >= 0;
}

std::uint64_t ZipArchive::sizeOf(const std::string& name) const
{
    zip_stat_t info;
    if (zip_stat(m_zip.get(), name.c_str(), 0, &info) != 0)
        fail("it has no entry '" + name + "'");
    if ((info.valid & ZIP_STAT_COMP_METHOD) != 0 && info.comp_method != ZIP_CM_STORE)
        throw Error(ErrorCode::Unsupported, "'" + m_path.string() + "' holds the compressed entry '" + name +
                                                "'; torch.save stores without compression: save the checkpoint again");
    if ((info.valid & ZIP_STAT_SIZE) == 0 || info.size > m_size)
        fail("its entry '" + name + "' claims more bytes than the file has");
    return info.size;
}

void ZipArchive::read(const std::string& name, std::uint64_t offset, std::span<std::byte> out)
{
    const std::uint64_t there = sizeOf(name);
    if (offset > there || out.size() > there - offset)
        fail("its entry '" + name + "' has " + std::to_string(there) + " bytes, its tensor needs " +
             std::to_string(out.size()) + " from " + std::to_string(offset) + " on");
    if (out.size() > m_unread)
        fail("its entries overlap: together they are larger than the file");
    m_unread -= out.size();
    const std::unique_ptr<zip_file, CloseEntry> entry(zip_fopen(m_zip.get(), name.c_str(), 0));
    if (!entry)
        fail("its entry '" + name + "' cannot be opened (" + zip_strerror(m_zip.get()) + ")");
    if (offset > 0 && zip_fseek(entry.get(), static_cast<zip_int64_t>(offset), SEEK_SET) != 0)
        fail("its entry '" + name + "' cannot be read from byte " + std::to_string(offset) + " on (" +
             zip_file_strerror(entry.get()) + ")");
    std::size_t done = 0;
    while (done < out.size()) {
        const zip_int64_t got = zip_fread(entry.get(), out.data() + done, out.size() - done);
        if (got <= 0)
            fail("its entry '" + name + "' is damaged or ended at byte " + std::to_string(offset + done) + " of " +
                 std::to_string(there) + ", which a file that was replaced meanwhile does");
        done += static_cast<std::size_t>(got);
    }
    if (out.size() < there)
        return;
    std::byte beyond; // libzip compares the checksum when it meets the end
    if (zip_fread(entry.get(), &beyond, 1) != 0)
        fail("its entry '" + name + "' is damaged: its checksum is wrong");
}

} // namespace dass
