#include "ui/mainwindow/notice_bar.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace dass;

namespace {

QStringList titlesOn(const NoticeBar& bar)
{
    QStringList shown;
    for (const auto* label : bar.findChildren<ElidedLabel*>())
        if (label->isVisible() && label->text().endsWith('!'))
            shown << label->text();
    return shown;
}

QPushButton* buttonOn(const NoticeBar& bar, const QString& text)
{
    for (auto* button : bar.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == text)
            return button;
    return nullptr;
}

// The cross of the line that says this.
QToolButton* crossBeside(const NoticeBar& bar, const QString& title)
{
    for (const auto* label : bar.findChildren<ElidedLabel*>())
        if (label->isVisible() && label->text() == title)
            return label->parentWidget()->findChild<QToolButton*>();
    return nullptr;
}

void offer(NoticeBar& bar)
{
    bar.showOffer("Work is left!", "It was kept.", "Restore", "Discard");
}

} // namespace

// What is told under the header: nothing of it takes an offer away that has not been answered.
class NoticeBarTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }

    void anOfferStaysWhateverIsTold()
    {
        NoticeBar bar;
        QVERIFY(!bar.isVisible());
        offer(bar);
        QCOMPARE(titlesOn(bar), QStringList{"Work is left!"});
        bar.showNotice("Settings lost!", "They were damaged.");
        QCOMPARE(titlesOn(bar), (QStringList{"Work is left!", "Settings lost!"}));
        bar.showSuccess("Finished!", "A run."); // the newest notice is the one that is told
        QCOMPARE(titlesOn(bar), (QStringList{"Work is left!", "Finished!"}));
        QVERIFY(buttonOn(bar, "Restore") && buttonOn(bar, "Discard"));
        crossBeside(bar, "Finished!")->click();
        QCOMPARE(titlesOn(bar), QStringList{"Work is left!"});
        QSignalSpy accepted(&bar, &NoticeBar::accepted);
        QSignalSpy declined(&bar, &NoticeBar::declined);
        buttonOn(bar, "Restore")->click();
        buttonOn(bar, "Discard")->click();
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(declined.count(), 1);
        bar.withdrawOffer();
        QVERIFY(!bar.isVisible());
    }

    void aNoticeStaysWhenAnOfferComesAndGoes()
    {
        NoticeBar bar;
        bar.withdrawOffer(); // there is none
        QVERIFY(!bar.isVisible());
        bar.showNotice("Settings lost!", "They were damaged.");
        bar.withdrawOffer();
        QCOMPARE(titlesOn(bar), QStringList{"Settings lost!"});
        offer(bar);
        QCOMPARE(titlesOn(bar), (QStringList{"Work is left!", "Settings lost!"}));
        bar.withdrawOffer();
        QCOMPARE(titlesOn(bar), QStringList{"Settings lost!"});
        crossBeside(bar, "Settings lost!")->click();
        QVERIFY(!bar.isVisible());
        bar.showNotice("Another!", "");
        QCOMPARE(titlesOn(bar), QStringList{"Another!"});
    }

    void anOfferCanBePutAway()
    {
        NoticeBar bar;
        offer(bar);
        bar.showNotice("Settings lost!", "");
        crossBeside(bar, "Work is left!")->click();
        QCOMPARE(titlesOn(bar), QStringList{"Settings lost!"});
        QVERIFY(!buttonOn(bar, "Restore"));
    }

    void isAsHighAsWhatItSays()
    {
        NoticeBar bar;
        offer(bar);
        const int one = bar.sizeHint().height();
        bar.showNotice("Settings lost!", "");
        QCOMPARE(bar.sizeHint().height(), 2 * one);
    }
};

QTEST_MAIN(NoticeBarTest)
#include "notice_bar_test.moc"
