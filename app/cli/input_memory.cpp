#include "app/cli/input_memory.h"

#include "core/base/number_text.h"
#include "core/features/fbank_constants.h"
#include "core/model/memory_check.h"

namespace dass::cli {

void requireMemoryFor(const InputSize& input, const TaggingModel& model, const std::string& item,
                      const std::string& remedy, std::int64_t available)
{
    const bool works = input.atOnce > 0 && model.device() == "cpu";
    const std::int64_t work = works ? model.workingBytes(input.atOnce, input.frames) : 0;
    const std::int64_t values = input.clips * input.frames * fbank::kMelBins * static_cast<std::int64_t>(sizeof(float));
    const std::string seconds = fixedText(static_cast<double>(input.frames) / fbank::kFramesPerSecond, 0);
    requireMemory(static_cast<double>(values + work - input.held),
                  "'" + item + "': an input of at least " + seconds + " s takes", remedy, available);
}

} // namespace dass::cli
