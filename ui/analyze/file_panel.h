#pragma once

#include "ui/widgets/panel.h"

namespace dass {

class AnalyzeSession;

// What the current recording's file is.
class FilePanel : public Panel
{
    Q_OBJECT
public:
    explicit FilePanel(AnalyzeSession& session, QWidget* parent = nullptr);

private:
    void update();

    AnalyzeSession& m_session;
    ValueRow* m_duration;
    ValueRow* m_began;
    ValueRow* m_start;
    ValueRow* m_sound;
    ValueRow* m_channels;
    ValueRow* m_size;
};

} // namespace dass
