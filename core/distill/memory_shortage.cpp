#include "core/distill/memory_shortage.h"

#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/model/memory_text.h"

#include <new>
#include <regex>
#include <string>

namespace dass::distill {

namespace {

// Torch's allocators, and oneDNN, which says no more than that it cannot make something. That it cannot describe
// something is no shortage: the processor lacks it.
const std::regex& shortageWords()
{
    static const std::regex words(
        "allocate memory|not enough memory|out of memory|could not create a (primitive|memory)(?! descriptor)",
        std::regex::icase);
    return words;
}

// "a step with a batch of 8 asked for 213 MB, 150 MB are free"
std::string askedText(const Spec& spec, const std::string& message)
{
    static const std::regex kAsked("tried to allocate ([0-9]{1,18}) bytes");
    std::string text = "a batch of " + std::to_string(spec.batch);
    std::smatch found;
    text += std::regex_search(message, found, kAsked) ? " asked for " + memoryText(std::stoll(found[1])) + " more"
                                                      : " asked for more than there is";
    const std::int64_t there = availableMemory();
    return there > 0 ? text + ", this computer has " + memoryText(there) + " free" : text;
}

} // namespace

void tellingShortage(const Spec& spec, const std::function<void()>& action)
{
    try {
        action();
    } catch (const std::exception& error) {
        const std::string message = error.what();
        if (dynamic_cast<const std::bad_alloc*>(&error) == nullptr && !std::regex_search(message, shortageWords()))
            throw;
        throw Error(ErrorCode::OutOfMemory,
                    "out of memory: " + askedText(spec, message) +
                        "; close other programs and go on with --resume, or start another run with a smaller batch or "
                        "\"recompute\": true");
    }
}

} // namespace dass::distill
