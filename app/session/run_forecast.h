#pragma once

#include "core/inference/run_costs.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dass {

class ChosenModel;
class Settings;
struct OpenRecording;
struct RunSettings;
struct TaggingRequest;

// What a run with the model and the settings of now will take: by what earlier runs on this machine took, else guessed
// from the size of the network. Samples at 16 kHz. GUI thread; what it looks at outlives it.
class RunForecast
{
public:
    RunForecast(const Settings& settings, const ChosenModel& model, const RunSettings& run);

    std::optional<double> seconds(std::int64_t samples) const; // none without a model, or for no sound
    bool isGuess() const;                                      // these settings were not measured with this model yet
    double timesRealTime() const;                              // as measured; 0 before the first measurement
    std::optional<RunCosts> costs(std::int64_t samples) const; // none without a model

private:
    std::string arithmetic() const;
    double measuredSpeed() const;
    double guessedSpeed() const;

    const Settings& m_settings;
    const ChosenModel& m_model;
    const RunSettings& m_run;
};

// Keeps how fast a finished run was, for forecasts to come.
void rememberSpeed(Settings& settings, const TaggingRequest& request, const OpenRecording& recording);

} // namespace dass
