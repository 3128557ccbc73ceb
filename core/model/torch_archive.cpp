#include "core/model/torch_archive.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/model/pickle_reader.h"
#include "core/model/torch_storages.h"
#include "core/model/zip_archive.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace dass {

namespace {

using Kind = PickleValue::Kind;

constexpr std::uint64_t kMaxPickleBytes = 16 << 20; // of structure alone; a large checkpoint's has some 300 kB
constexpr std::size_t kMaxNameBytes = 1024;         // of a tensor

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorCode::BadFile,
                "'" + path.string() + "' is not a valid checkpoint: " + reason + "; fetch or save the file again");
}

bool startsWith(const std::filesystem::path& path, std::string_view magic)
{
    const RegularFile file(path);
    std::string start(magic.size(), '\0');
    return file.readSome(0, std::as_writable_bytes(std::span(start))) == magic.size() && start == magic;
}

// Checkpoints from before torch 1.6 are bare pickles. An attack is told apart from them by what it tries to call.
[[noreturn]] void refuseBarePickle(const std::filesystem::path& path)
{
    const RegularFile file(path);
    std::vector<std::byte> start(std::min(file.size(), kMaxPickleBytes));
    start.resize(file.readSome(0, start));
    try {
        const PickleDocument document(start);
    } catch (const PickleRefused& refused) {
        fail(path, refused.what());
    } catch (const Error&) {
        // Old checkpoints end our reading early, as other files do; the message below fits them all.
    }
    throw Error(ErrorCode::Unsupported, "'" + path.string() +
                                            "' is no zip file: neither a checkpoint of torch 1.6 or later nor a "
                                            "safetensors file; load it in Python and save it again with torch.save");
}

void requireZip(const std::filesystem::path& path)
{
    if (!startsWith(path, "PK"))
        refuseBarePickle(path);
}

bool hasTensor(const PickleValue& dict)
{
    for (std::size_t i = 1; i < dict.items.size(); i += 2)
        if (dict.items[i]->kind == Kind::Tensor)
            return true;
    return false;
}

const PickleValue& stateDictIn(const std::filesystem::path& path, const PickleValue& root)
{
    if (root.kind != Kind::Dict)
        fail(path, "it does not hold a dict of tensors");
    for (const char* key : {"state_dict", "model", "model_state_dict"}) {
        const PickleValue* inner = findInDict(root, key);
        if (inner != nullptr && inner->kind == Kind::Dict && hasTensor(*inner))
            return *inner;
    }
    if (!hasTensor(root))
        fail(path, "it holds no tensors, neither at the top nor under 'state_dict' or 'model'");
    return root;
}

std::vector<std::byte> readWhole(ZipArchive& zip, const std::string& name, std::uint64_t limit,
                                 const std::filesystem::path& path)
{
    const std::uint64_t size = zip.sizeOf(name);
    if (size > limit)
        fail(path, "its entry '" + name + "' has " + std::to_string(size) + " bytes, at most " + std::to_string(limit) +
                       " make sense");
    std::vector<std::byte> bytes(size);
    zip.read(name, 0, bytes);
    return bytes;
}

std::unique_ptr<const PickleDocument> parse(const std::filesystem::path& path, std::span<const std::byte> pickle)
{
    try {
        return std::make_unique<const PickleDocument>(pickle);
    } catch (const Error& error) {
        fail(path, error.what());
    }
}

void requireLittleEndian(ZipArchive& zip, const std::string& folder, const std::filesystem::path& path)
{
    const std::string name = folder + "byteorder";
    if (!zip.contains(name))
        return; // before torch 2.1 there was no such entry
    const std::vector<std::byte> order = readWhole(zip, name, 64, path);
    if (std::string_view(reinterpret_cast<const char*>(order.data()), order.size()) != "little")
        throw Error(ErrorCode::Unsupported,
                    "'" + path.string() + "' was saved on a big-endian machine; save it again on a little-endian one");
}

std::string pickleNameIn(const std::filesystem::path& path, ZipArchive& zip)
{
    const auto name = zip.findEnding("data.pkl");
    if (!name)
        fail(path, "it is a zip file without 'data.pkl', so not made by torch.save");
    return *name;
}

// An opened archive and the structure of what it holds.
struct Archive
{
    explicit Archive(const std::filesystem::path& file)
        : path(file), zip((requireZip(file), file)), pickleName(pickleNameIn(file, zip)),
          folder(pickleName.substr(0, pickleName.size() - std::strlen("data.pkl")))
    {
        requireLittleEndian(zip, folder, file);
        pickle = readWhole(zip, pickleName, kMaxPickleBytes, file);
        document = parse(file, pickle);
    }

    // By the names in the document. As in Python, the last of several entries with one name counts.
    std::map<std::string_view, const PickleValue*> tensors() const
    {
        const PickleValue& dict = stateDictIn(path, document->root());
        std::map<std::string_view, const PickleValue*> found;
        for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
            const PickleValue& name = *dict.items[i];
            if (name.kind != Kind::String || dict.items[i + 1]->kind != Kind::Tensor)
                continue;
            if (name.text.size() > kMaxNameBytes)
                fail(path, "it has a tensor whose name has " + std::to_string(name.text.size()) + " bytes, at most " +
                               std::to_string(kMaxNameBytes) + " make sense");
            found.insert_or_assign(name.text, dict.items[i + 1]);
        }
        return found;
    }

    std::filesystem::path path;
    ZipArchive zip;
    std::string pickleName;
    std::string folder;
    std::vector<std::byte> pickle;
    std::unique_ptr<const PickleDocument> document;
};

NamedTensors shapesInPickle(const std::map<std::string_view, const PickleValue*>& tensors)
{
    NamedTensors shapes;
    for (const auto& [name, tensor] : tensors)
        shapes.emplace(name, withoutValues(tensor->shape, scalarTypeOf(tensor->items.front()->dtype)));
    return shapes;
}

} // namespace

bool looksLikeTorchFile(const std::filesystem::path& path)
{
    return startsWith(path, "PK\x03\x04") || startsWith(path, "\x80");
}

NamedTensors readTorchArchive(const std::filesystem::path& path)
{
    return readTorchArchive(path, [](const NamedTensors& shapes) {
        std::set<std::string> all;
        for (const auto& [name, shape] : shapes)
            all.insert(name);
        return all;
    });
}

NamedTensors readTorchArchive(const std::filesystem::path& path, const TensorChoice& choose)
{
    Archive archive(path);
    const std::map<std::string_view, const PickleValue*> found = archive.tensors();
    std::map<std::string, const PickleValue*> chosen;
    for (const std::string& name : choose(shapesInPickle(found)))
        chosen.emplace(name, found.at(name));
    return readFromStorages(archive.zip, archive.folder + "data/", chosen);
}

std::vector<std::string> tensorNamesInTorchArchive(const std::filesystem::path& path)
{
    const Archive archive(path);
    std::vector<std::string> names;
    for (const auto& [name, tensor] : archive.tensors())
        names.emplace_back(name);
    return names;
}

NamedTensors readTorchShapes(const std::filesystem::path& path)
{
    return shapesInPickle(Archive(path).tensors());
}

} // namespace dass
