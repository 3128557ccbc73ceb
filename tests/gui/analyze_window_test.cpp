#include "core/report/recording_list.h"
#include "tests/gui/correcting_window.h"
#include "ui/analyze/recordings_delegate.h"
#include "ui/analyze/recordings_model.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/plots/stack_state.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QFileDialog>
#include <QPainter>
#include <QStandardItemModel>
#include <QTimer>

#include <algorithm>
#include <string>
#include <vector>

using namespace dass;

namespace {

bool says(const QWidget& window, const QString& text)
{
    for (const auto* label : window.findChildren<ElidedLabel*>())
        if (label->text() == text)
            return true;
    return false;
}

OpenRecording recordingOfAMinute()
{
    OpenRecording recording;
    recording.name = "dawn.wav";
    recording.decode = DecodeState::Finished;
    recording.decodedSamples = std::int64_t{60} * 16000;
    return recording;
}

QImage rowOf(const OpenRecording& recording)
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QVariant::fromValue<const OpenRecording*>(&recording),
                  RecordingsModel::RecordingRole);
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 300, 26);
    QImage image(300, 26, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    RecordingsDelegate().paint(&painter, option, model.index(0, 0));
    return image;
}

QString toolTipOf(const RecordingsModel& model, int row)
{
    return model.index(row).data(Qt::ToolTipRole).toString();
}

} // namespace

// The Analyze workspace in its window, drawn offscreen.
class AnalyzeWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void opensEveryFileThatAFolderGives();
    void saysOnWhichDeviceItIsReady();
    void selectsAtThePlayHead();
    void selectingLeavesAChosenEventAlone();
    void keepsTheLengthInSightWhereThereIsRoom();
    void decodingIsNotWaiting();
    void theToolTipSaysTheState();
    void aRowNamesTheTopTagWhereThereIsRoom();
    void rowsAreLaidOutAnewWhereAHeightChangesAlone();
    void theRulerSaysTheZone();
};

void AnalyzeWindowTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void AnalyzeWindowTest::opensEveryFileThatAFolderGives()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QStringList filters;
    QTimer::singleShot(0, &window, [&] { // inside the dialog's own event loop
        if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
            filters = dialog->nameFilters();
            dialog->reject();
        }
    });
    window.openFiles();
    QCOMPARE(filters.size(), 2);
    const QStringList offered = filters.first().section('(', 1).chopped(1).split(' ');
    QVERIFY(recordingExtensions().size() > 40);
    for (const std::string_view extension : recordingExtensions()) {
        const QString pattern = '*' + QString::fromLatin1(extension.data(), static_cast<qsizetype>(extension.size()));
        QVERIFY2(offered.contains(pattern) && offered.contains(pattern.toUpper()), qPrintable(pattern));
        QVERIFY(looksLikeRecording(("a" + std::string(extension)).c_str()));
    }
}

void AnalyzeWindowTest::saysOnWhichDeviceItIsReady()
{
    ShellFixture shell;
    shell.session.reset();
    shell.session = std::make_unique<AnalyzeSession>(
        shell.settings, std::make_shared<ModelStore>([](const std::filesystem::path&, const ModelOptions&) {
            auto model = std::make_unique<FakeModel>();
            model->deviceName = "cuda:1";
            return model;
        }));
    MainWindow window(shell.settings, *shell.session, {});
    shell.session->setModel("fake");
    QTRY_VERIFY(says(window, "Ready. fake on GPU 1"));
}

void AnalyzeWindowTest::selectsAtThePlayHead()
{
    CorrectingWindow at;
    QVERIFY(at.open());
    at.stack->setFocus();
    emit at.stack->seekRequested(2 * 16000);
    QTest::keyClick(at.stack, Qt::Key_I);
    QCOMPARE(at.stack->selection(), (SampleSpan{2 * 16000, 8 * 16000})); // to the end, until that is said
    emit at.stack->seekRequested(5 * 16000);
    QTest::keyClick(at.stack, Qt::Key_O);
    QCOMPARE(at.stack->selection(), (SampleSpan{2 * 16000, 5 * 16000}));
    QVERIFY(actionNamed(at.window, "Add an event…")->isEnabled());
    QVERIFY(actionNamed(at.window, "Play the selection or event")->isEnabled());
    emit at.stack->seekRequested(16000);
    QTest::keyClick(at.stack, Qt::Key_O); // before its start: from the recording's
    QCOMPARE(at.stack->selection(), (SampleSpan{0, 16000}));
    emit at.stack->seekRequested(0);
    QTest::keyClick(at.stack, Qt::Key_O); // nothing is before the beginning
    QCOMPARE(at.stack->selection(), (SampleSpan{0, 16000}));
    emit at.stack->seekRequested(3 * 16000);
    QTest::keyClick(at.stack, Qt::Key_I); // behind its end: to the recording's
    QCOMPARE(at.stack->selection(), (SampleSpan{3 * 16000, 8 * 16000}));
    QTest::keyClick(at.stack, Qt::Key_A);
    QVERIFY(at.chooseTag("class 4"));
    QTRY_COMPARE(at.rows().filter("added"), QStringList{"00:00:03.0 00:00:08.0 Class 4 added"});
}

void AnalyzeWindowTest::selectingLeavesAChosenEventAlone()
{
    CorrectingWindow at;
    QVERIFY(at.open());
    at.choose(1);
    emit at.stack->seekRequested(2 * 16000);
    QTest::keyClick(at.table, Qt::Key_I);
    QCOMPARE(at.stack->selection(), (SampleSpan{2 * 16000, 8 * 16000})); // its end, as it was what is selected
    QVERIFY(!at.panel().selected());
    QVERIFY(!at.shell.session->corrections().undo().canUndo());
}

void AnalyzeWindowTest::keepsTheLengthInSightWhereThereIsRoom()
{
    OpenRecording recording = recordingOfAMinute();
    recording.state = RecordingState::Tagging;
    recording.progress.framesDone = 3000;
    const QString percent = RecordingsDelegate::rightTextOf(recording, {}, 100);
    QVERIFY(percent.startsWith("50") && !percent.contains("00:01:00"));
    QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, 400), percent + QString::fromUtf8(" · 00:01:00"));
    recording.state = RecordingState::Done;
    for (const int width : {100, 400})
        QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, width), QString("00:01:00"));
    recording.state = RecordingState::Failed;
    QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, 400), QString("failed"));
}

void AnalyzeWindowTest::decodingIsNotWaiting()
{
    OpenRecording recording = recordingOfAMinute();
    const QImage waiting = rowOf(recording);
    QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, 400), QString("00:01:00"));
    recording.decode = DecodeState::Running;
    QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, 400), QString::fromUtf8("decoding · 00:01:00"));
    QCOMPARE(RecordingsDelegate::rightTextOf(recording, {}, 100), QString("00:01:00"));
    constexpr QRect icon(0, 0, 30, 26);
    QVERIFY(rowOf(recording).copy(icon) != waiting.copy(icon));
}

void AnalyzeWindowTest::theToolTipSaysTheState()
{
    ShellFixture shell;
    RecordingsModel model(*shell.session);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 1), shell.makeBrokenFile("b.wav")}));
    QVERIFY2(toolTipOf(model, 0).contains("a.wav\nDone."), qPrintable(toolTipOf(model, 0)));
    QCOMPARE(toolTipOf(model, 1).count(shell.recording(1).failure), 1);
    shell.settings.setTagWhenOpened(false);
    shell.session->open({shell.makeRecording("c.wav", 1)});
    QTRY_COMPARE(model.rowCount(), 3);
    QTRY_VERIFY2(toolTipOf(model, 2).endsWith("c.wav\nWaiting."), qPrintable(toolTipOf(model, 2)));
}

void AnalyzeWindowTest::aRowNamesTheTopTagWhereThereIsRoom()
{
    OpenRecording done = recordingOfAMinute();
    done.state = RecordingState::Done;
    const QString tag = "Crowing, cock-a-doodle-doo";
    QCOMPARE(RecordingsDelegate::rightTextOf(done, tag, 400), QString::fromUtf8("Crowing · 00:01:00"));
    QCOMPARE(RecordingsDelegate::rightTextOf(done, tag, 100), QString("00:01:00"));

    ShellFixture shell;
    RecordingsModel model(*shell.session);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 3)}));
    const auto topTag = [&] { return model.index(0).data(RecordingsModel::TopTagRole).toString(); };
    const std::vector<float> rows = rowsOf(shell.recording(0));
    const auto best = std::ranges::max_element(rows) - rows.begin();
    QTRY_COMPARE(topTag(), QString("Class %1").arg(best % FakeModel::kClasses));
    QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(topTag()));
    const QString first = topTag();
    shell.session->tags().setLists({{}, {best % FakeModel::kClasses}}); // left out: it does not rank
    QTRY_VERIFY(!topTag().isEmpty() && topTag() != first);
    shell.session->remove(shell.session->recordings()[0].get());
    QCOMPARE(model.rowCount(), 0);
}

// A run tells of a row many times a second, and a list may have thousands.
void AnalyzeWindowTest::rowsAreLaidOutAnewWhereAHeightChangesAlone()
{
    ShellFixture shell;
    RecordingsModel model(*shell.session);
    const QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 3), shell.makeBrokenFile("b.wav")}));
    std::vector<int> all(2);
    std::vector<int> withHeight(2);
    for (const QList<QVariant>& change : told) {
        const auto row = static_cast<std::size_t>(change[0].toModelIndex().row());
        ++all[row];
        if (change[2].value<QList<int>>().isEmpty())
            ++withHeight[row];
    }
    QVERIFY(all[0] > 2 && all[1] > 2);
    QCOMPARE(withHeight[0], 0);
    QCOMPARE(withHeight[1], 1); // why it failed has a line of its own
}

void AnalyzeWindowTest::theRulerSaysTheZone()
{
    using namespace std::chrono;
    CorrectingWindow at;
    QVERIFY(at.open());
    const auto gutter = [&] {
        using namespace stackmetrics;
        const int top = kTopMargin + kOverviewHeight + kProgressHeight + kRulerGap;
        return at.stack->grab(QRect(0, top, kGutter, kRulerHeight)).toImage();
    };
    RecordingStart start;
    start.time = local_days{2024y / May / 31} + hours(4);
    at.shell.session->setStart(at.shell.session->current(), start);
    const QImage sinceStart = gutter();
    at.shell.session->setTimeOfDay(true);
    QTRY_VERIFY(gutter() != sinceStart);
    const QImage unknown = gutter();
    start.utcOffset = minutes(120);
    at.shell.session->setStart(at.shell.session->current(), start);
    QTRY_VERIFY(gutter() != unknown);
    start.utcOffset.reset();
    at.shell.session->setStart(at.shell.session->current(), start);
    QTRY_VERIFY(gutter() == unknown);
}

QTEST_MAIN(AnalyzeWindowTest)
#include "analyze_window_test.moc"
