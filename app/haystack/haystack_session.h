#pragma once

#include "app/haystack/needle_clip.h"
#include "app/haystack/picture_worker.h"
#include "app/haystack/probe_worker.h"
#include "core/niah/sound_model.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dass {

// A needle in the mixture as it is scored: probability and rank of its label there, and in the clip alone.
struct NeedleHeard
{
    double mixture = -1; // below 0: not known yet
    double alone = -1;
    std::int64_t rank = 0; // among all tags; 0: not known
    std::int64_t rankAlone = 0;
};

// What is built by hand in the Haystack workspace: clips, of which those that are ticked are needles in one haystack,
// and what a model hears of them there, live. One clip is the chosen one, which is moved. Without a widget. GUI thread;
// all work is done by workers.
class HaystackSession : public QObject
{
    Q_OBJECT
public:
    explicit HaystackSession(ModelStore::Loader loader = niah::loadTestedModel, QObject* parent = nullptr);
    ~HaystackSession() override;

    static constexpr std::size_t kMostClips = 200;

    const std::vector<NeedleClip>& needles() const { return m_needles; }
    // The first one is chosen; a file that is listed already is hidden once more, as a needle of its own. Those that
    // are to be hidden get a free place, or are only listed where there is none. What is over kMostClips is left out;
    // returns how many that are. at: where the first that is hidden is to be, the others one after another behind it.
    std::size_t addNeedles(const std::vector<NeedleClip>& clips, std::optional<double> at = {});
    std::vector<NeedleClip> unlisted(const std::vector<NeedleClip>& clips) const; // of these, those of other files
    int indexOf(quint64 id) const;                                                // -1: it is not listed any more
    int indexOfPath(const QString& path) const;                                   // the first one of a file; -1: none
    void removeNeedle(int index);
    void setLabels(int index, const std::vector<std::string>& mids);
    void setHidden(int index, bool hidden);                // in the mixture, or only in the list
    void hideOnly(int index);                              // and no other
    void setRatio(int index, std::optional<double> ratio); // of its own; none: the one of all
    int current() const { return m_current; }              // -1: none
    void setCurrent(int index);
    const NeedleClip* needle() const; // the chosen one; null: none
    int hidden() const;               // how many are ticked
    int mixed() const;                // of these, without those that are known to be unreadable

    const HaystackChoice& choice() const { return m_choice; } // its position is that of the chosen needle
    void setChoice(const HaystackChoice& choice);
    const QString& model() const { return m_model; } // empty: the bundled one
    // Of an AST: computed for the length, in place of those that it stores.
    bool sinusoidalPositions() const { return m_sinusoidalPositions; }
    void setModel(const QString& path, bool sinusoidalPositions = false);
    // Everything at once, as it was kept; positions are those of the clips.
    void restore(std::vector<NeedleClip> clips, int current, const HaystackChoice& choice);

    // The frames that needles begin at; -1: it is not in the mixture.
    std::vector<std::int64_t> begins() const;
    std::int64_t begin(int index) const { return begins().at(static_cast<std::size_t>(index)); }

    const std::shared_ptr<const HeldMixture>& mixture() const { return m_mixture; } // null before the first
    const ProbeAnswer* answer() const { return m_answer ? m_answer.get() : nullptr; }
    bool isProbing() const { return m_probing; }
    const ProbeProgress& progress() const { return m_progress; }
    const QString& error() const { return m_error; } // of the last question; empty: none
    // Exact answers by the frame that the chosen needle begins at, for the present choice.
    const std::map<std::int64_t, std::vector<float>>& sweep() const { return m_sweep; }
    // The class that a clip's scores are told of: its first label, else the one most probable alone; -1: not known yet.
    std::int64_t labelClass(int index) const;
    std::int64_t labelClass() const { return m_current < 0 ? -1 : labelClass(m_current); }
    NeedleHeard heard(int index) const;
    double alone(int index) const;                      // probability by itself of clip `index`; below 0: not known yet
    const std::vector<float>* aloneOf(int index) const; // probabilities [classes]; null: not known yet
    QString clipError(int index) const;                 // why it is no needle; empty: it is one, or was not tried
    bool isSilent(int index) const;                     // which is then why
    const ModelInfo* modelInfo() const { return m_info.get(); } // null: not known yet

    void stop(); // the probe, within 0.3 s; the next change starts it again
    void ask();  // now

signals:
    void needlesChanged();
    void currentChanged();
    void choiceChanged();
    void modelChanged();
    void mixtureChanged();
    void answerChanged(); // or progress, error
    void sweepChanged();

private:
    // Why a clip is no needle.
    struct ClipTrouble
    {
        QString words; // empty: it is one
        bool silent = false;
        bool operator==(const ClipTrouble&) const = default;
    };

    void askSoon();
    void changeMixture(); // other needles are in it
    bool isMixed(const NeedleClip& clip) const;
    void tellTooMany();
    void takeInfo(const std::shared_ptr<const ModelInfo>& info);
    double freePosition() const;
    void take(const ProbeAnswer& answer);
    void take(const ProbeAlone& clip);
    bool takeAlone(const QString& path, const std::vector<float>& alone, const ClipTrouble& trouble);
    const ClipTrouble* troubleOf(const NeedleClip& clip) const; // null: it was not tried
    ProbeRequest request() const;                               // of the choice and the model, without a clip

    std::vector<NeedleClip> m_needles;
    quint64 m_lastId = 0;
    std::map<QString, std::vector<float>> m_alone; // probabilities [classes] by path
    std::map<QString, ClipTrouble> m_troubles;     // by path, of those that were tried
    int m_current = -1;
    HaystackChoice m_choice;
    QString m_model;
    bool m_sinusoidalPositions = false;
    std::shared_ptr<const ModelInfo> m_info;
    std::unordered_map<std::string, std::int64_t> m_classes; // of m_info, by machine id
    quint64 m_request = 0;
    std::vector<quint64> m_asked; // the needles of the last question
    quint64 m_askedCurrent = 0;   // of these, the one that was chosen; 0: none
    quint64 m_quickOf = 0;        // the same of the question that m_answer is of
    bool m_probing = false;
    bool m_tooMany = false; // are ticked, as far as is known
    ProbeProgress m_progress;
    QString m_error;
    std::shared_ptr<const HeldMixture> m_mixture;
    std::unique_ptr<const ProbeAnswer> m_answer; // of m_asked
    std::map<std::int64_t, std::vector<float>> m_sweep;
    QTimer m_soon;
    ProbeWorker m_probe; // last: its destructor waits
};

} // namespace dass
