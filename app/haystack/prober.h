#pragma once

#include "app/haystack/held_mixture.h"
#include "app/haystack/probe.h"
#include "app/jobs/model_store.h"
#include "core/niah/sound_model.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

// Answers what a model hears of needles in a haystack: quickly from the 20 s around the one that is moved, then exactly
// from the whole. Keeps what the next question is likely to need again: the needles, the haystack, the model, and exact
// answers for other positions. One thread.
class Prober
{
public:
    struct Sink
    {
        std::function<void(std::shared_ptr<const HeldMixture>)> prepared; // the whole, to be drawn and heard
        std::function<void(const ProbeAnswer&)> answered;                 // once or twice, the last one exact
        std::function<void(const ProbePoint&)> swept;                     // each known position, the asked one too
        std::function<void(const ProbeAlone&)> heardAlone;
        std::function<void(const ProbeProgress&)> progressed;
    };

    explicit Prober(ModelStore::Loader loader);

    // Ends early when stopped. A clip that cannot be read, or is no needle (niah::whyNoNeedle), is left out, and its
    // answer says why; where none is left, nothing is mixed. Throws Error for all else.
    void answer(const ProbeRequest& request, const Sink& sink, const std::stop_token& stop);

    static constexpr std::int64_t kQuickFrames = 2048;       // of a quick answer
    static constexpr std::int64_t kMostHeardFrames = 720000; // 2 h: of longer ones no sound is kept

private:
    using Probabilities = std::vector<float>;
    struct Clip
    {
        std::shared_ptr<const niah::NeedleSound> sound; // null: not needed now
        std::map<Pooling, Probabilities> alone;         // by the present model
        std::string error;                              // why it is no needle, at the last try
        bool silent = false;                            // which is then why
    };

    void forgetAllBut(const ProbeRequest& request);
    Clip& clip(const std::filesystem::path& path, const std::stop_token& stop); // read; its error says if not
    std::vector<HeldNeedle> takeNeedles(const ProbeRequest& request, ProbeAnswer& answer,
                                        const std::stop_token& stop); // that are mixed
    bool knowsModelOf(const ProbeRequest& request) const;
    void takeModelOf(const ProbeRequest& request);
    const niah::SoundModel* soundModel() const; // the model, where it hears sound; else null
    const Probabilities* alone(Clip& clip, Pooling pooling, const std::stop_token& stop); // null when stopped
    std::shared_ptr<const niah::Haystack> haystackFor(const HaystackChoice& choice, std::int64_t frames,
                                                      const Sink& sink, const std::stop_token& stop);
    std::shared_ptr<const niah::Haystack> quickHaystack(const HaystackChoice& choice, const std::stop_token& stop);
    bool makeHaystack(const ProbeRequest& request, bool quickFirst, ProbeAnswer& answer, const Sink& sink,
                      const std::stop_token& stop);
    bool score(const ProbeRequest& request, const HeldMixture& held, std::optional<std::size_t> current,
               bool quickFirst, ProbeAnswer& answer, const Sink& sink, const std::stop_token& stop);
    bool quick(const ProbeRequest& request, const HeldMixture* whole, ProbeAnswer& answer, const std::stop_token& stop);
    bool exact(const HeldMixture& held, Pooling pooling, Probabilities& result,
               const std::function<void(double)>& progress, const std::stop_token& stop);
    void sweep(const HeldMixture& held, std::size_t current, Pooling pooling, const Sink& sink,
               const std::stop_token& stop);
    void hearOthers(const ProbeRequest& request, const Sink& sink, const std::stop_token& stop);

    ModelStore::Loader m_loader;
    std::map<std::filesystem::path, Clip> m_clips;
    bool m_modelKnown = false;
    std::filesystem::path m_modelPath;
    bool m_sinusoidalPositions = false;
    std::unique_ptr<TaggingModel> m_model;
    std::shared_ptr<const ModelInfo> m_info;
    std::string m_haystackKey;
    std::shared_ptr<const niah::Haystack> m_haystack;
    std::string m_quickKey;
    std::shared_ptr<const niah::Haystack> m_quick;
    std::string m_knownKey;                                     // of all but the current needle's position
    std::map<std::vector<std::int64_t>, Probabilities> m_known; // by the frames that the needles begin at
    double m_seconds = 0;                                       // of the last exact answer
};

} // namespace dass
