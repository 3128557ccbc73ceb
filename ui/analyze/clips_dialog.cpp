#include "ui/analyze/clips_dialog.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "ui/style/fonts.h"
#include "ui/widgets/dialog_buttons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/path_dialog.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFontMetrics>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

namespace dass {

namespace {

enum Scope { OneEvent, OfTag, InTable };

constexpr std::size_t kShownNames = 3;
constexpr int kPreviewWidth = 420;

QString nameOf(const std::vector<Label>& labels, std::int64_t classIndex)
{
    return QString::fromStdString(labels.at(static_cast<std::size_t>(classIndex)).name);
}

} // namespace

ClipsDialog::ClipsDialog(AnalyzeSession& session, const Offer& offer, QWidget* parent)
    : QDialog(parent), m_session(session), m_table(session.sharedDigest()), m_scope(new QComboBox(this)),
      m_format(new QComboBox(this)), m_padding(new QDoubleSpinBox(this)), m_folder(new QLineEdit(this)),
      m_stem(new QLineEdit(this)), m_preview(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_notice(new QLabel(this)), m_save(new HintButton(tr("Save"), {}, this))
{
    setWindowTitle(tr("Save sound"));
    const OpenRecording& recording = *session.current();
    m_recording = toPath(recording.path);
    m_length = recording.length();
    m_labels = recording.model->labels;
    const QFileInfo file(recording.path);
    m_folder->setText(QDir::toNativeSeparators(file.absolutePath()));
    m_stem->setText(file.completeBaseName());
    const ClipSettings kept = session.settings().clips();
    m_format->addItem(tr("FLAC"), static_cast<int>(SoundFormat::Flac));
    m_format->addItem(tr("WAV"), static_cast<int>(SoundFormat::Wav));
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(kept.format)));
    m_padding->setValue(kept.paddingSeconds);
    makeForm();
    connect(&m_worker, &DigestWorker::ready, this, [this](quint64, const std::shared_ptr<const Digest>& digest) {
        m_ofTag = digest;
        updatePreview();
    });
    connect(&m_worker, &DigestWorker::failed, this, [this](quint64, const QString& error) {
        m_findingFailed = sentenceText(error);
        updatePreview();
    });
    fillScopes(offer); // may ask the worker, whose answer may come at once
    for (QComboBox* box : {m_scope, m_format})
        connect(box, &QComboBox::currentIndexChanged, this, &ClipsDialog::updatePreview);
    connect(m_padding, &QDoubleSpinBox::valueChanged, this, &ClipsDialog::updatePreview);
    for (QLineEdit* field : {m_folder, m_stem})
        connect(field, &QLineEdit::textChanged, this, &ClipsDialog::updatePreview);
    connect(m_save, &QPushButton::clicked, this, &ClipsDialog::write);
    updatePreview();
}

ClipsDialog::~ClipsDialog()
{
    if (m_job)
        m_job->cancel(); // ends in its own time: waiting for it would hold up the window
}

void ClipsDialog::makeForm()
{
    m_scope->setAccessibleName(tr("Events whose sound is saved"));
    m_scope->setMinimumContentsLength(28);
    m_padding->setRange(0, ClipSettings::kMostPadding);
    m_padding->setDecimals(2);
    m_padding->setSingleStep(0.5);
    m_padding->setSuffix(tr(" s"));
    m_padding->setAlignment(Qt::AlignRight);
    m_padding->setToolTip(tr("So much sound before and after each event, as far as there is some"));
    m_folder->setMinimumWidth(320);
    auto* choose = new HintButton(tr("Choose…"), {}, this);
    connect(choose, &QPushButton::clicked, this, &ClipsDialog::chooseFolder);
    auto* folderRow = new QHBoxLayout;
    folderRow->setSpacing(8);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);
    auto* folderLabel = new QLabel(tr("F&older"), this);
    folderLabel->setBuddy(m_folder);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Events"), m_scope);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Before and after"), m_padding);
    form->addRow(folderLabel, folderRow);
    form->addRow(tr("&Name"), m_stem);
    for (QWidget* field : std::initializer_list<QWidget*>{m_format, m_padding})
        field->setFixedWidth(104);

    m_preview->setFont(textFont(TextSize::Label));
    m_preview->setForegroundRole(QPalette::PlaceholderText);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setMinimumWidth(kPreviewWidth);
    m_preview->setMinimumHeight(QFontMetrics(m_preview->font()).lineSpacing() * (static_cast<int>(kShownNames) + 2));
    m_preview->setAlignment(Qt::AlignTop);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(12);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_notice->setForegroundRole(QPalette::BrightText);
    m_notice->setWordWrap(true);
    m_notice->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(m_preview);
    layout->addWidget(m_progress);
    layout->addWidget(m_notice);
    layout->addLayout(makeDialogButtons(this, m_save));
    layout->setSizeConstraint(QLayout::SetFixedSize);
    tabInLayoutOrder(this);
}

void ClipsDialog::fillScopes(const Offer& offer)
{
    if (offer.event) {
        m_one = {*offer.event};
        m_scope->addItem(tr("%1 at %2")
                             .arg(nameOf(m_labels, offer.event->classIndex),
                                  sampleTimeText(offer.event->startSample, m_session.clockStart())),
                         OneEvent);
    }
    const std::optional<std::int64_t> tag = offer.tag     ? offer.tag
                                            : offer.event ? std::optional(offer.event->classIndex)
                                                          : std::nullopt;
    if (tag) {
        m_scope->addItem(tr("all of %1").arg(nameOf(m_labels, *tag)), OfTag);
        const OpenRecording& recording = *m_session.current();
        DigestRequest request{.result = recording.result,
                              .settings = m_session.eventSettings(),
                              .corrections = recording.corrections,
                              .model = recording.model};
        request.settings.classes = {*tag};
        m_worker.request(std::move(request));
    }
    m_scope->addItem(tr("all %1 events").arg(m_table->events.size()), InTable);
}

void ClipsDialog::chooseFolder()
{
    if (m_job)
        return; // whose end closes this dialog, which must not take an open file dialog with it
    askForFolder(this, tr("Folder for the sound files"), m_folder->text(), this,
                 [this](const QString& folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
}

const std::vector<Event>* ClipsDialog::events() const
{
    switch (m_scope->currentData().toInt()) {
    case OneEvent:
        return &m_one;
    case OfTag:
        return m_ofTag ? &m_ofTag->events : nullptr;
    default:
        return &m_table->events;
    }
}

ClipSettings ClipsDialog::settings() const
{
    return {.format = static_cast<SoundFormat>(m_format->currentData().toInt()), .paddingSeconds = m_padding->value()};
}

std::filesystem::path ClipsDialog::stem() const
{
    return toPath(QDir(QDir::fromNativeSeparators(m_folder->text())).filePath(m_stem->text()));
}

void ClipsDialog::updatePreview()
{
    m_mayReplace = false; // other files than those that were told of
    m_changed = true;
    m_save->setText(tr("Save"));
    if (!m_job)
        m_notice->hide();
    const std::vector<Event>* chosen = events();
    m_save->setEnabled(!m_job && chosen && !chosen->empty() && !m_folder->text().isEmpty() &&
                       !m_stem->text().isEmpty());
    if (!chosen) {
        m_preview->setText(m_findingFailed.isEmpty() ? tr("Finding the events…") : m_findingFailed);
        return;
    }
    if (chosen->empty()) {
        m_preview->setText(tr("There is no such event at the present threshold."));
        return;
    }
    double seconds = 0;
    for (const Event& event : *chosen) {
        const auto padding = static_cast<std::int64_t>(m_padding->value() * 16000);
        const std::int64_t end = event.endSample + padding;
        seconds += static_cast<double>((m_length > 0 ? std::min(end, m_length) : end) -
                                       std::max<std::int64_t>(event.startSample - padding, 0)) /
                   16000.0;
    }
    const auto count = static_cast<int>(chosen->size());
    QStringList lines{count == 1 ? tr("1 file, %1 of sound:").arg(shortDurationText(seconds))
                                 : tr("%n files, %1 of sound:", nullptr, count)
                                       .arg(seconds < 60 ? shortDurationText(seconds) : longDurationText(seconds))};
    const std::span first(chosen->data(), std::min(chosen->size(), kShownNames));
    const QFontMetrics metrics(m_preview->font());
    for (const ClipFile& file : clipFiles(first, m_labels, stem(), settings()))
        lines << metrics.elidedText(fromPath(file.path.filename()), Qt::ElideMiddle, kPreviewWidth);
    if (chosen->size() > kShownNames)
        lines << QStringLiteral("…");
    m_preview->setText(lines.join('\n'));
}

void ClipsDialog::write()
{
    const std::vector<Event>* chosen = events();
    if (m_job || !chosen || chosen->empty())
        return;
    m_session.settings().setClips(settings());
    m_folderWritten = m_folder->text();
    m_filesWritten = static_cast<int>(chosen->size());
    auto* job = new ClipsJob({.recording = m_recording,
                              .events = *chosen,
                              .labels = m_labels,
                              .stem = stem(),
                              .settings = settings(),
                              .replace = m_mayReplace},
                             &m_session);
    m_job = job;
    m_changed = false;
    m_cancelling = false;
    m_toldOfFiles = false;
    m_save->setEnabled(false);
    m_notice->hide();
    m_progress->setRange(0, m_filesWritten);
    m_progress->setValue(0);
    m_progress->show();
    connect(job, &ClipsJob::ended, job, &QObject::deleteLater);
    connect(job, &ClipsJob::progressed, this, [this](quint64, int done) { m_progress->setValue(done); });
    connect(job, &ClipsJob::alreadyThere, this, [this](quint64, int files, const QString& first) {
        m_toldOfFiles = true;
        say(files == 1 ? tr("Already there: %1").arg(first)
                       : tr("%n files are already there, the first: %1", nullptr, files).arg(first));
    });
    connect(job, &ClipsJob::ended, this, [this](quint64, JobEnd end, const QString& error) { endWriting(end, error); });
    job->start();
}

void ClipsDialog::endWriting(JobEnd end, const QString& error)
{
    m_job.clear();
    const int done = m_progress->value();
    m_progress->hide();
    if (end == JobEnd::Finished) { // also when it was asked to stop too late
        emit saved(m_folderWritten, m_filesWritten);
        accept();
        return;
    }
    m_save->setEnabled(true);
    if (m_toldOfFiles && m_changed) {
        updatePreview(); // others are to be written now, of which nothing is known
    } else if (m_toldOfFiles && !m_cancelling) {
        m_save->setText(tr("Replace"));
        m_mayReplace = true;
    } else if (end == JobEnd::Failed) {
        say(sentenceText(error));
    } else {
        say(done == 0 ? tr("Cancelled; nothing was written.")
                      : tr("Cancelled; %n files were written and stay.", nullptr, done));
    }
}

void ClipsDialog::reject()
{
    if (m_job && !m_cancelling) {
        m_cancelling = true;
        m_job->cancel();
        say(tr("Cancelling…")); // told at once; a disk that does not answer may hold the job up
    } else {
        QDialog::reject();
    }
}

void ClipsDialog::say(const QString& words)
{
    m_notice->setText(words);
    m_notice->show();
}

} // namespace dass
