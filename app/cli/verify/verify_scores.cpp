#include "app/cli/verify/reference_kinds.h"
#include "core/distill/losses.h"
#include "core/metrics/classification_metrics.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

#include <utility>

namespace dass::cli {

namespace {

at::Tensor tensorOf(const std::vector<double>& values)
{
    return at::tensor(values, at::kDouble);
}

} // namespace

void verifyDistillationLosses(const SafetensorsFile& file, Verdict& verdict)
{
    using distill::KdKind;
    constexpr std::pair<const char*, KdKind> kinds[] = {
        {"kldiv", KdKind::KlDiv}, {"bce_sigmoid", KdKind::Bce}, {"bce_softmax", KdKind::BceSoftmax},
        {"l2", KdKind::L2},       {"cosine", KdKind::Cosine},   {"l2c", KdKind::L2Cosine},
    };
    const at::Tensor student = readTensor(file, "student_logits");
    const at::Tensor teacher = readTensor(file, "teacher_logits");
    for (const auto& [name, tensor] : file.tensors()) {
        const std::string kindName = name.substr(0, name.find("_T"));
        const std::size_t suffix = name.find("_T");
        const double temperature = suffix == std::string::npos ? 1 : std::stod(name.substr(suffix + 2));
        for (const auto& [known, kind] : kinds)
            if (kindName == known)
                verdict.compare(name, distill::kdLoss(kind, student, teacher, temperature).reshape(1),
                                toTensor(tensor));
    }
    if (file.contains("label_bce"))
        verdict.compare("label_bce", distill::labelLoss(student, readTensor(file, "labels")).reshape(1),
                        readTensor(file, "label_bce"));
}

void verifyMetrics(const SafetensorsFile& file, Verdict& verdict)
{
    const std::int64_t classes = file.at("scores").shape.back();
    const TaggingScores scores = tagScores(floatsOf(file.at("scores")), floatsOf(file.at("targets")), classes);
    verdict.compare("average_precision", tensorOf(scores.averagePrecision), readTensor(file, "average_precision"));
    verdict.compare("roc_auc", tensorOf(scores.rocAuc), readTensor(file, "roc_auc"));
    verdict.compare("mAP", tensorOf({scores.meanAveragePrecision}), readTensor(file, "mAP"));
    verdict.compare("mAUC", tensorOf({scores.meanRocAuc}), readTensor(file, "mAUC"));
    verdict.compare("d_prime", tensorOf({scores.dPrime}), readTensor(file, "d_prime"));
}

} // namespace dass::cli
