#include "core/distill/training_step.h"

#include "core/distill/losses.h"
#include "core/distill/memory_shortage.h"
#include "core/features/fbank.h"

#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace dass::distill {

namespace {

struct Shard
{
    StepLosses losses; // of the shard's clips, times their share of the batch
    std::vector<at::Tensor> gradients;
};

std::vector<at::Tensor> valuesOf(const Parameters& parameters)
{
    std::vector<at::Tensor> values;
    for (const auto& [name, parameter] : parameters)
        values.push_back(parameter);
    return values;
}

// Rows first … first + count - 1 of a row-major array of batch.clips rows; undefined when it is empty.
at::Tensor rowsOf(std::vector<float>& values, const Batch& batch, std::int64_t first, std::int64_t count)
{
    if (values.empty())
        return {};
    const std::int64_t width = static_cast<std::int64_t>(values.size()) / batch.clips;
    return at::from_blob(values.data() + first * width, {count, width}, at::kFloat);
}

double shareOf(const at::Tensor& loss, double share)
{
    return loss.defined() ? share * loss.item<double>() : std::numeric_limits<double>::quiet_NaN();
}

Shard computeShard(const Student& student, const LiveTeachers& teachers, const Spec& spec, Batch& batch,
                   std::int64_t step, std::int64_t first)
{
    const std::int64_t count = std::min(kShardClips, batch.clips - first);
    const double share = static_cast<double>(count) / static_cast<double>(batch.wholeClips());
    const at::Tensor input =
        rowsOf(batch.spectrograms, batch, first, count).view({count, batch.frames, fbank::kMelBins});
    const at::Tensor logits = student.trainingLogits(input, step, batch.first + first);
    at::Tensor taught;
    tellingShortage(spec, MemoryUse::Teachers, [&] {
        taught = teachers.logits({input, rowsOf(batch.waveforms, batch, first, count)},
                                 rowsOf(batch.teacher, batch, first, count));
    });
    const Losses loss = losses(spec.loss, logits, rowsOf(batch.labels, batch, first, count), taught);
    Shard shard;
    shard.gradients = torch::autograd::grad({loss.total * share}, valuesOf(student.parameters()));
    shard.losses = {shareOf(loss.total, share), shareOf(loss.label, share), shareOf(loss.kd, share)};
    return shard;
}

StepLosses noGradients(const Student& student)
{
    for (auto [name, parameter] : student.parameters())
        parameter.mutable_grad() = at::zeros_like(parameter);
    return {0, 0, 0};
}

} // namespace

StepLosses computeGradients(const Student& student, const LiveTeachers& teachers, const Spec& spec, Batch& batch,
                            std::int64_t step, WorkerPool& workers)
{
    const std::int64_t count = (batch.clips + kShardClips - 1) / kShardClips;
    if (count == 0) // more ranks than shards
        return noGradients(student);
    std::vector<Shard> shards(static_cast<std::size_t>(count));
    workers.run(count, [&](std::int64_t shard) {
        shards[static_cast<std::size_t>(shard)] =
            computeShard(student, teachers, spec, batch, step, shard * kShardClips);
    });
    Shard& sum = shards.front();
    for (std::size_t shard = 1; shard < shards.size(); ++shard) {
        at::_foreach_add_(sum.gradients, shards[shard].gradients);
        sum.losses.total += shards[shard].losses.total;
        sum.losses.label += shards[shard].losses.label;
        sum.losses.kd += shards[shard].losses.kd;
    }
    std::size_t next = 0;
    for (auto [name, parameter] : student.parameters())
        parameter.mutable_grad() = sum.gradients[next++];
    return sum.losses;
}

void sumGradients(Ranks& ranks, const Student& student, StepLosses& losses)
{
    if (ranks.size() == 1)
        return;
    std::vector<at::Tensor> parts;
    for (const auto& [name, parameter] : student.parameters())
        parts.push_back(parameter.grad().flatten());
    const at::Tensor all = at::cat(parts); // one message in place of hundreds
    ranks.sum({all.mutable_data_ptr<float>(), static_cast<std::size_t>(all.numel())});
    std::int64_t next = 0;
    for (const auto& [name, parameter] : student.parameters()) {
        const at::Tensor gradient = parameter.grad();
        gradient.copy_(all.narrow(0, next, gradient.numel()).view_as(gradient));
        next += gradient.numel();
    }
    double values[] = {losses.total, losses.label, losses.kd};
    ranks.sum(values);
    losses = {values[0], values[1], values[2]};
}

} // namespace dass::distill
