#include "app/distill/own_recordings.h"
#include "app/session/model_shelf.h"
#include "tests/gui/distill_fixture.h"
#include "tests/gui/tiny_model.h"
#include "ui/distill/guide_page.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

using namespace dass;

// What a model from one's own recordings can start from.
class DistillGuideTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void startsFromTheModelsOfTheChooser();
    void takesAwayWhatNoStudentStartsFrom();
    void trainsFromAnAst();
    void saysWhatKeepsItFromStarting();

private:
    GuidePage& guide() const { return *view().guidePage(); }

    // A folder with two labels, four clips each.
    bool sortRecordings() const
    {
        const distill::ToyData toy(m_shell->folder.path().toStdString());
        bool sorted = true;
        for (int kind = 0; kind < 2; ++kind)
            for (int clip = 0; clip < 4; ++clip) {
                const QString name = QStringLiteral("clip-%1-%2.wav").arg(kind).arg(clip);
                const QString place = m_shell->path(QStringLiteral("sorted/%1/").arg(kind));
                sorted = sorted && QDir().mkpath(place) && QFile::copy(m_shell->path(name), place + name);
            }
        return sorted;
    }
};

void DistillGuideTest::startsFromTheModelsOfTheChooser()
{
    makeTinyModel(m_shell->path("mine").toStdString(), {"one", "two"});
    makeTinyAst(m_shell->path("mine-too").toStdString(), {"one", "two"});
    ModelShelf& shelf = m_shell->session->models();
    QSignalSpy added(&shelf, &ModelShelf::added);
    shelf.add({m_shell->path("mine"), m_shell->path("mine-too")});
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 2, kPatience);
    actions().guide->trigger();
    for (const QList<QVariant>& one : added) {
        const QString path = one.first().toString();
        const int at = guide().modelField()->findData(path);
        QVERIFY2(at >= 0, qPrintable(path));
        QCOMPARE(guide().modelField()->itemText(at), shelf.find(path)->name);
    }
    for (const ShelvedModel& model : shelf.models())
        QCOMPARE(guide().modelField()->findData(model.path) >= 0, !model.isRelease());
}

void DistillGuideTest::takesAwayWhatNoStudentStartsFrom()
{
    const QString good = m_shell->path("good");
    makeTinyModel(good.toStdString(), {"one", "two"});
    makeBrokenHtsat(m_shell->path("teacher.safetensors").toStdString());
    guide().begin(m_shell->path("runs"),
                  {{m_shell->path("teacher.safetensors"), "teacher"}, {good, "good"}, {m_shell->path("gone"), "gone"}});
    QTRY_COMPARE_WITH_TIMEOUT(guide().modelField()->count(), 1, kPatience);
    QCOMPARE(guide().modelField()->currentData().toString(), good);

    const StartModel dass = readStartModel(good.toStdString());
    QVERIFY(!dass.isAst);
    QCOMPARE(dass.dims, (std::vector<std::int64_t>{16, 32, 64, 96}));
    QVERIFY_THROWS_EXCEPTION(std::exception, readStartModel(m_shell->path("teacher.safetensors").toStdString()));
}

void DistillGuideTest::trainsFromAnAst()
{
    QVERIFY(sortRecordings());
    const QString start = m_shell->path("start");
    makeTinyAst(start.toStdString(), {"one", "two", "three"});
    actions().guide->trigger(); // shows the page
    guide().begin(m_shell->path("runs"), {{start, "start"}});
    QSignalSpy read(&guide(), &GuidePage::read);
    guide().setRecordings(m_shell->path("sorted"));
    QVERIFY(read.count() > 0 || read.wait(kPatience));
    QVERIFY(guide().recordings());
    guide().epochsField()->setValue(1);
    guide().nameField()->setText("run");
    QVERIFY(guide().startButton()->isEnabled());
    QTest::mouseClick(guide().startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(phase() == RunPhase::Finished || phase() == RunPhase::Failed, kPatience);
    const RunSummary run = readRunSummary(runPath().toStdString());
    QVERIFY2(run.phase == RunPhase::Finished && run.hasModel, qPrintable(run.error));
    QFile file(runPath() + "/spec.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto spec = nlohmann::json::parse(file.readAll().toStdString());
    QVERIFY(spec["student"]["arch"] == "ast");
    QVERIFY(spec["student"]["init"] == "checkpoint");
    QVERIFY(spec["student"]["checkpoint"] == start.toStdString());
    QVERIFY(spec["student"]["size"]["width"] == 32);
}

void DistillGuideTest::saysWhatKeepsItFromStarting()
{
    QVERIFY(sortRecordings());
    makeTinyAst(m_shell->path("start").toStdString(), {"one", "two", "three"});
    guide().begin(m_shell->path("runs"), {{m_shell->path("start"), "start"}});
    QSignalSpy read(&guide(), &GuidePage::read);
    guide().setRecordings(m_shell->path("sorted"));
    QVERIFY(read.count() > 0 || read.wait(kPatience));
    QVERIFY(guide().startButton()->isEnabled() && guide().startButton()->toolTip().isEmpty());
    const auto isSaid = [this] { // in words, without a pointer over the button
        const QString why = guide().startButton()->toolTip();
        const auto labels = guide().findChildren<QLabel*>();
        return !guide().startButton()->isEnabled() && !why.isEmpty() &&
               std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(why); });
    };
    for (const char* name : {"", "two/parts", ".hidden"}) {
        guide().nameField()->setText(name);
        QVERIFY2(isSaid(), name);
    }
    guide().modelField()->clear();
    guide().nameField()->setText("run");
    QVERIFY(isSaid());
}

QTEST_MAIN(DistillGuideTest)
#include "distill_guide_test.moc"
