#include "core/distill/final_model.h"

#include "core/base/error.h"
#include "core/distill/class_tables.h"
#include "core/distill/model_card.h"
#include "core/distill/state_tensors.h"
#include "core/model/model_files.h"

#include <ATen/ATen.h>

namespace dass::distill {

namespace {

// Of weights as those of the network are.
Parameters meanOfEpochs(const RunFolder& folder, const StudentNetwork& network, std::int64_t first, std::int64_t last)
{
    const ShapeMap wanted = shapesOf(network.parameters());
    Parameters mean;
    const double share = 1.0 / static_cast<double>(last - first + 1);
    for (std::int64_t epoch = first; epoch <= last; ++epoch) {
        for (const auto& [name, tensor] : readStateTensors(SafetensorsFile(folder.epochWeights(epoch)), wanted)) {
            const auto [place, isNew] = mean.try_emplace(name, tensor * share);
            if (!isNew)
                place->second.add_(tensor, share);
        }
    }
    return mean;
}

} // namespace

Outcome writeFinalModel(const Spec& spec, RunData& data, RunFolder& folder, Trainer& trainer, WorkerPool& workers,
                        const std::stop_token& stop)
{
    std::optional<EvaluationResult> evaluation = trainer.lastEvaluation();
    const StudentNetwork& network = trainer.student().keptNetwork();
    Parameters weights = network.parameters();
    if (spec.weightAverage) {
        const auto [first, last] = *spec.weightAverage;
        weights = meanOfEpochs(folder, network, first, last);
        evaluation.reset(); // the last epoch's
    }
    if (!evaluation && data.eval.store) { // also of a run that is resumed after its last epoch
        RunningPredictions alone;
        evaluation = evaluate(*network.with(weights), *data.eval.store, data.eval.teachers, spec, data.table.classes(),
                              alone, workers, trainer.ranks(), stop);
        if (!evaluation) {
            folder.log("stopped before the final model; --resume goes on");
            return Outcome::Cancelled;
        }
    }
    if (!folder.isOwn())
        return Outcome::Finished;
    network.save(folder.path(), weights, data.table.labels());
    if (evaluation) {
        writeClassTables(folder.path(), data.table, evaluation->scores, evaluation->teacher, evaluation->confusions);
        trainer.tellFinal(*evaluation);
    }
    writeModelCard(folder.path() / kModelCardName, spec, data, network, evaluation);
    trainer.note("finished: the model is in " + folder.path().string());
    return Outcome::Finished;
}

} // namespace dass::distill
