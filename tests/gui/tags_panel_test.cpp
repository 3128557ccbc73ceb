#include "tests/gui/animals_fixture.h"
#include "tests/gui/find_in_window.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/event_rules_form.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/tag_lists.h"
#include "ui/analyze/tag_menu.h"
#include "ui/analyze/tags_model.h"
#include "ui/analyze/tags_panel.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QSpinBox>
#include <QTreeView>

#include <algorithm>

using namespace dass;

namespace {

Qt::CheckState stateOf(const QModelIndex& index)
{
    return static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt());
}

QStringList namesInOrder(const QAbstractItemModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    return names;
}

template <class Widget>
Widget* named(const QWidget& window, const QString& name)
{
    for (auto* widget : window.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

} // namespace

// The tree of tags and what a person says there, drawn offscreen.
class TagsPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void ticksAllBelowAParent();
    void showsWhatIsBelowInAParent();
    void ranksByWhatIsChosen();
    void keepsTheColourThatWasGiven();
    void leavesOutWhatTheListsSay();
    void readsAndWritesLists();
    void tellsOfAListThatCannotBeRead();
    void shapesEvents();
    void rollsEventsUp();
};

void TagsPanelTest::ticksAllBelowAParent()
{
    ShellFixture shell; // before a model is there: all of AudioSet's tree
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    window.showNormal();
    window.resize(1280, 800); // the first page of a narrow one has no panels
    auto* tree = qobject_cast<QTreeView*>(viewNamed(window, "Tags"));
    QVERIFY(tree && QTest::qWaitForWindowExposed(&window, 30000));
    tree->expandAll();
    const auto row = [&](const char* name) { return rowNamed(*tree->model(), name); };
    const auto click = [&](const char* name, Qt::KeyboardModifiers modifiers = {}) {
        const auto inView = [&] { return tree->viewport()->rect().contains(tree->visualRect(row(name)).center()); };
        QTRY_VERIFY((tree->scrollTo(row(name)), inView())); // the tree grows as it is laid out
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, modifiers, tree->visualRect(row(name)).center());
    };
    TagChoice& tags = shell.session->tags();
    const auto below = shell.session->labels().classesFrom([&] {
        const auto& nodes = shell.session->labels().nodes();
        return static_cast<int>(
            std::find_if(nodes.begin(), nodes.end(), [](const auto& n) { return n.name == "Dog"; }) - nodes.begin());
    }());
    QVERIFY(below.size() > 3);

    click("Dog");
    auto chosen = tags.classes();
    std::sort(chosen.begin(), chosen.end());
    auto wanted = below;
    std::sort(wanted.begin(), wanted.end());
    QCOMPARE(chosen, wanted);
    QCOMPARE(stateOf(row("Dog")), Qt::Checked);
    QCOMPARE(stateOf(row("Bark")), Qt::Checked);
    QCOMPARE(stateOf(row("Animal")), Qt::PartiallyChecked);
    QCOMPARE(stateOf(row("Music")), Qt::Unchecked);
    click("Bark");
    QCOMPARE(stateOf(row("Dog")), Qt::PartiallyChecked);
    click("Dog"); // some: ticks the rest
    QCOMPARE(stateOf(row("Dog")), Qt::Checked);
    click("Dog");
    QVERIFY(tags.chosen().empty());
    QCOMPARE(stateOf(row("Animal")), Qt::Unchecked);
    click("Dog", Qt::ControlModifier);
    QCOMPARE(tags.classes(), std::vector<std::int64_t>{below.front()});
    QCOMPARE(stateOf(row("Dog")), Qt::PartiallyChecked);
    QCOMPARE(stateOf(row("Bark")), Qt::Unchecked);
    click("Human sounds"); // a group that the model has no output for
    QVERIFY(tags.chosen().size() > 20);
    QCOMPARE(stateOf(row("Speech")), Qt::Checked);
}

void TagsPanelTest::showsWhatIsBelowInAParent()
{
    const Animals animals(kBarking);
    QVERIFY(animals.ready);
    TagsModel model(animals.session());
    QTRY_COMPARE(animals.maximumOf(Bark), 0.9F);
    const auto value = [&](const char* name) {
        return rowNamed(model, name).siblingAtColumn(TagsModel::Value).data().toString();
    };
    QCOMPARE(value("Bark"), QString("0.90"));
    QCOMPARE(value("Dog"), QString("0.90"));
    QCOMPARE(value("Animal"), QString("0.90"));
    QCOMPARE(value("Cat"), QString("0.70"));
    QCOMPARE(value("Speech"), QString("0.40"));
}

void TagsPanelTest::ranksByWhatIsChosen()
{
    Animals animals(kBarking);
    MainWindow window(animals.shell.settings, animals.session(), {});
    window.show();
    auto* rank = named<QComboBox>(window, "Rank by");
    auto* tree = qobject_cast<QTreeView*>(viewNamed(window, "Tags"));
    QVERIFY(rank && tree);
    QTRY_COMPARE(animals.maximumOf(Bark), 0.9F);
    for (auto* box : window.findChildren<QCheckBox*>())
        if (box->text().contains("instead of the tree"))
            box->click();
    const QAbstractItemModel& model = *tree->model();
    QCOMPARE(namesInOrder(model), (QStringList{"Bark", "Cat", "Dog", "Speech", "Animal"}));
    QCOMPARE(model.index(2, TagsModel::Value).data().toString(), QString("0.60")); // for itself, not what is below
    rank->setCurrentIndex(rank->findText("mean"));
    QTRY_COMPARE(namesInOrder(model), (QStringList{"Speech", "Bark", "Dog", "Cat", "Animal"}));
    QCOMPARE(model.headerData(TagsModel::Value, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Mean"));
    rank->setCurrentIndex(rank->findText("time above threshold"));
    QTRY_COMPARE(namesInOrder(model), (QStringList{"Dog", "Bark", "Cat", "Animal", "Speech"}));
    QCOMPARE(model.index(0, TagsModel::Value).data().toString(), QString("1.0 s"));
    QCOMPARE(animals.session().tags().top(animals.session().digest().summary, 10),
             (std::vector<std::int64_t>{Dog, Bark, Cat}));
    QVERIFY(animals.shell.settings.view().rankedList);
    QCOMPARE(animals.shell.settings.view().rank, TagRank::SecondsAbove);
}

void TagsPanelTest::keepsTheColourThatWasGiven()
{
    Animals animals(kBarking);
    QTRY_VERIFY(animals.session().tags().colourOf(Bark));
    TagChoice& tags = animals.session().tags();
    const int before = *tags.colourOf(Bark);
    const int others = *tags.colourOf(Cat);
    TagsModel model(animals.session());
    QMenu menu;
    fillTagMenu(menu, animals.session(), model, rowNamed(model, "Bark"));
    QMenu* colours = menu.findChild<QMenu*>();
    QVERIFY(colours);
    QCOMPARE(colours->actions().size(), int(TagChoice::kColours));
    QVERIFY(colours->actions().at(before)->isChecked());
    QVERIFY(colours->actions().at(others)->text().contains("Cat"));
    colours->actions().at(others)->trigger();
    QCOMPARE(tags.colourOf(Bark), std::optional<int>(others));
    QCOMPARE(tags.colourOf(Cat), std::optional<int>(before)); // no two tags look alike
    tags.setChosen(Bark, false);
    tags.setChosen(Animal, false);
    tags.setChosen(Animal, true);
    QVERIFY(tags.colourOf(Animal) != std::optional<int>(others)); // it is kept for the tag
    tags.setChosen(Bark, true);
    QCOMPARE(tags.colourOf(Bark), std::optional<int>(others));

    animals.restart();
    QVERIFY(animals.shell.waitForBatch({animals.shell.path("a.wav")}));
    animals.session().tags().setChosen(Bark, true);
    QCOMPARE(animals.session().tags().colourOf(Bark), std::optional<int>(others));
}

void TagsPanelTest::leavesOutWhatTheListsSay()
{
    Animals animals(kBarking);
    AnalyzeSession& session = animals.session();
    QTRY_COMPARE(animals.eventRows(Bark), (Rows{{0, 1}}));
    TagsModel model(session);
    QMenu menu;
    fillTagMenu(menu, session, model, rowNamed(model, "Dog"));
    QAction* leaveOut = entryOf(menu, "Leave out this and what is below");
    QVERIFY(leaveOut && leaveOut->isEnabled());
    leaveOut->trigger();
    QVERIFY(!session.tags().colourOf(Bark) && !session.tags().colourOf(Dog));
    QTRY_VERIFY(animals.eventRows(Bark).empty());
    QVERIFY(animals.eventRows(Dog).empty());
    QCOMPARE(animals.eventRows(Cat), (Rows{{3, 4}}));
    QCOMPARE(session.tags().top(session.digest().summary, 10), (std::vector<std::int64_t>{Cat, Speech, Animal}));
    const QModelIndex bark = rowNamed(model, "Bark");
    QVERIFY(!(bark.flags() & Qt::ItemIsUserCheckable));
    session.tags().setChosen(Bark, true);
    QVERIFY(!session.tags().colourOf(Bark));
    QCOMPARE(session.eventSettings().classes, (std::vector<std::int64_t>{Animal, Cat, Speech}));

    animals.restart();
    QVERIFY(animals.shell.waitForBatch({animals.shell.path("a.wav")}));
    QCOMPARE(animals.session().tags().lists().leftOut, (std::vector<std::int64_t>{Dog, Bark}));
    animals.session().tags().setLists({});
    QVERIFY(animals.session().tags().counts(Bark));
    QVERIFY(animals.shell.settings.tagNotes("left_out").isEmpty());
}

void TagsPanelTest::readsAndWritesLists()
{
    Animals animals(kBarking);
    MainWindow window(animals.shell.settings, animals.session(), {});
    window.show();
    AnalyzeSession& session = animals.session();
    QTRY_COMPARE(animals.maximumOf(Bark), 0.9F);
    QVERIFY(actionNamed(window, "Keep only the tags of a file…"));
    QAction* saveKept = actionNamed(window, "Save the tags to keep…");
    QVERIFY(saveKept && !saveKept->isEnabled());
    QFile file(animals.shell.path("pets.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# pets\ndog\n/m/01yrx  # Cat\nUnicorn\nDragon\n");
    file.close();
    TagLists* lists = window.analyzeView()->tags()->lists();
    QSignalSpy loaded(lists, &TagLists::loaded);
    QSignalSpy notices(&session, &AnalyzeSession::noticed);
    lists->load(TagLists::Kind::Kept, file.fileName());
    QVERIFY(loaded.wait(30000));
    QCOMPARE(session.tags().lists().kept, (std::vector<std::int64_t>{Dog, Cat}));
    QCOMPARE(notices.count(), 1);
    QVERIFY2(notices.first().at(1).toString().contains("'Unicorn', 'Dragon'"),
             qPrintable(notices.first().at(1).toString()));
    const auto drawn = [&] {
        auto classes = session.tags().classes();
        std::sort(classes.begin(), classes.end());
        return classes;
    };
    QTRY_COMPARE(drawn(), (std::vector<std::int64_t>{Dog, Cat})); // the top ones of those kept
    QVERIFY(saveKept->isEnabled());

    lists->save(TagLists::Kind::Kept, animals.shell.path("again.txt"));
    QFile written(animals.shell.path("again.txt"));
    QTRY_VERIFY(written.exists());
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), QByteArray("# Tags to keep\nDog\nCat\n"));
    session.tags().setLists({});
    lists->load(TagLists::Kind::Drawn, written.fileName());
    QVERIFY(loaded.wait(30000));
    QCOMPARE(session.tags().classes(), (std::vector<std::int64_t>{Dog, Cat}));
    QVERIFY(session.tags().lists().isEmpty());
    QCOMPARE(notices.count(), 1);
}

void TagsPanelTest::tellsOfAListThatCannotBeRead()
{
    Animals animals(kBarking);
    TagLists lists(animals.session(), nullptr);
    QSignalSpy notices(&animals.session(), &AnalyzeSession::noticed);
    lists.load(TagLists::Kind::LeftOut, animals.shell.path("nothing.txt"));
    QTRY_COMPARE(notices.count(), 1);
    QVERIFY(notices.last().at(1).toString().contains("nothing.txt"));
    QFile file(animals.shell.path("strange.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Unicorn\n");
    file.close();
    lists.load(TagLists::Kind::LeftOut, file.fileName());
    QTRY_COMPARE(notices.count(), 2);
    QVERIFY(notices.last().at(0).toString().contains("strange.txt"));
    QVERIFY(animals.session().tags().lists().isEmpty());
    lists.save(TagLists::Kind::Drawn, animals.shell.path("no/such/folder/list.txt"));
    QTRY_COMPARE(notices.count(), 3);
    QVERIFY(notices.last().at(1).toString().contains("list.txt"));
}

void TagsPanelTest::shapesEvents()
{
    Animals animals(kBarking);
    MainWindow window(animals.shell.settings, animals.session(), {});
    window.show();
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 2}}));
    QVERIFY(actionNamed(window, "Event settings…"));
    actionNamed(window, "Event settings…")->trigger();
    auto* form = window.findChild<EventRulesForm*>();
    QVERIFY(form && form->isVisible());
    auto* end = named<QDoubleSpinBox>(*form, "Events end below");
    auto* smoothing = named<QComboBox>(*form, "Smoothing");
    auto* rows = named<QSpinBox>(*form, "Rows to smooth over");
    QVERIFY(end && smoothing && rows);
    QCOMPARE(end->text(), QString("the threshold"));
    QVERIFY(!rows->isEnabled());
    end->setValue(0.35);
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 3}}));
    end->setValue(0);
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 2}}));
    smoothing->setCurrentIndex(smoothing->findText("mean"));
    QVERIFY(rows->isEnabled());
    rows->setValue(2); // typed: the next odd one is meant
    QCOMPARE(rows->value(), 3);
    QTRY_VERIFY(animals.eventRows(Dog).empty());       // (0.2 + 0.6 + 0.4) / 3
    QCOMPARE(animals.eventRows(Bark), (Rows{{0, 1}})); // (0.9 + 0.9 + 0.35) / 3
    const ViewSettings kept = animals.shell.settings.view();
    QCOMPARE(kept.smoothing, Smoothing::Mean);
    QCOMPARE(kept.smoothingRows, 3);
    form->close();
}

void TagsPanelTest::rollsEventsUp()
{
    Animals animals(kBarking);
    AnalyzeSession& session = animals.session();
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{1, 2}}));
    EventRulesForm form(session, nullptr);
    form.findChild<QCheckBox*>()->click();
    QTRY_COMPARE(animals.eventRows(Dog), (Rows{{0, 2}}));
    QCOMPARE(animals.eventRows(Animal), (Rows{{0, 2}, {3, 4}}));
    QCOMPARE(animals.eventRows(Bark), (Rows{{0, 1}}));
    QVERIFY(animals.shell.settings.view().rollUp);
}

QTEST_MAIN(TagsPanelTest)
#include "tags_panel_test.moc"
