#include "app/distill/run_space.h"
#include "core/distill/spec.h"
#include "tests/gui/distill_fixture.h"
#include "ui/distill/curve_lines.h"
#include "ui/distill/curves_view.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/run_head.h"
#include "ui/distill/run_words.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSysInfo>

#include <cmath>

using namespace dass;

// What a run is compared with: its plan, the paper, and the room on its disk.
class DistillMonitorTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void plansTheRateOfWhatIsToCome();
    void readsThePlanOfASpecification();
    void drawsWhatThePaperReached();
    void showsThePapersFigureOfTheStatusAlone();
    void warnsOfLittleDiskSpace();
    void knowsWhatARunWillStillWrite();

private:
    // A run that has told of so many steps of an epoch's ten.
    static CurveRun runAfter(std::int64_t steps)
    {
        StepTableBuilder builder;
        for (std::int64_t step = 1; step <= steps; ++step)
            builder.append({step, (step - 1) / 10 + 1, {1.0F, 0.5F, 0.25F, 1.0F, 10, 0.1F}});
        CurveRun run{"run", {builder.table(), {}, {}, 0}, 10, 4};
        RatePlan plan;
        plan.optimizer.lr = 1;
        plan.optimizer.warmupSteps = 0;
        plan.schedule.epochs = 4;
        plan.schedule.decayFrom = 2;
        plan.schedule.decayEvery = 1;
        run.ratePlan = plan;
        return run;
    }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(runPath() + '/' + name).path()));
        QFile file(runPath() + '/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

void DistillMonitorTest::plansTheRateOfWhatIsToCome()
{
    const CurveRun run = runAfter(10);
    const std::vector<CurvePoint> points = plannedRate(run, 0, 4, 1000);
    QVERIFY(!points.empty());
    QCOMPARE(points.front().epoch, 1.0); // where the told ones end
    QCOMPARE(points.back().epoch, 4.0);
    for (const CurvePoint& point : points) {
        const double wanted = point.epoch <= 2 ? 1 : point.epoch <= 3 ? 0.5 : 0.25;
        QVERIFY2(std::abs(point.mean - wanted) < 1e-12, qPrintable(QString::number(point.epoch)));
    }
    QVERIFY(plannedRate(run, 0, 4, 5).size() <= 6); // no more than there are columns, and the end
    QVERIFY(plannedRate(run, 2.5, 3, 1000).front().epoch >= 2.4);
    QVERIFY(plannedRate(runAfter(40), 0, 4, 1000).empty()); // all is done
    CurveRun unplanned = run;
    unplanned.ratePlan.reset();
    QVERIFY(plannedRate(unplanned, 0, 4, 1000).empty());

    CurvesView curves;
    curves.resize(900, 300);
    curves.setTracks({CurveTrack::LearningRate});
    curves.setRuns({unplanned});
    const QImage without = curves.grab().toImage();
    curves.setRuns({run});
    QVERIFY(curves.grab().toImage() != without);
}

void DistillMonitorTest::readsThePlanOfASpecification()
{
    const distill::ToyData toy(m_shell->folder.path().toStdString());
    const distill::Spec spec = distill::readSpec(toy.writeSpec(toy.spec(7)));
    write("spec.json", QByteArray::fromStdString(specText(spec)));
    RunDetailsReader reader(runPath().toStdString());
    const std::optional<RatePlan> plan = reader.update({})->recipe.ratePlan;
    QVERIFY(plan);
    QCOMPARE(plan->optimizer.lr, 5e-3);
    QCOMPARE(plan->schedule.epochs, std::int64_t{7});
    QCOMPARE(plan->schedule.decayFrom, std::int64_t{1000});
    auto hostile = nlohmann::json::parse(specText(spec));
    hostile["optimizer"]["warmup_every"] = 0; // by which somebody might divide
    write("spec.json", QByteArray::fromStdString(hostile.dump()));
    QVERIFY(!RunDetailsReader(runPath().toStdString()).update({})->recipe.ratePlan);
}

void DistillMonitorTest::drawsWhatThePaperReached()
{
    CurveRun run = runAfter(40);
    for (std::int64_t epoch = 1; epoch <= 4; ++epoch)
        run.metrics.epochs.push_back({epoch, 0.05 * static_cast<double>(epoch), 0.9, 2, 0.1, 0.01});
    CurvesView curves;
    curves.resize(900, 300);
    curves.setTracks({CurveTrack::MeanPrecision});
    curves.setRuns({run});
    const QImage without = curves.grab().toImage();
    run.published = 0.384;
    curves.setRuns({run});
    const QImage with = curves.grab().toImage();
    QVERIFY(with != without);
    curves.setTracks({CurveTrack::Speed}); // of mAP alone
    const QImage speed = curves.grab().toImage();
    run.published.reset();
    curves.setRuns({run});
    QCOMPARE(curves.grab().toImage(), speed);
}

void DistillMonitorTest::showsThePapersFigureOfTheStatusAlone()
{
    const auto status = [](const char* more) {
        return QStringLiteral("{\"state\": \"cancelled\", \"host\": \"%1\", \"epoch\": 1, \"epochs\": 4, \"step\": 1, "
                              "\"steps\": 40%2}")
            .arg(QSysInfo::machineHostName(), QLatin1String(more))
            .toUtf8();
    };
    makeRun(runPath().toStdString(), toyDraft(4).text());
    write("metrics.jsonl", "{\"kind\":\"step\",\"step\":1,\"epoch\":1,\"loss\":1,\"lr\":0.001}\n");
    write("status.json", status(""));
    QVERIFY(!readRunSummary(runPath().toStdString()).publishedMeanAveragePrecision);
    write("status.json", status(", \"published_mAP\": 0.384"));
    view().follow(runPath());
    const CurvesView& curves = *view().monitor()->curves();
    QTRY_VERIFY_WITH_TIMEOUT(!curves.runs().empty(), kPatience);
    QVERIFY(curves.runs()[0].published);
    QCOMPARE(*curves.runs()[0].published, 0.384);
}

void DistillMonitorTest::warnsOfLittleDiskSpace()
{
    RunSummary run;
    run.phase = RunPhase::Running;
    run.space = {100'000'000, 500'000'000};
    QVERIFY2(lowSpaceWords(run).contains("about 500 MB, and 100 MB are free"), qPrintable(lowSpaceWords(run)));
    QVERIFY2(useWords(run, NAN).contains("only 100 MB of disk space free"), qPrintable(useWords(run, NAN)));
    RunHead head{QList<QAction*>()};
    const auto isTold = [&] {
        for (const auto* label : head.findChildren<QLabel*>())
            if (label->text().startsWith("Little disk space"))
                return label->isVisibleTo(&head);
        return false;
    };
    head.show(run, nullptr);
    QVERIFY(isTold());
    run.space.free = 600'000'000;
    QCOMPARE(lowSpaceWords(run), QString());
    QCOMPARE(useWords(run, NAN), QStringLiteral("600 MB of disk space free"));
    head.show(run, nullptr);
    QVERIFY(!isTold());
}

void DistillMonitorTest::knowsWhatARunWillStillWrite()
{
    const std::filesystem::path folder = runPath().toStdString();
    write("metrics.jsonl", {});
    const std::int64_t logs = neededBytes(folder, 3);
    QVERIFY(logs > 0 && logs < 1'000'000'000);
    write("checkpoints/last/model.safetensors", QByteArray(3000, 'x'));
    QCOMPARE(neededBytes(folder, 3), logs + 4 * 3000 + 3000); // three epochs, the final model; a state
    write("checkpoints/epoch-0001.safetensors", QByteArray(1000, 'x'));
    QCOMPARE(neededBytes(folder, 3), logs + 4 * 1000 + 3000);
    const RunSummary run = readRunSummary(folder); // nobody is at work
    QVERIFY(run.space.free && !run.space.isLow());
    QCOMPARE(run.space.needed, std::int64_t{0});
}

QTEST_MAIN(DistillMonitorTest)
#include "distill_monitor_test.moc"
