#include "app/cli/eval_tables.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_options.h"
#include "app/cli/notice_teller.h"
#include "app/cli/number_checks.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/base/atomic_file.h"
#include "core/distill/model_scores.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iostream>
#include <memory>

namespace dass::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

struct EvalCommand
{
    distill::ScoringData data;
    std::string list;
    std::string labels;
    std::string root;
    std::string teacher;
    double labelsFromTeacher = 0;
    std::string output = "-";
    std::string perClass;
    std::string reliability;
    std::string outputs;
    ModelChoice model;

    int run(ProgressReporter& reporter);
};

OrderedJson numberOrNull(double value)
{
    return std::isfinite(value) ? OrderedJson(value) : OrderedJson();
}

OrderedJson toJson(const ModelInfo& model, const distill::ModelScores& scores)
{
    OrderedJson object{{"model", model.name},
                       {"sha256", model.sha256},
                       {"mAP", numberOrNull(scores.tagging.meanAveragePrecision)},
                       {"mAUC", numberOrNull(scores.tagging.meanRocAuc)},
                       {"d_prime", numberOrNull(scores.tagging.dPrime)},
                       {"clips", scores.tagging.clips},
                       {"classes", scores.tagging.scoredClasses},
                       {"calibration_error", numberOrNull(expectedCalibrationError(scores.reliability))},
                       {"left_out", scores.leftOut.size()}};
    if (scores.accuracy)
        object["accuracy"] = *scores.accuracy;
    if (scores.agreement) {
        object["teacher_first_tag"] = scores.agreement->firstTag;
        object["teacher_first_tag_in_five"] = scores.agreement->firstTagInFive;
        object["teacher_five_tags"] = scores.agreement->fiveTags;
    }
    return object;
}

int EvalCommand::run(ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    for (const std::string& file : {output, perClass, reliability, outputs}) {
        requireOtherFile({list, labels, teacher}, file);
        requireOtherFile(model.files(), file);
        if (!file.empty())
            requireWritable(file);
    }
    data.list = list;
    data.labels = labels;
    data.root = root;
    data.teacher = teacher;
    if (labelsFromTeacher > 0)
        data.labelsFromTeacher = labelsFromTeacher;
    data.keepLogits = !outputs.empty();
    const auto tagger = model.load();
    NoticeTeller notices(*tagger, list, reporter);
    const auto report = [&](const distill::ScoringProgress& now) {
        ProgressLine line;
        line.stage = "scoring";
        line.item = list;
        line.fraction = static_cast<double>(now.done) / static_cast<double>(now.clips);
        reporter.update(line);
        notices.tell();
    };
    const auto scores = distill::scoreModel(*tagger, data, stop, report);
    reporter.clear();
    if (!scores)
        return kCancelled;
    for (const std::string& complaint : scores->leftOut)
        reporter.warn(list, complaint);
    if (!perClass.empty())
        writeFileAtomically(perClass, perClassTable(*scores, tagger->info().labels));
    if (!reliability.empty())
        writeFileAtomically(reliability, reliabilityTable(*scores));
    if (!outputs.empty())
        writeOutputs(outputs, *scores, tagger->info().classes);
    const std::string text =
        toJson(tagger->info(), *scores).dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
    if (output == "-")
        std::cout << text;
    else
        writeFileAtomically(output, text);
    return kDone;
}

} // namespace

void addEval(CLI::App& program, Action& action)
{
    auto command = std::make_shared<EvalCommand>();
    CLI::App* app = program.add_subcommand("eval", "Score a model on a list of clips: mAP, mean ROC AUC and d'");
    app->add_option("--data", command->list, "AST's JSON list, or CSV with the columns path and labels")
        ->required()
        ->type_name("LIST");
    app->add_option("--labels", command->labels, "label file (index, mid, display_name); else the model's own labels")
        ->type_name("CSV");
    app->add_option("--root", command->root, "what relative paths of the list start from; else the list's folder")
        ->type_name("DIR");
    CLI::Option* column =
        app->add_option("--split-column", command->data.splitColumn, "column of a CSV list that tells its sets apart");
    CLI::Option* split =
        app->add_option("--split", command->data.split, "take only the rows that hold this in --split-column");
    column->needs(split);
    split->needs(column);
    app->add_option("--frames", command->data.frames, "frames (10 ms) that each clip is cut or padded to")
        ->check(wholeNumberFrom(1, 1'000'000));
    CLI::Option* teacher = app->add_option("--teacher", command->teacher,
                                           "stored outputs [rows of the list's file, classes] to agree with");
    teacher->type_name("NPY");
    app->add_option("--labels-from-teacher", command->labelsFromTeacher,
                    "clips without labels get those whose teacher probability is higher; 0 = none")
        ->check(numberFrom(0, 1))
        ->needs(teacher);
    app->add_option("--output,-o", command->output, "file for the JSON; - for stdout");
    app->add_option("--per-class", command->perClass, "file for a table of the scores of each class")->type_name("CSV");
    app->add_option("--reliability", command->reliability,
                    "file for a table of how often a probability of so much was right")
        ->type_name("CSV");
    app->add_option("--outputs", command->outputs,
                    "file for the model's logits [rows of the list's file, classes], as distillation takes a teacher's")
        ->type_name("SAFETENSORS");
    command->model.addTo(*app);
    app->callback(
        [command, &action] { action = [command](ProgressReporter& reporter) { return command->run(reporter); }; });
}

} // namespace dass::cli
