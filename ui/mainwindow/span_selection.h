#pragma once

#include "core/inference/events.h"

#include <QObject>

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class CorrectionActions;
class PlaybackController;
class TransportBar;
struct SampleSpan;

// The span that is selected: the same one in the plots, the events table (where it is an event's) and the transport
// bar.
class SpanSelection : public QObject
{
    Q_OBJECT
public:
    // All outlive it.
    SpanSelection(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback,
                  CorrectionActions& corrections, TransportBar& bar, QObject* parent);

    void choose(const Event& event); // brings it into view, too
    void take(const SampleSpan& span);
    // One edge of it, without the mouse. What was selected beyond that goes.
    void startAtPlayhead();
    void endAtPlayhead();
    void play();
    bool isEmpty() const;

signals:
    void changed();

private:
    void show(const Event& event);
    void select(const SampleSpan& span);

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    PlaybackController& m_playback;
    CorrectionActions& m_corrections;
    TransportBar& m_bar;
};

} // namespace dass
