#include "ui/analyze/export_dialog.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "core/report/export.h"
#include "ui/analyze/engine_names.h"
#include "ui/style/fonts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/path_dialog.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kPreviewWidth = 300;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

ExportRequest requestOf(const OpenRecording& recording)
{
    ExportRequest request;
    request.file = recording.path.toStdString();
    request.result = recording.result;
    request.model = recording.model;
    request.provenance = recording.provenance;
    request.corrections = recording.corrections;
    return request;
}

} // namespace

ExportDialog::ExportDialog(AnalyzeSession& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_scope(new QComboBox(this)), m_tags(new QComboBox(this)),
      m_withCorrections(nullptr), m_folder(new QLineEdit(this)), m_stem(new QLineEdit(this)),
      m_preview(new QPlainTextEdit(this)), m_notice(new QLabel(this)), m_write(new HintButton(tr("Export"), {}, this))
{
    setWindowTitle(tr("Export"));
    takeResults();
    auto* words = new QLabel(tr("A .provenance.json beside them says how they were made."), this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setForegroundRole(QPalette::BrightText);
    m_notice->setWordWrap(true);
    m_notice->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addLayout(makeForm());
    columns->addWidget(makePreview());
    layout->addLayout(columns);
    layout->addWidget(words);
    layout->addWidget(m_notice);
    layout->addLayout(makeButtons());
    layout->setSizeConstraint(QLayout::SetFixedSize);
    tabInLayoutOrder(this);

    connect(m_tags, &QComboBox::currentIndexChanged, this, &ExportDialog::updatePreview);
    connect(m_write, &QPushButton::clicked, this, &ExportDialog::write);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    connect(m_stem, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    connect(m_stem, &QLineEdit::textChanged, this, &ExportDialog::showPreviewed);
    showFolder();
    showNames();
    updateButtons();
    updatePreview();
}

// What there is to be exported, as it is now.
void ExportDialog::takeResults()
{
    const OpenRecording* current = m_session.current();
    m_ofCurrent = current && current->hasResult();
    if (m_ofCurrent)
        m_request = requestOf(*current);
    addAll(current);
    if (!m_ofCurrent)
        m_request = m_all.front();
    auto labels = std::make_shared<ModelInfo>();
    labels->labels = m_session.labels().labels();
    m_eventsOf = std::move(labels);
    m_events = m_session.eventSettings();
    m_drawn = m_session.tags().classes();
    if (!m_session.tags().lists().isEmpty())
        m_counted = m_session.tags().countedClasses(m_session.labels().classes());
}

QFormLayout* ExportDialog::makeForm()
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    makeScope();
    form->addRow(tr("&Of"), m_scope);
    const QString stem = QFileInfo(text(m_request.file)).completeBaseName();
    form->addRow(tr("Files"), makeFormats(stem));
    const auto drawn = m_drawn.size();
    m_tags->addItem(tr("the %1 drawn tags").arg(drawn), false);
    m_tags->addItem(m_counted.empty() ? tr("all %1 tags").arg(m_session.labels().classes())
                                      : tr("the %1 tags that are not left out").arg(m_counted.size()),
                    true);
    m_tags->setCurrentIndex(m_session.viewSettings().allTags || drawn == 0 ? 1 : 0);
    form->addRow(tr("&Tags"), m_tags);
    const auto hasCorrections = [](const ExportRequest& one) { return one.corrections && !one.corrections->empty(); };
    if (hasCorrections(m_request) || std::ranges::any_of(m_all, hasCorrections))
        addCorrectionsTo(form);
    auto* folderRow = new QHBoxLayout;
    folderRow->setSpacing(8);
    m_folder->setMinimumWidth(320);
    auto* browse = new HintButton(tr("Choose…"), {}, this);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);
    auto* folderLabel = new QLabel(tr("&Folder"), this);
    folderLabel->setBuddy(m_folder);
    form->addRow(folderLabel, folderRow);
    m_stem->setText(stem);
    form->addRow(tr("&Name"), m_stem);
    return form;
}

QVBoxLayout* ExportDialog::makeFormats(const QString& stem)
{
    auto* formats = new QVBoxLayout;
    formats->setSpacing(6);
    for (const Export& one : allExports()) {
        QString words = engineWords(one.description);
        words[0] = words[0].toUpper();
        auto* box = new QCheckBox(words, this);
        box->setToolTip(stem + text(one.suffix));
        box->setChecked(one.name == "events");
        connect(box, &QCheckBox::toggled, this, [this, at = m_formats.size()](bool checked) {
            m_previewed = checked ? at : m_previewed;
            updateButtons();
            updatePreview();
        });
        m_formats.push_back(box);
        formats->addWidget(box);
    }
    return formats;
}

void ExportDialog::addCorrectionsTo(QFormLayout* form)
{
    m_withCorrections = new QCheckBox(this);
    m_withCorrections->setToolTip(tr("Events as you corrected them, and which of them; else as the model found "
                                     "them. Frames and summary are always the model's."));
    m_withCorrections->setChecked(true);
    connect(m_withCorrections, &QCheckBox::toggled, this, [this] {
        updateButtons();
        updatePreview();
    });
    form->addRow(tr("Events"), m_withCorrections);
    showCorrections();
}

QHBoxLayout* ExportDialog::makeButtons()
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_close = new HintButton(tr("Cancel"), tr("Esc"), this);
    auto* sound = new HintButton(tr("Sound of events…"), {}, this);
    sound->setToolTip(tr("The sound of each event as a WAV or FLAC file"));
    sound->setAutoDefault(false);
    sound->setEnabled(m_ofCurrent);
    m_write->setPrimary(true);
    m_write->setDefault(true);
    buttons->addWidget(sound);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_write);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(sound, &QPushButton::clicked, this, [this] {
        if (m_job)
            return; // it would be lost from sight
        emit soundRequested();
        reject();
    });
    return buttons;
}

QWidget* ExportDialog::makePreview()
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_previewTitle = new ElidedLabel(TextSize::Body, TextTone::Secondary, part);
    m_previewTitle->setElideMode(Qt::ElideMiddle);
    m_preview->setFont(textFont(TextSize::Label));
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setTabChangesFocus(true);
    m_preview->setTabStopDistance(56);
    m_preview->setFixedWidth(kPreviewWidth);
    m_preview->setMinimumHeight(120);
    m_preview->setAccessibleName(tr("Preview"));
    column->addWidget(m_previewTitle);
    column->addWidget(m_preview, 1);
    return part;
}

// All that are tagged to their end, in the list's order.
void ExportDialog::addAll(const OpenRecording* current)
{
    std::vector<std::filesystem::path> files;
    for (const auto& recording : m_session.recordings()) {
        if (!isTagged(*recording))
            continue;
        if (recording.get() == current)
            m_currentOfAll = m_all.size();
        m_all.push_back(requestOf(*recording));
        files.emplace_back(toPath(recording->path));
    }
    m_names = ExportNames::of(files);
}

void ExportDialog::makeScope()
{
    if (m_ofCurrent)
        m_scope->addItem(tr("this recording"), static_cast<int>(Scope::Recording));
    if (m_all.size() > 1 || !m_ofCurrent)
        m_scope->addItem(m_all.size() == 1 ? tr("the one tagged recording")
                                           : tr("all %1 tagged recordings").arg(m_all.size()),
                         static_cast<int>(Scope::All));
    connect(m_scope, &QComboBox::currentIndexChanged, this, &ExportDialog::showScope);
}

void ExportDialog::offerSelection(std::int64_t start, std::int64_t end)
{
    if (!m_ofCurrent)
        return;
    m_selectionStart = start;
    m_selectionEnd = end;
    m_scope->insertItem(1, tr("the selection, %1 – %2").arg(sampleClockText(start), sampleClockText(end)),
                        static_cast<int>(Scope::Selection));
    m_scope->setItemData(1, tr("The events that touch it; frames and summary are always of the whole recording"),
                         Qt::ToolTipRole);
}

ExportDialog::Scope ExportDialog::scope() const
{
    return static_cast<Scope>(m_scope->currentData().toInt());
}

void ExportDialog::showScope()
{
    const auto all = allExports();
    for (std::size_t i = 0; i < m_formats.size(); ++i)
        m_formats[i]->setEnabled(scope() != Scope::Selection || (all[i].name != "frames" && all[i].name != "summary"));
    showFolder();
    showNames();
    showCorrections();
    updateButtons();
    updatePreview();
}

// Of all recordings each has files of its own name.
void ExportDialog::showNames()
{
    const bool all = scope() == Scope::All;
    if (all == !m_stem->isEnabled())
        return;
    if (all)
        m_ownStem = m_stem->text();
    m_stem->setEnabled(!all);
    m_stem->setText(all ? QString() : m_ownStem);
    m_stem->setPlaceholderText(all ? tr("as each recording") : QString());
}

void ExportDialog::showCorrections()
{
    if (!m_withCorrections)
        return;
    std::size_t count = 0;
    if (scope() == Scope::All)
        for (const ExportRequest& one : m_all)
            count += one.corrections ? one.corrections->size() : 0;
    else if (m_request.corrections)
        count = m_request.corrections->size();
    m_withCorrections->setText(count == 1 ? tr("with 1 correction made by hand")
                                          : tr("with %n corrections made by hand", nullptr, static_cast<int>(count)));
    m_withCorrections->setEnabled(count > 0);
}

void ExportDialog::showPreviewed()
{
    if (!m_formats[m_previewed]->isChecked()) { // none is
        m_previewTitle->setText(tr("Preview"));
        return;
    }
    const QString stem =
        scope() == Scope::All ? QDir::toNativeSeparators(fromPath(m_names.stems[m_currentOfAll])) : m_stem->text();
    m_previewTitle->setText(tr("Preview of %1").arg(stem + text(allExports()[m_previewed].suffix)));
}

// How the first chosen file, or the one that was chosen last, begins.
void ExportDialog::updatePreview()
{
    if (m_previewJob)
        m_previewJob->cancel();
    m_previewJob.clear();
    const auto isShown = [](const QCheckBox* box) { return box->isChecked() && box->isEnabled(); };
    if (!isShown(m_formats[m_previewed])) {
        const auto first = std::ranges::find_if(m_formats, isShown);
        if (first == m_formats.end()) {
            m_preview->clear();
            showPreviewed();
            return;
        }
        m_previewed = static_cast<std::size_t>(first - m_formats.begin());
    }
    showPreviewed();
    ExportRequest request = previewed();
    takeChoices(request);
    auto* job = new ExportPreviewJob(std::move(request), std::string(allExports()[m_previewed].name), &m_session);
    m_previewJob = job;
    connect(job, &ExportPreviewJob::made, this, [this, job](quint64, const QString& lines) {
        if (m_previewJob == job)
            m_preview->setPlainText(lines);
    });
    connect(job, &ExportPreviewJob::ended, job, &QObject::deleteLater);
    job->start();
}

ExportDialog::~ExportDialog()
{
    if (m_previewJob)
        m_previewJob->cancel();
    if (m_job)
        m_job->cancel(); // ends in its own time: waiting for it would hold up the window
}

void ExportDialog::reject()
{
    if (m_job && !m_cancelling) {
        m_cancelling = true;
        m_job->cancel();
        say(tr("Cancelling…")); // told at once; a disk that does not answer may hold the job up
    } else {
        QDialog::reject();
    }
}

void ExportDialog::chooseFolder()
{
    if (m_job)
        return; // whose end closes this dialog, which must not take an open file dialog with it
    askForFolder(this, tr("Folder for the exported files"), m_folder->text(), this,
                 [this](const QString& folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
}

void ExportDialog::updateButtons()
{
    const bool any =
        std::ranges::any_of(m_formats, [](const QCheckBox* box) { return box->isChecked() && box->isEnabled(); });
    const bool isNamed = scope() == Scope::All || !m_stem->text().isEmpty();
    m_write->setEnabled(!m_job && any && isNamed && !m_folder->text().isEmpty());
    m_write->setText(tr("Export"));
    m_changed = true;
    m_mayReplace = false; // other files than those that were told of
    m_notice->hide();
}

} // namespace dass
