#include "app/cli/eval_tables.h"

#include "core/base/csv.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/model/safetensors.h"

#include <cmath>

namespace dass::cli {

namespace {

std::string numberOrEmpty(double value)
{
    return std::isfinite(value) ? fixedText(value, kProbabilityDecimals) : std::string();
}

} // namespace

std::string perClassTable(const distill::ModelScores& scores, std::span<const Label> labels)
{
    std::string table = "index,mid,label,positives,average_precision,roc_auc\r\n";
    for (std::size_t c = 0; c < labels.size(); ++c) {
        table += std::to_string(c) + ',' + csvField(validUtf8(labels[c].mid)) + ',' +
                 csvField(validUtf8(labels[c].name)) + ',' + std::to_string(scores.tagging.positives.at(c)) + ',' +
                 numberOrEmpty(scores.tagging.averagePrecision.at(c)) + ',' +
                 numberOrEmpty(scores.tagging.rocAuc.at(c)) + "\r\n";
    }
    return table;
}

std::string reliabilityTable(const distill::ModelScores& scores)
{
    std::string table = "lower,upper,pairs,mean_probability,positive_share\r\n";
    for (const ReliabilityBin& bin : scores.reliability) {
        table += fixedText(bin.lower, 2) + ',' + fixedText(bin.upper, 2) + ',' + std::to_string(bin.count) + ',' +
                 numberOrEmpty(bin.meanProbability) + ',' + numberOrEmpty(bin.positiveShare) + "\r\n";
    }
    return table;
}

void writeOutputs(const std::filesystem::path& path, const distill::ModelScores& scores, std::int64_t classes)
{
    const auto rows = static_cast<std::int64_t>(scores.logits.size()) / classes;
    writeSafetensors(path, {{"logits", floatTensor({rows, classes}, scores.logits)}});
}

} // namespace dass::cli
