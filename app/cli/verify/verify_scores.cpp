#include "app/cli/verify/reference_kinds.h"
#include "app/cli/verify/reference_tensors.h"
#include "core/base/error.h"
#include "core/distill/losses.h"
#include "core/metrics/classification_metrics.h"

#include <ATen/ATen.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace dass::cli {

namespace {

at::Tensor tensorOf(const std::vector<double>& values)
{
    return at::tensor(values, at::kDouble);
}

// 2 of "kldiv_T2.0"; 1 for a name without a temperature.
double temperatureOf(const std::string& name)
{
    const std::size_t suffix = name.find("_T");
    if (suffix == std::string::npos)
        return 1;
    const char* begin = name.c_str() + suffix + 2;
    char* end = nullptr;
    const double temperature = std::strtod(begin, &end);
    if (end == begin || *end != '\0' || !(temperature > 0))
        throw Error(ErrorCode::BadFile, "its tensor '" + name + "' does not end in a temperature, as kldiv_T2.0 does");
    return temperature;
}

void requireSameShape(const SafetensorsFile& file, const std::string& name, const std::string& other)
{
    const StoredTensor& one = file.at(name);
    const StoredTensor& two = file.at(other);
    if (one.shape.size() != 2 || one.shape != two.shape)
        throw Error(ErrorCode::BadFile, "its tensors '" + name + "' " + toString(one.shape) + " and '" + other + "' " +
                                            toString(two.shape) + " are not both [clips, classes]");
}

} // namespace

void verifyDistillationLosses(const SafetensorsFile& file, Verdict& verdict)
{
    using distill::KdKind;
    constexpr std::pair<const char*, KdKind> kinds[] = {
        {"kldiv", KdKind::KlDiv}, {"bce_sigmoid", KdKind::Bce}, {"bce_softmax", KdKind::BceSoftmax},
        {"l2", KdKind::L2},       {"cosine", KdKind::Cosine},   {"l2c", KdKind::L2Cosine},
    };
    requireSameShape(file, "student_logits", "teacher_logits");
    const at::Tensor student = readInput(file, "student_logits", {kAnyLength, kAnyLength});
    const at::Tensor teacher = readInput(file, "teacher_logits", {kAnyLength, kAnyLength});
    for (const auto& [name, tensor] : file.tensors()) {
        const std::string kindName = name.substr(0, name.find("_T"));
        for (const auto& [known, kind] : kinds)
            if (kindName == known)
                verdict.compare(name, distill::kdLoss(kind, student, teacher, temperatureOf(name)).reshape(1), tensor);
    }
    if (file.contains("label_bce")) {
        const at::Tensor labels = readInput(file, "labels", student.sizes().vec());
        verdict.compare("label_bce", distill::labelLoss(student, labels).reshape(1), file.at("label_bce"));
    }
}

void verifyMetrics(const SafetensorsFile& file, Verdict& verdict)
{
    const std::int64_t classes = lastAxis(file, "scores");
    requireSameShape(file, "scores", "targets");
    for (const char* name : {"scores", "targets"})
        requireModest(file.at(name));
    const TaggingScores scores = tagScores(floatsOf(file.at("scores")), floatsOf(file.at("targets")), classes);
    verdict.compare("average_precision", tensorOf(scores.averagePrecision), file.at("average_precision"));
    verdict.compare("roc_auc", tensorOf(scores.rocAuc), file.at("roc_auc"));
    verdict.compare("mAP", tensorOf({scores.meanAveragePrecision}), file.at("mAP"));
    verdict.compare("mAUC", tensorOf({scores.meanRocAuc}), file.at("mAUC"));
    verdict.compare("d_prime", tensorOf({scores.dPrime}), file.at("d_prime"));
}

} // namespace dass::cli
