#include "app/distill/metrics_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>
#include <sys/stat.h>

using namespace dass;

namespace {

QByteArray stepLine(std::int64_t step, const char* loss)
{
    return QStringLiteral("{\"kind\":\"step\",\"step\":%1,\"epoch\":%2,\"loss\":%3,\"loss_label\":0.25,\"loss_kd\":0.5,"
                          "\"lr\":0.0001,\"clips_per_s\":12.5,\"waiting_share\":0.125}\n")
        .arg(step)
        .arg(step / 10 + 1)
        .arg(loss)
        .toLatin1();
}

class File
{
public:
    QString path() const { return m_folder.filePath("metrics.jsonl"); }
    void append(const QByteArray& bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::Append));
        file.write(bytes);
    }
    MetricsReader reader() const { return MetricsReader(path().toStdString()); }

private:
    QTemporaryDir m_folder;
};

} // namespace

// What a run tells of its steps and epochs, as it grows and when it is not what it should be.
class DistillMetricsTest : public QObject
{
    Q_OBJECT
private slots:
    void answersRangesAndMeansAsTheRowsDo();
    void keepsAPartOfVeryManyRows();
    void readsWhatIsAdded();
    void waitsForTheEndOfALine();
    void skipsWhatIsNoLineOfARun();
    void takesNumbersThatAreNoneForUntold();
    void goesBackWithAResumedRun();
    void startsAnewWithAnotherFile();
    void leavesPipesAndFoldersAlone();
};

void DistillMetricsTest::answersRangesAndMeansAsTheRowsDo()
{
    std::mt19937 random(5); // NOLINT(cert-msc51-cpp): the same rows in every run
    StepTableBuilder builder;
    std::vector<float> values;
    for (std::int64_t row = 0; row < 3 * StepTable::kChunkRows + 100; ++row) {
        StepRow next{2 * row + 1, row / 50, {}};
        next.values.fill(static_cast<float>(random() % 1000));
        if (random() % 5 == 0)
            next.values[0] = std::numeric_limits<float>::quiet_NaN();
        values.push_back(next.values[0]);
        builder.append(next);
        if (row % 1000 == 0)
            builder.table(); // looked at in the middle
    }
    const StepTable table = builder.table();
    QCOMPARE(table.rows(), static_cast<std::int64_t>(values.size()));
    QCOMPARE(table.firstFrom(2 * 5000 + 1), std::int64_t{5000});
    QCOMPARE(table.firstFrom(2 * 5000), std::int64_t{5000});
    QCOMPARE(table.firstFrom(1'000'000), table.rows());
    for (int i = 0; i < 500; ++i) {
        auto first = static_cast<std::int64_t>(random() % values.size());
        auto last = static_cast<std::int64_t>(random() % (values.size() + 1));
        if (first > last)
            std::swap(first, last);
        ValueRange range;
        double sum = 0;
        std::int64_t count = 0;
        for (std::int64_t row = first; row < last; ++row) {
            const float value = values[static_cast<std::size_t>(row)];
            if (std::isnan(value))
                continue;
            range.add({value, value});
            sum += static_cast<double>(value);
            ++count;
        }
        const ValueRange found = table.range(StepValue::Loss, first, last);
        QCOMPARE(found.lowest, range.lowest);
        QCOMPARE(found.highest, range.highest);
        const double mean = table.mean(StepValue::Loss, first, last);
        if (count == 0)
            QVERIFY(std::isnan(mean));
        else
            QVERIFY(std::abs(mean - sum / static_cast<double>(count)) < 1e-9);
    }
}

void DistillMetricsTest::keepsAPartOfVeryManyRows()
{
    StepTableBuilder builder(10'000);
    for (std::int64_t step = 1; step <= 100'000; ++step)
        builder.append({step, 1, {static_cast<float>(step)}});
    const StepTable& table = builder.table();
    QVERIFY2(table.rows() > 5000 && table.rows() <= 10'000, qPrintable(QString::number(table.rows())));
    QCOMPARE(table.step(0), std::int64_t{1});
    QVERIFY(table.step(table.rows() - 1) > 99'900);
    for (std::int64_t row = 0; row < table.rows(); ++row)
        QCOMPARE(static_cast<std::int64_t>(table.value(StepValue::Loss, row)), table.step(row));
}

void DistillMetricsTest::readsWhatIsAdded()
{
    const File file;
    MetricsReader reader = file.reader();
    QVERIFY(!reader.update());
    file.append(stepLine(1, "0.75") + stepLine(2, "1e-3"));
    QVERIFY(reader.update());
    QVERIFY(!reader.update());
    file.append("{\"kind\":\"epoch\",\"epoch\":1,\"mAP\":0.5,\"mAUC\":0.75,\"d_prime\":null,\"mAP_running_mean\":0.25,"
                "\"eval_loss\":2}\n{\"kind\":\"final\",\"epoch\":1,\"mAP\":0.625}\n");
    QVERIFY(reader.update());
    const RunMetrics metrics = reader.metrics();
    QCOMPARE(metrics.steps.rows(), std::int64_t{2});
    QCOMPARE(metrics.steps.value(StepValue::Loss, 0), 0.75F);
    QCOMPARE(metrics.steps.value(StepValue::Loss, 1), 1e-3F);
    QCOMPARE(metrics.steps.value(StepValue::LabelLoss, 1), 0.25F);
    QCOMPARE(metrics.steps.value(StepValue::KdLoss, 1), 0.5F);
    QCOMPARE(metrics.steps.value(StepValue::LearningRate, 1), 1e-4F);
    QCOMPARE(metrics.steps.value(StepValue::Speed, 1), 12.5F);
    QCOMPARE(metrics.steps.value(StepValue::Waiting, 1), 0.125F);
    QCOMPARE(metrics.epochs.size(), std::size_t{1});
    QCOMPARE(metrics.epochs[0].meanAveragePrecision, 0.5);
    QCOMPARE(metrics.epochs[0].rocAuc, 0.75);
    QVERIFY(std::isnan(metrics.epochs[0].dPrime));
    QCOMPARE(metrics.epochs[0].runningMean, 0.25);
    QCOMPARE(metrics.epochs[0].loss, 2.0);
    QVERIFY(metrics.final);
    QCOMPARE(metrics.final->meanAveragePrecision, 0.625);
    QCOMPARE(metrics.unreadable, std::int64_t{0});
}

void DistillMetricsTest::waitsForTheEndOfALine()
{
    const File file;
    MetricsReader reader = file.reader();
    const QByteArray line = stepLine(7, "0.5");
    for (qsizetype i = 0; i < line.size(); ++i) {
        file.append(line.mid(i, 1));
        reader.update();
        QCOMPARE(reader.metrics().steps.rows(), std::int64_t{i + 1 == line.size() ? 1 : 0});
    }
    QCOMPARE(reader.metrics().unreadable, std::int64_t{0});
}

void DistillMetricsTest::skipsWhatIsNoLineOfARun()
{
    const File file;
    const QByteArrayList bad{
        "",
        "[]",
        "7",
        "{",
        "{\"kind\":\"step\"}",
        "{\"kind\":\"step\",\"step\":-1,\"epoch\":1}",
        "{\"kind\":\"step\",\"step\":1e300,\"epoch\":1}",
        "{\"kind\":5,\"step\":1,\"epoch\":1}",
        "{\"kind\":\"step\",\"step\":[1],\"epoch\":1}",
        "{\"step\":1,\"epoch\":1}",
        "\xff\xfe\x00 what is this",
        QByteArray(40'000, '['),
        QByteArray(3 * static_cast<qsizetype>(MetricsReader::kLongestLine), 'x'),
        stepLine(1, "0.5").left(60),
    };
    file.append(stepLine(1, "1"));
    for (const QByteArray& line : bad)
        file.append(line + '\n');
    file.append("{\"kind\":\"something new\",\"epoch\":1}\n"); // of a later version
    file.append(stepLine(2, "2"));
    MetricsReader reader = file.reader();
    QVERIFY(reader.update());
    const RunMetrics metrics = reader.metrics();
    QCOMPARE(metrics.unreadable, static_cast<std::int64_t>(bad.size()));
    QCOMPARE(metrics.steps.rows(), std::int64_t{2});
    QCOMPARE(metrics.steps.value(StepValue::Loss, 1), 2.0F);
}

void DistillMetricsTest::takesNumbersThatAreNoneForUntold()
{
    const File file;
    for (const char* loss : {"null", "NaN", "Infinity", "1e999", "\"low\"", "[0.5,{}]", "{\"a\":1}"})
        file.append(stepLine(file.path().isEmpty() ? 0 : QFile(file.path()).size() + 1, loss));
    MetricsReader reader = file.reader();
    reader.update();
    const RunMetrics metrics = reader.metrics();
    for (std::int64_t row = 0; row < metrics.steps.rows(); ++row) {
        QVERIFY(std::isnan(metrics.steps.value(StepValue::Loss, row)));
        QCOMPARE(metrics.steps.value(StepValue::Speed, row), 12.5F);
    }
    QCOMPARE(metrics.steps.rows() + metrics.unreadable, std::int64_t{7});
    QVERIFY2(metrics.steps.rows() >= 5, qPrintable(QString::number(metrics.steps.rows())));
}

void DistillMetricsTest::goesBackWithAResumedRun()
{
    const File file;
    for (int step = 1; step <= 30; ++step)
        file.append(stepLine(step, "1"));
    file.append("{\"kind\":\"epoch\",\"epoch\":1,\"mAP\":0.1}\n{\"kind\":\"epoch\",\"epoch\":2,\"mAP\":0.2}\n"
                "{\"kind\":\"final\",\"epoch\":2,\"mAP\":0.2}\n{\"kind\":\"resume\",\"step\":12,\"epoch\":1}\n");
    MetricsReader reader = file.reader();
    reader.update();
    RunMetrics metrics = reader.metrics();
    QCOMPARE(metrics.steps.rows(), std::int64_t{12});
    QCOMPARE(metrics.epochs.size(), std::size_t{1});
    QVERIFY(!metrics.final);
    file.append(stepLine(13, "2") + stepLine(14, "3") + stepLine(13, "4"));
    reader.update();
    metrics = reader.metrics();
    QCOMPARE(metrics.steps.rows(), std::int64_t{13});
    QCOMPARE(metrics.steps.value(StepValue::Loss, 12), 4.0F);
}

void DistillMetricsTest::startsAnewWithAnotherFile()
{
    const File file;
    MetricsReader reader = file.reader();
    for (int step = 1; step <= 5; ++step)
        file.append(stepLine(step, "1"));
    reader.update();
    QVERIFY(QFile::remove(file.path()));
    QVERIFY(reader.update());
    QVERIFY(reader.metrics().steps.empty());
    file.append(stepLine(1, "9"));
    QVERIFY(reader.update());
    QCOMPARE(reader.metrics().steps.value(StepValue::Loss, 0), 9.0F);
    QVERIFY(QFile::resize(file.path(), 0));
    QVERIFY(reader.update());
    QVERIFY(reader.metrics().steps.empty());
}

void DistillMetricsTest::leavesPipesAndFoldersAlone()
{
    const QTemporaryDir folder;
    const std::string pipe = folder.filePath("pipe").toStdString();
    QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
    MetricsReader ofPipe(pipe);
    QVERIFY(!ofPipe.update()); // and comes back
    MetricsReader ofFolder(folder.path().toStdString());
    QVERIFY(!ofFolder.update());
}

QTEST_GUILESS_MAIN(DistillMetricsTest)
#include "distill_metrics_test.moc"
