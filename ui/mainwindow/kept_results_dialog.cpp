#include "ui/mainwindow/kept_results_dialog.h"

#include "app/session/analyze_session.h"
#include "core/results/result_store.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"

#include <QDir>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

namespace {

constexpr double kGigabyte = 1e9;

} // namespace

KeptResultsDialog::KeptResultsDialog(AnalyzeSession& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_use(new QLabel(this)), m_limit(new QDoubleSpinBox(this)),
      m_clear(new HintButton(tr("Remove them all"), {}, this))
{
    setWindowTitle(tr("Kept results"));
    m_use->setAccessibleName(tr("Kept at present"));
    m_limit->setRange(0, 1000);
    m_limit->setDecimals(1);
    m_limit->setSingleStep(0.5);
    m_limit->setSuffix(tr(" GB"));
    m_limit->setAlignment(Qt::AlignRight);
    m_limit->setAccessibleName(tr("At most"));
    m_limit->setToolTip(tr("The oldest results are removed first; 0 keeps none"));
    m_limit->setValue(static_cast<double>(session.settings().resultsLimit()) / kGigabyte);
    m_clear->setToolTip(tr("Results of open recordings stay until they are closed"));

    auto* words = new QLabel(tr("Results of finished recordings are kept, so that a recording that did not change\n"
                                "opens with its tags at once while the model and the run's settings are the same.\n"
                                "They lie in %1.")
                                 .arg(QDir::toNativeSeparators(session.settings().cacheFolder())),
                             this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    auto* form = new QFormLayout;
    form->addRow(tr("Kept at present"), m_use);
    form->addRow(tr("&At most"), m_limit);
    auto* close = new HintButton(tr("Close"), tr("Esc"), this);
    close->setPrimary(true);
    close->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addLayout(form);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_clear, &QPushButton::clicked, this, [this] { work(Task::Clear); });
    connect(m_limit, &QDoubleSpinBox::editingFinished, this, [this] {
        m_session.settings().setResultsLimit(static_cast<std::uint64_t>(std::llround(m_limit->value() * kGigabyte)));
        work(Task::Shrink);
    });
    m_clear->setEnabled(false);
    work(Task::Count);
}

// What was asked for is done in its own time: waiting for it would hold up the window.
KeptResultsDialog::~KeptResultsDialog()
{
    if (!m_job)
        return;
    JobThread* job = m_job.release();
    job->disconnect(this);
    job->setParent(&m_session);
    connect(job, &JobThread::ended, job, [job, session = &m_session, next = m_next] {
        job->deleteLater();
        if (next == Task::Count)
            return;
        auto* more = new JobThread(nextJobId(), session);
        connect(more, &JobThread::ended, more, &QObject::deleteLater);
        more->start([store = session->runs().store(), next](const std::stop_token&) {
            next == Task::Clear ? store.clear() : store.shrink();
            return Outcome::Finished;
        });
    });
}

void KeptResultsDialog::done(int result)
{
    m_limit->interpretText();
    m_session.settings().setResultsLimit(static_cast<std::uint64_t>(std::llround(m_limit->value() * kGigabyte)));
    QDialog::done(result);
}

// Off the GUI thread: a folder of thousands of results takes a while.
void KeptResultsDialog::work(Task task)
{
    if (m_job) { // leaving the field for the button is both
        m_next = std::max(m_next, task);
        return;
    }
    m_use->setText(tr("counting…")); // the button stays as it is: a click on it ends the typing, which counts anew
    auto use = std::make_shared<ResultStore::Use>();
    m_job = std::make_unique<JobThread>(nextJobId());
    connect(m_job.get(), &JobThread::ended, this, [this, use] {
        m_use->setText(tr("%1 GB (results: %2)")
                           .arg(QLocale().toString(static_cast<double>(use->bytes) / kGigabyte, 'f', 2))
                           .arg(use->results));
        m_clear->setEnabled(use->results > 0);
        m_job.release()->deleteLater();
        if (const Task next = std::exchange(m_next, Task::Count); next != Task::Count)
            work(next);
    });
    m_job->start([store = m_session.runs().store(), task, use](const std::stop_token&) {
        if (task == Task::Clear)
            store.clear();
        else if (task == Task::Shrink)
            store.shrink();
        *use = store.use();
        return Outcome::Finished;
    });
}

} // namespace dass
