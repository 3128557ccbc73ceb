#include "ui/haystack/value_slider.h"

#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <utility>

namespace dass {

namespace {

constexpr int kSteps = 1000;
constexpr int kFieldWidth = 88;

} // namespace

ValueSlider::ValueSlider(const QString& name, Scale scale, QWidget* parent)
    : QWidget(parent), m_scale(std::move(scale)), m_field(new QLineEdit(this)),
      m_slider(new QSlider(Qt::Horizontal, this))
{
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary, this);
    label->setText(name);
    m_field->setAccessibleName(name);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setFixedWidth(kFieldWidth);
    m_slider->setAccessibleName(tr("%1, slider").arg(name));
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 20);
    m_slider->setSingleStep(kSteps / 100);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 2, 12, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_field, 0, 1);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_field->setProperty(styleproperty::kInvalid, !m_scale.parse(text));
        m_field->update();
    });
    connect(m_field, &QLineEdit::editingFinished, this, &ValueSlider::takeText);
    connect(m_slider, &QSlider::valueChanged, this, &ValueSlider::takeSlider);
}

void ValueSlider::setValue(double value)
{
    if (m_field->isModified() && m_field->hasFocus())
        m_value = value; // what is being typed is not taken away
    else if (value != m_value || m_field->text() != m_scale.text(value))
        showValue(value);
}

void ValueSlider::showValue(double value)
{
    m_value = value;
    m_field->setText(m_scale.text(value));
    m_field->setProperty(styleproperty::kInvalid, false);
    m_field->update();
    const QSignalBlocker block(m_slider);
    m_slider->setValue(qRound(m_scale.shareOf(value) * kSteps));
}

void ValueSlider::takeText()
{
    const std::optional<double> value = m_scale.parse(m_field->text());
    if (!value || *value == m_value) {
        showValue(m_value); // what was typed is no value: back to what holds
        return;
    }
    showValue(*value);
    emit valueChanged(*value);
}

void ValueSlider::takeSlider(int position)
{
    const double value = m_scale.valueAt(static_cast<double>(position) / kSteps);
    if (value == m_value)
        return;
    m_value = value;
    m_field->setText(m_scale.text(value));
    emit valueChanged(value);
}

} // namespace dass
