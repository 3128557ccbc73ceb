#include "app/cli/verify/reference_kinds.h"

#include "core/base/error.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <string_view>

namespace dass::cli {

namespace {

namespace fs = std::filesystem;

bool hasAll(const SafetensorsFile& file, std::initializer_list<const char*> names)
{
    return std::ranges::all_of(names, [&](const char* name) { return file.contains(name); });
}

bool hasPrefix(const SafetensorsFile& file, const std::string& prefix)
{
    const auto found = file.tensors().lower_bound(prefix);
    return found != file.tensors().end() && found->first.starts_with(prefix);
}

bool isDassTrainingStep(const SafetensorsFile& file)
{
    return hasAll(file, {"input", "labels", "logits", "loss_kd"}) && hasPrefix(file, "grad.layers.");
}

bool isAdamStep(const SafetensorsFile& file)
{
    return file.tensors().size() == 3 && hasAll(file, {"logits", "A_logs", "head"});
}

// Kinds of reference/README.md that are made with a teacher.
bool isTeacherFile(const SafetensorsFile& file)
{
    const auto model = file.metadata().find("model");
    if (model != file.metadata().end() && (model->second.find("AST") != std::string::npos))
        return true; // HTS-AT too
    return hasPrefix(file, "deit.") || hasPrefix(file, "grad.v.") || hasPrefix(file, "block0.") ||
           hasPrefix(file, "grad.mlp_head.") || file.metadata().contains("waveform_seed");
}

struct Kind
{
    const char* name;
    bool (*matches)(const SafetensorsFile&);
    std::function<void(const ReferenceFolder&, const SafetensorsFile&, Verdict&)> verify;
};

template <class Verify>
auto alone(Verify verify)
{
    return [verify](const ReferenceFolder&, const SafetensorsFile& file, Verdict& verdict) { verify(file, verdict); };
}

const std::vector<Kind>& kinds()
{
    using File = const SafetensorsFile&;
    static const std::vector<Kind> kinds = {
        {"teacher", isTeacherFile,
         [](const ReferenceFolder&, File, Verdict&) {
             throw Error(ErrorCode::Unsupported, "AST and HTS-AT are not part of this version");
         }},
        {"full-size model",
         [](File f) {
             return hasAll(f, {"logits", "stage0.shape", "patch_embed.head"});
         },
         alone(verifyFullSize)},
        {"training step", isDassTrainingStep, verifyTrainingStep},
        {"after Adam", isAdamStep, verifyAdamStep},
        {"selective scan",
         [](File f) {
             return hasAll(f, {"u", "delta", "A", "B", "C", "y"});
         },
         alone(verifySelectiveScan)},
        {"cross-scan",
         [](File f) {
             return hasAll(f, {"x", "scanned", "merged"});
         },
         alone(verifyCrossScan)},
        {"distillation losses",
         [](File f) {
             return hasAll(f, {"student_logits", "teacher_logits"});
         },
         alone(verifyDistillationLosses)},
        {"metrics",
         [](File f) {
             return hasAll(f, {"scores", "targets", "average_precision"});
         },
         alone(verifyMetrics)},
        {"front end",
         [](File f) {
             return hasAll(f, {"fbank_raw", "fbank_normalised"});
         },
         verifyFrontEnd},
        {"needle in a haystack", [](File f) { return hasPrefix(f, "logits_") && hasPrefix(f, "frames_"); },
         verifyNeedle},
    };
    return kinds;
}

bool isTorchFile(const fs::path& path)
{
    const std::string extension = path.extension().string();
    return extension == ".pth" || extension == ".pt" || extension == ".ckpt";
}

} // namespace

ReferenceFolder::ReferenceFolder(fs::path folder) : m_folder(std::move(folder))
{
    for (const auto& entry : fs::directory_iterator(m_folder))
        if (entry.is_regular_file())
            m_files.push_back(entry.path());
    std::ranges::sort(m_files);
}

const Checkpoint* ReferenceFolder::findCheckpoint(std::int64_t classes) const
{
    if (!m_loaded) {
        m_loaded = true;
        for (const fs::path& path : m_files) {
            if (!isTorchFile(path))
                continue;
            try {
                m_checkpoints.push_back(loadCheckpoint(path));
            } catch (const std::exception&) {
                // Teachers, and whatever is wrong: told where that file's own turn comes.
            }
        }
    }
    const auto found = std::ranges::find(m_checkpoints, classes, [](const Checkpoint& c) { return c.config.classes; });
    return found == m_checkpoints.end() ? nullptr : &*found;
}

const Checkpoint& ReferenceFolder::checkpoint(std::int64_t classes) const
{
    if (const Checkpoint* found = findCheckpoint(classes))
        return *found;
    throw Error(ErrorCode::NotFound, "'" + m_folder.string() + "' holds no DASS checkpoint (.pth) of " +
                                         std::to_string(classes) + " classes, which this file was made with");
}

std::optional<fs::path> ReferenceFolder::findTrainingStep() const
{
    for (const fs::path& path : m_files) {
        try {
            if (path.extension() == ".safetensors" && isDassTrainingStep(SafetensorsFile(path)))
                return path;
        } catch (const Error&) {
            // A damaged file is told where its own turn comes.
        }
    }
    return std::nullopt;
}

fs::path ReferenceFolder::trainingStep() const
{
    if (const auto path = findTrainingStep())
        return *path;
    throw Error(ErrorCode::NotFound, "'" + m_folder.string() + "' holds no training step, which this file starts from");
}

fs::path ReferenceFolder::recording() const
{
    for (const fs::path& path : m_files)
        if (path.extension() == ".wav")
            return path;
    throw Error(ErrorCode::NotFound, "'" + m_folder.string() +
                                         "' holds no recording (.wav), which this file was made "
                                         "from");
}

std::int64_t lastAxis(const SafetensorsFile& file, const std::string& name)
{
    const TensorInfo& tensor = file.at(name);
    if (tensor.shape.empty())
        throw Error(ErrorCode::BadFile, "its tensor '" + name + "' is a single number; one with axes was wanted");
    return tensor.shape.back();
}

bool verifyFile(const ReferenceFolder& folder, const fs::path& path, Verdict& verdict)
{
    if (isTorchFile(path)) {
        verdict.kind = "checkpoint";
        verifyCheckpoint(folder, path, verdict);
        return true;
    }
    if (path.extension() != ".safetensors")
        return false;
    const SafetensorsFile file(path);
    for (const Kind& kind : kinds()) {
        if (kind.matches(file)) {
            verdict.kind = kind.name;
            kind.verify(folder, file, verdict);
            return true;
        }
    }
    verdict.kind = "checkpoint";
    verifyCheckpoint(folder, path, verdict);
    return true;
}

} // namespace dass::cli
