#pragma once

#include "app/haystack/needle_clip.h"
#include "app/haystack/picture_worker.h"
#include "app/haystack/probe_worker.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace dass {

// What is built by hand in the Haystack workspace: needles, the haystack, and what a model hears of the chosen needle
// in it, live. Without a widget. GUI thread; all work is done by workers.
class HaystackSession : public QObject
{
    Q_OBJECT
public:
    explicit HaystackSession(ModelStore::Loader loader = TaggingModel::load, QObject* parent = nullptr);
    ~HaystackSession() override;

    const std::vector<NeedleClip>& needles() const { return m_needles; }
    void addNeedles(const std::vector<NeedleClip>& clips); // those that are not there yet; the first new one is chosen
    void removeNeedle(int index);
    void setLabels(int index, const std::vector<std::string>& mids);
    int current() const { return m_current; } // -1: none
    void setCurrent(int index);
    const NeedleClip* needle() const; // the chosen one; null: none

    const HaystackChoice& choice() const { return m_choice; }
    void setChoice(const HaystackChoice& choice);
    const QString& model() const { return m_model; } // empty: the bundled one
    void setModel(const QString& path);

    // Of the chosen needle. Null before the first.
    const std::shared_ptr<const HeldMixture>& mixture() const { return m_mixture; }
    const ProbeAnswer* answer() const { return m_answer ? m_answer.get() : nullptr; }
    bool isProbing() const { return m_probing; }
    const ProbeProgress& progress() const { return m_progress; }
    const QString& error() const { return m_error; } // of the last question; empty: none
    // Exact answers for positions of the needle, for the present choice.
    const std::map<double, std::vector<float>>& sweep() const { return m_sweep; }
    // The class that scores are told of: the needle's first label, else the one most probable alone; -1: not known yet.
    std::int64_t labelClass() const;
    double alone(int index) const; // probability by itself of needle `index`; below 0: not known yet

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
    void askSoon();
    void take(const ProbeAnswer& answer);

    std::vector<NeedleClip> m_needles;
    std::map<QString, double> m_alone; // by path
    int m_current = -1;
    HaystackChoice m_choice;
    QString m_model;
    quint64 m_request = 0;
    bool m_probing = false;
    ProbeProgress m_progress;
    QString m_error;
    std::shared_ptr<const HeldMixture> m_mixture;
    std::unique_ptr<const ProbeAnswer> m_answer;
    std::map<double, std::vector<float>> m_sweep;
    QTimer m_soon;
    ProbeWorker m_probe; // last: its destructor waits
};

} // namespace dass
