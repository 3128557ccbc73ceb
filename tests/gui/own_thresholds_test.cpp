#include "app/jobs/export_job.h"
#include "app/session/session_file.h"
#include "core/base/error.h"
#include "tests/gui/animals_fixture.h"
#include "tests/gui/find_in_window.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/tags_model.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QTreeView>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace dass;

namespace {

// The window on them, with the row of each tag in reach.
struct Window
{
    Window() : animals(kBarking), window(animals.shell.settings, animals.session(), {})
    {
        window.show();
        window.showNormal();
        window.resize(1280, 900);
        tree = qobject_cast<QTreeView*>(viewNamed(window, "Tags"));
        ready = animals.ready && tree && QTest::qWaitForWindowActive(&window, 30000);
        if (ready)
            tree->expandAll();
    }

    AnalyzeSession& session() const { return animals.session(); }
    TagChoice& tags() const { return session().tags(); }
    QModelIndex cell(const QString& name, int column = TagsModel::Threshold) const
    {
        return rowNamed(*tree->model(), name).siblingAtColumn(column);
    }
    QDoubleSpinBox* field() const { return tree->viewport()->findChild<QDoubleSpinBox*>(); }
    void click(const QModelIndex& index, int fromRight) const
    {
        tree->scrollTo(index);
        const QRect rect = tree->visualRect(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, {rect.right() - fromRight, rect.center().y()});
    }
    QAction* menuEntry(const QString& name, const QString& text) const
    {
        tree->scrollTo(cell(name));
        emit tree->customContextMenuRequested(tree->visualRect(cell(name, TagsModel::Name)).center());
        for (auto* menu : window.findChildren<QMenu*>())
            if (QAction* entry = menu->isVisible() ? entryOf(*menu, text) : nullptr)
                return entry;
        return nullptr;
    }
    void close(QAction* entry) const { qobject_cast<QMenu*>(entry->parent())->close(); }

    Animals animals;
    MainWindow window;
    QTreeView* tree = nullptr;
    bool ready = false;
};

} // namespace

// Thresholds that single tags have, from where they are typed to where they count.
class OwnThresholdsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void shapeEventsAndRanks();
    void areTypedInTheTagsRow();
    void areNotTakenFromWhoTypesThem();
    void areMadeByEnterOnly();
    void areTakenAwayByTheMenu();
    void areDraggedInThePlot();
    void areKeptForTheNextStart();
    void areInSessions();
    void areNotTakenBackToTheSession();
    void areInExports();
};

void OwnThresholdsTest::shapeEventsAndRanks()
{
    Animals animals(kBarking);
    TagChoice& tags = animals.session().tags();
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 2}}));
    QVERIFY(animals.eventRows(Speech).empty());
    QSignalSpy given(&tags, &TagChoice::givenChanged);
    tags.setOwnThreshold(Speech, 0.4);
    tags.setOwnThreshold(Dog, 0.7);
    tags.setOwnThreshold(Dog, 0.7); // nothing new
    QCOMPARE(given.count(), 2);
    QTRY_COMPARE(animals.eventRows(Speech), (Rows{{0, 4}}));
    QTRY_VERIFY(animals.eventRows(Dog).empty());
    QCOMPARE(animals.eventRows(Bark), (Rows{{0, 1}})); // at the common one
    QCOMPARE(animals.session().digest().summary.at(Speech).secondsAboveThreshold, 4.0);
    ViewSettings view = animals.session().viewSettings();
    view.threshold = 0.3; // of the others
    animals.session().setViewSettings(view);
    QTRY_COMPARE(animals.eventRows(Bark), (Rows{{0, 2}}));
    QVERIFY(animals.eventRows(Dog).empty());
    tags.setOwnThreshold(Dog, std::nullopt);
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 3}}));
}

void OwnThresholdsTest::areTypedInTheTagsRow()
{
    const Window shown;
    QVERIFY(shown.ready);
    QTRY_COMPARE(shown.animals.eventRows(Dog), (Rows{{1, 2}}));
    QVERIFY(shown.tags().colourOf(Dog));
    QCOMPARE(shown.cell("Dog").data().toString(), QString("0.50"));
    QVERIFY(!shown.cell("Dog").data(TagsModel::OwnThresholdRole).toBool());
    shown.click(shown.cell("Dog"), 4);
    QTRY_VERIFY(shown.field());
    QCOMPARE(shown.field()->value(), 0.5);
    QCOMPARE(shown.field()->accessibleName(), QString("Threshold of Dog"));
    shown.field()->selectAll();
    QTest::keyClicks(shown.field(), "0.35");
    QTest::keyClick(shown.field(), Qt::Key_Return);
    QTRY_COMPARE(shown.tags().ownThreshold(Dog), std::optional(0.35));
    QTRY_VERIFY(!shown.field());
    QVERIFY(shown.tags().colourOf(Dog)); // the click did not untick it
    QCOMPARE(shown.cell("Dog").data().toString(), QString("0.35"));
    QVERIFY(shown.cell("Dog").data(TagsModel::OwnThresholdRole).toBool());
    QCOMPARE(shown.cell("Bark").data().toString(), QString("0.50"));
    QTRY_COMPARE(shown.animals.eventRows(Dog), (Rows{{1, 3}}));
    shown.tags().setChosen(Dog, false); // it is not forgotten
    QCOMPARE(shown.cell("Dog").data().toString(), QString("0.35"));
    shown.click(shown.cell("Bark"), 60); // beside the number a click ticks
    QVERIFY(!shown.tags().colourOf(Bark));
    QVERIFY(!shown.field());
}

// While a run goes on there are new figures all the time.
void OwnThresholdsTest::areNotTakenFromWhoTypesThem()
{
    const Window shown;
    QVERIFY(shown.ready);
    QTRY_COMPARE(shown.animals.eventRows(Dog), (Rows{{1, 2}}));
    shown.click(shown.cell("Dog"), 4);
    QTRY_VERIFY(shown.field());
    shown.field()->selectAll();
    QTest::keyClicks(shown.field(), "0.3");
    emit shown.session().digestChanged();
    QVERIFY(shown.field());
    QCOMPARE(shown.field()->text(), QString("0.3"));
    QTest::keyClick(shown.field(), Qt::Key_Tab);
    QTRY_COMPARE(shown.tags().ownThreshold(Dog), std::optional(0.3));
    QTRY_VERIFY(!shown.field()); // nor is there one in the next row
    QVERIFY(!shown.tree->isColumnHidden(TagsModel::Threshold));
    QCOMPARE(shown.tags().ownThresholds().size(), std::size_t(1));
}

// Opening the field and going away says nothing, also where the number has more decimals than the field; Enter on the
// number that is there makes it the tag's own.
void OwnThresholdsTest::areMadeByEnterOnly()
{
    const Window shown;
    QVERIFY(shown.ready);
    QTRY_VERIFY(shown.tags().colourOf(Cat));
    shown.tree->setFocus();
    shown.tree->setCurrentIndex(shown.cell("Cat", TagsModel::Name));
    QTest::keyClick(shown.tree, Qt::Key_Return);
    QVERIFY(shown.field());
    QTest::keyClick(shown.field(), Qt::Key_Escape);
    QTRY_VERIFY(!shown.field());
    QVERIFY(shown.tags().ownThresholds().empty());
    QTest::keyClick(shown.tree, Qt::Key_Return);
    QVERIFY(shown.field());
    shown.tree->setFocus();
    QTRY_VERIFY(!shown.field());
    QVERIFY(shown.tags().ownThresholds().empty());
    ViewSettings view = shown.session().viewSettings();
    view.threshold = 0.333;
    shown.session().setViewSettings(view);
    QTest::keyClick(shown.tree, Qt::Key_Return);
    QVERIFY(shown.field());
    shown.tree->setFocus();
    QTRY_VERIFY(!shown.field());
    QVERIFY(shown.tags().ownThresholds().empty());
    QTest::keyClick(shown.tree, Qt::Key_Return);
    QVERIFY(shown.field());
    QTest::keyClick(shown.field(), Qt::Key_Return);
    QTRY_COMPARE(shown.tags().ownThreshold(Cat), std::optional(0.33));
}

void OwnThresholdsTest::areTakenAwayByTheMenu()
{
    const Window shown;
    QVERIFY(shown.ready);
    shown.tags().setOwnThreshold(Dog, 0.25);
    shown.tags().setOwnThreshold(Cat, 0.75);
    QAction* remove = shown.menuEntry("Bark", "Remove own threshold");
    QVERIFY(remove && !remove->isEnabled());
    shown.close(remove);
    remove = shown.menuEntry("Dog", "Remove own threshold");
    QVERIFY(remove && remove->isEnabled());
    remove->trigger();
    shown.close(remove);
    QVERIFY(!shown.tags().ownThreshold(Dog));
    QCOMPARE(shown.tags().ownThreshold(Cat), std::optional(0.75));
    QAction* edit = shown.menuEntry("Dog", "Own threshold…");
    QVERIFY(edit && edit->isEnabled());
    shown.close(edit);
    edit->trigger();
    QVERIFY(shown.field());
    QAction* all = shown.menuEntry("Dog", "Remove all own thresholds");
    QVERIFY(all && all->isEnabled());
    all->trigger();
    shown.close(all);
    QVERIFY(shown.tags().ownThresholds().empty());
}

void OwnThresholdsTest::areDraggedInThePlot()
{
    const Window shown;
    QVERIFY(shown.ready);
    PlotView& plots = *shown.window.analyzeView()->plots();
    QTRY_VERIFY(shown.tags().colourOf(Dog));
    shown.tags().setOwnThreshold(Dog, 0.35);
    shown.tree->setCurrentIndex(shown.cell("Dog", TagsModel::Name));
    QCOMPARE(plots.stack()->currentTag(), std::optional<std::int64_t>(Dog)); // its line is drawn
    emit plots.stack()->ownThresholdDragged(Dog, 0.65);
    QCOMPARE(shown.tags().ownThreshold(Dog), std::optional(0.65));
    QTRY_VERIFY(shown.animals.eventRows(Dog).empty());
    auto* events = viewNamed(shown.window, "Events");
    QTRY_VERIFY(events->model()->rowCount() > 0);
    events->setCurrentIndex(events->model()->index(0, EventsModel::Start));
    QCOMPARE(plots.stack()->currentTag(), std::optional<std::int64_t>(Bark)); // of the event that was chosen
}

void OwnThresholdsTest::areKeptForTheNextStart()
{
    Animals animals(kBarking);
    animals.session().tags().setOwnThreshold(Bark, 0.15);
    QCOMPARE(animals.shell.settings.tagNotes("thresholds"), QStringList{"0.15 /m/05tny_"});
    animals.restart();
    QVERIFY(animals.shell.waitForBatch({animals.shell.path("a.wav")}));
    QCOMPARE(animals.session().tags().ownThreshold(Bark), std::optional(0.15));
    QCOMPARE(animals.session().eventSettings().ownThresholds, (std::vector<ClassThreshold>{{Bark, 0.15}}));
    animals.session().tags().clearOwnThresholds();
    QVERIFY(animals.shell.settings.tagNotes("thresholds").isEmpty());
    animals.shell.settings.setTagNotes("thresholds", {"loud /m/05tny_", "7 /m/05tny_", "0.2 /m/unknown"});
    animals.restart();
    QVERIFY(animals.shell.waitForBatch({animals.shell.path("a.wav")}));
    QVERIFY(animals.session().tags().ownThresholds().empty());
    animals.session().tags().setOwnThreshold(Dog, 0.25);
    QVERIFY(animals.shell.settings.tagNotes("thresholds").contains("0.2 /m/unknown")); // of another model
}

void OwnThresholdsTest::areInSessions()
{
    Animals animals(kBarking);
    AnalyzeSession& session = animals.session();
    session.tags().setOwnThreshold(Bark, 0.15);
    ViewSettings view = session.viewSettings();
    view.curveNames = false;
    session.setViewSettings(view);
    const SessionDocument document = session.document();
    const std::filesystem::path folder = animals.shell.folder.path().toStdU16String();
    auto json = nlohmann::ordered_json::parse(sessionText(document, folder));
    const auto read = [&] {
        const std::filesystem::path file = folder / "s.dass-session";
        std::ofstream(file) << json.dump();
        return readSessionFile(file);
    };
    QVERIFY(read().tags == document.tags);
    QVERIFY(!read().view.curveNames);
    json["tags"]["thresholds"][0]["threshold"] = 1.5;
    QVERIFY_THROWS_EXCEPTION(Error, read());
    json["tags"].erase("thresholds"); // as versions wrote it that had none
    json["view"].erase("curve_names");
    SessionDocument before = read();
    QVERIFY(!before.tags.thresholds);
    QVERIFY(before.view.curveNames);

    session.openSaved(before); // what is remembered stays
    QCOMPARE(session.tags().ownThresholds(), (TagChoice::Thresholds{{Bark, 0.15}}));
    QCOMPARE(animals.shell.settings.tagNotes("thresholds"), QStringList{"0.15 /m/05tny_"});
    before.tags.thresholds = std::vector<SavedTags::Threshold>{{"/m/05tny_", 0.45}, {"/m/unknown", 0.2}};
    session.openSaved(before);
    QCOMPARE(session.tags().ownThresholds(), (TagChoice::Thresholds{{Bark, 0.45}}));
    before.tags.thresholds->clear();
    session.openSaved(before);
    QVERIFY(session.tags().ownThresholds().empty());
}

// Not even where another recording's model, with other labels, is looked at in between.
void OwnThresholdsTest::areNotTakenBackToTheSession()
{
    Animals animals(kBarking);
    AnalyzeSession& session = animals.session();
    SessionDocument document = session.document();
    document.tags.thresholds = std::vector<SavedTags::Threshold>{{"/m/05tny_", 0.45}};
    session.openSaved(document);
    QCOMPARE(session.tags().ownThreshold(Bark), std::optional(0.45));
    session.tags().setOwnThreshold(Bark, 0.6);
    OpenRecording* recording = session.current();
    auto other = std::make_shared<ModelInfo>(*recording->model);
    std::reverse(other->labels.begin(), other->labels.end()); // Bark stays in the middle
    recording->model = other;
    session.setCurrent(nullptr);
    session.setCurrent(recording);
    QCOMPARE(session.labels().name(Bark), QString("Bark"));
    QCOMPARE(session.labels().name(0), QString("Speech"));
    QCOMPARE(session.tags().ownThreshold(Bark), std::optional(0.6));
}

void OwnThresholdsTest::areInExports()
{
    Animals animals(kBarking);
    AnalyzeSession& session = animals.session();
    session.tags().setOwnThreshold(Speech, 0.4);
    session.tags().setOwnThreshold(Dog, 0.7);
    const OpenRecording& recording = *session.current();
    ExportRequest request;
    request.result = recording.result;
    request.model = recording.model;
    request.provenance = recording.provenance;
    request.events = session.eventSettings();
    const Report report = reportOf(request, {});
    std::vector<std::int64_t> classes;
    for (const Event& event : report.events)
        classes.push_back(event.classIndex);
    QCOMPARE(classes, (std::vector<std::int64_t>{Bark, Speech, Cat}));
    const auto settings = nlohmann::json::parse(toJson(report.provenance))["settings"];
    QCOMPARE(settings["threshold"].get<double>(), 0.5);
    QVERIFY(settings["own_thresholds"] ==
            nlohmann::json::parse(R"([{"label": "Dog", "threshold": 0.7, "end_threshold": 0.7},
                                      {"label": "Speech", "threshold": 0.4, "end_threshold": 0.4}])"));
}

QTEST_MAIN(OwnThresholdsTest)
#include "own_thresholds_test.moc"
