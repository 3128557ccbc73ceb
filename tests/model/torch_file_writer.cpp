#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>

#include <stdexcept>
#include <zip.h>

namespace dass {

namespace {

template <class T>
std::string littleEndian(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

} // namespace

PickleWriter& PickleWriter::raw(const std::string& opcodes)
{
    m_bytes += opcodes;
    return *this;
}

PickleWriter& PickleWriter::global(const std::string& module, const std::string& name)
{
    return raw("c").raw(module).raw("\n").raw(name).raw("\n");
}

PickleWriter& PickleWriter::text(const std::string& value)
{
    return raw("X").raw(littleEndian(static_cast<std::uint32_t>(value.size()))).raw(value);
}

PickleWriter& PickleWriter::integer(std::int64_t value)
{
    return raw("\x8a\x08").raw(littleEndian(value));
}

PickleWriter& PickleWriter::integers(const std::vector<std::int64_t>& values)
{
    raw("(");
    for (const std::int64_t value : values)
        integer(value);
    return raw("t");
}

PickleWriter& PickleWriter::tensor(const std::string& storageType, const std::string& key, std::int64_t stored,
                                   std::int64_t offset, const std::vector<std::int64_t>& shape,
                                   const std::vector<std::int64_t>& strides)
{
    global("torch._utils", "_rebuild_tensor_v2").raw("((");
    text("storage").global("torch", storageType).text(key).text("cpu").integer(stored).raw("tQ");
    integer(offset).integers(shape).integers(strides).raw("\x89");
    return global("collections", "OrderedDict").raw(")RtR");
}

void writeZip(const std::filesystem::path& path, const ZipEntries& entries, bool compress)
{
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr)
        throw std::runtime_error("cannot write " + path.string());
    for (const auto& [name, contents] : entries) {
        zip_source_t* source = zip_source_buffer(archive, contents.data(), contents.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                 0);
    }
    if (zip_close(archive) != 0)
        throw std::runtime_error("cannot finish " + path.string());
}

void writeTorchFile(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                    const std::string& key)
{
    PickleWriter pickle;
    ZipEntries entries(1);
    pickle.raw("\x80\x02");
    if (!key.empty())
        pickle.raw("}(").text("epoch").integer(7).text(key);
    pickle.global("collections", "OrderedDict").raw(")R(");
    for (const auto& [name, tensor] : tensors) {
        const std::string storage = std::to_string(entries.size() - 1);
        const at::Tensor flat = tensor.contiguous();
        pickle.text(name).tensor("FloatStorage", storage, flat.numel(), 0, flat.sizes().vec(), flat.strides().vec());
        entries.emplace_back("archive/data/" + storage,
                             std::string(static_cast<const char*>(flat.const_data_ptr()), flat.nbytes()));
    }
    pickle.raw(key.empty() ? "u." : "uu.");
    entries.front() = {"archive/data.pkl", pickle.bytes()};
    writeZip(path, entries);
}

} // namespace dass
