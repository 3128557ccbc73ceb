#pragma once

#include "ui/widgets/panel.h"

class QLabel;

namespace dass {

class AnalyzeSession;

// What the next run will do and how long it will take; the gear opens the form to change it.
class RunSettingsPanel : public Panel
{
    Q_OBJECT
public:
    explicit RunSettingsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

    void edit(); // opens the form beside the gear

private:
    void update();

    AnalyzeSession& m_session;
    QToolButton* m_gear;
    ValueRow* m_mode;
    ValueRow* m_window;
    ValueRow* m_hop;
    ValueRow* m_pooling;
    ValueRow* m_precision;
    ValueRow* m_channel;
    ValueRow* m_threads;
    ValueRow* m_expected;
    ValueRow* m_memory;
    ValueRow* m_files;
    QLabel* m_words;
};

} // namespace dass
