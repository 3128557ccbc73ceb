#include "tests/gui/find_in_window.h"
#include "tests/gui/session_window.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/haystack/haystack_view.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QScrollArea>
#include <QTabBar>
#include <QTreeView>

#include <semaphore>

using namespace dass;

namespace {

// 1280 × 800 pixels at scale 1.5, less a title bar.
constexpr QSize kRoom(853, 505);

bool isScrolled(const QWidget* widget)
{
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget())
        if (qobject_cast<const QScrollArea*>(above))
            return true;
    return false;
}

} // namespace

// The window on a small screen: nothing of it lies outside, and all that gives way is what may.
class SmallScreenTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void fits_data();
    void fits();
    void tracksGiveWayInTheirOrder();
    void theFirstPageHasTheRoom();
    void panelsThatAreAskedForComeInANarrowWindow();
};

void SmallScreenTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void SmallScreenTest::fits_data()
{
    QTest::addColumn<QString>("workspace");
    for (const char* id : {"view.analyze", "view.haystack", "view.distill"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void SmallScreenTest::fits()
{
    QFETCH(QString, workspace);
    std::counting_semaphore<> turns(4);
    SessionWindow at([&] { turns.acquire(); });
    const std::shared_ptr<void> goOn(nullptr, [&](void*) { turns.release(1000); }); // whatever is found wrong
    at.shell.session->open({at.shell.makeRecording("a.wav", 60)});
    QTRY_VERIFY(at.shell.recording(0).state == RecordingState::Tagging && at.shell.recording(0).hasResult());
    auto* action = at.window->findChild<QAction*>(workspace);
    QVERIFY(action);
    action->trigger();
    at.stack()->setSelection({16000, 80000});
    emit at.stack()->selectionChanged({16000, 80000});
    if (workspace == QLatin1String("view.haystack")) { // with all its tables
        at.window->haystack()->addFiles({at.shell.makeRecording("b.wav", 3), at.shell.makeRecording("c.wav", 3),
                                         at.shell.makeRecording("d.wav", 3), at.shell.makeRecording("e.wav", 3)});
        at.window->haystack()->session().stop();
    }
    if (workspace != QLatin1String("view.distill"))
        emit at.shell.session->noticed(QStringLiteral("A notice"), QStringLiteral("takes room of its own"));
    at.window->resize(kRoom);
    const auto fault = [&]() -> QString {  // the first one
        QCoreApplication::processEvents(); // which lay out what has come
        if (at.window->size() != kRoom)
            return QStringLiteral("the window is %1 x %2").arg(at.window->width()).arg(at.window->height());
        const auto* tabs = at.window->findChild<QTabBar*>();
        if (tabs->tabText(tabs->currentIndex()).isEmpty())
            return QStringLiteral("the tab has no text");
        if (tabs->width() < tabs->sizeHint().width() || tabs->visibleRegion().boundingRect() != tabs->rect())
            return QStringLiteral("the tabs are cut");
        for (const auto* button : at.window->findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || isScrolled(button))
                continue;
            const QRect place(button->mapTo(at.window.get(), QPoint()), button->size());
            if (!at.window->rect().contains(place))
                return QStringLiteral("outside: %1%2").arg(button->text(), button->accessibleName());
            if (button->visibleRegion().boundingRect() != button->rect())
                return QStringLiteral("cut: %1%2").arg(button->text(), button->accessibleName());
        }
        return {};
    };
    QTRY_COMPARE(fault(), QString());
}

void SmallScreenTest::tracksGiveWayInTheirOrder()
{
    PlotStack stack;
    std::vector<HeatStripTag> rows(10);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].classIndex = static_cast<std::int64_t>(i);
    stack.setHeatStrip(rows);
    stack.show();
    QImage image;
    const auto spectrogram = [&](int height) {
        stack.resize(800, height);
        image = stack.grab().toImage();
        return stack.spectrogramRect().height();
    };
    QCOMPARE(spectrogram(800), 800 - 148 - 112 - 130);
    QCOMPARE(spectrogram(486), 96); // then the probabilities give way
    QCOMPARE(spectrogram(486 - 64), 96);
    QCOMPARE(spectrogram(486 - 64 - 36), 60);
    QCOMPARE(stack.minimumSizeHint().height(), 148 + 60 + 48 + 2 * 13); // and the heat strip's last rows
    for (int height = stack.minimumSizeHint().height(); height < 486; height += 7) {
        QVERIFY2(spectrogram(height) >= 60 && stack.spectrogramRect().height() <= 96,
                 qPrintable(QString::number(height)));
        QVERIFY(image.height() == height);
    }
}

void SmallScreenTest::theFirstPageHasTheRoom()
{
    SessionWindow at;
    QWidget* tags = at.window->findChild<QTreeView*>();
    for (auto* view : at.window->findChildren<QTreeView*>())
        if (view->accessibleName() == QLatin1String("Tags"))
            tags = view;
    at.window->resize(1280, 740);
    QTRY_VERIFY(tags->isVisible());
    at.window->resize(kRoom);
    QTRY_VERIFY(!tags->isVisible());
    QCOMPARE(at.window->size(), kRoom);
    at.shell.session->open({at.shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(tags->isVisible());
    QTRY_VERIFY(at.shell.recording(0).state == RecordingState::Done);
}

void SmallScreenTest::panelsThatAreAskedForComeInANarrowWindow()
{
    SessionWindow at;
    const AnalyzeView& view = *at.window->analyzeView();
    const QWidget* left = view.recordings();
    const QAbstractItemView* right = viewNamed(*at.window, "Tags");
    at.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(at.window.get(), 30000));
    at.window->resize(1280, 740);
    QTRY_VERIFY(right->isVisible());
    at.window->resize(kRoom);
    QTRY_VERIFY(!right->isVisible());
    QTRY_VERIFY(!left->isVisible());
    QTest::keyClick(at.window.get(), Qt::Key_F10);
    QTRY_VERIFY(right->isVisible() && view.isRightShown());
    QTest::keyClick(at.window.get(), Qt::Key_F9);
    QTRY_VERIFY(left->isVisible() && view.isLeftShown());
    QCOMPARE(at.window->size(), kRoom);
    QTest::keyClick(at.window.get(), Qt::Key_F9);
    QTRY_VERIFY(!left->isVisible());
    QVERIFY(right->isVisible());
}

QTEST_MAIN(SmallScreenTest)
#include "small_screen_test.moc"
