#pragma once

#include "app/distill/run_measure.h"

#include <QWidget>

#include <string>

class QLabel;

namespace dass {

class HintButton;
class ValueRow;

// How long a job will take here: measured by a few of its steps, when somebody asks for it. What was found is dropped
// as soon as the job is another one.
class MeasurePanel : public QWidget
{
    Q_OBJECT
public:
    explicit MeasurePanel(QWidget* parent = nullptr);

    void setSpec(const std::string& spec); // ends what is being measured, unless it is the same
    void setReady(bool ready);             // whether the specification could run
    void cancel();

    HintButton* button() const { return m_button; } // measures, or cancels that
    QString time() const;                           // as it is shown

private:
    void showState();
    void take(const MeasuredRun& run);

    RunMeasure m_measure;
    std::string m_spec;
    bool m_ready = false;
    ValueRow* m_time;
    ValueRow* m_step;
    ValueRow* m_memory;
    QLabel* m_words;
    HintButton* m_button;
};

} // namespace dass
