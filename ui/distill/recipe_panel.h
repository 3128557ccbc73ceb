#pragma once

#include "app/distill/run_details.h"
#include "ui/widgets/panel.h"

namespace dass {

// What a run was told to do, in a few lines.
class RecipePanel : public Panel
{
    Q_OBJECT
public:
    explicit RecipePanel(QWidget* parent = nullptr);
    void show(const Recipe& recipe);

private:
    ValueRow* m_student;
    ValueRow* m_teacher;
    ValueRow* m_data;
    ValueRow* m_eval;
    ValueRow* m_loss;
    ValueRow* m_batch;
    ValueRow* m_rate;
    ValueRow* m_average;
    ValueRow* m_device;
};

} // namespace dass
