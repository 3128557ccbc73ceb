#include "core/distill/memory_shortage.h"

#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/model/memory_check.h"
#include "core/model/memory_text.h"

#include <algorithm>
#include <new>
#include <regex>

namespace dass::distill {

namespace {

constexpr const char* kShortage = "out of memory: ";
constexpr const char* kReading = "reading lists, stored outputs and weights";
constexpr const char* kDecoded = "decoding clips and keeping them";
constexpr const char* kScoring = "the evaluation, of a clip a thread,";

// Torch's allocators, and oneDNN, which says no more than that it cannot make something. That it cannot describe
// something is no shortage: the processor lacks it.
const std::regex& shortageWords()
{
    static const std::regex words(
        "allocate memory|not enough memory|out of memory|could not create a (primitive|memory)(?! descriptor)",
        std::regex::icase);
    return words;
}

bool isShortage(const std::exception& error)
{
    return dynamic_cast<const std::bad_alloc*>(&error) != nullptr || std::regex_search(error.what(), shortageWords());
}

bool isToldAlready(const std::exception& error)
{
    const auto* own = dynamic_cast<const Error*>(&error);
    return own != nullptr && own->code() == ErrorCode::OutOfMemory;
}

std::string whoAsked(const Spec& spec, MemoryUse use)
{
    const std::string batch = "a batch of " + std::to_string(spec.batch);
    switch (use) {
    case MemoryUse::Start:
        return kReading;
    case MemoryUse::Clips:
        return kDecoded;
    case MemoryUse::Step:
        return batch;
    case MemoryUse::Teachers:
        return "the teachers, for " + batch + ",";
    case MemoryUse::Evaluation:
        return kScoring;
    }
    return {};
}

std::string whatHelps(const Spec& spec, MemoryUse use)
{
    const std::string others = "close other programs and go on with --resume";
    switch (use) {
    case MemoryUse::Start:
        return "close other programs and start it again";
    case MemoryUse::Clips:
        return others + ", or start another run with a smaller data.cache_mb";
    case MemoryUse::Step: {
        const bool canRecompute = spec.student.arch == StudentArchitecture::Dass && !spec.recomputeBlocks;
        return others + ", or start another run with a smaller batch" + (canRecompute ? " or \"recompute\": true" : "");
    }
    case MemoryUse::Teachers:
        return others + ", or start another run with a smaller batch or with stored outputs of theirs";
    case MemoryUse::Evaluation:
        return others + " and fewer --threads";
    }
    return {};
}

// "asked for 213 MB more, this computer has 150 MB free"
std::string askedText(const std::string& message)
{
    static const std::regex kAsked("tried to allocate ([0-9]{1,18}) bytes");
    std::smatch found;
    const std::string text = std::regex_search(message, found, kAsked)
                                 ? "asked for " + memoryText(std::stoll(found[1])) + " more"
                                 : "asked for more than there is";
    const std::int64_t there = availableMemory();
    return there > 0 ? text + ", this computer has " + memoryText(there) + " free" : text;
}

} // namespace

void tellingShortage(const Spec& spec, MemoryUse use, const std::function<void()>& action)
{
    try {
        action();
    } catch (const std::exception& error) {
        if (!isShortage(error) || isToldAlready(error))
            throw;
        throw Error(ErrorCode::OutOfMemory,
                    kShortage + whoAsked(spec, use) + " " + askedText(error.what()) + "; " + whatHelps(spec, use));
    }
}

void requireTrainingMemory(const Spec& spec, std::int64_t parameters)
{
    const double kept = spec.ema > 0 ? 5 : 4; // fp32 numbers for each parameter
    requireMemory(kept * sizeof(float) * static_cast<double>(parameters),
                  "student.size: a network of " + std::to_string(parameters) +
                      " parameters, whose training takes at least",
                  "close other programs, or choose a smaller student");
}

bool helpsSmallerBatch(const std::string& error)
{
    return std::ranges::none_of(std::initializer_list<const char*>{kReading, kDecoded, kScoring}, [&](const char* who) {
        return error.find(std::string(kShortage) + who) != std::string::npos;
    });
}

} // namespace dass::distill
