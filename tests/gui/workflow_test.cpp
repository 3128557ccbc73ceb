#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "core/base/csv.h"
#include "tests/gui/find_in_window.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/tags_model.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace dass;

namespace {

constexpr int kLong = 300'000; // ms: a busy machine and a build that looks at every access
constexpr double kWindow = 10.24;
constexpr double kHop = 5.12;
constexpr std::int64_t kHopFrames = 512;
constexpr std::int64_t kFrame = 160; // samples

QStringList cellsOf(const QString& line)
{
    const std::vector<CsvRecord> records = csvRecords(line.toStdString(), "a line");
    QStringList cells;
    for (const std::string& field : records.at(0).fields)
        cells << QString::fromStdString(field);
    return cells;
}

// A tag's values in the stored rows.
std::vector<float> valuesOf(const TaggingResult& result, std::int64_t c)
{
    std::vector<float> values;
    for (std::int64_t row = 0; row < result.probabilities->rows(); ++row)
        values.push_back(result.probabilities->row(row)[static_cast<std::size_t>(c)]);
    return values;
}

// The tag whose values differ most, whatever the model makes of the sample.
std::int64_t liveliest(const TaggingResult& result)
{
    std::int64_t best = 0;
    float most = -1;
    for (std::int64_t c = 0; c < result.probabilities->classes(); ++c) {
        const std::vector<float> values = valuesOf(result, c);
        const auto [low, high] = std::ranges::minmax(values);
        if (high - low > most) {
            most = high - low;
            best = c;
        }
    }
    return best;
}

// Runs of rows from the threshold on, in the plain way. A row stands for one hop in the middle of its window; the first
// one reaches back to the start, the last one on to the end.
std::vector<Event> runs(const TaggingResult& result, std::int64_t c, float threshold)
{
    const std::vector<float> values = valuesOf(result, c);
    const auto startOf = [](std::size_t row) {
        return row == 0 ? 0 : (static_cast<std::int64_t>(row) * kHopFrames + kHopFrames / 2) * kFrame;
    };
    std::vector<Event> events;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (values[row] < threshold)
            continue;
        Event event{startOf(row), 0, c, 0, 0};
        double sum = 0;
        int count = 0;
        for (; row < values.size() && values[row] >= threshold; ++row, ++count) {
            event.peakProbability = std::max(event.peakProbability, values[row]);
            sum += static_cast<double>(values[row]);
        }
        event.endSample = row == values.size() ? result.samples : startOf(row);
        event.meanProbability = static_cast<float>(sum / count);
        events.push_back(event);
    }
    return events;
}

QString numberOnScreen(float value)
{
    return QLocale().toString(static_cast<double>(value), 'f', 2);
}

// "00:00:12,8 00:00:25,6 Piano 0,71"
QStringList wordsOf(const std::vector<Event>& events, const QString& name)
{
    QStringList rows;
    for (const Event& event : events)
        rows << QStringList{sampleClockText(event.startSample), sampleClockText(event.endSample), name,
                            numberOnScreen(event.peakProbability)}
                    .join(' ');
    return rows;
}

QStringList linesOf(const QString& path, const QString& end)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(end, Qt::SkipEmptyParts);
}

// A program in a folder of its own, with a copy of the sample beside what it will write.
struct Program
{
    Program()
    {
        RunSettings run;
        run.tagging.windowSeconds = kWindow;
        run.tagging.hopSeconds = kHop;
        session.setRunSettings(run);
        window.resize(1280, 800);
        window.show();
        table = qobject_cast<EventsModel*>(viewNamed(window, QStringLiteral("Events"))->model());
    }

    QString path(const QString& name) const { return folder.filePath(name); }

    void drop(const QString& file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &event);
    }

    bool drawOnly(std::int64_t c)
    {
        actionNamed(window, QStringLiteral("Draw no tags"))->trigger();
        QAbstractItemModel* tags = viewNamed(window, QStringLiteral("Tags"))->model();
        const QModelIndexList found =
            tags->match(tags->index(0, 0), TagsModel::ClassRole, QVariant::fromValue(qint64{c}), 1,
                        Qt::MatchExactly | Qt::MatchRecursive);
        return !found.isEmpty() && tags->setData(found.first(), Qt::Checked, TagsModel::OwnCheckRole);
    }

    bool setThreshold(int hundredths) const
    {
        for (auto* slider : window.findChildren<QSlider*>())
            if (slider->accessibleName() == QLatin1String("Threshold")) {
                slider->setValue(hundredths);
                return true;
            }
        return false;
    }

    QStringList screen() const
    {
        QStringList rows;
        for (int row = 0; row < table->rowCount(); ++row) {
            QStringList cells;
            for (const int column : {EventsModel::Start, EventsModel::End, EventsModel::Tag, EventsModel::Peak})
                cells << table->index(row, column).data().toString();
            rows << cells.join(' ');
        }
        return rows;
    }

    // Events as CSV, which is ticked, and these.
    bool exportWith(const QStringList& suffixes)
    {
        actionNamed(window, QStringLiteral("Export…"))->trigger();
        auto* dialog = window.findChild<ExportDialog*>();
        if (!dialog)
            return false;
        for (auto* box : dialog->findChildren<QCheckBox*>())
            for (const QString& suffix : suffixes)
                if (box->toolTip().endsWith(suffix))
                    box->setChecked(true);
        QSignalSpy exported(dialog, &ExportDialog::exported);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Export"))
                button->click();
        return exported.count() > 0 || exported.wait(30000);
    }

    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    AnalyzeSession session{settings};
    MainWindow window{settings, session, {}};
    EventsModel* table = nullptr;
};

} // namespace

// What a person does with a recording, from the drop to the files, with the model and the sound that come with the
// program, in a language that writes numbers with commas.
class WorkflowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        Theme::install(*qApp, ThemeChoice::Light);
    }
    void fromTheDropToTheFiles();
};

void WorkflowTest::fromTheDropToTheFiles()
{
    Program at;
    const QString recording = at.path(QStringLiteral("dawn.flac"));
    QVERIFY(QFile::copy(sampleRecording(), recording));
    at.session.setModel(bundledModelFolder(), false);
    at.drop(recording);
    QCOMPARE(at.session.recordings().size(), std::size_t(1));
    const OpenRecording& opened = *at.session.recordings().front();
    QTRY_COMPARE_WITH_TIMEOUT(opened.state, RecordingState::Done, kLong);
    const TaggingResult& result = opened.result;
    QVERIFY(result.complete);
    QCOMPARE(result.samples, std::int64_t{185} * 16000);
    QCOMPARE(result.probabilities->rows(), std::int64_t{36}); // windows begin until one reaches the end
    QCOMPARE(result.probabilities->classes(), std::int64_t{527});

    const std::int64_t c = liveliest(result);
    const QString name = QString::fromStdString(opened.model->labels[static_cast<std::size_t>(c)].name);
    const std::vector<float> values = valuesOf(result, c);
    const auto [low, high] = std::ranges::minmax(values);
    const int hundredths = static_cast<int>(std::lround(50 * (low + high)));
    QVERIFY2(high - low > 0.1F, qPrintable(name)); // else nothing is heard at all
    QVERIFY(at.drawOnly(c));
    QVERIFY(at.setThreshold(hundredths));
    const std::vector<Event> wanted = runs(result, c, static_cast<float>(hundredths / 100.0));
    QVERIFY(!wanted.empty() && wanted.front().endSample - wanted.front().startSample < result.samples);
    QTRY_COMPARE(at.screen(), wordsOf(wanted, name));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Event& shown = at.table->event(static_cast<int>(i));
        QCOMPARE(shown.startSample, wanted[i].startSample);
        QCOMPARE(shown.endSample, wanted[i].endSample);
        QCOMPARE(shown.peakProbability, wanted[i].peakProbability);
        QVERIFY(std::abs(shown.meanProbability - wanted[i].meanProbability) < 1e-6F);
    }

    QVERIFY(at.exportWith({QStringLiteral(".audacity.txt"), QStringLiteral(".raven.txt")}));
    const QStringList screen = at.screen();
    const QStringList csv = linesOf(at.path(QStringLiteral("dawn.events.csv")), QStringLiteral("\r\n"));
    const QStringList labels = linesOf(at.path(QStringLiteral("dawn.audacity.txt")), QStringLiteral("\n"));
    const QStringList raven = linesOf(at.path(QStringLiteral("dawn.raven.txt")), QStringLiteral("\n"));
    QCOMPARE(csv.size(), screen.size() + 1);
    QCOMPARE(labels.size(), screen.size());
    QCOMPARE(raven.size(), screen.size() + 1);
    QVERIFY(QFile::exists(at.path(QStringLiteral("dawn.provenance.json"))));
    QCOMPARE(csv[0], QStringLiteral("file,start_s,end_s,label,mid,peak_probability,mean_probability"));
    const QStringList heads = raven[0].split('\t');
    for (qsizetype i = 0; i < screen.size(); ++i) {
        const Event& event = wanted[static_cast<std::size_t>(i)];
        const double start = static_cast<double>(event.startSample) / 16000;
        const double end = static_cast<double>(event.endSample) / 16000;
        const auto peak = static_cast<double>(event.peakProbability);
        const auto onScreen = [&](double from, double to, const QString& tag, double probability) {
            return QStringList{clockText(from), clockText(to), tag, QLocale().toString(probability, 'f', 2)}.join(' ');
        };

        const QStringList cells = cellsOf(csv[i + 1]);
        QCOMPARE(cells.size(), 7);
        QCOMPARE(QFileInfo(cells[0]).fileName(), QStringLiteral("dawn.flac"));
        QCOMPARE(onScreen(cells[1].toDouble(), cells[2].toDouble(), cells[3], cells[5].toDouble()), screen[i]);
        QVERIFY2(std::abs(cells[1].toDouble() - start) < 0.001 && std::abs(cells[2].toDouble() - end) < 0.001,
                 qPrintable(csv[i + 1]));
        QVERIFY2(std::abs(cells[5].toDouble() - peak) < 1e-5, qPrintable(csv[i + 1]));
        QVERIFY2(std::abs(cells[6].toDouble() - static_cast<double>(event.meanProbability)) < 1e-5,
                 qPrintable(csv[i + 1]));

        const QStringList track = labels[i].split('\t');
        QCOMPARE(track.size(), 3);
        QVERIFY2(std::abs(track[0].toDouble() - start) < 1e-6 && std::abs(track[1].toDouble() - end) < 1e-6,
                 qPrintable(labels[i]));
        QCOMPARE(track[2], name + ' ' + QString::number(peak, 'f', 2));

        const QStringList row = raven[i + 1].split('\t');
        QCOMPARE(row.size(), heads.size());
        const auto cell = [&](const char* head) { return row[heads.indexOf(QLatin1String(head))]; };
        QCOMPARE(cell("Selection"), QString::number(i + 1));
        QCOMPARE(onScreen(cell("Begin Time (s)").toDouble(), cell("End Time (s)").toDouble(), cell("Label"),
                          cell("Confidence").toDouble()),
                 screen[i]);
    }
}

QTEST_MAIN(WorkflowTest)
#include "workflow_test.moc"
