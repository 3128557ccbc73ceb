#include "ui/analyze/export_dialog.h"

#include "app/session/analyze_session.h"
#include "core/report/export.h"
#include "ui/analyze/engine_names.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/tab_order.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

ExportDialog::ExportDialog(AnalyzeSession& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_tags(new QComboBox(this)), m_withCorrections(nullptr),
      m_folder(new QLineEdit(this)), m_stem(new QLineEdit(this)), m_notice(new QLabel(this)),
      m_write(new HintButton(tr("Export"), {}, this))
{
    setWindowTitle(tr("Export"));
    const OpenRecording& recording = *session.current();
    m_request.file = recording.path.toStdString();
    m_request.result = recording.result;
    m_request.labels = recording.model->labels;
    m_request.provenance = *recording.provenance;
    m_request.events = session.eventSettings();
    m_drawn = session.tags().classes();
    if (!session.tags().lists().isEmpty())
        m_counted = session.tags().countedClasses(static_cast<std::int64_t>(m_request.labels.size()));
    const QFileInfo file(recording.path);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    auto* formats = new QVBoxLayout;
    formats->setSpacing(6);
    for (const Export& one : allExports()) {
        QString words = engineWords(one.description);
        words[0] = words[0].toUpper();
        auto* box = new QCheckBox(words, this);
        box->setToolTip(file.completeBaseName() + text(one.suffix));
        box->setChecked(one.name == "events");
        connect(box, &QCheckBox::toggled, this, &ExportDialog::updateButtons);
        m_formats.push_back(box);
        formats->addWidget(box);
    }
    form->addRow(tr("Files"), formats);
    const auto drawn = m_drawn.size();
    m_tags->addItem(tr("the %1 drawn tags").arg(drawn), false);
    m_tags->addItem(m_counted.empty() ? tr("all %1 tags").arg(m_request.labels.size())
                                      : tr("the %1 tags that are not left out").arg(m_counted.size()),
                    true);
    m_tags->setCurrentIndex(session.viewSettings().allTags || drawn == 0 ? 1 : 0);
    form->addRow(tr("&Tags"), m_tags);
    m_corrections = recording.corrections;
    if (m_corrections && !m_corrections->empty()) {
        const int count = static_cast<int>(m_corrections->size());
        m_withCorrections = new QCheckBox(count == 1 ? tr("with 1 correction made by hand")
                                                     : tr("with %n corrections made by hand", nullptr, count),
                                          this);
        m_withCorrections->setToolTip(tr("Events as you corrected them, and which of them; else as the model found "
                                         "them. Frames and summary are always the model's."));
        m_withCorrections->setChecked(true);
        connect(m_withCorrections, &QCheckBox::toggled, this, &ExportDialog::updateButtons);
        form->addRow(tr("Events"), m_withCorrections);
    }
    auto* folderRow = new QHBoxLayout;
    folderRow->setSpacing(8);
    m_folder->setText(QDir::toNativeSeparators(file.absolutePath()));
    m_folder->setMinimumWidth(320);
    auto* browse = new HintButton(tr("Choose…"), {}, this);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);
    auto* folderLabel = new QLabel(tr("&Folder"), this);
    folderLabel->setBuddy(m_folder);
    form->addRow(folderLabel, folderRow);
    m_stem->setText(file.completeBaseName());
    form->addRow(tr("&Name"), m_stem);

    auto* words = new QLabel(tr("A .provenance.json beside them says how they were made."), this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setForegroundRole(QPalette::BrightText);
    m_notice->setWordWrap(true);
    m_notice->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* close = new HintButton(tr("Cancel"), tr("Esc"), this);
    auto* sound = new HintButton(tr("Sound of events…"), {}, this);
    sound->setToolTip(tr("The sound of each event as a WAV or FLAC file"));
    sound->setAutoDefault(false);
    m_write->setPrimary(true);
    m_write->setDefault(true);
    buttons->addWidget(sound);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_write);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(words);
    layout->addWidget(m_notice);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    tabInLayoutOrder(this);

    connect(browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(sound, &QPushButton::clicked, this, [this] {
        if (m_job)
            return; // it would be lost from sight
        emit soundRequested();
        reject();
    });
    connect(m_write, &QPushButton::clicked, this, &ExportDialog::write);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    connect(m_stem, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    updateButtons();
}

ExportDialog::~ExportDialog()
{
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
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder for the exported files"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void ExportDialog::updateButtons()
{
    const bool any =
        std::any_of(m_formats.begin(), m_formats.end(), [](const QCheckBox* box) { return box->isChecked(); });
    m_write->setEnabled(!m_job && any && !m_folder->text().isEmpty() && !m_stem->text().isEmpty());
    m_write->setText(tr("Export"));
    m_mayReplace = false; // other files than those that were told of
    m_notice->hide();
}

void ExportDialog::takeChoices()
{
    m_request.events.classes = m_tags->currentData().toBool() ? m_counted : m_drawn;
    m_request.corrections = m_withCorrections && m_withCorrections->isChecked() ? m_corrections : nullptr;
    m_request.formats.clear();
    const auto all = allExports();
    for (std::size_t i = 0; i < m_formats.size(); ++i)
        if (m_formats[i]->isChecked())
            m_request.formats.emplace_back(all[i].name);
    m_request.stem = QDir(QDir::fromNativeSeparators(m_folder->text())).filePath(m_stem->text()).toStdU16String();
}

// Names of the files that writing would replace.
QStringList ExportDialog::existingFiles() const
{
    std::vector<std::string_view> suffixes;
    for (const std::string& name : m_request.formats)
        suffixes.push_back(exportNamed(name).suffix);
    suffixes.push_back(kProvenanceSuffix);
    QStringList names;
    for (const std::string_view suffix : suffixes)
        if (const QFileInfo file(exportPath(m_request.stem, suffix)); file.exists())
            names << file.fileName();
    return names;
}

void ExportDialog::write()
{
    takeChoices();
    if (const QStringList existing = existingFiles(); !existing.isEmpty() && !m_mayReplace) {
        say(tr("Already there: %1").arg(existing.join(QStringLiteral(", "))));
        m_write->setText(tr("Replace"));
        m_mayReplace = true;
        return;
    }
    m_write->setEnabled(false);
    m_cancelling = false;
    auto* job = new ExportJob(m_request, &m_session);
    m_job = job;
    connect(job, &ExportJob::ended, job, &QObject::deleteLater);
    connect(job, &ExportJob::ended, this, [this, folder = m_folder->text()](quint64, JobEnd end, const QString& error) {
        endWriting(end, error, folder);
    });
    job->start();
}

void ExportDialog::endWriting(JobEnd end, const QString& error, const QString& folder)
{
    m_job.clear();
    updateButtons();
    switch (end) {
    case JobEnd::Finished: // also when it was asked to stop too late
        emit exported(folder, static_cast<int>(m_request.formats.size()));
        accept();
        break;
    case JobEnd::Cancelled:
        say(tr("Cancelled; nothing was written."));
        break;
    case JobEnd::Failed:
        say(error);
        break;
    }
}

void ExportDialog::say(const QString& words)
{
    m_notice->setText(words);
    m_notice->show();
}

} // namespace dass
