#include "tests/gui/distill_fixture.h"
#include "tests/gui/haystack_window.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/haystack_words.h"
#include "ui/language/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>

#include <vector>

using namespace dass;

namespace {

// Of a widget that shows words on one line, all of them, and of a combo box the longest; 0 of any other.
int wantedWidth(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const bool isLine = (label && !label->wordWrap() && !label->text().isEmpty()) ||
                        (button && !button->text().isEmpty()) || qobject_cast<const ElidedLabel*>(&widget) ||
                        qobject_cast<const QComboBox*>(&widget);
    return isLine ? widget.sizeHint().width() : 0;
}

constexpr QSize kWindow{1280, 800};

QString wordsOf(const QWidget& widget)
{
    const auto* elided = qobject_cast<const ElidedLabel*>(&widget);
    return elided ? elided->text() : widget.property("text").toString() + widget.accessibleName();
}

// What was changed takes its place, which may move something else, before anything is looked at.
void layOut(const QWidget& form)
{
    const auto places = [&] {
        std::vector<QRect> found{QRect(form.mapTo(form.window(), QPoint()), form.size())};
        for (const auto* widget : form.findChildren<QWidget*>())
            found.push_back(widget->geometry());
        return found;
    };
    std::vector<QRect> before;
    for (std::vector<QRect> now = places(); now != before; now = places()) {
        before = now;
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCoreApplication::processEvents();
    }
}

// What a person cannot read to its end, a line each: it has less room than it asks for, or ends beyond the edge.
QString cutTexts(const QWidget& form)
{
    QStringList cut;
    for (const auto* widget : form.findChildren<QWidget*>()) {
        const int wanted = wantedWidth(*widget);
        if (wanted == 0 || !widget->isVisibleTo(&form))
            continue;
        const int end = widget->mapTo(&form, QPoint(widget->width(), 0)).x();
        if (widget->width() < wanted || end > form.width())
            cut << QStringLiteral("%1 “%2” wants %3 pixels, has %4 and ends at %5 of %6")
                       .arg(QLatin1String(widget->metaObject()->className()), wordsOf(*widget))
                       .arg(wanted)
                       .arg(widget->width())
                       .arg(end)
                       .arg(form.width());
    }
    for (const QWidget* above = form.parentWidget(); above; above = above->parentWidget())
        if (const auto* scroll = qobject_cast<const QScrollArea*>(above)) {
            const int end = form.mapTo(scroll->viewport(), QPoint(form.width(), 0)).x();
            if (end > scroll->viewport()->width())
                cut << QStringLiteral("the form ends at %1, %2 pixels are seen")
                           .arg(end)
                           .arg(scroll->viewport()->width());
        }
    return cut.join('\n');
}

} // namespace

// Words of any language are read to their end in a window of 1280 × 800 pixels.
class CutTextsTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void cleanup();
    void ofAJob_data() { addLanguages(); }
    void ofAJob();
    void ofAHaystack_data() { addLanguages(); }
    void ofAHaystack();

private:
    static void addLanguages();
};

void CutTextsTest::addLanguages()
{
    QTest::addColumn<QString>("code");
    for (const Language& language : languages())
        QTest::newRow(language.code) << QString::fromLatin1(language.code);
}

void CutTextsTest::cleanup()
{
    if (m_shell)
        close();
    installLanguage("en");
}

void CutTextsTest::ofAJob()
{
    QFETCH(QString, code);
    installLanguage(code);
    open();
    actions().newJob->trigger();
    NewJobPage& page = *view().newJobPage();
    JobDraft draft = jobPresets().front().draft;
    std::vector<JobDraft::Teacher> teachers;
    for (const char* kind : {"ast", "stored", "torchscript", "ema"}) // with all the lines that there are
        teachers.push_back({QLatin1String(kind), {}, 1});
    draft.setTeachers(teachers);
    page.begin(m_shell->path("runs"), draft, "run");
    page.form()->setPreset(jobPresets().back().draft, false); // most names carry the mark of a change
    QVERIFY(page.form()->changes() > 4);
    QVERIFY(QTest::qWaitForWindowExposed(page.window()));
    layOut(*page.form());
    page.window()->resize(kWindow); // once more: a shown one may be wider than the screen
    layOut(*page.form());
    QCOMPARE(page.window()->size(), kWindow);
    QVERIFY(page.form()->isVisible());
    QCOMPARE(cutTexts(*page.form()), QString());
    for (const auto* button : page.findChildren<QAbstractButton*>())
        QVERIFY2(!button->isVisible() || button->width() >= wantedWidth(*button), qPrintable(button->text()));
}

void CutTextsTest::ofAHaystack()
{
    QFETCH(QString, code);
    installLanguage(code);
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    haystack.view.session().stop();
    auto* form = haystack.view.findChild<HaystackForm*>();
    QVERIFY(form && form->isVisible());
    haystack.window.resize(kWindow); // once more: a shown one may be wider than the screen
    form->setOwnRatio(0, true);
    for (const niah::HaystackKind kind : haystackKinds()) { // which have rows of their own
        HaystackChoice choice;
        choice.haystack.kind = kind;
        form->setChoice(choice);
        layOut(*form);
        QCOMPARE(cutTexts(*form), QString());
    }
}

QTEST_MAIN(CutTextsTest)
#include "cut_texts_test.moc"
