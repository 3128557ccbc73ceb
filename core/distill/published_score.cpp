#include "core/distill/published_score.h"

#include "core/base/error.h"
#include "core/distill/presets.h"
#include "core/distill/spec_names.h"
#include "core/distill/spec_student.h"
#include "core/model/labels.h"

#include <algorithm>
#include <string_view>

namespace dass::distill {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kFewestClips = 10'000; // of some 20,000; videos disappear
constexpr double kLeastNamed = 0.99;
constexpr std::size_t kVideoName = 11; // characters

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "--PJHxphWEs", "Y--PJHxphWEs", "--PJHxphWEs_30000_40000": as those who fetched AudioSet call its clips.
bool isNamedByVideo(const std::filesystem::path& path)
{
    const std::string stem = path.stem().string();
    const auto isVideo = [](std::string_view name) {
        if (name.size() < kVideoName || !std::ranges::all_of(name.substr(0, kVideoName), [](char c) {
                return isAlphanumeric(c) || c == '-' || c == '_';
            }))
            return false;
        const std::string_view times = name.substr(kVideoName);
        return times.empty() || (times.front() == '_' && std::ranges::all_of(times, [](char c) {
                                     return (c >= '0' && c <= '9') || c == '_' || c == '.';
                                 }));
    };
    return isVideo(stem) || (stem.starts_with('Y') && isVideo(std::string_view(stem).substr(1)));
}

bool hasAudioSetsClasses(const LabelTable& table)
{
    try {
        return std::ranges::equal(table.labels(), audioSetLabels(), {}, &Label::mid, &Label::mid);
    } catch (const Error&) {
        return false; // the table that ships with the program is not there
    }
}

// Whoever changes these makes another model than the paper's.
bool isOfRow(const Spec& spec, const Preset& preset)
{
    Json student = preset.patch.value("student", Json::object());
    const std::string init = student.value("init", "scratch");
    student["init"] = "scratch"; // or the file would be asked for
    const StudentSpec row = readStudent(JsonObject(student, preset.name), PathReader("/"));
    const StudentSpec& own = spec.student;
    if (own.arch != row.arch || own.dims != row.dims || own.depths != row.depths || own.ast.width != row.ast.width ||
        own.ast.depth != row.ast.depth || names::nameOf(names::kInit, own.init) != init)
        return false;
    std::vector<std::string> wanted;
    for (const Json& teacher : preset.patch.value("teachers", Json::array()))
        wanted.push_back(teacher.at("kind").get<std::string>());
    std::vector<std::string> kinds;
    for (const TeacherSpec& teacher : spec.teachers)
        kinds.push_back(names::nameOf(names::kTeacher, teacher.kind));
    return kinds == wanted && (spec.loss.kdWeight > 0) == !wanted.empty();
}

} // namespace

bool isAudioSet(const LabelTable& table, const std::vector<Clip>& evaluation)
{
    if (evaluation.size() < kFewestClips || !hasAudioSetsClasses(table))
        return false;
    const auto named = std::ranges::count_if(evaluation, isNamedByVideo, &Clip::path);
    return static_cast<double>(named) >= kLeastNamed * static_cast<double>(evaluation.size());
}

std::optional<double> publishedScore(const Spec& spec, const LabelTable& table, const std::vector<Clip>& evaluation)
{
    const Preset* preset = findPreset(spec.preset);
    const std::optional<double> published = publishedPrecision(spec.preset);
    const bool isRow = preset != nullptr && published && !spec.data.labelsFromTeacher && isOfRow(spec, *preset);
    return isRow && isAudioSet(table, evaluation) ? published : std::nullopt;
}

} // namespace dass::distill
