#include "ui/distill/recipe_panel.h"

#include "ui/distill/run_words.h"

#include <QFileInfo>
#include <QLocale>
#include <QVBoxLayout>

namespace dass {

RecipePanel::RecipePanel(QWidget* parent)
    : Panel(tr("Recipe"), parent), m_student(new ValueRow(tr("Student"), this)),
      m_teacher(new ValueRow(tr("Teacher"), this)), m_data(new ValueRow(tr("Data"), this)),
      m_eval(new ValueRow(tr("Evaluation"), this)), m_loss(new ValueRow(tr("Loss"), this)),
      m_batch(new ValueRow(tr("Batch"), this)), m_rate(new ValueRow(tr("Learning rate"), this)),
      m_average(new ValueRow(tr("Averaged epochs"), this)), m_device(new ValueRow(tr("Device"), this))
{
    for (ValueRow* row : {m_student, m_teacher, m_data, m_eval, m_loss, m_batch, m_rate, m_average, m_device})
        body()->addWidget(row);
    body()->addSpacing(8);
}

void RecipePanel::show(const Recipe& recipe)
{
    const QString none = QStringLiteral("–");
    m_student->setValue(recipe.isKnown ? studentWords(recipe) : none);
    m_teacher->setValue(!recipe.isKnown             ? none
                        : recipe.teachers.isEmpty() ? tr("none: labels only")
                                                    : recipe.teachers.join(QStringLiteral(" + ")));
    m_data->setValue(recipe.train.isEmpty() ? none : QFileInfo(recipe.train).fileName());
    m_data->setToolTip(recipe.train);
    m_eval->setValue(!recipe.isKnown ? none : recipe.eval.isEmpty() ? tr("none") : QFileInfo(recipe.eval).fileName());
    m_eval->setToolTip(recipe.eval);
    m_loss->setValue(recipe.isKnown ? lossWords(recipe) : none);
    m_batch->setValue(recipe.batch > 0 ? tr("%1 clips").arg(recipe.batch) : none);
    m_rate->setValue(recipe.isKnown ? QLocale().toString(recipe.learningRate, 'g', 3) : none);
    m_average->setValue(recipe.weightAverageFirst > 0
                            ? tr("epochs %1 to %2").arg(recipe.weightAverageFirst).arg(recipe.weightAverageLast)
                            : tr("none"));
    const QString device = recipe.device.isEmpty() ? QStringLiteral("auto") : recipe.device;
    m_device->setValue(
        recipe.isKnown ? device.toUpper() + (recipe.precision.isEmpty() ? QString() : ", " + recipe.precision) : none);
}

} // namespace dass
