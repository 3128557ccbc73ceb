#pragma once

#include <QFrame>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace dass {

class AnalyzeSession;
class DeviceChooser;

// A pop-up form over the run settings. Every change acts at once on the next run; deletes itself when closed.
class RunSettingsForm : public QFrame
{
    Q_OBJECT
public:
    RunSettingsForm(AnalyzeSession& session, QWidget* parent);

    void showBeside(const QWidget* anchor);

private:
    void fillChoices();
    void fillNumbers();
    void layOut();
    void connectFields();
    void fitToScreen();
    void apply();
    int chosenThreads() const;
    void updateEnabled();

    AnalyzeSession& m_session;
    DeviceChooser* m_device; // also here: a narrow window's header has no room for it
    QComboBox* m_mode;
    QDoubleSpinBox* m_window;
    QDoubleSpinBox* m_hop;
    QComboBox* m_pooling;
    QComboBox* m_precision;
    QSpinBox* m_channel; // from 1; 0 = the mean of all
    QSpinBox* m_threads;
    QCheckBox* m_oneCoreFree; // of all threads
    QLabel* m_words;
};

} // namespace dass
