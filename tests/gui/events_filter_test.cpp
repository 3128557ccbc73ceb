#include "tests/gui/correcting_window.h"
#include "ui/analyze/events_filter_bar.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QComboBox>
#include <QToolButton>

using namespace dass;

namespace {

QStringList tagsOf(const EventsOrder& order)
{
    QStringList tags;
    for (int row = 0; row < order.rows(); ++row)
        tags << order.labels().name(order.event(row).classIndex);
    return tags;
}

// Events of three tags, one after another, and what was said of the first six.
std::shared_ptr<const Digest> reviewedDigest()
{
    auto digest = std::make_shared<Digest>();
    for (std::int64_t i = 0; i < 9; ++i)
        digest->events.push_back({i * 16000, i * 16000 + 16000, i % 3, 1, 1});
    const auto say = [&](std::size_t place, const std::function<void(Correction&)>& how) {
        Correction correction;
        correction.found = FoundEvent{};
        how(correction);
        digest->corrected.push_back({place, correction, digest->events[place]});
    };
    say(0, [](Correction& it) { it.verdict = Verdict::Right; });
    say(1, [](Correction& it) { it.verdict = Verdict::Wrong; });
    say(2, [](Correction& it) { it.span = EventSpan{0, 16000}; });
    say(3, [](Correction& it) { it.found.reset(); }); // added
    say(4, [](Correction& it) {
        it.span = EventSpan{0, 16000};
        it.verdict = Verdict::Right;
    });
    return digest;
}

QStringList starts(const EventsOrder& order)
{
    QStringList all;
    for (int row = 0; row < order.rows(); ++row)
        all << QString::number(order.event(row).startSample / 16000);
    return all;
}

// A window on one recording, whose filter is used as a person does.
struct FilteredWindow : CorrectingWindow
{
    EventsFilterBar& bar() const { return *panel().findChild<EventsFilterBar*>(); }
    QLineEdit* field() const { return bar().findChild<QLineEdit*>(); }
    QComboBox* reviewed() const { return bar().findChild<QComboBox*>(); }
    QAction* action() const { return actionNamed(window, "Filter the events"); }
    QStringList tags() const
    {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all << table->model()->index(row, EventsModel::Tag).data().toString();
        return all;
    }
    QString chosen() const
    {
        const std::optional<Event> event = panel().selected();
        return event ? shell.session->labels().name(event->classIndex) : QString();
    }
    bool counts(const QString& words) const
    {
        for (const auto* label : panel().findChildren<ElidedLabel*>())
            if (label->text() == words)
                return true;
        return false;
    }
};

} // namespace

// The events table shows some of the events; nothing else changes.
class EventsFilterTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void passesByNameAndByReview();
    void knowsWhatItHasLeftOut();
    void filtersByNameFromTheKeyboard();
    void goesWithItsBar();
    void anEventThatIsReviewedLeavesAndTabGoesOn();
    void whatTheFilterHidesIsNotChosenAnyMore();
    void nothingElseIsFiltered();
};

void EventsFilterTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void EventsFilterTest::passesByNameAndByReview()
{
    const auto labels = LabelTree::forLabels({{"/m/0", "Dog"}, {"/m/1", "Dog, small"}, {"/m/2", "Wind"}});
    const auto with = [&, digest = reviewedDigest()](const QString& name, EventReview review) {
        return EventsOrder(digest, labels, EventKey::Start, Qt::AscendingOrder, {name, review});
    };
    QCOMPARE(with({}, EventReview::Any).rows(), 9);
    QCOMPARE(tagsOf(with("WIN", EventReview::Any)), (QStringList{"Wind", "Wind", "Wind"}));
    QCOMPARE(with("dog", EventReview::Any).rows(), 6);
    QCOMPARE(with("g, s", EventReview::Any).rows(), 3);
    QCOMPARE(with("cat", EventReview::Any).rows(), 0);
    QCOMPARE(starts(with({}, EventReview::None)), (QStringList{"5", "6", "7", "8"}));
    QCOMPARE(starts(with({}, EventReview::Right)), (QStringList{"0", "4"}));
    QCOMPARE(starts(with({}, EventReview::Wrong)), QStringList{"1"});
    QCOMPARE(starts(with({}, EventReview::Changed)), (QStringList{"2", "3", "4"}));
    QCOMPARE(starts(with("wind", EventReview::None)), (QStringList{"5", "8"}));
    const EventsOrder backwards(reviewedDigest(), labels, EventKey::Start, Qt::DescendingOrder, {"wind", {}});
    QCOMPARE(starts(backwards), (QStringList{"8", "5", "2"}));
}

void EventsFilterTest::knowsWhatItHasLeftOut()
{
    const auto labels = LabelTree::forLabels({{"/m/0", "Dog"}, {"/m/1", "Cat"}, {"/m/2", "Wind"}});
    const auto digest = reviewedDigest();
    const EventsOrder order(digest, labels, EventKey::Start, Qt::AscendingOrder, {"cat", EventReview::Any});
    QCOMPARE(order.all(), 9);
    QCOMPARE(order.rows(), 3);
    for (int row = 0; row < order.rows(); ++row)
        QCOMPARE(order.rowOf(order.event(row)), row);
    QCOMPARE(order.rowOf(digest->events[0]), -1);
    QVERIFY(order.holds(digest->events[0]));
    QVERIFY(!order.holds({5, 10, 0, 1, 1}));
    QVERIFY(order.correction(0)); // of the event, not of the row
    QVERIFY(!EventsOrder().holds({0, 16000, 0, 1, 1}));
}

void EventsFilterTest::filtersByNameFromTheKeyboard()
{
    FilteredWindow filtered;
    QVERIFY(filtered.open());
    QVERIFY(filtered.bar().isHidden());
    QTest::keyClick(&filtered.window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(filtered.bar().isVisible());
    QCOMPARE(QApplication::focusWidget(), filtered.field());
    QVERIFY(!filtered.field()->accessibleName().isEmpty() && !filtered.reviewed()->accessibleName().isEmpty());
    QTest::keyClicks(filtered.field(), "s 3");
    QTRY_COMPARE(filtered.tags(), QStringList{"Class 3"});
    QVERIFY(filtered.counts("1 of 5"));
    QTest::keyClick(filtered.field(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), filtered.table);
    filtered.action()->trigger();
    QTest::keyClicks(filtered.field(), "x"); // in place of what was there
    QTRY_COMPARE(filtered.tags(), QStringList());
    QVERIFY(filtered.counts("0 of 5"));
    QTest::keyClick(filtered.field(), Qt::Key_Escape);
    QTRY_COMPARE(filtered.tags().size(), 5);
    QVERIFY(filtered.bar().isHidden());
    QCOMPARE(QApplication::focusWidget(), filtered.table);
    QVERIFY(!filtered.counts("5 of 5"));
}

void EventsFilterTest::goesWithItsBar()
{
    FilteredWindow filtered;
    QVERIFY(filtered.open());
    QToolButton* button = nullptr;
    for (auto* one : filtered.panel().findChildren<QToolButton*>())
        if (one->accessibleName() == "Filter the events")
            button = one;
    QVERIFY(button && button->isVisible());
    button->click();
    QVERIFY(filtered.bar().isVisible() && button->isChecked());
    filtered.reviewed()->setCurrentIndex(2); // right
    QTRY_COMPARE(filtered.tags(), QStringList());
    button->click();
    QTRY_COMPARE(filtered.tags().size(), 5);
    QVERIFY(filtered.bar().isHidden() && !button->isChecked());
    button->click();
    QCOMPARE(filtered.reviewed()->currentIndex(), 0);
    QVERIFY(filtered.bar().filter().isEmpty());
}

void EventsFilterTest::anEventThatIsReviewedLeavesAndTabGoesOn()
{
    FilteredWindow filtered;
    QVERIFY(filtered.open());
    filtered.action()->trigger();
    filtered.reviewed()->setCurrentIndex(1); // not yet
    filtered.choose(1);
    QTest::keyClick(filtered.table, Qt::Key_Y);
    QTRY_COMPARE(filtered.tags(), (QStringList{"Class 0", "Class 2", "Class 3", "Class 4"}));
    QCOMPARE(filtered.chosen(), QString("Class 1")); // more can be said of it
    QVERIFY(!filtered.table->currentIndex().isValid());
    QTest::keyClick(filtered.table, Qt::Key_N);
    QTRY_COMPARE(filtered.shell.session->digest().corrected.size(), std::size_t(1));
    QTRY_VERIFY(filtered.shell.session->digest().corrected.front().correction.verdict == Verdict::Wrong);
    QTest::keyClick(filtered.table, Qt::Key_Tab);
    QCOMPARE(filtered.chosen(), QString("Class 2"));
    QTest::keyClick(filtered.table, Qt::Key_Y);
    QTRY_COMPARE(filtered.tags(), (QStringList{"Class 0", "Class 3", "Class 4"}));
    QTest::keyClick(filtered.table, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(filtered.chosen(), QString("Class 0"));
    filtered.reviewed()->setCurrentIndex(3); // wrong
    QTRY_COMPARE(filtered.tags(), QStringList{"Class 1"});
}

void EventsFilterTest::whatTheFilterHidesIsNotChosenAnyMore()
{
    FilteredWindow filtered;
    QVERIFY(filtered.open());
    filtered.choose(1);
    filtered.action()->trigger();
    QTest::keyClicks(filtered.field(), "class 2");
    QTRY_COMPARE(filtered.tags(), QStringList{"Class 2"});
    QVERIFY(!filtered.panel().selected());
}

void EventsFilterTest::nothingElseIsFiltered()
{
    FilteredWindow filtered;
    QVERIFY(filtered.open());
    filtered.action()->trigger();
    QTest::keyClicks(filtered.field(), "class 2");
    QTRY_COMPARE(filtered.tags(), QStringList{"Class 2"});
    QCOMPARE(filtered.shell.session->digest().events.size(), std::size_t(5));
    QVERIFY(filtered.shell.session->eventSettings().classes.empty());
    QVERIFY(!filtered.shell.session->corrections().undo().canUndo());
    QVERIFY(actionNamed(filtered.window, "Export…")->isEnabled());
}

QTEST_MAIN(EventsFilterTest)
#include "events_filter_test.moc"
