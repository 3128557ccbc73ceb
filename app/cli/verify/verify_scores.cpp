#include "app/cli/verify/reference_kinds.h"
#include "core/base/error.h"
#include "core/distill/losses.h"
#include "core/metrics/classification_metrics.h"
#include "core/model/tensor_io.h"

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
    const at::Tensor student = readTensor(file, "student_logits");
    const at::Tensor teacher = readTensor(file, "teacher_logits");
    for (const auto& [name, tensor] : file.tensors()) {
        const std::string kindName = name.substr(0, name.find("_T"));
        for (const auto& [known, kind] : kinds)
            if (kindName == known)
                verdict.compare(name, distill::kdLoss(kind, student, teacher, temperatureOf(name)).reshape(1),
                                toTensor(tensor));
    }
    if (file.contains("label_bce")) {
        requireSameShape(file, "student_logits", "labels");
        verdict.compare("label_bce", distill::labelLoss(student, readTensor(file, "labels")).reshape(1),
                        readTensor(file, "label_bce"));
    }
}

void verifyMetrics(const SafetensorsFile& file, Verdict& verdict)
{
    const std::int64_t classes = lastAxis(file, "scores");
    const TaggingScores scores = tagScores(floatsOf(file.at("scores")), floatsOf(file.at("targets")), classes);
    verdict.compare("average_precision", tensorOf(scores.averagePrecision), readTensor(file, "average_precision"));
    verdict.compare("roc_auc", tensorOf(scores.rocAuc), readTensor(file, "roc_auc"));
    verdict.compare("mAP", tensorOf({scores.meanAveragePrecision}), readTensor(file, "mAP"));
    verdict.compare("mAUC", tensorOf({scores.meanRocAuc}), readTensor(file, "mAUC"));
    verdict.compare("d_prime", tensorOf({scores.dPrime}), readTensor(file, "d_prime"));
}

} // namespace dass::cli
