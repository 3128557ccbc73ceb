#pragma once

#include <QFrame>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace dass {

class AnalyzeSession;

// A small window with what shapes events beside the fields of their header: where they end, smoothing, roll-up. What is
// changed holds at once.
class EventRulesForm : public QFrame
{
    Q_OBJECT
public:
    EventRulesForm(AnalyzeSession& session, QWidget* parent);

    void showAbove(const QWidget* anchor);

private:
    void apply();
    void updateEnabled();

    AnalyzeSession& m_session;
    QDoubleSpinBox* m_end;
    QComboBox* m_smoothing;
    QSpinBox* m_rows;
    QCheckBox* m_rollUp;
};

} // namespace dass
