#include "app/haystack/builder_state.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/value_slider.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>

using namespace dass;

namespace {

using Kind = niah::HaystackKind;

void type(QLineEdit* field, const QString& text)
{
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

// As a person does.
void chooseKind(const HaystackForm& form, Kind kind)
{
    const auto& kinds = haystackKinds();
    const auto index = static_cast<int>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
    form.kind()->setCurrentIndex(index);
    emit form.kind()->activated(index);
}

} // namespace

// What the haystack's fields show is what holds, and needles lie where they were dropped.
class HaystackFormTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void noRatioIsShownAndTyped();
    void babbleIsOnesOwnOrThePrograms();
    void needlesLieWhereTheyWereDropped();
    void aClipIsHiddenAgainWhereItIsDropped();
    void recordingsOfAFolderThatComesWithFilesAreAdded();

private:
    // added: needles, at the end; else one a file.
    static void drop(HaystackWindow& haystack, const QPoint& at, const QStringList& files, qsizetype added = 0)
    {
        const BuilderPlot* plot = haystack.view.builder()->plot();
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files)
            urls << QUrl::fromLocalFile(file);
        data.setUrls(urls);
        const QPoint place = plot->mapTo(&haystack.view, at);
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&haystack.view, &enter);
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&haystack.view, &event);
        const auto& needles = haystack.view.session().needles();
        const std::size_t all = needles.size() + static_cast<std::size_t>(added > 0 ? added : files.size());
        QTRY_COMPARE(needles.size(), all); // the disk has been asked
        haystack.view.session().stop();
    }
    static QPoint onLane(const BuilderPlot& plot, double frame)
    {
        const QRect lane = plot.tracks().lane;
        return {qRound(plot.scene().xOf(frame, lane)), lane.center().y()};
    }
};

void HaystackFormTest::noRatioIsShownAndTyped()
{
    HaystackForm form;
    form.show();
    QLineEdit* ratio = form.findChildren<ValueSlider*>()[2]->field();
    HaystackChoice choice;
    choice.haystack.kind = Kind::Zero;
    choice.snrDb.reset();
    form.setChoice(choice);
    QCOMPARE(ratio->text(), QString("none"));
    chooseKind(form, Kind::White); // which has no loudness of its own
    QCOMPARE(form.choice().snrDb, std::optional<double>(0));
    QCOMPARE(ratio->text(), QString("0 dB"));
    type(ratio, "none");
    QCOMPARE(form.choice().snrDb, std::optional<double>(0));
    QCOMPARE(ratio->text(), QString("0 dB"));

    choice.haystack = {Kind::Recording, "/sounds/street.wav", 1, {}};
    form.setChoice(choice);
    QCOMPARE(ratio->text(), QString("none"));
    type(ratio, "-6");
    QCOMPARE(form.choice().snrDb, std::optional<double>(-6));
    type(ratio, "none");
    QVERIFY(!form.choice().snrDb);
    QCOMPARE(ratio->text(), QString("none"));
}

void HaystackFormTest::babbleIsOnesOwnOrThePrograms()
{
    HaystackForm form;
    form.show();
    chooseKind(form, Kind::Babble);
    QVERIFY(form.file()->menu());
    QCOMPARE(form.file()->text(), QString("16 voices"));
    QSignalSpy changed(&form, &HaystackForm::changed);
    form.useFile("/sounds/speech"); // a folder
    QCOMPARE(form.choice().haystack.file, std::filesystem::path("/sounds/speech"));
    QCOMPARE(form.file()->text(), QString("speech"));
    QCOMPARE(changed.size(), qsizetype{1});
    form.file()->menu()->actions().last()->trigger();
    QVERIFY(form.choice().haystack.file.empty());
    QCOMPARE(form.file()->text(), QString("16 voices"));
    QCOMPARE(changed.size(), qsizetype{2});
    HaystackChoice recording;
    recording.haystack = {Kind::Recording, "/sounds/street.wav", 1, {}};
    form.setChoice(recording);
    QVERIFY(!form.file()->menu()); // a click asks which
}

void HaystackFormTest::needlesLieWhereTheyWereDropped()
{
    HaystackWindow haystack;
    HaystackView& view = haystack.view;
    view.addFiles({haystack.shell.makeRecording("first.wav", 3)});
    BuilderPlot* plot = view.builder()->plot();
    QTRY_VERIFY(plot->isVisible());
    const QRect lane = plot->tracks().lane;
    drop(haystack, onLane(*plot, 1000),
         {haystack.shell.makeRecording("second.wav", 3), haystack.shell.makeRecording("third.wav", 3)});
    const auto& needles = view.session().needles();
    QCOMPARE(needles.size(), std::size_t{3});
    const double perPixel = 6000.0 / lane.width();
    QVERIFY(std::abs(needles[1].position * 6000 - (1000 - 512)) <= 2 * perPixel);
    QVERIFY(std::abs((needles[2].position - needles[1].position) * 6000 - 1024) < 1); // behind it
    drop(haystack, plot->tracks().spectrogram.center(), {haystack.shell.makeRecording("fourth.wav", 3)});
    QCOMPARE(needles.size(), std::size_t{4});
    QCOMPARE(needles[3].position, 0.75); // where there was room
    QVERIFY(!plot->positionAt(plot->tracks().waveform.center()));
}

void HaystackFormTest::aClipIsHiddenAgainWhereItIsDropped()
{
    HaystackWindow haystack;
    HaystackSession& session = haystack.view.session();
    const QString dog = haystack.shell.makeRecording("dog.wav", 3);
    haystack.view.addFiles({dog});
    BuilderPlot* plot = haystack.view.builder()->plot();
    QTRY_VERIFY(plot->isVisible());
    drop(haystack, onLane(*plot, 1000), {dog});
    drop(haystack, onLane(*plot, 5000), {dog});
    QCOMPARE(session.needles().size(), std::size_t{3});
    QStringList names;
    for (const NeedleClip& clip : session.needles())
        names << clip.name;
    QCOMPARE(names, QStringList({"dog", "dog (2)", "dog (3)"}));
    const std::vector<std::int64_t> begins = session.begins();
    const double perPixel = 6000.0 / plot->tracks().lane.width();
    QVERIFY(std::abs(static_cast<double>(begins[1]) - (1000 - 512)) <= 2 * perPixel);
    QVERIFY(std::abs(static_cast<double>(begins[2]) - (5000 - 512)) <= 2 * perPixel);
    session.ask();
    QVERIFY(haystack.waitForExact());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(session.heard(i).mixture >= 0);
        QCOMPARE(session.needles()[static_cast<std::size_t>(i)].mids, session.needles()[0].mids); // what is heard
    }
    session.setLabels(1, {"/m/028ght"}); // of one insertion alone
    QVERIFY(session.needles()[0].mids != session.needles()[1].mids);
    // An experiment hides each clip by itself: there it is one needle, with the labels of all.
    const auto& files = haystack.view.experiment().plan().needles.files;
    QCOMPARE(files.size(), std::size_t{1});
    QVERIFY2(files[0].labels.find("/m/028ght") != std::string::npos, files[0].labels.c_str());
    session.setHidden(1, false);
    QCOMPARE(session.hidden(), 2);
    session.removeNeedle(1);
    QCOMPARE(session.needles()[1].name, QString("dog (3)"));
    const BuilderState state{session.needles(), 0, session.choice(), {}};
    QCOMPARE(builderStateOf(builderText(state), "state.json").clips.size(), std::size_t{2}); // kept, too
    session.stop();
    // The example is there once, however often it is asked for.
    haystack.view.showExample();
    QTRY_COMPARE(session.needles().size(), std::size_t{8});
    haystack.view.showExample();
    haystack.view.addEvent(haystack.shell.makeRecording("tone.wav", 12), 0, 16000, {"/m/0bt9lr", "Dog"}); // after it
    QTRY_COMPARE(session.needles().size(), std::size_t{9});
    session.stop();
}

void HaystackFormTest::recordingsOfAFolderThatComesWithFilesAreAdded()
{
    HaystackWindow haystack;
    QVERIFY(QDir(haystack.shell.folder.path()).mkpath("more/below"));
    haystack.shell.makeRecording("more/one.wav", 3);
    haystack.shell.makeRecording("more/below/two.wav", 3);
    const QString file = haystack.shell.makeRecording("file.wav", 3);
    haystack.view.addFiles({haystack.shell.makeRecording("first.wav", 3)});
    BuilderPlot* plot = haystack.view.builder()->plot();
    QTRY_VERIFY(plot->isVisible());
    drop(haystack, onLane(*plot, 1000), {file, haystack.shell.path("more")}, 3);
    QStringList names;
    for (const NeedleClip& clip : haystack.view.session().needles())
        names << clip.name;
    names.sort();
    QCOMPARE(names, QStringList({"file", "first", "one", "two"}));
}

QTEST_MAIN(HaystackFormTest)
#include "haystack_form_test.moc"
