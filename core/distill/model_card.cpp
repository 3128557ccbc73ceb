#include "core/distill/model_card.h"

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/distill/run_folder.h"
#include "core/distill/score_text.h"
#include "core/distill/spec_names.h"

#include <sstream>

namespace dass::distill {

namespace {

// A model is known by its card's heading, and by the run that made it sooner than by its widths.
std::string nameOf(const std::filesystem::path& card, const StudentNetwork& network)
{
    const std::string folder = std::filesystem::absolute(card).lexically_normal().parent_path().filename().string();
    return folder.empty() ? network.title() : folder;
}

std::string describe(const TeacherSpec& teacher)
{
    if (teacher.kind == TeacherKind::Ema)
        return "the running mean of the student's own weights";
    const std::string file = teacher.path.filename().string();
    if (teacher.kind == TeacherKind::Stored)
        return "stored outputs, " + file;
    return names::nameOf(names::kTeacher, teacher.kind) + ", " + file;
}

void writeRecipe(std::ostream& card, const Spec& spec, const RunData& data)
{
    card << "## Data\n\n"
         << "- training list: " << spec.data.train.filename().string() << ", " << data.train.store->size()
         << " clips\n";
    if (data.eval.store)
        card << "- evaluation list: " << spec.data.eval.filename().string() << ", " << data.eval.store->size()
             << " clips\n";
    for (const TeacherSpec& teacher : spec.teachers)
        card << "- teacher: " << describe(teacher) << ", weight " << teacher.weight << "\n";
    if (spec.data.labelsFromTeacher)
        card << "- clips without labels have those whose teacher probability is above " << *spec.data.labelsFromTeacher
             << "\n";
    card << "\n## Recipe\n\n"
         << "- start: " << names::nameOf(names::kInit, spec.student.init) << "\n"
         << "- loss: " << scoreText(1 - spec.loss.kdWeight) << " x label cross-entropy + "
         << scoreText(spec.loss.kdWeight) << " x " << names::nameOf(names::kKd, spec.loss.kd) << " (temperature "
         << spec.loss.temperature << ")\n"
         << "- " << spec.schedule.epochs << " epochs in batches of " << spec.batch << ", clips of "
         << spec.data.clipFrames << " frames, learning rate " << spec.optimizer.lr << ", seed " << spec.seed << "\n\n"
         << "The whole of it is in spec.json, its course in metrics.jsonl.\n\n";
}

void writeScores(std::ostream& card, const Spec& spec, const EvaluationResult& evaluation)
{
    card << "## Scores on the evaluation list\n\n"
         << "| clips | classes with a positive | mAP | mAUC | d' | loss |\n|---|---|---|---|---|---|\n| "
         << evaluation.scores.clips << " | " << evaluation.scores.scoredClasses << " | "
         << scoreText(evaluation.scores.meanAveragePrecision) << " | " << scoreText(evaluation.scores.meanRocAuc)
         << " | " << scoreText(evaluation.scores.dPrime) << " | " << scoreText(evaluation.loss) << " |\n\n";
    if (spec.data.labelsFromTeacher)
        card << "Labels that come from the teacher make these figures agreement with the teacher, not a score against "
                "human labels.\n\n";
}

} // namespace

void writeModelCard(const std::filesystem::path& path, const Spec& spec, const RunData& data,
                    const StudentNetwork& network, const std::optional<EvaluationResult>& evaluation,
                    const std::string& remark)
{
    std::ostringstream card;
    card << "# " << nameOf(path, network) << "\n\n"
         << network.description() << ", " << network.parameterCount() << " parameters and " << network.classes()
         << " classes, trained by `dass distill` " << kVersion << " (" << timeStamp() << ").\n\n";
    if (!remark.empty())
        card << "The run was " << remark << ".\n\n";
    writeRecipe(card, spec, data);
    if (evaluation)
        writeScores(card, spec, *evaluation);
    writeFileAtomically(path, card.str());
}

} // namespace dass::distill
