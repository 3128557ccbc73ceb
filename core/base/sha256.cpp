#include "core/base/sha256.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"

#include <array>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <vector>

namespace dass {

namespace {

Error digestFailed()
{
    return Error(ErrorCode::Internal, "OpenSSL cannot compute a SHA-256; install it again");
}

} // namespace

std::string sha256OfFile(const std::filesystem::path& path)
{
    requireRegularFile(path);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "'; check its permissions");

    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        throw digestFailed();
    std::vector<char> block(1 << 20);
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        if (EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(file.gcount())) != 1)
            throw digestFailed();
    }
    if (file.bad()) // not the end of the file, but the disk: the digest would be that of a part
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "' to its end; check the disk, or copy it again");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
        throw digestFailed();

    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

} // namespace dass
