#pragma once

#include "app/haystack/experiment_plan.h"
#include "core/niah/cell_file.h"
#include "core/niah/record.h"

#include <QDir>
#include <QString>

namespace dass {

// A plan with two labels' worth of classes and nothing that has to be there.
inline niah::Spec smallPlan(const QString& needle)
{
    niah::Spec plan;
    plan.models = {{{}, "bundled", {}}};
    plan.needles.files = {{needle.toStdU16String(), "/m/0bt9lr"}};
    plan.haystacks = {{niah::HaystackKind::White, {}, 1, "white"}};
    plan.lengths = {1500};
    plan.positions = {0};
    plan.snrDb = {0};
    plan.bootstrap.resamples = 10;
    return plan;
}

// The folder of an experiment of one needle as it is before its first cell.
inline niah::Experiment writeRecord(const QString& folder, const niah::Spec& plan, const QString& needle)
{
    niah::Experiment experiment;
    std::vector<std::string> models;
    for (const niah::ModelEntry& model : plan.models) {
        experiment.models.push_back({model.name, model.name, "00", "DASS", 1, {}});
        models.push_back(model.name);
    }
    for (const niah::HaystackSpec& haystack : plan.haystacks)
        experiment.haystacks.push_back(haystack.name);
    experiment.labels = {{"/m/0bt9lr", "Dog"}, {"/m/03kmc9", "Siren"}};
    experiment.needles = {{needle.toStdString(), {0}}};
    experiment.needleFingerprint = "needles";
    experiment.precision = "fp32";
    experiment.bootstrap = plan.bootstrap;
    experiment.specText = planText(plan);
    for (const niah::Cell& cell : niah::cellsOf(plan)) {
        const std::string key = niah::keyOf(cell, models, experiment.haystacks);
        experiment.cells.push_back({cell, key, niah::cellFileName(key), "print of " + key});
    }
    QDir().mkpath(folder + "/cells");
    niah::writeExperiment(folder.toStdU16String(), experiment);
    return experiment;
}

} // namespace dass
