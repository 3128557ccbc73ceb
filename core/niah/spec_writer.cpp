#include "core/base/utf8.h"
#include "core/niah/spec.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace dass::niah {

using Json = nlohmann::json;

namespace {

Json textOrNull(const std::filesystem::path& path)
{
    return path.empty() ? Json() : Json(utf8Of(path));
}

template <class T>
Json valueOrNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

Json needlesJson(const NeedleSource& needles)
{
    Json json{{"limit", needles.limit},
              {"choice_seed", valueOrNull(needles.choiceSeed)},
              {"min_seconds", needles.minSeconds},
              {"labels_from_teacher", valueOrNull(needles.labelsFromTeacher)}};
    const std::pair<const char*, const std::filesystem::path*> paths[] = {{"list", &needles.list},
                                                                          {"spectrograms", &needles.spectrograms},
                                                                          {"root", &needles.root},
                                                                          {"teacher", &needles.teacher}};
    for (const auto& [key, path] : paths)
        json[key] = textOrNull(*path);
    if (!needles.splitColumn.empty()) {
        json["split_column"] = needles.splitColumn;
        json["split"] = needles.split;
    }
    for (const NeedleFile& file : needles.files)
        json["files"].push_back({{"wav", utf8Of(file.path)}, {"labels", file.labels}});
    return json;
}

} // namespace

std::string nameOf(Insertion insertion)
{
    constexpr const char* kNames[] = {"spectrogram", "waveform", "overlay"};
    return kNames[static_cast<std::size_t>(insertion)];
}

std::string numberText(double value)
{
    char digits[64];
    return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::string snrText(const std::optional<double>& snrDb)
{
    return snrDb ? numberText(*snrDb) : "none";
}

Json specJson(const Spec& spec)
{
    Json json{
        {"needles", needlesJson(spec.needles)},
        {"lengths_frames", spec.lengths},
        {"positions", spec.positions},
        {"insertion", nameOf(spec.insertion)},
        {"crossfade_s", spec.crossfadeSeconds},
        {"labels", textOrNull(spec.labels)},
        {"device", spec.device},
        {"precision", nameOf(spec.precision)},
        {"tile_frames", spec.tileFrames},
        {"save_logits", spec.saveLogits},
        {"bootstrap",
         {{"resamples", spec.bootstrap.resamples}, {"level", spec.bootstrap.level}, {"seed", spec.bootstrap.seed}}}};
    for (const ModelEntry& model : spec.models) {
        Json entry{{"path", utf8Of(model.path)}, {"name", validUtf8(model.name)}};
        if (!model.positions.empty())
            entry["positions"] = model.positions;
        if (model.sinusoidalPositions)
            entry["ast_positions"] = kSinusoidal;
        json["models"].push_back(std::move(entry));
    }
    for (Pooling pooling : spec.pooling)
        json["pooling"].push_back(nameOf(pooling));
    for (const HaystackSpec& haystack : spec.haystacks)
        json["haystacks"].push_back({{"kind", nameOf(haystack.kind)},
                                     {"file", textOrNull(haystack.file)},
                                     {"seed", haystack.seed},
                                     {"name", haystack.name}});
    for (const auto& snr : spec.snrDb)
        json["snr_db"].push_back(valueOrNull(snr));
    return json;
}

} // namespace dass::niah
