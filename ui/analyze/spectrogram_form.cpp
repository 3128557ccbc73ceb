#include "ui/analyze/spectrogram_form.h"

#include "ui/analyze/plot_view.h"
#include "ui/analyze/spectrogram_names.h"
#include "ui/style/fonts.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QScreen>

#include <algorithm>

namespace dass {

namespace {

constexpr int kFieldWidth = 130;
constexpr double kSmallestRange = 1; // dB
constexpr double kLowest = -120;
constexpr double kHighest = 20; // above the loudest cell there is nothing, but room for comparing recordings

QDoubleSpinBox* makeLevelField(double value, const QString& name, QWidget* parent)
{
    auto* field = new QDoubleSpinBox(parent);
    field->setDecimals(0);
    field->setSingleStep(3);
    field->setSuffix(SpectrogramForm::tr(" dB"));
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setRange(kLowest, kHighest);
    field->setValue(value);
    field->setAccessibleName(name);
    field->setToolTip(SpectrogramForm::tr("Relative to the loudest place in the recording"));
    return field;
}

} // namespace

SpectrogramForm::SpectrogramForm(PlotView& view)
    : QFrame(&view, Qt::Popup), m_view(view), m_map(new QComboBox(this)), m_scale(new QComboBox(this)),
      m_low(makeLevelField(view.spectrogram().floorDb, tr("Lowest level"), this)),
      m_high(makeLevelField(view.spectrogram().ceilingDb, tr("Highest level"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    for (const ColourMapName& map : colourMapNames())
        m_map->addItem(withoutMnemonic(spectrogramWords(map.words)), static_cast<int>(map.map));
    m_map->setCurrentIndex(m_map->findData(static_cast<int>(view.spectrogram().map)));
    m_map->setAccessibleName(tr("Colours of the spectrogram"));
    for (const FrequencyScaleName& scale : frequencyScaleNames())
        m_scale->addItem(withoutMnemonic(spectrogramWords(scale.words)), static_cast<int>(scale.scale));
    m_scale->setCurrentIndex(m_scale->findData(static_cast<int>(view.spectrogram().scale)));
    m_scale->setAccessibleName(tr("Frequency axis"));
    updateRanges();

    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 12, 12, 12);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Colours"), m_map);
    form->addRow(tr("&Frequency axis"), m_scale);
    form->addRow(tr("&Lowest level"), m_low);
    form->addRow(tr("&Highest level"), m_high);
    for (QWidget* field : std::initializer_list<QWidget*>{m_map, m_scale, m_low, m_high})
        field->setFixedWidth(kFieldWidth);
    auto* words =
        new QLabel(tr("The model's 128 mel bands on every axis: on the linear and the logarithmic one as wide "
                      "as they are."),
                   this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setWordWrap(true);
    form->addRow(words);

    for (QComboBox* box : {m_map, m_scale})
        connect(box, &QComboBox::currentIndexChanged, this, &SpectrogramForm::apply);
    for (QDoubleSpinBox* field : {m_low, m_high})
        connect(field, &QDoubleSpinBox::valueChanged, this, &SpectrogramForm::apply);
}

void SpectrogramForm::showBeside(const QWidget* anchor)
{
    adjustSize();
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(anchor->width() + 8, 0));
    corner.setY(std::min(corner.y(), screen.bottom() - height() - 8));
    move(corner);
    show();
    m_map->setFocus(Qt::PopupFocusReason);
}

void SpectrogramForm::apply()
{
    updateRanges();
    SpectrogramSettings settings;
    settings.map = static_cast<ColourMap>(m_map->currentData().toInt());
    settings.scale = static_cast<FrequencyScale>(m_scale->currentData().toInt());
    settings.floorDb = m_low->value();
    settings.ceilingDb = m_high->value();
    m_view.setSpectrogram(settings);
}

void SpectrogramForm::updateRanges()
{
    m_low->setMaximum(m_high->value() - kSmallestRange);
    m_high->setMinimum(m_low->value() + kSmallestRange);
}

} // namespace dass
