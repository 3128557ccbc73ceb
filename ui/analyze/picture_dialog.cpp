#include "ui/analyze/picture_dialog.h"

#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "ui/analyze/picture_maker.h"
#include "ui/analyze/plot_view.h"
#include "ui/widgets/dialog_buttons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kTrackHeight = 240; // of a picture of one track
constexpr int kSmallest = 100;

QSpinBox* makePixelField(const QString& name, int value, QWidget* parent)
{
    auto* field = new QSpinBox(parent);
    field->setRange(kSmallest, PictureMaker::kLargest);
    field->setSingleStep(10);
    field->setSuffix(PictureDialog::tr(" px"));
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setValue(value);
    field->setAccessibleName(name);
    return field;
}

} // namespace

PictureDialog::PictureDialog(AnalyzeSession& session, const PlotView& view, QWidget* parent)
    : QDialog(parent), m_session(session), m_view(view), m_track(new QComboBox(this)), m_format(new QComboBox(this)),
      m_width(makePixelField(tr("Width"), view.stack()->width(), this)),
      m_height(makePixelField(tr("Height"), view.stack()->height(), this)), m_scale(new QComboBox(this)),
      m_path(new QLineEdit(this)), m_notice(new QLabel(this)), m_save(new HintButton(tr("Save"), {}, this))
{
    setWindowTitle(tr("Save picture"));
    makeForm();
    connect(m_track, &QComboBox::currentIndexChanged, this, [this] {
        const bool all = m_track->currentData().toInt() == static_cast<int>(PictureTrack::All);
        m_height->setValue(all ? m_view.stack()->height() : kTrackHeight);
        updateButtons();
    });
    connect(m_format, &QComboBox::currentIndexChanged, this, &PictureDialog::updateSuffix);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &PictureDialog::updateLimits);
    connect(m_path, &QLineEdit::textChanged, this, &PictureDialog::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &PictureDialog::write);
    updateLimits();
    updateButtons();
}

PictureDialog::~PictureDialog() = default;

void PictureDialog::makeForm()
{
    fillChoices();
    QFormLayout* form = makeRows();
    m_notice->setForegroundRole(QPalette::BrightText);
    m_notice->setWordWrap(true);
    m_notice->hide();
    QHBoxLayout* buttons = makeDialogButtons(this, m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(m_notice);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    tabInLayoutOrder(this);
}

void PictureDialog::fillChoices()
{
    const std::pair<PictureTrack, QString> tracks[] = {{PictureTrack::All, tr("all tracks")},
                                                       {PictureTrack::Waveform, tr("waveform")},
                                                       {PictureTrack::Spectrogram, tr("spectrogram")},
                                                       {PictureTrack::Probability, tr("probability")},
                                                       {PictureTrack::HeatStrip, tr("heat strip")}};
    for (const auto& [track, name] : tracks)
        m_track->addItem(name, static_cast<int>(track));
    m_track->setAccessibleName(tr("What the picture shows"));
    const std::pair<PictureFormat, QString> formats[] = {
        {PictureFormat::Png, tr("PNG")}, {PictureFormat::Svg, tr("SVG")}, {PictureFormat::Pdf, tr("PDF")}};
    for (const auto& [format, name] : formats)
        m_format->addItem(name, static_cast<int>(format));
    m_format->setAccessibleName(tr("Format of the picture"));
    for (const int scale : {1, 2, 3})
        m_scale->addItem(tr("%1 ×").arg(scale), scale);
    m_scale->setCurrentIndex(1);
    m_scale->setAccessibleName(tr("Resolution"));
    m_scale->setToolTip(
        tr("How many pixels each pixel of the size becomes. In SVG and PDF only spectrogram and heat strip "
           "are made of pixels"));
}

QFormLayout* PictureDialog::makeRows()
{
    QHBoxLayout* path = makePathRow();
    auto* size = new QHBoxLayout;
    size->setSpacing(8);
    size->addWidget(m_width);
    size->addWidget(new QLabel(QStringLiteral("×"), this));
    size->addWidget(m_height);
    size->addStretch(1);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Show"), m_track);
    form->addRow(tr("F&ormat"), m_format);
    form->addRow(tr("Size"), size);
    form->addRow(tr("&Resolution"), m_scale);
    auto* fileLabel = new QLabel(tr("&File"), this);
    fileLabel->setBuddy(m_path);
    form->addRow(fileLabel, path);
    return form;
}

// With a file beside the recording, of the same name.
QHBoxLayout* PictureDialog::makePathRow()
{
    const QFileInfo file(m_session.current()->path);
    m_path->setText(QDir::toNativeSeparators(file.dir().filePath(file.completeBaseName() + ".png")));
    m_path->setMinimumWidth(320);
    m_path->setAccessibleName(tr("File"));
    auto* choose = new HintButton(tr("Choose…"), {}, this);
    connect(choose, &QPushButton::clicked, this, &PictureDialog::choosePath);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    return row;
}

void PictureDialog::choosePath()
{
    if (m_maker || m_looking)
        return; // whose end closes this dialog, which must not take an open file dialog with it
    auto* dialog =
        new QFileDialog(this, tr("Save picture"), reachable(m_path->text()), tr("Pictures (*.png *.svg *.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    connect(dialog, &QFileDialog::fileSelected, this, &PictureDialog::takePath);
    dialog->open();
}

void PictureDialog::takePath(const QString& path)
{
    m_path->setText(QDir::toNativeSeparators(path));
    if (const auto format = pictureFormatOf(path))
        m_format->setCurrentIndex(m_format->findData(static_cast<int>(*format)));
    else
        updateSuffix();
}

// The ending follows the format; one that is no picture's stays in front of it.
void PictureDialog::updateSuffix()
{
    QString path = m_path->text();
    if (const auto old = pictureFormatOf(path))
        path.chop(suffixOf(*old).size() + 1);
    m_path->setText(path + '.' + suffixOf(static_cast<PictureFormat>(m_format->currentData().toInt())));
    updateButtons();
}

void PictureDialog::updateLimits()
{
    const int largest = PictureMaker::kLargest / m_scale->currentData().toInt();
    m_width->setMaximum(largest);
    m_height->setMaximum(largest);
}

void PictureDialog::updateButtons()
{
    delete m_looking; // another file than the one that is looked for
    m_save->setEnabled(!m_maker && !m_path->text().isEmpty());
    m_save->setText(tr("Save"));
    m_mayReplace = false; // another file than the one that was told of
    m_notice->hide();
}

void PictureDialog::write()
{
    PictureRequest request;
    request.track = static_cast<PictureTrack>(m_track->currentData().toInt());
    request.format = static_cast<PictureFormat>(m_format->currentData().toInt());
    request.size = {m_width->value(), m_height->value()};
    request.scale = m_scale->currentData().toInt();
    request.path = QDir::fromNativeSeparators(m_path->text());
    const bool hasFocus = focusWidget() == m_save;
    if (m_mayReplace)
        make(request);
    else
        look(request);
    m_focusMeanwhile = hasFocus ? focusWidget() : nullptr;
}

void PictureDialog::look(const PictureRequest& request)
{
    m_save->setEnabled(false);
    m_looking = lookForFile(request.path, this, [this, request](bool there) {
        m_looking.clear();
        if (!there) {
            make(request);
            return;
        }
        updateButtons();
        giveFocusBack();
        say(tr("Already there: %1").arg(QFileInfo(request.path).fileName()));
        m_save->setText(tr("Replace"));
        m_mayReplace = true;
    });
}

void PictureDialog::make(const PictureRequest& request)
{
    m_maker = std::make_unique<PictureMaker>(m_session, m_view, request);
    connect(m_maker.get(), &PictureMaker::ended, this, &PictureDialog::endWriting);
    updateButtons();
    m_maker->start();
}

void PictureDialog::endWriting(JobEnd end, const QString& error)
{
    m_maker.release()->deleteLater();
    updateButtons();
    giveFocusBack();
    switch (end) {
    case JobEnd::Finished:
        emit saved(m_path->text());
        accept();
        break;
    case JobEnd::Cancelled:
        say(tr("Cancelled; nothing was written."));
        break;
    case JobEnd::Failed:
        say(sentenceText(error));
        break;
    }
}

// To the button, which lost it when it was disabled, unless the person has gone elsewhere.
void PictureDialog::giveFocusBack()
{
    if (m_focusMeanwhile && m_focusMeanwhile == focusWidget())
        m_save->setFocus();
    m_focusMeanwhile.clear();
}

void PictureDialog::reject()
{
    delete m_looking;
    if (m_maker)
        m_maker->cancel();
    else
        QDialog::reject();
}

void PictureDialog::say(const QString& words)
{
    m_notice->setText(words);
    m_notice->show();
}

} // namespace dass
