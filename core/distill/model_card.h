#pragma once

#include "core/distill/evaluation.h"
#include "core/distill/run_data.h"

#include <filesystem>
#include <optional>

namespace dass::distill {

// What a model was trained on, how, and how well it does, in Markdown for people. Throws Error(Io).
void writeModelCard(const std::filesystem::path& path, const Spec& spec, const RunData& data,
                    const StudentNetwork& network, const std::optional<EvaluationResult>& evaluation,
                    const std::string& remark = {});

} // namespace dass::distill
