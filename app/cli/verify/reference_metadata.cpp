#include "app/cli/verify/reference_metadata.h"

#include "app/cli/verify/reference_tensors.h"
#include "app/cli/verify/verification.h"
#include "core/base/error.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dass::cli {

std::string metadata(const SafetensorsFile& file, const std::string& key)
{
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end())
        throw Error(ErrorCode::BadFile, "its metadata has no '" + key + "'");
    return found->second;
}

std::int64_t number(const SafetensorsFile& file, const std::string& key)
{
    const std::string text = metadata(file, key);
    try {
        return std::stoll(text);
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadFile, "its metadata '" + key + "' is '" + text + "', a number was wanted");
    }
}

std::int64_t numberWithin(const SafetensorsFile& file, const std::string& key, std::int64_t least, std::int64_t most)
{
    const std::int64_t value = number(file, key);
    if (value < least || value > most)
        throw Error(ErrorCode::BadFile, "its metadata '" + key + "' is " + std::to_string(value) + "; " +
                                            std::to_string(least) + " to " + std::to_string(most) + " was wanted");
    return value;
}

std::vector<std::int64_t> numbers(const SafetensorsFile& file, const std::string& key)
{
    std::string text = metadata(file, key);
    if (!text.starts_with('['))
        text = "[" + text + "]";
    const auto list = nlohmann::json::parse(text, nullptr, false);
    const auto isSize = [](const nlohmann::json& value) {
        return value.is_number_integer() && value.get<std::int64_t>() > 0;
    };
    if (!list.is_array() || list.empty() || !std::ranges::all_of(list, isSize))
        throw Error(ErrorCode::BadFile, "its metadata '" + key + "' is no list of whole numbers above 0");
    return list.get<std::vector<std::int64_t>>();
}

void compareStep(const SafetensorsFile& file, const std::string& name, const at::Tensor& value, Verdict& verdict)
{
    verdict.goOn(); // between the steps of a pass, also where the file does not tell of them
    if (!file.contains(name + ".shape"))
        return;
    const at::Tensor x = value.contiguous();
    verdict.require(name + ".shape", holdsNumbers(file.at(name + ".shape"), x.sizes()));
    verdict.compare(name + ".mean_std", at::stack({x.mean(), x.std(false)}), file.at(name + ".mean_std"));
    const at::Tensor flat = x.flatten();
    for (const char* part : {".head", ".tail"}) {
        if (!file.contains(name + part))
            continue;
        const StoredTensor& wanted = file.at(name + part);
        const std::int64_t count = std::min(wanted.elements(), flat.numel());
        verdict.compare(name + part, flat.narrow(0, part[1] == 'h' ? 0 : flat.numel() - count, count), wanted);
    }
}

} // namespace dass::cli
