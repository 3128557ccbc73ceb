#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/events_panel.h"
#include "ui/style/theme.h"
#include "ui/widgets/fitting_row.h"

#include <QApplication>
#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

using namespace dass;

namespace {

// Rows of a result that give some 150,000 events of five tags, as ten hours of all tags may.
constexpr int kManyRows = 140'000;
constexpr int kManyEvents = 100'000;

void showEveryTag(AnalyzeSession& session, double threshold, double shortest = 0)
{
    ViewSettings view = session.viewSettings();
    view.allTags = true;
    view.threshold = threshold;
    view.mergeGapSeconds = 0;
    view.minDurationSeconds = shortest;
    session.setViewSettings(view);
}

bool sameIdentity(const Event& a, const Event& b)
{
    return a.classIndex == b.classIndex && a.startSample == b.startSample;
}

// Whether all rows stand as they should, those that are alike by their start and tag. For a model or an order.
bool isOrdered(const auto& table, int rows, Qt::SortOrder direction, const auto& keyOf)
{
    for (int row = 1; row < rows; ++row) {
        const Event& a = table.event(row - 1);
        const Event& b = table.event(row);
        const bool right = keyOf(a) == keyOf(b)
                               ? std::pair(a.startSample, a.classIndex) < std::pair(b.startSample, b.classIndex)
                               : (keyOf(a) < keyOf(b)) == (direction == Qt::AscendingOrder);
        if (!right)
            return false;
    }
    return true;
}

// A panel with a recording of very many events.
struct LargeTable
{
    LargeTable() { panel.resize(1000, 400); }

    bool fill()
    {
        if (!shell.waitForBatch({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2)}))
            return false;
        shell.session->tags().setChosen(0, true); // no longer the top ones, whose change asks for digests
        shell.lengthenResult(kManyRows);
        showEveryTag(*shell.session, 0.5);
        return QTest::qWaitFor([&] { return model->rowCount() > kManyEvents; }, 20000);
    }

    // Waits until rows have been replaced, and says whether that was told once.
    bool waitForRows(QSignalSpy& replaced) const { return replaced.wait(20000) && replaced.count() == 1; }
    bool isOrderedBy(Qt::SortOrder direction, const auto& keyOf) const
    {
        return isOrdered(*model, model->rowCount(), direction, keyOf);
    }
    const Event& current() const { return model->event(view->currentIndex().row()); }

    ShellFixture shell;
    EventsPanel panel{*shell.session};
    QTreeView* view = qobject_cast<QTreeView*>(viewNamed(panel, "Events"));
    EventsModel* model = qobject_cast<EventsModel*>(view->model());
};

} // namespace

// The events table: in order without the GUI thread's doing, and the chosen event stays chosen.
class EventsTableTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void ordersByEveryKey();
    void ordersWhereAMeanIsNoNumber();
    void tellsEventsOfOneStartApart();
    void ordersByWhatWasCorrected();
    void leavesTheRowsUntilTheirOrderIsThere();
    void dropsOrdersThatNobodyWaitsFor();
    void forgetsAnOrderOfAnotherRecording();
    void keepsTheChosenEventWhenRowsMove();
    void keepsTheChosenEventWhenRowsGo();
    void choosesNoOtherWhenTheChosenEventGoes();
    void keepsItsPlaceWhenRowsComeBelow();
    void itsHeaderFitsAnyWidth();
};

void EventsTableTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void EventsTableTest::ordersByEveryKey()
{
    std::vector<Label> names;
    for (int i = 0; i < 9; ++i)
        names.push_back({"/m/" + std::to_string(i), "Tag " + std::to_string(9 - i)}); // backwards
    const auto labels = LabelTree::forLabels(names);
    auto digest = std::make_shared<Digest>();
    for (std::int64_t i = 0; i < 2000; ++i) {
        const std::int64_t start = 160 * (i / 3);
        digest->events.push_back({start, start + 160 * (1 + i * 7 % 11), i % 3 * 3 + i % 2, float(i * 13 % 17) / 17,
                                  float(i * 5 % 19) / 19});
    }
    const std::pair<EventKey, std::function<double(const Event&)>> keys[] = {
        {EventKey::Start, [](const Event& e) { return e.startSample; }},
        {EventKey::End, [](const Event& e) { return e.endSample; }},
        {EventKey::Duration, [](const Event& e) { return e.endSample - e.startSample; }},
        {EventKey::Tag, [](const Event& e) { return -e.classIndex; }},
        {EventKey::Peak, [](const Event& e) { return e.peakProbability; }},
        {EventKey::Mean, [](const Event& e) { return e.meanProbability; }},
    };
    for (const auto& [key, keyOf] : keys) {
        for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            const EventsOrder order(digest, labels, key, direction);
            QCOMPARE(order.rows(), 2000);
            QVERIFY2(isOrdered(order, order.rows(), direction, keyOf),
                     qPrintable(QString::number(static_cast<int>(key))));
            for (int row = 0; row < order.rows(); ++row)
                QCOMPARE(order.rowOf(order.event(row)), row);
            QCOMPARE(order.rowOf({160, 320, 8, 0, 0}), -1);
        }
    }
}

void EventsTableTest::ordersWhereAMeanIsNoNumber()
{
    auto digest = std::make_shared<Digest>();
    const float none = std::numeric_limits<float>::quiet_NaN();
    for (int i = 0; i < 100; ++i)
        digest->events.push_back({i * 160, i * 160 + 160, 0, 1, i % 2 ? none : float(100 - i) / 100});
    const EventsOrder ordered(digest, LabelTree::audioSet(), EventKey::Mean, Qt::AscendingOrder);
    for (int row = 0; row < 100; ++row)
        QCOMPARE(std::isnan(ordered.event(row).meanProbability), row < 50);
    QCOMPARE(ordered.event(50).startSample, 98 * 160);
    QCOMPARE(ordered.event(99).startSample, 0);
}

// As a person's corrections can make them.
void EventsTableTest::tellsEventsOfOneStartApart()
{
    auto digest = std::make_shared<Digest>();
    for (const int end : {1, 3, 8})
        digest->events.push_back({0, end * 16000, 5, 1, 1});
    const EventsOrder order(digest, LabelTree::audioSet(), EventKey::End, Qt::DescendingOrder);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(order.rowOf(order.event(row)), row);
    QCOMPARE(order.rowOf({0, 99, 5, 1, 1}), 2); // one that has grown, or shrunk: the first of them
}

void EventsTableTest::ordersByWhatWasCorrected()
{
    const auto with = [](std::vector<std::pair<std::size_t, Verdict>> said) {
        auto digest = std::make_shared<Digest>();
        for (int i = 0; i < 4; ++i)
            digest->events.push_back({i * 16000, i * 16000 + 16000, 5, 1, 1});
        for (const auto& [place, verdict] : said) {
            Correction correction;
            correction.found = FoundEvent{};
            correction.verdict = verdict;
            digest->corrected.push_back({place, correction, digest->events[place]});
        }
        return digest;
    };
    const auto labels = LabelTree::audioSet();
    const EventsOrder order(with({{1, Verdict::Wrong}, {3, Verdict::Right}}), labels, EventKey::Correction,
                            Qt::AscendingOrder);
    const std::int64_t starts[] = {48000, 16000, 0, 32000};
    for (int row = 0; row < 4; ++row)
        QCOMPARE(order.event(row).startSample, starts[row]);
    QVERIFY(order.correction(0) && order.correction(1) && !order.correction(2));

    const EventsOrder before(with({{1, Verdict::Wrong}}), labels, EventKey::Start, Qt::AscendingOrder);
    const EventsOrder after(with({{1, Verdict::Wrong}, {2, Verdict::Right}}), labels, EventKey::Start,
                            Qt::AscendingOrder);
    QCOMPARE(after.rowsAlike(before), 2); // what was said of the third is to be shown
    QCOMPARE(after.rowsAlike(after), 4);
}

// The order comes through the event loop: neither who sorts nor a digest that arrives waits for it.
void EventsTableTest::leavesTheRowsUntilTheirOrderIsThere()
{
    LargeTable table;
    QVERIFY(table.fill());
    const auto peak = [](const Event& event) { return event.peakProbability; };
    QVERIFY(table.isOrderedBy(Qt::AscendingOrder, [](const Event& event) { return event.startSample; }));
    const int count = table.model->rowCount();
    const Event first = table.model->event(0);
    QSignalSpy replaced(table.model, &EventsModel::rowsReplaced);
    table.view->sortByColumn(EventsModel::Peak, Qt::DescendingOrder);
    QCOMPARE(replaced.count(), 0);
    QVERIFY(sameIdentity(table.model->event(0), first));
    QVERIFY(table.waitForRows(replaced));
    QCOMPARE(table.model->rowCount(), count);
    QVERIFY(table.isOrderedBy(Qt::DescendingOrder, peak));

    int rowsAtDigest = -1;
    connect(table.shell.session.get(), &AnalyzeSession::digestChanged, table.model,
            [&] { rowsAtDigest = table.model->rowCount(); }); // runs behind the model's own
    replaced.clear();
    showEveryTag(*table.shell.session, 0.7);
    QVERIFY(table.waitForRows(replaced));
    QCOMPARE(rowsAtDigest, count);
    QVERIFY(table.model->rowCount() != count);
    QCOMPARE(table.model->rowCount(), int(table.shell.session->digest().events.size()));
    QVERIFY(table.isOrderedBy(Qt::DescendingOrder, peak));
}

// What was asked for earlier is answered earlier, if at all.
void EventsTableTest::dropsOrdersThatNobodyWaitsFor()
{
    LargeTable table;
    QVERIFY(table.fill());
    QSignalSpy replaced(table.model, &EventsModel::rowsReplaced);
    table.view->sortByColumn(EventsModel::Peak, Qt::AscendingOrder);
    table.view->sortByColumn(EventsModel::Mean, Qt::DescendingOrder);
    table.view->sortByColumn(EventsModel::Duration, Qt::DescendingOrder);
    QVERIFY(table.waitForRows(replaced));
    QVERIFY(
        table.isOrderedBy(Qt::DescendingOrder, [](const Event& event) { return event.endSample - event.startSample; }));
}

void EventsTableTest::forgetsAnOrderOfAnotherRecording()
{
    LargeTable table;
    QVERIFY(table.fill());
    table.view->sortByColumn(EventsModel::Peak, Qt::AscendingOrder);
    AnalyzeSession& session = *table.shell.session;
    session.setCurrent(session.recordings().at(1).get());
    QCOMPARE(table.model->rowCount(), 0); // at once
    int most = 0;
    connect(table.model, &EventsModel::rowsReplaced, table.model,
            [&] { most = std::max(most, table.model->rowCount()); });
    showEveryTag(session, 0);
    QTRY_COMPARE(table.model->rowCount(), int(FakeModel::kClasses));
    QCOMPARE(most, int(FakeModel::kClasses)); // the order that was asked for before comes before this one
}

void EventsTableTest::keepsTheChosenEventWhenRowsMove()
{
    LargeTable table;
    QVERIFY(table.fill());
    QSignalSpy told(&table.panel, &EventsPanel::eventSelected);
    const int row = table.model->rowCount() / 2;
    table.view->setCurrentIndex(table.model->index(row, 0));
    QCOMPARE(told.count(), 1);
    const Event chosen = *table.panel.selected();
    for (const auto column : {EventsModel::Peak, EventsModel::Tag, EventsModel::Duration}) {
        QSignalSpy replaced(table.model, &EventsModel::rowsReplaced);
        table.view->sortByColumn(column, Qt::DescendingOrder);
        QVERIFY(table.waitForRows(replaced));
        QVERIFY(sameIdentity(*table.panel.selected(), chosen));
        QVERIFY(sameIdentity(table.current(), chosen));
        QVERIFY(table.view->selectionModel()->isRowSelected(table.view->currentIndex().row(), {}));
        QCOMPARE(table.view->selectionModel()->selectedRows().size(), 1);
    }
    QCOMPARE(told.count(), 1);
}

// The last of the longest events stands far down by start; when the short ones go it moves up a long way.
void EventsTableTest::keepsTheChosenEventWhenRowsGo()
{
    LargeTable table;
    QVERIFY(table.fill());
    const auto lasts = [](const Event& event) { return event.endSample - event.startSample; };
    int row = table.model->rowCount() - 1;
    while (row > 0 && lasts(table.model->event(row)) < 5 * 16000)
        --row;
    QVERIFY(row > kManyEvents / 2);
    table.view->setCurrentIndex(table.model->index(row, 0));
    const Event chosen = *table.panel.selected();
    QSignalSpy told(&table.panel, &EventsPanel::eventSelected);
    QSignalSpy replaced(table.model, &EventsModel::rowsReplaced);
    showEveryTag(*table.shell.session, 0.5, 5);
    QVERIFY(table.waitForRows(replaced));
    QVERIFY(table.model->rowCount() < row);
    QVERIFY(sameIdentity(*table.panel.selected(), chosen));
    QVERIFY(sameIdentity(table.current(), chosen));
    QVERIFY(table.view->selectionModel()->isRowSelected(table.view->currentIndex().row(), {}));
    replaced.clear();
    showEveryTag(*table.shell.session, 0.5);
    QVERIFY(table.waitForRows(replaced));
    QCOMPARE(table.view->currentIndex().row(), row);
    QVERIFY(sameIdentity(*table.panel.selected(), chosen));
    QCOMPARE(told.count(), 0);
}

void EventsTableTest::choosesNoOtherWhenTheChosenEventGoes()
{
    LargeTable table;
    QVERIFY(table.fill());
    int row = table.model->rowCount() - 1;
    while (row > 0 && table.model->event(row).endSample - table.model->event(row).startSample > 16000)
        --row;
    table.view->setCurrentIndex(table.model->index(row, 0));
    QVERIFY(table.panel.selected());
    QSignalSpy told(&table.panel, &EventsPanel::eventSelected);
    QSignalSpy replaced(table.model, &EventsModel::rowsReplaced);
    showEveryTag(*table.shell.session, 0.5, 2);
    QVERIFY(table.waitForRows(replaced));
    QVERIFY(!table.panel.selected());
    QVERIFY(!table.view->currentIndex().isValid());
    QVERIFY(table.view->selectionModel()->selectedRows().isEmpty());
    QCOMPARE(told.count(), 0);
}

// As in a run that goes on: the rows that are looked at stay where they are.
void EventsTableTest::keepsItsPlaceWhenRowsComeBelow()
{
    LargeTable table;
    QVERIFY(table.fill());
    table.panel.show();
    QTRY_VERIFY(table.view->verticalScrollBar()->maximum() > 0);
    table.view->verticalScrollBar()->setValue(5000);
    const Event top = table.model->event(table.view->indexAt({5, 5}).row());
    QVERIFY(top.startSample > 0);
    const int count = table.model->rowCount();
    table.shell.lengthenResult(kManyRows + 500);
    table.shell.session->tags().clear(); // asks for a digest, as a run does
    QTRY_VERIFY(table.model->rowCount() > count);
    QCOMPARE(table.view->verticalScrollBar()->value(), 5000);
    QVERIFY(sameIdentity(table.model->event(table.view->indexAt({5, 5}).row()), top));
}

void EventsTableTest::itsHeaderFitsAnyWidth()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    EventsPanel panel(*shell.session);
    panel.show();
    auto* header = panel.findChild<FittingRow*>();
    QVERIFY(header);
    std::vector<qsizetype> shown;
    for (const int width : {1100, 700, 560, 480, 420, 375, 330, 250, 375, 1100}) {
        panel.resize(width, 300);
        QVERIFY(QTest::qWaitFor([&] { return header->width() == width; }, 30000));
        QApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QList<QWidget*> parts;
        for (QWidget* part : header->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
            if (part->isVisible() && part->width() > 0)
                parts << part;
        for (const QWidget* part : parts) {
            QVERIFY2(header->rect().contains(part->geometry()), qPrintable(QString::number(width)));
            for (const QWidget* other : parts)
                QVERIFY2(part == other || !part->geometry().intersects(other->geometry()),
                         qPrintable(QStringLiteral("%1 and %2 at %3")
                                        .arg(part->accessibleName(), other->accessibleName())
                                        .arg(width)));
        }
        shown.push_back(parts.size());
    }
    QVERIFY(shown[5] < shown[0]);
    QCOMPARE(shown.back(), shown.front()); // what was given up comes back
}

QTEST_MAIN(EventsTableTest)
#include "events_table_test.moc"
