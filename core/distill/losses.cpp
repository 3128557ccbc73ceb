#include "core/distill/losses.h"

namespace dass::distill {

namespace {

// The authors squash the similarity, so that even equal logits cost 1 - sigmoid(1) = 0.27.
at::Tensor cosineDistance(const at::Tensor& student, const at::Tensor& teacher)
{
    return 1 - at::sigmoid(at::cosine_similarity(student, teacher, 1)).mean();
}

} // namespace

at::Tensor labelLoss(const at::Tensor& logits, const at::Tensor& labels)
{
    return at::binary_cross_entropy_with_logits(logits, labels);
}

at::Tensor kdLoss(KdKind kind, const at::Tensor& student, const at::Tensor& teacher, double temperature)
{
    const at::Tensor softened = teacher / temperature;
    switch (kind) {
    case KdKind::KlDiv: {
        const at::Tensor target = at::log_softmax(softened, 1);
        const at::Tensor input = at::log_softmax(student, 1);
        return at::kl_div(input, target, at::Reduction::Sum, /*log_target=*/true) / student.size(0);
    }
    case KdKind::Bce:
        return at::binary_cross_entropy_with_logits(student, at::sigmoid(softened));
    case KdKind::BceSoftmax:
        return at::binary_cross_entropy_with_logits(student, at::softmax(softened, 1));
    case KdKind::L2:
        return at::mse_loss(student, teacher);
    case KdKind::Cosine:
        return cosineDistance(student, teacher);
    case KdKind::L2Cosine:
        return at::mse_loss(student, teacher) + cosineDistance(student, teacher);
    }
    return {};
}

Losses losses(const LossSpec& spec, const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& teacher)
{
    const double kdWeight = teacher.defined() ? spec.kdWeight : 0;
    Losses result;
    if (kdWeight < 1) {
        result.label = labelLoss(logits, labels);
        result.total = (1 - kdWeight) * result.label;
    }
    if (kdWeight > 0) {
        result.kd = kdLoss(spec.kd, logits, teacher, spec.temperature);
        result.total = result.total.defined() ? result.total + kdWeight * result.kd : kdWeight * result.kd;
    }
    return result;
}

} // namespace dass::distill
