#include "ui/analyze/export_dialog.h"

#include "app/jobs/export_job.h"
#include "app/session/analyze_session.h"
#include "core/report/export.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"

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
    : QDialog(parent), m_session(session), m_tags(new QComboBox(this)), m_folder(new QLineEdit(this)),
      m_stem(new QLineEdit(this)), m_error(new QLabel(this)), m_write(new HintButton(tr("Export"), {}, this))
{
    setWindowTitle(tr("Export"));
    const QFileInfo file(session.current()->path);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    auto* formats = new QVBoxLayout;
    formats->setSpacing(6);
    for (const Export& one : allExports()) {
        QString words = text(one.description);
        words[0] = words[0].toUpper();
        auto* box = new QCheckBox(words, this);
        box->setToolTip(file.completeBaseName() + text(one.suffix));
        box->setChecked(one.name == "events");
        connect(box, &QCheckBox::toggled, this, &ExportDialog::updateButtons);
        m_formats.push_back(box);
        formats->addWidget(box);
    }
    form->addRow(tr("Files"), formats);
    const auto drawn = session.tags().chosen().size();
    m_tags->addItem(tr("the %1 drawn tags").arg(drawn), false);
    m_tags->addItem(tr("all %1 tags").arg(session.labels().classes()), true);
    m_tags->setCurrentIndex(session.viewSettings().allTags || drawn == 0 ? 1 : 0);
    form->addRow(tr("&Tags"), m_tags);
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
    m_error->setForegroundRole(QPalette::BrightText);
    m_error->setWordWrap(true);
    m_error->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* close = new HintButton(tr("Cancel"), tr("Esc"), this);
    m_write->setPrimary(true);
    m_write->setDefault(true);
    buttons->addWidget(words, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_write);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);

    connect(browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_write, &QPushButton::clicked, this, &ExportDialog::write);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    connect(m_stem, &QLineEdit::textChanged, this, &ExportDialog::updateButtons);
    updateButtons();
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
    m_write->setEnabled(any && !m_folder->text().isEmpty() && !m_stem->text().isEmpty());
}

void ExportDialog::write()
{
    const OpenRecording* recording = m_session.current();
    if (!recording || !recording->hasResult() || !recording->model || !recording->provenance)
        return;
    ExportRequest request;
    request.file = recording->path.toStdString();
    request.result = recording->result;
    request.labels = recording->model->labels;
    request.provenance = *recording->provenance;
    request.events = m_session.eventSettings();
    request.events.classes = m_tags->currentData().toBool() ? std::vector<std::int64_t>{} : m_session.tags().classes();
    const auto all = allExports();
    for (std::size_t i = 0; i < m_formats.size(); ++i)
        if (m_formats[i]->isChecked())
            request.formats.emplace_back(all[i].name);
    request.stem = QDir(QDir::fromNativeSeparators(m_folder->text())).filePath(m_stem->text()).toStdU16String();

    m_write->setEnabled(false);
    auto* job = new ExportJob(std::move(request), this);
    connect(job, &ExportJob::ended, this, [this, job](quint64, JobEnd end, const QString& error) {
        job->deleteLater();
        updateButtons();
        if (end == JobEnd::Failed) {
            m_error->setText(error);
            m_error->show();
            return;
        }
        emit exported(m_folder->text(), static_cast<int>(job->request().formats.size()));
        accept();
    });
    job->start();
}

} // namespace dass
