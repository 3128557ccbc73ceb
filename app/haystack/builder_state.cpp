#include "app/haystack/builder_state.h"

#include "app/haystack/haystack_session.h"
#include "app/jobs/path_text.h"
#include "app/session/bounded_json.h"
#include "app/session/json_fields.h"
#include "core/base/error.h"
#include "core/base/utf8.h"

#include <cstdint>
#include <limits>
#include <utility>

namespace dass {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kFormat = "dass-haystack-builder";
constexpr int kDeepest = 6;                  // JSON inside JSON
constexpr std::size_t kMostValues = 500'000; // JSON values
constexpr std::size_t kMostLabels = 64;      // of a clip, that are taken
constexpr double kMostCrossfade = 5;         // s, as of a specification

// As of a specification.
constexpr std::uint64_t kMostSeed = std::numeric_limits<std::int64_t>::max();

template <class Value, std::size_t N>
Value valueOf(const Value (&all)[N], const std::string& name)
{
    for (const Value value : all)
        if (niah::nameOf(value) == name)
            return value;
    throw Error(ErrorCode::InvalidArgument, "found '" + name + '\'');
}

niah::HaystackKind kindFrom(const std::string& name)
{
    using Kind = niah::HaystackKind;
    constexpr Kind kAll[] = {Kind::Zero, Kind::White, Kind::Pink, Kind::Brown, Kind::Babble, Kind::Recording};
    return valueOf(kAll, name);
}

niah::Insertion insertionFrom(const std::string& name)
{
    using niah::Insertion;
    constexpr Insertion kAll[] = {Insertion::Spectrogram, Insertion::Waveform, Insertion::Overlay};
    return valueOf(kAll, name);
}

// As of a specification's model: whether they are computed.
bool positionsFrom(const std::string& name)
{
    if (name != "stored" && name != niah::kSinusoidal)
        throw Error(ErrorCode::InvalidArgument, "found '" + name + '\'');
    return name == niah::kSinusoidal;
}

Json ratioJson(const std::optional<double>& ratio)
{
    return ratio ? Json(*ratio) : Json();
}

class Reader : private JsonFields
{
public:
    using JsonFields::JsonFields;

    BuilderState read(const Json& json)
    {
        if (!json.is_object() || text(json, "format", 50) != kFormat)
            fail("is no state of the haystack builder");
        if (const int version = whole(json, "version", 1, 1'000'000); version > kBuilderVersion)
            throw Error(ErrorCode::Unsupported, '\'' + m_file.string() + "' is of version " + std::to_string(version) +
                                                    ", which a newer program wrote; this one knows " +
                                                    std::to_string(kBuilderVersion));
        BuilderState state;
        state.choice = readChoice(object(json, "haystack"));
        const Json& items = list(json, "clips", HaystackSession::kMostClips);
        const int current = whole(json, "current", -1, static_cast<int>(items.size()) - 1);
        for (std::size_t i = 0; i < items.size(); ++i) {
            m_where = "clip " + std::to_string(i + 1);
            try {
                NeedleClip clip = readClip(items[i]);
                if (static_cast<int>(i) == current)
                    state.current = static_cast<int>(state.clips.size());
                state.clips.push_back(std::move(clip));
            } catch (const Error& error) {
                state.problems << QString::fromStdString(error.what());
            }
        }
        m_where.clear();
        if (state.current < 0 && current >= 0 && !state.clips.empty())
            state.current = 0; // the chosen one is left out
        state.model = QString::fromStdString(text(json, "model", kLongestPath));
        if (json.contains("ast_positions"))
            state.sinusoidalPositions = named(json, "ast_positions", positionsFrom);
        return state;
    }

private:
    std::optional<double> ratio(const Json& json) const
    {
        if (at(json, "snr_db").is_null())
            return std::nullopt;
        return number(json, "snr_db", -niah::kMostSnr, niah::kMostSnr);
    }

    std::uint64_t seed(const Json& json) const
    {
        const Json& value = at(json, "seed");
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMostSeed)
            fail("has a \"seed\" that is no whole number from 0 to " + std::to_string(kMostSeed));
        return value.get<std::uint64_t>();
    }

    NeedleClip readClip(const Json& json) const
    {
        NeedleClip clip;
        clip.path = fromPath(absolutePath(json, "path"));
        clip.name = QString::fromStdString(text(json, "name", kLongestText));
        for (const Json& label : list(json, "labels", kMostTexts)) {
            if (clip.mids.size() == kMostLabels)
                break;
            if (!label.is_string() || label.get_ref<const std::string&>().size() > kLongestText)
                fail("has a label that is no machine id");
            clip.mids.push_back(label.get<std::string>());
        }
        clip.hidden = boolean(json, "hidden");
        clip.position = number(json, "position", 0, 1);
        clip.ratio = ratio(json);
        return clip;
    }

    HaystackChoice readChoice(const Json& json) const
    {
        HaystackChoice choice;
        choice.haystack.kind = named(json, "kind", kindFrom);
        if (!text(json, "file", kLongestPath).empty())
            choice.haystack.file = absolutePath(json, "file");
        choice.haystack.seed = seed(json);
        choice.frames =
            whole(json, "frames", static_cast<int>(niah::kNeedleFrames), static_cast<int>(niah::kMostMixtureFrames));
        choice.position = number(json, "position", 0, 1);
        choice.snrDb = ratio(json);
        choice.insertion = named(json, "insertion", insertionFrom);
        choice.pooling = named(json, "pooling", poolingFromName);
        if (json.contains("crossfade_s")) // else of a program that knew one alone
            choice.crossfadeSeconds = number(json, "crossfade_s", 0, kMostCrossfade);
        if (choice.haystack.kind == niah::HaystackKind::Recording && choice.haystack.file.empty())
            fail("has a recording as haystack, but no file of it");
        return choice;
    }
};

JsonBounds bounds()
{
    return {kMostBuilderBytes, kMostValues, kDeepest, "more than any builder that was kept"};
}

} // namespace

std::string builderText(const BuilderState& state)
{
    const HaystackChoice& choice = state.choice;
    Json json{{"format", kFormat},
              {"version", kBuilderVersion},
              {"current", state.current},
              {"model", state.model.toStdString()},
              {"haystack",
               {{"kind", niah::nameOf(choice.haystack.kind)},
                {"file", utf8Of(choice.haystack.file)},
                {"seed", choice.haystack.seed},
                {"frames", choice.frames},
                {"position", choice.position},
                {"snr_db", ratioJson(choice.snrDb)},
                {"insertion", niah::nameOf(choice.insertion)},
                {"pooling", nameOf(choice.pooling)},
                {"crossfade_s", choice.crossfadeSeconds}}},
              {"clips", Json::array()}};
    if (state.sinusoidalPositions)
        json["ast_positions"] = niah::kSinusoidal;
    for (const NeedleClip& clip : state.clips)
        json["clips"].push_back({{"path", clip.path.toStdString()},
                                 {"name", clip.name.toStdString()},
                                 {"labels", clip.mids},
                                 {"hidden", clip.hidden},
                                 {"position", clip.position},
                                 {"snr_db", ratioJson(clip.ratio)}});
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

BuilderState readBuilderState(const fs::path& file)
{
    return Reader(file).read(readBoundedJson(file, bounds()));
}

BuilderState builderStateOf(const std::string& text, const fs::path& file)
{
    return Reader(file).read(parseBoundedJson(text, '\'' + file.string() + '\'', bounds()));
}

std::shared_ptr<const SavedBuilder> readSavedBuilder(const std::string& text, const fs::path& session)
{
    auto saved = std::make_shared<SavedBuilder>();
    try {
        saved->state = builderStateOf(text, session);
    } catch (const std::exception& exception) {
        saved->error = QString::fromStdString(describe(exception));
    }
    return saved;
}

} // namespace dass
