#include "core/base/sha256.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <array>
#include <cstdint>
#include <memory>
#include <openssl/evp.h>
#include <span>
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
    const RegularFile file(path);
    Digest256 digest;
    std::vector<char> block(1 << 20);
    std::uint64_t done = 0;
    while (true) { // to the end, wherever that is by now: a file may be added to
        if (stop.stop_requested())
            return std::nullopt;
        const std::size_t got = file.readSome(done, std::as_writable_bytes(std::span(block)));
        digest.add({block.data(), got});
        done += got;
        if (got < block.size())
            break;
    }
    if (done < file.size()) // the digest would be that of a part
        file.failAsCut(done, file.size(), "it");
    return digest.text();
}

std::string sha256Of(std::string_view bytes)
{
    Digest256 digest;
    digest.add(bytes);
    return digest.text();
}

} // namespace dass
