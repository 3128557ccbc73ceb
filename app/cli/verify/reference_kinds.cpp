#include "app/cli/verify/reference_kinds.h"

#include "core/base/error.h"
#include "core/model/architecture.h"

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

bool isModel(const SafetensorsFile& file, const char* name)
{
    const auto model = file.metadata().find("model");
    return model != file.metadata().end() && model->second.starts_with(name);
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
        {"full-size AST",
         [](File f) {
             return isModel(f, "AST") && hasAll(f, {"logits", "block0.shape"});
         },
         alone(verifyFullSizeAst)},
        {"AST from ImageNet", [](File f) { return hasPrefix(f, "deit."); }, alone(verifyAstStart)},
        {"AST outputs",
         [](File f) {
             return hasAll(f, {"logits", "tokens.shape"}) && f.metadata().contains("input_seeds");
         },
         verifyAstOutputs},
        {"AST training step",
         [](File f) {
             return hasAll(f, {"labels", "logits"}) && hasPrefix(f, "grad.v.");
         },
         verifyAstTrainingStep},
        {"full-size HTS-AT", [](File f) { return isModel(f, "HTS-AT") && f.contains("clipwise_logits"); },
         alone(verifyFullSizeHtsat)},
        {"HTS-AT outputs",
         [](File f) { return f.metadata().contains("waveform_seed") && f.metadata().contains("lengths"); },
         verifyHtsatOutputs},
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

template <class Found>
const Found* withClasses(const std::vector<Found>& checkpoints, std::int64_t classes)
{
    const auto found = std::ranges::find(checkpoints, classes, [](const Found& c) { return c.config.classes; });
    return found == checkpoints.end() ? nullptr : &*found;
}

template <class Found>
const Found& required(const Found* found, const fs::path& folder, const char* what, std::int64_t classes)
{
    if (found == nullptr)
        throw Error(ErrorCode::NotFound, "'" + folder.string() + "' does not hold " + what + " of " +
                                             std::to_string(classes) + " classes, which this file was made with");
    return *found;
}

void verifyCheckpoint(const ReferenceFolder& folder, const fs::path& path, Verdict& verdict)
{
    verdict.kind = "checkpoint";
    switch (architectureOf(path)) {
    case Architecture::Dass:
        return verifyDassCheckpoint(folder, path, verdict);
    case Architecture::Ast:
        return verifyAstCheckpoint(folder, path, verdict);
    case Architecture::Htsat:
        return verifyHtsatCheckpoint(path, verdict);
    }
}

} // namespace

ReferenceFolder::ReferenceFolder(fs::path folder, std::stop_token stop)
    : m_folder(std::move(folder)), m_stop(std::move(stop))
{
    for (const auto& entry : fs::directory_iterator(m_folder))
        if (std::error_code failure; entry.is_regular_file(failure) || failure) // reading it tells what is wrong
            m_files.push_back(entry.path());
    std::ranges::sort(m_files);
}

void ReferenceFolder::goOn() const
{
    if (m_stop.stop_requested())
        throw VerificationStopped();
}

void ReferenceFolder::loadCheckpoints() const
{
    if (m_loaded)
        return;
    m_loaded = true;
    for (const fs::path& path : m_files) {
        if (!isTorchFile(path))
            continue;
        goOn();
        try {
            switch (architectureOf(path)) {
            case Architecture::Dass:
                m_checkpoints.push_back(loadCheckpoint(path));
                break;
            case Architecture::Ast:
                m_asts.push_back(loadAstCheckpoint(path));
                break;
            case Architecture::Htsat:
                m_htsats.push_back(loadHtsatCheckpoint(path));
                break;
            }
        } catch (const std::exception&) {
            // Whatever is wrong is told where that file's own turn comes.
        }
    }
}

const Checkpoint* ReferenceFolder::findCheckpoint(std::int64_t classes) const
{
    loadCheckpoints();
    return withClasses(m_checkpoints, classes);
}

const AstCheckpoint* ReferenceFolder::findAst(std::int64_t classes) const
{
    loadCheckpoints();
    return withClasses(m_asts, classes);
}

const Checkpoint& ReferenceFolder::checkpoint(std::int64_t classes) const
{
    return required(findCheckpoint(classes), m_folder, "a DASS checkpoint (.pth)", classes);
}

const AstCheckpoint& ReferenceFolder::ast(std::int64_t classes) const
{
    return required(findAst(classes), m_folder, "an AST checkpoint (.pth)", classes);
}

const HtsatCheckpoint& ReferenceFolder::htsat(std::int64_t classes) const
{
    loadCheckpoints();
    return required(withClasses(m_htsats, classes), m_folder, "an HTS-AT checkpoint (.ckpt)", classes);
}

std::optional<fs::path> ReferenceFolder::findTrainingStep() const
{
    for (const fs::path& path : m_files) {
        goOn();
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
    const StoredTensor& tensor = file.at(name);
    if (tensor.shape.empty())
        throw Error(ErrorCode::BadFile, "its tensor '" + name + "' is a single number; one with axes was wanted");
    return tensor.shape.back();
}

bool verifyFile(const ReferenceFolder& folder, const fs::path& path, Verdict& verdict)
{
    if (isTorchFile(path)) {
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
    verifyCheckpoint(folder, path, verdict);
    return true;
}

} // namespace dass::cli
