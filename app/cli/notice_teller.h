#pragma once

#include "app/cli/progress_reporter.h"
#include "core/model/tagging_model.h"

#include <set>
#include <string>

namespace dass::cli {

// Tells what happened to the model that a person should know, each once.
class NoticeTeller
{
public:
    NoticeTeller(TaggingModel& model, std::string item, ProgressReporter& reporter);
    void tell(); // after each call of the model

private:
    TaggingModel& m_model;
    std::string m_item;
    ProgressReporter& m_reporter;
    std::set<std::string> m_told;
};

} // namespace dass::cli
