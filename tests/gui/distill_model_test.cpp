#include "app/distill/model_export.h"
#include "app/session/model_shelf.h"
#include "core/base/folder_lock.h"
#include "tests/gui/distill_fixture.h"
#include "tests/gui/tiny_model.h"
#include "ui/distill/guide_page.h"
#include "ui/distill/job_form.h"
#include "ui/distill/measure_panel.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/new_job_page.h"
#include "ui/distill/run_head.h"
#include "ui/distill/runs_panel.h"
#include "ui/haystack/haystack_view.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QSpinBox>
#include <QSysInfo>

using namespace dass;
using distill::ToyData;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Correction said(std::uint64_t id, const char* tag, std::int64_t start, std::int64_t end)
{
    return {id, std::nullopt, false, Label{"", tag}, EventSpan{start, end}, Verdict::None};
}

} // namespace

// What the Distill workspace does with models: what a stop leaves, where they are tried, exported, and made from.
class DistillModelTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void aStopLeavesAModelForAnalyzeAndHaystack();
    void exportsTheModelWithItsCard();
    void measuresAJobAndCanBeCancelled();
    void offersEveryRowOfThePaper();
    void anAstIsNotPooled();
    void tabGoesThroughTheForm();
    void makesAModelOfCorrections();
    void readsWhatCorrectionsTeach();
    void knowsAProcessOfAUsedNumber();
    void tellsWhatARunTakes();
};

void DistillModelTest::aStopLeavesAModelForAnalyzeAndHaystack()
{
    start(100'000);
    QTRY_VERIFY_WITH_TIMEOUT(actions().stop->isEnabled() && readRunSummary(runPath().toStdString()).step > 0,
                             kPatience); // before the first step there is nothing to leave
    QVERIFY(!actions().use->isEnabled() && !actions().test->isEnabled() && !actions().exportModel->isEnabled());
    QTest::mouseClick(button(view(), "Stop"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(actions().test->isEnabled(), kPatience);
    QVERIFY(readRunSummary(runPath().toStdString()).bestMeanAveragePrecision.has_value());
    QTest::mouseClick(button(view(), "Use in Haystack"), Qt::LeftButton);
    auto& haystack = *m_window->findChild<HaystackView*>();
    QVERIFY(haystack.isVisible() && !view().isVisible());
    QCOMPARE(haystack.session().model(), runPath());
    QTRY_VERIFY_WITH_TIMEOUT(m_shell->session->models().find(runPath()), kPatience);
    QTRY_COMPARE(haystack.controls()->findChild<QComboBox*>()->currentData().toString(), runPath());
    QVERIFY(m_shell->session->model().path() != runPath()); // Analyze keeps its own
}

void DistillModelTest::exportsTheModelWithItsCard()
{
    start(1);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
    QTRY_VERIFY(actions().exportModel->isEnabled());
    actions().exportModel->trigger();
    auto* dialog = view().findChild<QFileDialog*>();
    QVERIFY(dialog);
    const QString target = m_shell->path("exported");
    QSignalSpy succeeded(&view(), &DistillView::succeeded);
    emit dialog->fileSelected(target);
    dialog->reject();
    QVERIFY(succeeded.count() > 0 || succeeded.wait(kPatience));
    QCOMPARE(succeeded.first().at(1).toString(), target);
    for (const char* name : {"config.json", "model.safetensors", "model-card.md", "classes.csv"}) {
        QVERIFY2(!bytesOf(target + '/' + name).isEmpty(), name);
        QCOMPARE(bytesOf(target + '/' + name), bytesOf(runPath() + '/' + name));
    }
    QVERIFY(!QFile::exists(target + "/spec.json"));
    QVERIFY_THROWS_EXCEPTION(std::exception, exportModel(runPath().toStdString(), target.toStdString(), {}));
    std::stop_source stopped;
    stopped.request_stop();
    exportModel(runPath().toStdString(), m_shell->path("other").toStdString(), stopped.get_token());
    QVERIFY(!QFile::exists(m_shell->path("other")));
    QVERIFY(QFile::remove(runPath() + "/config.json"));
    QVERIFY_THROWS_EXCEPTION(std::exception,
                             exportModel(runPath().toStdString(), m_shell->path("other").toStdString(), {}));
    const QDir place(m_shell->folder.path());
    QVERIFY(place.entryList({".dass-export*"}, QDir::AllEntries | QDir::Hidden).isEmpty());
}

void DistillModelTest::measuresAJobAndCanBeCancelled()
{
    actions().newJob->trigger();
    NewJobPage& page = *view().newJobPage();
    MeasurePanel& panel = *page.measurePanel();
    QSignalSpy checked(&page, &NewJobPage::checked);
    page.begin(m_shell->path("runs"), toyDraft(50), "run");
    QVERIFY(!panel.button()->isEnabled()); // not before it is checked
    QVERIFY(checked.count() > 0 || checked.wait(kPatience));
    QTRY_VERIFY(panel.button()->isEnabled());
    QTest::mouseClick(panel.button(), Qt::LeftButton);
    QCOMPARE(panel.button()->text(), QStringLiteral("Cancel"));
    QTest::mouseClick(panel.button(), Qt::LeftButton);
    QCOMPARE(panel.button()->text(), QStringLiteral("Measure"));
    QCOMPARE(panel.time(), QStringLiteral("–"));
    QTest::mouseClick(panel.button(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(panel.time().startsWith("about "), kPatience);
    QCOMPARE(panel.button()->text(), QStringLiteral("Measure"));
    QVERIFY(!QFile::exists(runPath()));
    page.form()->setDraft(toyDraft(60), "run");
    QCOMPARE(panel.time(), QStringLiteral("–")); // was of another job
}

void DistillModelTest::offersEveryRowOfThePaper()
{
    const std::vector<JobPreset> presets = jobPresets();
    QCOMPARE(presets.size(), std::size_t{28}); // two for one's own clips, and all of the program's but two recipes
    QStringList rows;
    for (const JobPreset& preset : presets) {
        rows << preset.name + " | " + preset.note;
        QVERIFY2(!preset.note.isEmpty(), qPrintable(preset.name));
    }
    QStringList apart = rows;
    QVERIFY2(apart.removeDuplicates() == 0, qPrintable(rows.join('\n'))); // names alone are the same in several tables
    for (const char* row :
         {"AST-S, scratch, labels only | AS-20K, Table 1, 10.6 %",
          "AST-B, ImageNet, labels only | AS-20K, Table 1, 34.7 %", "DASS-S, ImageNet, AST | AS-20K, Table 1, 38.4 %",
          "DASS-S, ImageNet, EMA | AS-20K, Table 2", "DASS-S, ImageNet, AST, BCE | AS-20K, Table 2",
          "DASS-M, ImageNet, AST + HTS-AT | AS-2M, Table 3, 48.9 %"})
        QVERIFY2(rows.contains(QLatin1String(row)), qPrintable(QLatin1String(row) + "\n" + rows.join('\n')));
}

void DistillModelTest::anAstIsNotPooled()
{
    NewJobPage& page = *view().newJobPage();
    page.begin(m_shell->path("runs"), toyDraft(2), "run");
    JobForm& form = *page.form();
    QComboBox* network = nullptr;
    QComboBox* pooling = nullptr;
    for (auto* box : form.findChildren<QComboBox*>()) {
        network = box->accessibleName() == "Network" ? box : network;
        pooling = box->accessibleName() == "Pooling" ? box : pooling;
    }
    QVERIFY(network && pooling && pooling->isEnabled());
    QCOMPARE(network->currentIndex(), -1); // a size that has no name
    network->setCurrentIndex(network->findData("ast small"));
    QVERIFY(!pooling->isEnabled());
    QCOMPARE(form.draft().value("/student/arch").toString(), QStringLiteral("ast"));
    QCOMPARE(form.draft().value("/student/size").toString(), QStringLiteral("small"));
    QCOMPARE(form.draft().value("/student/drop_path").toDouble(), 0.0);
    QVERIFY(form.changes() >= 1);
    network->setCurrentIndex(network->findData("dass small"));
    QVERIFY(pooling->isEnabled());
    QVERIFY(form.draft().value("/student/drop_path").toDouble() > 0);
}

// By the keyboard the fields come in the order in which they are read.
void DistillModelTest::tabGoesThroughTheForm()
{
    actions().newJob->trigger();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30000));
    NewJobPage& page = *view().newJobPage();
    page.begin(m_shell->path("runs"), toyDraft(2), "run");
    page.form()->focusField("/output");
    QStringList names;
    for (int press = 0; press < 200; ++press) {
        QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused);
        if (!page.form()->isAncestorOf(focused))
            break;
        const QString name = focused->accessibleName();
        if (!name.isEmpty() && !names.contains(name))
            names << name;
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    const QStringList wanted{"Name",          "Network",       "Start from",  "Pooling",
                             "Training list", "Label file",    "Runs lie in", "Distillation loss",
                             "Temperature",   "Learning rate", "Epochs",      "Batch",
                             "Sampler",       "Mixup rate",    "Device",      "Seed"};
    int last = -1;
    for (const QString& name : wanted) {
        const int at = static_cast<int>(names.indexOf(name));
        QVERIFY2(at > last, qPrintable(name + " in " + names.join(", ")));
        last = at;
    }
}

void DistillModelTest::makesAModelOfCorrections()
{
    QVERIFY(m_shell->waitForBatch({m_shell->makeRecording("dawn.wav", 8)}));
    makeTinyModel(m_shell->path("start").toStdString(), {"one", "two"});
    actions().guide->trigger();
    GuidePage& guide = *view().guidePage();
    guide.begin(m_shell->path("runs"), {{m_shell->path("start"), "start"}});
    QSignalSpy read(&guide, &GuidePage::read);
    QTest::mouseClick(guide.correctionsButton(), Qt::LeftButton);
    QVERIFY(read.count() > 0 || read.wait(kPatience));
    QVERIFY(!guide.recordings() && !guide.startButton()->isEnabled()); // nothing was corrected yet

    auto corrections = std::make_shared<CorrectionList>();
    for (std::uint64_t i = 0; i < 8; ++i)
        corrections->set(said(i + 1, i % 2 == 0 ? "wren" : "wind", static_cast<std::int64_t>(i) * 16000,
                              static_cast<std::int64_t>(i + 1) * 16000));
    m_shell->session->recordings().front()->corrections = corrections;
    read.clear();
    QTest::mouseClick(guide.correctionsButton(), Qt::LeftButton);
    QVERIFY(read.count() > 0 || read.wait(kPatience));
    QVERIFY(guide.recordings());
    QCOMPARE(guide.recordings()->labels, (QStringList{"wren", "wind"}));
    QCOMPARE(guide.recordings()->clips.size(), std::size_t{8});
    guide.epochsField()->setValue(1);
    guide.nameField()->setText("run");
    QVERIFY(guide.startButton()->isEnabled());
    QTest::mouseClick(guide.startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(phase() == RunPhase::Finished || phase() == RunPhase::Failed, kPatience);
    const RunSummary run = readRunSummary(runPath().toStdString());
    QVERIFY2(run.phase == RunPhase::Finished && run.hasModel, qPrintable(run.error));
    QCOMPARE(QDir(runPath() + "/data/clips").entryList({"clip-*.flac"}).size(), qsizetype{8});
    QTRY_VERIFY_WITH_TIMEOUT(!FolderLock::isHeld(runPath().toStdString()), kPatience); // its process has ended
    deleteRun(runPath().toStdString());
    QVERIFY(!QFile::exists(runPath()));
}

void DistillModelTest::readsWhatCorrectionsTeach()
{
    auto list = std::make_shared<CorrectionList>();
    list->set(said(1, "rain", 0, 32000));
    Correction right; // as the model found it
    right.id = 2;
    right.found = FoundEvent{{"", "wind"}, {8000, 24000}};
    right.verdict = Verdict::Right;
    list->set(right);
    Correction moved = right;
    moved.id = 3;
    moved.verdict = Verdict::None;
    moved.span = EventSpan{64000, 80000};
    list->set(moved);
    for (const bool deleted : {true, false}) {
        Correction wrong = right;
        wrong.id = deleted ? 4 : 5;
        wrong.deleted = deleted;
        wrong.verdict = deleted ? Verdict::None : Verdict::Wrong;
        wrong.found->tag.name = "car";
        list->set(wrong);
    }
    const OwnRecordings found = readCorrectedSounds({{"a.wav", list}, {"b.wav", nullptr}});
    QCOMPARE(found.labels, (QStringList{"rain", "wind"}));
    QCOMPARE(found.clips.size(), std::size_t{3});
    QCOMPARE(found.clips[0].labels, (std::vector<int>{0, 1})); // the wind is heard in it, too
    QCOMPARE(found.clips[1].labels, (std::vector<int>{0, 1})); // and all through the wind there is rain
    QCOMPARE(found.clips[2].startSample, std::int64_t{64000});
    QVERIFY_THROWS_EXCEPTION(std::exception, readCorrectedSounds({}));
    std::stop_source stop;
    stop.request_stop();                                                                 // no list of whole recordings
    QVERIFY(!prepareOwnModel(found, {}, {}, runPath().toStdString(), stop.get_token())); // which is no error
    QVERIFY(!QFile::exists(runPath() + "/data"));
}

void DistillModelTest::knowsAProcessOfAUsedNumber()
{
    const QString folder = runPath();
    QVERIFY(QDir().mkpath(folder));
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-60);
    const auto write = [&](qint64 pid, const QDateTime& updated) {
        QFile file(folder + "/status.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QStringLiteral("{\"state\":\"running\",\"pid\":%1,\"host\":\"%2\",\"updated\":\"%3\"}")
                       .arg(pid)
                       .arg(QSysInfo::machineHostName(), updated.toString(Qt::ISODate))
                       .toUtf8());
    };
    QProcess process; // another training that got the number of one that is gone
    process.setWorkingDirectory(m_shell->path("runs"));
    process.start("sh", {"-c", "read line", "dass", "distill", "--output", "run"});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(isDistilling(process.processId()));
    write(process.processId(), QDateTime::currentDateTimeUtc());
    QCOMPARE(phase(), RunPhase::Running);
    QVERIFY(readRunSummary(folder.toStdString()).use.has_value());
    write(process.processId(), before);
    QCOMPARE(phase(), RunPhase::Died); // it began after the owner had last written
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());

    process.start("sh", {"-c", "read line", "dass", "distill", "--output", "other"});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(isDistilling(process.processId()));
    QVERIFY(QDir().mkpath(m_shell->path("runs/other")));
    write(process.processId(), QDateTime::currentDateTimeUtc());
    QCOMPARE(phase(), RunPhase::Died); // it trains elsewhere
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
}

void DistillModelTest::tellsWhatARunTakes()
{
    start(100'000);
    QTRY_VERIFY_WITH_TIMEOUT(view().runs().find(runPath()) && view().runs().find(runPath())->cores, kPatience);
    const RunSummary run = *view().runs().find(runPath()); // a copy: every look at the folders makes them anew
    QVERIFY(*run.cores >= 0 && *run.cores < 1024);
    QVERIFY(run.use && run.use->memoryBytes > 20'000'000);
    const auto isTold = [&] {
        for (auto* label : view().findChildren<ElidedLabel*>())
            if (label->text().contains(" cores, ") && label->text().contains("B, ") &&
                label->text().contains("waiting for clips"))
                return true;
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), kPatience);
    cancelRun(run);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
    QTRY_VERIFY(!view().runs().find(runPath())->use);
}

QTEST_MAIN(DistillModelTest)
#include "distill_model_test.moc"
