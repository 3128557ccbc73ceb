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

// A digest under way.
class Digest256
{
public:
    Digest256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
            throw digestFailed();
    }

    void add(std::string_view bytes)
    {
        if (EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) != 1)
            throw digestFailed();
    }

    std::string text()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int length = 0;
        if (EVP_DigestFinal_ex(m_context.get(), digest.data(), &length) != 1)
            throw digestFailed();
        constexpr char kDigits[] = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < length; ++i) {
            text += kDigits[digest[i] >> 4];
            text += kDigits[digest[i] & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

} // namespace

std::string sha256OfFile(const std::filesystem::path& path)
{
    return *sha256OfFile(path, {}); // never without a value: nobody can ask it to stop
}

std::optional<std::string> sha256OfFile(const std::filesystem::path& path, const std::stop_token& stop)
{
    requireRegularFile(path);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "'; check its permissions");
    Digest256 digest;
    std::vector<char> block(1 << 20);
    while (file) {
        if (stop.stop_requested())
            return std::nullopt;
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.add({block.data(), static_cast<std::size_t>(file.gcount())});
    }
    if (file.bad()) // not the end of the file, but the disk: the digest would be that of a part
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "' to its end; check the disk, or copy it again");
    return digest.text();
}

std::string sha256Of(std::string_view bytes)
{
    Digest256 digest;
    digest.add(bytes);
    return digest.text();
}

} // namespace dass
