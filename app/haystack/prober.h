#pragma once

#include "app/haystack/held_mixture.h"
#include "app/haystack/probe.h"
#include "app/jobs/model_store.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

// Answers what a model hears of a needle in a haystack: quickly from the 20 s around the needle, then exactly from the
// whole. Keeps what the next question is likely to need again: the needle, the haystack, the model, and exact answers
// for other positions. One thread.
class Prober
{
public:
    struct Sink
    {
        std::function<void(std::shared_ptr<const HeldMixture>)> prepared; // the whole, to be drawn and heard
        std::function<void(const ProbeAnswer&)> answered;                 // once or twice, the last one exact
        std::function<void(const ProbePoint&)> swept;                     // each known position, the asked one too
        std::function<void(const ProbeProgress&)> progressed;
    };

    explicit Prober(ModelStore::Loader loader);

    // Ends early when stopped. Throws Error.
    void answer(const ProbeRequest& request, const Sink& sink, const std::stop_token& stop);

    static constexpr std::int64_t kQuickFrames = 2048;       // of a quick answer
    static constexpr std::int64_t kMostHeardFrames = 720000; // 2 h: of longer ones no sound is kept

private:
    using Probabilities = std::vector<float>;

    void takeNeedle(const std::filesystem::path& path, const std::stop_token& stop);
    void takeModel(const std::filesystem::path& path);
    const Probabilities* alone(Pooling pooling, const std::stop_token& stop); // null when stopped
    std::shared_ptr<const niah::Haystack> haystackFor(const HaystackChoice& choice, std::int64_t frames,
                                                      const Sink& sink, const std::stop_token& stop);
    std::shared_ptr<const niah::Haystack> quickHaystack(const HaystackChoice& choice, const std::stop_token& stop);
    bool quick(const ProbeRequest& request, const HeldMixture* whole, ProbeAnswer& answer, const std::stop_token& stop);
    bool exact(const HeldMixture& held, Pooling pooling, Probabilities& result,
               const std::function<void(double)>& progress, const std::stop_token& stop);
    void sweep(const ProbeRequest& request, const HeldMixture& held, const Sink& sink, const std::stop_token& stop);

    ModelStore::Loader m_loader;
    std::filesystem::path m_needlePath;
    std::shared_ptr<const niah::NeedleSound> m_needle;
    bool m_modelKnown = false;
    std::filesystem::path m_modelPath;
    std::unique_ptr<TaggingModel> m_model;
    std::shared_ptr<const ModelInfo> m_info;
    std::map<Pooling, Probabilities> m_alone; // of this needle and model
    std::string m_haystackKey;
    std::shared_ptr<const niah::Haystack> m_haystack;
    std::string m_quickKey;
    std::shared_ptr<const niah::Haystack> m_quick;
    std::string m_knownKey;                                           // of all but the position
    std::map<std::int64_t, std::pair<double, Probabilities>> m_known; // by the frame that the needle begins at
    double m_seconds = 0;                                             // of the last exact answer
};

} // namespace dass
