#include "app/distill/job_checks.h"
#include "tests/gui/distill_fixture.h"
#include "ui/distill/curve_scale.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/panel.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>

using namespace dass;

// What a person reads and reaches while filling in a job and watching a run.
class DistillFormTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void presetsAreToldApartAsTheyAreShown();
    void saysWhatIsYetToBeChosen();
    void warnsOfAWarmUpThatOutlastsTheRun();
    void knowsTheNetworkOfARun();
    void theKeyboardGoesFromPauseToResume();
    void scalesAlwaysHaveNumbers();

private:
    const JobReport& checked(const JobDraft& draft)
    {
        NewJobPage& page = *view().newJobPage();
        QSignalSpy checked(&page, &NewJobPage::checked);
        page.begin(m_shell->path("runs"), draft, "run");
        if (checked.isEmpty())
            checked.wait(kPatience);
        return page.report();
    }
};

void DistillFormTest::presetsAreToldApartAsTheyAreShown()
{
    actions().newJob->trigger();
    const auto* list = view().newJobPage()->findChild<QListWidget*>();
    QVERIFY(list && list->count() > 20);
    QTRY_VERIFY(list->viewport()->width() > 100); // laid out
    const QFontMetrics metrics(textFont(TextSize::Body));
    const int room = list->viewport()->width() - 2 * Panel::kInset;
    QStringList rows;
    for (int row = 0; row < list->count(); ++row) {
        const QString name = list->item(row)->text();
        QVERIFY2(metrics.horizontalAdvance(name) <= room, qPrintable(name)); // nothing is cut
        rows << name + list->item(row)->data(Qt::AccessibleTextRole).toString();
    }
    QCOMPARE(rows.removeDuplicates(), 0);
}

void DistillFormTest::saysWhatIsYetToBeChosen()
{
    actions().newJob->trigger();
    NewJobPage& page = *view().newJobPage();
    QSignalSpy checked(&page, &NewJobPage::checked);
    QVERIFY(checked.count() > 0 || checked.wait(kPatience));
    QStringList open;
    for (const JobCheck& check : page.report().checks)
        if (check.state == JobCheck::State::Open)
            open << check.field;
    QCOMPARE(open, (QStringList{"/teachers", "/data/train", "/data/labels"}));
    QCOMPARE(page.report().count(JobCheck::State::Problem), 0);
    QVERIFY(!button(page, "Start training")->isEnabled());
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30000));
    QTest::mouseClick(button(page, "Go to field"), Qt::LeftButton);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(field);
    QCOMPARE(field->accessibleName(), QStringLiteral("File of the teacher"));
    const QLineEdit* place = nullptr; // the lowest of its column
    for (const auto* edit : page.form()->findChildren<QLineEdit*>())
        place = edit->accessibleName() == "Runs lie in" ? edit : place;
    QVERIFY(place);
    const int before = place->mapTo(page.form(), QPoint()).y();
    field->setText(m_shell->path("teacher.npy"));
    QVERIFY(checked.wait(kPatience));
    QCOMPARE(page.report().count(JobCheck::State::Open), 2);
    QTest::qWait(0);                                           // for a new layout, if there is one
    QCOMPARE(place->mapTo(page.form(), QPoint()).y(), before); // nobody clicks beside it
}

void DistillFormTest::warnsOfAWarmUpThatOutlastsTheRun()
{
    JobDraft draft = toyDraft(2); // 8 steps
    draft.setValue("/optimizer/warmup_steps", 8);
    const auto isWarned = [&](const JobDraft& job) {
        const JobReport& report = checked(job);
        return std::ranges::any_of(report.checks, [](const JobCheck& check) {
            return check.state == JobCheck::State::Warning && check.field == "/optimizer/warmup_steps";
        });
    };
    QVERIFY(isWarned(draft));
    QVERIFY(button(*view().newJobPage(), "Start training") == nullptr ||
            button(*view().newJobPage(), "Start training")->isEnabled()); // a warning keeps nobody from it
    draft.setValue("/optimizer/warmup_steps", 7);
    QVERIFY(!isWarned(draft));
}

void DistillFormTest::knowsTheNetworkOfARun()
{
    const auto networkOf = [&](const char* student) {
        const JobDraft draft = JobDraft::read(std::string(R"({"student": )") + student + "}");
        view().newJobPage()->begin(m_shell->path("runs"), draft, "run");
        for (const auto* box : view().newJobPage()->form()->findChildren<QComboBox*>())
            if (box->accessibleName() == "Network")
                return box->currentText();
        return QString();
    };
    // As specifications lie in run folders.
    QCOMPARE(networkOf(R"({"arch": "dass", "size": {"dims": [32, 64, 128, 256], "depths": [1, 1, 3, 1]}})"),
             QStringLiteral("DASS Nano, 1.8 M parameters"));
    QCOMPARE(networkOf(R"({"arch": "ast", "size": {"width": 384, "depth": 12, "heads": 6}})"),
             QStringLiteral("AST Small, 22 M parameters"));
    QCOMPARE(networkOf(R"({"arch": "dass", "size": {"dims": [32, 64, 128, 256], "depths": [1, 1, 4, 2]}})"), QString());
    QCOMPARE(networkOf(R"({"size": {"dims": 7}})"), QString());
    QVERIFY(std::abs(static_cast<double>(parametersOf({{32, 64, 128, 256}, {1, 1, 3, 1}})) / 1'816'687 - 1) < 0.02);
}

void DistillFormTest::theKeyboardGoesFromPauseToResume()
{
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30000));
    start(100'000);
    QTRY_VERIFY_WITH_TIMEOUT(actions().pause->isEnabled(), kPatience);
    HintButton* pause = button(view(), "Pause");
    HintButton* resume = button(view(), "Resume");
    QVERIFY(pause && resume);
    pause->setFocus();
    QTest::keyClick(pause, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!pause->isEnabled(), kPatience);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(resume)); // not Stop, which comes next
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Paused, kPatience);
    QTest::keyClick(resume, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!resume->isEnabled() && pause->isEnabled(), kPatience);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(pause));
    cancelRun(readRunSummary(runPath().toStdString()));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
}

void DistillFormTest::scalesAlwaysHaveNumbers()
{
    const CurveScale narrow(0.0141, 0.0149, true); // no round value of a decade lies in there
    QVERIFY(narrow.ticks().size() >= 2);
    const CurveScale loss(0.009, 0.021, true);
    QCOMPARE(loss.text(0.02), QStringLiteral("0.02"));
    const CurveScale nothing(0, 0, false); // a learning rate that is still 0
    QCOMPARE(nothing.ticks().first(), 0.0);
    const CurveScale precision(100, 100, false, 100);
    QCOMPARE(precision.ticks().last(), 100.0);
    QVERIFY(precision.share(100) <= 1);
    const CurveScale rate(0, 1e-3, false);
    QCOMPARE(rate.text(0.0005), QStringLiteral("0.0005"));
    QCOMPARE(curveNumber(9.99999e-4), QStringLiteral("0.00100"));
    QCOMPARE(curveNumber(9.97e-5), QStringLiteral("1e−4"));
}

QTEST_MAIN(DistillFormTest)
#include "distill_form_test.moc"
