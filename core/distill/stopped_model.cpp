#include "core/distill/stopped_model.h"

#include "core/distill/class_tables.h"
#include "core/distill/model_card.h"
#include "core/distill/score_text.h"
#include "core/distill/state_tensors.h"
#include "core/model/model_files.h"

namespace dass::distill {

namespace {

// The same on all ranks. Where one of them does not see the weights (yet), the last step's have to do.
bool isEpochBetter(const Position& position, const EvaluationResult& present, const RunFolder& folder, Ranks& ranks)
{
    std::error_code ignored; // weights that cannot be looked at are not there
    double better[] = {position.bestEpoch > 0 &&
                               position.bestMeanAveragePrecision > present.scores.meanAveragePrecision &&
                               std::filesystem::exists(folder.epochWeights(position.bestEpoch), ignored)
                           ? 1.0
                           : 0.0};
    ranks.sum(better);
    return better[0] > ranks.size() - 0.5;
}

} // namespace

std::optional<double> writeStoppedModel(const Spec& spec, RunData& data, RunFolder& folder, Trainer& trainer,
                                        WorkerPool& workers, const std::stop_token& stop)
{
    const Position& position = trainer.position();
    if (position.step == 0)
        return std::nullopt; // nothing was learned
    const StudentNetwork& network = trainer.student().keptNetwork();
    const auto score = [&](const StudentNetwork& scored) {
        RunningPredictions alone; // the epochs' mean is none of this one's
        return evaluate(scored, *data.eval.store, data.eval.teachers, spec, data.table.classes(), alone, workers,
                        trainer.ranks(), stop);
    };
    std::optional<EvaluationResult> evaluation = trainer.lastEvaluation();
    if (!evaluation && data.eval.store)
        evaluation = score(network);
    if (data.eval.store && !evaluation) {
        trainer.note("stopped without a model: the scoring was ended, too");
        return std::nullopt;
    }
    Parameters weights = network.parameters();
    std::string which = "that of this step";
    if (evaluation) {
        const std::string reached = "mAP " + scoreText(evaluation->scores.meanAveragePrecision);
        which += " (" + reached + ")";
        if (isEpochBetter(position, *evaluation, folder, trainer.ranks())) {
            together(trainer.ranks(), [&] {
                weights = readStateTensors(SafetensorsFile(folder.epochWeights(position.bestEpoch)), shapesOf(weights));
            });
            evaluation = score(*network.with(weights)); // for the tables and the card; ended early, these lack scores
            which = "that of epoch " + std::to_string(position.bestEpoch) + " (mAP " +
                    scoreText(*position.bestMeanAveragePrecision) + "), the best one: the last step's has " + reached;
        }
    }
    if (!folder.isOwn())
        return std::nullopt;
    network.save(folder.path(), weights, data.table.labels());
    if (evaluation)
        writeClassTables(folder.path(), data.table, evaluation->scores, evaluation->teacher, evaluation->confusions);
    const std::string words = "stopped after step " + std::to_string(position.step) + " of " +
                              std::to_string(trainer.steps()) + "; the model is " + which;
    writeModelCard(folder.path() / kModelCardName, spec, data, network, evaluation, words);
    trainer.note(words);
    return evaluation ? std::optional(evaluation->scores.meanAveragePrecision) : std::nullopt;
}

} // namespace dass::distill
