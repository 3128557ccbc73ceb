#include "ui/haystack/experiment_files.h"

#include "app/jobs/path_text.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/niah/figure_parts.h"
#include "core/niah/record.h"
#include "ui/haystack/experiment_panel.h"
#include "ui/haystack/experiment_sheet.h"
#include "ui/plots/picture_file.h"
#include "ui/widgets/reachable_path.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace dass {

namespace {

constexpr double kFigureScale = 3; // device pixels a logical one: 288 dpi
constexpr const char* kTables[] = {niah::kCellTable, niah::kNeedleTable, niah::kRecordName};

std::string contentsOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    if (!in)
        throw Error(ErrorCode::NotFound, file.string() + ": cannot be read; let the experiment end first");
    return std::move(all).str();
}

// Whether the record in a folder, to which tables were saved, is of the experiment in another one as it was before: of
// the same needles and models, perhaps with more cells by now, or fewer that could not be scored. A folder with cells
// is an experiment's own, whose record belongs to these.
bool isEarlierRecord(const std::filesystem::path& saved, const std::filesystem::path& own)
{
    if (std::filesystem::exists(saved / "cells"))
        return false;
    try {
        const niah::Experiment before = niah::readExperiment(saved);
        return niah::isSameTest(before, niah::readExperiment(own));
    } catch (const Error&) { // of another kind, or damaged: somebody else's
        return false;
    }
}

// Of files of one size only, as another's may be of any.
bool sameContents(const std::filesystem::path& one, const std::filesystem::path& other)
{
    return std::filesystem::file_size(one) == std::filesystem::file_size(other) && contentsOf(one) == contentsOf(other);
}

} // namespace

ExperimentFiles::ExperimentFiles(HaystackExperiment& experiment, ExperimentPanel& panel, QString folder,
                                 QWidget* window)
    : QObject(window), m_experiment(experiment), m_panel(panel), m_folder(std::move(folder)), m_window(window)
{
}

void ExperimentFiles::write(const QString& what, JobThread::Body body)
{
    if (m_job) {
        m_waiting.emplace_back(what, std::move(body));
        return;
    }
    m_job = std::make_unique<JobThread>(nextJobId());
    connect(m_job.get(), &JobThread::ended, this, [this, what](quint64, JobEnd end, const QString& error) {
        m_job.release()->deleteLater();
        if (end == JobEnd::Failed)
            emit noticed(tr("The file could not be written"), error);
        else
            emit told(tr("Saved %1").arg(what));
        if (m_waiting.empty())
            return;
        auto [next, work] = std::move(m_waiting.front());
        m_waiting.pop_front();
        write(next, std::move(work));
    });
    m_job->start(std::move(body));
}

void ExperimentFiles::open()
{
    const QString folder =
        QFileDialog::getExistingDirectory(m_window, tr("Open the folder of an experiment"), madeReachable(m_folder));
    if (!folder.isEmpty())
        m_experiment.open(folder);
}

void ExperimentFiles::openSpecification()
{
    if (m_experiment.isRunning())
        return;
    const QString file =
        QFileDialog::getOpenFileName(m_window, tr("Open a specification"), {}, tr("Specifications (*.json)"));
    if (!file.isEmpty())
        readSpecification(file);
}

void ExperimentFiles::readSpecification(const QString& file)
{
    if (m_reading) {
        emit noticed(tr("The specification cannot be used"), tr("Another one is still being read"));
        return;
    }
    m_reading = std::make_unique<JobThread>(nextJobId());
    const auto plan = std::make_shared<niah::Spec>(); // the job's until it ends
    connect(m_reading.get(), &JobThread::ended, this, [this, plan](quint64, JobEnd end, const QString& error) {
        m_reading.release()->deleteLater();
        if (end == JobEnd::Failed) {
            emit noticed(tr("The specification cannot be used"), error);
        } else if (m_experiment.isRunning()) {
            emit noticed(tr("The specification cannot be used"), tr("An experiment is going on; let it end first"));
        } else {
            m_experiment.take(*plan);
        }
    });
    m_reading->start([plan, path = toPath(file)](const std::stop_token&) {
        *plan = loadPlan(path);
        return Outcome::Finished;
    });
}

void ExperimentFiles::saveSpecification()
{
    QString file = QFileDialog::getSaveFileName(m_window, tr("Save the specification"), QStringLiteral("haystack.json"),
                                                tr("Specifications (*.json)"));
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QStringLiteral(".json");
    writeSpecification(file);
}

void ExperimentFiles::writeSpecification(const QString& file)
{
    if (const auto& results = m_experiment.results(); results && !results->plan) {
        emit noticed(tr("The specification cannot be saved"), QString::fromStdString(results->planError));
        return;
    }
    write(file, [plan = m_experiment.plan(), path = toPath(file)](const std::stop_token&) {
        savePlan(plan, path);
        return Outcome::Finished;
    });
}

bool ExperimentFiles::hasResults()
{
    if (m_experiment.results())
        return true;
    emit noticed(tr("There are no results yet"), tr("Run the experiment, or open one that was run before"));
    return false;
}

void ExperimentFiles::exportTables()
{
    if (!hasResults())
        return;
    const QString folder = QFileDialog::getExistingDirectory(m_window, tr("Folder for cells.csv and needles.csv"));
    if (!folder.isEmpty())
        writeTables(folder);
}

void ExperimentFiles::writeTables(const QString& folder)
{
    const auto& results = m_experiment.results();
    if (!results)
        return;
    const QString from = m_experiment.folder();
    const auto others = std::make_shared<QStringList>(); // the job's until it ends, as the next
    const auto foreign = std::make_shared<bool>(false);
    auto* look = new JobThread(nextJobId(), this);
    connect(look, &JobThread::ended, this, [=, this](quint64, JobEnd end, const QString& error) {
        look->deleteLater();
        if (end == JobEnd::Failed)
            emit noticed(tr("The tables cannot be saved"), error);
        else if (*foreign)
            emit noticed(tr("The tables cannot be saved"),
                         tr("'%1' holds another experiment.json, which stays; choose another folder")
                             .arg(QDir::toNativeSeparators(folder)));
        else
            replaceTables(from, folder, *others);
    });
    look->start([from = toPath(from), to = toPath(folder), others, foreign](const std::stop_token&) {
        for (const char* name : kTables)
            if (std::filesystem::exists(to / name) && !sameContents(to / name, from / name))
                *others << QString::fromLatin1(name);
        *foreign = others->contains(QLatin1String(niah::kRecordName)) && !isEarlierRecord(to, from);
        return Outcome::Finished;
    });
}

void ExperimentFiles::replaceTables(const QString& from, const QString& to, const QStringList& others)
{
    if (others.isEmpty()) {
        copyTables(from, to);
        return;
    }
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Save the tables"),
                        tr("Replace %1 in %2?").arg(others.join(QStringLiteral(", ")), QDir::toNativeSeparators(to)),
                        QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* replace = box->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [=, this] {
        if (box->clickedButton() == replace)
            copyTables(from, to);
    });
    box->open();
}

void ExperimentFiles::copyTables(const QString& from, const QString& to)
{
    write(to, [from = toPath(from), to = toPath(to)](const std::stop_token& stop) {
        if (std::error_code ignored; std::filesystem::equivalent(from, to, ignored))
            return Outcome::Finished; // they are there
        if (std::filesystem::exists(to / niah::kRecordName) &&
            !sameContents(to / niah::kRecordName, from / niah::kRecordName) && !isEarlierRecord(to, from))
            throw Error(ErrorCode::Io, (to / niah::kRecordName).string() +
                                           ": is another experiment's, which stays; choose another folder");
        for (const char* name : kTables) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            writeFileAtomically(to / name, contentsOf(from / name));
        }
        return Outcome::Finished;
    });
}

void ExperimentFiles::saveFigure()
{
    if (!hasResults())
        return;
    QString file = QFileDialog::getSaveFileName(m_window, tr("Save the figure"), QStringLiteral("haystack.png"),
                                                tr("Pictures (*.png *.svg *.pdf)"));
    if (file.isEmpty())
        return;
    if (!pictureFormatOf(file))
        file += QStringLiteral(".png");
    writeFigure(file);
}

void ExperimentFiles::writeFigure(const QString& file)
{
    const auto format = pictureFormatOf(file);
    if (!m_experiment.results() || !format)
        return;
    const QString title = tr("Needle in a haystack, %1").arg(QFileInfo(m_experiment.folder()).fileName());
    write(file, [wanted = m_panel.wanted(), format = *format, title, path = toPath(file)](const std::stop_token& stop) {
        const std::shared_ptr<const ExperimentPicture> picture = pictureOf(wanted);
        const QString provenance = QString::fromStdString(niah::provenanceOf(*picture->results->experiment));
        const QByteArray bytes =
            pictureBytes(sheetOf(*picture), format, sheetSize(*picture), kFigureScale, title, provenance);
        if (stop.stop_requested())
            return Outcome::Cancelled;
        if (bytes.isEmpty())
            throw Error(ErrorCode::OutOfMemory, path.string() + ": there is no memory for the picture");
        writeFileAtomically(path, {bytes.data(), static_cast<std::size_t>(bytes.size())});
        return Outcome::Finished;
    });
}

} // namespace dass
