#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

enum class Precision { Auto, Fp32, Bf16 };
enum class Pooling { Mean, First, Mid, Last, Sum, Max };

Pooling poolingFromName(const std::string& name);     // "mean", "first", …; throws Error(InvalidArgument)
Precision precisionFromName(const std::string& name); // "auto", "fp32", "bf16"; throws Error(InvalidArgument)
std::string nameOf(Pooling pooling);
std::string nameOf(Precision precision);

struct Label
{
    std::string mid;  // AudioSet's machine id; empty for a custom class
    std::string name; // display name

    bool operator==(const Label&) const = default;
};

struct ModelInfo
{
    std::filesystem::path path; // the weights file
    std::string name;           // for people: from the model card or folder, else the file's stem
    std::string architecture;   // "DASS"
    std::string layout;         // "official", "vmamba" or "hugging-face"
    std::string sha256;         // of the weights file
    std::vector<std::int64_t> dims;
    std::vector<std::int64_t> depths;
    std::int64_t stateSize = 1; // N
    std::int64_t parameters = 0;
    std::int64_t classes = 0;
    std::int64_t embeddingSize = 0;
    std::vector<Label> labels; // [classes]: the config's own, else AudioSet's when there are 527, else "class 0", …
    Pooling pooling = Pooling::Mean;
};

struct ModelOptions
{
    std::string device = "auto"; // "auto", "cpu", "cuda", "cuda:N"
    Precision precision = Precision::Auto;
    int threads = 0; // as of threadCount(): 0 = one a core, -1 = one core left free; process-wide
    // Of an AST: positions computed for each length in place of those that it stores, as in the paper's haystack test.
    // Error(InvalidArgument) with any other model.
    bool sinusoidalPositions = false;

    bool operator==(const ModelOptions&) const = default;
};

// What a call of a model should stay within. The defaults are for the CPU: buffers that stay in its caches.
struct BatchLimits
{
    std::int64_t inputs = 8;
    std::int64_t bytes = std::int64_t{32} << 20; // of workingBytes()
};

// A model ready to tag, with no tensor type in sight so that the window and the exports can use it. Loading takes
// seconds; do it off the GUI thread. One thread may call it at a time.
class TaggingModel
{
public:
    // A weights file (.safetensors, .pth, .pt, .ckpt), or a folder with config.json and model.safetensors.
    // Throws Error: NotFound, BadFile (all wrong tensors in one message), Unsupported (device).
    static std::unique_ptr<TaggingModel> load(const std::filesystem::path& path, const ModelOptions& options = {});
    virtual ~TaggingModel() = default;

    virtual const ModelInfo& info() const = 0;
    virtual Precision precision() const = 0; // what Auto became
    virtual std::string device() const = 0;  // "cpu", "cuda:0"; changes where a GPU fails and the CPU goes on

    // Why this is on the CPU although a GPU would have been taken (device "auto"), in words; else empty.
    const std::string& whyCpu() const { return m_whyCpu; }
    void setWhyCpu(std::string reason) { m_whyCpu = std::move(reason); } // for whoever makes it

    // spectrograms [batch, frames, 128], normalised -> logits [batch, classes]; embeddings [batch, embeddingSize] when
    // not empty. Any frames >= 1.
    virtual void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                        std::span<float> logits, std::span<float> embeddings = {}) = 0;

    // Dense mode: one pass over longer spans, the head applied to features pooled over all mel rows and over `columns`
    // time steps of 0.32 s around each step. spectrograms [batch, frames, 128], normalised -> logits
    // [batch, steps, classes] with steps = denseSteps(frames); step s is centred on frame 32 s.
    virtual void denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                             std::int64_t columns, std::span<float> logits) = 0;
    static std::int64_t denseSteps(std::int64_t frames); // ceil(frames / 32), by the model's own rounding

    // Once this token asks to stop, the calls above return soon, their outputs unspecified: it is looked at before
    // every operation of the pass, and an MLP over a long window is several. A model that answers within 0.1 s anyway
    // need not look. Reset with {}.
    virtual void setStop(std::stop_token /*stop*/) {}

    // Peak of one call's own buffers, bytes, beside the weights and the caller's: for choosing batches and spans.
    virtual std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const = 0;

    // How large calls should be. From any thread.
    virtual BatchLimits batchLimits() const { return {}; }

    // What happened since the last time that a person should be told, a sentence each: a GPU that ran out of memory or
    // failed. From any thread.
    virtual std::vector<std::string> takeNotices() { return {}; }

private:
    std::string m_whyCpu;
};

} // namespace dass
