#include "core/distill/stopped_model.h"

#include "core/distill/class_tables.h"
#include "core/distill/model_card.h"
#include "core/model/tensor_io.h"

namespace dass::distill {

namespace {

std::string scoreText(double meanAveragePrecision)
{
    return "mAP " + std::to_string(meanAveragePrecision);
}

} // namespace

std::optional<double> writeStoppedModel(const Spec& spec, RunData& data, RunFolder& folder, Trainer& trainer,
                                        WorkerPool& workers, const std::stop_token& stop)
{
    const Position& position = trainer.position();
    if (position.step == 0)
        return std::nullopt; // nothing was learned
    const StudentNetwork& network = trainer.student().keptNetwork();
    std::optional<EvaluationResult> evaluation;
    if (data.eval.store) {
        RunningPredictions alone; // the epochs' mean is none of this one's
        evaluation = evaluate(network, *data.eval.store, data.eval.teachers, spec, data.table.classes(), alone, workers,
                              trainer.ranks(), stop);
        if (!evaluation) {
            folder.log("stopped without a model: the scoring was ended, too");
            return std::nullopt;
        }
    }
    if (!folder.isOwn())
        return std::nullopt;
    const std::string where =
        "stopped after step " + std::to_string(position.step) + " of " + std::to_string(trainer.steps());
    const std::filesystem::path card = folder.path() / "model-card.md";
    const double reached = evaluation ? evaluation->scores.meanAveragePrecision : 0;
    const bool isEpochBetter = evaluation && position.bestEpoch > 0 && position.bestMeanAveragePrecision > reached &&
                               std::filesystem::exists(folder.epochWeights(position.bestEpoch));
    if (isEpochBetter) {
        const double best = *position.bestMeanAveragePrecision;
        const std::string words = where + "; the model is that of epoch " + std::to_string(position.bestEpoch) + " (" +
                                  scoreText(best) + "), the best one: the last step's has " + scoreText(reached);
        network.save(folder.path(), readTensors(SafetensorsFile(folder.epochWeights(position.bestEpoch))),
                     data.table.labels());
        writeModelCard(card, spec, data, network, std::nullopt, words);
        trainer.note(words);
        return best;
    }
    network.save(folder.path(), network.parameters(), data.table.labels());
    if (evaluation)
        writeClassTables(folder.path(), data.table, evaluation->scores, evaluation->teacher, evaluation->confusions);
    const std::string words =
        where + "; the model is that of this step" + (evaluation ? " (" + scoreText(reached) + ")" : std::string());
    writeModelCard(card, spec, data, network, evaluation, words);
    trainer.note(words);
    return evaluation ? std::optional(reached) : std::nullopt;
}

} // namespace dass::distill
